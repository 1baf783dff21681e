// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// What the law makes of a scenario's strategies under one regime, without chance.
public struct ScenarioPlans: Sendable {
  public struct Plan: Sendable {
    public var spec: StrategySpec
    public var claims: [PlannedClaim]
    /// What is paid on other people's records.
    public var spouses: [PlannedSpouse]
    /// What a death would leave, by example; empty where the strategy says when work ends, which changes the record.
    public var deaths: [PlannedDeath]
  }

  public var regime: LawRegime
  public var eligibility: [EligibilityFinding]
  /// In the order of the scenario.
  public var plans: [Plan]
  /// Grid cells that the law does not allow.
  public var dropped: [DroppedCell]
  /// Assumptions made on the way.
  public var notes: [Remark]
}

extension Simulator {
  /// Decides every claim of every strategy, and draws nothing.
  ///
  /// - Parameter regime: the scenario's first by default.
  /// - Throws: ``ScenarioError`` for a named strategy that the law refuses, ``SimulationError``.
  public func plans(regime: LawRegime? = nil) throws -> ScenarioPlans {
    let setting = try HouseholdSetting(scenario, systems: systems)
    let regime = regime ?? scenario.law.parts.first?.regime ?? .current
    var planning = [
      try StrategyPlanning(
        scenario, systems: systems, regime: regime, rates: setting.rates, lifetimes: setting.lifetimes)
    ]
    let mix = LawMix(parts: [.init(regime: regime, weight: 1)])
    let prepared = try setting.prepare(mix, specs: scenario.strategies, planning: &planning).base
    return ScenarioPlans(
      regime: regime, eligibility: prepared.eligibility,
      plans: try prepared.specs.indices.map {
        ScenarioPlans.Plan(
          spec: prepared.specs[$0], claims: prepared.claims[$0], spouses: prepared.spouses[$0],
          deaths: prepared.specs[$0].work.isEmpty
            ? try planning[0].deaths(prepared.survivors[$0], beside: prepared.claims[$0]) : [])
      },
      dropped: prepared.dropped, notes: setting.notes)
  }
}
