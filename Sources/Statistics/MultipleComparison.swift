// SPDX-License-Identifier: GPL-3.0-or-later

/// Multiple comparison with the best: which alternatives a simulation cannot tell from the best one.
///
/// One drops out where the best leads by more than the bound times the standard error of their paired difference. The bound is
/// Bonferroni's: one-sided, the error shared among the other alternatives and among the times that somebody looks. The
/// true best stays in with at least ``confidence``, over all looks together.
/// - Source: Hsu (1984), Ann. Statist. 12, for the comparison; Bonferroni for both shares.
public struct MultipleComparison: Hashable, Sendable {
  /// Of all comparisons and all looks together.
  public static let confidence = 0.95

  /// Alternatives beside the best.
  public var others: Int
  /// How often the comparison may be made before it is over.
  public var looks: Int
  public var confidence: Double

  public init(others: Int, looks: Int = 1, confidence: Double = MultipleComparison.confidence) {
    (self.others, self.looks, self.confidence) = (others, looks, confidence)
  }

  /// Standard errors by which the best must lead; infinite where there are no degrees of freedom.
  public func bound(degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0 else { return .infinity }
    let error = (1 - confidence) / Double(max(1, others)) / Double(max(1, looks))
    return Estimate.quantile(1 - error, degreesOfFreedom: degreesOfFreedom)
  }

  /// Whether what the best leads by tells the two apart; never without a standard error.
  public func isDecided(_ lead: Estimate) -> Bool {
    guard let error = lead.standardError else { return false }
    return lead.value > (error == 0 ? 0 : bound(degreesOfFreedom: lead.degreesOfFreedom) * error)
  }
}
