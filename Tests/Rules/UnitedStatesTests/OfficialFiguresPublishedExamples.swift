// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Figures printed by SSA, each with its page; the numbers US-G… are those of the case book.
@Suite("United States: figures printed by SSA")
struct OfficialFiguresPublishedExamples {
  private func pia(_ aime: Int, _ year: Int) -> Money<USD> {
    primaryInsuranceAmount(
      aime: aime, bendPoints: law.tables.bendPoints[year], percentages: law.tables.fixed.piaPercentages,
      rounding: law.tables.piaRounding(eligibilityYear: year))
  }

  /// US-G06, POMS GN 01701.200: two quarters in 1970 count half of the base of 7,800.
  @Test("a year with two quarters counts half the wage base")
  func partialYear() {
    let wage: Money<USD> = law.tables.averageWage[1970]
    let capped = earningsRatio(earnings: 4200, contributionBase: 7800, quarters: 2, averageWage: wage)
    #expect(capped == earningsRatio(earnings: 3900, contributionBase: 7800, quarters: 4, averageWage: wage))
    #expect(capped == 6_304_314)
  }

  /// US-G10, US-G11, US-G12: SSA OACT, retirebenefit2 of 2017, and formula pages of 2025.
  @Test("maximum and average earners")
  func formulaPages() {
    #expect(pia(8843, 2013) == 2595.70)
    #expect(law.tables.increased(2595.70, from: 2013, in: YearMonth(2014, 1)) == 2634.60)
    #expect(law.tables.increased(2595.70, from: 2013, in: YearMonth(2015, 1)) == 2679.30)
    #expect(law.tables.increased(2595.70, from: 2013, in: YearMonth(2016, 12)) == 2687.30)
    #expect(pia(4010, 2017) == 1796.50)
    #expect(pia(13_689, 2025) == 4020.90)
  }

  @Test("earnings at the wage base from 22 give the AIME of SSA's pages")
  func maximumEarners() {
    func aime(born year: Int, through last: Int) -> (total: Money<USD>, aime: Int) {
      let career = law.career(
        earnings: Dictionary(uniqueKeysWithValues: ((year + 22)...last).map { ($0, law.tables.contributionBase[$0]) }))
      let ages = law.ages(born: CalendarDate(year, 6, 15)!)
      let indexed = law.tables.indexed(career, eligibilityYear: ages.eligibilityYear, through: last)
      return averageIndexedMonthlyEarnings(indexed, years: computationYears(ages, rules: law.tables.fixed))
    }
    #expect(aime(born: 1951, through: 2016) == (3_714_380.50, 8843))
    #expect(aime(born: 1963, through: 2024) == (5_749_686.05, 13_689))
  }

  /// US-G14: SSA OACT, retirebenefit1, editions of 2015 and 2013.
  @Test("indexing")
  func indexing() {
    func indexed(_ amount: Money<USD>, _ year: Int, to index: Int) -> Money<USD> {
      indexedEarnings(
        creditable: amount, averageWage: law.tables.averageWage[year],
        averageWageOfIndexYear: law.tables.averageWage[index])
    }
    #expect(indexed(8070, 1975, to: 2013) == 41_970.90)
    #expect(indexed(7087, 1973, to: 2011) == 40_183.39)
  }

  /// US-G15, POMS RS 00605.021 C: up to the dime through 1981, down from June 1982. US-G16, SSA OACT colaapplic.
  @Test("increases round up, then down")
  func increases() {
    #expect(pia(682, 1979) == 322.70)
    let chain: [(YearMonth, Money<USD>)] = [
      (YearMonth(1979, 5), 322.70), (YearMonth(1979, 6), 354.70), (YearMonth(1980, 6), 405.50),
      (YearMonth(1981, 6), 451.00),
      (YearMonth(1982, 6), 484.30), (YearMonth(1983, 11), 484.30),
    ]
    for (month, amount) in chain { #expect(law.tables.increased(322.70, from: 1979, in: month) == amount, "\(month)") }
    #expect(law.tables.increased(2010.50, by: 25, year: 2024) == 2060.70)
    // The 1999 increase was announced as 2.4 % and corrected for months from July 2001.
    #expect(
      law.tables.increase(1999, in: YearMonth(2001, 6)) == 24 && law.tables.increase(1999, in: YearMonth(2001, 7)) == 25
    )
    #expect(law.tables.increase(1999, in: YearMonth(1999, 11)) == 0)
  }

  /// US-G17, US-G18: SSA OACT, bend points of 2008, amounts of 2026.
  @Test("formulas give the printed amounts")
  func formulas() {
    #expect(law.tables.formulaBendPoints(2008) == BendPoints(first: 711, second: 4288))
    #expect(law.tables.formulaBendPoints(2026) == BendPoints(first: 1286, second: 7749))
    #expect(law.tables.formulaFamilyBendPoints(2026) == FamilyBendPoints(first: 1643, second: 2371, third: 3093))
    #expect(law.tables.formulaQuarterAmount(2026) == 1890)
    #expect(law.tables.formulaContributionBase(2026) == 184_500)
    #expect(law.tables.exemptUnderFullAge[2026] == 24_480 && law.tables.exemptYearOfFullAge[2026] == 65_160)
  }

  /// Every value that SSA printed since the formulas began comes out of them.
  @Test("formulas reproduce every published bend point, quarter amount and base")
  func everyPublishedYear() {
    for year in 1979...2026 {
      #expect(law.tables.formulaBendPoints(year) == law.tables.bendPoints[year], "\(year)")
      #expect(law.tables.formulaFamilyBendPoints(year) == law.tables.familyBendPoints[year], "\(year)")
      #expect(
        max(law.tables.formulaQuarterAmount(year), law.tables.quarterAmount[year - 1])
          == law.tables.quarterAmount[year],
        "\(year)")
    }
    for year in 1995...2026 {
      let frozen = law.tables.cola[year - 1] == 0
      let before = law.tables.contributionBase[year - 1]
      #expect(
        (frozen ? before : max(before, law.tables.formulaContributionBase(year))) == law.tables.contributionBase[year],
        "\(year)")
    }
  }

  /// US-G22: POMS RS 00615.692.
  @Test("delayed credits by year of birth")
  func delayedCredits() {
    let old = law.ages(born: CalendarDate(1928, 6, 15)!)
    #expect(
      law.tables.adjustment(old, entitlement: old.fullMonth + 25, month: old.lastMonth).benefit(on: 802.80) == 869.70)
    let later = law.ages(born: CalendarDate(1940, 6, 15)!)
    #expect(
      law.tables.adjustment(later, entitlement: later.fullMonth + 30, month: later.lastMonth).benefit(on: 1000) == 1175)
  }

  /// US-G23: SSA, agereduction table, whole dollars of a PIA of 1,000 at exactly 62.
  @Test(
    "reduction at 62 by year of birth",
    arguments: [
      (1937, 36, 800, 375), (1938, 38, 791, 370), (1939, 40, 783, 366), (1943, 48, 750, 350), (1954, 48, 750, 350),
      (1960, 60, 700, 325), (1975, 60, 700, 325),
    ])
  func reductionAt62(_ year: Int, _ months: Int, _ worker: Int, _ spouse: Int) {
    let ages = law.ages(born: CalendarDate(year, 5, 2)!)
    let first = ages.firstMonth
    let adjustment = law.tables.adjustment(ages, entitlement: first, month: first)
    #expect(adjustment.reductionMonths == months)
    #expect(adjustment.benefit(on: 1000).cents / 100 == worker)
    let share = law.tables.spouseBenefit(workerPia: 1000, spouse: ages, entitlement: first)
    #expect(share.total.cents / 100 == spouse)
  }

  /// US-G24: POMS RS 00615.101, RS 00615.692 for full retirement age 67.
  @Test(
    "factors at full retirement age 67",
    arguments: [
      (-60, "700.00"), (-59, "704.10"), (-48, "750.00"), (-36, "800.00"), (-24, "866.60"), (-12, "933.30"),
      (-1, "994.40"),
      (0, "1000.00"), (12, "1080.00"), (36, "1240.00"), (40, "1240.00"),
    ])
  func factors(_ months: Int, _ amount: String) {
    let ages = law.ages(born: CalendarDate(1965, 1, 2)!)
    let month = ages.fullMonth + months
    #expect(law.tables.adjustment(ages, entitlement: month, month: month).benefit(on: 1000) == usd(amount))
  }

  /// US-G32: SSA's chart of the most that the windfall provision took, by year of eligibility and years of coverage.
  @Test(
    "greatest windfall reduction",
    arguments: [
      (1990, 20, "178.00"), (1990, 21, "160.20"), (1990, 22, "142.40"), (2004, 10, "306.00"), (2022, 20, "512.00"),
      (2024, 0, "587.00"), (2024, 29, "58.70"), (2024, 30, "0.00"),
    ])
  func windfallChart(_ year: Int, _ coverage: Int, _ expected: String) {
    let points = law.tables.bendPoints[year]
    let percent = law.tables.windfallPercentage(yearsOfCoverage: coverage, eligibilityYear: year)
    #expect(Money<USD>(cents: points.first * (90 - percent)).rounded(.dimeDown) == usd(expected))
  }

  /// US-G29's neighbour: 1986 to 1989 the percentage could not fall below the phase-in.
  @Test("phase-in of the windfall provision", arguments: [(1986, 80), (1987, 70), (1988, 60), (1989, 50), (1990, 40)])
  func phaseIn(_ year: Int, _ percent: Int) {
    #expect(law.tables.windfallPercentage(yearsOfCoverage: 5, eligibilityYear: year) == percent)
  }
}
