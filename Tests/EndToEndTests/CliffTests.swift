// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Testing
import UnitedStatesRules

@testable import Strategies

/// Somebody of 45 with eight US years and thirty-three in Luxembourg: at 65 the months of Luxembourg alone open a right, and then they alone
/// are paid, without the US years that the threshold of the sliding scale and the flat part counted before.
@Suite("Months of claim that cost")
struct CliffTests {
  private func scenario(settings: String = "") throws -> Scenario {
    try Scenario.read(
      text: """
        title: twenty years to go
        as_of: 2026-11
        currency: EUR
        people:
          lea:
            born: 1981-06-02
            sex: female
            citizenship: [FR, US]
            lives: { FR: 1981-06..2004-08, US: 2004-09..2012-12, LU: 2013-01.. }
            records:
              US:
                earnings: { 2005..2012: { amount: 68000, wages_of: 2012 } }
              LU:
                periods:
                  - { from: 2013-02, to: 2045-12, kind: compulsory, pay: { amount: 7600, wages_of: 2026 } }
        strategies:
          - { name: soonest, lea: { US: earliest, LU: earliest } }
          - { name: at 65, lea: { US: earliest, LU: 65 } }
        \(settings)
        """, path: "lea.yaml", countries: [UnitedStates(), Luxembourg()])
  }

  private func cliffs(_ scenario: Scenario) throws -> [Cliff] {
    let setting = try HouseholdSetting(scenario, systems: [UnitedStates(), Luxembourg()])
    return try setting.cliffs(try setting.awardsByMonth(regime: .current).claims, regime: .current)
  }

  @Test("the 65th birthday is found, with its cause and the reading under which it goes away")
  func sixtyFive() throws {
    let found = try cliffs(try scenario())
    let cliff = try #require(found.first { $0.country == "LU" })
    #expect(found.count { $0.country == "LU" } == 1)
    // Born on 2 June 1981: 65 in June 2046.
    #expect(cliff.month == YearMonth(2046, 5))
    #expect(cliff.before - cliff.after > 100)
    #expect(cliff.cause == Remark(.cliffNational))
    #expect(cliff.readings.contains { $0.setting == "compareWithProrated" && $0.value == "yes" && $0.says != nil })
  }

  @Test("under that reading there is none")
  func otherReading() throws {
    #expect(try cliffs(try scenario(settings: "settings: { LU: { compareWithProrated: yes } }")).isEmpty)
  }
}
