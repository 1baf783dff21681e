// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A month's benefits as the earnings test finds them: what the charge may take, of everybody whom it reaches.
public struct ChargeableMonth: Hashable, Sendable {
  public var month: YearMonth
  public var benefits: Money<USD>
  /// Whether the month is left alone: full retirement age is reached, the benefit is already lost to work abroad or not payable abroad, or
  /// it is a non-service month of the grace year.
  public var isSpared: Bool

  public init(_ month: YearMonth, benefits: Money<USD>, isSpared: Bool = false) {
    (self.month, self.benefits, self.isSpared) = (month, benefits, isSpared)
  }
}

/// What the earnings test takes from the benefits of one calendar year, month by month.
public struct EarningsCharge: Hashable, Sendable {
  /// What the year's earnings would take of benefits without end; whole dollars.
  public var excess: Money<USD>
  /// What is taken from each month, in their order.
  public var withheld: [Money<USD>]

  /// What the law withholds, at most the benefits of the months that can be charged.
  public var charge: Money<USD> { withheld.reduce(.zero, +) }
  /// Months from which anything is taken; they leave the reduction at full retirement age.
  public var months: Int { withheld.count { $0 > .zero } }
}

/// Charges the excess in the order of the months, each with all of its benefits until the excess is used up; the last in part.
///
/// SSA often holds back whole months and repays the rest in the next January, which comes to the same sum.
///
/// - Source: 20 CFR 404.434, 404.436, 404.439.
public func earningsCharge(excess: Money<USD>, to months: [ChargeableMonth]) -> EarningsCharge {
  var left = excess
  return EarningsCharge(
    excess: excess,
    withheld: months.map { month in
      let taken = month.isSpared ? .zero : min(left, max(.zero, month.benefits))
      left -= taken
      return taken
    })
}

extension LawTables {
  /// Earnings above the exempt amount, halved; in the year of full retirement age a third of what exceeds the higher one.
  ///
  /// - Source: 42 U.S.C. § 403(f)(3), (8); 20 CFR 404.430.
  /// - Parameters:
  ///   - earnings: of the calendar year, months before the entitlement included; in the year of full retirement age of the months before it.
  ///   - fullAgeInYear: whether full retirement age is reached in the year.
  /// - Returns: whole dollars, rounded down.
  public func excessEarnings(year: Int, earnings: Money<USD>, fullAgeInYear: Bool) -> Money<USD> {
    excessEarnings(exempt: exemptEarnings(year: year, fullAgeInYear: fullAgeInYear), earnings, fullAgeInYear)
  }

  /// The same with a stated exempt amount.
  func excessEarnings(exempt: Money<USD>, _ earnings: Money<USD>, _ fullAgeInYear: Bool) -> Money<USD> {
    max(.zero, earnings - exempt).multiplied(
      by: 1, over: fixed.earningsTestDivisors[fullAgeInYear ? 1 : 0], rounded: .dollarDown)
  }

  /// Earnings of a year that cost nothing; before the first year that the tables hold, that year's.
  func exemptEarnings(year: Int, fullAgeInYear: Bool) -> Money<USD> {
    let table = fullAgeInYear ? exemptYearOfFullAge : exemptUnderFullAge
    return table[max(year, table.firstYear)]
  }

  /// Whether wages of a month leave it a non-service month: no more than a twelfth of the exempt amount, with no self-employment.
  ///
  /// - Source: 42 U.S.C. § 403(f)(1)(E); 20 CFR 404.435(a)(7), (b).
  public func isNonserviceMonth(
    year: Int, wages: Money<USD>, isSelfEmployed: Bool = false, fullAgeInYear: Bool
  ) -> Bool {
    !isSelfEmployed && wages * 12 <= exemptEarnings(year: year, fullAgeInYear: fullAgeInYear)
  }
}
