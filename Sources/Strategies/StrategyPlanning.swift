// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation

/// Turns what a scenario wishes into months, and asks each country's law for the awards.
///
/// Answers are remembered: the same question of the same country is asked once.
struct StrategyPlanning {
  let scenario: Scenario
  let systems: [any PensionSystem]
  let regime: LawRegime
  /// Of the valuation month, for amounts that one law needs of another.
  let rates: ValuationRates
  private(set) var coverages: [Claimant: Coverage] = [:]
  /// By person.
  let work: [WorkHistory]
  private(set) var eligibilities: [Claimant: Eligibility] = [:]
  private var awards: [AwardQuestion: Result<Award, ClaimRefusal>] = [:]
  /// By person; a survivor's first month is chosen by them.
  let lifetimes: [LifetimeTable]
  var knownSurvivors: [SurvivorQuestion: [SurvivorAward]] = [:]
  var chosenSurvivors: [SurvivorChoice: [SurvivorAward]] = [:]
  var constantPrices: [Country: IndexationPaths] = [:]
  var knownSpouses: [SpouseQuestion: Award?] = [:]
  /// Of people without a pension of their own in a country: when they can draw one on the other's record.
  private(set) var spouseEligibilities: [Claimant: Eligibility] = [:]
  /// What people can draw on the records of former spouses.
  private(set) var formerRights: [Claimant: FormerRights] = [:]
  var knownFormers: [FormerQuestion: PlannedSpouse?] = [:]
  private var dates: [DateQuestion: Result<DatedClaim?, ClaimRefusal>] = [:]
  /// Whether awards say how they came about, see ``Applicant/wantsDerivation``.
  let wantsDerivation: Bool
  /// Whether a law's answer is remembered for each pair of pensions. A search asks for many pairs and has them worked out
  /// once only where they matter, see ``matters``.
  let remembersPairs: Bool
  /// Whether a claimant's amounts depend on other pensions, as found on the first pairs asked for.
  private var matters: [Claimant: Bool] = [:]

  private struct DateQuestion: Hashable {
    var claimant: Claimant
    var wish: ClaimWish
  }

  /// A person before the institution of one country.
  struct Claimant: Hashable {
    var person: Int
    var country: Country
  }

  private struct AwardQuestion: Hashable {
    var claimant: Claimant
    var from: YearMonth
    var others: [OtherPension]
  }

  /// A wish with the months that follow from it.
  struct DatedClaim: Hashable {
    var claimant: Claimant
    var wanted: YearMonth
    var filed: YearMonth
    var entitlement: YearMonth
    var isInPayment = false
  }

  init(
    _ scenario: Scenario, systems: [any PensionSystem], regime: LawRegime, rates: ValuationRates,
    lifetimes: [LifetimeTable], remembersPairs: Bool = true, wantsDerivation: Bool = true
  ) throws {
    precondition(
      lifetimes.count == scenario.members.count, "\(lifetimes.count) lifetimes for \(scenario.members.count) people")
    self.lifetimes = lifetimes
    (self.remembersPairs, self.wantsDerivation) = (remembersPairs, wantsDerivation)
    (self.scenario, self.systems, self.regime, self.rates) = (scenario, systems, regime, rates)
    work = scenario.members.map { member in
      var work = member.workHistory(systems)
      work.isOfCouple = scenario.members.count > 1
      return work
    }
    for (index, member) in scenario.members.enumerated() {
      for system in systems {
        guard let record = member.records[system.country] else { continue }
        coverages[Claimant(person: index, country: system.country)] = try system.coverage(
          of: record, person: member.person)
      }
    }
    for claimant in coverages.keys {
      eligibilities[claimant] = try system(of: claimant.country).eligibility(of: applicant(claimant))
    }
    spouseEligibilities = try Self.spouseMonths(self)
    formerRights = try Self.formerRights(self)
  }

  func system(of country: Country) throws -> any PensionSystem {
    guard let system = systems.first(where: { $0.country == country }) else {
      throw ScenarioError(
        path: scenario.path, message: "there are no pension rules for \(country)",
        hint: "countries with rules: \(systems.map(\.country.code).joined(separator: ", "))")
    }
    return system
  }

  /// Claimants in the order of persons, then of systems.
  var claimants: [Claimant] {
    scenario.members.indices.flatMap { person in
      systems.map { Claimant(person: person, country: $0.country) }.filter { coverages[$0] != nil }
    }
  }

  func applicant(_ claimant: Claimant, others: [OtherPension] = []) -> Applicant {
    let member = scenario.members[claimant.person]
    var foreign = scenario.countsForeignCoverage ? member.otherCoverage : [:]
    for (other, coverage) in coverages
    where scenario.countsForeignCoverage && other.person == claimant.person && other.country != claimant.country {
      foreign[other.country] = coverage
    }
    var applicant = Applicant(
      person: member.person, record: member.records[claimant.country] ?? InsuranceRecord(country: claimant.country),
      foreign: foreign, otherPensions: others, regime: regime, settings: scenario.settings[claimant.country] ?? [:],
      asOf: scenario.asOf)
    applicant.wantsDerivation = wantsDerivation
    applicant.work = work[claimant.person]
    applicant.premium = member.premiums[claimant.country]
    return applicant
  }

  // MARK: Months

  /// - Throws: ``ClaimRefusal`` where the law or the calendar does not allow it.
  mutating func date(_ wish: ClaimWish, of claimant: Claimant) throws -> DatedClaim? {
    let question = DateQuestion(claimant: claimant, wish: wish)
    if let known = dates[question] { return try known.get() }
    do {
      let answer = try newDate(wish, of: claimant)
      dates[question] = .success(answer)
      return answer
    } catch let refusal as ClaimRefusal {
      dates[question] = .failure(refusal)
      throw refusal
    }
  }

  private func newDate(_ wish: ClaimWish, of claimant: Claimant) throws -> DatedClaim? {
    if let running = inPayment(claimant) { return running }
    guard wish.start != .never else { return nil }
    let system = try system(of: claimant.country)
    guard let eligibility = eligibilities[claimant], let claimable = eligibility.claimable else {
      let eligibility = eligibilities[claimant]
      throw ClaimRefusal(
        eligibility?.reason ?? Remark(.noRecord, ["country": system.nameInWords]),
        article: eligibility?.routes.first?.article ?? system.pensionName, hint: Remark(.writeNever), by: system)
    }
    let wanted = try month(wish.start, of: claimant, eligibility: eligibility, claimable: claimable, system: system)
    let filed = try filingMonth(wish.filing, wanted: wanted, system: system)
    let entitlement: YearMonth
    do {
      entitlement = try system.entitlementMonth(wanted: wanted, filed: filed, applicant: applicant(claimant))
    } catch let refusal as ClaimRefusal {
      throw refusal.advising(
        Remark(.firstPossibleEarliest, ["month": .month(claimable.lowerBound)]), words: EngineWords.catalogue)
    }
    if wanted < scenario.asOf, entitlement > wanted {
      throw ClaimRefusal(
        Remark(.doesNotReachBack, ["month": .month(wanted), "asOf": .month(scenario.asOf)]),
        article: system.pensionName, hint: Remark(.firstPossible, ["month": .month(claimable.lowerBound)]), by: system)
    }
    return DatedClaim(claimant: claimant, wanted: wanted, filed: filed, entitlement: entitlement)
  }

  func month(
    _ start: ClaimWish.Start, of claimant: Claimant, eligibility: Eligibility, claimable: ClosedRange<YearMonth>,
    system: any PensionSystem
  ) throws -> YearMonth {
    switch start {
    case .earliest, .never: return claimable.lowerBound
    case .latest: return claimable.upperBound
    case .full:
      guard let full = eligibility.fullMonth else {
        throw ClaimRefusal(
          Remark(.noFullMonth, ["pension": system.pensionInWords]), article: system.pensionName,
          hint: Remark(.nameAnAge), by: system)
      }
      return max(full, claimable.lowerBound)
    case .month(let month): return month
    case .age(let age):
      let attained = scenario.members[claimant.person].person.month(attaining: age)
      // Where the law asks for the age throughout the month, the claim at that age starts with the next one.
      return attained + 1 == claimable.lowerBound ? claimable.lowerBound : attained
    }
  }

  func filingMonth(_ filing: ClaimWish.Filing, wanted: YearMonth, system: any PensionSystem) throws
    -> YearMonth
  {
    let filed: YearMonth =
      switch filing {
      case .asEarlyAsAllowed: max(wanted - system.filingLead, scenario.asOf)
      case .onTheDay: max(wanted, scenario.asOf)
      case .monthsBefore(let months): wanted - months
      case .monthsAfter(let months): max(wanted + months, scenario.asOf)
      case .month(let month): month
      }
    guard wanted - filed <= system.filingLead else {
      throw ClaimRefusal(
        Remark(
          .filedTooEarly,
          [
            "filed": .month(filed), "ahead": .integer(wanted - filed), "wanted": .month(wanted),
            "pension": system.pensionInWords, "lead": .integer(system.filingLead),
          ]), article: system.pensionName,
        hint: Remark(.fileLater, ["month": .month(wanted - system.filingLead)]), by: system)
    }
    if case .monthsBefore = filing { return max(filed, scenario.asOf) }
    return filed
  }

  // MARK: Awards

  /// The award at a dated claim, given when the person's other pensions start.
  ///
  /// A country that looks at pensions from others is told what they pay without looking back.
  mutating func award(_ claim: DatedClaim, beside others: [DatedClaim]) throws -> Award {
    var pensions: [OtherPension] = []
    let system = try system(of: claim.claimant.country)
    for other in others where other.claimant.person == claim.claimant.person && other != claim {
      guard case .success(let award) = try answer(other.claimant, from: other.entitlement, others: []) else { continue }
      pensions.append(
        OtherPension(
          country: award.country, from: award.from,
          monthlyAmount: rates.convert(award.firstMonthlyAmount, from: award.currency, to: system.currency),
          basedOnAgreement: award.basis == "totalized"))
    }
    let key = claim.claimant
    if !remembersPairs, matters[key] == false || pensions.isEmpty {
      return try answer(key, from: claim.entitlement, others: []).get()
    }
    let beside = try answer(key, from: claim.entitlement, others: pensions).get()
    if !remembersPairs, matters[key] == nil {
      matters[key] = try dependsOnOthers(key, pensions)
    }
    return beside
  }

  /// A person's other pensions, as far as this law may look at them.
  func relevantOthers(of claimant: Claimant, _ claims: [PlannedClaim]) -> [OtherPension] {
    if !remembersPairs, matters[claimant] == false { return [] }
    let id = scenario.members[claimant.person].person.id
    let currency = systems.first { $0.country == claimant.country }?.currency ?? scenario.currency
    return claims.filter { $0.person == id && $0.country != claimant.country }.map { claim in
      OtherPension(
        country: claim.country, from: claim.award.from,
        monthlyAmount: rates.convert(claim.award.firstMonthlyAmount, from: claim.award.currency, to: currency),
        basedOnAgreement: claim.award.basis == "totalized")
    }
  }

  /// Whether any claim month's amounts move with other pensions: asked for every twelfth month, with the pensions given.
  private mutating func dependsOnOthers(_ claimant: Claimant, _ pensions: [OtherPension]) throws -> Bool {
    guard let claimable = eligibilities[claimant]?.claimable else { return false }
    for month in stride(from: claimable.lowerBound, through: claimable.upperBound, by: 12) {
      guard case .success(let alone) = try answer(claimant, from: month, others: []),
        case .success(let beside) = try answer(claimant, from: month, others: pensions)
      else { continue }
      if alone.components != beside.components { return true }
    }
    return false
  }

  private mutating func answer(_ claimant: Claimant, from month: YearMonth, others: [OtherPension]) throws
    -> Result<Award, ClaimRefusal>
  {
    let question = AwardQuestion(claimant: claimant, from: month, others: others)
    if let known = awards[question] { return known }
    let result = try sharedAnswer(claimant, from: month, others: others) ?? decide(claimant, month, others)
    awards[question] = result
    return result
  }

  /// The award that other pensions leave as it is without them: one value, derived once, however many pensions stand beside it.
  private mutating func sharedAnswer(_ claimant: Claimant, from month: YearMonth, others: [OtherPension]) throws
    -> Result<Award, ClaimRefusal>?
  {
    guard wantsDerivation, !others.isEmpty, case .success(let alone) = try answer(claimant, from: month, others: []),
      case .success(let beside) = try decide(claimant, month, others, isDerived: false)
    else { return nil }
    var plain = alone
    plain.derivation = Derivation()
    return plain == beside ? .success(alone) : nil
  }

  private func decide(
    _ claimant: Claimant, _ month: YearMonth, _ others: [OtherPension], isDerived: Bool = true
  ) throws -> Result<Award, ClaimRefusal> {
    var applicant = applicant(claimant, others: others)
    applicant.wantsDerivation = applicant.wantsDerivation && isDerived
    // A pension in payment is what the law gave when it began.
    if inPayment(claimant) != nil { applicant.asOf = min(applicant.asOf, month) }
    do {
      return .success(try system(of: claimant.country).award(to: applicant, from: month))
    } catch let refusal as ClaimRefusal {
      return .failure(refusal)
    }
  }

  /// All claims of a strategy, decided.
  ///
  /// - Throws: ``ScenarioError`` at the strategy's line where a named strategy is impossible; ``ClaimRefusal`` where a
  ///   grid's cell is.
  mutating func claims(of spec: StrategySpec) throws -> [PlannedClaim] {
    var dated: [DatedClaim] = []
    for claimant in claimants {
      let id = scenario.members[claimant.person].person.id
      // A wish of someone without a right of her own is one for a spouse's pension.
      let running = inPayment(claimant).map { _ in ClaimWish(start: .earliest) }
      guard let wish = running ?? spec.wishes[id]?[claimant.country], spouseEligibilities[claimant] == nil,
        !(formerRights[claimant]?.standAlone ?? false)
      else { continue }
      do {
        if let claim = try date(wish, of: claimant) { dated.append(claim) }
      } catch {
        try blame(spec, claimant) { throw error }
      }
    }
    var planned: [PlannedClaim] = []
    for claim in dated {
      let others = dated
      var award: Award?
      do {
        award = try self.award(claim, beside: others)
      } catch {
        try blame(spec, claim.claimant) { throw error }
      }
      guard let award else { continue }
      let system = try system(of: claim.claimant.country)
      var made = PlannedClaim(
        person: scenario.members[claim.claimant.person].person.id, country: claim.claimant.country,
        wanted: claim.wanted, filed: claim.filed, entitlement: claim.entitlement, award: award,
        deductions: try scenario.deductions == .none
          ? [] : system.deductions(from: award, applicant: applicant(claim.claimant)))
      made.isInPayment = claim.isInPayment
      planned.append(made)
    }
    return planned
  }

  /// Puts a refusal at the strategy's place in the file, unless a grid made the strategy.
  func blame(_ spec: StrategySpec, _ claimant: Claimant, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let refusal as ClaimRefusal where !spec.fromGrid {
      throw ScenarioError(
        refusal, strategy: spec, person: scenario.members[claimant.person].person.id, country: claimant.country,
        path: scenario.path)
    }
  }
}
