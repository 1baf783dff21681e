// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

/// The points of a whole career at the start of a pension, year by year.
struct PointsOfCareer: Sendable {
  /// Points of pay of one year.
  struct Line: Sendable {
    var year: Int
    /// Pay that counts, in the currency of the year.
    var pay: ExactDecimal
    var average: ExactDecimal
    var points: ExactDecimal
    var isCapped: Bool
  }

  var lines: [Line] = []
  /// Points of child raising, cut to the greatest of each year.
  var ofChildren = ExactDecimal.zero
  /// Points as printed, in place of lines.
  var given: ExactDecimal?
  var isProjected = false

  var total: ExactDecimal { (given ?? lines.reduce(.zero) { $0 + $1.points }) + ofChildren }
}

extension Germany {
  /// Points of pay and of child raising in months before `start`.
  ///
  /// - Source: SGB VI §§ 66, 70.
  func points(of career: GermanCareer, given: GivenMonths?, start: YearMonth) throws -> PointsOfCareer {
    var found = PointsOfCareer(given: given?.points)
    if let months = given?.childMonths, months > 0 {
      found.ofChildren =
        try parameters.value(.childPoints, inForce: max(start, YearMonth(1992, 1))).value * months
    }
    guard found.given == nil else { return found }
    for year in career.years where year <= start.year {
      let (pay, months) = career.pay(in: year, before: start) { points.averages.average(of: $0) }
      guard months > 0, pay > .zero else { continue }
      let isEast = career.eastYears.contains(year)
      let value = try points.points(of: pay, in: year, months: months, east: isEast, startYear: start.year)
      let average = try points.averages.divisor(of: year, startYear: start.year)
      let ceiling = points.ceilings.ceiling(of: year, months: months) ?? pay
      found.lines.append(
        .init(year: year, pay: min(pay, ceiling), average: average, points: value, isCapped: pay > ceiling))
      if points.averages.isProjected(year, startYear: start.year) || points.ceilings.isProjected(year) {
        found.isProjected = true
      }
    }
    for (year, months) in career.months.months(of: [.childRaising]).restricted(before: start) where months.count > 0 {
      let work = found.lines.first { $0.year == year }?.points ?? .zero
      let greatest = try points.greatest(in: year, startYear: start.year)
      found.ofChildren += try children.points(beside: work, months: months.count, greatest: greatest, year: year) - work
    }
    return found
  }
}
