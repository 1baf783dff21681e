// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Taxes
import Testing

@testable import UnitedStatesRules

@Suite("Federal income tax")
struct IncomeTaxMatchesReference {
  private let law: UnitedStates
  init() throws { law = try UnitedStates() }

  /// 228 returns, chosen and drawn: three statuses and heads of household, 2024 to 2026, incomes to 1.1 million, gains, net investment income.
  @Test("returns of two other engines, six lines each, to five cents")
  func returns() throws {
    let cases = try goldens("income-tax.jsonl")
    #expect(cases.count == 228)
    for item in cases {
      let fields = item.fields
      var filed = FederalReturn(
        year: try #require(fields["year"]?.integer),
        status: try #require(fields["status"]?.text.flatMap { FilingStatus(rawValue: $0) }),
        ages: (fields["ages"]?.items ?? []).compactMap(\.integer))
      func amount(_ name: String) throws -> ExactDecimal { try #require(fields[name]?.number) }
      (filed.benefits, filed.other) = (try amount("benefits"), try amount("other"))
      (filed.interest, filed.exemptInterest) = (try amount("interest"), try amount("exempt_interest"))
      (filed.qualified, filed.gains) = (try amount("qualified"), try amount("gains"))
      let tax = try law.federalTax(filed)
      let found = [
        "taxable_benefits": tax.taxableBenefits, "agi": tax.agi, "standard": tax.standard, "senior": tax.senior,
        "taxable_income": tax.taxableIncome, "tax": tax.tax,
      ]
      for (name, value) in found {
        let expected = try #require(fields["expect"]?[name]?.number)
        #expect(abs((value - expected).double) <= 0.05, "\(item.id), \(name): \(value), expected \(expected)")
      }
    }
  }

  /// IRS Publication 915: single with 5,980 of benefits beside 28,990; a couple with 5,600 beside 28,700.
  @Test("taxable benefits of the publication's examples, and on the ramp between the two bases")
  func benefits() throws {
    func taxable(_ status: FilingStatus, _ benefits: ExactDecimal, _ other: ExactDecimal, apart: Bool = false) throws
      -> ExactDecimal
    {
      var filed = FederalReturn(year: 2026, status: status, ages: [68])
      (filed.benefits, filed.other, filed.livedApart) = (benefits, other, apart)
      return try law.taxableBenefits(filed)
    }
    #expect(try taxable(.single, 5_980, 28_990) == 2_990)
    #expect(try taxable(.joint, 5_600, 28_700) == .zero)
    // Half of 20,000 and 20,000 of pension are 30,000, 5,000 above the base: half of that.
    #expect(try taxable(.single, 20_000, 20_000) == 2_500)
    // Separate after living together: 85 % of provisional income from the first dollar, 0.85 × 12,000.
    #expect(try taxable(.separate, 24_000, 0) == 10_200)
    #expect(try taxable(.separate, 24_000, 0, apart: true) == .zero)
  }

  /// Instructions of Form 1040: tax year 2008, joint, 25,300 gives 2,996, the tax at 25,325.
  @Test("the Tax Table takes the middle of its line")
  func table() throws {
    let scale = TaxScale(bounds: [0, 16_050, 65_100], rates: [0.10, 0.15, 0.25])
    #expect(try law.tableTax(scale, on: 25_300, in: 2026) == 2_996)
    #expect(try law.tableTax(scale, on: 4, in: 2026) == .zero)
    // Above the table's end by the formula: 1,605 + 7,357.50 + 25 % of 34,950.
    #expect(try law.tableTax(scale, on: 100_050, in: 2026) == 17_700)
  }

  /// POMS GN 05010.100: 458.10 gives 116.80; GN 05010.010: none in Germany, 15 % in Switzerland; 26 U.S.C. § 904(a).
  @Test("nonresidents, and the credit for foreign tax")
  func nonresidents() throws {
    #expect(try law.withheldFromPayment(458.10, residence: "LU", in: 2026) == 116.80)
    #expect(try law.nonresidentTax(on: 18_000, residence: "FR", in: 2026) == 4_590)
    #expect(try law.nonresidentTax(on: 24_000, residence: "DE", in: 2026) == .zero)
    #expect(try law.nonresidentTax(on: 24_000, residence: "CH", in: 2026) == 3_600)
    #expect(
      UnitedStates.foreignTaxCredit(paid: 3_000, taxBefore: 4_000, foreignIncome: 20_000, allIncome: 50_000) == 1_600)
  }

  /// 26 U.S.C. § 151(d)(5)(C): tax years 2025 to 2028 only, and not for separate returns.
  @Test("the senior deduction ends, and falls by six cents a dollar for each person")
  func senior() throws {
    func senior(_ year: Int, _ status: FilingStatus, _ ages: [Int], _ other: ExactDecimal) throws -> ExactDecimal {
      var filed = FederalReturn(year: year, status: status, ages: ages)
      filed.other = other
      return try law.federalTax(filed).senior
    }
    #expect(try senior(2024, .single, [70], 50_000) == .zero && senior(2026, .single, [70], 50_000) == 6_000)
    #expect(try senior(2026, .joint, [70, 66], 160_000) == 2 * (6_000 - 600))
    #expect(try senior(2026, .separate, [70], 50_000) == .zero && senior(2026, .single, [64], 50_000) == .zero)
  }

  @Test("the desk refuses what no return is, at its field")
  func refusals() throws {
    let desk = TaxDesk([try UnitedStatesTaxLines()])
    func error(_ part: String) -> String {
      let answer = desk.answer(Array(#"{"id": "x", "us": {\#(part)}}"#.utf8), line: 1)
      return answer.isError ? answer.value.json : "answered"
    }
    #expect(error(#""year": 2026, "status": "single""#).contains("'us.ages' is missing"))
    #expect(error(#""year": 2023, "status": "single", "ages": [68]"#).contains("scales are held for 2024 to 2028"))
    #expect(error(#""year": 2026, "status": "single", "ages": [68, 70]"#).contains("has 2 people"))
    #expect(error(#""year": 2026, "status": "maried", "ages": [68]"#).contains("single, joint, separate, head"))
    #expect(error(#""year": 2026, "status": "single", "ages": [68], "benefits": -1"#).contains("is negative"))
    #expect(error(#""year": 2026, "status": "single", "ages": [68], "benefit": 1"#).contains("unknown field"))
    #expect(error(#""year": 2026, "nonresident": true, "residence": "US", "benefits": 1"#).contains("lives elsewhere"))
  }
}
