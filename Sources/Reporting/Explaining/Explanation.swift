// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// How each award of a scenario comes about, step by step and without chance, so that a reader can redo it by hand.
///
/// ```swift
/// let plans = try Simulator(scenario, systems: countries).plans()
/// print(Explanation(plans, of: scenario, systems: countries).markdown)
/// ```
public struct Explanation: Sendable {
  /// One award that one or more strategies lead to.
  struct Entry: Sendable {
    /// `A1`, `A2`, …
    var id: String
    var person: String
    var award: Award
    var deductions: [Deduction]
  }

  struct StrategyLine: Sendable {
    var name: String
    var claims: [(claim: PlannedClaim, entry: String)]
  }

  let scenario: Scenario
  let words: Wording
  let regime: LawRegime
  let systems: [Country: any PensionSystem]
  let eligibility: [EligibilityFinding]
  let strategies: [StrategyLine]
  let entries: [Entry]
  let dropped: [DroppedCell]
  let notes: [Remark]
  /// Of a stated year, by strategy.
  let taxYears: [ExplainedTaxYear]

  /// - Parameters:
  ///   - plans: all strategies, or those that are asked for; an award that several share is derived once.
  ///   - taxYears: a year's income tax of each of them.
  public init(
    _ plans: ScenarioPlans, of scenario: Scenario, systems: [any PensionSystem], taxYears: [ExplainedTaxYear] = []
  ) {
    self.taxYears = taxYears
    self.scenario = scenario
    words = Wording(for: scenario, systems: systems)
    regime = plans.regime
    self.systems = Dictionary(systems.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
    eligibility = plans.eligibility
    dropped = plans.dropped
    notes = plans.notes
    var entries: [Entry] = []
    strategies = plans.plans.map { plan in
      StrategyLine(
        name: plan.spec.name,
        claims: (plan.claims + plan.spouses.map(PlannedClaim.init)).map { claim in
          let known = entries.first {
            $0.person == claim.person && $0.award.country == claim.country && $0.award.from == claim.award.from
              && $0.award.derivation == claim.award.derivation
          }
          if let known { return (claim, known.id) }
          let entry = Entry(
            id: "A\(entries.count + 1)", person: claim.person, award: claim.award, deductions: claim.deductions)
          entries.append(entry)
          return (claim, entry.id)
        })
    }
    self.entries = entries
  }
}
