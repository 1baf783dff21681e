// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import Taxes
import Testing

@Suite("Luxembourg: income tax")
struct IncomeTaxPublishedExamples {
  /// 27 amounts of a tax guide and 7 of the ministry and the Chamber, 2023 to 2025, classes 1, 1a and 2.
  @Test("published amounts to the euro, with the employment fund and without")
  func published() throws {
    let rows = try golden("income-tax.csv")
    #expect(rows.count == 34)
    for row in rows {
      let tax = try luxembourg.incomeTax(
        on: try #require(ExactDecimal(row["taxable"] ?? "")),
        class: try #require(TaxClass(rawValue: row["class"] ?? "")), in: try #require(Int(row["year"] ?? "")),
        fund: row["fund"] == "yes")
      #expect(tax == ExactDecimal(row["tax"] ?? ""), "\(row["id"] ?? ""): \(tax)")
    }
  }

  /// The formula of the tax office with its limits, LIR art. 154quinquies.
  @Test("credits of pensioners by the official formula")
  func credits() throws {
    for row in try golden("pensioner-credits.csv") {
      let found = try luxembourg.pensionerCredits(
        onGross: try #require(ExactDecimal(row["gross"] ?? "")), in: try #require(Int(row["year"] ?? "")))
      #expect(found.credit == ExactDecimal(row["cip"] ?? ""), "\(row["id"] ?? "")")
      if let carbon = ExactDecimal(row["co2"] ?? "") {
        #expect(abs((found.carbon - carbon).double) < 0.006, "\(row["id"] ?? "")")
      }
    }
  }

  /// 36,000 of pension in 2026, class 1a: health 1,008; dependency 1.4 % of 36,000 less 8,229.50; taxable 36,000 − 300 − 1,008 − 480.
  @Test("a pensioner's year by hand")
  func year() throws {
    var asked = PensionersYear(year: 2026, taxClass: .oneA, pensions: [36_000])
    let alone = try luxembourg.pensionersTax(asked)
    #expect(alone.health == 1_008 && alone.dependency == 388.79 && alone.taxable == 34_212)
    #expect(alone.tax == 1_005 && alone.credit == 600 && alone.carbonCredit == 192 && alone.net == 34_390.21)
    // A US pension that the treaty exempts raises the rate and takes the credits back.
    asked.exempt = [20_000]
    let beside = try luxembourg.pensionersTax(asked)
    #expect(beside.taxable == 34_212 && beside.tax == 4_442)
    #expect(beside.credit == 360 && beside.carbonCredit == 115.20 && beside.net == 30_636.41)
  }

  @Test("a couple of two pensions: class 2 is twice the tax on half, both have flat expenses")
  func couple() throws {
    var asked = PensionersYear(year: 2026, taxClass: .two, pensions: [40_000, 12_000])
    (asked.exempt, asked.spousesWithIncome) = ([0, 10_000], 2)
    let tax = try luxembourg.pensionersTax(asked)
    #expect(tax.taxable == 48_984 && tax.tax == 3_382 && tax.credit == 1_200 && tax.carbonCredit == 384)
    #expect(tax.health == 1_456 && tax.dependency == 497.58 && tax.net == 48_248.42)
    let half = try luxembourg.incomeTax(on: 40_000, class: .one, in: 2025, fund: false)
    #expect(abs((try luxembourg.incomeTax(on: 80_000, class: .two, in: 2025, fund: false) - half * 2).double) <= 1)
  }

  /// LIR art. 120 in small steps, without the explicit scale: growth is that of class 1 at the reduced income, at most 39 % to the end of
  /// that bracket.
  @Test("class 1a is class 1 at income less a share of its complement", arguments: [2019, 2024, 2026])
  func classOneA(_ year: Int) throws {
    let (share, limit): (ExactDecimal, ExactDecimal) =
      switch year {
      case 2019: (0.5, 45_060)
      case 2024: (0.5, 49_752)
      default: (0.25, 79_380)
      }
    func raw(_ income: ExactDecimal) throws -> ExactDecimal {
      try luxembourg.incomeTax(on: income, class: .one, in: year, fund: false)
    }
    for income in stride(from: 24_000, through: 36_000, by: 1_000).map({ ExactDecimal($0) }) {
      let reduced = max(income - share * max(limit - income, .zero), .zero)
      let direct = try raw(reduced)
      let found = try luxembourg.incomeTax(on: income, class: .oneA, in: year, fund: false)
      // The reduced income is cut to 50, which at 28 % is 14 euro.
      #expect(found >= direct && (found - direct).double < 16, "\(income): \(found), \(direct)")
    }
  }

  @Test("a year without a scale, and what no part of a line is, are refused at the field")
  func refusals() throws {
    let desk = TaxDesk([try LuxembourgTaxLines()])
    func answer(_ part: String) -> String {
      desk.answer(Array(#"{"id": "x", "lu": {\#(part)}}"#.utf8), line: 1).value.json
    }
    #expect(answer(#""year": 2016, "cls": "1", "taxable": 30000"#).contains("scales are held for 2017 to 2027"))
    #expect(answer(#""year": 2026, "cls": "3", "taxable": 30000"#).contains("'lu.cls' is one of 1, 1a, 2"))
    #expect(answer(#""year": 2026, "cls": "1""#).contains("'lu.pensions' is missing"))
    #expect(answer(#""year": 2026, "cls": "2", "pensions": [1, 2, 3]"#).contains("at most two"))
    #expect(answer(#""year": 2025, "gross": 12000"#) == #"{"id": "x", "lu": {"cip": 600, "co2": 192}}"#)
  }
}
