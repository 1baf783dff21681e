// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// What one person is paid on the other's record while both live, under a strategy.
public struct PlannedSpouse: Sendable, Codable {
  /// On whose record.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// That of the other person of the household.
    case spouse
    /// That of a former spouse who has died, or who lives.
    case survivor, divorced
  }

  public var spouse: String
  public var worker: String
  public var kind = Kind.spouse
  public var filed: YearMonth
  /// With components below zero for own rights that are set against the others.
  public var award: Award
  public var deductions: [Deduction]

  public init(spouse: String, worker: String, filed: YearMonth, award: Award, deductions: [Deduction]) {
    (self.spouse, self.worker, self.filed, self.award) = (spouse, worker, filed, award)
    self.deductions = deductions
  }
}

extension PlannedClaim {
  /// What is paid on another person's record, as a claim of whoever draws it.
  public init(_ paid: PlannedSpouse) {
    self.init(
      person: paid.spouse, country: paid.award.country, wanted: paid.award.from, filed: paid.filed,
      entitlement: paid.award.from, award: paid.award, deductions: paid.deductions)
  }
}

extension StrategyPlanning {
  struct SpouseQuestion: Hashable {
    var worker: Claimant
    var from: YearMonth
    var others: [OtherPension]
    /// First month of the spouse's own pension; nil without one.
    var own: YearMonth?
    var ownOthers: [OtherPension]
    var wanted: YearMonth?
    var filed: YearMonth
  }

  /// Months in which people without a pension of their own can draw one on the other's record.
  static func spouseMonths(_ planning: StrategyPlanning) throws -> [Claimant: Eligibility] {
    let scenario = planning.scenario
    guard scenario.members.count == 2, scenario.couple != .unmarried else { return [:] }
    var found: [Claimant: Eligibility] = [:]
    for person in scenario.members.indices {
      for system in planning.systems {
        let spouse = Claimant(person: person, country: system.country)
        let worker = Claimant(person: 1 - person, country: system.country)
        guard planning.eligibilities[spouse]?.claimable == nil, planning.eligibilities[worker]?.claimable != nil,
          let months = try system.spouseMonths(
            for: planning.applicant(spouse), of: planning.applicant(worker), couple: scenario.couple)
        else { continue }
        found[spouse] = Eligibility(routes: [], claimable: months, fullMonth: months.upperBound)
      }
    }
    return found
  }

  /// What each person is paid on the other's record while both live, by the claims of a strategy.
  ///
  /// It starts when both have claimed. Someone without a pension of her own from the country claims when the strategy says, or as soon
  /// as the other's claim makes it possible; `never` leaves it out.
  /// - Throws: as ``claims(of:)``, for a claim on the record of someone who never claims, or of a month that the law does not allow.
  mutating func spouses(of claims: [PlannedClaim], by spec: StrategySpec) throws -> [PlannedSpouse] {
    var found = try formerSpouses(beside: claims, by: spec)
    guard scenario.members.count == 2, scenario.couple != .unmarried else { return found }
    for person in scenario.members.indices {
      for system in systems {
        let claimant = Claimant(person: person, country: system.country)
        do {
          if let paid = try spouse(person, system, claims, spec) { found.append(paid) }
        } catch {
          try blame(spec, claimant) { throw error }
        }
      }
    }
    return found
  }

  private mutating func spouse(
    _ person: Int, _ system: any PensionSystem, _ claims: [PlannedClaim], _ spec: StrategySpec
  ) throws -> PlannedSpouse? {
    let country = system.country
    let spouse = Claimant(person: person, country: country)
    let worker = Claimant(person: 1 - person, country: country)
    let (id, workerID) = (scenario.members[person].person.id, scenario.members[1 - person].person.id)
    let wish = spec.wishes[id]?[country]
    let own = claims.first { $0.person == id && $0.country == country }
    let months = spouseEligibilities[spouse]
    guard let claim = claims.first(where: { $0.person == workerID && $0.country == country }) else {
      if months != nil, let wish, wish.start != .never {
        throw ClaimRefusal(
          Remark(.noRightOfTheirOwn, ["spouse": .text(id), "worker": .text(workerID)]),
          article: system.pensionName, hint: Remark(.writeNever), by: system)
      }
      return nil
    }
    var wanted: YearMonth?
    var filed = own?.filed ?? claim.filed
    if own == nil {
      guard let months, let claimable = months.claimable, wish?.start != .never else { return nil }
      if let wish, wish.start != .earliest {
        let month = try month(wish.start, of: spouse, eligibility: months, claimable: claimable, system: system)
        guard month >= claimable.lowerBound else {
          throw ClaimRefusal(
            Remark(.noSpousePension, ["month": .month(month)]), article: system.pensionName,
            hint: Remark(.firstPossibleEarliest, ["month": .month(claimable.lowerBound)]), by: system)
        }
        wanted = month
      }
      let start = max(wanted ?? claimable.lowerBound, claim.entitlement)
      filed = try filingMonth(wish?.filing ?? .asEarlyAsAllowed, wanted: start, system: system)
    }
    filed = max(filed, claim.filed)
    let question = SpouseQuestion(
      worker: worker, from: claim.award.from, others: relevantOthers(of: worker, claims), own: own?.award.from,
      ownOthers: own == nil ? [] : relevantOthers(of: spouse, claims), wanted: wanted, filed: filed)
    let award =
      try knownSpouses[question]
      ?? system.spouseAward(
        to: SpouseClaim(
          applicant: applicant(spouse, others: question.ownOthers), own: own?.award, wanted: wanted, filed: filed),
        of: applicant(worker, others: question.others), claimed: claim.award, couple: scenario.couple)
    knownSpouses[question] = .some(award)
    guard let award else { return nil }
    return PlannedSpouse(
      spouse: id, worker: workerID, filed: filed, award: award,
      deductions: try scenario.deductions == .none
        ? [] : system.deductions(from: award, applicant: applicant(spouse)).beside(own: own?.award))
  }
}
