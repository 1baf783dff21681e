// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Pensions
import Quantities

/// One path of a ``ClaimSurface`` at a time: series over its months, then all combinations of claims.
///
/// Rows are months of one path, of up to eight neighbouring lanes at once where tables are read.
final class SurfacePath {
  /// Lanes that are read from a table together: a cache line.
  static let group = 8

  private let law: SurfacePlan
  private let rows: Range<Int>
  /// [month]: share that the fund pays once it has run short.
  private let shortShare: [Double]
  /// [series][lane of the group] × month: exchange rate, price level, levels of the law.
  private let tables: LaneMemory
  /// × month.
  private let series: LaneMemory
  /// [month][inner claim].
  private let counted: LaneMemory
  /// × inner claim.
  private let claims: LaneMemory
  private let entries: LaneMemory
  /// [month]: inner claims that are due, used, paid; then [claim]: month of the first payment.
  private let due, used, paid, first, calendar: UnsafeMutablePointer<Int32>
  private let bucket: UnsafeMutablePointer<Int16>
  private var delays: [[Int]] = [[], []]

  /// Rows of `series`.
  private enum Row {
    static let conversion = 0, counted = 2, worth = 4, line = 6, gross = 7, net = 8, unit = 9, outer = 10
    static let yearly = 11, counts = 12, amount = 13, limit = 14, count = 15
  }

  /// Rows of `claims`.
  private enum ClaimRow {
    static let value = 0, lump = 1, factor = 2, top = 3
    /// Three rows each: value, what is owed, income of the year.
    static let state = 4, waiting = 7
    static let scratch = 10, count = 14
  }

  init(_ law: SurfacePlan, rows: Range<Int>, shortfall: FundShortfall?) {
    (self.law, self.rows) = (law, rows)
    let plan = law.plan
    shortShare = shortfall.map { fund in (0..<plan.months).map { fund.share(in: plan.firstMonth + $0) } } ?? []
    let months = (plan.months + 7) / 8 * 8
    let inner = (law.inner.claims.count + 1 + 7) / 8 * 8
    tables = LaneMemory(rows: (2 + law.levels.count) * Self.group, lanes: months)
    series = LaneMemory(rows: Row.count, lanes: months)
    counted = LaneMemory(rows: plan.months, lanes: inner)
    claims = LaneMemory(rows: ClaimRow.count, lanes: inner)
    entries = LaneMemory(rows: 1, lanes: max(1, law.entries.count))
    func integers(_ count: Int) -> UnsafeMutablePointer<Int32> {
      let pointer = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
      pointer.initialize(repeating: 0, count: max(1, count))
      return pointer
    }
    (due, used, paid) = (integers(plan.months), integers(plan.months), integers(plan.months))
    first = integers(law.inner.claims.count)
    calendar = integers(plan.months)
    for month in 0..<plan.months { calendar[month] = Int32((plan.firstMonth + month).month) }
    bucket = .allocate(capacity: Int(CK_BUCKETS) + 1)
    bucket.initialize(repeating: 0, count: Int(CK_BUCKETS) + 1)
  }

  deinit {
    for pointer in [due, used, paid, first, calendar] { pointer.deallocate() }
    bucket.deallocate()
  }

  /// - Throws: ``SimulationError`` where an award's year has no index values.
  func check(_ indexation: [IndexationPaths], lanes: Int) throws {
    for entry in law.entries {
      let paths = indexation[entry.source]
      let years = paths.entry.count / lanes
      guard (0..<years).contains(entry.year - paths.firstEntryYear) else {
        throw SimulationError(
          "\(law.plan.sources[entry.source].system.name) has no index values for an award of \(entry.year); "
            + "they run from \(paths.firstEntryYear) to \(paths.firstEntryYear + years - 1)")
      }
    }
  }

  /// Reads lanes `from..<to` of the tables.
  func gather(_ economy: EconomyBlock, _ indexation: [IndexationPaths], from: Int, to: Int) {
    let lanes = economy.laneCapacity
    let price = law.plan.currency == .dollar ? economy.us.priceLevel : economy.lu.priceLevel
    let sources = [economy.usdPerEUR, price] + law.levels.map { indexation[$0.source].levels[$0.level] }
    for (number, table) in sources.enumerated() {
      table.withUnsafeBufferPointer {
        ck_gather_lanes(
          tables.row(number * Self.group), tables.lanes, $0.baseAddress.unsafelyUnwrapped + from, lanes, to - from,
          law.plan.months)
      }
    }
  }

  /// Values of one path into `block[cell · lanes + lane]`.
  func run(
    _ place: Int, _ indexation: [IndexationPaths], lane: Int, lanes: Int, draws: LaneDraws, path: Int,
    into block: inout [Double]
  ) {
    let plan = law.plan
    let columns = law.inner.claims.count
    let months = min(draws.monthsLived(0, path: path), plan.months)
    guard months > 0 else {
      for cell in 0..<rows.count * columns { block[cell * lanes + lane] = 0 }
      return
    }
    let policy = draws.policy(path: path)
    for (number, entry) in law.entries.enumerated() {
      let paths = indexation[entry.source]
      entries.row(0)[number] = paths.entry[(entry.year - paths.firstEntryYear) * lanes + lane]
    }
    for (number, axis) in [law.outer, law.inner].enumerated() {
      delays[number] = axis.bases.map {
        draws.delay(person: 0, source: axis.source, basis: $0, filed: plan.firstMonth, path: path)
      }
    }
    convert(place, months)
    let shortFrom = policy?.arrival(of: .shortfall).map { $0 - plan.firstMonth } ?? Int.max
    let short = { (source: Int) in source == plan.shortfallSource ? shortFrom : Int.max }

    // The inner claims.
    var longest = law.settled
    for (number, claim) in law.inner.claims.enumerated() {
      first[number] = Int32(max(claim.from, claim.filed + delays[1][0], 0))
      longest = max(longest, Int(first[number]) + 1)
    }
    var outer: [(begin: Int, first: Int)] = []
    for row in rows {
      let claim = law.outer.claims[row]
      let begin = claim.from + (claim.canBeTightened ? extraMonths(policy, claim.from) : 0)
      let basis = law.outer.bases.firstIndex(of: claim.basis) ?? 0
      let month = max(begin, claim.filed + delays[0][basis], 0)
      outer.append((begin, month))
      longest = max(longest, month + 1)
    }
    let settled = tail(longest, months, place, short(law.inner.source))
    let area = plan.sources[law.inner.source].area.rawValue
    let share = plan.minimum?.countedShare ?? 0
    for (number, claim) in law.inner.claims.enumerated() {
      gross(claim, place, months, short: short(law.inner.source))
      claims.row(ClaimRow.value)[number] = value(
        claim, place, months, area: area, first: first[number], lump: claims.row(ClaimRow.lump) + number)
      guard plan.minimum != nil else { continue }
      let (gross, conversion) = (series.row(Row.gross), series.row(Row.counted + area))
      let column = counted.row(0) + number
      for month in max(0, claim.from)..<max(claim.from, settled, 0) {
        column[month * counted.lanes] = share * (gross[month] * conversion[month])
      }
    }
    if plan.minimum != nil { fillStates(settled) }
    couple(
      outer, place, months, settled: settled, short: short(law.outer.source), lane: lane, lanes: lanes, into: &block)
  }

  // MARK: Series

  private func level(_ index: Int, _ place: Int) -> UnsafeMutablePointer<Double> {
    tables.row((2 + index) * Self.group + place)
  }

  /// What a dollar and a euro are worth, what they count in the means test, and its line.
  private func convert(_ place: Int, _ months: Int) {
    let plan = law.plan
    let (rate, price) = (tables.row(place), tables.row(Self.group + place))
    let spendsDollars = plan.currency == .dollar
    for area in [MoneyArea.dollar, .euro] {
      let power = area == plan.currency ? 0 : spendsDollars ? 1 : -1
      let conversion = series.row(Row.conversion + area.rawValue)
      ck_conversion_row(conversion, rate, Int32(power), price, months)
      series.row(Row.counted + area.rawValue).update(from: conversion, count: months)
      let worth = series.row(Row.worth + area.rawValue)
      for month in 0..<months { worth[month] = plan.discount[month] * conversion[month] }
    }
    guard let minimum = plan.minimum else { return }
    let own = plan.sources[minimum.source].area.rawValue
    let ownConversion = series.row(Row.conversion + own)
    if minimum.freezesRate {
      let (other, counted) = (series.row(Row.conversion + 1 - own), series.row(Row.counted + 1 - own))
      var rate = 0.0
      for month in 0..<months {
        if month == 0 || (plan.firstMonth + month).month % 6 == 1 { rate = other[month] / ownConversion[month] }
        counted[month] = ownConversion[month] * rate
      }
    }
    let line = series.row(Row.line)
    line.update(repeating: 0, count: months)
    let level = level(law.lineLevel ?? 0, place)
    for month in minimum.months.lowerBound..<max(minimum.months.lowerBound, min(minimum.months.upperBound + 1, months))
    {
      line[month] = minimum.amounts[1] * level[month] * ownConversion[month]
    }
    allow(place, months)
  }

  /// What the yearly allowance is, and up to which income; income counts in the money of the country that pays it.
  private func allow(_ place: Int, _ months: Int) {
    guard let allowance = law.plan.allowance else { return }
    let (yearly, counts) = (series.row(Row.yearly), series.row(Row.counts))
    yearly.update(repeating: 0, count: months)
    counts.update(repeating: 0, count: months)
    let conversion = series.row(Row.conversion + law.plan.sources[allowance.source].area.rawValue)
    let level = law.allowanceLevel.map { self.level($0, place) }
    let first = allowance.months.lowerBound
    for month in first..<max(first, min(allowance.months.upperBound + 1, months)) {
      counts[month] = 1 / conversion[month]
      let date = Int(calendar[month])
      guard date == allowance.calendarMonth else { continue }
      let worth = (level?[month] ?? 1) * conversion[month]
      yearly[month] = 12 / Double(min(date, month - first + 1)) * conversion[month]
      series.row(Row.amount)[month] = allowance.amounts[1] * worth
      series.row(Row.limit)[month] = allowance.limits[1] * worth
    }
  }

  private func gross(_ claim: SurfacePlan.Claim, _ place: Int, _ months: Int, short: Int) {
    let gross = series.row(Row.gross)
    law.runs.withUnsafeBufferPointer { runs in
      ck_gross_series(
        gross, months, runs.baseAddress.map { $0 + claim.runs.lowerBound }, claim.runs.count, level(0, place),
        tables.lanes * Self.group, entries.row(0))
    }
    cut(gross, from: short, months)
  }

  private func cut(_ row: UnsafeMutablePointer<Double>, from short: Int, _ months: Int) {
    guard short < months, !shortShare.isEmpty else { return }
    for month in max(0, short)..<months { row[month] *= shortShare[month] }
  }

  /// Present value of a claim whose gross amounts are in their row.
  private func value(
    _ claim: SurfacePlan.Claim, _ place: Int, _ months: Int, area: Int, first: Int32,
    lump: UnsafeMutablePointer<Double>
  ) -> Double {
    law.withheld.withUnsafeBufferPointer { withheld in
      ck_claim_value(
        series.row(Row.gross), series.row(Row.net), months,
        withheld.baseAddress.map { $0 + claim.withheld.lowerBound }, claim.withheld.count,
        level(0, place), tables.lanes * Self.group, series.row(Row.worth + area), series.row(Row.conversion + area),
        Int32(clamping: claim.from), first, claim.netBefore, lump)
    }
  }

  /// Months by which a tightening before the entitlement moves it.
  private func extraMonths(_ policy: PolicyPath?, _ entitlement: Int) -> Int {
    guard let policy, let arrival = policy.arrival(of: .luxembourgTightening),
      arrival - law.plan.firstMonth <= entitlement
    else { return 0 }
    return policy.luxembourgExtraMonths
  }

  // MARK: The means test

  /// Month from which difference arrays do the rest: the first in which all claims are paid and move together; all
  /// months where they never do.
  private func tail(_ longest: Int, _ months: Int, _ place: Int, _ short: Int) -> Int {
    guard law.plan.minimum != nil, let level = law.tailLevel else { return months }
    var longest = longest
    // Income of a calendar year is counted by one method.
    if law.plan.allowance != nil { while longest < months, calendar[longest] != 1 { longest += 1 } }
    guard longest < months else { return months }
    let factor = claims.row(ClaimRow.factor)
    law.tailFactors(entries.row(0), into: factor)
    for claim in 1..<max(1, law.inner.claims.count) where factor[claim] < factor[claim - 1] { return months }
    let unit = series.row(Row.unit)
    let source = self.level(level, place)
    let counted = series.row(Row.counted + law.plan.sources[law.inner.source].area.rawValue)
    let share = law.plan.minimum?.countedShare ?? 0
    unit.update(from: source, count: months)
    cut(unit, from: short, months)
    for month in longest..<months { unit[month] = share * (unit[month] * counted[month]) }
    return longest
  }

  /// How many inner claims are due, used and paid in each month; they are in order.
  private func fillStates(_ settled: Int) {
    let inner = law.inner.claims
    var (dueNow, usedNow, paidNow) = (0, 0, 0)
    for month in 0..<settled {
      while dueNow < inner.count, inner[dueNow].from <= month { dueNow += 1 }
      while usedNow < inner.count, inner[usedNow].used <= month { usedNow += 1 }
      while paidNow < inner.count, first[paidNow] <= month { paidNow += 1 }
      (due[month], used[month], paid[month]) = (Int32(dueNow), Int32(usedNow), Int32(paidNow))
    }
  }

  /// All outer claims beside all inner ones.
  private func couple(
    _ outer: [(begin: Int, first: Int)], _ place: Int, _ months: Int, settled: Int, short: Int, lane: Int, lanes: Int,
    into block: inout [Double]
  ) {
    let plan = law.plan
    let columns = law.inner.claims.count
    let area = plan.sources[law.outer.source].area.rawValue
    let share = plan.minimum?.countedShare ?? 0
    func state(_ first: Int) -> ck_surface_state {
      ck_surface_state(
        value: claims.row(first), owed: claims.row(first + 1), year: claims.row(first + 2),
        top: claims.row(ClaimRow.top))
    }
    let (held, waiting) = (state(ClaimRow.state), state(ClaimRow.waiting))
    claims.clear(ClaimRow.waiting, count: 3)
    let money = plan.minimum.map { series.row(Row.conversion + plan.sources[$0.source].area.rawValue) }
    var waited = 0
    let outerCounted = series.row(Row.outer)
    let innerValue = claims.row(ClaimRow.value)
    var (low, scale) = (0.0, 0.0)
    if settled < months { ck_fill_buckets(bucket, &low, &scale, claims.row(ClaimRow.factor), columns) }
    plan.discount.withUnsafeBufferPointer { discount in
      block.withUnsafeMutableBufferPointer { block in
        var path = ck_surface_path(
          months: months, settled: settled, claims: columns, stride: counted.lanes, counted: counted.row(0), due: due,
          used: used, paid: paid, first: first, lump: claims.row(ClaimRow.lump), line: series.row(Row.line),
          weight: discount.baseAddress, claimable: Int32(clamping: law.inner.claimable),
          rights_first: plan.minimum?.otherRightsFirst == true ? 1 : 0, factor: claims.row(ClaimRow.factor),
          unit: series.row(Row.unit), bucket: bucket, bucket_low: low, bucket_scale: scale, money: money,
          yearly: plan.allowance == nil ? nil : UnsafePointer(series.row(Row.yearly)), counts: series.row(Row.counts),
          amount: series.row(Row.amount), limit: series.row(Row.limit), calendar: calendar,
          whole: share > 0 ? 1 / share : 1, tapers: plan.allowance?.tapers == true ? 1 : 0)
        for (number, row) in rows.enumerated() {
          let claim = law.outer.claims[row]
          let (begin, firstMonth) = outer[number]
          gross(claim, place, months, short: short)
          let grossRow = series.row(Row.gross)
          if begin > claim.from {
            for month in max(0, claim.from)..<min(max(begin, 0), months) { grossRow[month] = 0 }
          }
          var lump = 0.0
          let own = value(claim, place, months, area: area, first: Int32(clamping: firstMonth), lump: &lump)
          let cells = block.baseAddress.unsafelyUnwrapped + number * columns * lanes + lane
          guard plan.minimum != nil else {
            for column in 0..<columns { cells[column * lanes] = own + innerValue[column] }
            continue
          }
          let conversion = series.row(Row.counted + area)
          for month in 0..<months { outerCounted[month] = share * (grossRow[month] * conversion[month]) }
          var made = ck_outer_claim(
            counted: outerCounted, due: Int32(clamping: begin), used: Int32(clamping: claim.used),
            first: Int32(clamping: firstMonth), claimable: Int32(clamping: law.outer.claimable), lump: lump)
          // Before the claim is due all outer claims are alike: what they share is worked out once.
          let shared = min(max(begin, 0), settled)
          if shared >= waited {
            var never = made
            (never.due, never.used, never.first) = (.max, .max, .max)
            ck_surface_head(waiting, &path, &never, waited, shared)
            waited = shared
            for row in 0..<3 {
              claims.row(ClaimRow.state + row).update(from: claims.row(ClaimRow.waiting + row), count: columns)
            }
            ck_surface_head(held, &path, &made, shared, settled)
          } else {
            claims.clear(ClaimRow.state, count: 3)
            ck_surface_head(held, &path, &made, 0, settled)
          }
          let top = claims.row(ClaimRow.state)
          if settled < months { ck_surface_tail(top, &path, &made, claims.row(ClaimRow.scratch)) }
          for column in 0..<columns { cells[column * lanes] = own + innerValue[column] + top[column] }
        }
      }
    }
  }
}
