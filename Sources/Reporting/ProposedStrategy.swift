// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics
import Strategies

/// Which strategies the report speaks of: the proposed one, those as good, the one compared with; and how they are named.
extension ReportBuilder {
  /// The strategy to follow.
  var proposed: StrategyResult { result.strategies[recommendation.proposed] }

  /// The strategy with the highest mean, which the proposed one may be as good as.
  var top: StrategyResult { result.strategies[0] }

  /// Strategies as good as the proposed one, without it.
  var asGood: [StrategyResult] {
    recommendation.asGood.map { result.strategies[$0] }.filter { $0.name != proposed.name && !isSamePlan($0, proposed) }
  }

  /// The strategy that the answer is measured against: the one that starts everything soonest; where that is the proposed
  /// one or as good, the first that can be told from the best, if possible with other months; nil where there is no other.
  var reference: StrategyResult? {
    let others = result.strategies.indices.filter { $0 != recommendation.proposed }
    let different = others.filter { !recommendation.asGood.contains($0) }
    let soonest = different.map { result.strategies[$0] }.filter { $0.claims.count == proposed.claims.count }
      .min { (Self.startSum($0), Self.filedSum($0)) < (Self.startSum($1), Self.filedSum($1)) }
    if let soonest,
      (Self.startSum(soonest), Self.filedSum(soonest)) < (Self.startSum(proposed), Self.filedSum(proposed))
    {
      return soonest
    }
    let decided = different.filter { !result.undecided.contains($0) }
    let elsewhere = decided.first { startsElsewhere(result.strategies[$0]) }
    return (elsewhere ?? decided.first ?? different.first ?? others.first).map { result.strategies[$0] }
  }

  /// What the proposed strategy is tried against when assumptions change.
  var rival: StrategyResult? { recommendation.rival.map { result.strategies[$0] } }

  /// Whether a strategy starts some pension in another month than the proposed one, or not at all.
  func startsElsewhere(_ strategy: StrategyResult) -> Bool { strategy.monthsApart(from: proposed) > 0 }

  private static func startSum(_ strategy: StrategyResult) -> Int {
    strategy.claims.reduce(0) { $0 + $1.entitlement.index }
  }

  private static func filedSum(_ strategy: StrategyResult) -> Int {
    strategy.claims.reduce(0) { $0 + $1.filed.index }
  }

  /// A strategy less the proposed one.
  func difference(_ strategy: StrategyResult) -> Estimate {
    recommendation.proposed == 0 ? strategy.differenceToBest : strategy.differenceToProposed
  }

  /// The proposed strategy less `other` over life, from the paired differences.
  func gain(over other: StrategyResult) -> Estimate {
    0 - difference(other)
  }

  /// Percentiles of a strategy less the proposed one, 0 to 100 %; empty where they are not known.
  func differencePercentiles(_ strategy: StrategyResult) -> [Double] {
    recommendation.proposed == 0 ? strategy.differencePercentiles : strategy.percentilesToProposed
  }

  /// Share of futures in which a strategy gives more than the proposed one.
  func chanceBetter(_ strategy: StrategyResult) -> Estimate {
    recommendation.proposed == 0 ? strategy.chanceBetterThanBest : strategy.chanceBetterThanProposed
  }

  /// An amount over life as a level amount a month: by the ratio that the best strategy's own two figures have.
  func perMonth(_ value: Estimate) -> Estimate {
    guard top.lifetimeValue.value != 0 else { return .exact(0) }
    return value * (top.meanMonthlyIncome.value / top.lifetimeValue.value)
  }

  /// Behind the person's name where there are two.
  func ofPerson(_ id: String, _ text: RichText) -> RichText {
    scenario.members.count == 1 ? text : words.rich(AnswerPhrase.ofPerson, ["person": id, "text": text])
  }

  /// The name in quotes, for sentences.
  func name(_ strategy: StrategyResult) -> String { words.quoted(strategy.name) }

  /// The name with those of strategies that come to the same claims, for tables.
  func fullName(_ strategy: StrategyResult) -> String {
    ([strategy.name] + strategy.spec.twins.map(\.name)).joined(separator: " = ")
  }

  /// Every name of the scenario with its place in the ranking; several share one where they come to the same claims.
  var namedStrategies: [(name: String, place: Int)] {
    result.strategies.enumerated().flatMap { place, strategy in
      ([strategy.name] + strategy.spec.twins.map(\.name)).map { ($0, place) }
    }
  }

  /// The strategy to name as the best of a state of the world: the proposed one where it is as good there.
  ///
  /// - Parameter values: mean lifetime values, in the order of the result's strategies.
  func bestName(among values: [Double]) -> String {
    guard values.indices.contains(recommendation.proposed),
      let most = eligible(of: values).max(by: { values[$0] < values[$1] })
    else { return proposed.name }
    let loss = perMonth(.exact(values[most] - values[recommendation.proposed])).value
    return loss < Recommendation.tolerance ? proposed.name : result.strategies[most].name
  }

  /// Places among which money decides: all, or those that cover the need as the proposed one does.
  func eligible(of values: [Double]) -> [Int] {
    (recommendation.eligible ?? Array(values.indices)).filter { values.indices.contains($0) }
  }

  /// Whether two names stand for the same filings and months.
  func isSamePlan(_ a: StrategyResult, _ b: StrategyResult) -> Bool {
    a.claims.count == b.claims.count
      && zip(a.claims, b.claims).allSatisfy {
        $0.person == $1.person && $0.country == $1.country && $0.filed == $1.filed && $0.entitlement == $1.entitlement
      }
  }

  /// Strategies worth a row in the report: up to `limit` of the best ones, always with the proposed one and the reference;
  /// where two names stand for one plan, one of them.
  func shownStrategies(limit: Int) -> [Int] {
    let reference = reference.flatMap { wanted in result.strategies.firstIndex { $0.name == wanted.name } }
    var shown = unique([0, recommendation.proposed])
    if let reference, limit > 1, !isSamePlan(result.strategies[reference], proposed) { shown.append(reference) }
    for index in result.strategies.indices where shown.count < limit {
      let strategy = result.strategies[index]
      if !shown.contains(where: { isSamePlan(result.strategies[$0], strategy) }) { shown.append(index) }
    }
    return unique(shown).sorted()
  }
}
