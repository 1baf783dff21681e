// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Which strategy a comparison proposes where several are as good.
///
/// A strategy is as good as the best by mean where it gives less than one unit of the household's currency a month less, at the
/// near end of the 95 % interval and in the mean of the worst 5 % too, and meets needs at most one future in a hundred more
/// seldom. Of these the one is proposed that files for nothing that is withheld at first (``DeferredClaims``), claims most pensions, then starts them soonest (by the sum of the months), then
/// files soonest: the same money, less of it waited for.
public struct Recommendation: Hashable, Sendable {
  /// Of the household's currency a month, for life.
  public static let tolerance = 1.0
  /// Of the chance that needs are met for life.
  public static let needsTolerance = 0.01
  /// Months by which another strategy's start of some pension is another plan.
  public static let apart = 12

  /// Places in the ranking, the best by mean first.
  public var asGood: [Int]
  /// Place in the ranking of the strategy to follow.
  public var proposed: Int
  /// What the proposed one is tried against when assumptions change: the best that is not as good and starts a pension at least
  /// ``apart`` months sooner or later, or other months under a name of its own; where there is none, the best that is not as
  /// good; nil where there is no other strategy. A neighbour on a grid would say only that a month more or less is no matter.
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
    let others = ranked.indices.filter { $0 != proposed }
    let worse = others.filter { !asGood.contains($0) }
    rival =
      worse.first {
        let months = ranked[$0].monthsApart(from: ranked[proposed])
        return months >= Self.apart || months > 0 && !ranked[$0].spec.fromGrid
      } ?? worse.first { ranked[$0].monthsApart(from: ranked[proposed]) > 0 } ?? worse.first ?? others.first
  }

  private static func order(_ strategy: StrategyResult) -> [Int] {
    [
      strategy.claims.count { $0.award.isWithheldAtFirst }, -strategy.claims.count,
      strategy.claims.reduce(0) { $0 + $1.entitlement.index },
      strategy.claims.reduce(0) { $0 + $1.filed.index },
    ]
  }
}

extension StrategyResult {
  /// Months between the starts of the pension that the two start furthest apart; `Int.max` where one claims a pension that the
  /// other leaves.
  public func monthsApart(from other: StrategyResult) -> Int {
    guard claims.count == other.claims.count else { return .max }
    return claims.reduce(0) { most, claim in
      let same = other.claims.first { $0.person == claim.person && $0.country == claim.country }
      return same.map { max(most, abs(claim.entitlement - $0.entitlement)) } ?? .max
    }
  }
}

extension ComparisonResult {
  /// Which of the strategies to follow, and which are as good.
  public var recommendation: Recommendation { Recommendation(strategies) }
}
