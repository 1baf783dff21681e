// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

extension Claimant {
  /// A pension in payment: as the record gives it, at the amount that is stated, or from the amount alone, which moves with index and
  /// readjustments.
  ///
  /// - Source: CSS art. 208, 225bis.
  /// - Throws: ``ClaimRefusal`` where neither record nor amount says how much is paid.
  func award(inPayment running: PensionInPayment) throws -> Award {
    let now = max(running.asOf, running.since)
    let factor = try adjustment(from: running.since, in: now).value
    let amount = running.amount ?? running.sumOfParts
    guard applicant.record.isBare else {
      let award = try newAward(startingIn: running.since)
      guard let amount else { return award }
      let paid = try decision(startingIn: running.since).pension.amounts(adjustedBy: factor).gross
      guard paid > .zero, paid.amount != amount else { return award }
      var scaled = award.scaled(by: amount.double / paid.double)
      scaled.remarks.append(
        Remark(.paidAsStated, ["paid": .exact(paid.amount), "amount": .exact(amount), "month": .month(now)]))
      return scaled
    }
    guard let amount, amount > .zero else {
      throw ClaimRefusal(
        message: "nothing says what the pension in payment since \(running.since) is", article: "CSS art. 208",
        hint: "add amount: 2400, its parts flat: 612.40 and proportional: 2310.00, or the record's periods")
    }
    let first = try adjustment(from: running.since, in: running.since)
    let base = amount / factor
    return Award(
      country: system.country, currency: system.currency, from: running.since,
      basis: EntitlementBasis.national.rawValue, article: "CSS art. 208, 225bis",
      firstMonthlyAmount: (base * first.value).roundedHalfUp(places: 2), isProjected: first.isProjected,
      components: [
        AwardComponent(
          name: Remark(.partPension), base: base.double, entryYear: running.since.year,
          level: Luxembourg.Level.pension, steps: [.init(from: running.since, factor: 1)])
      ], remarks: [Remark(.inPaymentAlone, ["amount": .exact(amount), "month": .month(now)])])
  }
}

extension PensionInPayment {
  /// The names of the two parts.
  static let (flatPart, proportionalPart) = ("flat", "proportional")

  var sumOfParts: ExactDecimal? {
    guard let flat = parts[Self.flatPart], let proportional = parts[Self.proportionalPart] else { return nil }
    return flat + proportional
  }
}

extension Luxembourg {
  /// The share of a pension in payment without a record that a death leaves to the spouse: the flat part and three quarters of the
  /// proportional one, or what is stated; nil where nothing tells.
  ///
  /// - Source: CSS art. 217.
  func spouseShare(of running: PensionInPayment, in month: YearMonth) throws -> Double? {
    if let share = running.survivorShare { return share.double }
    guard let sum = running.sumOfParts, sum > .zero, let flat = running.parts[PensionInPayment.flatPart],
      let proportional = running.parts[PensionInPayment.proportionalPart]
    else { return nil }
    let left =
      flat * (try parameters.value(.spouseFlat, inForce: month).value)
      + proportional * (try parameters.value(.spouseProportional, inForce: month).value)
    return left.double / sum.double
  }

  /// What deaths leave of a pension in payment of which there is no record.
  func survivorAward(of award: Award, inPayment running: PensionInPayment, from: YearMonth, through last: YearMonth)
    throws -> [SurvivorAward]
  {
    guard from <= last, let share = try spouseShare(of: running, in: from) else { return [] }
    var left = award
    left.from = max(from, award.from)
    left.article = "CSS art. 195, 217, 219, 223"
    for index in left.components.indices { left.components[index].name = Remark(.partSurvivor) }
    return [SurvivorAward(award: left, deaths: from...last, shares: [share], paysExcessOverOwn: false)]
  }
}
