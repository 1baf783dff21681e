// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension SocialMinimum {
  /// As it is for a household: with a rule for savings where there are some.
  func tested(for scenario: Scenario) -> SocialMinimum {
    var tested = self
    if scenario.savings.values.contains(where: { $0 > .zero }) {
      tested.notes += notesOfWealth
    } else {
      tested.wealth = nil
    }
    tested.notesOfWealth = []
    return tested
  }
}

extension HouseholdSetting {
  /// The household's people, the eldest first.
  var elders: [Int] {
    scenario.members.indices.sorted { scenario.members[$0].person.born < scenario.members[$1].person.born }
  }

  /// The first month in which a pension is a right that must be used before means-tested income.
  func firstDuty(_ eligibility: Eligibility) -> YearMonth? {
    guard let first = eligibility.claimable?.lowerBound else { return nil }
    guard case .available(let minimum)? = minimum, !minimum.earlyClaimRequired else { return first }
    return max(first, eligibility.fullMonth ?? first)
  }
}
