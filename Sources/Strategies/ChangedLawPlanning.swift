// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// What a claim would be worth under the law that changes may bring: the same person, the same month, another law.
///
/// A strategy keeps its months when the law changes; a reader who wants to see one that moves with the law states it.
struct ChangedLawPlanning {
  /// Changes of law that come together.
  private struct Law {
    /// Places in ``PolicyEvents/changes``.
    var changes: [Int]
    var planning: StrategyPlanning
  }

  private let events: PolicyEvents
  private var laws: [Law] = []

  /// - Parameter regime: the law that holds until a change comes; all that the change does not speak of stays.
  init(_ setting: HouseholdSetting, regime: LawRegime) throws {
    events = setting.events
    for changes in Self.together(events) {
      var changed = regime
      for change in changes { events.changes[change].apply(to: &changed, from: setting.scenario.asOf + 1) }
      laws.append(
        Law(
          changes: changes,
          planning: try StrategyPlanning(
            setting.scenario, systems: setting.systems, regime: changed, rates: setting.rates,
            lifetimes: setting.lifetimes, wantsDerivation: setting.wantsDerivations)))
    }
  }

  /// The changes of one country's law that can come together, fewer before more.
  private static func together(_ events: PolicyEvents) -> [[Int]] {
    var sets: [[Int]] = [[]]
    for (number, change) in events.changes.enumerated() {
      sets += sets.filter { set in
        set.allSatisfy {
          events.changes[$0].event != change.event && !events.changes[$0].countries.isDisjoint(with: change.countries)
        }
      }.map { $0 + [number] }
    }
    return sets.dropFirst().sorted { $0.count < $1.count }
  }

  /// Whether a country's law is among those that some of `changes` change.
  private func concerns(_ country: Country, _ changes: [Int]) -> Bool {
    changes.allSatisfy { events.changes[$0].countries.contains(country) }
  }

  private func conditions(_ changes: [Int], of award: Award) -> [HouseholdPlan.Condition] {
    changes.map { .init($0, by: events.changes[$0].reach == .starting ? award.from : nil) }
  }

  /// For each claim of a strategy, the awards that would take its place.
  mutating func alternatives(to claims: [PlannedClaim]) throws -> [[HouseholdPlan.Alternative]] {
    var found: [[HouseholdPlan.Alternative]] = claims.map { _ in [] }
    for law in laws.indices {
      let changes = laws[law].changes
      guard claims.contains(where: { concerns($0.country, changes) }) else { continue }
      if let change = changes.first, !events.changes[change].arrivalKeys.isEmpty {
        for (number, claim) in claims.enumerated() where concerns(claim.country, changes) {
          guard let later = delayed(claim, by: change, laws[law].planning) else { continue }
          found[number].append(.init(conditions(changes, of: claim.award), award: later))
        }
        continue
      }
      for (number, award) in try laws[law].planning.awards(for: claims).enumerated() {
        guard let award, concerns(claims[number].country, changes) else { continue }
        found[number].append(.init(conditions(changes, of: claims[number].award), award: award))
      }
    }
    return found
  }

  /// The award of a claim before the full month, moved by the months that the change adds.
  private func delayed(_ claim: PlannedClaim, by change: Int, _ planning: StrategyPlanning) -> Award? {
    let scenario = planning.scenario
    let person = scenario.members.requiredIndex(of: claim.person) { $0.person.id == claim.person }
    let months = events.changes[change].settings.values.compactMap { $0.flatMap { Int($0) } }.first
    guard let full = planning.eligibilities[.init(person: person, country: claim.country)]?.fullMonth,
      claim.entitlement < full, let months
    else { return nil }
    var award = claim.award
    award.from = claim.award.from + months
    for number in award.components.indices {
      let component = award.components[number]
      award.components[number].steps =
        [.init(from: award.from, factor: component.steps.last { $0.from <= award.from }?.factor ?? 0)]
        + component.steps.filter { $0.from > award.from }
    }
    return award
  }

  /// For each of the `spouses` of a strategy, the awards that would take its place.
  mutating func alternatives(to spouses: [PlannedSpouse], of claims: [PlannedClaim], by spec: StrategySpec) throws
    -> [[HouseholdPlan.Alternative]]
  {
    var found: [[HouseholdPlan.Alternative]] = spouses.map { _ in [] }
    for law in laws.indices {
      let changes = laws[law].changes
      guard spouses.contains(where: { concerns($0.award.country, changes) }) else { continue }
      let awards = try laws[law].planning.spouseAwards(for: spouses, of: claims, by: spec)
      for (number, award) in awards.enumerated() where concerns(spouses[number].award.country, changes) {
        found[number].append(.init(conditions(changes, of: spouses[number].award), award: award))
      }
    }
    return found
  }
}

extension StrategyPlanning {
  /// The awards that claims of the same months have under this law; nil where it refuses one.
  mutating func awards(for claims: [PlannedClaim]) throws -> [Award?] {
    var dated: [DatedClaim?] = []
    for claim in claims {
      let person = scenario.members.requiredIndex(of: claim.person) { $0.person.id == claim.person }
      let wish = ClaimWish(start: .month(claim.wanted), filing: .month(claim.filed))
      do {
        dated.append(try date(wish, of: Claimant(person: person, country: claim.country)))
      } catch is ClaimRefusal {
        dated.append(nil)
      }
    }
    let beside = dated.compactMap { $0 }
    return try dated.map { claim in
      guard let claim else { return nil }
      do { return try award(claim, beside: beside) } catch is ClaimRefusal { return nil }
    }
  }

  /// The awards that `spouses` have under this law, with nothing due where there is none.
  fileprivate mutating func spouseAwards(
    for spouses: [PlannedSpouse], of claims: [PlannedClaim], by spec: StrategySpec
  ) throws -> [Award] {
    var changed = claims
    for (index, award) in try awards(for: claims).enumerated() {
      guard let award else { continue }
      (changed[index].award, changed[index].entitlement) = (award, award.from)
    }
    let found = try self.spouses(of: changed, by: spec)
    return spouses.map { paid in
      if let other = found.first(where: {
        $0.spouse == paid.spouse && $0.kind == paid.kind && $0.award.country == paid.award.country
      }) {
        return other.award
      }
      var nothing = paid.award
      (nothing.components, nothing.firstMonthlyAmount) = ([], .zero)
      return nothing
    }
  }
}
