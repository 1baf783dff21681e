// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import LuxembourgRules
import Parameters
import Pensions
import Quantities
import Testing

@Suite("Luxembourg: published examples")
struct OldAgePensionPublishedExamples {
  /// CNAP, « Exemples de calcul », January 2016, first example.
  @Test("38 years of work and 5 of study, from January 2016")
  func cnapFirst() throws {
    let answer = try Answer(
      totals(
        born: day(1951, 1, 1), compulsory: 456, complementary: 60, sum: 224_000, claim: YearMonth(2016, 1)))
    #expect(answer["entitled"] == "true")
    #expect(answer["basis"] == "\"national\"")
    #expect(answer["flatMonthly"] == "458.05")
    #expect(answer["proportionalRatePercent"] == "1.945")
    #expect(answer["threshold"] == "93")
    #expect(answer["proportionalMonthly"] == "3996.43")
    #expect(answer["grossMonthly"] == "4454.48")
    #expect(answer["applicationIndex"] == "775.17")
    #expect(answer["awardFactor"] == "1.42")
    #expect(answer["projected"] == nil)
  }

  /// CNAP, the same sheet, second example: no minimum pension under twenty years.
  @Test("12 years of work and 6 of raising children, from January 2016")
  func cnapSecond() throws {
    let answer = try Answer(
      totals(born: day(1951, 1, 1), compulsory: 144, complementary: 72, sum: 24_000, claim: YearMonth(2016, 1)))
    #expect(answer["flatMonthly"] == "206.12")
    #expect(answer["proportionalRatePercent"] == "1.825")
    #expect(answer["proportionalMonthly"] == "401.77")
    #expect(answer["grossMonthly"] == "607.89")
    #expect(answer["minimumMonthly"] == nil)
  }

  /// CNAP, Calculation of the old-age pension, "Calculation bases".
  @Test("a salary of 1990 at index 100")
  func salaryAtIndex100() throws {
    let reduced = Luxembourg.printedReduction(of: 14_500, index: 461.61)
    #expect(reduced.coefficient == 0.21663)
    #expect(reduced.income100 == 3_141.14)
    #expect((ExactDecimal(14_500) * 100 / 461.61).roundedHalfUp(places: 2) == 3_141.18)
    let base = 14_500 * reduced.coefficient / (try luxembourg.factors.revaluation(of: 1990).value)
    #expect(base.roundedHalfUp(places: 2) == 2_847.81)
  }

  /// CNAP, La carrière d'assurance.
  @Test("old records in days")
  func days() { #expect(Luxembourg.months(fromDaysBefore1988: 6_345) == 282) }

  /// Ministry and IGSS, via the press, for the dates they printed; the same formula for the others.
  @Test(
    "minimum, maximum, year-end allowance and flat part of each date", arguments: try golden("social-parameters.csv"))
  func socialParameters(_ row: [String: String]) throws {
    let month = try #require(YearMonth(row["from"] ?? ""))
    let found = try luxembourg.socialParameters(in: month)
    #expect(found.minimumPension.text == row["minimum_pension"], "\(month)")
    #expect(found.maximumPension.text == row["maximum_pension"], "\(month)")
    #expect(found.yearEndAllowance.text == row["year_end_annual"], "\(month)")
    #expect(found.yearEndTwelfth.text == row["year_end_twelfth"], "\(month)")
    #expect(found.flatPart.text == row["flat_part"], "\(month)")
    #expect(found.survivorExemptIncome.text == row["survivor_exempt"], "\(month)")
  }

  /// IGSS, social parameters of 2001 to 2026. The allowance of 2021-01 and others rounds from the exact product.
  @Test("floor and ceiling of each date", arguments: try golden("contribution-base.csv"))
  func contributionBase(_ row: [String: String]) throws {
    let month = try #require(YearMonth(row["from"] ?? ""))
    #expect(luxembourg.base.floor(in: month)?.text == row["floor"], "\(month)")
    #expect(luxembourg.base.ceiling(in: month)?.text == row["ceiling"], "\(month)")
    guard month >= YearMonth(2014, 1) else { return }
    let found = try luxembourg.socialParameters(in: month)
    #expect(found.healthFloor.text == row["health_floor"], "\(month)")
    #expect(found.antiOverlapThreshold.text == row["anti_overlap"], "\(month)")
    let allowance = try #require(ExactDecimal(row["dependency_allowance"] ?? ""))
    #expect((found.dependencyAllowance.amount - allowance).double.magnitude <= 0.0101, "\(month)")
  }

  /// The yearly figure of IGSS caps the income of a whole year, also where it is lower than the monthly ceilings sum to: it is
  /// stale by the tranche of October 2021 and follows a misprinted mean in 2018.
  @Test("yearly ceilings from 2014 on", arguments: try golden("contribution-ceiling-annual.csv"))
  func annualCeilings(_ row: [String: String]) throws {
    let year = try #require(Int(row["year"] ?? ""))
    let printed = try #require(ExactDecimal(row["ceiling"] ?? ""))
    let found = try #require(luxembourg.base.ceiling(of: year))
    #expect(found == printed, "\(year): \(found) for \(printed)")
    // Eleven months are capped by theirs, and a tranche late in the year never lifts them over the year's figure.
    let eleven = try #require(luxembourg.base.ceiling(of: year, months: Array(2...12)))
    let monthly = (2...12).compactMap { luxembourg.base.ceiling(in: YearMonth(year, $0))?.amount }
    #expect(eleven == min(monthly.reduce(.zero) { $0 + $1 }, printed), "\(year)")
  }

  @Test("single figures that official pages print")
  func officialFigures() throws {
    let january2026 = try luxembourg.socialParameters(in: YearMonth(2026, 1))
    #expect(january2026.minimumPension == 2_376.62)
    #expect(january2026.maximumPension == 11_002.88)
    #expect(january2026.yearEndTwelfth == 84.60)
    #expect(january2026.antiOverlapThreshold == 901.25)
    #expect(january2026.healthFloor == 3_514.86)
    #expect(january2026.contributionCeiling == 13_518.68)
    let may2025 = try luxembourg.socialParameters(in: YearMonth(2025, 5))
    #expect(may2025.minimumPension == 2_350.89)
    #expect(may2025.maximumPension == 10_883.74)
    #expect(may2025.minimumWage == 2_703.74)
    #expect((may2025.contributionCeiling * 12) == 162_224.16)
    let april2022 = try luxembourg.socialParameters(in: YearMonth(2022, 4))
    #expect(april2022.minimumPension == 2_035.19)
    #expect(april2022.maximumPension == 9_422.19)
    #expect(april2022.minimumWage == 2_313.38)
    let january2014 = try luxembourg.socialParameters(in: YearMonth(2014, 1))
    #expect(january2014.minimumWage == 1_921.03)
    #expect(january2014.contributionCeiling == 9_605.13)
    #expect(january2014.healthFloor == 2_497.33)
    #expect(january2014.dependencyAllowance == 480.26)
  }

  @Test("rates of every year of the transition", arguments: try golden("reform-transition.csv"))
  func transition(_ row: [String: String]) throws {
    let year = try #require(Int(row["year"] ?? ""))
    let rates = try luxembourg.benefitRates(startingIn: year)
    #expect(rates.flat.text(places: 3) == row["flat"], "\(year)")
    #expect(rates.proportional.text(places: 3) == row["proportional"], "\(year)")
    #expect("\(rates.threshold)" == row["threshold"], "\(year)")
    #expect(rates.increment.text(places: 3) == row["increment"], "\(year)")
    #expect(rates.cap.text(places: 2) == row["cap"], "\(year)")
  }

  /// STATEC, LCGB, IGSS, FEDIL: each published level is the one before times 1.025, cut.
  @Test("every level of the ladder from the one before")
  func ladder() throws {
    let tranches = luxembourg.scale.tranches
    for (before, after) in zip(tranches, tranches.dropFirst()) {
      #expect(luxembourg.scale.next(after: before.level) == after.level, "\(after.from)")
      if let maturity = before.maturity {
        #expect(luxembourg.scale.next(after: maturity) == after.maturity, "\(after.from)")
      }
    }
    #expect(luxembourg.scale.next(after: 636.26) == 652.16)
    #expect(luxembourg.scale.next(after: 992.24) == 1_017.04)
    #expect(luxembourg.scale.next(after: 1_038.79) == 1_064.75)
  }

  /// IGSS yearly means; 2018 is a misprint there, which the table notes.
  @Test("every yearly mean from 1987 from the monthly levels")
  func annualMeans() throws {
    for year in 1987...2026 {
      let months = (1...12).compactMap { luxembourg.scale.level(in: YearMonth(year, $0)) }
      let mean = months.reduce(ExactDecimal.zero) { $0 + $1 } / 12
      #expect(mean.roundedHalfUp(places: 2) == luxembourg.scale.mean(of: year), "\(year)")
    }
  }

  /// IGSS, « Revalorisation et réajustement »; government announcement for 2026.
  @Test("every announced readjustment from the factors")
  func readjustments() throws {
    for entry in try luxembourg.parameters.values(.init("lu.readjustment.announced") as ParameterKey<ExactDecimal>) {
      let question = totals(
        born: day(1948, 1, 1), compulsory: 480, sum: 100_000, claim: .december(entry.from.year - 1),
        at: .january(entry.from.year))
      let before = try Answer(totals(born: day(1948, 1, 1), compulsory: 480, sum: 100_000, claim: question.claim))
      let after = try Answer(question)
      let ratio =
        try #require(after.decimal("proportionalMonthly")) / (try #require(before.decimal("proportionalMonthly")))
      let index = try #require(after.decimal("applicationIndex")) / (try #require(before.decimal("applicationIndex")))
      #expect((ratio / index - entry.value).double.magnitude < 2e-5, "\(entry.from.year)")
    }
  }

  /// LCGB 15 January 2026, Lockton 24 February 2026, Mondaq 26 December 2025.
  @Test(
    "months asked for at 60 by the month in which the right opens",
    arguments: [
      (YearMonth(2026, 6), 480), (YearMonth(2026, 7), 481), (YearMonth(2026, 12), 481), (YearMonth(2027, 1), 482),
      (YearMonth(2028, 5), 484), (YearMonth(2029, 5), 486), (YearMonth(2030, 1), 488), (YearMonth(2031, 9), 488),
    ])
  func extraMonths(opens: YearMonth, needed: Int) throws {
    // 24 months of study, then work without a gap that completes 480 months when 60 is reached.
    let start = opens - 480
    let applicant = worker(
      born: day(opens.year - 60, opens.month, 1), from: start + 24, through: opens + 60,
      more: [InsurancePeriod(from: start, through: start + 23, kind: "complementary")], asOf: YearMonth(2026, 1))
    let routes = try luxembourg.eligibility(of: applicant).routes
    let early = try #require(routes.first { luxembourg.english($0.name) == "early at 60" })
    // Reaching 480 compulsory months ends the further months, 24 months later at the latest.
    #expect(early.firstMonth == opens + (needed - 480), "\(opens)")
  }

  /// The years in which 480 months are reached, as law firms and the press print them.
  @Test("further months by year", arguments: [(2026, 1), (2027, 2), (2028, 4), (2029, 6), (2030, 8), (2031, 8)])
  func extraMonthsByYear(year: Int, extra: Int) throws {
    let key = ParameterKey<Int>("lu.early.extra_months")
    #expect(try luxembourg.parameters.value(key, inForce: YearMonth(year, 12)).value == extra)
    #expect(try luxembourg.parameters.value(key, inForce: YearMonth(2026, 6)).value == 0)
  }

  @Test("480 compulsory months ask for no more")
  func compulsoryMonthsNeedNoExtra() throws {
    let applicant = worker(born: day(1971, 1, 1), from: YearMonth(1991, 1), through: YearMonth(2030, 12))
    let routes = try luxembourg.eligibility(of: applicant).routes
    #expect(routes.first { luxembourg.english($0.name) == "early at 60" }?.firstMonth == YearMonth(2031, 1))
    #expect(routes.first { luxembourg.english($0.name) == "early at 57" }?.firstMonth == YearMonth(2031, 1))
  }
}
