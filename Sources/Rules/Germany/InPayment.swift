// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension GermanClaimant {
  /// A pension in payment: as the record gives it, at the amount that is stated, or from the amount alone, whose points move with the
  /// pension value.
  ///
  /// - Source: SGB VI §§ 64, 65.
  /// - Throws: ``ClaimRefusal`` where neither record nor amount says how much is paid.
  func award(inPayment running: PensionInPayment) throws -> Award {
    let now = max(running.asOf, running.since)
    let value = try system.amounts.pensionValue(in: now).value
    guard applicant.record.isBare else {
      let award = try newAward(startingIn: running.since)
      guard let amount = running.amount else { return award }
      let paid = (award.components.reduce(0) { $0 + $1.base } * value.double * 100).rounded() / 100
      guard paid > 0, paid != amount.double else { return award }
      var scaled = award.scaled(by: amount.double / paid)
      scaled.remarks.append(
        Remark(.paidAsStated, ["paid": .text("\(paid)"), "amount": .exact(amount), "month": .month(now)]))
      return scaled
    }
    guard let amount = running.amount, amount > .zero else {
      throw ClaimRefusal(
        message: "nothing says what the pension in payment since \(running.since) is", article: "SGB VI § 64",
        hint: "add amount: 1482.09, or the record's pay or points")
    }
    let points = amount / value
    let first = try system.amounts.pensionValue(in: running.since).value
    return Award(
      country: system.country, currency: system.currency, from: running.since, basis: "national",
      article: "SGB VI §§ 64, 65", firstMonthlyAmount: (points * first).inCents, isProjected: false,
      components: [
        AwardComponent(
          name: Remark(.part), base: points.double, entryYear: running.since.year, level: Germany.Level.pensionValue,
          steps: [.init(from: running.since, factor: 1)])
      ], remarks: [Remark(.inPaymentAlone, ["amount": .exact(amount), "month": .month(now)]), Remark(.beforeTax)])
  }
}
