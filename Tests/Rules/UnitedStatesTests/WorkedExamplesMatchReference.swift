// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

@Suite("United States: worked careers")
struct WorkedExamplesMatchReference {
  /// US-G02a to US-G05, US-G13, US-G19 to US-G21, US-G29 to US-G31 of the case book.
  @Test("agree in every intermediate amount", arguments: try goldens("worked-examples.jsonl"))
  func everyAmount(_ row: GoldenCase) throws {
    let input = try row.unitedStates
    var expected = try #require(row["expected"]).fields
    let increases = expected.removeValue(forKey: "costOfLivingIncreases")
    let total = try #require(expected.removeValue(forKey: "indexedTotal")?.number)
    #expect(differences(expected, try law.answer(input)) == [])
    let benefit = law.tables.workerBenefit(try law.question(input))
    #expect((benefit.regular?.total ?? benefit.totalized?.total)?.amount == total)
    guard case .array(let rows)? = increases else { return }
    var amount = try #require(
      benefit.totalized?.theoreticalPiaAtEligibility ?? benefit.regular?.windfall?.pia
        ?? benefit.regular?.piaAtEligibility)
    #expect(rows.count == benefit.yearsWithIncrease.count)
    for case .array(let step) in rows {
      let year = try #require(step[0].integer)
      let tenths = law.tables.increase(year, in: benefit.month)
      #expect(step[1].number == ExactDecimal(tenths, over: 10))
      amount = law.tables.increased(amount, by: tenths, year: year)
      #expect(amount.amount == step[2].number, "\(year)")
    }
  }

  /// 20 CFR 404.1918, Example 1 (US-G01): every theoretical and indexed year, and the two ways of rounding before and after 1982.
  @Test("the regulation's worker C, year by year")
  func regulationExample() throws {
    let row = try #require(try goldens("regulation-example.jsonl").first)
    let earnings: [Int: Money<USD>] = [
      1974: 2045.08, 1975: 7542, 1976: 9016, 1977: 9952, 1978: 10_924, 1979: 12_851, 1980: 11_924,
    ]
    let career = law.career(earnings: earnings, quarters: [1974: 2, 1975: 4, 1976: 4, 1977: 4])
    let ages = law.ages(born: CalendarDate(1920, 6, 5)!)
    func amount(_ entitlement: YearMonth, _ month: YearMonth? = nil) throws -> TotalizedAmount {
      try #require(
        law.tables.totalizedAmount(
          career, ages: ages, computed: entitlement.year, through: entitlement.year - 1, in: month ?? entitlement))
    }
    let july = try amount(YearMonth(1982, 7))
    #expect(july.relativeEarningsPosition == 9_585_467)
    #expect(july.share.description == "26/104")
    #expect(july.total == 311_863.23 && july.theoreticalAime == 999)
    let theoretical = try #require(row["theo"]).fields.mapValues { usd($0.text ?? "") }
    #expect(july.theoreticalEarnings.count == theoretical.count)
    for entry in july.theoreticalEarnings { #expect(entry.amount == theoretical[String(entry.year)], "\(entry.year)") }
    for (year, value) in try #require(row["indexed"]).fields {
      #expect(july.indexed.first { String($0.year) == year }?.amount == usd(value.text ?? ""), "\(year)")
    }
    #expect(july.theoreticalPiaAtEligibility == 453.10 && july.theoreticalPia == 486.60 && july.proRataPia == 121.60)
    let question = BenefitQuestion(
      ages: ages, career: career, foreign: .quarters(10), entitlement: YearMonth(1993, 12))
    #expect(law.tables.insuredBasis(question).basis == .totalized)
    let adjustment = law.tables.adjustment(ages, entitlement: YearMonth(1982, 7), month: YearMonth(1982, 7))
    #expect(adjustment.reductionMonths == 35)
    #expect(adjustment.benefit(on: july.proRataPia) == 97.90)
    #expect(adjustment.benefit(on: july.proRataPia).rounded(.dollarDown) == 97)
    #expect(try amount(YearMonth(1982, 5)).proRataPia == 113.30)
    #expect(
      Money<USD>(453.10).multiplied(by: 26, over: 104, rounded: .dimeDown) == 113.20)
    let june1985 = try amount(YearMonth(1985, 6))
    #expect(june1985.total == 313_070.65 && june1985.proRataPia == 130.60)
  }

  /// US-G08: POMS GN 01733.120 B.
  @Test(
    "Luxembourg months to US quarters",
    arguments: [
      (0, 1...12, 4), (0, 1...4, 2), (1, 4...12, 3), (2, 5...12, 2), (3, 7...12, 1), (4, 1...12, 0),
    ])
  func luxembourgMonths(_ own: Int, _ months: ClosedRange<Int>, _ expected: Int) {
    let bits = months.reduce(UInt16(0)) { $0 | UInt16(1) << UInt16($1 - 1) }
    let year = Coverage.Year(count: months.count, months: bits)
    #expect(creditedQuarters(foreign: year, unit: .month, own: own) == expected)
    let scattered = Coverage.Year(count: 2, months: 0b10_0001)
    #expect(creditedQuarters(foreign: scattered, unit: .month, own: 0) == 1)
  }

  /// US-G09: earnings at the average wage from 1990; 36, 39 and 40 quarters.
  @Test("the fortieth quarter nearly doubles the amount")
  func cliff() throws {
    func answer(_ years: Int, law regime: String = "current", pension: ExactDecimal? = nil) throws -> [String:
      AwardValue]
    {
      let earnings = Dictionary(
        uniqueKeysWithValues: (1990..<(1990 + years)).map { ($0, law.tables.averageWage[$0].amount) })
      let input = UnitedStatesCase(
        born: CalendarDate(1963, 7, 15)!, earnings: earnings, claim: YearMonth(2025, 8), foreignQuarters: 40,
        noncoveredPension: pension,
        law: LawRegime(name: regime, settings: regime == "reinstated" ? ["wep.from": "2024-01"] : [:]))
      return Dictionary(uniqueKeysWithValues: try law.answer(input).map { ($0.key, $0.value) })
    }
    let totalized = try answer(9)
    #expect(totalized["totalized"] == .bool(true))
    #expect(
      totalized["theoreticalPiaAtEligibility"] == .decimal(2487.4) && totalized["theoreticalAime"] == .integer(5551))
    #expect(totalized["pia"] == .decimal(639.6))
    let regular = try answer(10)
    #expect(regular["totalized"] == .bool(false) && regular["aime"] == .integer(1586))
    #expect(regular["pia"] == .decimal(1218.6))
    #expect(try answer(10, law: "reinstated", pension: 2000)["pia"] == .decimal(605.6))
    let forty = law.career(
      earnings: Dictionary(uniqueKeysWithValues: (1990...1999).map { ($0, law.tables.averageWage[$0]) }))
    let compared = law.tables.totalizedAmount(
      forty, ages: law.ages(born: CalendarDate(1963, 7, 15)!), computed: 2025, through: 2024,
      in: YearMonth(2025, 8))
    #expect(compared?.proRataPia == 710.60)
  }

  /// US-G33: one person under three regimes, at eligibility; the claim is made at 62 in 2025 and the amounts are the PIAs.
  @Test(
    "regimes",
    arguments: [
      ("400", false, "current", "1218.60"), ("400", false, "reinstated", "1018.60"),
      ("2000", false, "current", "1218.60"), ("2000", false, "reinstated", "605.60"),
      ("400", true, "current", "1218.60"), ("400", true, "reinstated", "1218.60"),
    ])
  func regimeMatrix(_ pension: String, _ fromAgreement: Bool, _ regime: String, _ expected: String) throws {
    let earnings = Dictionary(uniqueKeysWithValues: (1990...1999).map { ($0, law.tables.averageWage[$0].amount) })
    let input = UnitedStatesCase(
      born: CalendarDate(1963, 7, 15)!, earnings: earnings, claim: YearMonth(2025, 8),
      noncoveredPension: ExactDecimal(pension), pensionFromAgreement: fromAgreement, law: LawRegime(name: regime))
    let benefit = law.tables.workerBenefit(try law.question(input))
    #expect(benefit.pia == usd(expected))
    #expect(
      law.tables.afterArticle(1218.60, rate: nil) == 609.30 && law.tables.afterArticle(639.60, rate: nil) == 319.80)
    #expect(law.tables.afterArticle(473.80, rate: nil) == 236.90)
    #expect(law.tables.afterArticle(1000, rate: 0.9) == 500, "held to half by the cap")
  }
}

extension WorkerBenefit {
  /// Years whose increase, zero or not, stands between eligibility and the benefit month.
  var yearsWithIncrease: [Int] {
    law.tables.increaseYears(from: ages.eligibilityYear, in: month).filter { law.tables.increase($0, in: month) > 0 }
  }
}
