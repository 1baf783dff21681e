// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// What a claim would be worth under the law that an event may bring: the same person, the same month, another law.
///
/// A strategy keeps its months when the law changes; a reader who wants to see one that moves with the law states it.
struct ChangedLawPlanning {
  var windfall: StrategyPlanning?
  var fullAge: StrategyPlanning?
  var both: StrategyPlanning?

  /// - Parameter regime: the law that holds until an event comes; all that the event does not speak of stays.
  init(_ setting: HouseholdSetting, regime: LawRegime) throws {
    let events = setting.events
    func planning(_ changes: [PolicyEvent]) throws -> StrategyPlanning? {
      guard changes.allSatisfy({ events.hazard(of: $0) > 0 }) else { return nil }
      var changed = regime
      for event in changes {
        changed.settings.merge(events.settings(after: event)) { _, new in new }
        // It holds from the event on, whatever month the regime names.
        if event == .wepReinstatement { changed.settings["wep.from"] = nil }
      }
      return try StrategyPlanning(
        setting.scenario, systems: setting.systems, regime: changed, rates: setting.rates, lifetimes: setting.lifetimes,
        wantsDerivation: setting.wantsDerivations)
    }
    windfall = try planning([.wepReinstatement])
    fullAge = try planning([.fullRetirementAgeRise])
    both = try planning([.wepReinstatement, .fullRetirementAgeRise])
  }

  /// For each claim of a strategy, the awards that would take its place.
  mutating func alternatives(to claims: [PlannedClaim]) throws -> [HouseholdPlan.Alternatives] {
    let afterWindfall = try windfall?.awards(for: claims)
    let afterFullAge = try fullAge?.awards(for: claims)
    let afterBoth = try both?.awards(for: claims)
    return claims.indices.map {
      HouseholdPlan.Alternatives(
        afterWindfall: afterWindfall?[$0], afterFullAge: afterFullAge?[$0], afterBoth: afterBoth?[$0])
    }
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
}
