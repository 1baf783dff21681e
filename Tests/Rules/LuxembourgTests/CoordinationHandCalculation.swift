// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import LuxembourgRules
import Pensions
import Quantities
import Testing

/// Which instrument counts months abroad, and what of them enters: Regulation (EC) 883/2004 art. 52, 56, 57; treaties.
@Suite("Luxembourg: coordination")
struct CoordinationHandCalculation {
  private func abroad(_ country: Country, _ from: YearMonth, _ through: YearMonth) -> [Country: Coverage] {
    var years: [Int: UInt16] = [:]
    for month in from...through { years[month.year, default: 0] |= 1 << UInt16(month.month - 1) }
    return [
      country: Coverage(
        unit: .month, years: years.mapValues { Coverage.Year(count: $0.nonzeroBitCount, months: $0) })
    ]
  }

  /// 84 Luxembourg months of 3,000 EUR from 2001 on and 180 months abroad from 1985: 84/264 of the theoretical pension from December 2026.
  private func ana(_ foreign: [Country: Coverage], settings: [String: String] = [:]) -> Applicant {
    worker(
      born: day(1961, 11, 5), from: YearMonth(2001, 3), through: YearMonth(2008, 2), foreign: foreign,
      citizenship: ["LU"], residence: [Residence(country: "LU", from: YearMonth(2001, 3))], settings: settings)
  }

  private func abroad(_ country: Country) -> [Country: Coverage] {
    abroad(country, YearMonth(1985, 1), YearMonth(1999, 12))
  }

  @Test(
    "months of the Union, of the United Kingdom by the same rules, and of a treaty State open 84/264 of a pension",
    arguments: ["FR", "CH", "NO", "GB", "CA", "JP"])
  func opens(_ country: String) throws {
    let award = try luxembourg.award(to: ana(abroad(Country(country))), from: YearMonth(2026, 12))
    #expect(award.basis == "totalized" && award.firstMonthlyAmount == 804.96, "\(award.firstMonthlyAmount)")
    #expect(award.remarks.contains { luxembourg.english($0).contains("84/264") })
    let isUnread = award.remarks.contains { luxembourg.english($0).contains("agreement that was not read; ask CNAP") }
    #expect(isUnread == (country == "JP"))
  }

  @Test("what no instrument counts is said by its country, and how many months")
  func notCounted() throws {
    func refusal(_ foreign: [Country: Coverage], _ settings: [String: String] = [:]) -> ClaimRefusal? {
      #expect(throws: ClaimRefusal.self) {
        try luxembourg.award(to: ana(foreign, settings: settings), from: YearMonth(2026, 12))
      }
    }
    #expect(refusal(abroad("AU"))?.message.contains("180 months in AU are not counted: no agreement") == true)
    let japan = refusal(abroad("JP"), ["unreadTreaty": "notCounted"])
    #expect(japan?.message.contains("180 months in JP are not counted: the agreement was not read") == true)
    #expect(
      try luxembourg.award(to: ana(abroad("CA"), settings: ["unreadTreaty": "notCounted"]), from: YearMonth(2026, 12))
        .firstMonthlyAmount == 804.96, "that treaty was read")
  }

  /// 60 + 30 + 40 months: with Japan alone 114, with Canada alone 124, never 154.
  @Test("months of two treaty States are never added")
  func eachTreatyAlone() throws {
    func held(_ japan: Int, _ canada: Int) -> Applicant {
      ana([
        "JP": abroad("JP", YearMonth(1990, 1), YearMonth(1990, 1) + (japan - 1))["JP"]!,
        "CA": abroad("CA", YearMonth(1995, 1), YearMonth(1995, 1) + (canada - 1))["CA"]!,
      ])
    }
    #expect(throws: ClaimRefusal.self) { try luxembourg.award(to: held(30, 35), from: YearMonth(2026, 12)) }
    #expect(try luxembourg.award(to: held(30, 36), from: YearMonth(2026, 12)).basis == "totalized")
  }

  @Test(
    "of eleven own months under the Union's rules the others take over, twelve have an own pension",
    arguments: [11, 12])
  func underAYear(_ months: Int) throws {
    let applicant = worker(
      born: day(1961, 11, 5), from: YearMonth(2001, 1), through: YearMonth(2001, 1) + (months - 1),
      foreign: abroad("FR"))
    if months == 12 {
      #expect(try luxembourg.award(to: applicant, from: YearMonth(2026, 12)).basis == "totalized")
    } else {
      let refusal = #expect(throws: ClaimRefusal.self) {
        try luxembourg.award(to: applicant, from: YearMonth(2026, 12))
      }
      #expect(refusal?.message.contains("take these 11 months over") == true)
    }
  }

  /// 240 Luxembourg months beside 240, 300 and 360 French ones, at 60: the flat part and the minimum stay at 240/480 of full ones:
  /// 2,085 × 25.075 % / 12 × 9.9224 × 1.570 / 2 = 339.35 and 2,085 × 90 % / 12 × 9.9224 × 1.570 / 2 = 1,218.02 EUR.
  @Test("neither flat part nor minimum falls when months abroad pass forty years", arguments: [480, 492, 540, 600])
  func fullTerm(_ total: Int) throws {
    func eva(_ settings: [String: String]) throws -> Derivation {
      try luxembourg.award(
        to: worker(
          born: day(1966, 12, 15), from: YearMonth(2006, 12), through: YearMonth(2026, 11),
          foreign: abroad("FR", YearMonth(2006, 12) - (total - 240), YearMonth(2006, 11)), citizenship: ["LU"],
          settings: settings.merging(["foreignTimeInThreshold": "no"]) { $1 }), from: YearMonth(2026, 12)
      ).derivation
    }
    func result(_ derivation: Derivation, _ id: String) -> ExactDecimal? {
      derivation.steps.first { $0.id == id }.flatMap { ExactDecimal($0.result) }
    }
    let capped = try eva([:])
    #expect(result(capped, "lu.flat") == 339.35 && result(capped, "lu.minimum") == 1218.02)
    let whole = try eva(["euCap": "none"])
    #expect(result(whole, "lu.proportional") == result(capped, "lu.proportional"), "it has no full term")
    let expected = (ExactDecimal(33935 * 2) / 100).scaled(by: 240, over: ExactDecimal(total))
    #expect(abs((try #require(result(whole, "lu.flat")) - expected).double) < 0.02)
  }

  /// Art. 23, 24, 30: the State of residence charges alone where it owes a pension too; with eleven months of its own it owes none.
  @Test(
    "who charges health contributions of somebody who lives in France",
    arguments: [("FR", 180, false), ("FR", 11, true), ("BE", 180, true)])
  func contributions(_ country: String, _ months: Int, _ charges: Bool) throws {
    let last = YearMonth(1985, 1) + (months - 1)
    var applicant = worker(
      born: day(1961, 11, 5), from: YearMonth(2001, 3), through: YearMonth(2018, 2),
      foreign: abroad(Country(country), YearMonth(1985, 1), last), citizenship: ["LU"],
      residence: [Residence(country: "FR", from: YearMonth(1985, 1))])
    let award = try luxembourg.award(to: applicant, from: YearMonth(2026, 12))
    #expect(try luxembourg.deductions(from: award, applicant: applicant).isEmpty == !charges)
    #expect(award.remarks.contains { luxembourg.english($0).contains("it alone charges") } == !charges)
    applicant.settings = ["healthContributions": "yes"]
    #expect(try !luxembourg.deductions(from: award, applicant: applicant).isEmpty)
  }
}
