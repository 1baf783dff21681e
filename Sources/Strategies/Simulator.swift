// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation
import Statistics

/// Answers a scenario: which strategy, by how much, how sure.
public struct Simulator: Sendable {
  public internal(set) var scenario: Scenario
  let systems: [any PensionSystem]
  let progress: (@Sendable (Double) -> Void)?
  /// What a quick search added to the strategies; nil where none was asked for, or there was nothing to search.
  var quickSearch: QuickSearchResult?

  /// - Parameters:
  ///   - systems: every country with rules, in a fixed order.
  ///   - progress: told the share of the work done, from any thread.
  public init(
    _ scenario: Scenario, systems: [any PensionSystem], progress: (@Sendable (Double) -> Void)? = nil
  ) {
    (self.scenario, self.systems, self.progress) = (scenario, systems, progress)
  }

  /// How much of a comparison is wanted.
  public enum Detail: Sendable {
    /// Strategies and regimes beside the base.
    case strategies
    /// Stress runs and switching values too.
    case full
  }

  /// Simulates the scenario's strategies on the same paths.
  ///
  /// - Throws: ``ScenarioError`` for a strategy that the law refuses, ``SimulationError`` for what cannot be simulated,
  ///   `CancellationError`.
  public func compare(_ detail: Detail = .full) async throws -> ComparisonResult {
    let setting = try HouseholdSetting(scenario, systems: systems)
    let named = try setting.prepare(scenario.law, specs: try setting.strategiesAndDeferred())
    let (base, plans) = try setting.merged(named.base, named.plans)
    guard !base.specs.isEmpty else {
      throw ScenarioError(
        path: scenario.path, line: scenario.strategies.first?.line ?? 1, column: scenario.strategies.first?.column ?? 1,
        message: "no strategy of the grid is possible",
        hint: base.dropped.first.map { "\($0.name): \($0.refusal)" })
    }
    let stages = ProgressStages(progress, shares: detail == .full ? [0.5, 0.1, 0.25, 0.15] : [0.9, 0.1])
    let cover = try await setting.needCover(plans, base.specs)
    let statistics = try await statistics(setting, base, plans, cover, stages)
    let totals = statistics.totals
    let everyMonth =
      detail == .full ? try setting.awardsByMonth(regime: scenario.law.parts[0].regime) : (claims: [], notes: [])
    var result = ComparisonResult(
      strategies: statistics.results(), undecided: statistics.undecided(), dropped: base.dropped,
      eligibility: base.eligibility, awards: everyMonth.claims, minimum: setting.minimum,
      economy: statistics.economy(), paths: totals.paths, seed: scenario.simulation.seed,
      economyModel: setting.economyModel, notes: setting.notes + everyMonth.notes)
    result.cliffs = try setting.cliffs(everyMonth.claims, regime: scenario.law.parts[0].regime)
    result.quickSearch = quickSearch
    (result.aim, result.needCover) = (scenario.aim, cover)
    result.incomes = setting.incomes
    result.usdPerEUR = setting.rates.modelled
    result.background = try setting.background()
    for (spec, left) in zip(base.specs, base.survivors) { result.survivors[spec.name] = left }
    for (spec, paid) in zip(base.specs, base.spouses) { result.spouses[spec.name] = paid }
    result.allowance = setting.allowance?.answer
    if statistics.ranking.count > 1 {
      result.pairingGain =
        Paired(
          statistics.keptValue(of: statistics.ranking[0]), statistics.keptValue(of: statistics.ranking[1])
        ).gain
    }
    result.precision = statistics.precision(couple: scenario.simulation.couple)
    result.notes += Self.gains(result)
    for (number, regime) in scenario.law.beside.enumerated() {
      let other = try setting.prepare(regime: regime, specs: base.specs)
      guard !other.specs.isEmpty else { continue }
      let found = try await ComparisonStatistics.run(
        setting.simulation([(other.plan, 1)]), specs: other.specs, claims: other.claims
      ) { stages.update(1, (Double(number) + $0) / Double(scenario.law.beside.count)) }
      result.beside.append(RegimeResult(regime, found.results()))
    }
    if detail == .full { try await addRisks(to: &result, setting, statistics, plans, stages) }
    return result
  }

  /// The main run: all paths, or as many as settle the ranking.
  private func statistics(
    _ setting: HouseholdSetting, _ base: HouseholdSetting.Prepared,
    _ plans: [(plan: HouseholdPlan, weight: Double)], _ cover: NeedCover?, _ stages: ProgressStages
  ) async throws -> ComparisonStatistics {
    let looks = scenario.simulation.looks
    for paths in looks.dropLast() {
      let statistics = try await look(paths)
      if statistics.undecided().count == 1 { return statistics }
    }
    return try await look(looks[looks.count - 1])

    func look(_ paths: Int) async throws -> ComparisonStatistics {
      var found = try await ComparisonStatistics.run(
        setting.simulation(plans, paths: paths), specs: base.specs, claims: base.claims, aim: scenario.aim,
        cover: cover
      ) { stages.update(0, $0) }
      found.looks = looks.count
      return found
    }
  }

  /// What common paths, mirrored ones and exact lifetimes gain.
  private static func gains(_ result: ComparisonResult) -> [Remark] {
    // A tenth is told only where it says something.
    func factor(_ gain: Double) -> Remark.Argument {
      guard gain < 1000 else { return .remark(Remark(.thousandOrMore)) }
      let tenths = Int((gain * 10).rounded())
      return .text("\(tenths / 10).\(tenths % 10)")
    }
    var notes: [Remark] = []
    if let gain = result.pairingGain, gain.isFinite {
      notes.append(Remark(.pairing, ["factor": factor(gain)]))
    }
    if let gains = result.precision, let error = gains.controlledBest.standardError, gains.lifetimeGain.isFinite {
      notes.append(
        Remark(
          .lifetimeControl,
          [
            "value": .integer(Int(nearest: gains.controlledBest.value)),
            "error": .integer(Int(nearest: error)),
            "factor": factor(gains.lifetimeGain),
          ]))
    }
    if let gain = result.precision?.antitheticGain {
      notes.append(Remark(.mirrored, ["factor": factor(gain)]))
    }
    return notes
  }

  /// Stress runs, switching values, and how often the exchange rate decides on means-tested income.
  private func addRisks(
    to result: inout ComparisonResult, _ setting: HouseholdSetting, _ statistics: ComparisonStatistics,
    _ plans: [(plan: HouseholdPlan, weight: Double)], _ stages: ProgressStages
  ) async throws {
    let ranking = statistics.ranking
    let specs = ranking.map { statistics.specs[$0] }
    func kept(_ places: [Int]) -> [(plan: HouseholdPlan, weight: Double)] {
      plans.map { ($0.plan.with(strategies: places.map { ranking[$0] }), $0.weight) }
    }
    let recommendation = result.recommendation
    let (proposed, rival) = (recommendation.proposed, recommendation.rival)
    let runs = StressRuns(
      setting: setting, specs: specs, plans: kept(Array(ranking.indices)), pair: (proposed, rival ?? proposed))
    let (base, rows, readings) = try await runs.rows { stages.update(2, $0) }
    (result.stressBase, result.stresses, result.readings) = (base, rows, readings)
    result.beforeTax = try await runs.beforeTax()
    if let rival {
      result.regrets = try await runs.regrets(base: base, rows: rows)
      result.switching = try await SwitchingRuns(
        setting: setting, plans: kept([proposed, rival]), specs: [specs[proposed], specs[rival]],
        delayMonths: [proposed, rival].flatMap { result.strategies[$0].delayMonths }
      ).values { stages.update(3, $0) }
      result.switching += rows.compactMap { SwitchingRuns.chance(of: $0, base: base) }
    }
    if let most = recommendation.bestCover {
      // Where one plan is best for both, the aims part at no figure: the pair is the plan and itself.
      let need = recommendation.clause == .aimsAgree ? most : proposed
      let money = recommendation.mostMoney
      if need != money {
        result.aimTurns = try await AimTurns(
          setting: setting, plans: kept([money, need]), specs: [specs[money], specs[need]],
          delay: result.strategies[need].delayMonths.max() ?? 0
        ).values(agree: recommendation.clause == .aimsAgree)
      }
    }
    result.crossedByExchangeRate = try await crossing(setting, plans: kept([proposed]), specs: [specs[proposed]])
  }

  /// Share of paths on which the proposed strategy has another number of months with means-tested income than at an
  /// exchange rate without surprises, all else equal; nil without such income.
  private func crossing(
    _ setting: HouseholdSetting, plans: [(plan: HouseholdPlan, weight: Double)], specs: [StrategySpec]
  ) async throws -> Estimate? {
    guard case .available? = setting.minimum, let calm = try setting.economy(volatility: 0) else { return nil }
    let moved = try await setting.run(Variation(), plans: plans, specs: specs, keeping: .minimumMonths)
    let still = try await setting.run(Variation(economy: calm), plans: plans, specs: specs, keeping: .minimumMonths)
    return Paired(moved.kept(of: 0), still.kept(of: 0)).chanceUnequal
  }
}

/// One share of done work out of several stages.
struct ProgressStages: Sendable {
  private let progress: (@Sendable (Double) -> Void)?
  private let shares: [Double]

  init(_ progress: (@Sendable (Double) -> Void)?, shares: [Double]) {
    (self.progress, self.shares) = (progress, shares)
  }

  func update(_ stage: Int, _ done: Double) {
    progress?(shares.prefix(stage).reduce(0, +) + shares[stage] * done)
  }
}
