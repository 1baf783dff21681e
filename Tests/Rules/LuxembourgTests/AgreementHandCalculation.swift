// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import LuxembourgRules
import Pensions
import Quantities
import Testing

/// Cases worked out by hand from the rules in the README; they test the mechanics.
@Suite("Luxembourg: agreement and later months")
struct AgreementHandCalculation {
  @Test("US quarters beside Luxembourg months of the same year")
  func overlap() throws {
    for (months, quarters, expected) in [(6, 4, 6), (12, 4, 0), (0, 1, 3)] {
      let more: [InsurancePeriod] =
        months == 0
        ? []
        : [
          InsurancePeriod(
            from: YearMonth(1990, 1), through: YearMonth(1990, months), kind: "compulsory", monthlyPay: 1000)
        ]
      let applicant = worker(
        born: day(1961, 7, 1), from: YearMonth(2000, 1), through: YearMonth(2003, 12), more: more,
        foreign: [
          "US": Coverage(
            unit: .quarter,
            years: [
              1990: .init(count: quarters), 1980: .init(count: 4), 1981: .init(count: 4), 1982: .init(count: 4),
              1983: .init(count: 4), 1984: .init(count: 4), 1985: .init(count: 4),
            ])
        ])
      let award = try luxembourg.award(to: applicant, from: YearMonth(2026, 11))
      #expect(award.basis == "totalized")
      #expect(
        luxembourg.english(award.remarks[0]).contains("and \(72 + expected) months from US"), "\(award.remarks[0])")
    }
  }

  /// 60 Luxembourg months and 28 quarters: 144 months together, a right at 65.
  @Test("65 in the middle of 2026")
  func totalizedAt65() throws {
    let question = totals(
      born: day(1961, 7, 1), compulsory: 60, sum: 10_000, quarters: 28, claim: YearMonth(2026, 7))
    let answer = try Answer(question)
    #expect(answer["basis"] == "\"totalized\"")
    #expect(answer["usMonthsCounted"] == "84")
    #expect(answer["proportionalRatePercent"] == "1.763")
    #expect(answer["proportionalMonthly"] == "228.87")
    #expect(answer["flatMonthly"] == "84.84")
    #expect(answer["grossMonthly"] == "313.71")
    let alone = try Answer(totals(born: day(1961, 7, 1), compulsory: 60, sum: 10_000, claim: YearMonth(2026, 7)))
    #expect(alone["entitled"] == "false")
    #expect(alone["reason"]?.contains("60 months of 120") == true)
  }

  @Test("above forty years the share is below the national flat part")
  func capMakesShareSmaller() throws {
    // At 60 only the totalized right exists: 540 months together.
    let early = try Answer(
      totals(born: day(1966, 7, 1), compulsory: 240, sum: 50_000, quarters: 100, claim: YearMonth(2026, 7)))
    #expect(early["basis"] == "\"totalized\"")
    #expect(early["flatMonthly"] == "301.65")
    // At 65 the national right exists alone.
    let late = try Answer(
      totals(born: day(1961, 7, 1), compulsory: 240, sum: 50_000, quarters: 100, claim: YearMonth(2026, 7)))
    #expect(late["basis"] == "\"national\"")
    #expect(late["flatMonthly"] == "339.35")
    #expect(late["usMonthsCounted"] == "0")
  }

  @Test("the minimum pension of a totalized career")
  func minimumInTotalized() throws {
    // 96 + 180 = 276 months is 23 years; 90 % × 23/40 × 96/276 of the reference amount at index 992.24, factor 1.570.
    let answer = try Answer(
      totals(born: day(1961, 7, 1), compulsory: 96, sum: 1_000, quarters: 60, claim: YearMonth(2026, 7)))
    let theoretical: ExactDecimal = 2085 * 0.90 * 23 / 40 * 9.9224 * 1.570 / 12
    let expected = theoretical.scaled(by: 96, over: 276).roundedHalfUp(places: 2)
    #expect(answer.decimal("minimumMonthly") == expected)
    #expect(answer.decimal("grossMonthly") == expected)
    // 120 + 180 months at 60: a right needs 480, so the share is checked at the formula.
    let share = (2085 * 0.90 * 25 / 40 * 9.9224 * 1.570 / 12 as ExactDecimal).scaled(by: 120, over: 300)
    #expect(share.roundedHalfUp(places: 2) == 609.01)
    let alone = try Answer(
      totals(born: day(1961, 7, 1), compulsory: 120, sum: 1_000, quarters: 60, claim: YearMonth(2026, 7)))
    #expect(alone["basis"] == "\"national\"")
    #expect(alone["minimumMonthly"] == nil)
    let switchedOff = try Answer(
      totals(
        born: day(1961, 7, 1), compulsory: 96, sum: 1_000, quarters: 60, claim: YearMonth(2026, 7),
        settings: ["minimumInTotalized": "no"]))
    #expect(switchedOff["minimumMonthly"] == nil)
  }

  @Test("foreign time in the threshold, and without it")
  func foreignTimeInThreshold() throws {
    // 100 + 399 months at 65: 65 + 41 = 106, eleven above 95.
    let question = totals(
      born: day(1961, 7, 1), compulsory: 100, sum: 40_000, quarters: 133, claim: YearMonth(2026, 7))
    #expect(try Answer(question)["proportionalRatePercent"] == "1.928")
    var without = question
    without.settings = ["foreignTimeInThreshold": "no"]
    #expect(try Answer(without)["proportionalRatePercent"] == "1.763")
  }

  /// CNAP's first example nine years on, by the readjustments of each year.
  @Test("the pension of January 2016 in January 2025")
  func laterMonth() throws {
    let answer = try Answer(
      totals(
        born: day(1951, 1, 1), compulsory: 456, complementary: 60, sum: 224_000, claim: YearMonth(2016, 1),
        at: YearMonth(2025, 1)))
    #expect(answer["grossMonthly"] == "6041.5")
  }

  @Test("net of contributions, January 2026")
  func contributions() throws {
    let found = try luxembourg.contributions(fromPension: 2_376.62, in: YearMonth(2026, 1))
    #expect(found.health == 66.55)
    #expect(found.dependency == 23.81)
    #expect(found.net == 2_286.26)
  }

  @Test("inclusion benefit beside a US pension, June 2026")
  func inclusionBenefit() throws {
    let amounts = try luxembourg.inclusionBenefit(on: YearMonth(2026, 6))
    let guaranteed = try luxembourg.guaranteedIncome(adults: 1, in: YearMonth(2026, 6))
    #expect(guaranteed == 1_942.91)
    for (dollars, rate, benefit) in [
      (1_500, 1.05, 514.34), (1_500, 1.20, 692.91), (2_200, 1.05, 0.00), (2_200, 1.20, 109.58),
    ] as [(Int, ExactDecimal, Money<EUR>)] {
      let counted = (ExactDecimal(dollars) / rate).roundedHalfUp(places: 2)
      #expect(amounts.benefit(guaranteed: guaranteed, pensions: counted) == benefit)
    }
    #expect(
      try luxembourg.guaranteedIncome(adults: 1, in: YearMonth(2026, 6), settings: ["revisAmounts": "rises"])
        == 1_944.40)
    #expect(try luxembourg.guaranteedIncome(adults: 1, in: YearMonth(2025, 1)) == 1_849.29)
    #expect(try luxembourg.guaranteedIncome(adults: 2, in: YearMonth(2023, 4)) == 2_637.88)
  }

  /// 396 Luxembourg months and 28 US quarters, which only together reach 480 at 57.
  @Test("early at 57 with US time")
  func earlyAt57() throws {
    let applicant = worker(
      born: day(1970, 3, 10), from: YearMonth(1994, 3), through: YearMonth(2027, 2), foreign: quarters(28, from: 1987))
    let eligibility = try luxembourg.eligibility(of: applicant)
    let route = try #require(eligibility.routes.first { luxembourg.english($0.name) == "early at 57" })
    #expect(route.firstMonth == YearMonth(2027, 3))
    #expect(route.basis == "totalized")
    let award = try luxembourg.award(to: applicant, from: YearMonth(2027, 3))
    #expect(award.basis == "totalized")
    #expect(award.remarks.contains { luxembourg.english($0).contains("396/480") })
    // Starts on the birthday, the tenth: 21 thirtieths of March.
    #expect(award.components[0].steps[0].factor == 0.7)
    #expect(award.components[0].factor(in: YearMonth(2027, 4)) == 1)
    #expect(award.components[1].factor(in: YearMonth(2027, 12)) == 10.0 / 12)
    #expect(award.components[1].factor(in: YearMonth(2028, 12)) == 1)
    #expect(award.components[1].factor(in: YearMonth(2028, 11)) == 0)
    #expect(throws: ClaimRefusal.self) { try luxembourg.award(to: applicant, from: YearMonth(2027, 2)) }
    // At 65 the right exists on Luxembourg months alone.
    #expect(try luxembourg.award(to: applicant, from: YearMonth(2035, 3)).basis == "national")
  }

  @Test("under twelve Luxembourg months nothing is aggregated")
  func elevenMonths() throws {
    let answer = try Answer(
      totals(born: day(1961, 7, 1), compulsory: 11, sum: 1_000, quarters: 60, claim: YearMonth(2026, 7)))
    #expect(answer["entitled"] == "false")
    #expect(answer["reason"]?.contains("11 Luxembourg months, 12 needed") == true)
  }

  @Test("a study year gives way to a US year")
  func complementaryYields() throws {
    let study = [InsurancePeriod(from: YearMonth(1985, 1), through: YearMonth(1985, 12), kind: "complementary")]
    let base = worker(
      born: day(1961, 7, 1), from: YearMonth(2000, 1), through: YearMonth(2007, 12), more: study,
      foreign: quarters(12, from: 1985))
    let award = try luxembourg.award(to: base, from: YearMonth(2026, 11))
    // 96 own months, 36 US months, no study: 11 years of 132 months.
    #expect(
      award.remarks.contains { luxembourg.english($0).contains("96/132 of the theoretical pension on 132 months") })
    var other = base
    other.settings = ["complementaryYieldsToForeign": "no"]
    #expect(
      try luxembourg.award(to: other, from: YearMonth(2026, 11)).remarks.contains {
        luxembourg.english($0).contains("96/120 of the theoretical pension on 132 months")
      })
  }
}
