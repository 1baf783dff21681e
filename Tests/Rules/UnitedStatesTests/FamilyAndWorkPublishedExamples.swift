// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

@Suite("United States: family and work")
struct FamilyAndWorkPublishedExamples {
  /// US-G07: POMS GN 01701.215.
  @Test("a totalized family shares by percent")
  func totalizedFamily() {
    let child = law.tables.childBenefit(pia: 255.80, afterDeath: true)
    #expect(child == 191.80)
    let shares = familySharesByPercent([197.10, child], available: 383.70)
    #expect(shares == [194.50, 189.10])
    #expect(
      familyMaximum(
        pia: 255.80, bendPoints: law.tables.familyBendPoints[2000], percentages: law.tables.fixed.familyPercentages)
        == 383.70)
  }

  /// US-G25: POMS RS 00615.301. US-G28: POMS RS 00601.020.
  @Test("a widow's reduction is raised to the dime")
  func widow() {
    let widow = law.ages(born: CalendarDate(1940, 6, 15)!)
    #expect(widow.survivorFullRetirementAge == Age(years: 65, months: 2))
    #expect(law.tables.survivorReduction(base: 987.60, months: 37, possible: 62) == 168)
    #expect(
      law.tables.survivorBenefit(SurvivorBase(pia: 987.60), survivor: widow, entitlement: YearMonth(2002, 7)) == 819.60)
    #expect(amountToTheNextDime(90.2003) == 90.30)
    #expect(amountToTheNextDime(90.20003) == 90.20)
    #expect(Money<USD>(ExactDecimal("90.2003")!, rounded: .dimeDown) == 90.20)
  }

  /// 42 U.S.C. § 402(e)(2)(D): at full age the survivor of a worker who claimed at 62 gets 82.5 % of the PIA.
  @Test("a survivor of a reduced worker is limited")
  func survivorLimit() {
    let widow = law.ages(born: CalendarDate(1950, 6, 15)!)
    func benefit(_ reduced: Money<USD>?) -> Money<USD> {
      law.tables.survivorBenefit(
        SurvivorBase(pia: 1000, reducedBenefit: reduced), survivor: widow, entitlement: widow.survivorFullMonth)
    }
    #expect(benefit(750) == 825 && benefit(900) == 900 && benefit(nil) == 1000)
    #expect(
      law.tables.survivorBenefit(
        SurvivorBase(pia: 1000, credits: 320), survivor: widow, entitlement: widow.survivorFullMonth) == 1320
    )
    // Early and limited: the smaller of the two.
    let early = widow.month(attaining: Age(years: 60))
    #expect(
      law.tables.survivorBenefit(SurvivorBase(pia: 1000, reducedBenefit: 750), survivor: widow, entitlement: early)
        == 715)
  }

  /// US-G26: POMS RS 00615.250; US-G27: POMS RS 00615.201.
  @Test("a spouse's excess is reduced on its own")
  func spouse() {
    let spouse = law.ages(born: CalendarDate(1965, 3, 10)!)
    let both = law.tables.spouseBenefit(
      workerPia: 2000, spouse: spouse, entitlement: spouse.fullMonth, ownPia: 400, ownBenefit: 380)
    #expect(both.base == 1000 && both.excess == 600 && both.total == 980)
    let alone = law.tables.spouseBenefit(workerPia: 1800, spouse: spouse, entitlement: spouse.fullMonth - 59)
    #expect(alone.reductionMonths == 59 && alone.total == 588.70 && alone.total.rounded(.dollarDown) == 588)
    #expect(
      law.tables.spouseBenefit(workerPia: 1000, spouse: spouse, entitlement: spouse.fullMonth, ownPia: 500).spouse == 0)
    // Own delayed credits reduce what is paid of the excess, not whether there is one.
    let credits = law.tables.spouseBenefit(
      workerPia: 2000, spouse: spouse, entitlement: spouse.lastMonth, ownPia: 900, ownBenefit: 1116)
    #expect(credits.excess == 100 && credits.spouse == 0 && credits.total == 1116)
  }

  /// US-G34: 42 U.S.C. § 403(a).
  @Test("family maximum")
  func maximum() {
    let points = law.tables.familyBendPoints[2026]
    #expect(familyMaximum(pia: 2000, bendPoints: points, percentages: law.tables.fixed.familyPercentages) == 3435.50)
    #expect(familyShares([500, 500, 500], available: 900) == [300, 300, 300])
    #expect(familyShares([500, 300], available: 900) == [500, 300])
    #expect(familyShares([500, 500], available: 0) == [0, 0])
  }

  @Test("who can claim on a marriage, and when")
  func eligibility() throws {
    let worker = law.ages(born: CalendarDate(1960, 5, 20)!)
    let spouse = law.ages(born: CalendarDate(1962, 8, 3)!)
    let wedding = CalendarDate(1990, 6, 1)!
    let claimed = YearMonth(2027, 5)
    #expect(
      try law.spouseFirstMonth(
        spouse: spouse, marriage: Marriage(from: wedding), worker: worker, workerEntitlement: claimed)
        == claimed)
    #expect(throws: ClaimRefusal.self) {
      try law.spouseFirstMonth(
        spouse: spouse, marriage: Marriage(from: wedding), worker: worker, workerEntitlement: nil)
    }
    func divorced(_ day: CalendarDate, remarriage: CalendarDate? = nil) -> Marriage {
      Marriage(from: wedding, end: .divorce(day), remarriage: remarriage)
    }
    // 120 months to the day suffice, a day less does not.
    #expect(
      try law.spouseFirstMonth(
        spouse: spouse, marriage: divorced(CalendarDate(2000, 6, 1)!), worker: worker, workerEntitlement: nil)
        == spouse.firstMonth)
    #expect(throws: ClaimRefusal.self) {
      try law.spouseFirstMonth(
        spouse: spouse, marriage: divorced(CalendarDate(2000, 5, 31)!), worker: worker, workerEntitlement: claimed)
    }
    #expect(
      try law.spouseFirstMonth(
        spouse: spouse, marriage: divorced(CalendarDate(2026, 3, 15)!), worker: worker, workerEntitlement: nil)
        == YearMonth(2028, 3))
    #expect(throws: ClaimRefusal.self) {
      try law.spouseFirstMonth(
        spouse: spouse, marriage: divorced(CalendarDate(2010, 3, 15)!, remarriage: CalendarDate(2015, 1, 1)!),
        worker: worker,
        workerEntitlement: claimed)
    }
    let death = CalendarDate(2023, 1, 10)!
    #expect(try law.lumpSumDeathPayment(death: death) == 255)
    #expect(
      try law.survivorFirstMonth(survivor: spouse, marriage: Marriage(from: wedding), death: death)
        == YearMonth(2023, 1))
    #expect(throws: ClaimRefusal.self) {
      try law.survivorFirstMonth(survivor: spouse, marriage: Marriage(from: CalendarDate(2022, 4, 11)!), death: death)
    }
    #expect(try law.isDeemedToFileForBoth(born: CalendarDate(1954, 1, 2)!))
    #expect(try !law.isDeemedToFileForBoth(born: CalendarDate(1954, 1, 1)!))
  }

  /// US-G35: 20 CFR 404.415–404.435.
  @Test("earnings test month by month, the last in part")
  func earningsTest() {
    func charge(_ earnings: Money<USD>) -> EarningsCharge {
      earningsCharge(
        excess: law.tables.excessEarnings(year: 2026, earnings: earnings, fullAgeInYear: false),
        to: (YearMonth.january(2026)...YearMonth.december(2026)).map { ChargeableMonth($0, benefits: 800) })
    }
    // 5,000 are six months and a quarter: the seventh is paid in part, 600 of 800.
    #expect(charge(34_480).withheld == [800, 800, 800, 800, 800, 800, 200, 0, 0, 0, 0, 0])
    #expect(charge(34_480).excess == 5000 && charge(34_480).months == 7)
    #expect(charge(24_480).months == 0 && charge(500_000).charge == 9600)
    // Half of 101 dollars above the limit is cut to the dollar.
    #expect(charge(24_581).excess == 50)
    #expect(law.tables.isNonserviceMonth(year: 2026, wages: 2040, fullAgeInYear: false))
    #expect(!law.tables.isNonserviceMonth(year: 2026, wages: 2040.01, fullAgeInYear: false))
    #expect(!law.tables.isNonserviceMonth(year: 2026, wages: 0, isSelfEmployed: true, fullAgeInYear: false))
  }

  /// 42 U.S.C. § 403(c); 20 CFR 404.412: what is lost to work abroad comes back as fewer reduction months.
  @Test("foreign work test and the adjustment at full retirement age")
  func foreignWork() {
    let ages = law.ages(born: CalendarDate(1965, 1, 2)!)
    #expect(law.tables.foreignWorkCostsBenefit(in: ages.fullMonth - 1, fullMonth: ages.fullMonth, hours: 46))
    #expect(!law.tables.foreignWorkCostsBenefit(in: ages.fullMonth - 1, fullMonth: ages.fullMonth, hours: 45))
    #expect(!law.tables.foreignWorkCostsBenefit(in: ages.fullMonth, fullMonth: ages.fullMonth, hours: 200))
    let adjusted = law.tables.adjustedAtFullAge(ages, entitlement: ages.firstMonth, withheld: 36)
    #expect(adjusted.reductionMonths == 24 && adjusted.benefit(on: 1000) == 866.60)
    #expect(law.tables.adjustedAtFullAge(ages, entitlement: ages.firstMonth, withheld: 90).benefit(on: 1000) == 1000)
  }
}
