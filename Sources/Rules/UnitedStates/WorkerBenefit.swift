// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Quantities

/// What is asked: the benefit of one worker for one month.
public struct BenefitQuestion: Sendable {
  public var ages: RetirementAges
  public var career: CoveredCareer
  public var foreign: ForeignCredit
  /// First month of entitlement.
  public var entitlement: YearMonth
  /// Benefit month.
  public var month: YearMonth
  public var windfall: WindfallRegime
  public var pension: NoncoveredPension?
  /// Last year whose earnings count; nil for the one before the benefit month's.
  var lastYear: Int?

  public init(
    ages: RetirementAges, career: CoveredCareer, foreign: ForeignCredit = .none, entitlement: YearMonth,
    month: YearMonth? = nil, windfall: WindfallRegime = .repealed, pension: NoncoveredPension? = nil
  ) {
    (self.ages, self.career, self.foreign) = (ages, career, foreign)
    (self.entitlement, self.month) = (entitlement, month ?? entitlement)
    (self.windfall, self.pension) = (windfall, pension)
  }
}

extension BenefitQuestion {
  /// The same for another benefit month.
  func asked(in month: YearMonth) -> BenefitQuestion {
    var asked = self
    asked.month = month
    return asked
  }
}

/// Why nothing is payable.
public enum NoBenefit: String, Hashable, Sendable {
  case notFullyInsured
  case belowSixQuarters
  case combinedInsufficient
  case agreementNotInForce
  case beforeFirstMonth
  case beforeEntitlement
}

/// The regular benefit's way from earnings to PIA.
public struct RegularAmount: Hashable, Sendable {
  public var indexed: [IndexedEarnings]
  public var total: Money<USD>
  public var aime: Int
  public var piaAtEligibility: Money<USD>
  /// With the increases up to the benefit month, before any windfall reduction.
  public var pia: Money<USD>
  public var windfall: WindfallResult?
  /// After the windfall reduction, with the increases; nil where the provision was not looked at.
  public var windfallPia: Money<USD>?
  public var specialMinimumYears: Int
  public var specialMinimum: Money<USD>?
  /// A stated amount in dollars of the year of eligibility, not rounded; nil where it was worked out.
  var stated: Double?
}

/// A worker's benefit for one month with every intermediate amount.
public struct WorkerBenefit: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable {
    case wageIndexed, specialMinimum, totalized
  }

  public var ages: RetirementAges
  public var entitlement: YearMonth
  public var month: YearMonth
  public var requiredQuarters: Int
  /// US quarters held in the benefit month.
  public var quarters: Int
  /// Foreign quarters that could be credited at entitlement.
  public var foreignQuarters: Int
  public var basis: EntitlementBasis
  public var reason: NoBenefit?
  public var computationYears: Int
  public var bendPoints: BendPoints
  public var regular: RegularAmount?
  public var totalized: TotalizedAmount?
  public var adjustment: ClaimAdjustment?
  public var method: Method
  /// The higher of the special minimum and the amount by the formula, before delayed credits.
  public var pia: Money<USD>
  /// After reduction or credit, to the dime.
  public var benefit: Money<USD>
  /// Whether the benefit rests on the special minimum, which earns no delayed credits; where the amount by the formula with its credits
  /// is more, that is paid.
  public var isSpecialMinimumPaid = false
  /// What the popular misreading left; nil where it was not asked for.
  public var afterArticle: Money<USD>?
  /// Whether a figure beyond the last published one went in.
  public var isProjected: Bool

  /// The last step, applied once, to the payment (42 U.S.C. § 415(g)).
  public var payable: Money<USD> { (afterArticle ?? benefit).rounded(.dollarDown) }
}

extension LawTables {
  /// A worker's retirement benefit for one month.
  ///
  /// - Source: 42 U.S.C. §§ 402(a), 413–415, 433; order of steps as in SSA's Detailed Calculator.
  public func workerBenefit(_ question: BenefitQuestion) -> WorkerBenefit {
    let (ages, career) = (question.ages, question.career)
    let insured = insuredBasis(question)
    var result = WorkerBenefit(
      ages: ages, entitlement: question.entitlement, month: question.month,
      requiredQuarters: requiredQuarters(ages, rules: fixed), quarters: career.quartersHeld(in: question.month),
      foreignQuarters: insured.foreign, basis: insured.basis, reason: insured.reason,
      computationYears: computationYears(ages, rules: fixed), bendPoints: bendPoints[ages.eligibilityYear],
      method: .wageIndexed, pia: .zero, benefit: .zero, isProjected: false)
    if question.entitlement < ages.firstMonth { result.reason = result.reason ?? .beforeFirstMonth }
    if question.month < question.entitlement { result.reason = result.reason ?? .beforeEntitlement }
    guard result.reason == nil else { return result }
    let adjustment = adjustment(
      ages, entitlement: question.entitlement, month: question.month,
      insured: insuredMonth(question, required: result.requiredQuarters))
    result.adjustment = adjustment
    let amount = result.basis == .totalized ? nil : regular(question)
    let pro =
      amount.map { keptTotalized(question, required: result.requiredQuarters, instead: $0) }
      ?? totalized(question, through: question.lastYear ?? question.month.year - 1)
    if let pro {
      result.totalized = pro
      (result.basis, result.method, result.pia) = (.totalized, .totalized, pro.proRataPia)
      result.benefit = adjustment.benefit(on: result.pia)
    } else if let amount {
      result.regular = amount
      result.pia = amount.windfallPia ?? amount.pia
      result.benefit = adjustment.benefit(on: result.pia)
      if let special = amount.specialMinimum, special > result.pia {
        (result.method, result.pia) = (.specialMinimum, special)
        let least = adjustment.withoutCredits.benefit(on: special)
        result.isSpecialMinimumPaid = least >= result.benefit
        result.benefit = max(least, result.benefit)
      }
    } else {
      return result
    }
    if let pension = question.pension, question.windfall.articleApplies(in: question.month),
      pension.from <= question.month
    {
      result.afterArticle = afterArticle(result.benefit, rate: question.windfall.rate)
    }
    result.isProjected = isProjected(result, career)
    return result
  }

  /// On whose coverage the worker is insured, and if on none, why.
  ///
  /// - Source: 42 U.S.C. §§ 414(a), 433(c)(1); POMS GN 01733.120, GN 01701.305.
  func insuredBasis(_ question: BenefitQuestion) -> (basis: EntitlementBasis, reason: NoBenefit?, foreign: Int) {
    let required = requiredQuarters(question.ages, rules: fixed)
    let held = question.career.quartersHeld(in: question.entitlement)
    let best = question.foreign.best(required: required, besides: question.career, in: question.entitlement)
    if best?.basis == .national { return (.national, nil, 0) }
    if question.foreign.partners.isEmpty { return (.none, .notFullyInsured, 0) }
    let foreign = best?.finding ?? 0
    if question.entitlement < question.foreign.inForce ?? standardAgreement.agreement.inForce {
      return (.none, .agreementNotInForce, foreign)
    }
    if held < leastOwnQuarters { return (.none, .belowSixQuarters, foreign) }
    let threshold = TotalizationThreshold(required: required, minimumOwn: leastOwnQuarters)
    guard threshold.basis(own: held, credited: foreign) == .totalized else {
      return (.none, .combinedInsufficient, foreign)
    }
    // At forty quarters of its own the benefit becomes a regular one.
    let later = question.career.quartersHeld(in: max(question.month, question.entitlement))
    return (later >= required ? .national : .totalized, nil, foreign)
  }

  /// The first month in which the worker is insured, for delayed credits; nil where only a number of foreign quarters is known.
  private func insuredMonth(_ question: BenefitQuestion, required: Int) -> YearMonth? {
    let own = question.career.month(holding: required)
    if let own, own <= question.entitlement { return own }
    guard question.foreign.hasDates else { return nil }
    // From full retirement age on, quarter by quarter: coverage counts to the end of the quarter before.
    var month = question.ages.fullMonth
    while month < question.entitlement {
      let held = question.career.quartersHeld(in: month)
      if held >= leastOwnQuarters,
        held + question.foreign.quarters(besides: question.career, in: month) >= required
      {
        return month
      }
      month = month + (3 - (month.month - 1) % 3)
    }
    return question.entitlement
  }

  /// The pro rata amount, recomputed from the January after each later year with a quarter where that is more.
  ///
  /// A recomputation is made anew in its year, with the average wages that are known then.
  ///
  /// - Source: 20 CFR 404.1918(b), 404.1919; POMS GN 01701.255.
  /// - Parameter lastYear: last year whose quarters count.
  private func totalized(_ question: BenefitQuestion, through lastYear: Int) -> TotalizedAmount? {
    let (career, claimed) = (question.career, question.entitlement.year)
    func amount(in year: Int) -> TotalizedAmount? {
      totalizedAmount(career, ages: question.ages, computed: year, through: year - 1, in: question.month)
    }
    var best = amount(in: claimed)
    for year in stride(from: claimed, through: min(lastYear, career.lastYear), by: 1) where career.quarters(year) > 0 {
      guard let later = amount(in: year + 1) else { continue }
      if later.proRataPia > best?.proRataPia ?? .zero { best = later }
    }
    return best
  }

  /// Whether a totalized benefit goes on after forty quarters because the windfall provision would leave less of the regular one;
  /// the quarters of the year in which they were reached and later ones then do not count.
  ///
  /// - Source: POMS GN 01701.305 B.
  private func keptTotalized(_ question: BenefitQuestion, required: Int, instead regular: RegularAmount)
    -> TotalizedAmount?
  {
    guard let reduced = regular.windfallPia, reduced < regular.pia,
      question.career.quartersHeld(in: question.entitlement) < required,
      let reached = question.career.month(holding: required),
      let kept = totalized(question, through: reached.year - 1),
      kept.proRataPia > max(reduced, regular.specialMinimum ?? .zero)
    else { return nil }
    return kept
  }

  /// The regular amount; earnings of the year of claim and later ones count from the January after them.
  ///
  /// - Source: 42 U.S.C. § 415(a), (f); 20 CFR 404.280–404.288.
  func regular(_ question: BenefitQuestion) -> RegularAmount {
    let (career, ages) = (question.career, question.ages)
    let eligibilityYear = ages.eligibilityYear
    if let stated = career.stated { return self.stated(stated, eligibilityYear: eligibilityYear, in: question.month) }
    let lastYear = question.lastYear ?? question.month.year - 1
    let indexed = indexed(career, eligibilityYear: eligibilityYear, through: lastYear)
    let average = averageIndexedMonthlyEarnings(indexed, years: computationYears(ages, rules: fixed))
    let pia = primaryInsuranceAmount(
      aime: average.aime, bendPoints: bendPoints[eligibilityYear], percentages: fixed.piaPercentages,
      rounding: piaRounding(eligibilityYear: eligibilityYear))
    let special = yearsOfCoverage(career, yearOfCoverageSpecialMinimum, through: lastYear)
    var result = RegularAmount(
      indexed: indexed, total: average.total, aime: average.aime, piaAtEligibility: pia,
      pia: increased(pia, from: eligibilityYear, in: question.month), specialMinimumYears: special,
      specialMinimum: specialMinimum(years: special, in: question.month))
    if let pension = question.pension, pension.from <= question.month,
      question.windfall.statuteApplies(
        in: question.month, eligibilityYear: eligibilityYear, repealed: fixed.wepRepealed)
    {
      let outcome = windfallElimination(
        pia: pia, aime: average.aime, eligibilityYear: eligibilityYear,
        yearsOfCoverage: yearsOfCoverage(career, yearOfCoverageWEP, through: lastYear), pension: pension)
      result.windfall = outcome
      result.windfallPia = increased(outcome.pia, from: eligibilityYear, in: question.month)
    }
    return result
  }

  /// Whether any figure went in that is not published.
  private func isProjected(_ result: WorkerBenefit, _ career: CoveredCareer) -> Bool {
    let year = result.ages.eligibilityYear
    if year > bendPoints.lastPublished || year - 2 > averageWage.lastPublished { return true }
    if lastIncrease(in: result.month) > cola.lastPublished { return true }
    let lastEarnings = min(career.lastYear, result.month.year - 1)
    if lastEarnings > min(contributionBase.lastPublished, quarterAmount.lastPublished) { return true }
    guard let totalized = result.totalized else { return false }
    return totalized.lastWageYear > averageWage.lastPublished
      && totalized.theoreticalEarnings.contains { $0.year > averageWage.lastPublished }
  }
}
