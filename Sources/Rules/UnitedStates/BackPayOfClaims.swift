// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Claims of people who are past full retirement age at the valuation month.
///
/// - Source: 42 U.S.C. § 402(j)(1); 20 CFR 404.621(a); POMS GN 00204.030.
extension UnitedStates {
  /// The first month that an application of `filed` can bring.
  func earliestEntitlement(of question: BenefitQuestion, filed: YearMonth) -> YearMonth {
    tables.claimReach(filed: filed, fullMonth: question.ages.fullMonth, lastMonth: question.ages.lastMonth)
      .months.lowerBound
  }

  /// What an award of months that have passed brings for them, each at the increases of its own month; nil from the valuation month on.
  ///
  /// - Parameter unpaid: the amount of a month for which something else than the law of the amount decides; nil elsewhere.
  func backPay(
    from month: YearMonth, asOf: YearMonth, _ question: BenefitQuestion, unpaid: (YearMonth) -> ExactDecimal?
  ) -> BackPay? {
    backPay(from: month, asOf: asOf, question.ages, isCredited: true) { turn in
      unpaid(turn) ?? tables.workerBenefit(question.asked(in: turn)).amount(withheld: 0, tables).amount
    }
  }

  /// - Parameters:
  ///   - isCredited: whether later months bring delayed credits.
  ///   - amount: of a month.
  func backPay(
    from month: YearMonth, asOf: YearMonth, _ ages: RetirementAges, isCredited: Bool,
    amount: (YearMonth) throws -> ExactDecimal
  ) rethrows -> BackPay? {
    guard month < asOf else { return nil }
    return BackPay(
      amounts: try (month...asOf).map(amount), asOf: asOf, fileBy: month + tables.fixed.filingRetroactive,
      isExchanged: isCredited && month < ages.lastMonth)
  }

  /// The months from 70 on that no application brings back any more.
  func lateClaim(_ question: BenefitQuestion, of person: Person, asOf: YearMonth) -> [PaymentLoss] {
    let reach = tables.claimReach(filed: asOf, fullMonth: question.ages.fullMonth, lastMonth: question.ages.lastMonth)
    guard reach.lostMonths > 0 else { return [] }
    let last = reach.months.lowerBound - 1
    return [
      PaymentLoss(
        .lateClaim, from: question.ages.lastMonth, through: last, months: reach.lostMonths,
        sentence: Remark(
          .monthsLost,
          [
            "name": .text(person.id), "months": .integer(reach.lostMonths), "from": .month(question.ages.lastMonth),
            "through": .month(last), "reach": .integer(tables.fixed.filingRetroactive),
          ]))
    ]
  }
}
