// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import GermanyRules

@Suite("Germany: lines of the awards desk")
struct AwardLinesMatchReference {
  static func answer(_ line: String) throws -> String {
    try AwardDesk([GermanyLines()]).answer(Array(line.utf8), line: 1).value.json
  }

  @Test("points as printed: 31.3993 points, four per cent for eight months, 1,079.26 by the value of July 2019")
  func printedPoints() throws {
    let found = try Self.answer(
      #"{"id": "G01", "born": "1953-07-15", "de": {"points": 31.3993, "months": {"general": 560, "long": 560, "very_long": 560}, "claim": "2019-11"}}"#
    )
    #expect(found.contains(#""route": "regular""#))
    #expect(found.contains(#""accessFactor": 1.04"#))
    #expect(found.contains(#""personalPoints": 32.6553"#))
    #expect(found.contains(#""grossMonthly": 1079.26"#))
    #expect(found.contains(#""regularAge": 787"#))
  }

  @Test("no right yet: the regular age is answered all the same")
  func noRight() throws {
    let found = try Self.answer(
      #"{"id": "N", "born": "1964-03-10", "de": {"points": 12.5, "months": {"general": 59}, "claim": "2031-04"}}"#)
    #expect(found.contains(#""entitled": false"#) && found.contains(#""regularAge": 804"#))
  }

  @Test("points that no pay of a life gives, and years of the East without pay, are errors with their place")
  func faults() throws {
    #expect(
      try Self.answer(#"{"id": "F", "born": "1964-03-10", "de": {"points": 400, "claim": "2031-04"}}"#)
        .contains("no pay of a life gives them"))
    #expect(
      try Self.answer(
        #"{"id": "F", "born": "1964-03-10", "de": {"pay": {"1990": 41000}, "east": ["1991"], "claim": "2031-04"}}"#
      ).contains("'de.east' names 1991"))
  }

  @Test("filed in the fourth month, it begins with the month of filing and is raised for the months of waiting")
  func filedLate() throws {
    let months = #""months": {"general": 400, "long": 400}"#
    let found = try Self.answer(
      #"{"id": "L", "born": "1960-06-20", "de": {"points": 40, \#(months), "claim": "2026-11", "filed": "2027-02"}}"#)
    #expect(found.contains(#""firstMonth": "2027-02""#))
    #expect(found.contains(#""accessFactor": 1.015"#))
  }
}
