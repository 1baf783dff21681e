// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What the month of claim makes of the PIA.
public struct ClaimAdjustment: Hashable, Sendable {
  /// Months before full retirement age, 0 from it on.
  public var reductionMonths: Int
  /// Months of delayed credit that count in the benefit month.
  public var creditMonths: Int
  /// The factor on the PIA as a fraction.
  public var numerator: Int
  public var denominator: Int

  public var factor: ExactDecimal { ExactDecimal(numerator, over: denominator) }

  /// The same where delayed credits are not given, as on a special minimum.
  ///
  /// - Source: 42 U.S.C. § 402(w)(1), (5); SSA Handbook § 720.1.
  var withoutCredits: ClaimAdjustment {
    numerator <= denominator
      ? self : ClaimAdjustment(reductionMonths: 0, creditMonths: 0, numerator: 1, denominator: 1)
  }
}

/// The share left after early reduction, as a fraction.
///
/// - Source: 42 U.S.C. § 402(q)(1), (9); 20 CFR 404.410.
/// - Parameter rule: months at the first rate, then the parts lost a month at the first and the later rate.
public func reductionFraction(months: Int, rule: [Int]) -> (numerator: Int, denominator: Int) {
  let first = min(months, rule[0])
  let later = max(0, months - rule[0])
  let (a, b) = (rule[1], rule[2])
  return (a * b - b * first - a * later, a * b)
}

extension LawTables {
  /// Reduction or credit on a worker's benefit.
  ///
  /// Credits of the calendar year of entitlement are not paid before January of the next, but at 70 all are paid.
  ///
  /// - Source: 42 U.S.C. § 402(q), (w); 20 CFR 404.410, 404.313; POMS RS 00615.690.
  /// - Parameters:
  ///   - entitlement: first month of entitlement.
  ///   - month: the benefit month.
  ///   - insured: the first month in which the worker was insured, before which no credit is earned.
  func adjustment(
    _ ages: RetirementAges, entitlement: YearMonth, month: YearMonth, insured: YearMonth? = nil
  ) -> ClaimAdjustment {
    let early = max(0, ages.fullMonth - entitlement)
    guard early == 0 else {
      let fraction = reductionFraction(months: early, rule: fixed.workerReduction)
      return ClaimAdjustment(
        reductionMonths: early, creditMonths: 0, numerator: fraction.numerator, denominator: fraction.denominator)
    }
    let start = max(ages.fullMonth, insured ?? ages.fullMonth)
    let earned = min(entitlement, ages.lastMonth)
    let counted = month >= ages.lastMonth ? earned : min(earned, .january(month.year))
    let months = max(0, counted - start)
    return ClaimAdjustment(
      reductionMonths: 0, creditMonths: months, numerator: 2400 + months * ages.creditParts, denominator: 2400)
  }
}

extension ClaimAdjustment {
  /// The benefit on a PIA: reduced, or the PIA with its credit, each rounded down to the dime.
  ///
  /// - Source: 42 U.S.C. § 415(g); POMS RS 00615.692, RS 00601.020.
  public func benefit(on pia: Money<USD>) -> Money<USD> {
    if numerator <= denominator { return pia.multiplied(by: numerator, over: denominator, rounded: .dimeDown) }
    return pia + pia.multiplied(by: numerator - denominator, over: denominator, rounded: .dimeDown)
  }
}
