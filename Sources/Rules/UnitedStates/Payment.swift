// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// What is paid for a month and when: the premium comes off the benefit, and then, once, the cents.
///
/// - Source: 42 U.S.C. § 415(g); 20 CFR 404.1807.
/// - Parameters:
///   - benefit: what is left for the month, to the dime, of all benefits together.
///   - premium: of Medicare Part B, where it is taken from the payment.
/// - Returns: the month in which it arrives, and whole dollars.
public func payment(for month: YearMonth, of benefit: Money<USD>, premium: Money<USD> = .zero) -> (
  month: YearMonth, amount: Money<USD>
) {
  (month + 1, max(.zero, benefit - premium).rounded(.dollarDown))
}

/// The last month for which somebody who dies is paid: the one before the month of death, whose payment must be returned.
///
/// - Source: 42 U.S.C. § 402(a).
public func lastMonthPaid(died: YearMonth) -> YearMonth { died - 1 }

extension UnitedStates {
  /// The standard premium of Medicare Part B, USD a month; the last published one is held.
  ///
  /// - Throws: ``ParameterError`` for a month before the first one in the file.
  public func standardPremium(in month: YearMonth) throws -> Money<USD> {
    try parameters.value(.partBPremium, inForce: month).value
  }
}

/// A benefit that is in payment at some month, as its holder reads it from a letter or an account.
public struct BenefitInPayment: Hashable, Sendable {
  /// First month of entitlement.
  public var since: YearMonth
  /// A month, before premium and before the cents are cut.
  public var amount: Money<USD>
  public var month: YearMonth
  /// The primary insurance amount of the same month; nil where it is not known.
  public var pia: Money<USD>?
  /// Months before full retirement age that were withheld so far.
  public var withheld: Int

  public init(
    since: YearMonth, amount: Money<USD>, month: YearMonth, pia: Money<USD>? = nil, withheld: Int = 0
  ) {
    (self.since, self.amount, self.month, self.pia, self.withheld) = (since, amount, month, pia, withheld)
  }

  /// What a payment that arrived allows the benefit to be: the cents were cut after the premium.
  ///
  /// - Source: 42 U.S.C. § 415(g).
  public static func amounts(payment: Money<USD>, premium: Money<USD>) -> ClosedRange<Money<USD>> {
    let least = payment + premium
    return least...(least + 0.99)
  }
}

extension LawTables {
  /// A benefit in payment, in a later month.
  ///
  /// With its primary insurance amount it is worked out anew, from full retirement age on without the withheld months; without it, each
  /// increase is put on the amount itself, which is true within some dimes.
  ///
  /// - Source: 20 CFR 404.270, 404.412.
  func benefit(_ paid: BenefitInPayment, ages: RetirementAges, in month: YearMonth) -> Money<USD> {
    let next = lastIncrease(in: paid.month) + 1
    guard let pia = paid.pia else { return increased(paid.amount, from: next, in: month) }
    let adjustment =
      month >= ages.fullMonth && paid.withheld > 0
      ? adjustedAtFullAge(ages, entitlement: paid.since, withheld: paid.withheld)
      : self.adjustment(ages, entitlement: paid.since, month: month)
    return adjustment.benefit(on: increased(pia, from: next, in: month))
  }
}
