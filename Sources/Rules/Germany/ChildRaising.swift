// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Months of raising a child: contributions that the federation pays.
///
/// - Source: SGB VI §§ 3 no. 1, 56, 70(2), 249.
public struct ChildRaising: Sendable {
  private let parameters: ParameterLibrary

  public init(_ parameters: ParameterLibrary) { self.parameters = parameters }

  /// How many months a child brings to the parent who raised it.
  ///
  /// - Parameters:
  ///   - born: the month of birth.
  ///   - start: the first month of the pension; children born before 1992 bring more the later it is.
  public func months(of born: YearMonth, start: YearMonth) throws -> Int {
    born.year >= 1992
      ? try parameters.value(.childMonths, inForce: born).value
      : try parameters.value(.childMonthsBefore1992, inForce: start).value
  }

  /// The months themselves: from the month after birth; while an older child's run, a younger one's wait for their end.
  ///
  /// - Source: SGB VI § 56(5).
  public func periods(of births: [YearMonth], start: YearMonth) throws -> [ClosedRange<YearMonth>] {
    var periods: [ClosedRange<YearMonth>] = []
    for born in births.sorted() {
      let first = max(born + 1, (periods.last?.upperBound ?? born) + 1)
      let months = try months(of: born, start: start)
      if months > 0 { periods.append(first...(first + (months - 1))) }
    }
    return periods
  }

  /// Points of a year with work and child raising: added up, up to the greatest of the year.
  ///
  /// - Parameters:
  ///   - work: points of pay in the year.
  ///   - months: months of child raising in it.
  ///   - greatest: the most that the year can bring; pay alone is not cut by it.
  public func points(beside work: ExactDecimal, months: Int, greatest: ExactDecimal, year: Int) throws -> ExactDecimal {
    let each = try parameters.value(.childPoints, inForce: max(.january(year), YearMonth(1992, 1))).value
    return min(max(greatest, work), work + each * months)
  }
}
