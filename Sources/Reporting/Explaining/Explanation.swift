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
    /// The death that leaves it; nil for a pension of the living.
    var death: PlannedDeath?
  }

  struct StrategyLine: Sendable {
    var name: String
    var claims: [(claim: PlannedClaim, entry: String)]
    var deaths: [(death: PlannedDeath, entry: String)]
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
    func entry(_ person: String, _ award: Award, _ deductions: [Deduction] = [], death: PlannedDeath? = nil) -> String {
      let known = entries.first {
        $0.person == person && $0.award.country == award.country && $0.award.from == award.from
          && $0.death?.died == death?.died && $0.award.derivation == award.derivation
      }
      if let known { return known.id }
      let id = "A\(entries.count + 1)"
      entries.append(Entry(id: id, person: person, award: award, deductions: deductions, death: death))
      return id
    }
    let claims = plans.plans.map { plan in
      (plan.claims + plan.spouses.map(PlannedClaim.init)).map { ($0, entry($0.person, $0.award, $0.deductions)) }
    }
    strategies = zip(plans.plans, claims).map { plan, claims in
      StrategyLine(
        name: plan.spec.name, claims: claims,
        deaths: plan.deaths.map { ($0, entry($0.survivor, $0.award, death: $0)) })
    }
    self.entries = entries
  }
}
