// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies
import Testing

@testable import ScenarioFiles

@Suite("Scenario files: people who are widowed or divorced")
struct FormerSpouseReadingTests {
  private static func text(
    _ more: String,
    records: String = "{ LU: { periods: [ { from: 2001-03, to: 2016-02, kind: compulsory, pay: 4200 } ] } }",
    ana: String = "LU: 65", second: String = "", married: String = ""
  ) -> String {
    """
    title: Widow
    as_of: 2026-11
    currency: EUR
    people:
      ana:
        born: 1964-05-14
        sex: female
        lives: { LU: 1990-01.. }
        records: \(records)
        \(more)
    \(second)
    \(married)
    strategies:
      - name: one
        ana: { \(ana) }
    """
  }

  private static let widowed =
    "widowed: { died: 2024-05, born: 1962-03-02, married: 1990-06, records: { US: { pia: { amount: 2100 USD, as_of: 2024-05 } } } }"

  @Test("a death of the past, with what was drawn before it")
  func widow() throws {
    let text = Self.text(
      "widowed: { died: 2024-05-09, born: 1962-03-02, married: 1990-06, name: john, records: { US: { pia: 2100 USD } }, pensions: { US: { since: 2024-04 } } }",
      ana: "LU: 65, US: 62y6m, survivor: { US: never }")
    let scenario = try Sample.read(text)
    let former = try #require(scenario.members[0].former.first)
    #expect(former.person.id == "john" && former.died == CalendarDate(2024, 5, 9))
    #expect(former.married == CalendarDate(1990, 6, 1) && former.divorced == nil)
    #expect(former.claims == ["US": YearMonth(2024, 4)])
    #expect(former.records["US"]?.stated?.amount == 2100)
    #expect(scenario.strategies[0].survivors["ana"]?["US"] == .never)
    #expect(scenario.strategies[0].wishes["ana"]?["US"]?.start == .age(Age(years: 62, months: 6)))
  }

  @Test("somebody without a record of her own, and a list of marriages")
  func list() throws {
    let text = Self.text(
      "divorced: [ { born: 1961-04-09, married: 1985-01, divorced: 1997-02, records: { US: { pia: 2400 USD } } }, { born: 1960-01-09, married: 1998-01, divorced: 2010-02, died: 2020-03, records: { US: { pia: 1400 USD } } } ]",
      records: "{}", ana: "US: earliest")
    let former = try Sample.read(text).members[0].former
    #expect(former.map(\.divorced) == [CalendarDate(1997, 2, 1), CalendarDate(2010, 2, 1)])
    #expect(former.map(\.died) == [nil, CalendarDate(2020, 3, 1)])
  }

  @Test("a person of the file who has died leaves a widow, and strategies say since when a pension was drawn")
  func late() throws {
    let text = Self.text(
      "", ana: "LU: 65, US: earliest }\n    john: { US: 2020-05",
      second:
        "  john: { born: 1958-05-05, died: 2025-04-17, sex: male, lives: { US: 1958-05..2025-04 }, records: { US: { earnings: { 1980..1995: 60000 } } } }"
    )
    let scenario = try Sample.read(text)
    #expect(scenario.members.map(\.person.id) == ["ana"])
    let former = try #require(scenario.members[0].former.first)
    #expect(former.person.id == "john" && former.claims == ["US": YearMonth(2020, 5)])
    #expect(former.records["US"]?.earnings.count == 16)
  }

  private static func second(_ more: String) -> String {
    "  ben: { born: 1964-02-03, sex: male, lives: { LU: 1990-01.. }, records: { US: { earnings: { 1994..2010: 40000 } } } }\(more)"
  }

  @Test(
    "mistakes, each at its place",
    arguments: [
      (
        text(widowed.replacing("1990-06", with: "2025-06")), "10:16",
        "the late spouse dies in 2024-05, before the marriage of 2025-06"
      ),
      (
        text(widowed.replacing("died: 2024-05", with: "died: 2027-05")), "10:16",
        "'died' is 2027-05, after the valuation month 2026-11"
      ),
      (
        text(widowed.replacing("pia: { amount: 2100 USD, as_of: 2024-05 }", with: "earnings: { 1990..2025: 40000 }")),
        "10:78", "the late spouse's record in US has earnings of 2025, after the death in 2024-05"
      ),
      (
        text(widowed.replacing("married: 1990-06,", with: "married: 1990-06, pensions: { US: { since: 2024-06 } },")),
        "10:85", "a pension since 2024-06 begins after the death in 2024-05"
      ),
      (
        text(
          widowed
            + "\n    divorced: { born: 1961-04-09, married: 1985-01, divorced: 1997-02, records: { US: { pia: 2400 USD } } }"
        ), "10:49", "ana's marriage of 1990-06 overlaps with the one of 1985-01, which ended in 1997-02"
      ),
      (
        text("divorced: { born: 1961-04-09, married: 1998-01, divorced: 1997-02, records: { US: { pia: 2400 USD } } }"),
        "10:53", "the divorce of 1997-02 comes before the marriage of 1998-01"
      ),
      (
        text(
          widowed, ana: "LU: 65 }\n    ben: { US: 67", second: second(""), married: "married: 2020-01-05"), "12:1",
        "ana's marriage of 2020-01 overlaps with the one of 1990-06, which ended in 2024-05"
      ),
      (
        text(widowed, ana: "LU: 65 }\n    ben: { US: 67", second: second("")), "1:1",
        "ana was married before; since which day is the household married?"
      ),
      (
        text(widowed, ana: "LU: 65, survivor: { US: 59 }"), "15:36",
        "a survivor's pension from 59 starts before 60 (art. 2)"
      ),
      (
        text("", ana: "LU: 65 }\n    ben: { US: 67", second: second(""), married: "married: no").replacing(
          "US: 67", with: "US: 67, survivor: { LU: never }"), "16:32",
        "no death leaves ben a pension in LU whose first month can be chosen"
      ),
      (
        text("", ana: "LU: 65, US: earliest }\n    ben: { US: 67", second: second(""), married: "married: no"), "15:20",
        "unmarried: no spouse's benefit in US for ana"
      ),
      (text("died: 2025-01"), "5:3", "everybody of this household has died"),
    ])
  func mistakes(text: String, place: String, message: String) throws {
    let found = Sample.messages(of: text)
    #expect(found.contains { $0.contains(":\(place): error: \(message)") }, "\(found)")
  }
}
