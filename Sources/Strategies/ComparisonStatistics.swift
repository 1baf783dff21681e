// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Simulation
import Statistics

/// The results of all strategies of one run, each set against the best on the same paths.
struct ComparisonStatistics {
  static let levels = HouseholdTotals.levels

  let totals: HouseholdTotals
  let specs: [StrategySpec]
  let claims: [[PlannedClaim]]
  /// Indices of the strategies, best first by mean value.
  let ranking: [Int]
  /// What the paths say one by one, where they were too many to keep; then `totals.values` holds some alone.
  var pathwise: PathwiseResults?
  /// How often the comparison may be made before it is over.
  var looks = 1
  var aim = Aim.money
  var cover: NeedCover?

  init(_ totals: HouseholdTotals, specs: [StrategySpec], claims: [[PlannedClaim]]) {
    (self.totals, self.specs, self.claims) = (totals, specs, claims)
    let means = specs.indices.map { totals.mean(.value, of: $0).value }
    ranking = specs.indices.sorted { means[$0] != means[$1] ? means[$0] > means[$1] : $0 < $1 }
  }

  var best: Int { ranking[0] }

  /// First less second, path by path; one of them is the best where paths were not kept.
  func difference(_ first: Int, _ second: Int) -> Estimate {
    if let pathwise {
      precondition(first == best || second == best, "strategies \(first) and \(second) of paths that were not kept")
      let toBest = pathwise.toBest[first == best ? second : first]
      return first == best ? -toBest : toBest
    }
    return Paired(totals.value(of: first), totals.value(of: second)).difference
  }

  /// Strategies that cannot be told from the best at 95 %, as places in the ranking.
  func undecided() -> [Int] {
    let comparison = MultipleComparison(others: specs.count - 1, looks: looks)
    return ranking.indices.filter { $0 == 0 || !comparison.isDecided(difference(best, ranking[$0])) }
  }

  /// All strategies, best first.
  func results() -> [StrategyResult] {
    let ranked = ranked()
    return compared(ranked, with: Recommendation(ranked, aim: aim, cover: cover).proposed)
  }

  /// All strategies, best first, none set against the proposed one.
  func ranked() -> [StrategyResult] {
    let (shares, regrets) = pathwise.map { ($0.chanceBest, $0.regret) } ?? bestOfEachPath()
    return ranking.map { result(of: $0, chanceBest: shares[$0], regret: regrets[$0]) }
  }

  /// Sets each against the proposed one; the spread, where the paths were too many to keep, is that of the kept ones.
  private func compared(_ ranked: [StrategyResult], with proposed: Int) -> [StrategyResult] {
    let reference = keptValue(of: ranking[proposed])
    return ranked.enumerated().map { place, result in
      var result = result
      guard place != proposed else {
        result.percentilesToProposed = Array(repeating: 0, count: 101)
        return result
      }
      guard proposed != 0 else {
        result.differenceToProposed = result.differenceToBest
        result.percentilesToProposed = result.differencePercentiles
        result.chanceBetterThanProposed = result.chanceBetterThanBest
        return result
      }
      let paired = Paired(keptValue(of: ranking[place]), reference)
      result.differenceToProposed = pathwise?.toProposed[ranking[place]] ?? paired.difference
      result.percentilesToProposed = Self.percentiles(paired)
      result.chanceBetterThanProposed = pathwise?.chanceBetterThanProposed[ranking[place]] ?? paired.chanceGreater
      return result
    }
  }

  private func result(of strategy: Int, chanceBest: Estimate, regret: Estimate) -> StrategyResult {
    let values = keptValue(of: strategy)
    let sorted = SortedObservations(values)
    let toBest = Paired(values, keptValue(of: best))
    var result = StrategyResult(
      name: specs[strategy].name, spec: specs[strategy], claims: claims[strategy],
      lifetimeValue: totals.mean(.value, of: strategy),
      standardDeviation: totals.standardDeviation(of: strategy),
      percentiles: pathwise?.percentiles[strategy] ?? Self.levels.map(sorted.quantile),
      expectedShortfall: pathwise?.shortfall[strategy] ?? sorted.expectedShortfall(0.05),
      needsMet: totals.mean(.needsMet, of: strategy), monthsBelowNeeds: totals.mean(.monthsBelow, of: strategy),
      minimumMonths: totals.mean(.minimumMonths, of: strategy), minimumValue: totals.mean(.minimumValue, of: strategy),
      valueBySource: totals.plan.sources.enumerated().map {
        SourceValue($1.code, totals.mean(.source($0), of: strategy))
      } + [SourceValue("minimum", totals.mean(.minimumValue, of: strategy))]
        + (totals.plan.hasAllowance ? [SourceValue("allowance", totals.mean(.allowanceValue, of: strategy))] : []),
      differenceToBest: strategy == best ? .exact(0) : difference(strategy, best),
      differencePercentiles: strategy == best ? Array(repeating: 0, count: 101) : Self.percentiles(toBest),
      chanceBetterThanBest: pathwise?.chanceBetter[strategy] ?? toBest.chanceGreater,
      chanceBest: chanceBest, regret: regret, income: income(of: strategy),
      meanMonthlyIncome: totals.levelIncome(of: strategy),
      delayMonths: claims[strategy].indices.map {
        claims[strategy][$0].isInPayment ? 0 : totals.meanDelay(of: strategy, claim: $0)
      })
    result.survivorValue = totals.mean(.survivorValue, of: strategy)
    result.spouseValue = totals.mean(.spouseValue, of: strategy)
    return result
  }

  /// The value on the paths that were kept.
  func keptValue(of strategy: Int) -> Observations {
    Observations(totals.values[strategy], of: totals.pathSet.kept(totals.values[strategy].count))
  }

  /// 101 percentiles of the differences, from 0 to 100 %.
  private static func percentiles(_ pair: Paired) -> [Double] {
    let sorted = pair.sortedDifferences
    return (0...100).map { OrderStatistics.quantile(Double($0) / 100, ofSorted: sorted) }
  }

  /// Chance to be the best of a path (ties share it), and what the best of each path gives more.
  private func bestOfEachPath() -> (shares: [Estimate], regrets: [Estimate]) {
    let values = totals.values
    var most = [Double](repeating: -.infinity, count: totals.paths)
    for strategy in values {
      for path in strategy.indices where strategy[path] > most[path] { most[path] = strategy[path] }
    }
    var ties = [Double](repeating: 0, count: totals.paths)
    for strategy in values { for path in strategy.indices where strategy[path] == most[path] { ties[path] += 1 } }
    return (
      values.map { strategy in totals.pathSet.mean { strategy[$0] == most[$0] ? 1 / ties[$0] : 0 } },
      values.map { strategy in totals.pathSet.mean { most[$0] - strategy[$0] } }
    )
  }

  private func income(of strategy: Int) -> [IncomeYear] {
    let plan = totals.plan
    return plan.years.compactMap { year in
      let alive = totals.aliveShare(year: year)
      guard alive > 0 else { return nil }
      return IncomeYear(
        year: year, total: totals.incomeQuantiles(of: strategy, year: year),
        meanBySource: plan.sources.enumerated().map {
          SourceMean($1.code, totals.sourceMean($0, of: strategy, year: year))
        } + [SourceMean("minimum", totals.minimumMean(of: strategy, year: year))]
          + (totals.allowanceMean(of: strategy, year: year).map { [SourceMean("allowance", $0)] } ?? [])
          + (totals.savingsMean(of: strategy, year: year).map { [SourceMean("savings", $0)] } ?? []),
        aliveShare: alive, minimumShare: totals.minimumShare(of: strategy, year: year))
    }
  }

  /// Percentiles of the economy in each December.
  func economy() -> [EconomyYear] {
    let names = totals.plan.economySeries
    return totals.plan.years.map { year in
      EconomyYear(
        year: year, usdPerEUR: totals.economyQuantiles(series: 0, year: year),
        series: names.indices.dropFirst().map {
          EconomySeriesYear(names[$0], totals.economyQuantiles(series: $0, year: year))
        })
    }
  }
}
