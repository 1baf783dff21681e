// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies
import Testing

@testable import ScenarioFiles

@Suite("Scenario files: when a survivor's pension starts")
struct SurvivorReadingTests {
  /// A couple; ben has no record in the euro country.
  private static func text(_ ana: String, grid: String? = nil) -> String {
    """
    title: Couple
    as_of: 2026-11
    currency: EUR
    people:
      ana:
        born: 1966-05-14
        sex: female
        lives: { LU: 1990-01.. }
        records: { LU: { periods: [ { from: 2001-03, to: 2016-02, kind: compulsory, pay: 4200 } ] } }
      ben:
        born: 1964-02-03
        sex: male
        lives: { LU: 1990-01.. }
        records: { US: { earnings: { 1994..2010: 40000 } } }
    strategies:
      - name: one
        ana: { LU: 65\(ana) }
        ben: { US: 67 }
    \(grid.map { "  - grid: { ana: { LU: 65, \($0) }, ben: { US: [62, 70] } }" } ?? "")
    """
  }

  @Test("a month, an age, at once, and the best month where nothing is said")
  func wishes() throws {
    func wish(_ text: String) throws -> SurvivorWish? {
      try Sample.read(Self.text(text)).strategies[0].survivors["ana"]?["US"]
    }
    #expect(try wish("") == nil)
    #expect(try wish(", survivor: { US: best }") == .best)
    #expect(try wish(", survivor: { US: at once }") == .atOnce)
    #expect(try wish(", survivor: { US: 60 }") == .age(Age(years: 60)))
    #expect(try wish(", survivor: { US: 62y6m }") == .age(Age(years: 62, months: 6)))
    #expect(try wish(", survivor: { US: 2031-04 }") == .month(YearMonth(2031, 4)))
  }

  @Test("a grid takes ranges and lists, combined with the claims")
  func grid() throws {
    let specs = try Sample.read(Self.text("", grid: "survivor: { US: [best, 60..62 by year] }")).strategies
    #expect(specs.count == 1 + 2 * 4)
    #expect(specs[1].name == "ana LU 65, ana US survivor best, ben US 62")
    let sixtyOne = specs.filter { $0.survivors["ana"]?["US"] == SurvivorWish.age(Age(years: 61)) }
    #expect(sixtyOne.count == 2)
  }

  @Test(
    "mistakes, each at its place",
    arguments: [
      (
        ", survivor: { US: 59 }",
        "17:36: error: a survivor's pension from 59 starts before 60 (art. 2)\n  hint: write 60, or a month from 2026-05 on"
      ),
      (", survivor: { US: 2026-04 }", "17:36: error: a survivor's pension from 2026-04 starts before 60 (art. 2)"),
      (", survivor: { LU: 60 }", "17:32: error: no death leaves ana a pension in LU whose first month can be chosen"),
      (
        ", survivor: { US: bset }",
        "17:36: error: 'bset' is no first month of a survivor's pension; did you mean 'best'?"
      ),
      (", survivor: { US: [60, 62] }", "17:36: error: a named strategy has one first month, not a list"),
      (", survivor: { US: 60..62 by year }", "17:36: error: a named strategy has one first month, not the range"),
      (", survivor: 60", "17:30: error: 'survivor' is '60'; a mapping is wanted"),
    ])
  func mistakes(ana: String, message: String) {
    let messages = Sample.messages(of: Self.text(ana))
    #expect(messages.contains { $0.contains(message) }, "\(messages)")
  }
}
