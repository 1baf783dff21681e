// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What a file may say and hardly means: the reader goes on, and asks.
extension ScenarioReader {
  /// Ages between which people earn.
  static let workingAges = 14...80
  /// A month's pay of so many times the limit on it is a year's.
  static let monthsInYearlyPay: ExactDecimal = 4

  /// Amounts of years in which somebody is a child, or very old.
  func warnUnlikelyAge(
    _ years: ClosedRange<Int>, _ what: String, id: String, born: CalendarDate?, at position: Position
  ) {
    guard let born else { return }
    let ages = (years.lowerBound - born.year)...(years.upperBound - born.year)
    guard ages.lowerBound >= 0 else { return }
    if ages.lowerBound < Self.workingAges.lowerBound {
      warn(
        position, "\(what) of \(years.lowerBound): \(id) is \(ages.lowerBound) then",
        hint: "check the year, and the day of birth")
    } else if ages.upperBound > Self.workingAges.upperBound {
      warn(
        position, "\(what) of \(years.upperBound): \(id) is \(ages.upperBound) then",
        hint: "check the year, and the day of birth")
    }
  }

  /// Pay a month so far above the limit that it is a year's.
  ///
  /// - Parameter limit: on a year's pay.
  /// - Returns: whether it was said, so that nothing else need be.
  func warnYearlyPay(
    _ pay: ExactDecimal, limit: ExactDecimal, _ currency: CurrencyCode, at position: Position
  ) -> Bool {
    guard pay * 12 > limit * Self.monthsInYearlyPay else { return false }
    warn(
      position, "pay of \(pay) \(currency) a month looks like a year's",
      hint:
        "'pay' is a month's: write \((pay / 12).roundedHalfUp(places: 2)), or give years by income: { YEAR: \(pay) }")
    return true
  }

  /// Months between two residences that no country is stated for.
  func warnGaps(_ found: [(residence: Residence, position: Position)], id: String) {
    for (earlier, later) in zip(found, found.dropFirst()) {
      guard let through = earlier.residence.through, later.residence.from > through + 1 else { continue }
      let (first, last) = (through + 1, later.residence.from - 1)
      warn(
        later.position,
        "where \(id) lived from \(first) to \(last) is not said; no country counts those months as residence",
        hint: "let \(later.residence.country) begin in \(first), or name the country in between")
    }
  }
}
