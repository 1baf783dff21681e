// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// A made-up country for tests of everything that must not know a real one.
///
/// It pays a flat amount for each month of coverage from 60 to 70, more for waiting, moved by prices; it asks for ten
/// years, and has an agreement by which other countries' coverage helps to reach them.
public struct Ruritania: PensionSystem {
  public var country: Country = "XR"
  public var name = "Ruritania"
  public var pensionName = "Ruritanian pension"
  public var currency = CurrencyCode.eur
  public var levelNames = ["prices"]
  public var parameters: ParameterLibrary
  public var filingLead = 3
  /// Months that a late claim reaches back.
  public var filingReach = 12
  /// Withheld from each payment.
  public var withheldShare = 0.0
  /// Means-tested income of one adult, in prices of the valuation month; nil for none.
  public var guaranteedIncome: Double?
  /// How savings count against it.
  public var wealth: SocialMinimum.WealthRule?
  /// Whether a pension that could be drawn early is a right to be used first.
  public var earlyClaimRequired = true
  /// Foreign pensions count at the rate of the half-year.
  public var freezesRate = false
  /// A yearly allowance of one adult and the gross income a year that it is paid up to; nil for none.
  public var allowance: (amount: Double, limit: Double)?
  public var allowanceEdge = YearlyAllowance.Edge.taper
  /// Its limit holds from January on, and a third and a tenth of it are paid beside it up to limits of their own.
  public var allowanceHasSupplements = false
  /// The month of a death is paid whole.
  public var paysLastMonth = false
  /// The allowance moves with prices.
  public var allowanceFollowsPrices = true
  /// Whether a pension that could be drawn but is not claimed shuts it out.
  public var otherRightsFirst = true
  /// A death leaves part of the dead person's pension to the spouse.
  public var leavesPension = false
  /// Only what exceeds the spouse's own pension is left.
  public var leavesExcess = false
  /// Own income takes part of what is left, two months after a death are raised, and a month of death is paid.
  public var testsIncome = false
  /// A survivor who waits up to three months gets more.
  public var survivorsWait = false
  /// While both live a spouse is paid what half of the other's pension exceeds the own one by.
  public var paysSpouses = false
  /// Share of a pension that counts against it.
  public var countedShare = 1.0
  /// Share of pay that counts against it, where it is another.
  public var workShare: Double?
  /// Lists ``Reform/ruritania``, and reads the settings that they change.
  public var knowsReforms = false
  /// Its income tax; nil for none.
  public var incomeTax: (any IncomeTax)?
  /// Whether its fund may run short.
  private var hasFund = false

  static let text = """
    xr.amount_per_year: { title: A month for each year of coverage, unit: EUR, source: Ruritanian Pension Act § 4, values: { 1950: 20, 2020: 25 } }
    xr.required_months: { title: Months asked for, unit: months, source: Ruritanian Pension Act § 2, values: { 1950: 120 } }
    xr.bonus_per_month: { title: For each month after 60, unit: share, source: Ruritanian Pension Act § 5, values: { 1950: 0.005 } }
    filing.national.xr: { title: Time of a claim, unit: months, source: Ruritanian Bank, origin: assumption, values: { 1950: 3 } }
    filing.national.xd: { title: Time of a claim, unit: months, source: Ruritanian Bank, origin: assumption, values: { 1950: 3 } }
    filing.national.xg: { title: Time of a claim, unit: months, source: Ruritanian Bank, origin: assumption, values: { 1950: 3 } }
    filing.national.xo: { title: Time of a claim, unit: months, source: Ruritanian Bank, origin: assumption, values: { 1950: 3 } }
    economy.follow.pi.sigma: { title: Prices are those of the currency's area, unit: log a year, source: Ruritanian Bank, values: { 1950: 0 } }
    economy.follow.w.sigma: { title: Wages too, unit: log a year, source: Ruritanian Bank, values: { 1950: 0 } }
    xr.reform.months: { title: How much later, unit: months, source: Ruritanian Diet, origin: assumption, values: { 1950: 12 } }
    xr.reform.births: { title: First year of birth, unit: year, source: Ruritanian Diet, origin: assumption, values: { 1950: 1975 } }
    xr.reform.share: { title: Share, unit: share, source: Ruritanian Diet, origin: assumption, values: { 1950: 0.5 } }
    xr.agreement.world.name: { title: Name, unit: text, source: Treaty of Strelsau, values: { 1960: Treaty of Strelsau } }
    xr.agreement.world.partners: { title: Partners, unit: countries, source: Treaty of Strelsau, values: { 1960: [US, LU, XR] } }
    xr.agreement.world.minimum_own: { title: Own months first, unit: months, source: Treaty of Strelsau, values: { 1960: 12 } }
    xr.agreement.world.months_per_unit: { title: Months for a quarter, unit: months, source: Treaty of Strelsau, values: { 1960: 3 } }
    xr.agreement.world.higher_of_both: { title: Both are compared, unit: yes or no, source: Treaty of Strelsau, values: { 1960: no } }
    """

  public init() throws {
    parameters = try ParameterLibrary(files: [("ruritania.yaml", Self.text)], root: "Tests/Support")
  }

  func months(of record: InsuranceRecord) -> [Int: MonthsOfYear] {
    var years: [Int: MonthsOfYear] = [:]
    for period in record.periods where period.from <= period.through {
      for month in period.from...period.through { years[month.year, default: MonthsOfYear()].insert(month.month) }
    }
    return years
  }

  public func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage {
    Coverage(
      unit: .month, years: months(of: record).mapValues { Coverage.Year(count: $0.count, months: $0.bits) })
  }

  private struct Count {
    var own: Int
    var credited: Int
    var basis: EntitlementBasis
  }

  private func count(_ applicant: Applicant, before month: YearMonth) throws -> Count {
    let own = months(of: applicant.record)
    let window = { (year: Int) in
      year < month.year ? MonthsOfYear.all : year == month.year ? .before(month.month) : MonthsOfYear()
    }
    let total = own.reduce(0) { $0 + $1.value.intersection(window($1.key)).count }
    let required = try parameters.value(ParameterKey<Int>("xr.required_months"), inForce: month).value
    var credited = 0
    var minimum = 0
    if let treaty = try Agreement("xr.agreement.world", in: parameters, on: month) {
      minimum = treaty.minimumOwn
      for (country, coverage) in applicant.foreign where treaty.partners.contains(country) && country != self.country {
        let conversion =
          coverage.unit == .quarter ? treaty.conversion : MonthConversion(monthsPerUnit: 1)
        credited += conversion.months(from: coverage, besides: { own[$0] ?? MonthsOfYear() }, before: month)
      }
    }
    let basis = TotalizationThreshold(required: required, minimumOwn: minimum).basis(own: total, credited: credited)
    return Count(own: total, credited: basis == .totalized ? credited : 0, basis: basis)
  }

  public func eligibility(of applicant: Applicant) throws -> Eligibility {
    let last = applicant.person.month(attaining: Age(years: 70))
    var month = max(applicant.asOf, applicant.person.month(attaining: Age(years: 60)))
    while month <= max(last, applicant.asOf) {
      let found = try count(applicant, before: month)
      if found.basis != .none {
        return Eligibility(
          routes: [
            EligibilityRoute(
              name: "pension from 60", article: "Ruritanian Pension Act § 2", firstMonth: month,
              basis: found.basis.rawValue, explanation: "\(found.own) own months and \(found.credited) from abroad")
          ], claimable: month...max(month, last), fullMonth: applicant.person.month(attaining: Age(years: 65)))
      }
      month = month + 1
    }
    let found = try count(applicant, before: last)
    return Eligibility(
      routes: [
        EligibilityRoute(
          name: "pension from 60", article: "Ruritanian Pension Act § 2", firstMonth: nil, basis: "none",
          explanation: "\(found.own) own months")
      ], claimable: nil, reason: "\(found.own) months of coverage are not enough (Ruritanian Pension Act § 2)")
  }

  private func refusal(_ message: String) -> ClaimRefusal {
    ClaimRefusal(message: message, article: "Ruritanian Pension Act § 2")
  }

  public func entitlementMonth(wanted: YearMonth, filed: YearMonth, applicant: Applicant) throws -> YearMonth {
    guard filed >= wanted - filingLead else { throw refusal("filed more than \(filingLead) months ahead") }
    guard let claimable = try eligibility(of: applicant).claimable, claimable.contains(wanted) else {
      throw refusal("no pension can start in \(wanted)")
    }
    return max(wanted, filed - filingReach)
  }

  public func award(to applicant: Applicant, from month: YearMonth) throws -> Award {
    let sixty = applicant.person.month(attaining: Age(years: 60))
    let found = try count(applicant, before: month)
    guard month >= sixty, month >= applicant.asOf, found.basis != .none else {
      throw refusal("no pension can start in \(month)")
    }
    let rate = try parameters.value(ParameterKey<ExactDecimal>("xr.amount_per_year"), inForce: month)
    let bonus = try parameters.value(ParameterKey<ExactDecimal>("xr.bonus_per_month"), inForce: month)
    let settings = knowsReforms ? applicant.regime.settings : [:]
    var later = settings["bonus.extra-months"].flatMap { Int($0) } ?? 0
    if applicant.person.born.year < settings["bonus.first-birth"].flatMap({ Int($0) }) ?? 0 { later = 0 }
    let waited = ExactDecimal(min(max(0, month - sixty - later), 120))
    let kept: ExactDecimal = settings["tenth"] == "taken" ? 0.9 : 1
    let amount = (rate.value * found.own / 12 * (.one + bonus.value * waited) * kept).roundedHalfUp(places: 2)
    var award = Award(
      country: country, currency: currency, from: month, basis: found.basis.rawValue,
      article: "Ruritanian Pension Act § 4", firstMonthlyAmount: amount, isProjected: month > applicant.asOf,
      components: [
        AwardComponent(
          name: "pension", base: amount.double, entryYear: month.year, level: 0, steps: [.init(from: month, factor: 1)])
      ],
      derivation: Derivation([
        Derivation.Step(
          id: "xr.amount", title: "Monthly amount",
          expression: "round(rate * months / 12 * (1 + bonus * waited), 0.01)",
          inputs: [
            .init("rate", "\(rate.value)"), .init("months", "\(found.own)"), .init("bonus", "\(bonus.value)"),
            .init("waited", "\(waited)"),
          ], result: amount.text(places: 2), unit: "\(currency) a month", article: "Ruritanian Pension Act § 4",
          parameters: [
            .init(rate, value: "\(rate.value)"), .init(bonus, value: "\(bonus.value)"),
          ])
      ]))
    if paysSpouses { award.unreduced = award.components }
    return award
  }

  public func deductions(from award: Award, applicant: Applicant) throws -> [Deduction] {
    withheldShare > 0
      ? [Deduction(name: "withholding", article: "Ruritanian Tax Act § 1", share: withheldShare)] : []
  }

  public var vocabulary: ScenarioVocabulary {
    let law: [ScenarioVocabulary.Setting] = [
      .init("tenth", in: .regime, .oneOf(["kept", "taken"]), standard: "kept", meaning: "whether a tenth is taken"),
      .init("bonus.extra-months", in: .regime, .wholeNumber(0...60), standard: "0", meaning: "months of a later bonus"),
      .init("price-share", in: .regime, .number(0...1), standard: "1", meaning: "share of prices that is followed"),
    ]
    return ScenarioVocabulary(
      amountsKey: "earnings", periodKinds: [.init("compulsory", meaning: "insured by law", pay: .required)],
      settings: knowsReforms ? law : [],
      reforms: (knowsReforms ? Reform.ruritania : []) + (hasFund ? [.fund(of: country.code)] : []))
  }

  /// Amounts along a whole block.
  func moved(along paths: PricePaths, asOf: YearMonth) -> IndexationPaths {
    let firstYear = asOf.year - 50
    let lastYear = (paths.firstMonth + max(0, paths.months - 1)).year
    var level = paths.priceLevel
    for change in paths.changes where knowsReforms {
      guard let share = change.settings["price-share"].flatMap({ Double($0) }) else { continue }
      for lane in 0..<paths.lanes where change.from[lane] < paths.months {
        for month in change.from[lane]..<paths.months {
          let at = month * paths.lanes + lane
          let before = month == 0 ? 1 : paths.priceLevel[at - paths.lanes]
          let growth = paths.priceLevel[at] / before - 1
          level[at] = (month == 0 ? 1 : level[at - paths.lanes]) * (1 + share * growth)
        }
      }
    }
    return IndexationPaths(
      levels: [level], firstEntryYear: firstYear,
      entry: Array(repeating: 1, count: (lastYear - firstYear + 1) * paths.lanes))
  }

  public func socialMinimum(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> SocialMinimumAnswer
  {
    guard let guaranteedIncome else {
      return .none(reason: "Ruritania guarantees no income", article: "Ruritanian Poor Act § 1")
    }
    guard household.contains(where: { $0.residence(in: asOf) == country }) else {
      return .none(reason: "nobody lives in Ruritania", article: "Ruritanian Poor Act § 2")
    }
    var minimum = SocialMinimum(
      name: "guaranteed income", article: "Ruritanian Poor Act § 3",
      amountByAdults: [0, guaranteedIncome, guaranteedIncome * 1.5], level: 0, countedShare: countedShare,
      months: asOf...(asOf + 12 * 100), otherRightsFirst: otherRightsFirst, freezesRate: freezesRate)
    (minimum.wealth, minimum.earlyClaimRequired) = (wealth, earlyClaimRequired)
    if let workShare { (minimum.workShare, minimum.otherShare) = (workShare, 1) }
    return .available(minimum)
  }

  /// Gives the country a fund that runs short in a month and pays a share from then on.
  public mutating func addFund(depletion: String, percent: Int) throws {
    hasFund = true
    let key = country.code.lowercased() + ".fund"
    parameters.merge(
      try ParameterLibrary(
        files: [
          (
            "fund.yaml",
            """
            \(key).depletion: { title: First month, unit: month, source: made up, values: { 2020: \(depletion) } }
            \(key).payable: { title: Share, unit: percent, source: made up, values: { 2034: \(percent) } }
            """
          )
        ], root: "Tests"))
  }

  public func yearlyAllowance(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> YearlyAllowance?
  {
    guard let allowance else { return nil }
    var found = YearlyAllowance(
      name: "winter money", article: "Ruritanian Poor Act § 9",
      amountByAdults: [0, allowance.amount, allowance.amount * 1.25],
      limitByAdults: [0, allowance.limit, allowance.limit * 1.5], level: allowanceFollowsPrices ? 0 : nil,
      edge: allowanceEdge, months: (asOf + 8)...(asOf + 12 * 100))
    guard allowanceHasSupplements else { return found }
    found.limitRule = .init(level: allowanceFollowsPrices ? 0 : nil, first: 0.99)
    found.supplements = [
      .init(name: "winter wood", amounts: [0, 500, 600], upTo: 1.1),
      .init(name: "winter coat", amounts: [0, 150, 250], isOfElders: true, upTo: 0.9),
    ]
    found.elderFrom = household.map { $0.month(attaining: Age(years: 70)) }
    return found
  }

  public func spouseMonths(for spouse: Applicant, of worker: Applicant, couple: Couple) throws
    -> ClosedRange<YearMonth>?
  {
    let sixty = max(spouse.asOf, spouse.person.month(attaining: Age(years: 60)))
    return paysSpouses && couple != .unmarried ? sixty...(sixty + 60) : nil
  }

  public func spouseAward(to claim: SpouseClaim, of worker: Applicant, claimed award: Award, couple: Couple) throws
    -> Award?
  {
    guard paysSpouses, couple != .unmarried else { return nil }
    let sixty = claim.applicant.person.month(attaining: Age(years: 60))
    let start = max(max(award.from, claim.own?.from ?? claim.wanted ?? sixty), max(sixty, claim.applicant.asOf))
    func parts(_ award: Award, _ share: Double) -> [AwardComponent] {
      award.unreduced.map { part in
        AwardComponent(
          name: "spouse's pension", base: part.base * share, entryYear: part.entryYear, level: part.level,
          steps: [.init(from: start, factor: 1)])
      }
    }
    let excess = award.firstMonthlyAmount.double / 2 - (claim.own?.firstMonthlyAmount.double ?? 0)
    return Award(
      country: country, currency: currency, from: start, basis: award.basis, article: "Ruritanian Pension Act § 6",
      firstMonthlyAmount: ExactDecimal(shortest: max(0, excess)) ?? .zero, isProjected: award.isProjected,
      components: parts(award, 0.5) + (claim.own.map { parts($0, -1) } ?? []))
  }

  public var paysMonthOfDeath: Bool { testsIncome || paysLastMonth }

  public func survivorMonths(of survivor: Person) -> SurvivorMonths? {
    guard survivorsWait else { return nil }
    let sixty = Age(years: 60)
    let first = survivor.month(attaining: sixty)
    return SurvivorMonths(first: first, full: first + 3, firstAge: sixty, article: "Ruritanian Pension Act § 7")
  }

  /// After a claim 60 % of the pension, a hundredth more for each month of delay in dying up to 90 %; before one, 200 a month for
  /// deaths in every other month. Not before the spouse is 60.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] {
    guard leavesPension, couple != .unmarried else { return [] }
    let start = deceased.asOf + 1
    let sixty = spouse.month(attaining: Age(years: 60))
    func left(_ amount: Double, _ deaths: ClosedRange<YearMonth>, _ shares: [Double]) -> SurvivorAward {
      let from = max(sixty, deaths.lowerBound)
      var left = SurvivorAward(
        award: Award(
          country: country, currency: currency, from: from, basis: "national", article: "Ruritanian Pension Act § 7",
          firstMonthlyAmount: ExactDecimal(shortest: amount) ?? .zero, isProjected: false,
          components: [
            AwardComponent(
              name: "survivor's pension", base: amount, entryYear: from.year, level: 0,
              steps: [.init(from: from, factor: 1)])
          ]), deaths: deaths, shares: shares,
        waits: survivorsWait ? shares.map { share in [0, 0.3, 0.9, 1].map { share * (1 + $0) } } : [],
        paysExcessOverOwn: leavesExcess)
      guard testsIncome else { return left }
      left.firstMonthAfterDeath = 1
      left.raised = .init(months: 2, shares: shares.map { $0 * 1.4 })
      left.incomeTest = IncomeTest(
        counted: [.ownPension: .init(weight: 1, free: 100), .foreignPension: .init(weight: 0.8)],
        hinges: [
          Hinge(slope: 0.3, threshold: 700, ofBenefit: 1, ofIncome: 1),
          Hinge(slope: -0.3, threshold: 700, ofBenefit: 1, ofIncome: 0),
          Hinge(slope: 0.5, threshold: 900, ofBenefit: 0, ofIncome: 1),
        ], level: 0, firstLevel: 1, article: "Ruritanian Pension Act § 8")
      return left
    }
    var found: [SurvivorAward] = []
    let end = award.map { min($0.from - 1, last) } ?? last
    if start <= end { found.append(left(200, start...end, (0..<(end - start + 1)).map { $0 % 2 == 0 ? 1 : 0 })) }
    if let award, max(start, award.from) <= last {
      found.append(
        left(award.components[0].base, max(start, award.from)...last, (60...90).map { Double($0) / 100 }))
    }
    return found
  }
}
