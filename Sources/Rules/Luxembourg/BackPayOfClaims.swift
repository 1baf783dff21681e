// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Pensions of people who are past 65 at the valuation month and have not claimed.
///
/// - Source: CSS art. 185, 208, 212: the right does not lapse, each instalment does after five years. Early pensions reach no month back.
extension Claimant {
  /// The first month that a claim of the valuation month can bring.
  func earliestStart(by route: RouteTest.Route) throws -> YearMonth {
    guard route == .oldAge else { return applicant.asOf }
    let oldAge = month(attaining: try route.age(system.parameters, on: applicant.asOf))
    return max(min(oldAge, applicant.asOf), applicant.asOf - (try reach()))
  }

  /// Months that a claim reaches back.
  func reach() throws -> Int { try system.parameters.value(.claimReach, inForce: applicant.asOf).value }

  /// The month in which the old-age pension's conditions were first met; nil where they are met later than `last`.
  func firstOldAgeMonth(to last: YearMonth) throws -> YearMonth? {
    var month = month(attaining: try RouteTest.Route.oldAge.age(system.parameters, on: last))
    while month <= last {
      if try test(.oldAge, startingIn: month).passes { return month }
      for instrument in instruments where try test(.oldAge, startingIn: month, with: instrument).passes { return month }
      month = month + 1
    }
    return nil
  }

  /// What a pension of months that have passed brings for them, each at the index and the readjustments of its own month, the allowance of
  /// each December included; nil from the valuation month on.
  func backPay(of decision: Decision, from start: YearMonth) throws -> BackPay? {
    guard start < applicant.asOf else { return nil }
    let amounts = try (start...applicant.asOf).map { month in
      let amounts = decision.pension.amounts(adjustedBy: try adjustment(from: start, in: month).value)
      var due = amounts.gross.amount
      // Each day of the first month is one thirtieth (CSS art. 185).
      if month == start, decision.day > 1 { due = payable(due * (31 - min(decision.day, 30)) / 30).amount }
      // In the first year a twelfth of the allowance for each month (CSS art. 219bis).
      if month.month == 12 {
        let allowance = amounts.yearEndAllowance.amount
        due += month.year == start.year ? payable(allowance * (13 - start.month) / 12).amount : allowance
      }
      return due
    }
    return BackPay(amounts: amounts, asOf: applicant.asOf, fileBy: start + (try reach()))
  }

  /// Months of the old-age pension that have lapsed at the valuation month.
  func lateClaim() throws -> [PaymentLoss] {
    let reached = try earliestStart(by: .oldAge)
    guard reached < applicant.asOf, let first = try firstOldAgeMonth(to: reached), first < reached else { return [] }
    let late = LateClaim(start: first, filed: applicant.asOf, reach: try reach())
    return [
      PaymentLoss(
        .lateClaim, from: first, through: reached - 1, months: late.lost,
        sentence: Remark(
          .monthsLost,
          [
            "name": .text(applicant.person.id), "months": .integer(late.lost), "from": .month(first),
            "through": .month(reached - 1),
          ]))
    ]
  }
}
