// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What one person's death would leave to the other under a strategy.
public struct PlannedSurvivor: Sendable, Codable {
  public var survivor: String
  public var deceased: String
  public var left: SurvivorAward
  public var deductions: [Deduction]

  public init(survivor: String, deceased: String, left: SurvivorAward, deductions: [Deduction]) {
    (self.survivor, self.deceased, self.left, self.deductions) = (survivor, deceased, left, deductions)
  }
}

extension StrategyPlanning {
  struct SurvivorQuestion: Hashable {
    var claimant: Claimant
    /// First month of the pension in payment; nil where none is ever claimed.
    var from: YearMonth?
  }

  /// What each person's death would leave to the other, by the claims of a strategy; nothing for one person.
  mutating func survivors(of claims: [PlannedClaim], through last: YearMonth) throws -> [PlannedSurvivor] {
    guard scenario.members.count == 2, scenario.couple != .unmarried else { return [] }
    var found: [PlannedSurvivor] = []
    for claimant in claimants {
      let (deceased, spouse) = (scenario.members[claimant.person].person, scenario.members[1 - claimant.person].person)
      let claim = claims.first { $0.person == deceased.id && $0.country == claimant.country }
      let question = SurvivorQuestion(claimant: claimant, from: claim?.award.from)
      let system = try system(of: claimant.country)
      let left =
        try knownSurvivors[question]
        ?? system.survivorAwards(
          of: applicant(claimant), claimed: claim?.award, to: spouse, couple: scenario.couple, through: last)
      knownSurvivors[question] = left
      let survivor = applicant(Claimant(person: 1 - claimant.person, country: claimant.country))
      found += left.map { left in
        PlannedSurvivor(
          survivor: spouse.id, deceased: deceased.id, left: left,
          deductions: scenario.deductions == .none ? [] : system.deductions(from: left.award, applicant: survivor))
      }
    }
    return found
  }
}
