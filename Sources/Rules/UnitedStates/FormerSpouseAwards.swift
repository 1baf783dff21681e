// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

/// The award on one former spouse's record from one month on, as paths carry it: the benefit, less the own one, which is paid first.
///
/// Parts are rounded in neither: what paths leave out of the dime.
struct FormerAward {
  let claim: FormerSpouseClaim
  let right: FormerRight
  let start: YearMonth
  let law: UnitedStates
  private var tables: LawTables { law.tables }
  /// The person's own benefit; its entitlement is that of the own claim, or ``start`` without one.
  private let own: BenefitQuestion
  private let work: WorkDeductions

  init(_ claim: FormerSpouseClaim, _ right: FormerRight, from start: YearMonth, law: UnitedStates) throws {
    (self.claim, self.right, self.start, self.law) = (claim, right, start, law)
    var question = try law.question(claim.applicant, entitlement: claim.own?.from ?? start)
    own = question
    question.entitlement = min(start, question.entitlement)
    work = try law.workDeductions(question, of: claim.applicant)
  }

  /// Whether the month is lost to work; earnings are charged to the own benefit first.
  private func share(in month: YearMonth) -> Double {
    guard let lost = work.monthly.first(where: { $0.month == month }) else { return 1 }
    if lost.loss == .foreignWork { return 0 }
    return claim.own == nil || month < own.entitlement ? work.paidShare[month] ?? 1 : 1
  }

  /// Months from ``start`` on that work took in whole or in part before the full age of this benefit.
  private var withheld: Int {
    work.monthly.count { $0.month >= start && $0.month < right.full && share(in: $0.month) < 1 }
  }

  func award() throws -> Award? {
    let parts = try components()
    guard let first = try amount(in: start), !parts.isEmpty else { return nil }
    var award = Award(
      country: law.country, currency: law.currency, from: start, basis: basis, article: right.article,
      firstMonthlyAmount: (share(in: start) == 1 ? first.paid : .zero).amount,
      isProjected: start.year > tables.cola.lastPublished, components: parts,
      remarks: remarks(first))
    award.backPay = try law.backPay(from: start, asOf: claim.applicant.asOf, right.ages, isCredited: false) { month in
      share(in: month) == 1 ? try amount(in: month)?.paid.amount ?? .zero : .zero
    }
    if claim.applicant.wantsDerivation { award.derivation = derivation(first) }
    award.losses = work.losses.filter { $0.through >= start }
    return award
  }

  private func derivation(_ first: Amounts) -> Derivation {
    var writer = FamilyDerivation(law, in: start)
    if let death = right.death {
      guard
        let base = tables.survivorBase(
          of: right.worker, died: death, hadClaimed: right.hadClaimed, survivor: right.ages, in: start)
      else { return Derivation() }
      writer.writeSurvivor(base, months: first.months, possible: tables.possibleMonths(right.ages), own: first.own)
    } else {
      let hasOwn = claim.own != nil && start >= own.entitlement
      let ownPia = hasOwn ? tables.workerBenefit(own.asked(in: start)).pia : .zero
      let worker = tables.workerBenefit(right.worker.asked(in: max(start, right.worker.entitlement)))
      let benefit = tables.spouseBenefit(
        workerPia: worker.pia, months: first.months, ownPia: ownPia, ownBenefit: first.own, familyMaximum: nil)
      writer.writeSpouse(benefit, workerPia: worker.pia, ownPia: ownPia, familyMaximum: nil)
    }
    return writer.derivation
  }

  private var basis: String {
    guard let death = right.death else {
      return tables.workerBenefit(right.worker.asked(in: max(start, right.worker.entitlement))).basis.rawValue
    }
    let month = max(death, right.worker.entitlement)
    let found = tables.insuredBasis(right.worker.asked(in: month))
    return (found.basis == .none ? EntitlementBasis.national : found.basis).rawValue
  }

  /// Exact amounts of a month, to the dime.
  struct Amounts {
    /// On the former spouse's record, before the own benefit is set against it.
    var whole: Money<USD>
    var own: Money<USD>
    var paid: Money<USD>
    var months: Int
  }

  /// Nil where nothing is due on the record.
  func amount(in month: YearMonth) throws -> Amounts? {
    let left = month >= right.full ? withheld : 0
    let months = max(0, right.full - start - left)
    let hasOwn = claim.own != nil && month >= own.entitlement
    let ownBenefit = hasOwn ? tables.workerBenefit(own.asked(in: month)) : nil
    let drawn = ownBenefit.map { $0.amount(withheld: ownWithheld(in: month), tables) } ?? .zero
    if let death = right.death {
      guard
        let base = tables.survivorBase(
          of: right.worker, died: death, hadClaimed: right.hadClaimed, survivor: right.ages, in: month)
      else { return nil }
      let whole = tables.survivorBenefit(base, survivor: right.ages, entitlement: start, withheld: left)
      return Amounts(whole: whole, own: drawn, paid: tables.survivorTopUp(whole, beside: drawn), months: months)
    }
    let worker = tables.workerBenefit(right.worker.asked(in: max(month, right.worker.entitlement)))
    let benefit = tables.spouseBenefit(
      workerPia: worker.pia, months: months, ownPia: ownBenefit?.pia ?? .zero, ownBenefit: drawn, familyMaximum: nil)
    return Amounts(whole: benefit.base, own: drawn, paid: benefit.spouse, months: months)
  }

  private func ownWithheld(in month: YearMonth) -> Int { month >= own.ages.fullMonth ? ownMonthsWithheld : 0 }

  private var ownMonthsWithheld: Int {
    work.monthly.count { $0.month >= own.entitlement && WorkDeductions.counts($0.loss) }
  }

  private func components() throws -> [AwardComponent] {
    guard let left = try whatIsLeft() else { return [] }
    let ownParts = claim.own?.unreduced ?? []
    let steps = (ownParts + (claim.own?.components ?? [])).flatMap { $0.steps.map(\.from) }
    var turns = Set(steps + work.monthly.flatMap { [$0.month, $0.month + 1] } + [right.full, own.ages.fullMonth])
    turns = turns.filter { $0 > start }
    turns.insert(start)
    let reducesOwn = right.death == nil
    var parts = [
      AwardComponent(
        name: Remark(reducesOwn ? .partHalfOther : .partSurvivor), base: left.base, entryYear: left.entryYear, level: 0,
        steps: [])
    ]
    parts += ownParts.map {
      AwardComponent(
        name: Remark(reducesOwn ? .partLessOwn : .partLessDrawn), base: -$0.base, entryYear: $0.entryYear,
        level: $0.level, steps: [])
    }
    for turn in turns.sorted() {
      let reduced = reducedShare(in: turn)
      let paid = share(in: turn)
      for number in parts.indices {
        var factor: Double
        if number == 0 {
          factor = reducesOwn ? Double(tables.fixed.spouseShare) / 100 * reduced : left.share(reduced)
        } else {
          let part = ownParts[number - 1]
          let drawn = ownFactor(part, in: turn)
          factor =
            reducesOwn
            ? part.factor(in: turn) * reduced + max(0, drawn - part.factor(in: turn)) : drawn
        }
        factor *= paid
        if parts[number].steps.last?.factor != factor { parts[number].steps.append(.init(from: turn, factor: factor)) }
      }
    }
    return parts
  }

  /// What the own benefit is of a part of its primary insurance amount when no work takes it.
  private func ownFactor(_ part: AwardComponent, in month: YearMonth) -> Double {
    guard claim.own != nil, month >= own.entitlement else { return 0 }
    let adjustment =
      month >= own.ages.fullMonth && ownMonthsWithheld > 0
      ? tables.adjustedAtFullAge(own.ages, entitlement: own.entitlement, withheld: ownMonthsWithheld)
      : tables.adjustment(own.ages, entitlement: own.entitlement, month: month)
    return part.factor(in: month) * Double(adjustment.numerator) / Double(adjustment.denominator)
  }

  /// The share that the months before full age leave.
  private func reducedShare(in month: YearMonth) -> Double {
    let months = max(0, right.full - start - (month >= right.full ? withheld : 0))
    if right.death == nil {
      let fraction = reductionFraction(months: months, rule: tables.fixed.spouseReduction)
      return Double(fraction.numerator) / Double(fraction.denominator)
    }
    let possible = tables.possibleMonths(right.ages)
    return 1 - tables.fixed.survivorReduction.double * Double(min(months, possible)) / Double(max(1, possible))
  }

  /// The amount that shares are taken of, in units that the law keeps constant.
  private struct Left {
    var base: Double
    var entryYear: Int
    /// The worker's own benefit as a share of the amount, credits in.
    var claim = 1.0
    /// The most that a survivor of somebody with a reduced benefit gets of it.
    var limit = Double.infinity

    /// The survivor's share at some reduction.
    func share(_ reduced: Double) -> Double { min(max(1, claim) * reduced, limit) }
  }

  private func whatIsLeft() throws -> Left? {
    let ages = right.worker.ages
    guard let death = right.death else {
      let benefit = tables.workerBenefit(right.worker.asked(in: max(start, right.worker.entitlement)))
      guard benefit.reason == nil else { return nil }
      let isSpecial = benefit.isSpecialMinimumPaid
      return Left(
        base: isSpecial ? benefit.specialMinimumAtBase(in: tables) : benefit.amountAtEligibility(in: tables),
        entryYear: isSpecial ? LawTables.specialMinimumYear : ages.eligibilityYear)
    }
    guard
      let amount = law.amountLeft(
        right.worker, survivor: right.ages, died: death, claimed: right.hadClaimed ? right.worker.entitlement : nil,
        in: start)
    else { return nil }
    var left = Left(base: amount.base, entryYear: amount.entryYear)
    guard amount.earnsCredits || right.hadClaimed,
      death.year >= ages.eligibilityYear || right.worker.career.stated != nil
    else { return left }
    let earned = tables.adjustment(
      ages, entitlement: right.worker.entitlement, month: .january(max(death, right.worker.entitlement).year + 1))
    let claim = amount.earnsCredits ? earned : earned.withoutCredits
    let factor = Double(claim.numerator) / Double(claim.denominator)
    // Without an own claim there are credits up to the death and no reduction.
    left.claim = max(1, factor)
    if right.hadClaimed, factor < 1 { left.limit = max(factor, tables.fixed.survivorLimit.double) }
    return left
  }

  private func remarks(_ first: Amounts) -> [Remark] {
    var filling: [String: Remark.Argument] = [
      "name": .text(claim.applicant.person.id), "former": .text(claim.former.person.id), "month": .month(start),
      "whole": .text(first.whole.text), "own": .text(first.own.text), "months": .integer(first.months),
    ]
    guard right.death == nil else {
      return [Remark(.survivorOfThePast, filling)] + (right.hadClaimed ? [] : [Remark(.noReducedClaim, filling)])
    }
    filling["full"] = .month(right.full)
    return [Remark(.divorcedSpouse, filling)]
  }
}
