// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// The first months of entitlement that an application of one month can bring; the applicant chooses among them.
public struct ClaimReach: Hashable, Sendable {
  public var months: ClosedRange<YearMonth>
  /// Months from 70 on that no application brings back any more.
  public var lostMonths: Int
}

extension LawTables {
  /// Up to and in the month of full retirement age an application reaches no month back, after it six, but never before full retirement
  /// age. Each month back costs a month of delayed credits, up to 70.
  ///
  /// - Source: 42 U.S.C. § 402(j); 20 CFR 404.621(a); POMS GN 00204.030.
  /// - Parameters:
  ///   - fullMonth: month of full retirement age; of a survivor, of the survivors' one.
  ///   - lastMonth: month of 70, from which nothing is gained by waiting.
  public func claimReach(filed: YearMonth, fullMonth: YearMonth, lastMonth: YearMonth) -> ClaimReach {
    guard filed > fullMonth else { return ClaimReach(months: filed...filed, lostMonths: 0) }
    let first = max(fullMonth, filed - fixed.filingRetroactive)
    return ClaimReach(months: first...filed, lostMonths: max(0, first - lastMonth))
  }

  /// The same for a survivor's benefit: before the survivors' full retirement age none, but an application in the month after the death
  /// may bring the month of death.
  ///
  /// - Source: 20 CFR 404.621(a)(1), (2).
  public func survivorReach(filed: YearMonth, ages: RetirementAges, death: YearMonth) -> ClaimReach {
    var reach = claimReach(filed: filed, fullMonth: ages.survivorFullMonth, lastMonth: ages.survivorFullMonth)
    reach.lostMonths = 0
    if filed == death + 1 { reach.months = min(death, reach.months.lowerBound)...filed }
    return reach
  }

  /// Months of delayed credit that a first month brings, once all of them are paid.
  ///
  /// - Source: 42 U.S.C. § 402(w); 20 CFR 404.313.
  public func creditMonths(entitlement: YearMonth, fullMonth: YearMonth, lastMonth: YearMonth) -> Int {
    max(0, min(entitlement, lastMonth) - fullMonth)
  }
}
