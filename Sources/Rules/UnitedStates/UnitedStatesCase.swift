// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// One retired worker's case in plain values, as `retiresim awards` reads it.
public struct UnitedStatesCase: Sendable {
  public var born: CalendarDate
  /// Has no effect on a retired worker born after 1912.
  public var sex: Sex?
  /// Covered earnings by calendar year, USD.
  public var earnings: [Int: ExactDecimal]
  /// Quarters of coverage where annual totals cannot tell.
  public var quarters: [Int: Int]
  /// First month of entitlement.
  public var claim: YearMonth
  /// Benefit month; nil for the month of claim.
  public var at: YearMonth?
  /// Stands in for the count from ``foreign``.
  public var foreignQuarters: Int?
  /// Coverage in partner countries, each under its own agreement.
  public var foreign: [Country: Coverage]
  /// Pension from work not covered by US Social Security, USD a month.
  public var noncoveredPension: ExactDecimal?
  public var pensionFromAgreement: Bool
  /// `current`, `historical`, `reinstated` or `article`, with the settings of ``WindfallRegime``.
  public var law: LawRegime

  public init(
    born: CalendarDate, sex: Sex? = nil, earnings: [Int: ExactDecimal] = [:], quarters: [Int: Int] = [:],
    claim: YearMonth, at: YearMonth? = nil, foreignQuarters: Int? = nil, foreign: [Country: Coverage] = [:],
    noncoveredPension: ExactDecimal? = nil, pensionFromAgreement: Bool = false, law: LawRegime = .current
  ) {
    (self.born, self.sex, self.earnings, self.quarters) = (born, sex, earnings, quarters)
    (self.claim, self.at, self.foreignQuarters, self.foreign) = (claim, at, foreignQuarters, foreign)
    (self.noncoveredPension, self.pensionFromAgreement, self.law) = (noncoveredPension, pensionFromAgreement, law)
  }
}

/// A case that cannot be computed, and why.
public struct CaseError: Error, Hashable, CustomStringConvertible {
  public let message: String
  public init(_ message: String) { self.message = message }
  public var description: String { message }
}

extension UnitedStates {
  /// The case as a question to the law.
  ///
  /// - Throws: ``CaseError`` for values that no record can hold, ``ClaimRefusal`` for an unreadable regime.
  public func question(_ input: UnitedStatesCase) throws -> BenefitQuestion {
    let years = CoveredCareer.firstYear...LawTables.lastYear - 2
    guard (1901...LawTables.lastYear - 100).contains(input.born.year) else {
      throw CaseError("born \(input.born): the tables hold births from 1901 to \(LawTables.lastYear - 100)")
    }
    let ages = ages(born: input.born)
    guard ages.eligibilityYear >= tables.bendPoints.firstYear else {
      throw CaseError(
        "born \(input.born): the benefit formula begins with those who reach 62 in \(tables.bendPoints.firstYear)")
    }
    let month = input.at ?? input.claim
    for (name, value) in [("claim", input.claim), ("at", month)] where !years.contains(value.year) {
      throw CaseError("\(name) \(value) is outside \(years.lowerBound) to \(years.upperBound)")
    }
    var earnings: [Int: Money<USD>] = [:]
    for (year, amount) in input.earnings {
      guard years.contains(year) else {
        throw CaseError("earnings of \(year): covered work begins in \(years.lowerBound)")
      }
      guard amount >= .zero, amount < 1_000_000_000_000 else { throw CaseError("earnings of \(year) are \(amount)") }
      earnings[year] = Money(amount, rounded: .halfUp)
    }
    for (year, count) in input.quarters where !years.contains(year) || !(0...4).contains(count) {
      throw CaseError("\(count) quarters of coverage in \(year)")
    }
    if let count = input.foreignQuarters, count < 0 || count > 1000 { throw CaseError("\(count) foreign quarters") }
    if let pension = input.noncoveredPension, pension < .zero || pension > 1_000_000_000_000 {
      throw CaseError("a noncovered pension of \(pension)")
    }
    let foreign =
      input.foreignQuarters.map { ForeignCredit(quarters: $0, under: tables.standardAgreement) }
      ?? ForeignCredit(input.foreign, under: tables.agreements)
    return BenefitQuestion(
      ages: ages, career: career(earnings: earnings, quarters: input.quarters), foreign: foreign,
      entitlement: input.claim, month: month, windfall: try WindfallRegime(input.law),
      pension: input.noncoveredPension.flatMap { amount in
        amount > .zero
          ? NoncoveredPension(
            monthly: Money(amount, rounded: .halfUp), from: input.claim, basedOnAgreement: input.pensionFromAgreement)
          : nil
      })
  }

  /// The answer to a case, in the order in which it is written; amounts in USD.
  ///
  /// - Throws: as ``question(_:)``.
  public func answer(_ input: UnitedStatesCase) throws -> [AwardField] {
    let question = try question(input)
    let result = tables.workerBenefit(question)
    var fields: [AwardField] = []
    fields.reserveCapacity(48)
    func add(_ key: String, _ value: AwardValue) { fields.append(AwardField(key, value)) }
    add("eligibilityYear", .integer(result.ages.eligibilityYear))
    add("fullRetirementAge", age(result.ages.fullRetirementAge))
    add("ageAtEntitlement", age(result.ages.age(in: result.entitlement)))
    add("quartersOfCoverage", .integer(result.quarters))
    var byYear: [AwardField] = []
    for year in question.career.years where question.career.quarters(year) > 0 && year < result.month.year {
      byYear.append(AwardField(String(year), .integer(question.career.quarters(year))))
    }
    add("quartersOfCoverageByYear", .object(byYear))
    add("insured", .bool(result.basis != .none))
    if result.basis != .none { add("totalized", .bool(result.basis == .totalized)) }
    if let reason = result.reason {
      add("reason", .text(reason.rawValue))
      add("monthlyBenefit", .integer(0))
      return fields
    }
    add("computationYears", .integer(result.computationYears))
    add("bendPoints", .array([.integer(result.bendPoints.first), .integer(result.bendPoints.second)]))
    if let regular = result.regular { fields += describe(regular) }
    if let totalized = result.totalized { fields += describe(totalized) }
    if result.totalized != nil, let pension = question.pension, pension.from <= result.month,
      question.windfall.statuteApplies(
        in: result.month, eligibilityYear: result.ages.eligibilityYear, repealed: tables.fixed.wepRepealed)
    {
      add("wepRule", .text(WindfallOutcome.exemptTotalization.rawValue))
    }
    add(
      "costOfLivingYears",
      .array(
        tables.increaseYears(from: result.ages.eligibilityYear, in: result.month).map { .integer($0) }))
    fields += describePayment(result)
    if let january = followingJanuary(question, result) { add("followingJanuary", .object(january)) }
    if result.isProjected { add("projected", .bool(true)) }
    if !question.career.assumedYears.isEmpty { add("quartersAssumedBefore1978", .bool(true)) }
    return fields
  }

  /// The benefit of each month, for tables across a change of law.
  ///
  /// - Throws: as ``question(_:)``.
  public func months(_ months: ClosedRange<YearMonth>, of input: UnitedStatesCase) throws -> [WorkerBenefit] {
    var question = try question(input)
    return months.map { month in
      question.month = month
      return tables.workerBenefit(question)
    }
  }

  private func age(_ age: Age) -> AwardValue {
    .object([AwardField("years", .integer(age.years)), AwardField("months", .integer(age.months))])
  }

  private func money(_ amount: Money<USD>) -> AwardValue { .decimal(amount.amount) }

  private func byYear(_ earnings: [IndexedEarnings]) -> AwardValue {
    .object(earnings.map { AwardField(String($0.year), money($0.amount)) })
  }

  private func describe(_ regular: RegularAmount) -> [AwardField] {
    var fields = [AwardField("aime", .integer(regular.aime))]
    if let windfall = regular.windfall, let pia = regular.windfallPia {
      if let years = windfall.yearsOfCoverage { fields.append(AwardField("yearsOfCoverage", .integer(years))) }
      if let percent = windfall.firstPercentage {
        fields.append(AwardField("firstFactor", .decimal(ExactDecimal(percent, over: 100))))
      }
      fields.append(AwardField("piaAtEligibilityWithoutWep", money(regular.piaAtEligibility)))
      if let reduced = windfall.reducedFormulaPia {
        fields.append(AwardField("reducedFormulaPiaAtEligibility", money(reduced)))
      }
      if let half = windfall.halfPension { fields.append(AwardField("halfPension", money(half))) }
      if let pia = windfall.guaranteePia { fields.append(AwardField("guaranteePiaAtEligibility", money(pia))) }
      fields.append(AwardField("wepRule", .text(windfall.outcome.rawValue)))
      fields.append(AwardField("wepPiaAtEligibility", money(windfall.pia)))
      fields.append(AwardField("wepPiaAtEntitlement", money(pia)))
    }
    fields.append(AwardField("piaAtEligibility", money(regular.piaAtEligibility)))
    fields.append(AwardField("piaAtEntitlement", money(regular.pia)))
    if let special = regular.specialMinimum { fields.append(AwardField("specialMinimumPia", money(special))) }
    fields.append(AwardField("specialMinimumYears", .integer(regular.specialMinimumYears)))
    fields.append(AwardField("indexedEarnings", byYear(regular.indexed)))
    return fields
  }

  private func describe(_ totalized: TotalizedAmount) -> [AwardField] {
    func ratio(_ value: Int) -> AwardValue { .decimal(ExactDecimal(value, over: 10_000_000)) }
    return [
      AwardField("relativeEarningsPosition", ratio(totalized.relativeEarningsPosition)),
      AwardField(
        "relativeEarningsPositionByYear",
        .object(totalized.ratios.map { AwardField(String($0.year), ratio($0.ratio)) })),
      AwardField("theoreticalEarnings", byYear(totalized.theoreticalEarnings)),
      AwardField("theoreticalAime", .integer(totalized.theoreticalAime)),
      AwardField("theoreticalPiaAtEligibility", money(totalized.theoreticalPiaAtEligibility)),
      AwardField("theoreticalPiaAtEntitlement", money(totalized.theoreticalPia)),
      AwardField("proRataNumerator", .integer(totalized.share.numerator)),
      AwardField("proRataDenominator", .integer(totalized.share.denominator)),
      AwardField("proRataPia", money(totalized.proRataPia)),
    ]
  }

  private func describePayment(_ result: WorkerBenefit) -> [AwardField] {
    guard let adjustment = result.adjustment else { return [] }
    var fields = [
      AwardField("reductionMonths", .integer(adjustment.reductionMonths)),
      AwardField("delayedRetirementMonths", .integer(adjustment.creditMonths)),
      AwardField("adjustmentFactor", .decimal(adjustment.factor.roundedHalfUp(places: 10))),
      AwardField("pia", money(result.pia)),
    ]
    if result.method != .totalized { fields.append(AwardField("piaMethod", .text(result.method.rawValue))) }
    fields.append(AwardField("monthlyBenefitDime", money(result.afterArticle ?? result.benefit)))
    fields.append(AwardField("monthlyBenefit", .integer(result.payable.cents / 100)))
    if let maximum = tables.familyMaximum(of: result) { fields.append(AwardField("familyMaximum", money(maximum))) }
    return fields
  }

  /// The same worker in the January after the claim, where delayed credits of the year of claim come in.
  private func followingJanuary(_ question: BenefitQuestion, _ result: WorkerBenefit) -> [AwardField]? {
    guard question.month == question.entitlement, let now = result.adjustment, now.reductionMonths == 0 else {
      return nil
    }
    var later = question
    later.month = .january(question.entitlement.year + 1)
    guard question.month < question.ages.lastMonth, question.entitlement.month > 1 else { return nil }
    let january = tables.workerBenefit(later)
    guard let adjustment = january.adjustment, adjustment.creditMonths > now.creditMonths else { return nil }
    var fields = [
      AwardField("month", .text(later.month.description)), AwardField("pia", money(january.pia)),
      AwardField("delayedRetirementMonths", .integer(adjustment.creditMonths)),
      AwardField("adjustmentFactor", .decimal(adjustment.factor.roundedHalfUp(places: 10))),
      AwardField("monthlyBenefitDime", money(january.afterArticle ?? january.benefit)),
      AwardField("monthlyBenefit", .integer(january.payable.cents / 100)),
    ]
    if january.isProjected { fields.append(AwardField("projected", .bool(true))) }
    return fields
  }
}
