// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What somebody who died leaves a widow or widower in one month.
public struct SurvivorBase: Hashable, Sendable {
  /// The deceased's primary insurance amount in the benefit month.
  public var pia: Money<USD>
  /// Delayed credits that the deceased had earned to the month of death.
  public var credits: Money<USD>
  /// The deceased's own benefit in the benefit month where it was reduced for age; it limits the survivor's.
  public var reducedBenefit: Money<USD>?

  public init(pia: Money<USD>, credits: Money<USD> = .zero, reducedBenefit: Money<USD>? = nil) {
    (self.pia, self.credits, self.reducedBenefit) = (pia, credits, reducedBenefit)
  }
}

extension LawTables {
  /// A widow's or widower's benefit.
  ///
  /// Where the deceased had a reduced benefit, it is no more than the larger of that one and 82.5 % of the PIA: a limit, not a reduction.
  ///
  /// - Source: 42 U.S.C. § 402(e)(2), (f)(2), (q)(1); POMS RS 00615.301, .320. The reduction is cut at four decimals and raised to the dime.
  /// - Parameters:
  ///   - months: before the survivors' full retirement age, 0 from it on.
  ///   - possible: months from 60 to it.
  func survivorBenefit(_ base: SurvivorBase, months: Int, possible: Int) -> Money<USD> {
    let whole = base.pia + base.credits
    let benefit = whole - survivorReduction(base: whole, months: min(max(0, months), possible), possible: possible)
    return survivorLimit(base).map { min(benefit, $0) } ?? benefit
  }

  /// The most that a survivor of somebody with a reduced benefit gets; nil after an unreduced one.
  ///
  /// - Source: 42 U.S.C. § 402(e)(2)(D), (f)(2)(D); POMS RS 00615.320.
  func survivorLimit(_ base: SurvivorBase) -> Money<USD>? {
    base.reducedBenefit.map { max($0, Money(base.pia.amount * fixed.survivorLimit, rounded: .dimeDown)) }
  }

  /// The most months before the survivors' full retirement age at which the benefit still reaches the limit: to wait longer gains nothing.
  /// Nil where there is no limit.
  func lastUsefulMonths(_ base: SurvivorBase, possible: Int) -> Int? {
    guard let limit = survivorLimit(base) else { return nil }
    var free = base
    free.reducedBenefit = nil
    return (0...possible).last { survivorBenefit(free, months: $0, possible: possible) >= limit }
  }

  /// Months from 60 to the survivors' full retirement age.
  func possibleMonths(_ survivor: RetirementAges) -> Int {
    survivor.survivorFullRetirementAge.inMonths - fixed.survivorFirstAge[0] * 12
  }

  /// The same benefit by the survivor's ages and first month; months withheld for work leave the reduction at full retirement age.
  func survivorBenefit(
    _ base: SurvivorBase, survivor: RetirementAges, entitlement: YearMonth, withheld: Int = 0
  ) -> Money<USD> {
    survivorBenefit(
      base, months: survivor.survivorFullMonth - entitlement - withheld, possible: possibleMonths(survivor))
  }

  /// The amount by which a survivor's benefit is reduced, a multiple of the dime (POMS RS 00615.301, RS 00601.020).
  func survivorReduction(base: Money<USD>, months: Int, possible: Int) -> Money<USD> {
    let exact = (base.amount * months * fixed.survivorReduction).scaled(by: .one, over: ExactDecimal(possible))
    return amountToTheNextDime(exact)
  }

  /// What a worker who died leaves in `month`; nil where nobody is insured on the record.
  ///
  /// - Source: 42 U.S.C. § 402(e)(2)(B)–(D), (w); 415(a)(3)(B); POMS GN 01701.210, .225 for a totalized record.
  /// - Parameters:
  ///   - question: of the deceased; its entitlement counts where `hadClaimed`.
  ///   - hadClaimed: whether the deceased was entitled in the month before the death.
  func survivorBase(
    of question: BenefitQuestion, died death: YearMonth, hadClaimed: Bool, survivor: RetirementAges, in month: YearMonth
  ) -> SurvivorBase? {
    let ages = question.ages
    if death.year < ages.eligibilityYear, question.career.stated == nil {
      return amountAtDeath(
        question.career, deceased: ages, death: death, foreign: question.foreign, survivor: survivor, in: month
      ).map { SurvivorBase(pia: $0.pia) }
    }
    var asked = question
    // The windfall provision ends with the worker's life (42 U.S.C. § 415(a)(7)(A)).
    (asked.windfall, asked.pension) = (.repealed, nil)
    if !hadClaimed { asked.entitlement = max(death, ages.firstMonth) }
    // Earnings of the year of death count at once (42 U.S.C. § 415(b)(2)(B)(ii)).
    asked.month = max(month, asked.entitlement)
    asked.lastYear = max(death.year, asked.month.year - 1)
    let benefit = workerBenefit(asked)
    guard benefit.reason == nil else { return nil }
    // Credits of the year of death are not put off to January.
    let earned = adjustment(
      ages, entitlement: asked.entitlement, month: .january(max(death, asked.entitlement).year + 1))
    let credits =
      earned.creditMonths > 0 && !benefit.isSpecialMinimumPaid
      ? max(.zero, earned.benefit(on: benefit.pia) - benefit.pia) : .zero
    return SurvivorBase(
      pia: benefit.pia, credits: credits,
      reducedBenefit: hadClaimed && earned.reductionMonths > 0 ? benefit.benefit : nil)
  }

  /// What is paid beside an own benefit: a higher survivor's benefit tops it up.
  ///
  /// - Source: 42 U.S.C. § 402(k)(3)(A). Deemed filing does not reach survivors (§ 402(r)): the two first months are chosen apart.
  func survivorTopUp(_ survivor: Money<USD>, beside own: Money<USD>) -> Money<USD> { max(.zero, survivor - own) }
}

/// Whether and when to draw a survivor's benefit at once or at the survivors' full retirement age, beside an own benefit that runs already.
struct SurvivorChoice: Hashable, Sendable {
  /// Paid a month at once, and later, the own benefit included.
  var now: Money<USD>
  var later: Money<USD>
  /// What waiting gives up in all, before increases.
  var givenUp: Money<USD>
  /// Months after which waiting is ahead; nil where it never is.
  var monthsToBreakEven: Int?

  init(base: SurvivorBase, own: Money<USD>, months: Int, possible: Int, tables: LawTables) {
    now = max(own, tables.survivorBenefit(base, months: months, possible: possible))
    later = max(own, tables.survivorBenefit(base, months: 0, possible: possible))
    givenUp = (now - own) * months
    let gain = later - now
    monthsToBreakEven = gain > .zero ? (givenUp.cents + gain.cents - 1) / gain.cents : nil
  }
}

extension UnitedStates {
  /// The death payment: once, to the spouse of the same household, or to one who was entitled on the record in the month of death.
  ///
  /// - Source: 42 U.S.C. § 402(i); 20 CFR 404.390–404.392.
  /// - Parameters:
  ///   - claimed: the month of the application, in the two years after the death.
  /// - Throws: ``ParameterError`` for a death before the amount was fixed.
  public func lumpSum(death: CalendarDate, sameHousehold: Bool, entitledOnRecord: Bool, claimed: YearMonth) throws
    -> Money<USD>
  {
    let months = try parameters.value(.lumpSumMonths, inForce: death.yearMonth).value
    guard sameHousehold || entitledOnRecord, claimed - death.yearMonth <= months else { return .zero }
    return try lumpSumDeathPayment(death: death)
  }
}
