// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// From points to money: points times access factor, times type factor, times pension value.
///
/// - Source: SGB VI §§ 63(6), 64, 66, 67, 68, 121, 123.
public struct MonthlyPension: Sendable {
  private let parameters: ParameterLibrary

  public init(_ parameters: ParameterLibrary) { self.parameters = parameters }

  /// The current pension value of a month; the last one after the table.
  ///
  /// - Parameter east: of points of the accession territory, which had their own to June 2024.
  public func pensionValue(in month: YearMonth, east: Bool = false) throws -> DatedValue<ExactDecimal> {
    try parameters.value(east ? .pensionValueEast : .pensionValueWest, inForce: month)
  }

  /// Personal points.
  public static func personalPoints(_ points: ExactDecimal, factor: ExactDecimal) -> ExactDecimal {
    (points * factor).inPoints
  }

  /// Gross amount a month, in the currency of the time.
  ///
  /// - Parameter type: 1 for old age.
  public static func gross(personalPoints: ExactDecimal, type: ExactDecimal = .one, value: ExactDecimal) -> ExactDecimal
  {
    (personalPoints * type * value).inCents
  }

  /// The same by the pension value of a month.
  public func gross(
    personalPoints: ExactDecimal, type: ExactDecimal = .one, in month: YearMonth, east: Bool = false
  ) throws -> ExactDecimal {
    Self.gross(personalPoints: personalPoints, type: type, value: try pensionValue(in: month, east: east).value)
  }
}
