// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Which sentences on limits touch whom: 42 U.S.C. § 402(e), (f); §§ 1395r, 1395s; 20 CFR 404.313, 404.640.
@Suite("United States: what the figures leave out")
struct LimitsHandCalculation {
  private let asOf = YearMonth(2026, 11)

  private func person(lives: [Residence], born: String = "1962-07-07") throws -> Person {
    Person(
      id: "bob", born: try #require(CalendarDate(born)), sex: .male, citizenship: ["US"], residence: lives)
  }

  private func award(from month: YearMonth, _ amount: ExactDecimal = 1800) -> Award {
    Award(
      country: "US", currency: .usd, from: month, basis: "national", article: "42 U.S.C. § 402(a)",
      firstMonthlyAmount: amount, isProjected: false, components: [])
  }

  private func keys(_ question: LimitQuestion) throws -> [String] {
    try law.limits(touching: question).map { String($0.key.dropFirst("usLimit.".count)) }
  }

  private let home = [Residence(country: "US", from: YearMonth(1962, 7))]
  private let abroad = [Residence(country: "LU", from: YearMonth(1990, 1))]

  @Test("nothing touches somebody who lives abroad and claims later")
  func none() throws {
    #expect(
      try keys(LimitQuestion(person: person(lives: abroad), awards: [award(from: YearMonth(2029, 7))], asOf: asOf))
        == [])
  }

  @Test("Medicare touches who lives in the United States at 65, and the months before the claim are counted")
  func medicare() throws {
    var question = LimitQuestion(
      person: try person(lives: home), awards: [award(from: YearMonth(2029, 7))], asOf: asOf)
    #expect(try keys(question) == ["premiumUnstated"])
    question.premium = .standard
    #expect(try keys(question) == ["premiumAlone", "premiumBilled"])
    // 65 in July 2027, the claim at 67 in July 2029: two years of bills.
    let billed = try #require(try law.limits(touching: question).last)
    #expect(billed.arguments["months"] == .integer(24))
    #expect(billed.arguments["from"] == .month(YearMonth(2027, 7)))
    #expect(billed.arguments["through"] == .month(YearMonth(2029, 6)))
    question.awards = [award(from: YearMonth(2026, 12))]
    #expect(try keys(question) == ["premiumAlone"])
    question.awards = [award(from: YearMonth(2026, 12), 180)]
    #expect(try keys(question) == ["premiumAlone", "premiumRest"])  // 202.90 of the published premium is more
    // Whoever left before 65 has no Part B.
    question.person = try person(lives: [
      Residence(country: "US", from: YearMonth(1962, 7), through: YearMonth(2027, 6))
    ])
    #expect(try keys(question) == [])
  }

  @Test("months that work abroad takes whole are billed too")
  func withheld() throws {
    var paid = award(from: YearMonth(2027, 1))
    paid.losses = [
      PaymentLoss(
        .workAbroad, from: YearMonth(2027, 1), through: YearMonth(2027, 9), months: 9, sentence: Remark(.wholeDollars))
    ]
    var question = LimitQuestion(person: try person(lives: home), awards: [paid], asOf: asOf)
    question.premium = .amount(250)
    let billed = try #require(
      try law.limits(touching: question).first { $0.key == UsLimitPhrase.premiumBilled.rawValue })
    #expect(billed.arguments["months"] == .integer(3), "July to September 2027")
  }

  @Test("a running benefit can be suspended until 70, and withdrawn for a year")
  func running() throws {
    var record = InsuranceRecord(country: "US")
    record.inPayment = PensionInPayment(since: YearMonth(2026, 3), asOf: asOf)
    var question = LimitQuestion(person: try person(lives: abroad), record: record, awards: [], asOf: asOf)
    #expect(try keys(question) == ["noSuspension", "noWithdrawal"])
    question.asOf = YearMonth(2027, 4)
    #expect(try keys(question) == ["noSuspension"])
    question.asOf = YearMonth(2032, 7)
    #expect(try keys(question) == [])
  }

  @Test("a divorced spouse with a US record who lives is taken to live on")
  func former() throws {
    func former(died: String?) throws -> FormerSpouse {
      FormerSpouse(
        person: Person(id: "jo", born: try #require(CalendarDate("1961-04-09")), sex: .female),
        married: CalendarDate("1985-01-01"), divorced: CalendarDate("1997-02-01"),
        died: died.flatMap { CalendarDate($0) }, records: ["US": InsuranceRecord(country: "US")])
    }
    var question = LimitQuestion(
      person: try person(lives: abroad), former: [try former(died: nil)], awards: [], asOf: asOf)
    #expect(try keys(question) == ["formerLives"])
    question.former = [try former(died: "2020-03-01")]
    #expect(try keys(question) == [])
  }

  @Test("a report's list keeps the order of the country's, each sentence once, and takes nothing else")
  func list() throws {
    let work = Remark(.workOnRecord, ["name": .text("bob")])
    let question = LimitQuestion(person: try person(lives: home), awards: [award(from: YearMonth(2027, 7))], asOf: asOf)
    let list = try law.limits(said: [Remark(.wholeDollars), work, work], of: [question, question])
    #expect(list.map(\.key) == ["us.workOnRecord", "usLimit.premiumUnstated"])
  }
}
