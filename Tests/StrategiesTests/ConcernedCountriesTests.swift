// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import TestSupport
import Testing
import UnitedStatesRules

@testable import Strategies

@Suite("Countries that a household has to do with")
struct ConcernedCountriesTests {
  private func codes(_ records: [Country]) throws -> [String] {
    var member = TestHousehold.member(deathAge: 80)
    member.records = Dictionary(uniqueKeysWithValues: records.map { ($0, InsuranceRecord(country: $0)) })
    let scenario = Scenario(
      name: "concerned", path: "concerned.yaml", text: "", title: "concerned", asOf: YearMonth(2026, 11),
      currency: .eur,
      members: [member], strategies: [])
    let known: [any PensionSystem] = [
      try UnitedStates(), try Luxembourg(), try Ruritania(), try Ruritania.orsinia(),
    ]
    return try scenario.concerned(among: known).map(\.country.code)
  }

  @Test(
    "those that every simulation carries, and those with a record; none else, in the order in which they are carried")
  func byRecord() throws {
    #expect(try codes(["US"]) == ["US", "LU"])
    #expect(try codes(["XO", "US"]) == ["US", "LU", "XO"])
    #expect(try codes(["XR", "XO"]) == ["US", "LU", "XR", "XO"])
  }
}
