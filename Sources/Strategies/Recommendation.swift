// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Which strategy a comparison proposes where several are as good.
///
/// A strategy is as good as the best by mean where it gives less than one unit of the household's currency a month less, at the
/// near end of the 95 % interval and in the mean of the worst 5 % too, and meets needs at most one future in a hundred more
/// seldom. Of these the one is proposed that files for nothing that is withheld at first (``DeferredClaims``), claims most pensions, then starts them soonest (by the sum of the months), then
/// files soonest: the same money, less of it waited for.
///
/// Where a need is stated it has a vote. If that strategy covers the need within ``coverMargin`` of the best, the two aims agree. Else, of
/// the strategies that cover it so, those are looked at that keep ``sureCover`` when one of the household's own figures is off
/// (``NeedCover``), and the one with most money is proposed; where none keeps it, the one that covers the need most often.
public struct Recommendation: Hashable, Sendable {
  /// Of the household's currency a month, for life.
  public static let tolerance = 1.0
  /// Of the chance that needs are met for life.
  public static let needsTolerance = 0.01
  /// Months by which another strategy's start of some pension is another plan.
  public static let apart = 12

  /// Of the share of futures in which the need is covered for life: less is no difference.
  public static let coverMargin = 0.02
  /// The share of futures in which the need is to be covered with one figure off.
  public static let sureCover = 0.85

  /// Which rule decided.
  public var clause = ProposalClause.mostMoney
  /// Place in the ranking of the strategy to follow for money alone.
  public var mostMoney = 0
  /// Places among which money decides; nil for all. A change of assumptions turns the answer where another of these becomes the best.
  public var eligible: [Int]?
  /// Place of the one that covers the need best; nil where the need has no vote.
  public var bestCover: Int?

  /// Places in the ranking, the best by mean first.
  public var asGood: [Int]
  /// Place in the ranking of the strategy to follow.
  public var proposed: Int
  /// What the proposed one is tried against when assumptions change: the best that is not as good and starts a pension at least
  /// ``apart`` months sooner or later, or other months under a name of its own; where there is none, the best that is not as
  /// good; nil where there is no other strategy. A neighbour on a grid would say only that a month more or less is no matter.
  public var rival: Int?

  /// - Parameters:
  ///   - ranked: best first, each set against the first.
  ///   - aim: what is looked for.
  ///   - cover: what the household's own figures do to the need; nil where it has no vote.
  public init(_ ranked: [StrategyResult], aim: Aim = .money, cover: NeedCover? = nil) {
    self.init(byMoney: ranked)
    guard aim != .money, let cover, let most = ranked.indices.max(by: { Self.covers(ranked, $0, less: $1) }) else {
      return
    }
    bestCover = most
    let line = ranked[most].needsMet.value - Self.coverMargin
    if ranked[proposed].needsMet.value >= line, aim == .both {
      clause = .aimsAgree
      return
    }
    let sure = ranked.indices.filter {
      ranked[$0].needsMet.value >= line && cover.least(of: ranked[$0].name).map { $0 >= Self.sureCover } ?? false
    }
    clause = sure.isEmpty ? .coversBest : .coversRobustly
    // The ranking is by money.
    let choice = sure.first ?? most
    eligible = sure.isEmpty ? [choice] : sure
    guard choice != proposed else { return }
    (asGood, proposed, rival) = ([choice], choice, mostMoney)
  }

  /// Whether a strategy covers the need less often than another, or as often with less money.
  private static func covers(_ ranked: [StrategyResult], _ a: Int, less b: Int) -> Bool {
    let (x, y) = (ranked[a].needsMet.value, ranked[b].needsMet.value)
    return x != y ? x < y : a > b
  }

  private init(byMoney ranked: [StrategyResult]) {
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
    (self.proposed, mostMoney) = (proposed, proposed)
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
  public var recommendation: Recommendation { Recommendation(strategies, aim: aim, cover: needCover) }
}
