// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

extension UnitedStates {
  /// The award from `month` on: the amount at eligibility, moved by cost-of-living increases, times steps in time.
  ///
  /// Steps come from the January rule of delayed credits and the month of 70, from earnings after the claim, from the change to a regular
  /// benefit at forty quarters, and from windfall regimes.
  ///
  /// - Source: 42 U.S.C. §§ 402, 415, 433.
  public func award(to applicant: Applicant, from month: YearMonth) throws -> Award {
    let question = try question(applicant, entitlement: month)
    guard month >= earliestEntitlement(of: question, filed: applicant.asOf) else {
      throw ClaimRefusal(
        Remark(.beforeValuationMonth, ["month": .month(month), "asOf": .month(applicant.asOf)]),
        article: "42 U.S.C. § 402(j)")
    }
    try check(question, at: month)
    let first = tables.workerBenefit(question)
    let suspends = applicant.settings["alien-nonpayment"] == "suspend"
    let work = try workDeductions(question, of: applicant)
    var months = turningPoints(of: question)
    months += work.paidShare.keys.flatMap { [$0, $0 + 1] } + (work.months > 0 ? [question.ages.fullMonth] : [])
    if suspends { months += residenceChanges(of: applicant.person, after: month) }
    var parts: [[AwardComponent.Step]] = [[], []]
    var unreduced: [[AwardComponent.Step]] = [[], []]
    let bases = [first.amountAtEligibility(in: tables), first.specialMinimumAtBase(in: tables)]
    for turn in Set(months + [month]).sorted() where turn >= month {
      var asked = question
      asked.month = turn
      let benefit = tables.workerBenefit(asked)
      let adjustment = benefit.isSpecialMinimumPaid ? benefit.adjustment?.withoutCredits : benefit.adjustment
      var factor = adjustment.map { Double($0.numerator) / Double($0.denominator) } ?? 0
      if work.months > 0, turn >= question.ages.fullMonth {
        let adjusted = tables.adjustedAtFullAge(question.ages, entitlement: month, withheld: work.months)
        factor = Double(adjusted.numerator) / Double(adjusted.denominator)
      }
      factor *= work.paidShare[turn] ?? 1
      if benefit.afterArticle != nil { factor *= 1 - tables.articleShare(question.windfall) }
      if suspends, try paymentAbroad(of: applicant.person, quarters: benefit.quarters, in: turn).isDoubtful {
        factor = 0
      }
      let amounts = [benefit.amountAtEligibility(in: tables), benefit.specialMinimumAtBase(in: tables)]
      // The PIA rests on one of the two; what is paid may rest on the other, which earns delayed credits.
      let (insured, paid) = (benefit.method == .specialMinimum ? 1 : 0, benefit.isSpecialMinimumPaid ? 1 : 0)
      for part in 0..<2 {
        let base = bases[part] > 0 ? bases[part] : 1
        let ratio = amounts[part] / base
        let value = part == paid ? factor * ratio : 0
        if parts[part].last?.factor != value { parts[part].append(.init(from: turn, factor: value)) }
        let whole = part == insured ? ratio : 0
        if unreduced[part].last?.factor != whole { unreduced[part].append(.init(from: turn, factor: whole)) }
      }
    }
    func component(_ part: Int, _ name: UsPhrase, _ steps: [AwardComponent.Step]) -> AwardComponent {
      AwardComponent(
        name: Remark(name), base: bases[part] > 0 ? bases[part] : 1,
        entryYear: part == 0 ? question.ages.eligibilityYear : LawTables.specialMinimumYear, level: 0, steps: steps)
    }
    var components: [AwardComponent] = []
    for (part, name) in [UsPhrase.partRetirement, .partSpecialMinimum].enumerated()
    where parts[part].contains(where: { $0.factor > 0 }) || (part == 0 && !first.isSpecialMinimumPaid) {
      components.append(component(part, name, parts[part]))
    }
    var award = Award(
      country: country, currency: currency, from: month, basis: first.basis.rawValue,
      article: first.basis == .totalized ? "42 U.S.C. § 433; 20 CFR 404.1918" : "42 U.S.C. §§ 402(a), 415(a)",
      firstMonthlyAmount: (first.afterArticle ?? first.benefit).amount, isProjected: first.isProjected,
      components: components,
      derivation: applicant.wantsDerivation ? derivation(question, first, work) : Derivation(),
      remarks: try remarks(applicant, question, first, work))
    award.losses = work.losses + lateClaim(question, of: applicant.person, asOf: applicant.asOf)
    award.backPay = backPay(from: month, asOf: applicant.asOf, question) { turn in
      award.components.allSatisfy { $0.factor(in: turn) == 0 } ? .zero : nil
    }
    award.paidInFirstMonth = work.paidShare[month] ?? 1
    award.unreduced = [0, 1].filter { part in unreduced[part].contains { $0.factor > 0 } }
      .map { component($0, .partPrimary, unreduced[$0]) }
    return asStated(award, question, applicant.record)
  }

  /// Months after the claim in which the amount changes otherwise than by cost of living; delayed credits of the year of claim come in
  /// in the next January, or at 70 if that is sooner.
  func turningPoints(of question: BenefitQuestion) -> [YearMonth] {
    let start = question.entitlement
    var months = [.january(start.year + 1), question.ages.lastMonth]
    for year in stride(from: start.year, through: question.career.lastYear, by: 1)
    where question.career.earnings(year) > .zero {
      months.append(.january(year + 1))
    }
    if let regular = question.career.month(holding: requiredQuarters(question.ages, rules: tables.fixed)) {
      months.append(regular)
    }
    if let pension = question.pension, question.windfall.rule != .repealed {
      months += [pension.from] + question.windfall.turningPoints(repealed: tables.fixed.wepRepealed)
    }
    return months.filter { $0 > start && $0.year < LawTables.lastYear }
  }

  /// Months in which a stay abroad begins, ends, or passes the limit of nonpayment.
  func residenceChanges(of person: Person, after month: YearMonth) -> [YearMonth] {
    person.residence.flatMap { stay in
      ([stay.from] + (stay.through.map { [$0 + 1] } ?? [])).flatMap { start in (0...8).map { start + $0 } }
    }.filter { $0 > month }
  }

  private func remarks(
    _ applicant: Applicant, _ question: BenefitQuestion, _ first: WorkerBenefit, _ work: WorkDeductions
  ) throws -> [Remark] {
    var remarks: [Remark] = []
    if first.basis == .totalized {
      remarks.append(Remark(.foreignOpens, ["quarters": .integer(first.quarters)]))
      let missing = first.requiredQuarters - first.quarters
      if let partner = question.foreign.best(besides: question.career, in: question.entitlement)?.partner.agreement,
        let code = partner.partner?.code
      {
        remarks.append(Remark(.openedBy, ["country": .text(code)]))
        if !partner.isUnitRead { remarks.append(Remark(.unitAssumed, ["country": .text(code)])) }
      }
      if missing > 0 { remarks.append(Remark(.moreQuarters, ["quarters": .integer(missing)])) }
    }
    if question.career.stated != nil { remarks.append(Remark(.statedNotWorkedOut)) }
    if !question.career.assumedYears.isEmpty {
      remarks.append(
        Remark(.quartersGuessed, ["years": .list(question.career.assumedYears.map { .integer($0) })]))
    }
    remarks += try self.remarks(on: work, applicant, question, first)
    switch try paymentAbroad(of: applicant.person, quarters: first.quarters, in: first.month + 12) {
    case .paid: break
    case .dependsOnCitizenship(let article): remarks.append(Remark(.abroadDepends, ["article": .text(article)]))
    }
    remarks.append(Remark(.wholeDollars))
    return remarks
  }
}

extension LawTables {
  func articleShare(_ regime: WindfallRegime) -> Double {
    min(regime.rate ?? fixed.articleRate, fixed.articleCap).double
  }
}

extension WorkerBenefit {
  /// The PIA-based amount in dollars of the year of eligibility, not rounded after the PIA.
  func amountAtEligibility(in tables: LawTables) -> Double {
    if let totalized { return totalized.theoreticalPiaAtEligibility.double * totalized.share.double }
    guard let regular else { return 0 }
    if let stated = regular.stated { return stated }
    return (regular.windfall?.pia ?? regular.piaAtEligibility).double
  }

  /// The special minimum at the level of its base year.
  func specialMinimumAtBase(in tables: LawTables) -> Double {
    guard let regular, regular.specialMinimum != nil else { return 0 }
    return tables.specialMinimumAtBase(years: regular.specialMinimumYears)?.double ?? 0
  }
}
