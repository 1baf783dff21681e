// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The supplement for many years of low pay, before its income test.
///
/// - Source: SGB VI § 76g.
public struct LongLowPay: Sendable {
  private let parameters: ParameterLibrary
  private static let inForce = YearMonth(2021, 1)

  public init(_ parameters: ParameterLibrary) { self.parameters = parameters }

  /// Points that are added.
  ///
  /// - Parameters:
  ///   - mean: points of a month on average, of the months that count.
  ///   - months: months that count for 33 years.
  public func points(mean: ExactDecimal, months: Int) throws -> ExactDecimal {
    let least = try parameters.value(.supplementMonths, inForce: Self.inForce).value
    guard months >= least else { return .zero }
    let most = try parameters.value(.supplementMonthsMost, inForce: Self.inForce).value
    let start = try parameters.value(.supplementCapLeast, inForce: Self.inForce).value
    let step = try parameters.value(.supplementCapStep, inForce: Self.inForce).value
    let cap =
      months >= most
      ? try parameters.value(.supplementCapMost, inForce: Self.inForce).value
      : (start + step * (months - least)).inPoints
    return try added(mean: mean.inPoints, cap: cap, count: min(most, months)).inPoints
  }

  /// The amount a month as the ministry's examples reckon it: by whole years, not by months.
  ///
  /// - Parameters:
  ///   - mean: points of a year on average.
  ///   - years: from 35 on.
  public func amountByYears(mean: ExactDecimal, years: Int, value: ExactDecimal) throws -> ExactDecimal {
    let most = try parameters.value(.supplementMonthsMost, inForce: Self.inForce).value / 12
    let cap = (try parameters.value(.supplementCapMost, inForce: Self.inForce).value * 12).roundedHalfUp(places: 1)
    return try added(mean: mean, cap: cap, count: min(most, years)) * value
  }

  /// The mean once more, as far as the cap leaves room, less an eighth.
  private func added(mean: ExactDecimal, cap: ExactDecimal, count: Int) throws -> ExactDecimal {
    let share = try parameters.value(.supplementShare, inForce: Self.inForce).value
    return max(.zero, min(mean, cap - mean)) * share * count
  }
}
