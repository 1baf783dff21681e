// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Contributions that somebody pays of their own accord: what a month costs, what it brings, and how soon that pays it back.
///
/// - Source: SGB VI §§ 7, 157, 161(2), 167, 197(2).
public struct VoluntaryContributions: Sendable {
  private let parameters: ParameterLibrary
  private let points: EarningsPoints

  public init(_ parameters: ParameterLibrary, points: EarningsPoints) {
    (self.parameters, self.points) = (parameters, points)
  }

  /// The least and the greatest monthly base of a month; the greatest is a twelfth of the ceiling.
  public func bases(in month: YearMonth) throws -> ClosedRange<ExactDecimal> {
    let least = try parameters.value(.leastVoluntaryBase, inForce: month).value
    let most = points.ceilings.ceiling(of: month.year, months: 1) ?? least
    return least...max(least, most)
  }

  /// The contribution for a month on a base.
  public func contribution(on base: ExactDecimal, in month: YearMonth) throws -> Money<EUR> {
    Money(base * (try parameters.value(.contributionRate, inForce: month).value), rounded: .halfUp)
  }

  /// Points of some months of a year on one base.
  public func points(on base: ExactDecimal, months: Int, in year: Int, startYear: Int) throws -> ExactDecimal {
    try points.points(of: base * months, in: year, months: months, startYear: startYear)
  }

  /// The last month in which contributions for a year may be paid.
  public func lastPayment(for year: Int) -> YearMonth { YearMonth(year + 1, 3) }

  /// Months of pension until the contributions are back, rounded up; nil where they bring nothing.
  ///
  /// - Parameters:
  ///   - price: all that was paid.
  ///   - monthly: what it adds to the pension.
  public static func monthsToPayBack(_ price: Money<EUR>, monthly: Money<EUR>) -> Int? {
    monthly.cents > 0 ? (price.cents + monthly.cents - 1) / monthly.cents : nil
  }
}
