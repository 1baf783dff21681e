// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

/// Series over the months of one path, and what one claim is worth by itself.
extension SurfacePath {
  private func level(_ index: Int, _ place: Int) -> UnsafeMutablePointer<Double> {
    tables.row((currencies + index) * Self.group + place)
  }

  /// A currency's rate; nil for the first, in which the others are priced.
  private func rate(_ currency: Int, _ place: Int) -> UnsafeMutablePointer<Double>? {
    currency == 0 ? nil : tables.row((currency - 1) * Self.group + place)
  }

  /// What a unit of each currency is worth, what it counts in the means test, and the test's line.
  ///
  /// - Parameters:
  ///   - months: in which something is paid.
  ///   - lived: that the person lives through, in which means are tested.
  func convert(_ place: Int, _ months: Int, lived: Int) {
    let plan = law.plan
    let price = tables.row((currencies - 1) * Self.group + place)
    let discount = series.row(Row.discount)
    for currency in 0..<currencies {
      let (conversion, isSpent) = (conversion(currency), currency == plan.currency)
      ck_conversion_row(
        conversion, isSpent ? nil : rate(currency, place), isSpent ? nil : rate(plan.currency, place), price, months)
      counted(currency).update(from: conversion, count: months)
      ck_product_row(worth(currency), discount, conversion, months)
    }
    guard let minimum = plan.minimum else { return }
    let own = plan.sources[minimum.source].currency
    let ownConversion = conversion(own)
    let calendar = memory.calendar
    for currency in 0..<currencies where minimum.freezesRate && currency != own {
      let (other, counted) = (conversion(currency), counted(currency))
      var rate = 0.0
      for month in 0..<months {
        if month == 0 || calendar[month] % 6 == 1 { rate = other[month] / ownConversion[month] }
        counted[month] = ownConversion[month] * rate
      }
    }
    let line = series.row(Row.line)
    line.update(repeating: 0, count: months)
    let level = level(law.lineLevel ?? 0, place)
    for month in minimum.months.lowerBound..<max(minimum.months.lowerBound, min(minimum.months.upperBound + 1, lived)) {
      line[month] = minimum.amounts[1] * level[month] * ownConversion[month]
    }
    allow(place, months, lived: lived)
  }

  /// What the yearly allowance is, and up to which income; income counts in the money of the country that pays it.
  private func allow(_ place: Int, _ months: Int, lived: Int) {
    guard let allowance = law.plan.allowance else { return }
    let (yearly, counts) = (series.row(Row.yearly), series.row(Row.counts))
    yearly.update(repeating: 0, count: months)
    counts.update(repeating: 0, count: months)
    let conversion = conversion(law.plan.sources[allowance.source].currency)
    let level = law.allowanceLevel.map { self.level($0, place) }
    let limitLevel = law.limitLevel.map { self.level($0, place) }
    let (amounts, limits) = (series.row(Row.amount), series.row(Row.limit))
    let first = allowance.months.lowerBound
    for month in first..<max(first, min(allowance.months.upperBound + 1, lived)) {
      let date = Int(memory.calendar[month])
      // Nothing counts between the payment and January.
      guard date <= allowance.calendarMonth else { continue }
      counts[month] = 1 / conversion[month]
      guard date == allowance.calendarMonth else { continue }
      let worth = (level?[month] ?? 1) * conversion[month]
      yearly[month] = 12 / Double(min(date, month - first + 1)) * conversion[month]
      amounts[month] = allowance.amounts[1] * worth
      limits[month] = allowance.limits[1] * worth
      if let rule = allowance.limitRule {
        // Of January, or of the valuation year.
        let january = month - (date - 1)
        let held = january >= 0 ? limitLevel?[january] ?? rule.first : rule.first
        limits[month] = allowance.limits[1] * held * conversion[month]
      }
      for (number, supplement) in allowance.supplements.enumerated() {
        bonuses.row(2 * number)[month] = allowance.amount(ofOne: supplement, month) * worth
        bonuses.row(2 * number + 1)[month] = supplement.upTo * limits[month]
      }
    }
  }

  /// Sums of the levels, and what each counts in the means test; those of a short fund are cut from then on.
  func moveLevels(_ place: Int, _ months: Int, lived: Int) {
    let plan = law.plan
    let share = plan.minimum?.countedShare ?? 0
    for index in law.summed {
      let source = law.levels[index].source
      let currency = plan.sources[source].currency
      var level = level(index, place)
      if short(source) < months {
        let cutLevel = series.row(Row.level)
        cutLevel.update(from: level, count: months)
        cut(cutLevel, of: source, months)
        level = cutLevel
      }
      ck_sum_level(
        sums.row(4 * index), sums.row(4 * index + 1), sums.row(4 * index + 2), sums.row(4 * index + 3), level,
        worth(currency), paidMonths(source, lived))
      guard plan.minimum != nil else { continue }
      let (row, counted) = (countable.row(index), counted(currency))
      for month in 0..<months { row[month] = share * (level[month] * counted[month]) }
    }
    for (index, ratio) in law.ratios.enumerated() {
      ck_suffix_ratio(ratios.row(index), level(ratio.exempt, place), level(ratio.paid, place), months)
    }
  }

  func gross(_ claim: SurfacePlan.Claim, _ place: Int, _ months: Int, source: Int) {
    let gross = series.row(Row.gross)
    ck_gross_series(
      gross, months, memory.runs + claim.runs.lowerBound, claim.runs.count, level(0, place),
      tables.lanes * Self.group, entries.row(0))
    cut(gross, of: source, months)
  }

  /// Present value of a claim, and its arrears.
  func value(
    _ claim: SurfacePlan.Claim, _ place: Int, _ months: Int, source: Int, first: Int32,
    lump: UnsafeMutablePointer<Double>
  ) -> Double {
    let currency = law.plan.sources[source].currency
    let (worth, conversion) = (worth(currency), conversion(currency))
    let withheld = memory.withheld + claim.withheld.lowerBound
    // An exemption is not cut with the pension.
    if claim.isSmooth, short(source) >= months || claim.withheld.allSatisfy({ law.withheld[$0].exempt == 0 }) {
      var value = 0.0
      let made = ck_value_by_sums(
        &value, lump, memory.sums, months, memory.runs + claim.runs.lowerBound, claim.runs.count, entries.row(0),
        withheld, claim.withheld.count, ratios.row(0), ratios.lanes, worth, conversion, Int32(clamping: claim.from),
        first,
        claim.netBefore)
      if made != 0 { return value }
    }
    gross(claim, place, months, source: source)
    return ck_claim_value(
      series.row(Row.gross), series.row(Row.net), months, withheld, claim.withheld.count, level(0, place),
      tables.lanes * Self.group, worth, conversion, Int32(clamping: claim.from), first, claim.netBefore, lump)
  }

  /// What an outer claim counts in the means test, into its row.
  func count(_ claim: SurfacePlan.Claim, _ place: Int, _ months: Int) {
    let counted = series.row(Row.outer)
    if claim.isSmooth {
      ck_counted_series(
        counted, months, memory.runs + claim.runs.lowerBound, claim.runs.count, countable.row(0), countable.lanes,
        entries.row(0), Int32(clamping: claim.from))
      return
    }
    let source = law.outer.source
    gross(claim, place, months, source: source)
    let share = law.plan.minimum?.countedShare ?? 0
    let (gross, conversion) = (series.row(Row.gross), self.counted(law.plan.sources[source].currency))
    for month in 0..<months { counted[month] = share * (gross[month] * conversion[month]) }
  }

  /// Month from which difference arrays do the rest: the first in which all claims are paid and move together; all
  /// months where they never do.
  ///
  /// - Parameter longest: the month after which nothing opens any more.
  func tail(longest: Int, _ months: Int) -> Int {
    guard law.plan.minimum != nil, law.tailLevel != nil else { return months }
    var longest = longest
    // Income of a calendar year is counted by one method.
    if law.plan.allowance != nil { while longest < months, memory.calendar[longest] != 1 { longest += 1 } }
    guard longest < months else { return months }
    let factor = claims.row(ClaimRow.factor)
    law.tailFactors(entries.row(0), into: factor)
    factor[law.inner.claims.count] = .infinity
    for claim in 1..<max(1, law.inner.claims.count) where factor[claim] < factor[claim - 1] { return months }
    return longest
  }
}
