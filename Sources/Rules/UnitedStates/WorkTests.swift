// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// What the earnings test takes from a year's benefits.
public struct EarningsCharge: Hashable, Sendable {
  /// Earnings above the exempt amount.
  public var excess: Money<USD>
  /// What the law withholds, at most the benefits of the year.
  public var charge: Money<USD>
  /// Whole months from January that are held back until the charge is met.
  public var months: Int
  /// What those months hold back above the charge, repaid later.
  public var repaid: Money<USD>
}

extension LawTables {
  /// The earnings test of one calendar year.
  ///
  /// One dollar for two above the lower exempt amount; in the year of full retirement age one for three above the higher one,
  /// counting only months before it. Nothing from the month of full retirement age on.
  ///
  /// - Source: 42 U.S.C. § 403(b), (f); 20 CFR 404.415–404.435.
  /// - Parameters:
  ///   - earnings: of the year, or in the year of full retirement age of the months before it.
  ///   - fullAgeInYear: whether full retirement age is reached in the year.
  ///   - monthly: the benefit of each month.
  ///   - months: months of the year for which a benefit is due and the test applies.
  public func earningsTest(
    year: Int, earnings: Money<USD>, fullAgeInYear: Bool, monthly: Money<USD>, months: Int = 12
  ) -> EarningsCharge {
    earningsTest(
      exempt: fullAgeInYear ? exemptYearOfFullAge[year] : exemptUnderFullAge[year], earnings: earnings,
      fullAgeInYear: fullAgeInYear, monthly: monthly, months: months)
  }

  /// The same with a stated exempt amount.
  func earningsTest(
    exempt: Money<USD>, earnings: Money<USD>, fullAgeInYear: Bool, monthly: Money<USD>, months: Int
  ) -> EarningsCharge {
    let excess = max(.zero, earnings - exempt)
    let divisor = fixed.earningsTestDivisors[fullAgeInYear ? 1 : 0]
    let charge = min(excess.multiplied(by: 1, over: divisor, rounded: .down(toCents: 1)), monthly * months)
    guard charge > .zero, monthly > .zero else {
      return EarningsCharge(excess: excess, charge: charge, months: 0, repaid: .zero)
    }
    let held = min(months, (charge.cents + monthly.cents - 1) / monthly.cents)
    return EarningsCharge(excess: excess, charge: charge, months: held, repaid: monthly * held - charge)
  }

  /// Whether a month of the first year of benefits is spared because little was earned in it.
  ///
  /// - Source: 42 U.S.C. § 403(f)(1)(E); 20 CFR 404.435.
  public func isNonserviceMonth(year: Int, earningsOfMonth: Money<USD>, fullAgeInYear: Bool) -> Bool {
    let annual = fullAgeInYear ? exemptYearOfFullAge[year] : exemptUnderFullAge[year]
    return earningsOfMonth * 12 <= annual
  }

  /// Whether uncovered work abroad costs the whole benefit of the month, for the worker and for those on the record.
  ///
  /// - Source: 42 U.S.C. § 403(c); POMS RS 02605.001, .005. Citizenship and pay do not matter.
  public func foreignWorkCostsBenefit(_ ages: RetirementAges, month: YearMonth, hours: Int) -> Bool {
    month < ages.fullMonth && hours > fixed.foreignWorkHours
  }

  /// The adjustment from full retirement age on, when months that were withheld no longer count as reduction months.
  ///
  /// - Source: 42 U.S.C. § 402(q)(7); 20 CFR 404.412.
  /// - Parameter withheld: months before full retirement age for which the benefit was withheld in whole or in part.
  public func adjustedAtFullAge(_ ages: RetirementAges, entitlement: YearMonth, withheld: Int) -> ClaimAdjustment {
    let months = max(0, max(0, ages.fullMonth - entitlement) - withheld)
    let share = reductionFraction(months: months, rule: fixed.workerReduction)
    return ClaimAdjustment(
      reductionMonths: months, creditMonths: 0, numerator: share.numerator, denominator: share.denominator)
  }

  /// A benefit after a voluntary suspension past full retirement age: credits on the reduced benefit where it was reduced,
  /// on the PIA where it was not.
  ///
  /// - Source: 42 U.S.C. § 402(w)(2), (z); POMS RS 00615.692 A, GN 02409.110.
  /// - Parameter months: of suspension from full retirement age to the month of 70.
  public func afterSuspension(
    pia: Money<USD>, adjustment: ClaimAdjustment, ages: RetirementAges, months: Int
  ) -> Money<USD> {
    let most = max(0, ages.lastMonth - ages.fullMonth)
    if adjustment.reductionMonths > 0 {
      let reduced = adjustment.benefit(on: pia)
      return reduced + reduced.multiplied(by: min(months, most) * ages.creditParts, over: 2400, rounded: .dimeDown)
    }
    let counted = min(adjustment.creditMonths + months, most)
    return pia + pia.multiplied(by: counted * ages.creditParts, over: 2400, rounded: .dimeDown)
  }
}
