// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The month in which a claimed pension begins.
///
/// - Source: SGB VI § 99(1).
public struct FirstMonth: Sendable {
  private let parameters: ParameterLibrary

  public init(_ parameters: ParameterLibrary) { self.parameters = parameters }

  /// The month at whose beginning the conditions hold, where the claim comes by the end of the third calendar month after the one in
  /// which they were met; else the month of the claim. Nothing before it is paid.
  ///
  /// - Parameter met: the month at whose beginning the conditions hold; they were met in the month before.
  public func start(conditionsHoldIn met: YearMonth, filed: YearMonth) throws -> YearMonth {
    let reach = try parameters.value(.claimReach, inForce: max(met, YearMonth(1992, 1))).value
    return filed <= met - 1 + reach ? met : filed
  }

  /// The last month of filing that still reaches back to `met`.
  public func lastFiling(for met: YearMonth) throws -> YearMonth {
    met - 1 + (try parameters.value(.claimReach, inForce: max(met, YearMonth(1992, 1))).value)
  }
}
