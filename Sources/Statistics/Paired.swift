// SPDX-License-Identifier: GPL-3.0-or-later

/// Two numbers on each of the same paths.
public struct Paired: Sendable {
  public let first: Observations
  public let second: Observations

  /// - Precondition: both are of the same paths; a difference means nothing otherwise.
  public init(_ first: Observations, _ second: Observations) {
    precondition(first.paths == second.paths, "a difference between \(first.paths) and \(second.paths)")
    (self.first, self.second) = (first, second)
  }

  /// First less second.
  public var difference: Estimate { first.paths.mean { first.values[$0] - second.values[$0] } }

  /// Chance that the first is larger.
  public var chanceGreater: Estimate { first.paths.mean { first.values[$0] > second.values[$0] ? 1 : 0 } }

  /// Chance that they differ at all.
  public var chanceUnequal: Estimate { first.paths.mean { first.values[$0] == second.values[$0] ? 0 : 1 } }

  /// Differences in order.
  public var sortedDifferences: [Double] { zip(first.values, second.values).map { $0 - $1 }.sorted() }

  /// (Var A + Var B) / Var (A − B) over single paths: what common paths gain over independent ones; nil where the difference is
  /// certain or nothing can be said of it.
  public var gain: Double? {
    let single = first.paths.single
    guard let a = single.moments({ first.values[$0] }).variance, let b = single.moments({ second.values[$0] }).variance,
      let difference = single.moments({ first.values[$0] - second.values[$0] }).variance, difference > 0
    else { return nil }
    return (a + b) / difference
  }
}
