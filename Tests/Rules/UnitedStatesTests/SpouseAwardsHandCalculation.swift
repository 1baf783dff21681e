// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// 42 U.S.C. § 402(b), (k)(3), (q), (r): half the worker's PIA less the own PIA, 25/36 of a percent less for each of 36 months before
/// full retirement age and 5/12 for each earlier one, from the later of the two claims; own delayed credits are set against it.
@Suite("United States: a spouse's benefit along paths")
struct SpouseAwardsHandCalculation {
  /// Born in June 1964: 62 throughout July 2026, full age 67 in June 2031.
  private func ben(_ law: UnitedStates, years: ClosedRange<Int> = 1990...2020, foreign: Coverage? = nil) throws
    -> Applicant
  {
    Applicant(
      person: Person(
        id: "ben", born: try #require(CalendarDate(1964, 6, 15)), sex: .male, citizenship: ["US"],
        residence: [Residence(country: "US", from: YearMonth(1964, 6))]),
      record: InsuranceRecord(
        country: "US", earnings: Dictionary(uniqueKeysWithValues: years.map { ($0, StatedEarnings(40_000)) })),
      foreign: foreign.map { ["LU": $0] } ?? [:], asOf: YearMonth(2026, 11))
  }

  /// Born in March 1966: 62 throughout April 2028, full age 67 in March 2033, 70 in March 2036.
  private func eva(
    pay: ExactDecimal = 0, citizen: Country = "US", lives: Country = "US", settings: [String: String] = [:]
  )
    throws -> Applicant
  {
    Applicant(
      person: Person(
        id: "eva", born: try #require(CalendarDate(1966, 3, 20)), sex: .female, citizenship: [citizen],
        residence: [Residence(country: lives, from: YearMonth(1966, 3))]),
      record: InsuranceRecord(
        country: "US",
        earnings: pay > 0 ? Dictionary(uniqueKeysWithValues: (1990...2020).map { ($0, StatedEarnings(pay)) }) : [:]),
      settings: settings, asOf: YearMonth(2026, 11))
  }

  private func paid(
    _ eva: Applicant, own: YearMonth? = nil, wanted: YearMonth? = nil, filed: YearMonth = YearMonth(2026, 11),
    benClaims: YearMonth = YearMonth(2026, 12), couple: Couple = .married, ben: Applicant? = nil
  ) throws -> Award? {
    let law = try UnitedStates()
    let worker = try ben ?? self.ben(law)
    return try law.spouseAward(
      to: SpouseClaim(
        applicant: eva, own: try own.map { try law.award(to: eva, from: $0) }, wanted: wanted, filed: filed),
      of: worker, claimed: try law.award(to: worker, from: benClaims), couple: couple)
  }

  private func isEqual(_ a: Double?, _ b: Double) -> Bool { ((a ?? .nan) - b).magnitude < 1e-12 }

  @Test("no record of her own: as soon as possible, at full age, and after it")
  func withoutRecord() throws {
    // 59 months before full age: 36 · 25/36 + 23 · 5/12 percent less.
    let first = try #require(try paid(try eva()))
    #expect(first.from == YearMonth(2028, 4) && first.components.count == 1)
    #expect(isEqual(first.components[0].factor(in: YearMonth(2040, 1)), 0.5 * (1 - 0.25 - 23 * 5 / 1200)))
    let worker = try #require(
      try UnitedStates().award(to: ben(try UnitedStates()), from: YearMonth(2026, 12)).unreduced.first)
    #expect(first.components[0].base == worker.base && first.components[0].entryYear == 2026)
    let full = try #require(try paid(try eva(), wanted: YearMonth(2033, 3)))
    #expect(full.from == YearMonth(2033, 3) && isEqual(full.components[0].factor(in: YearMonth(2033, 3)), 0.5))
    // The worker's delayed credits, and her own waiting, bring nothing.
    let late = try #require(try paid(try eva(), wanted: YearMonth(2035, 1), benClaims: YearMonth(2034, 6)))
    #expect(late.from == YearMonth(2035, 1) && isEqual(late.components[0].factor(in: YearMonth(2040, 1)), 0.5))
    // He claims last.
    let together = try #require(try paid(try eva(), wanted: YearMonth(2028, 4), benClaims: YearMonth(2031, 6)))
    #expect(together.from == YearMonth(2031, 6))
    #expect(isEqual(together.components[0].factor(in: YearMonth(2031, 6)), 0.5 * (1 - 21 * 25 / 3600)))
  }

  @Test("with a record of her own: what half of his exceeds hers, each at its own age")
  func withRecord() throws {
    // Hers from 62 and a month, his from full age: the excess is reduced for 21 months, hers for 59.
    let early = try #require(
      try paid(try eva(pay: 8_000), own: YearMonth(2028, 4), benClaims: YearMonth(2031, 6)))
    let share: Double = 1 - 21 * 25 / 3600
    #expect(early.from == YearMonth(2031, 6) && early.components.count == 2)
    #expect(isEqual(early.components[0].factor(in: early.from), 0.5 * share))
    #expect(isEqual(early.components[1].factor(in: early.from), share))
    #expect(early.components[1].base < 0)
    // At 70 her own credits, 36 months of two thirds of a percent, are set against the excess.
    let late = try #require(try paid(try eva(pay: 4_000), own: YearMonth(2036, 3)))
    #expect(isEqual(late.components[1].factor(in: YearMonth(2040, 1)), 1.24))
    // Half of his does not exceed hers: nothing, but wages to come might change that; for people of one year they cannot.
    #expect(try paid(try eva(pay: 40_000), own: YearMonth(2033, 3))?.firstMonthlyAmount == .zero)
    var same = try eva(pay: 40_000)
    same.person.born = try #require(CalendarDate(1964, 3, 20))
    #expect(try paid(same, own: YearMonth(2031, 3)) == nil)
  }

  @Test("the first month's amount is that of the rule for one month, to the dime")
  func firstAmount() throws {
    let law = try UnitedStates()
    let found = try #require(
      try paid(try eva(pay: 8_000), own: YearMonth(2028, 4), benClaims: YearMonth(2031, 6)))
    let his = try law.question(ben(law), entitlement: YearMonth(2031, 6))
    let hers = try law.question(eva(pay: 8_000), entitlement: YearMonth(2028, 4), month: YearMonth(2031, 6))
    let (a, b) = (law.tables.workerBenefit(his), law.tables.workerBenefit(hers))
    let half = a.pia.multiplied(by: 1, over: 2, rounded: .dimeDown)
    let reduced = (half - b.pia).multiplied(by: 3075, over: 3600, rounded: .dimeDown)
    #expect(found.firstMonthlyAmount == reduced.amount)
    let units = found.components.map { $0.base * $0.factor(in: found.from) }.reduce(0, +)
    #expect(units > 0)
  }

  @Test("a totalized worker's spouse has half of the pro rata amount")
  func totalized() throws {
    let law = try UnitedStates()
    let coverage = Coverage(
      unit: .month, years: Dictionary(uniqueKeysWithValues: (1996...2020).map { ($0, Coverage.Year(count: 12)) }))
    let worker = try ben(law, years: 1990...1994, foreign: coverage)
    let award = try law.award(to: worker, from: YearMonth(2026, 12))
    #expect(award.basis == "totalized")
    let found = try #require(try paid(try eva(), wanted: YearMonth(2033, 3), ben: worker))
    #expect(found.basis == "totalized" && found.components[0].base == award.components[0].base)
  }

  @Test("a year of marriage, the month of filing, and nothing for the unmarried")
  func dates() throws {
    let wedding = Couple.marriedSince(try #require(CalendarDate(2031, 9, 1)))
    #expect(try paid(try eva(), couple: wedding)?.from == YearMonth(2032, 9))
    #expect(try paid(try eva(), filed: YearMonth(2028, 9))?.from == YearMonth(2028, 9))
    // After full age an application reaches six months back, not before full age.
    #expect(try paid(try eva(), filed: YearMonth(2034, 1))?.from == YearMonth(2033, 7))
    #expect(try paid(try eva(), filed: YearMonth(2033, 5))?.from == YearMonth(2033, 3))
    #expect(try paid(try eva(), couple: .unmarried) == nil)
    let law = try UnitedStates()
    #expect(
      try law.spouseMonths(for: eva(), of: ben(law), couple: .married) == YearMonth(2028, 4)...YearMonth(2033, 3))
    #expect(try law.spouseMonths(for: eva(), of: ben(law), couple: .unmarried) == nil)
  }

  /// Not a US citizen, never lived in the United States: 42 U.S.C. § 402(t)(11) asks for five years there; the agreement exempts
  /// citizens and residents of Luxembourg.
  @Test("abroad: paid with a remark, suspended where the scenario says so, exempt under the agreement")
  func abroad() throws {
    let law = try UnitedStates()
    let thailand = try #require(try paid(try eva(citizen: "TH", lives: "TH")))
    #expect(thailand.remarks.contains { law.english($0).contains("five years of residence") })
    #expect(thailand.components[0].factor(in: YearMonth(2030, 1)) > 0)
    let suspended = try #require(
      try paid(try eva(citizen: "TH", lives: "TH", settings: ["alien-nonpayment": "suspend"])))
    #expect(suspended.components[0].factor(in: YearMonth(2030, 1)) == 0 && suspended.firstMonthlyAmount == .zero)
    let luxembourg = try #require(
      try paid(try eva(citizen: "TH", lives: "LU", settings: ["alien-nonpayment": "suspend"])))
    #expect(luxembourg.components[0].factor(in: YearMonth(2030, 1)) > 0)
    #expect(!luxembourg.remarks.contains { law.english($0).contains("five years of residence") })
  }

  /// Her own work abroad to December 2030 costs her the months; at full age they leave the reduction: 59 − 33 = 26 months.
  @Test("months lost to work leave the reduction at full age")
  func workAbroad() throws {
    let found = try #require(try paid(try eva(settings: ["foreign-work-through": "2030-12"])))
    #expect(found.components[0].factor(in: YearMonth(2030, 12)) == 0)
    #expect(isEqual(found.components[0].factor(in: YearMonth(2031, 1)), 0.5 * (1 - 0.25 - 23 * 5 / 1200)))
    #expect(isEqual(found.components[0].factor(in: YearMonth(2033, 3)), 0.5 * (1 - 26 * 25 / 3600)))
  }
}
