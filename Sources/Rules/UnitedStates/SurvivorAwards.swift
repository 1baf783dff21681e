// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

extension UnitedStates {
  /// Widow's and widower's benefits by month of death and, where the survivor waits, by first month: the PIA with the worker's delayed
  /// credits, reduced by the survivor's age at the start, limited where the worker drew a reduced benefit; what exceeds the survivor's
  /// own benefit is paid.
  ///
  /// A death before the year of 62 has a PIA of its own, by the year of death or by widow's indexing. The windfall provision ends with the
  /// worker's life.
  ///
  /// - Source: 42 U.S.C. § 402(e), (f), (k)(3)(A), (q), (w); § 415(a)(3)(B), (7)(A); § 416(c), (g); POMS RS 00615.301, .302, .320.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] {
    guard let marriage = Marriage(couple, of: spouse) else { return [] }
    let start = deceased.asOf + 1
    var question = try question(deceased, entitlement: start)
    (question.windfall, question.pension) = (.repealed, nil)
    let leaving = Leaving(
      question: question, survivor: RetirementAges(born: spouse.born, tables: tables), marriage: marriage,
      paysLumpSum: deceased.settings["lumpSum"] != "false")
    var found: [SurvivorAward] = []
    func add(_ deaths: ClosedRange<YearMonth>, claimed: YearMonth?) throws {
      if let left = try left(leaving, deaths: deaths, claimed: claimed) { found.append(left) }
    }
    // Earnings count up to the year of death. Who dies in the first month of entitlement was never entitled.
    var first = start
    let unclaimed = award.map { min($0.from, last) } ?? last
    while first <= unclaimed {
      let end = min(.december(first.year), unclaimed)
      try add(first...end, claimed: nil)
      first = end + 1
    }
    guard let award else { return found }
    first = max(start, award.from + 1)
    while first <= last {
      let end = first.year <= question.career.lastYear ? min(.december(first.year), last) : last
      try add(first...end, claimed: award.from)
      first = end + 1
    }
    return found
  }

  public func survivorMonths(of survivor: Person) -> SurvivorMonths? {
    let ages = RetirementAges(born: survivor.born, tables: tables)
    let age = Age(years: tables.fixed.survivorFirstAge[0])
    return SurvivorMonths(
      first: ages.month(attaining: age), full: ages.survivorFullMonth, firstAge: age,
      article: "42 U.S.C. § 402(e)(1)(B), (f)(1)(B)")
  }

  private struct Leaving {
    var question: BenefitQuestion
    var survivor: RetirementAges
    var marriage: Marriage
    var paysLumpSum: Bool
  }

  /// An amount of which a survivor has a share.
  struct LeftAmount {
    var base: Double
    var entryYear: Int
    var basis: EntitlementBasis
    var isProjected: Bool
    /// In the first month in which it can be had.
    var pia: Money<USD>
    /// Whether the worker's delayed credits go on top.
    var earnsCredits = true
  }

  /// - Parameters:
  ///   - deaths: of one calendar year, or beyond the last year with earnings.
  ///   - claimed: the worker's first month of benefit, before the deaths.
  private func left(_ leaving: Leaving, deaths: ClosedRange<YearMonth>, claimed: YearMonth?) throws -> SurvivorAward? {
    let (survivor, marriage) = (leaving.survivor, leaving.marriage)
    guard deaths.lowerBound.year < LawTables.lastYear - 30 else { return nil }
    // With one claim, the share changes no more with the month of death after the survivor's full age and the months of marriage.
    let lasting =
      marriage.from.yearMonth + (try parameters.value(.marriageMonths, year: LawTables.lastYear).value[1] + 1)
    let settled =
      claimed == nil
      ? deaths.upperBound
      : min(deaths.upperBound, max(deaths.lowerBound, max(survivor.survivorFullMonth, lasting)))
    let sixty = survivor.month(attaining: Age(years: tables.fixed.survivorFirstAge[0]))
    var amount: LeftAmount?
    var (shares, waits): ([Double], [[Double]]) = ([], [])
    for death in deaths.lowerBound...settled {
      let first = max(sixty, death)
      guard let day = CalendarDate(death.year, death.month, 1),
        (try? survivorFirstMonth(survivor: survivor, marriage: marriage, death: day)) != nil,
        let left = amount ?? self.amount(leaving, died: death, claimed: claimed, in: first)
      else {
        shares.append(0)
        waits.append([])
        continue
      }
      amount = left
      let entitled = claimed ?? max(death, leaving.question.ages.firstMonth)
      let claim = tables.adjustment(
        leaving.question.ages, entitlement: entitled, month: .january(max(death, entitled).year + 1))
      let choices = survivorShares(
        of: left.earnsCredits ? claim : claim.withoutCredits, survivor: survivor, from: first, drawn: claimed != nil)
      shares.append(choices[0])
      waits.append(choices)
    }
    guard let amount else { return nil }
    let from = max(sixty, deaths.lowerBound)
    var left = SurvivorAward(
      award: Award(
        country: country, currency: currency, from: from, basis: amount.basis.rawValue,
        article: "42 U.S.C. § 402(e), (f)", firstMonthlyAmount: amount.pia.amount, isProjected: amount.isProjected,
        components: [
          AwardComponent(
            name: Remark(.partSurvivor), base: amount.base, entryYear: amount.entryYear, level: 0,
            steps: [.init(from: from, factor: 1)])
        ]), deaths: deaths, shares: shares, waits: waits, paysExcessOverOwn: true)
    // Once, to the spouse of the same household (42 U.S.C. § 402(i); 20 CFR 404.390).
    if leaving.paysLumpSum, let day = CalendarDate(deaths.lowerBound.year, deaths.lowerBound.month, 1) {
      left.lumpSum = try lumpSumDeathPayment(death: day).amount
    }
    return left
  }

  /// The amount that a death leaves a share of; nil where nobody is insured on the record.
  ///
  /// The engine's form of ``LawTables/survivorBase(of:died:hadClaimed:survivor:in:)``.
  private func amount(_ leaving: Leaving, died death: YearMonth, claimed: YearMonth?, in month: YearMonth)
    -> LeftAmount?
  { amountLeft(leaving.question, survivor: leaving.survivor, died: death, claimed: claimed, in: month) }

  /// - Parameter claimed: the worker's first month of benefit, before the death; nil where there was none.
  func amountLeft(
    _ question: BenefitQuestion, survivor: RetirementAges, died death: YearMonth, claimed: YearMonth?,
    in month: YearMonth
  ) -> LeftAmount? {
    let ages = question.ages
    if death.year < ages.eligibilityYear, question.career.stated == nil {
      guard
        let atDeath = tables.amountAtDeath(
          question.career, deceased: ages, death: death, foreign: question.foreign, survivor: survivor,
          in: month)
      else { return nil }
      let way = atDeath.byWidow.flatMap { $0.pia > atDeath.byDeath.pia ? $0 : nil } ?? atDeath.byDeath
      let share = atDeath.totalized.map { $0.share.double } ?? 1
      return LeftAmount(
        base: way.piaAtEligibility.double * share, entryYear: way.year,
        basis: atDeath.totalized == nil ? .national : .totalized, isProjected: month.year > tables.cola.lastPublished,
        pia: way.pia)
    }
    var asked = question
    asked.entitlement = claimed ?? max(death, ages.firstMonth)
    asked.month = max(death, asked.entitlement)
    // Earnings of the year of death count at once (42 U.S.C. § 415(b)(2)(B)(ii)), none after it.
    asked.lastYear = death.year
    let benefit = tables.workerBenefit(asked)
    guard benefit.reason == nil else { return nil }
    let isSpecial = benefit.isSpecialMinimumPaid
    let base = isSpecial ? benefit.specialMinimumAtBase(in: tables) : benefit.amountAtEligibility(in: tables)
    guard base > 0 else { return nil }
    return LeftAmount(
      base: base, entryYear: isSpecial ? LawTables.specialMinimumYear : ages.eligibilityYear, basis: benefit.basis,
      isProjected: benefit.isProjected, pia: tables.workerBenefit(asked.asked(in: max(month, asked.month))).pia,
      earnsCredits: !isSpecial)
  }

  /// The survivor's benefit as a share of the PIA, for each month of waiting as long as that brings something.
  ///
  /// - Source: 42 U.S.C. § 402(e)(2), (q)(1); POMS RS 00615.320: the limit after a reduced benefit caps, so that waiting past it brings
  ///   nothing.
  private func survivorShares(of claim: ClaimAdjustment, survivor: RetirementAges, from: YearMonth, drawn: Bool)
    -> [Double]
  {
    let factor = Double(claim.numerator) / Double(claim.denominator)
    let limit = drawn && factor < 1 ? max(factor, tables.fixed.survivorLimit.double) : Double.infinity
    let possible = tables.possibleMonths(survivor)
    let most = min(possible, max(0, survivor.survivorFullMonth - from))
    var shares: [Double] = []
    for months in stride(from: most, through: 0, by: -1) {
      let reduction = tables.fixed.survivorReduction.double * Double(months) / Double(max(1, possible))
      shares.append(min(max(1, factor) * (1 - reduction), limit))
      if shares[shares.count - 1] >= limit { break }
    }
    return shares
  }
}
