// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Simulation

/// The results of all strategies of one run, each set against the best on the same paths.
struct ComparisonStatistics {
  static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]

  let totals: HouseholdTotals
  let specs: [StrategySpec]
  let claims: [[PlannedClaim]]
  /// Indices of the strategies, best first by mean value.
  let ranking: [Int]
  /// What the paths say one by one, where they were too many to keep; then `totals.values` holds the first ones alone.
  var pathwise: PathwiseResults?

  init(_ totals: HouseholdTotals, specs: [StrategySpec], claims: [[PlannedClaim]]) {
    (self.totals, self.specs, self.claims) = (totals, specs, claims)
    let means = specs.indices.map { totals.mean(.value, of: $0).mean }
    ranking = specs.indices.sorted { means[$0] != means[$1] ? means[$0] > means[$1] : $0 < $1 }
  }

  var best: Int { ranking[0] }

  /// First less second, path by path; one of them is the best where paths were not kept.
  func difference(_ first: Int, _ second: Int) -> Estimate {
    if let pathwise {
      precondition(first == best || second == best, "strategies \(first) and \(second) of paths that were not kept")
      let toBest = pathwise.toBest[first == best ? second : first]
      return first == best ? Estimate(-toBest.value, standardError: toBest.standardError) : toBest
    }
    let (a, b) = (totals.values[first], totals.values[second])
    return PathStatistics.mean(count: totals.paths, group: totals.group) { a[$0] - b[$0] }
  }

  /// Strategies that cannot be told from the best at 95 %, as places in the ranking.
  ///
  /// Multiple comparison with the best (Hsu 1981), with Bonferroni's bound: one drops out where the best leads by more
  /// than the bound times the standard error of their paired difference. The true best stays in with at least 95 %.
  func undecided() -> [Int] {
    let bound = PathStatistics.comparisonBound(others: specs.count - 1)
    return ranking.indices.filter { place in
      guard place > 0 else { return true }
      let lead = difference(best, ranking[place])
      return lead.value <= bound * lead.standardError
    }
  }

  /// All strategies, best first.
  func results() -> [StrategyResult] {
    let (shares, regrets) = pathwise.map { ($0.chanceBest, $0.regret) } ?? bestOfEachPath()
    let ranked = ranking.map { result(of: $0, chanceBest: shares[$0], regret: regrets[$0]) }
    return compared(ranked, with: Recommendation(ranked).proposed)
  }

  /// Sets each against the proposed one.
  ///
  /// Where the paths were too many to keep, means are those of all paths; what spreads is read from the kept ones, and the
  /// standard error of a mean scaled to all.
  private func compared(_ ranked: [StrategyResult], with proposed: Int) -> [StrategyResult] {
    let reference = totals.values[ranking[proposed]]
    let share = pathwise == nil ? 1 : (Double(reference.count) / Double(totals.paths)).squareRoot()
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
      let values = totals.values[ranking[place]]
      func paired(_ measure: (Int) -> Double) -> Estimate {
        PathStatistics.mean(count: reference.count, group: totals.group, measure)
      }
      result.differenceToProposed = Estimate(
        result.differenceToBest.value - ranked[proposed].differenceToBest.value,
        standardError: paired { values[$0] - reference[$0] }.standardError * share)
      let sorted = zip(values, reference).map { $0 - $1 }.sorted()
      result.percentilesToProposed = (0...100).map { PathStatistics.quantile(Double($0) / 100, ofSorted: sorted) }
      result.chanceBetterThanProposed = paired { values[$0] > reference[$0] ? 1 : 0 }
      return result
    }
  }

  private func result(of strategy: Int, chanceBest: Estimate, regret: Estimate) -> StrategyResult {
    let values = totals.values[strategy]
    let sorted = values.sorted()
    let reference = totals.values[best]
    var differences: [Double] = []
    if strategy != best { differences = zip(values, reference).map { $0 - $1 }.sorted() }
    let deviation = totals.standardDeviation(of: strategy)
    var result = StrategyResult(
      name: specs[strategy].name, spec: specs[strategy], claims: claims[strategy],
      lifetimeValue: estimate(.value, strategy),
      standardDeviation: Estimate(deviation.mean, standardError: deviation.standardError),
      percentiles: pathwise?.percentiles[strategy]
        ?? Self.levels.map { PathStatistics.quantileEstimate($0, ofSorted: sorted) },
      expectedShortfall: pathwise?.shortfall[strategy] ?? PathStatistics.expectedShortfall(0.05, ofSorted: sorted),
      needsMet: estimate(.needsMet, strategy), monthsBelowNeeds: estimate(.monthsBelow, strategy),
      minimumMonths: estimate(.minimumMonths, strategy), minimumValue: estimate(.minimumValue, strategy),
      valueBySource: totals.plan.sources.enumerated().map {
        SourceValue($1.system.country.code, estimate(.source($0), strategy))
      } + [SourceValue("minimum", estimate(.minimumValue, strategy))]
        + (totals.plan.hasAllowance ? [SourceValue("allowance", estimate(.allowanceValue, strategy))] : []),
      differenceToBest: strategy == best ? Estimate(0, standardError: 0) : difference(strategy, best),
      differencePercentiles: (0...100).map {
        strategy == best ? 0 : PathStatistics.quantile(Double($0) / 100, ofSorted: differences)
      },
      chanceBetterThanBest: pathwise?.chanceBetter[strategy]
        ?? PathStatistics.mean(count: totals.paths, group: totals.group) { values[$0] > reference[$0] ? 1 : 0 },
      chanceBest: chanceBest, regret: regret, income: income(of: strategy),
      meanMonthlyIncome: {
        let level = totals.levelIncome(of: strategy)
        return Estimate(level.mean, standardError: level.standardError)
      }(),
      delayMonths: claims[strategy].indices.map { totals.meanDelay(of: strategy, claim: $0) })
    result.survivorValue = estimate(.survivorValue, strategy)
    result.spouseValue = estimate(.spouseValue, strategy)
    return result
  }

  private func estimate(_ measure: PathMeasure, _ strategy: Int) -> Estimate {
    let found = totals.mean(measure, of: strategy)
    return Estimate(found.mean, standardError: found.standardError)
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
    let shares = values.map { strategy in
      PathStatistics.mean(count: totals.paths, group: totals.group) { strategy[$0] == most[$0] ? 1 / ties[$0] : 0 }
    }
    let regrets = values.map { strategy in
      PathStatistics.mean(count: totals.paths, group: totals.group) { most[$0] - strategy[$0] }
    }
    return (shares, regrets)
  }

  private func income(of strategy: Int) -> [IncomeYear] {
    let plan = totals.plan
    return plan.years.compactMap { year in
      let alive = totals.aliveShare(year: year)
      guard alive > 0 else { return nil }
      return IncomeYear(
        year: year, total: totals.incomeQuantiles(Self.levels, of: strategy, year: year),
        meanBySource: plan.sources.enumerated().map {
          SourceMean($1.system.country.code, totals.sourceMean($0, of: strategy, year: year))
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
        year: year, usdPerEUR: totals.economyQuantiles(Self.levels, series: 0, year: year),
        series: names.indices.dropFirst().map {
          EconomySeriesYear(names[$0], totals.economyQuantiles(Self.levels, series: $0, year: year))
        })
    }
  }
}
