// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension UnitedStates {
  /// From 62 and a year of marriage on; waiting beyond the spouse's own full retirement age brings nothing.
  ///
  /// - Source: 42 U.S.C. § 402(b)(1), (c)(1), § 416(b), (f).
  public func spouseMonths(for spouse: Applicant, of worker: Applicant, couple: Couple) throws
    -> ClosedRange<YearMonth>?
  {
    guard let marriage = Marriage(couple, of: spouse.person) else { return nil }
    let ages: RetirementAges
    let workerAges: RetirementAges
    do {
      ages = try question(spouse, entitlement: spouse.asOf).ages
      workerAges = try question(worker, entitlement: worker.asOf).ages
    } catch is ClaimRefusal {
      return nil
    }
    let reach = tables.claimReach(filed: spouse.asOf, fullMonth: ages.fullMonth, lastMonth: ages.fullMonth)
    let first = max(
      reach.months.lowerBound,
      try spouseFirstMonth(
        spouse: ages, marriage: marriage, worker: workerAges, workerEntitlement: workerAges.firstMonth))
    return first...max(max(first, spouse.asOf), ages.fullMonth)
  }

  /// A spouse's benefit: what half the worker's PIA exceeds the own PIA by, reduced by the spouse's age at its start; own delayed
  /// credits are set against it.
  ///
  /// It starts when both have claimed: either application counts as one for both benefits, whoever claims first. Deaths end it, which
  /// is the engine's part. On a totalized record every PIA is the pro rata one. The law would let those born before 2 January 1954
  /// take it before their own benefit; here it comes with their own.
  ///
  /// - Source: 42 U.S.C. § 402(b), (c), (k)(3)(A), (q), (r), (t)(11); POMS RS 00615.201, .250, GN 01701.210.
  public func spouseAward(to claim: SpouseClaim, of worker: Applicant, claimed award: Award, couple: Couple) throws
    -> Award?
  {
    let spouse = claim.applicant
    guard let marriage = Marriage(couple, of: spouse.person) else { return nil }
    let workerQuestion = try question(worker, entitlement: award.from)
    var question = try question(spouse, entitlement: claim.own?.from ?? award.from)
    let ages = question.ages
    let possible = try spouseFirstMonth(
      spouse: ages, marriage: marriage, worker: workerQuestion.ages, workerEntitlement: award.from)
    let full = ages.fullMonth
    let filed = max(claim.filed, spouse.asOf)
    let reach = tables.claimReach(filed: filed, fullMonth: full, lastMonth: full).months.lowerBound
    let start = max(max(possible, reach), claim.own?.from ?? claim.wanted ?? possible)
    guard start.year < LawTables.lastYear - 30 else { return nil }
    if claim.own == nil { question.entitlement = start }

    // Work of the worker costs everybody on the record the month, work of the spouse the spouse alone.
    let workersWork = try workDeductions(workerQuestion, of: worker)
    let ownWork = try workDeductions(question, of: spouse)
    var paid = workersWork.paidShare
    for (month, share) in ownWork.paidShare {
      paid[month, default: 1] *= share
    }
    if (workersWork.losses + ownWork.losses).contains(where: { $0.kind == .earnings }) {
      let last = max(full, workerQuestion.ages.fullMonth) - 1
      let dependant = Dependant(applicant: spouse, own: claim.own?.from, from: start)
      if start <= last {
        for month in try shares(of: dependant, on: workerQuestion, worker, through: last)
        where month.benefit > .zero && (month.loss == .earnings || paid[month.month] != nil) {
          paid[month.month] = month.rest.double / month.benefit.double
        }
      }
    }
    paid = paid.filter { $0.key >= start && $0.value != 1 }
    let withheld = paid.keys.count { $0 < full }
    let months = max(0, full - start)
    func reduction(in month: YearMonth) -> Double {
      let left = month >= full ? months - withheld : months
      let share = reductionFraction(months: max(0, left), rule: tables.fixed.spouseReduction)
      return Double(share.numerator) / Double(share.denominator)
    }
    let suspends = spouse.settings["alien-nonpayment"] == "suspend"
    func share(in month: YearMonth) throws -> Double {
      if suspends,
        try isDoubtfulAbroad(spouse.person, worker: workerQuestion, marriage: marriage, in: month)
      {
        return 0
      }
      return paid[month] ?? 1
    }

    let own = claim.own
    let ownParts = own?.unreduced ?? []
    let steps = (award.unreduced + ownParts + (own?.components ?? [])).flatMap { $0.steps.map(\.from) }
    var turns = Set(steps + paid.keys.flatMap { [$0, $0 + 1] } + (withheld > 0 ? [full] : []))
    if suspends { turns.formUnion(residenceChanges(of: spouse.person, after: start)) }
    turns = turns.filter { $0 > start }
    turns.insert(start)
    var components = (award.unreduced + ownParts).enumerated().map { number, part in
      let isOwn = number >= award.unreduced.count
      return AwardComponent(
        name: Remark(isOwn ? .partLessOwn : .partHalfOther),
        base: isOwn ? -part.base : part.base, entryYear: part.entryYear, level: part.level, steps: [])
    }
    for turn in turns.sorted() {
      let (reduced, share) = (reduction(in: turn), try share(in: turn))
      for (number, part) in (award.unreduced + ownParts).enumerated() {
        var factor = part.factor(in: turn) * reduced
        if number < award.unreduced.count {
          factor *= Double(tables.fixed.spouseShare) / 100
        } else {
          let drawn = own?.components.first { $0.entryYear == part.entryYear && $0.level == part.level }
          factor += max(0, (drawn?.factor(in: turn) ?? 0) - part.factor(in: turn))
        }
        factor *= share
        if components[number].steps.last?.factor != factor {
          components[number].steps.append(.init(from: turn, factor: factor))
        }
      }
    }

    func benefits(in month: YearMonth) -> (worker: WorkerBenefit, own: WorkerBenefit?, spouse: SpouseBenefit) {
      let workerBenefit = tables.workerBenefit(workerQuestion.asked(in: month))
      let ownBenefit = own == nil ? nil : tables.workerBenefit(question.asked(in: month))
      return (
        workerBenefit, ownBenefit,
        tables.spouseBenefit(
          workerPia: workerBenefit.pia, spouse: ages, entitlement: start, ownPia: ownBenefit?.pia ?? .zero,
          ownBenefit: ownBenefit?.benefit ?? .zero, familyMaximum: tables.familyMaximum(of: workerBenefit))
      )
    }
    let (workerBenefit, ownBenefit, first) = benefits(in: start)
    // Where the two amounts keep their ratio on every path, nothing at the start is nothing for ever.
    let years = [workerQuestion.ages.eligibilityYear, ages.eligibilityYear]
    let keepsRatio =
      (years[0] == years[1] || years.allSatisfy { $0 <= spouse.asOf.year })
      && (award.unreduced + ownParts).allSatisfy { $0.steps.count == 1 } && withheld == 0
    if first.spouse == .zero, own == nil || keepsRatio { return nil }
    let now = try share(in: start)
    var found = Award(
      country: country, currency: currency, from: start, basis: award.basis, article: "42 U.S.C. § 402(b), (c), (k)(3)",
      firstMonthlyAmount: now == 1
        ? first.spouse.amount
        : (first.spouse.amount * (ExactDecimal(shortest: now) ?? .zero)).roundedHalfUp(places: 2),
      isProjected: workerBenefit.isProjected || ownBenefit?.isProjected ?? false, components: components,
      remarks: try remarks(first, in: start, spouse: spouse.person, worker: workerQuestion, marriage: marriage))
    if spouse.wantsDerivation {
      var writer = FamilyDerivation(self, in: start)
      writer.writeSpouse(
        first, workerPia: workerBenefit.pia, ownPia: ownBenefit?.pia ?? .zero,
        familyMaximum: tables.familyMaximum(of: workerBenefit))
      found.derivation = writer.derivation
    }
    found.backPay = try backPay(from: start, asOf: spouse.asOf, ages, isCredited: false) { month in
      let due = benefits(in: month).spouse.spouse.amount
      let share = try share(in: month)
      return share == 1 ? due : (due * (ExactDecimal(shortest: share) ?? .zero)).roundedHalfUp(places: 2)
    }
    let lost = workersWork.monthly.filter { WorkDeductions.counts($0.loss) && $0.month >= start }.map(\.month)
    if let from = lost.first, let through = lost.last {
      let kind: PaymentLoss.Kind = workersWork.losses.first?.kind ?? .workAbroad
      found.losses.append(
        PaymentLoss(
          kind, from: from, through: through, months: lost.count,
          sentence: Remark(
            .workOfOther,
            [
              "worker": .text(worker.person.id), "name": .text(spouse.person.id), "months": .integer(lost.count),
              "from": .month(from), "through": .month(through),
            ])))
    }
    found.losses += ownWork.losses.filter { $0.through >= start }
    found.remarks += found.losses.map(\.sentence)
    return found
  }

  private func remarks(
    _ first: SpouseBenefit, in start: YearMonth, spouse: Person, worker: BenefitQuestion, marriage: Marriage
  ) throws -> [Remark] {
    var remarks = [
      first.reductionMonths > 0
        ? Remark(.spouseReduced, ["month": .month(start), "months": .integer(first.reductionMonths)])
        : Remark(.spouseFull, ["month": .month(start)])
    ]
    if try isDoubtfulAbroad(spouse, worker: worker, marriage: marriage, in: start + 12) {
      remarks.append(Remark(.spouseAbroad))
    }
    return remarks
  }

  /// Whether nothing in the records secures payment of a dependant's benefit of the month abroad.
  ///
  /// The forty quarters that secure it are the worker's, and count where the dependant has lived in the United States long enough.
  private func isDoubtfulAbroad(_ spouse: Person, worker: BenefitQuestion, marriage: Marriage, in month: YearMonth)
    throws -> Bool
  {
    guard try paymentAbroad(of: spouse, quarters: 0, in: month).isDoubtful else { return false }
    let quarters = worker.career.quartersHeld(in: month)
    guard try !paymentAbroad(of: spouse, quarters: quarters, in: month).isDoubtful else { return true }
    let months = spouse.residence.filter { $0.country == country }.reduce(0) { sum, stay in
      let from = max(stay.from, marriage.from.yearMonth)
      return sum + max(0, min(stay.through ?? month, month) - from + 1)
    }
    return try !dependantMayBePaidAbroad(spouse, monthsOfResidenceInRelationship: months, in: month)
  }
}

extension Marriage {
  /// The marriage that a couple states, from one of the two people's side; nil without one.
  init?(_ couple: Couple, of person: Person) {
    switch couple {
    case .unmarried: return nil
    case .married: self.init(from: person.born)
    case .marriedSince(let day): self.init(from: day)
    }
  }
}
