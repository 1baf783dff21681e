// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation

/// Answers a scenario: which strategy, by how much, how sure.
public struct Simulator: Sendable {
  public let scenario: Scenario
  let systems: [any PensionSystem]
  let progress: (@Sendable (Double) -> Void)?

  /// - Parameters:
  ///   - systems: every country with rules, in a fixed order.
  ///   - progress: told the share of the work done, from any thread.
  public init(
    _ scenario: Scenario, systems: [any PensionSystem], progress: (@Sendable (Double) -> Void)? = nil
  ) {
    (self.scenario, self.systems, self.progress) = (scenario, systems, progress)
  }

  /// Simulates the scenario's strategies on the same paths.
  ///
  /// - Throws: ``ScenarioError`` for a strategy that the law refuses, ``SimulationError`` for what cannot be simulated,
  ///   `CancellationError`.
  public func compare() async throws -> ComparisonResult {
    let setting = try HouseholdSetting(scenario, systems: systems)
    let (base, plans) = try setting.prepare(scenario.law)
    guard !base.specs.isEmpty else {
      throw ScenarioError(
        path: scenario.path, line: scenario.strategies.first?.line ?? 1, column: scenario.strategies.first?.column ?? 1,
        message: "no strategy of the grid is possible",
        hint: base.dropped.first.map { "\($0.name): \($0.refusal)" })
    }
    let totals = try await setting.simulation(plans).run(progress: progress)
    let statistics = ComparisonStatistics(totals, specs: base.specs, claims: base.claims)
    var beside: [(regime: LawRegime, strategies: [StrategyResult])] = []
    for regime in scenario.law.beside {
      let other = try setting.prepare(regime: regime)
      let totals = try await setting.simulation([(other.plan, 1)]).run()
      beside.append((regime, ComparisonStatistics(totals, specs: other.specs, claims: other.claims).results()))
    }
    return ComparisonResult(
      strategies: statistics.results(), undecided: statistics.undecided(), dropped: base.dropped,
      eligibility: base.eligibility, minimum: setting.minimum, economy: statistics.economy(), beside: beside,
      paths: totals.paths, seed: scenario.simulation.seed, economyModel: setting.economyModel,
      notes: setting.notes)
  }
}
