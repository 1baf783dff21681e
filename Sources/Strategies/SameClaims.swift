// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

extension HouseholdSetting {
  /// Months of a claim; strategies that agree in all of them are one.
  struct Months: Hashable {
    var person: String
    var country: Country
    var wanted: YearMonth
    var filed: YearMonth
    var entitlement: YearMonth
  }

  private struct Key: Hashable {
    /// Payment rows in the plan of each regime of the mix.
    var rows: [[Int]]
    var months: [Months]
    /// In each regime that is set beside; nil where it refuses the strategy.
    var beside: [[Months]?]
  }

  /// One strategy for each set of them that comes to the same claims, now and under every law of the scenario.
  ///
  /// The first that the scenario names itself stands for the set, else the first; it holds the others in
  /// ``StrategySpec/twins``.
  func merged(_ base: Prepared, _ plans: [WeightedPlan]) throws -> (base: Prepared, plans: [WeightedPlan]) {
    let months = base.claims.map(Self.months)
    guard Set(months).count < months.count else { return (base, plans) }
    let beside = try scenario.law.beside.map { regime in
      let found = try prepare(regime: regime, specs: base.specs)
      return Dictionary(zip(found.specs.map(\.name), found.claims.map(Self.months)), uniquingKeysWith: { a, _ in a })
    }
    var sets: [Key: [Int]] = [:]
    for index in base.specs.indices {
      let key = Key(
        rows: plans.map { $0.plan.strategies[index] }, months: months[index],
        beside: beside.map { $0[base.specs[index].name] })
      sets[key, default: []].append(index)
    }
    var merged = base
    for set in sets.values where set.count > 1 {
      let first = set.first { !base.specs[$0].fromGrid } ?? set[0]
      merged.specs[first].twins = set.filter { $0 != first }.map { base.specs[$0] }
    }
    let kept = base.specs.indices.filter { index in
      sets.values.contains { set in (set.first { !base.specs[$0].fromGrid } ?? set[0]) == index }
    }
    (merged.specs, merged.claims) = (kept.map { merged.specs[$0] }, kept.map { base.claims[$0] })
    merged.survivors = kept.map { base.survivors[$0] }
    merged.spouses = kept.map { base.spouses[$0] }
    merged.plan = base.plan.with(strategies: kept)
    return (merged, plans.map { ($0.plan.with(strategies: kept), $0.weight) })
  }

  static func months(_ claims: [PlannedClaim]) -> [Months] {
    claims.map {
      Months(
        person: $0.person, country: $0.country, wanted: $0.wanted, filed: $0.filed, entitlement: $0.entitlement)
    }
  }
}
