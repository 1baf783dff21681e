// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// A primary insurance amount as the institution states it, in place of the earnings that it was worked out from.
///
/// It stands for a full record: the quarters that are asked for are taken to be held. From the year in which 62 is attained on it is the
/// amount of its month, with the increases until then; before that year it is at the wages of its month's year, as in the estimates
/// of a Social Security statement, and moves with the average wage index to the year of eligibility.
public struct StatedPIA: Hashable, Sendable {
  public var amount: Money<USD>
  public var month: YearMonth
  /// Quarters of coverage that it stands for.
  var quarters: Int
}

extension LawTables {
  /// The increases that are in a stated amount: from the year of eligibility to its month; nil where it is at the wages of its month's year.
  private func increases(in stated: StatedPIA, eligibilityYear: Int) -> ClosedRange<Int>? {
    let last = lastIncrease(in: stated.month)
    return eligibilityYear <= last ? eligibilityYear...last : nil
  }

  /// In dollars of the year of eligibility, not rounded.
  ///
  /// - Source: 42 U.S.C. § 415(a)(1)(B), (b)(3): earnings and bend points are indexed by the wages of the second year before eligibility, so
  ///   the amount moves in proportion to them.
  func amountAtEligibility(_ stated: StatedPIA, eligibilityYear: Int) -> Double {
    let amount = stated.amount.double
    if let increases = increases(in: stated, eligibilityYear: eligibilityYear) {
      return increases.reduce(amount) { $0 / (1 + Double(increase($1, in: stated.month)) / 1000) }
    }
    let then = averageWage[min(stated.month.year, eligibilityYear) - 2].double
    return amount * (averageWage[eligibilityYear - 2].double / then)
  }

  /// The amounts of a benefit month, to the dime.
  func stated(_ stated: StatedPIA, eligibilityYear: Int, in month: YearMonth) -> RegularAmount {
    let base = amountAtEligibility(stated, eligibilityYear: eligibilityYear)
    let rounded = Money<USD>(ExactDecimal(shortest: base) ?? .zero, rounded: .dimeDown)
    let pia: Money<USD>
    if let last = increases(in: stated, eligibilityYear: eligibilityYear)?.upperBound {
      pia = increased(stated.amount, from: last + 1, in: month)
    } else {
      pia = increased(rounded, from: eligibilityYear, in: month)
    }
    var result = RegularAmount(
      indexed: [], total: .zero, aime: 0, piaAtEligibility: rounded, pia: pia, specialMinimumYears: 0)
    result.stated = base
    return result
  }
}

extension UnitedStates {
  /// - Throws: ``ClaimRefusal`` for what no statement says, or earnings beside it.
  func stated(in record: InsuranceRecord, asOf: YearMonth?) throws -> StatedPIA? {
    guard let stated = record.stated else { return nil }
    guard record.earnings.isEmpty, record.periods.isEmpty, record.units.isEmpty else {
      throw ClaimRefusal(
        message: "the record states its primary insurance amount and earnings beside it", article: "42 U.S.C. § 415(a)",
        hint: "keep one of the two")
    }
    guard let month = stated.asOf ?? asOf, (tables.bendPoints.firstYear..<LawTables.lastYear - 30).contains(month.year),
      stated.amount > .zero, stated.amount < 1_000_000
    else {
      throw ClaimRefusal(
        message: "a primary insurance amount of \(stated.amount)", article: "42 U.S.C. § 415(a)",
        hint: "an amount a month with its month, for example { amount: 2175 USD, as_of: 2026-05 }")
    }
    return StatedPIA(
      amount: Money(stated.amount, rounded: .halfUp), month: month, quarters: tables.fixed.mostQuarters)
  }
}

extension DerivationWriter {
  /// A stated amount, and how it came to the year of eligibility.
  mutating func write(_ stated: StatedPIA, _ amount: RegularAmount) {
    add(
      "stated_pia", .stepStatedPia, result: stated.amount.text, unit: .unitMonthly,
      article: "42 U.S.C. § 415(a)",
      note:
        Remark(.noteStated, ["month": .month(stated.month)])
    )
    let last = tables.lastIncrease(in: stated.month)
    guard eligibilityYear > last else {
      writeIncreases("", of: stated.amount, from: last + 1)
      return
    }
    let years = [eligibilityYear - 2, min(stated.month.year, eligibilityYear) - 2]
    add(
      "pia_at_eligibility", .stepPiaAtWages, ["year": .integer(years[0])],
      "floor(stated * wage_\(years[0]) / wage_then, 0.1)",
      [
        ("stated", stated.amount.text), ("wage_\(years[0])", tables.averageWage[years[0]].text),
        ("wage_then", tables.averageWage[years[1]].text),
      ], result: amount.piaAtEligibility.text, unit: .unitMonthly, article: "42 U.S.C. § 415(a)(1)(B), (b)(3)",
      years.map { wage($0) },
      note: Remark(.noteStatedBefore62))
    writeIncreases("", of: amount.piaAtEligibility, from: eligibilityYear)
  }
}
