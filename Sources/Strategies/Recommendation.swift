// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Which strategy a comparison proposes where several are as good.
///
/// A strategy is as good as the best by mean where it gives less than one unit of the household's currency a month less, at the
/// near end of the 95 % interval and in the mean of the worst 5 % too, and meets needs at most one future in a hundred more
/// seldom. Of these the one is proposed that claims most pensions, then starts them soonest (by the sum of the months), then
/// files soonest: the same money, less of it waited for.
public struct Recommendation: Hashable, Sendable {
  /// Of the household's currency a month, for life.
  public static let tolerance = 1.0
  /// Of the chance that needs are met for life.
  public static let needsTolerance = 0.01

  /// Places in the ranking, the best by mean first.
  public var asGood: [Int]
  /// Place in the ranking of the strategy to follow.
  public var proposed: Int
  /// The best that is not as good, where possible one that starts a pension in another month: what the proposed one is tried
  /// against when assumptions change; nil where there is no other strategy.
  public var rival: Int?

  /// - Parameter ranked: best first, each set against the first.
  public init(_ ranked: [StrategyResult]) {
    guard let best = ranked.first else {
      (asGood, proposed, rival) = ([], 0, nil)
      return
    }
    let ratio = best.lifetimeValue.value == 0 ? 0 : best.meanMonthlyIncome.value / best.lifetimeValue.value
    asGood = ranked.indices.filter { place in
      let strategy = ranked[place]
      return place == 0
        || -strategy.differenceToBest.interval95.lowerBound * ratio < Self.tolerance
          && (best.expectedShortfall.value - strategy.expectedShortfall.value) * ratio < Self.tolerance
          && best.needsMet.value - strategy.needsMet.value < Self.needsTolerance
    }
    let proposed = asGood.min { Self.order(ranked[$0]).lexicographicallyPrecedes(Self.order(ranked[$1])) } ?? 0
    self.proposed = proposed
    let others = ranked.indices.filter { !asGood.contains($0) }
    rival =
      others.first { Self.starts(ranked[$0]) != Self.starts(ranked[proposed]) } ?? others.first
      ?? ranked.indices.first { $0 != proposed }
  }

  private static func order(_ strategy: StrategyResult) -> [Int] {
    [
      -strategy.claims.count, strategy.claims.reduce(0) { $0 + $1.entitlement.index },
      strategy.claims.reduce(0) { $0 + $1.filed.index },
    ]
  }

  private static func starts(_ strategy: StrategyResult) -> [[String]] {
    strategy.claims.map { [$0.person, $0.country.code, $0.entitlement.description] }
  }
}

extension ComparisonResult {
  /// Which of the strategies to follow, and which are as good.
  public var recommendation: Recommendation { Recommendation(strategies) }
}
