// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

extension UnitedStates {
  /// What a death leaves in its first month, from the record of whoever dies to what is paid beside the survivor's own benefit.
  ///
  /// - Source: 42 U.S.C. § 402(e), (f), (k)(3)(A), (q), (w); § 415(a)(3)(B), (7)(A).
  public func survivorDerivation(
    of deceased: Applicant, claimed award: Award?, to survivor: Applicant, own: Award?, died death: YearMonth,
    from start: YearMonth
  ) throws -> Award? {
    let hadClaimed = award.map { $0.from < death } ?? false
    var question = try question(deceased, entitlement: award.map(\.from) ?? death)
    (question.windfall, question.pension) = (.repealed, nil)
    let ages = RetirementAges(born: survivor.person.born, tables: tables)
    guard
      let base = tables.survivorBase(of: question, died: death, hadClaimed: hadClaimed, survivor: ages, in: start)
    else { return nil }
    let (months, possible) = (max(0, ages.survivorFullMonth - start), tables.possibleMonths(ages))
    let drawn = try drawn(own, by: survivor, in: start)
    let paid = tables.survivorTopUp(tables.survivorBenefit(base, months: months, possible: possible), beside: drawn)
    var writer = DerivationWriter(
      tables: tables, cite: Citations(library: parameters), question: question,
      benefit: tables.workerBenefit(asked(question, died: death, hadClaimed: hadClaimed, in: start)))
    let beforeEligibility = death.year < question.ages.eligibilityYear && question.career.stated == nil
    if beforeEligibility {
      writer.writeAmount(leftBy: death, to: ages, in: start)
    } else {
      writer.writeAmount(leftBy: death, base, hadClaimed: hadClaimed)
    }
    var family = FamilyDerivation(self, in: start, after: writer.steps)
    family.writeSurvivor(base, months: months, possible: possible, own: drawn)
    return Award(
      country: country, currency: currency, from: start, basis: writer.benefit.basis.rawValue,
      article: "42 U.S.C. § 402(e), (f)", firstMonthlyAmount: paid.amount,
      isProjected: start.year > tables.cola.lastPublished, components: [], derivation: family.derivation)
  }

  /// The question whose primary insurance amount ``LawTables/survivorBase(of:died:hadClaimed:survivor:in:)`` takes.
  private func asked(_ question: BenefitQuestion, died death: YearMonth, hadClaimed: Bool, in month: YearMonth)
    -> BenefitQuestion
  {
    var asked = question
    if !hadClaimed { asked.entitlement = max(death, question.ages.firstMonth) }
    asked.month = max(month, asked.entitlement)
    asked.lastYear = max(death.year, asked.month.year - 1)
    return asked
  }

  /// The own benefit of a month, months withheld for work taken off the reduction; zero before its first month, and without one.
  private func drawn(_ own: Award?, by survivor: Applicant, in month: YearMonth) throws -> Money<USD> {
    guard let own, month >= own.from else { return .zero }
    let question = try question(survivor, entitlement: own.from)
    return tables.workerBenefit(question.asked(in: month)).amount(
      withheld: try workDeductions(question, of: survivor).months, tables)
  }
}

extension DerivationWriter {
  /// The amount that a death from the year of 62 on leaves a share of, with the credits or the reduction of a claim.
  mutating func writeAmount(leftBy death: YearMonth, _ base: SurvivorBase, hadClaimed: Bool) {
    writeAges()
    writeQuarters()
    if let regular = benefit.regular {
      if let stated = question.career.stated { write(stated, regular) } else { write(regular) }
    }
    if let totalized = benefit.totalized { write(totalized) }
    if base.reducedBenefit != nil { writeClaimAge() }
    guard base.credits > .zero else { return }
    let earned = tables.adjustment(
      benefit.ages, entitlement: benefit.entitlement, month: .january(max(death, benefit.entitlement).year + 1))
    let parts = benefit.ages.creditParts
    add(
      "death.credits", .stepCreditsLeft, ["month": .month(death)], "floor(pia * months * parts / 2400, 0.1)",
      [("pia", base.pia.text), ("months", "\(earned.creditMonths)"), ("parts", "\(parts)")],
      result: base.credits.text, unit: .unitMonthly, article: "42 U.S.C. § 402(e)(2)(C), (f)(2)(C), (w)",
      [
        cite.year(
          "us.delayed_credit.monthly", benefit.ages.effectiveBirth.year,
          value: "\(ExactDecimal(parts, over: 24))", published: true)
      ])
  }

  /// The amount that a death before the year of 62 leaves, by the year of death and by widow's indexing.
  ///
  /// - Source: 42 U.S.C. §§ 402(e)(2)(B), 415(a)(3)(B); POMS RS 00605.005, RS 00615.302.
  mutating func writeAmount(leftBy death: YearMonth, to survivor: RetirementAges, in month: YearMonth) {
    let (career, ages) = (question.career, question.ages)
    guard
      let found = tables.amountAtDeath(
        career, deceased: ages, death: death, foreign: question.foreign, survivor: survivor, in: month)
    else { return }
    writeAges()
    add(
      "death.year", .stepYearOfDeath, result: "\(death.year)", unit: .unitYear,
      article: "42 U.S.C. § 415(a)(3)(B)")
    yearInstead = death.year
    let period = ComputationPeriod(ages, death: death.year, rules: tables.fixed)
    (benefit.computationYears, benefit.requiredQuarters) = (
      found.computationYears, period.requiredQuarters(tables.fixed)
    )
    (benefit.quarters, benefit.month, benefit.entitlement) = (career.quartersHeld(in: death), death, death)
    benefit.basis = found.totalized == nil ? .national : .totalized
    benefit.foreignQuarters = found.totalized == nil ? 0 : question.foreign.quarters(besides: career, in: death)
    writeQuarters()
    benefit.month = month
    if let totalized = found.totalized {
      benefit.bendPoints = tables.bendPoints[death.year]
      write(totalized)
    } else {
      write(found.byDeath, .stepPiaByDeath, prefix: "")
    }
    guard let widow = found.byWidow else { return }
    add(
      "death.widow_year", .stepWidowYear, [:], "min(year_of_62, max(year_of_60, year_of_death))",
      [
        ("year_of_62", "\(ages.eligibilityYear)"),
        ("year_of_60", "\(survivor.month(attaining: Age(years: tables.fixed.survivorFirstAge[0])).year)"),
        ("year_of_death", "\(death.year)"),
      ], result: "\(widow.year)", unit: .unitYear, article: "42 U.S.C. § 402(e)(2)(B)(ii); POMS RS 00615.302")
    // A pro rata amount goes the same way once more, from the other year.
    if found.totalized == nil { write(widow, .stepPiaByWidow, prefix: "widow_") }
    add(
      "death.pia", .stepHigher, [:], "max(by_death, by_widow)",
      [("by_death", found.byDeath.pia.text), ("by_widow", widow.pia.text)], result: found.pia.text,
      unit: .unitMonthly, article: "42 U.S.C. § 402(e)(2)(B)(i)")
  }

  private mutating func write(_ way: AmountAtDeath.Way, _ title: UsPhrase, prefix: String) {
    let career = question.career
    yearInstead = way.year
    benefit.bendPoints = tables.bendPoints[way.year]
    let indexed = tables.indexed(career, eligibilityYear: way.year, through: benefit.entitlement.year)
    let average = averageIndexedMonthlyEarnings(indexed, years: benefit.computationYears)
    writeAverage(
      indexed, stated: { career.earnings($0) }, total: average.total, aime: way.aime, prefix: prefix,
      indexedAs: (.earningsIndexed, .earningsFace))
    writeFormula(
      prefix + "pia_at_eligibility", title, aime: way.aime, first: tables.fixed.piaPercentages[0],
      result: way.piaAtEligibility, article: "42 U.S.C. § 415(a)(1)(A), (3)(B)")
    writeIncreases(prefix, of: way.piaAtEligibility, from: way.year)
  }
}
