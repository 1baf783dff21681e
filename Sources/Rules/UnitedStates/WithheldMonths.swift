// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

extension LawTables {
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
