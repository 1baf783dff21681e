// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension UnitedStates {
  /// Widow's and widower's benefits by month of death: the PIA with the worker's delayed credits, reduced by the survivor's
  /// age at the start, limited where the worker drew a reduced benefit; what exceeds the survivor's own benefit is paid.
  ///
  /// Deaths before the worker is 62 leave nothing here: the PIA of a death before eligibility has indexing years of its own.
  ///
  /// - Source: 42 U.S.C. § 402(e), (f), (k)(3)(A), (q), (w); § 416(c), (g); POMS RS 00615.301, .320.
  public func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward] {
    guard let marriage = Marriage(couple, of: spouse) else { return [] }
    let survivor = RetirementAges(born: spouse.born, tables: tables)
    let start = deceased.asOf + 1
    let ages = try question(deceased, entitlement: start).ages
    var found: [SurvivorAward] = []
    let unclaimed = award.map { min($0.from - 1, last) } ?? last
    var first = max(start, ages.firstMonth)
    while first <= unclaimed {
      let end = min(.december(first.year), unclaimed)
      // Earnings up to the year of death; credits up to the month of death.
      if let left = try left(
        by: deceased, entitlement: first, deaths: first...end, to: survivor, marriage, drawn: false)
      {
        found.append(left)
      }
      first = end + 1
    }
    if let award, max(start, award.from) <= last {
      let deaths = max(start, award.from)...last
      if let left = try left(
        by: deceased, entitlement: award.from, deaths: deaths, to: survivor, marriage, drawn: true)
      {
        found.append(left)
      }
    }
    return found
  }

  /// - Parameter drawn: the worker drew the benefit; otherwise a claim in the month of death stands for its credits.
  private func left(
    by deceased: Applicant, entitlement: YearMonth, deaths: ClosedRange<YearMonth>, to survivor: RetirementAges,
    _ marriage: Marriage, drawn: Bool
  ) throws -> SurvivorAward? {
    let question = try question(deceased, entitlement: entitlement)
    do { try check(question, at: entitlement) } catch is ClaimRefusal { return nil }
    let benefit = tables.workerBenefit(question)
    let base = benefit.amountAtEligibility(in: tables)
    guard base > 0, entitlement.year < LawTables.lastYear - 30 else { return nil }
    var shares: [Double] = []
    var firstPaid: YearMonth?
    // Once the worker has claimed, the share changes no more with the month of death after the survivor's full age and the
    // months of marriage.
    let lasting =
      marriage.from.yearMonth + (try parameters.value(.marriageMonths, year: LawTables.lastYear).value[1] + 1)
    let settled =
      drawn
      ? min(deaths.upperBound, max(deaths.lowerBound, max(survivor.survivorFullMonth, lasting))) : deaths.upperBound
    for death in deaths.lowerBound...settled {
      guard let day = CalendarDate(death.year, death.month, 1),
        let from = try? survivorFirstMonth(survivor: survivor, marriage: marriage, death: day)
      else {
        shares.append(0)
        continue
      }
      firstPaid = firstPaid.map { min($0, from) } ?? from
      let claim = tables.adjustment(
        question.ages, entitlement: drawn ? entitlement : death, month: .january(max(death, entitlement).year + 1))
      shares.append(survivorShare(of: claim, survivor: survivor, from: from, drawn: drawn))
    }
    guard let firstPaid, shares.contains(where: { $0 > 0 }) else { return nil }
    let from = max(firstPaid, deaths.lowerBound)
    var asked = question
    asked.month = max(entitlement, from)
    let pia = tables.workerBenefit(asked).pia
    return SurvivorAward(
      award: Award(
        country: country, currency: currency, from: from, basis: benefit.basis.rawValue,
        article: "42 U.S.C. § 402(e), (f)", firstMonthlyAmount: pia.amount, isProjected: benefit.isProjected,
        components: [
          AwardComponent(
            name: Remark(.partSurvivor), base: base, entryYear: question.ages.eligibilityYear, level: 0,
            steps: [.init(from: from, factor: 1)])
        ]), deaths: deaths, shares: shares, paysExcessOverOwn: true)
  }

  /// The survivor's benefit as a share of the PIA.
  private func survivorShare(of claim: ClaimAdjustment, survivor: RetirementAges, from: YearMonth, drawn: Bool)
    -> Double
  {
    let factor = Double(claim.numerator) / Double(claim.denominator)
    let fixed = tables.fixed
    let possible = survivor.survivorFullRetirementAge.inMonths - fixed.survivorFirstAge[0] * 12
    let months = min(possible, max(0, survivor.survivorFullMonth - from))
    let reduced =
      max(1, factor) * (1 - fixed.survivorReduction.double * Double(months) / Double(max(1, possible)))
    guard drawn, factor < 1 else { return reduced }
    return min(reduced, max(factor, fixed.survivorLimit.double))
  }
}
