// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// A spouse's benefit beside an own one. On a totalized record every PIA here is the pro rata one (POMS GN 01701.210).
public struct SpouseBenefit: Hashable, Sendable {
  /// Half the worker's PIA, or what the family maximum leaves beside the PIA where that is less.
  public var base: Money<USD>
  /// What the base exceeds the own PIA by; zero where there is no spouse's benefit.
  public var excess: Money<USD>
  public var reductionMonths: Int
  /// The own benefit in payment, 0 without one.
  public var own: Money<USD>
  /// The excess after early reduction and after the own delayed credits.
  public var spouse: Money<USD>
  public var total: Money<USD> { own + spouse }
}

extension LawTables {
  /// The spouse's part, reduced by the spouse's own age when it starts.
  ///
  /// - Source: 42 U.S.C. § 402(b)(2), (c)(2), (k)(3)(A), (q); POMS RS 00615.201, .250. Half the PIA, never of the PIA with
  ///   delayed credits; no delayed credits on it.
  /// - Parameters:
  ///   - workerPia: in the benefit month.
  ///   - entitlement: first month of the spouse's benefit.
  ///   - ownPia: the spouse's own PIA in the benefit month, 0 without one.
  ///   - ownBenefit: the own benefit in payment, reduced or with credits.
  ///   - familyMaximum: of the worker's record; what it exceeds the PIA by limits the base. Nil for a divorced spouse, whom it does not
  ///     touch (42 U.S.C. § 403(a)(3)(C)).
  func spouseBenefit(
    workerPia: Money<USD>, spouse ages: RetirementAges, entitlement: YearMonth, ownPia: Money<USD> = .zero,
    ownBenefit: Money<USD> = .zero, familyMaximum: Money<USD>? = nil
  ) -> SpouseBenefit {
    spouseBenefit(
      workerPia: workerPia, months: max(0, ages.fullMonth - entitlement), ownPia: ownPia, ownBenefit: ownBenefit,
      familyMaximum: familyMaximum)
  }

  /// The same by the months before full retirement age that count as reduction months.
  func spouseBenefit(
    workerPia: Money<USD>, months: Int, ownPia: Money<USD>, ownBenefit: Money<USD>, familyMaximum: Money<USD>?
  ) -> SpouseBenefit {
    let half = workerPia.multiplied(by: fixed.spouseShare, over: 100, rounded: .dimeDown)
    let base = familyMaximum.map { max(.zero, min(half, $0 - workerPia)) } ?? half
    let excess = max(.zero, base - ownPia)
    let share = reductionFraction(months: months, rule: fixed.spouseReduction)
    let reduced = excess.multiplied(by: share.numerator, over: share.denominator, rounded: .dimeDown)
    let credits = max(.zero, ownBenefit - ownPia)
    return SpouseBenefit(
      base: base, excess: excess, reductionMonths: months, own: ownBenefit, spouse: max(.zero, reduced - credits))
  }

  /// A child's share of the PIA.
  ///
  /// - Source: 42 U.S.C. § 402(d)(2).
  func childBenefit(pia: Money<USD>, afterDeath: Bool) -> Money<USD> {
    pia.multiplied(by: fixed.childShare[afterDeath ? 1 : 0], over: 100, rounded: .dimeDown)
  }

  /// The family maximum in the benefit month; nil where there is no benefit.
  ///
  /// On a regular record it is the formula at eligibility with every increase since. On a totalized one the pro rata PIA is
  /// first taken back to eligibility, each increase cut at four decimals and raised to the dime, as SSA's program does. Under the special
  /// minimum it is one and a half times the amount at the level of 1979, with every increase since.
  ///
  /// - Source: 42 U.S.C. §§ 403(a), 415(a)(1)(C)(i); POMS GN 01701.225. Under the windfall provision it rests on the reduced PIA.
  func familyMaximum(of benefit: WorkerBenefit) -> Money<USD>? {
    let year = benefit.ages.eligibilityYear
    let pia: Money<USD>
    switch benefit.method {
    case .specialMinimum:
      guard let years = benefit.regular?.specialMinimumYears, let special = specialMinimumAtBase(years: years) else {
        return nil
      }
      let share = fixed.familyPercentages[0]
      return increased(
        special.multiplied(by: share, over: 100, rounded: .dimeUp), from: Self.specialMinimumYear, in: benefit.month)
    case .totalized: pia = beforeIncreases(benefit.pia, from: year, in: benefit.month)
    case .wageIndexed:
      guard let regular = benefit.regular else { return nil }
      pia = regular.windfall?.pia ?? regular.piaAtEligibility
    }
    let atEligibility = UnitedStatesRules.familyMaximum(
      pia: pia, bendPoints: familyBendPoints[year], percentages: fixed.familyPercentages,
      rounding: piaRounding(eligibilityYear: year))
    return increased(atEligibility, from: year, in: benefit.month)
  }

  /// An amount taken back to eligibility, one increase after the other.
  private func beforeIncreases(_ amount: Money<USD>, from eligibilityYear: Int, in month: YearMonth) -> Money<USD> {
    var result = amount
    for year in stride(from: lastIncrease(in: month), through: max(eligibilityYear, cola.firstYear), by: -1) {
      let tenths = increase(year, in: month)
      if tenths > 0 {
        result = amountToTheNextDime((result.amount * 1000).scaled(by: .one, over: ExactDecimal(1000 + tenths)))
      }
    }
    return result
  }
}

/// An amount, such as a reduction, that is cut at four decimals and then raised to the dime, so that 90.2003 becomes 90.30.
///
/// - Source: POMS RS 00601.020.
public func amountToTheNextDime(_ exact: ExactDecimal) -> Money<USD> {
  Money(exact.rounded(Rounding(.down, cents: 1), toMultipleOf: ExactDecimal.power(ofTen: -4)), rounded: .dimeUp)
}

/// What each dependant gets where the family maximum does not allow all shares.
///
/// - Source: 42 U.S.C. § 403(a); POMS RS 00615.756.
/// - Parameters:
///   - shares: unreduced shares of the dependants or survivors.
///   - available: the maximum less the worker's PIA while the worker lives, all of it after the worker's death.
/// - Returns: to the dime, in the order of `shares`.
public func familyShares(_ shares: [Money<USD>], available: Money<USD>) -> [Money<USD>] {
  let sum = shares.reduce(.zero, +)
  guard sum > available, sum > .zero else { return shares }
  return shares.map { $0.multiplied(by: max(0, available.cents), over: sum.cents, rounded: .dimeDown) }
}

/// The same for a family whose members draw on different PIAs, by percentages to one decimal.
///
/// - Source: POMS GN 01701.215.
public func familySharesByPercent(_ shares: [Money<USD>], available: Money<USD>) -> [Money<USD>] {
  let sum = shares.reduce(.zero, +)
  guard sum > available, sum > .zero else { return shares }
  return shares.map { share in
    let perMille = Money<USD>(cents: share.cents).multiplied(by: 1000, over: sum.cents, rounded: .halfUp).cents
    return available.multiplied(by: perMille, over: 1000, rounded: .dimeDown)
  }
}
