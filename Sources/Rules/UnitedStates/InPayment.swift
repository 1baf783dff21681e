// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension UnitedStates {
  /// The record of somebody whose benefit is in payment: as it is, or, where it is bare, the primary insurance amount that is stated or that
  /// the amount in payment comes from.
  ///
  /// - Throws: ``ClaimRefusal`` where nothing says how much is paid.
  func recordBehind(_ record: InsuranceRecord, _ ages: RetirementAges) throws -> InsuranceRecord {
    guard let running = record.inPayment, record.isBare else { return record }
    let adjustment = tables.adjustment(ages, entitlement: running.since, month: max(running.asOf, running.since))
    guard
      let pia = running.stated
        ?? running.amount.map({ adjustment.primaryAmount(giving: Money($0, rounded: .halfUp)).amount })
    else {
      throw ClaimRefusal(
        message: "nothing says what the benefit in payment since \(running.since) is", article: "42 U.S.C. § 415(a)",
        hint: "add amount: 1480, the primary insurance amount pia: 1763.20, or the record's earnings")
    }
    var found = record
    found.stated = StatedAmount(pia, asOf: running.asOf)
    return found
  }

  /// An award in payment with the amount that is stated, where a record gives another one.
  func asStated(_ award: Award, _ question: BenefitQuestion, _ record: InsuranceRecord) -> Award {
    guard let running = record.inPayment, !record.isBare, let amount = running.amount, amount > .zero else {
      return award
    }
    let paid = tables.workerBenefit(question.asked(in: max(running.asOf, running.since))).benefit.amount
    guard paid > .zero, paid != amount else { return award }
    var scaled = award.scaled(by: amount.double / paid.double)
    scaled.remarks.append(
      Remark(.paidAsStated, ["paid": .exact(paid), "amount": .exact(amount), "month": .month(running.asOf)]))
    return scaled
  }
}

extension ClaimAdjustment {
  /// The least primary insurance amount, in dimes, that gives a benefit; the benefit is rounded down, so others may give it too.
  ///
  /// - Source: 42 U.S.C. § 415(g), turned around.
  func primaryAmount(giving amount: Money<USD>) -> Money<USD> {
    let dime = Money<USD>(cents: 10)
    var pia = Money<USD>(
      amount.amount.scaled(by: ExactDecimal(denominator), over: ExactDecimal(numerator)), rounded: .dimeDown)
    while benefit(on: pia) < amount { pia += dime }
    while pia > dime, benefit(on: pia - dime) >= amount { pia -= dime }
    return pia
  }
}
