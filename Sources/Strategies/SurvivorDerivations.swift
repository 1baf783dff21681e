// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What one person's death in a month would leave to the other under a strategy, step by step.
public struct PlannedDeath: Sendable {
  public var survivor: String
  public var deceased: String
  /// The month of death.
  public var died: YearMonth
  /// From its first month on, with its derivation.
  public var award: Award
}

extension StrategyPlanning {
  /// One death before each claim, the first that leaves something, and one after it, of those that a strategy plans for.
  ///
  /// Amounts of all other deaths follow in the same steps.
  func deaths(_ survivors: [PlannedSurvivor], beside claims: [PlannedClaim]) throws -> [PlannedDeath] {
    struct Place: Hashable {
      var deceased: String
      var country: Country
      var hasClaimed: Bool
    }
    var seen: Set<Place> = []
    var found: [PlannedDeath] = []
    for planned in survivors {
      let (left, country) = (planned.left, planned.left.award.country)
      let claim = claims.first { $0.person == planned.deceased && $0.country == country }
      let hasClaimed = claim.map { left.deaths.lowerBound > $0.entitlement } ?? false
      let place = Place(deceased: planned.deceased, country: country, hasClaimed: hasClaimed)
      guard !seen.contains(place), let offset = left.shares.firstIndex(where: { $0 > 0 }) else { continue }
      let died = left.deaths.lowerBound + offset
      let people = [planned.deceased, planned.survivor].map { id in
        Claimant(person: scenario.members.requiredIndex(of: id) { $0.person.id == id }, country: country)
      }
      let own = claims.first { $0.person == planned.survivor && $0.country == country }
      let award = try system(of: country).survivorDerivation(
        of: applicant(people[0]), claimed: claim?.award, to: applicant(people[1]), own: own?.award, died: died,
        from: left.start(ofDeathIn: died))
      guard let award else { continue }
      seen.insert(place)
      found.append(
        PlannedDeath(survivor: planned.survivor, deceased: planned.deceased, died: died, award: award))
    }
    return found
  }
}
