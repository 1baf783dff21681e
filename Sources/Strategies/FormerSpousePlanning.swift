// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import Pensions
import Quantities
import Simulation

extension StrategyPlanning {
  /// What one person can draw in one country on the records of former spouses.
  struct FormerRights {
    /// By place among the person's former spouses.
    var rights: [(former: Int, months: FormerSpouseMonths)]
    /// Why the other records give nothing.
    var refusals: [ClaimRefusal]
    /// Whether the person has no right of her own in the country, so that a claim there is one on such a record.
    var standAlone: Bool

    /// From the first month of any of them to the last from which waiting brings nothing; nil without a right.
    var months: ClosedRange<YearMonth>? {
      guard let first = rights.map(\.months.months.lowerBound).min(),
        let last = rights.map(\.months.months.upperBound).max()
      else { return nil }
      return first...last
    }

    /// Whether the month is chosen apart from that of the own pension.
    var isChosenApart: Bool { rights.contains { $0.months.isChosenApart } }
  }

  struct FormerQuestion: Hashable {
    var claimant: Claimant
    /// First month of the own pension, and what its amount hangs on; nil without one.
    var own: YearMonth?
    var ownOthers: [OtherPension]
    var ownFiled: YearMonth?
    var wish: SurvivorWish
    var filing: ClaimWish.Filing
  }

  static func formerRights(_ planning: StrategyPlanning) throws -> [Claimant: FormerRights] {
    var found: [Claimant: FormerRights] = [:]
    for (person, member) in planning.scenario.members.enumerated() where !member.former.isEmpty {
      for system in planning.systems {
        let claimant = Claimant(person: person, country: system.country)
        var rights = FormerRights(
          rights: [], refusals: [], standAlone: planning.eligibilities[claimant]?.claimable == nil)
        for (index, former) in member.former.enumerated() where former.records[system.country] != nil {
          do {
            let months = try system.formerSpouseMonths(
              for: planning.applicant(claimant), of: former, worker: planning.applicant(former, in: system),
              remarried: planning.remarried)
            if let months { rights.rights.append((index, months)) }
          } catch let refusal as ClaimRefusal {
            rights.refusals.append(refusal)
          }
        }
        if !rights.rights.isEmpty || !rights.refusals.isEmpty { found[claimant] = rights }
      }
    }
    return found
  }

  /// The day of the household's own marriage.
  private var remarried: CalendarDate? {
    if scenario.members.count == 2, case .marriedSince(let day) = scenario.couple { return day }
    return nil
  }

  /// A former spouse before the law of a country.
  private func applicant(_ former: FormerSpouse, in system: any PensionSystem) -> Applicant {
    var foreign = scenario.countsForeignCoverage ? former.otherCoverage : [:]
    for other in systems where other.country != system.country && scenario.countsForeignCoverage {
      guard let record = former.records[other.country] else { continue }
      foreign[other.country] = try? other.coverage(of: record, person: former.person)
    }
    var applicant = Applicant(
      person: former.person, record: former.records[system.country] ?? InsuranceRecord(country: system.country),
      foreign: foreign, regime: regime, settings: scenario.settings[system.country] ?? [:], asOf: scenario.asOf)
    applicant.wantsDerivation = false
    return applicant
  }

  /// What each person is paid on the records of former spouses, by the claims of a strategy: the best one of several.
  ///
  /// - Throws: as ``claims(of:)``.
  mutating func formerSpouses(beside claims: [PlannedClaim], by spec: StrategySpec) throws -> [PlannedSpouse] {
    guard !formerRights.isEmpty else { return [] }
    var found: [PlannedSpouse] = []
    for person in scenario.members.indices {
      for system in systems {
        let claimant = Claimant(person: person, country: system.country)
        guard let rights = formerRights[claimant] else { continue }
        do {
          if let paid = try former(claimant, rights, system, claims, spec) { found.append(paid) }
        } catch {
          try blame(spec, claimant) { throw error }
        }
      }
    }
    return found
  }

  private mutating func former(
    _ claimant: Claimant, _ rights: FormerRights, _ system: any PensionSystem, _ claims: [PlannedClaim],
    _ spec: StrategySpec
  ) throws -> PlannedSpouse? {
    let id = scenario.members[claimant.person].person.id
    let own = claims.first { $0.person == id && $0.country == claimant.country }
    let claimed = rights.standAlone ? spec.wishes[id]?[claimant.country] : nil
    let stated = spec.survivors[id]?[claimant.country]
    guard let months = rights.months else {
      // Only somebody who asks for it is told why there is nothing.
      if stated.map({ $0 != .best }) ?? (claimed.map { $0.start != .never } ?? false),
        let refusal = rights.refusals.first
      {
        throw refusal
      }
      return nil
    }
    let wish = stated ?? claimed.map { Self.wish($0.start, months) } ?? .best
    guard wish != .never else { return nil }
    let question = FormerQuestion(
      claimant: claimant, own: own?.award.from, ownOthers: own == nil ? [] : relevantOthers(of: claimant, claims),
      ownFiled: own?.filed, wish: wish, filing: claimed?.filing ?? .asEarlyAsAllowed)
    if let known = knownFormers[question] { return known }
    var best: (paid: PlannedSpouse, value: Double)?
    for right in rights.rights {
      for month in try self.months(of: right.months, by: wish, claimant) {
        guard let paid = try paid(question, right.former, from: month, right.months, own, system) else { continue }
        // Filing for months that work takes is never better than filing for the first one that is paid.
        if wish == .best, paid.award.isWithheldAtFirst,
          paid.award.firstPaidMonth.map(right.months.months.contains) ?? false
        {
          continue
        }
        let value = try value(of: paid, to: claimant)
        if best.map({ value > $0.value }) ?? true { best = (paid, value) }
      }
    }
    knownFormers[question] = .some(best?.paid)
    return best?.paid
  }

  /// A claim without a right of one's own, in the words of a survivor's.
  private static func wish(_ start: ClaimWish.Start, _ months: ClosedRange<YearMonth>) -> SurvivorWish {
    switch start {
    case .earliest: .atOnce
    case .full, .latest: .month(months.upperBound)
    case .age(let age): .age(age)
    case .month(let month): .month(month)
    case .never: .never
    }
  }

  private func months(of right: FormerSpouseMonths, by wish: SurvivorWish, _ claimant: Claimant) throws -> [YearMonth] {
    let first = right.months.lowerBound
    switch wish {
    case .never: return []
    case .atOnce: return [first]
    case .best: return right.isChosenApart ? Array(right.months) : [first]
    case .month(let month): return [right.isChosenApart ? month : max(first, month)]
    case .age(let age): return [max(first, scenario.members[claimant.person].person.month(attaining: age))]
    }
  }

  private func paid(
    _ question: FormerQuestion, _ index: Int, from month: YearMonth, _ right: FormerSpouseMonths, _ own: PlannedClaim?,
    _ system: any PensionSystem
  ) throws -> PlannedSpouse? {
    let claimant = question.claimant
    let member = scenario.members[claimant.person]
    let former = member.former[index]
    // What comes with the own pension is asked for with it.
    let together = !right.isChosenApart && own != nil
    let filed =
      together
      ? max(own?.filed ?? scenario.asOf, scenario.asOf)
      : try filingMonth(question.filing, wanted: month, system: system)
    let applicant = applicant(claimant, others: question.ownOthers)
    let award = try system.formerSpouseAward(
      to: FormerSpouseClaim(
        applicant: applicant, own: own?.award, former: former, worker: self.applicant(former, in: system),
        remarried: remarried, wanted: month, filed: filed))
    guard let award else { return nil }
    var paid = PlannedSpouse(
      spouse: member.person.id, worker: former.person.id, filed: filed, award: award,
      deductions: try scenario.deductions == .none
        ? [] : system.deductions(from: award, applicant: applicant).beside(own: own?.award))
    paid.kind = former.died == nil ? .divorced : .survivor
    return paid
  }

  /// Expected worth at the prices and wages of the valuation month, arrears included.
  private mutating func value(of paid: PlannedSpouse, to claimant: Claimant) throws -> Double {
    let survival = lifetimes[claimant.person].survival
    let months = survival.count - 1
    let index = try constantPrices(of: claimant.country)
    let first = scenario.asOf + 1
    let discount = HouseholdPlan.discount(rate: scenario.simulation.discountRate, months: months)
    var sum = paid.award.net(before: first, after: [])
    for month in max(0, paid.award.from - first)..<max(0, months) {
      let due = paid.award.components.reduce(0.0) { sum, part in
        let factor = part.factor(in: first + month)
        guard factor != 0 else { return sum }
        return sum + part.base * factor * index.levels[part.level][month]
          * index.entry[part.entryYear - index.firstEntryYear]
      }
      sum += max(0, due) * survival[month + 1] * discount[month]
    }
    return sum
  }
}

extension HouseholdSetting {
  /// Months in which a pension on another person's record could be drawn and is not, by a strategy: a right to use first like an own one.
  func unclaimed(
    onOtherRecords paid: [PlannedSpouse], beside claims: [PlannedClaim], by spec: StrategySpec,
    _ planning: StrategyPlanning
  ) -> [Range<YearMonth>] {
    let end = scenario.asOf + (months + 1)
    func unused(_ claimant: StrategyPlanning.Claimant, from first: YearMonth) -> Range<YearMonth>? {
      let id = scenario.members[claimant.person].person.id
      if let found = paid.first(where: { $0.spouse == id && $0.award.country == claimant.country }) {
        let used = max(found.award.from, found.filed)
        return first < used ? first..<used : nil
      }
      // Where the law gives nothing there is nothing to use.
      let isDeclined =
        spec.survivors[id]?[claimant.country] == .never || spec.wishes[id]?[claimant.country]?.start == .never
      return isDeclined && first < end ? first..<end : nil
    }
    var found: [Range<YearMonth>] = []
    for (claimant, eligibility) in planning.spouseEligibilities {
      let worker = scenario.members[1 - claimant.person].person.id
      guard let months = eligibility.claimable,
        let claim = claims.first(where: { $0.person == worker && $0.country == claimant.country })
      else { continue }
      // The right hangs on the worker's claim.
      let first = max(months.lowerBound, max(claim.entitlement, claim.filed))
      if let range = unused(claimant, from: first) { found.append(range) }
    }
    for (claimant, rights) in planning.formerRights {
      guard let months = rights.months, rights.standAlone || rights.isChosenApart else { continue }
      if let range = unused(claimant, from: months.lowerBound) { found.append(range) }
    }
    return found.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }
}
