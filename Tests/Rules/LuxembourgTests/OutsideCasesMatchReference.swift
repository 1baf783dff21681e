// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import Quantities
import Testing

/// Cases that people from outside brought: published tables, questions of the public, and records that were taken wrongly.
///
/// `cases-bound.csv` lists every one of them, and every kind of the worked cases of `payment.jsonl`, with the test that binds it.
@Suite("Luxembourg: cases from outside")
struct OutsideCasesMatchReference {
  /// Table of the Chambre des salariés of 1 January 2024, forty years: income sum = k × 2,570.93 × 480 months at index 944.43 and 1.520.
  @Test(
    "forty years at once to five times the minimum wage",
    arguments: [
      (85_964.31, 2_445.18), (171_928.62, 4_270.54), (257_892.93, 6_095.90), (343_857.24, 7_921.26),
      (429_821.55, 9_746.62), (85_964.06, 2_445.18),
    ] as [(ExactDecimal, ExactDecimal)])
  func publishedTable(sum: ExactDecimal, gross: ExactDecimal) throws {
    let answer = try Answer(
      totals(born: day(1959, 1, 1), compulsory: 0, voluntary: 480, sum: sum, claim: YearMonth(2024, 1)))
    #expect(answer.decimal("grossMonthly") == gross)
  }

  /// CNAP: 480 months on 1 January 2028, the age of 60 two years later, in a year that asks for eight further months (RTL Today, 15 January
  /// 2026). Without work after 2027 the early pension is refused.
  @Test(
    "a right of 2030 asks for eight further months",
    arguments: [(YearMonth(2031, 12), true), (YearMonth(2027, 12), false)])
  func furtherMonths(through last: YearMonth, opens: Bool) throws {
    let answer = try Answer(
      LuxembourgCase(
        born: day(1970, 1, 1),
        record: InsuranceRecord(
          country: "LU",
          periods: [
            InsurancePeriod(from: YearMonth(1988, 1), through: YearMonth(1994, 12), kind: "complementary"),
            InsurancePeriod(from: YearMonth(1995, 1), through: last, kind: "compulsory", monthlyPay: 4_000),
          ]), claim: YearMonth(2030, 1)))
    #expect(answer["entitled"] == (opens ? "true" : "false"))
  }

  /// CNAP, bases of calculation: 100/461.61 is printed 0.21663, and income at index 100 to the cent.
  @Test(
    "rounding as CNAP prints it, over 35 years",
    arguments: [("exact", 192_046.97, 5_176.22), ("cnap", 192_045.14, 5_176.17)]
      as [(String, ExactDecimal, ExactDecimal)])
  func printedRounding(rounding: String, sum: ExactDecimal, gross: ExactDecimal) throws {
    let incomes: [ExactDecimal] = [
      48819.41, 47903.39, 55819.25, 68125.42, 31394.13, 65159.02, 47339.14, 44792.87, 57552.86, 42672.47, 34178.75,
      31253.54, 31917.15, 69366.57, 36438.3, 58379.93, 47582.09, 66392.82, 38450.88, 36054.13, 38275.06, 48077.97,
      31027.66, 46536.22, 48442.39, 56103.15, 60701.0, 63722.57, 39173.11, 63677.48, 69146.81, 67426.6, 41442.79,
      58565.89, 38014.67,
    ]
    let answer = try Answer(
      LuxembourgCase(
        born: day(1961, 11, 5),
        record: LuxembourgCase.record(
          periods: [InsurancePeriod(from: YearMonth(1991, 1), through: YearMonth(2025, 12), kind: "compulsory")],
          income: Dictionary(uniqueKeysWithValues: zip(1991..., incomes))),
        claim: YearMonth(2026, 12), settings: ["incomeRounding": rounding]))
    #expect(answer.decimal("incomeSumBase1984") == sum)
    #expect(answer.decimal("grossMonthly") == gross)
  }

  private func faults(_ periods: [InsurancePeriod], born: CalendarDate = day(1966, 1, 1)) -> [RecordFault] {
    luxembourg.faults(in: InsuranceRecord(country: "LU", periods: periods), born: born)
  }

  private func period(_ from: Int, _ through: Int, _ kind: String, pay: ExactDecimal? = nil) -> InsurancePeriod {
    InsurancePeriod(from: .january(from), through: .december(through), kind: kind, monthlyPay: pay)
  }

  /// CSS art. 172, 174, 175, 241: each with its place, article and way out.
  @Test("what the code does not grant is refused at its place")
  func wronglyAccepted() throws {
    let job = period(1994, 2020, "compulsory", pay: 4_000)
    let young = try #require(faults([period(1974, 1993, "complementary"), job]).first)
    #expect(young.period == 0 && young.article.contains("172") && young.message.contains("18th birthday"))
    #expect(young.hint.contains("1984-01"))
    let long = try #require(
      faults([period(1984, 1995, "study"), job]).first { $0.message.contains("144 months of study") })
    #expect(long.hint.contains("36 months sooner"))
    let bought = try #require(faults([period(2000, 2009, "purchased", pay: 4_000)], born: day(1955, 1, 1)).first)
    #expect(bought.period == 0 && bought.article.contains("174") && !bought.hint.isEmpty)
    let twice = try #require(faults([job, job]).first)
    #expect(twice.period == 1 && twice.article.contains("175") && !twice.hint.isEmpty)
    let rich = try #require(faults([period(1994, 2020, "compulsory", pay: 1_000_001)]).first)
    #expect(rich.period == 0 && rich.article.contains("241") && !rich.hint.isEmpty)
    // At the edge of each nothing is said.
    #expect(faults([period(1984, 1992, "study"), period(1994, 2020, "compulsory", pay: 1_000_000)]).isEmpty)
    #expect(
      faults([period(1994, 1994, "compulsory", pay: 4_000), period(2000, 2009, "purchased", pay: 4_000)]).isEmpty)
  }

  @Test("wealth above an amount asks for the amount")
  func wealthWithoutAmount() {
    #expect(throws: Readings.Mistake.self) { try Readings(["wealth": "excluded above"]) }
    #expect(throws: Readings.Mistake.self) { try Readings(["wealth": "excluded above -1"]) }
    #expect(throws: Readings.Mistake.self) { try Readings(["afpaLimit": "up to nothing"]) }
    #expect(throws: Readings.Mistake.self) { try Readings(["avcLimits": "prices"]) }
  }

  @Test("every case has a test that stands in the file named", arguments: try golden("cases-bound.csv"))
  func bound(row: [String: String]) throws {
    let (file, name) = (try #require(row["file"]), try #require(row["test"]))
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
    #expect(text.contains(name), "\(row["case"] ?? "") is not bound by “\(name)”")
  }

  /// The list names each kind of the worked cases, so that a new one is not left without a line.
  @Test("the list is whole")
  func whole() throws {
    let listed = Set(try golden("cases-bound.csv").compactMap { $0["case"] })
    let groups = Set(try goldenCases("payment.jsonl").compactMap { $0.fields["group"]?.text })
    #expect(groups.subtracting(listed).isEmpty)
  }
}
