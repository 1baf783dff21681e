// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import LuxembourgRules
import Pensions
import Quantities
import TestSupport
import Testing

@Suite("Luxembourg: invariants")
struct LawInvariants {
  static let applicants: [Applicant] = [
    // A right at 65 alone, at 57 and 60 with study.
    worker(
      born: day(1969, 5, 14), from: YearMonth(1993, 1), through: YearMonth(2033, 12),
      more: [InsurancePeriod(from: YearMonth(1988, 9), through: YearMonth(1992, 8), kind: "complementary")]),
    // Only with US quarters.
    worker(
      born: day(1966, 5, 14), from: YearMonth(2019, 3), through: YearMonth(2026, 10), foreign: quarters(28, from: 1994)),
    // With French months, higher of both.
    worker(
      born: day(1963, 2, 28), from: YearMonth(2010, 1), through: YearMonth(2022, 12),
      foreign: [
        "FR": Coverage(
          unit: .month, years: Dictionary(uniqueKeysWithValues: (1985...2009).map { ($0, .init(count: 12)) }))
      ]),
    // Never.
    worker(born: day(1970, 1, 1), from: YearMonth(2020, 1), through: YearMonth(2020, 9)),
    // Already past 65.
    worker(born: day(1958, 1, 31), from: YearMonth(1990, 1), through: YearMonth(2010, 12)),
  ]

  @Test("Luxembourg keeps the contract of every country")
  func contract() throws {
    #expect(try PensionSystemContract(luxembourg, applicants: Self.applicants).violations() == [])
  }

  @Test("each award comes out again from its derivation")
  func derivationsReplay() throws {
    var count = 0
    for applicant in Self.applicants {
      guard let claimable = try luxembourg.eligibility(of: applicant).claimable else { continue }
      for month in [claimable.lowerBound, claimable.lowerBound + 7, claimable.upperBound] {
        let award = try luxembourg.award(to: applicant, from: month)
        let replay = ExpressionEvaluator.replay(award.derivation)
        #expect(replay.complaints == [])
        count += replay.count
      }
    }
    #expect(count > 200)
    var settings = Self.applicants[1]
    settings.settings = ["complementaryInFraction": "yes", "thresholdCut": "parts", "begunYearsInFlatPart": "no"]
    let award = try luxembourg.award(to: settings, from: YearMonth(2031, 5))
    #expect(ExpressionEvaluator.replay(award.derivation).complaints == [])
  }

  @Test("one more month never lowers the pension within a start year")
  func oneMoreMonth() throws {
    for (quarters, range) in [(0, 120...560), (40, 12...119), (150, 12...119)] {
      var last = ExactDecimal.zero
      for months in range {
        let answer = try Answer(
          totals(born: day(1961, 3, 2), compulsory: months, sum: 30_000, quarters: quarters, claim: YearMonth(2026, 11))
        )
        guard let gross = answer.decimal("grossMonthly") else { continue }
        #expect(gross >= last, "\(months) months, \(quarters) quarters")
        last = gross
      }
      #expect(last > .zero)
    }
  }

  @Test("more income never lowers the pension")
  func moreIncome() throws {
    var last = ExactDecimal.zero
    for sum in stride(from: 0, through: 900_000, by: 12_345) {
      let answer = try Answer(
        totals(born: day(1961, 3, 2), compulsory: 480, sum: ExactDecimal(sum), claim: YearMonth(2026, 11)))
      let gross = try #require(answer.decimal("grossMonthly"))
      #expect(gross >= last)
      last = gross
    }
    // The last is the maximum pension of November 2026: 25/6 of the reference amount at index 992.24, factor 1.570.
    #expect(last == (2085 * 25 * 9.9224 * 1.570 / 72 as ExactDecimal).roundedHalfUp(places: 2))
  }

  @Test("totalization never applies where the national test is met")
  func nationalFirst() throws {
    for months in stride(from: 0, through: 600, by: 20) {
      for quarters in [0, 4, 40, 120] {
        for age in [57, 60, 65] {
          let question = totals(
            born: day(2026 - age, 7, 1), compulsory: months, sum: 20_000, quarters: quarters, claim: YearMonth(2026, 7))
          let alone = try Answer(
            totals(born: day(2026 - age, 7, 1), compulsory: months, sum: 20_000, claim: YearMonth(2026, 7)))
          let both = try Answer(question)
          if alone["entitled"] == "true" {
            #expect(both["basis"] == "\"national\"")
            #expect(both["grossMonthly"] == alone["grossMonthly"])
            #expect(both["usMonthsCounted"] == "0")
          } else if both["entitled"] == "true" {
            #expect(both["basis"] == "\"totalized\"")
            #expect(months >= 12 && quarters > 0)
          }
        }
      }
    }
  }

  @Test("the inclusion benefit falls as the dollar rises")
  func inclusionBenefitMonotonicity() throws {
    let amounts = try luxembourg.inclusionBenefit(on: YearMonth(2026, 11))
    let guaranteed = try luxembourg.guaranteedIncome(adults: 1, in: YearMonth(2026, 11))
    var last = Money<EUR>.zero
    for hundredth in 70...180 {
      let rate = ExactDecimal(hundredth, over: 100)
      let benefit = amounts.benefit(guaranteed: guaranteed, pensions: 1_500 / rate + 300)
      #expect(benefit >= last && benefit <= guaranteed)
      last = benefit
    }
    #expect(last > .zero)
  }
}
