// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import UnitedStatesRules

@Suite("United States: insured status and the first month")
struct InsuredStatusHandCalculation {
  /// 36 US quarters; Luxembourg from February 2025. By October the coverage to September gives 8 months, three quarters;
  /// by January 11 months, four quarters (POMS GN 01733.120 B: coverage to the end of the quarter before).
  @Test("future Luxembourg work opens the right in the quarter after the fortieth quarter is complete")
  func luxembourgWork() throws {
    let months = (2...12).reduce(UInt16(0)) { $0 | UInt16(1) << UInt16($1 - 1) }
    let coverage = Coverage(unit: .month, years: [2025: .init(count: 11, months: months)])
    let applicant = Applicants.make(
      born: CalendarDate(1961, 3, 20)!,
      earnings: Dictionary(uniqueKeysWithValues: (1990...1998).map { ($0, ExactDecimal(30_000)) }),
      luxembourg: coverage,
      asOf: YearMonth(2025, 1))
    let eligibility = try law.eligibility(of: applicant)
    #expect(eligibility.claimable?.lowerBound == YearMonth(2026, 1))
    #expect(eligibility.routes.first?.basis == "totalized")
    #expect(throws: ClaimRefusal.self) { try law.award(to: applicant, from: YearMonth(2025, 12)) }
    #expect(try law.award(to: applicant, from: YearMonth(2026, 1)).basis == "totalized")
  }

  /// 20 CFR 404.145: a quarter is acquired on the first day of the quarter it is assigned to.
  @Test("the fortieth US quarter counts from its first day")
  func fortiethQuarter() throws {
    let earnings = Dictionary(uniqueKeysWithValues: (2017...2026).map { ($0, ExactDecimal(60_000)) })
    let applicant = Applicants.make(born: CalendarDate(1962, 3, 20)!, earnings: earnings, asOf: YearMonth(2026, 2))
    #expect(try law.eligibility(of: applicant).claimable?.lowerBound == YearMonth(2026, 10))
    // Delayed credits are earned only once insured: a worker of 67 in March 2029 whose fortieth quarter is in October 2030.
    let late = Applicants.make(
      born: CalendarDate(1962, 3, 20)!,
      earnings: Dictionary(uniqueKeysWithValues: (2021...2030).map { ($0, ExactDecimal(60_000)) }),
      asOf: YearMonth(2026, 2))
    let question = try law.question(late, entitlement: YearMonth(2031, 10), month: YearMonth(2032, 1))
    #expect(question.ages.fullMonth == YearMonth(2029, 3))
    #expect(law.tables.workerBenefit(question).adjustment?.creditMonths == 12)
  }

  /// 20 CFR 404.110, 404.115: one for each year after 1950 or 21 and before 62.
  @Test(
    "quarters asked for and years averaged by year of birth",
    arguments: [
      (1920, 31, 26), (1925, 36, 31), (1928, 39, 34), (1929, 40, 35), (1943, 40, 35), (1990, 40, 35),
    ])
  func requirements(_ year: Int, _ quarters: Int, _ years: Int) {
    let ages = law.ages(born: CalendarDate(year, 7, 1)!)
    #expect(requiredQuarters(ages, rules: law.tables.fixed) == quarters)
    #expect(computationYears(ages, rules: law.tables.fixed) == years)
  }

  /// 20 CFR 404.2(c)(4); 42 U.S.C. § 402(a).
  @Test(
    "first month and year of eligibility hang on the day before birth",
    arguments: [
      ("1964-05-01", "2026-05", 2026), ("1964-05-02", "2026-05", 2026), ("1964-05-03", "2026-06", 2026),
      ("1964-01-01", "2026-01", 2025), ("1964-01-02", "2026-01", 2026), ("1963-12-31", "2026-01", 2025),
      ("1964-02-29", "2026-03", 2026), ("1964-03-01", "2026-03", 2026),
    ])
  func firstMonth(_ born: String, _ month: String, _ year: Int) {
    let ages = law.ages(born: CalendarDate(born)!)
    #expect(ages.firstMonth == YearMonth(month) && ages.eligibilityYear == year)
  }

  /// 20 CFR 404.621; POMS GN 00204.007, GN 00204.030.
  @Test(
    "claim, filing and the month of entitlement",
    arguments: [
      // Born 20 March 1963: first month April 2025, full retirement age March 2030.
      ("2027-06", "2027-02", "2027-06"), ("2027-06", "2027-09", "2027-09"), ("2030-03", "2030-09", "2030-03"),
      ("2030-03", "2030-10", "2030-04"), ("2029-06", "2030-05", "2030-03"), ("2029-06", "2031-05", "2030-11"),
      ("2031-05", "2031-05", "2031-05"), ("2027-06", "2027-01", nil), ("2026-10", "2026-11", nil),
    ])
  func entitlement(_ wanted: String, _ filed: String, _ expected: String?) throws {
    let applicant = Applicants.make(
      born: CalendarDate(1963, 3, 20)!,
      earnings: Dictionary(uniqueKeysWithValues: (1990...2010).map { ($0, ExactDecimal(40_000)) }))
    let (wanted, filed) = (YearMonth(wanted)!, YearMonth(filed)!)
    if let expected {
      #expect(try law.entitlementMonth(wanted: wanted, filed: filed, applicant: applicant) == YearMonth(expected))
    } else {
      #expect(throws: ClaimRefusal.self) {
        try law.entitlementMonth(wanted: wanted, filed: filed, applicant: applicant)
      }
    }
  }

  @Test("the evaluator of derivations reads the language and finds a wrong result")
  func evaluator() throws {
    let inputs: [String: ExactDecimal] = ["a": 2, "b_1": 3.5, "us.x": 10]
    func value(_ text: String) throws -> ExactDecimal { try ExpressionEvaluator.value(of: text, inputs: inputs) }
    #expect(try value("a + b_1 * us.x - (1 - 0.5) / a") == 36.75)
    #expect(try value("min(a, b_1, 1) + max(a, us.x)") == 11)
    #expect(try value("floor(3.19, 0.1) + ceil(3.11, 0.1) + round(0.005, 0.01)") == 6.31)
    #expect(try value("1000 * 30 * 7 / 12 / 100") == 175)
    for bad in ["a +", "c", "a / 0", "floor(a)", "(a", "a b_1"] {
      #expect(throws: ExpressionEvaluator.Failure.self) { try value(bad) }
    }
    let wrong = Derivation([
      .init(id: "x", title: "x", expression: "a + 1", inputs: [.init("a", "1")], result: "3", unit: "", article: "")
    ])
    #expect(ExpressionEvaluator.replay(wrong).complaints.count == 1)
  }
}
