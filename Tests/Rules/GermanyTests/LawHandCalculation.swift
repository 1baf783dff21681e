// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities
import Testing

@testable import GermanyRules

@Suite("German law by hand, from the text of the articles")
struct LawHandCalculation {
  let parameters: ParameterLibrary

  init() throws { parameters = try GermanParameters.library() }

  @Test("with 45 years, the month before 65 costs 7.5 % for life: § 38 has no early form")
  func oneMonthIsWorthEightPercent() throws {
    let oldAge = try OldAgePension(parameters)
    let born = try #require(CalendarDate(1964, 3, 10))
    let months = WaitingMonths(general: 545, long: 545, veryLong: 545)
    let before = try #require(try oldAge.best(born: born, start: YearMonth(2029, 3), months: months))
    let at = try #require(try oldAge.best(born: born, start: YearMonth(2029, 4), months: months))
    #expect(before.kind == .longInsured && before.factor == 0.925)
    #expect(at.kind == .veryLongInsured && at.factor == 1)
    #expect((at.factor / before.factor - 1).roundedHalfUp(places: 3) == 0.081)
  }

  @Test(
    "born on a first: the age is completed the day before, and the pension starts in the month of the birthday (§ 99(1))"
  )
  func bornOnAFirst() throws {
    let age = Age(years: 67)
    let first = try #require(CalendarDate(1965, 3, 1))
    let second = try #require(CalendarDate(1965, 3, 2))
    #expect(RetirementAges.firstMonth(born: first, attaining: age) == YearMonth(2032, 3))
    #expect(RetirementAges.firstMonth(born: second, attaining: age) == YearMonth(2032, 4))
  }

  @Test("a month that is several things counts once; creditable months count for 35 years and not for 5 or 45 (§ 51)")
  func waitingPeriods() throws {
    var history = InsuredMonths()
    history.insert(.compulsory, in: YearMonth(1990, 1)...YearMonth(1999, 12))
    history.insert(.childRaising, in: YearMonth(1995, 1)...YearMonth(1997, 12))
    history.insert(.creditable, in: YearMonth(1985, 1)...YearMonth(1988, 12))
    history.insert(.voluntary, in: YearMonth(2000, 1)...YearMonth(2000, 12))
    let waiting = WaitingPeriods(parameters)
    let found = try waiting.months(of: history, start: YearMonth(2030, 1))
    #expect(found == WaitingMonths(general: 132, long: 180, veryLong: 120))
    // 18 years of work open the voluntary months to the 45 years.
    history.insert(.compulsory, in: YearMonth(2001, 1)...YearMonth(2008, 12))
    #expect(try waiting.months(of: history, start: YearMonth(2030, 1)).veryLong == 228)
  }

  @Test("unemployment benefit of the last two years does not count for 45 years (§ 51(3a) no. 3)")
  func unemploymentBeforeTheStart() throws {
    var history = InsuredMonths()
    history.insert(.compulsory, in: YearMonth(1984, 1)...YearMonth(2024, 12))
    history.insert(.unemployment, in: YearMonth(2025, 1)...YearMonth(2028, 12))
    let found = try WaitingPeriods(parameters).months(of: history, start: YearMonth(2029, 1))
    #expect(found.veryLong == 41 * 12 + 24)
    #expect(found.long == 45 * 12)
    #expect(found.general == 41 * 12)
  }

  @Test("pay of the East is raised after it was capped, and no more from 2025 (§ 256a)")
  func payOfTheEast() throws {
    let points = try EarningsPoints(parameters)
    // 2024: ceiling East 89,400 x 1.014 over 47,085.
    #expect(try points.points(of: 95_000, in: 2024, east: true, startYear: 2030) == 1.9253)
    #expect(try points.points(of: 40_000, in: 2024, east: true, startYear: 2030) == 0.8614)
    #expect(
      try points.points(of: 40_000, in: 2025, east: true, startYear: 2030)
        == points.points(of: 40_000, in: 2025, startYear: 2030))
  }

  @Test("the year of the start and the year before are divided by the provisional average (§ 70(1))")
  func provisionalAverages() throws {
    let points = try EarningsPoints(parameters)
    #expect(try points.points(of: 40_551, in: 2020, startYear: 2021) == 1)
    #expect(try points.points(of: 39_167, in: 2020, startYear: 2022) == 1)
  }

  @Test(
    "36 months from the month after birth; of twins, the second's follow the first's; 36 for all from 2027 (§§ 56, 249)"
  )
  func childRaising() throws {
    let children = ChildRaising(parameters)
    let start = YearMonth(2030, 1)
    #expect(
      try children.periods(of: [YearMonth(1996, 5), YearMonth(1996, 5)], start: start)
        == [YearMonth(1996, 6)...YearMonth(1999, 5), YearMonth(1999, 6)...YearMonth(2002, 5)])
    #expect(try children.months(of: YearMonth(1990, 5), start: YearMonth(2026, 12)) == 30)
    #expect(try children.months(of: YearMonth(1990, 5), start: YearMonth(2027, 1)) == 36)
  }

  @Test(
    "a foreign pension bears half of the health rate and all of care: the court's 31.53 and 7.50 of a Spanish 384.50 (SGB V § 247)"
  )
  func foreignPension() throws {
    let contributions = PensionersContributions(parameters)
    let spanish = try contributions.charged(onForeign: 384.50, in: YearMonth(2012, 7))
    #expect(spanish.health == 31.53 && spanish.care == 7.50)
    // 2026: 8.75 % and 3.6 %; the childless 4.2 %.
    let american = try contributions.charged(onForeign: 1000, in: YearMonth(2026, 7), childless: true)
    #expect(american.health == 87.50 && american.care == 42.00)
    // All pensions share one ceiling: 5,812.50 less 5,500.
    #expect(
      try contributions.charged(onForeign: 1000, in: YearMonth(2026, 7), beside: 5500).health == 27.34)
  }

  @Test("bases from 603 to a twelfth of the ceiling; twelve least contributions of 2024 are back after 206 months")
  func voluntaryContributions() throws {
    let voluntary = VoluntaryContributions(parameters, points: try EarningsPoints(parameters))
    #expect(try voluntary.bases(in: YearMonth(2026, 5)) == 603...8450)
    #expect(voluntary.lastPayment(for: 2026) == YearMonth(2027, 3))
    #expect(VoluntaryContributions.monthsToPayBack(1200.82, monthly: 5.83) == 206)
    #expect(VoluntaryContributions.monthsToPayBack(1200.82, monthly: 0) == nil)
  }

  @Test("no month of two countries counts twice under the Union's regulation")
  func overlappingForeignMonths() throws {
    let own: [Int: MonthsOfYear] = [2000: .before(7)]
    let placed = Coverage(unit: .month, years: [2000: .init(count: 12, months: 0xFFF)])
    let rule = try Aggregation(parameters, on: YearMonth(2026, 7))
    let union = rule.agreements.filter { $0.partners.contains("LU") }
    #expect(
      rule.credited(["LU": placed, "FR": placed], by: union, beside: own, before: YearMonth(2020, 1)) == 6)
    #expect(rule.credited(["LU": placed], by: union, beside: own, before: YearMonth(2000, 10)) == 3)
  }

  @Test(
    "the last day to file that reaches back: a pension open at the beginning of August is claimed to the end of October (§ 99(1))"
  )
  func lastFiling() throws {
    #expect(try FirstMonth(parameters).lastFiling(for: YearMonth(2026, 8)) == YearMonth(2026, 10))
  }

  @Test("an own pension that began before 2011 is cut by 13 %, a later one by 14 % (SGB IV § 18b(5))")
  func flatCuts() throws {
    let widows = try WidowsPension(parameters)
    var income = SurvivorIncome()
    income.pensions = 1000
    #expect(try widows.netIncome(income) == 860)
    income.pensionBegan2011OrLater = false
    #expect(try widows.netIncome(income) == 870)
    // 26.4 and, for two children, 11.2 pension values of 42.52.
    #expect(try widows.allowance(in: YearMonth(2026, 7), children: 2) == 1598.75)
  }

  @Test("every parameter is read and typed")
  func parametersAreTyped() throws {
    for key in parameters.keys {
      let series = try #require(parameters.series[key])
      #expect(!series.entries.isEmpty, "\(key)")
      #expect(series.checked != nil, "\(key)")
    }
  }
}
