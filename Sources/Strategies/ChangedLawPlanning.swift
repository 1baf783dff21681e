// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// What a claim is worth under the law that changes may bring: the same person and month, another law, which decides alone.
///
/// A strategy keeps its months when the law changes; a reader who wants to see one that moves with the law states it. Where the changed
/// law refuses the month, the pension starts in the first later one that it allows.
struct ChangedLawPlanning {
  /// Changes of law that come together.
  private struct Law {
    /// Places in ``PolicyEvents/changes``.
    var changes: [Int]
    var regime: LawRegime
    /// By the month in which they come, where the law asks for it; the first month else.
    var plannings: [YearMonth: StrategyPlanning] = [:]
    /// By claim: the last month in which they may come and reach it.
    var reaches: [ClaimMonths: YearMonth] = [:]
  }

  private struct ClaimMonths: Hashable {
    var person: String
    var country: Country
    var wanted, filed: YearMonth

    init(_ claim: PlannedClaim) {
      (person, country, wanted, filed) = (claim.person, claim.country, claim.wanted, claim.filed)
    }
  }

  private let setting: HouseholdSetting
  private var events: PolicyEvents { setting.events }
  private var laws: [Law] = []
  private var firstMonth: YearMonth { setting.scenario.asOf + 1 }

  /// - Parameter regime: the law that holds until a change comes; all that the change does not speak of stays.
  init(_ setting: HouseholdSetting, regime: LawRegime) {
    self.setting = setting
    laws = Self.together(setting.events).map { Law(changes: $0, regime: regime) }
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

  /// Calls `body` with the planning under a law that came in `month`.
  private mutating func ask<Answer>(
    _ law: Int, from month: YearMonth, _ body: (inout StrategyPlanning) throws -> Answer
  ) throws -> Answer {
    var planning: StrategyPlanning
    if let known = laws[law].plannings.removeValue(forKey: month) {
      planning = known
    } else {
      var regime = laws[law].regime
      for change in laws[law].changes { events.changes[change].apply(to: &regime, from: month) }
      planning = try StrategyPlanning(
        setting.scenario, systems: setting.systems, regime: regime, rates: setting.rates,
        lifetimes: setting.lifetimes, wantsDerivation: setting.wantsDerivations)
    }
    defer { laws[law].plannings[month] = planning }
    return try body(&planning)
  }

  /// Whether a country's law is among those that all of `changes` change.
  private func concerns(_ country: Country, _ law: Int) -> Bool {
    laws[law].changes.allSatisfy { events.changes[$0].countries.contains(country) }
  }

  /// Whether the pension waits where the changed law refuses its month: not one that is in payment when the change comes.
  private func waits(_ law: Int) -> Bool { laws[law].changes.allSatisfy { events.changes[$0].reach == .starting } }

  /// The last month in which a change that asks for its month may come and reach a claim: a right that existed before is spared.
  ///
  /// The law is asked month by month, by halving, as an earlier change reaches whatever a later one does.
  private mutating func reach(of law: Int, _ claims: [PlannedClaim], _ number: Int) throws -> YearMonth {
    let claim = claims[number]
    let last = claim.award.from
    guard laws[law].changes.contains(where: { !events.changes[$0].arrivalKeys.isEmpty }) else { return last }
    if let known = laws[law].reaches[ClaimMonths(claim)] { return known }
    let waits = waits(law)
    func reaches(_ month: YearMonth) throws -> Bool {
      let award = try ask(law, from: month) { try $0.awards(for: claims, waiting: waits)[number]?.award }
      return award?.from != claim.award.from || award?.components != claim.award.components
    }
    var (low, high) = (firstMonth, max(firstMonth, last) + 1)
    // Most claims of a person rest on the same right.
    if let other = laws[law].reaches.first(where: { $0.key.person == claim.person && $0.key.country == claim.country }),
      other.value < last, try reaches(other.value), try !reaches(other.value + 1)
    {
      (low, high) = (other.value, other.value + 1)
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try reaches(middle) { low = middle } else { high = middle }
    }
    laws[law].reaches[ClaimMonths(claim)] = low
    return low
  }

  private func conditions(_ law: Int, by month: YearMonth) -> [HouseholdPlan.Condition] {
    laws[law].changes.map { .init($0, by: events.changes[$0].reach == .starting ? month : nil) }
  }

  /// For each claim of a strategy, the awards that would take its place.
  mutating func alternatives(to claims: [PlannedClaim]) throws -> [[HouseholdPlan.Alternative]] {
    var found: [[HouseholdPlan.Alternative]] = claims.map { _ in [] }
    for law in laws.indices {
      guard claims.contains(where: { concerns($0.country, law) }) else { continue }
      let waits = waits(law)
      let outcomes = try ask(law, from: firstMonth) { try $0.awards(for: claims, waiting: waits) }
      for (number, outcome) in outcomes.enumerated() {
        let claim = claims[number]
        guard let outcome, concerns(claim.country, law) else { continue }
        let changesNothing =
          outcome.award.from == claim.award.from && outcome.award.components == claim.award.components
        let last = changesNothing ? claim.award.from : try reach(of: law, claims, number)
        found[number].append(.init(conditions(law, by: last), award: outcome.award, filed: outcome.filed))
      }
    }
    return found
  }

  /// For each of the `spouses` of a strategy, the awards that would take its place.
  mutating func alternatives(to spouses: [PlannedSpouse], of claims: [PlannedClaim], by spec: StrategySpec) throws
    -> [[HouseholdPlan.Alternative]]
  {
    var found: [[HouseholdPlan.Alternative]] = spouses.map { _ in [] }
    for law in laws.indices {
      guard spouses.contains(where: { concerns($0.award.country, law) }) else { continue }
      let waits = waits(law)
      let awards = try ask(law, from: firstMonth) {
        try $0.spouseAwards(for: spouses, of: claims, by: spec, waiting: waits)
      }
      for (number, award) in awards.enumerated() where concerns(spouses[number].award.country, law) {
        found[number].append(.init(conditions(law, by: spouses[number].award.from), award: award))
      }
    }
    return found
  }
}

extension StrategyPlanning {
  /// What a claim comes to under this law.
  struct Outcome {
    var award: Award
    var filed: YearMonth
  }

  /// What claims of the same months come to under this law; nil where it refuses one.
  ///
  /// - Parameter waiting: whether a claim that is refused is made again for the first later month that the law allows.
  mutating func awards(for claims: [PlannedClaim], waiting: Bool) throws -> [Outcome?] {
    let dated = try claims.map { claim -> DatedClaim? in
      let person = scenario.members.requiredIndex(of: claim.person) { $0.person.id == claim.person }
      let claimant = Claimant(person: person, country: claim.country)
      if let found = try allowed(claimant, wanted: claim.wanted, filed: claim.filed) { return found }
      guard waiting, let claimable = eligibilities[claimant]?.claimable else { return nil }
      let lead = try system(of: claim.country).filingLead
      var month = max(claim.wanted + 1, claimable.lowerBound)
      while month <= claimable.upperBound {
        if let found = try allowed(claimant, wanted: month, filed: max(claim.filed, month - lead)) { return found }
        month = month + 1
      }
      return nil
    }
    let beside = dated.compactMap { $0 }
    return try dated.map { claim in
      guard let claim else { return nil }
      do { return Outcome(award: try award(claim, beside: beside), filed: claim.filed) } catch is ClaimRefusal {
        return nil
      }
    }
  }

  /// A claim of these months where the law gives an award for it.
  private mutating func allowed(_ claimant: Claimant, wanted: YearMonth, filed: YearMonth) throws -> DatedClaim? {
    do {
      guard let found = try date(ClaimWish(start: .month(wanted), filing: .month(filed)), of: claimant) else {
        return nil
      }
      _ = try award(found, beside: [])
      return found
    } catch is ClaimRefusal {
      return nil
    }
  }

  /// The awards that `spouses` have under this law, with nothing due where there is none.
  fileprivate mutating func spouseAwards(
    for spouses: [PlannedSpouse], of claims: [PlannedClaim], by spec: StrategySpec, waiting: Bool
  ) throws -> [Award] {
    var changed = claims
    for (index, outcome) in try awards(for: claims, waiting: waiting).enumerated() {
      guard let outcome else { continue }
      (changed[index].award, changed[index].entitlement) = (outcome.award, outcome.award.from)
      changed[index].filed = outcome.filed
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
