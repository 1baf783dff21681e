// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Testing
import UnitedStatesRules

@testable import Strategies

/// A household that works lives on its pay.
@Suite("Income while work is stated")
struct WorkIncomeTests {
  @Test("no year before work ends is without income", arguments: ["", "    work: { until: 2031-05, net: 4800 EUR }"])
  func noHole(_ work: String) async throws {
    let scenario = try Scenario.read(
      text: """
        title: still at work
        as_of: 2026-11
        currency: EUR
        people:
          lea:
            born: 1969-06-02
            sex: female
            citizenship: [FR, US]
            lives: { US: 1992-09..2004-12, LU: 2005-01.. }
            records:
              US:
                earnings: { 1993..2004: { amount: 68000, wages_of: 2004 } }
              LU:
                periods:
                  - { from: 2005-02, to: 2031-05, kind: compulsory, pay: { amount: 7600, wages_of: 2026 } }
        \(work)
        needs: 4000 EUR
        savings: { EUR: 40000 }
        strategies:
          - { name: soonest, lea: { US: earliest, LU: earliest } }
          - { name: late, lea: { US: 70, LU: 65 } }
        simulation: { paths: 32, seed: 1 }
        """, path: "lea.yaml", countries: [UnitedStates(), Luxembourg()])
    let result = try await Simulator(scenario, systems: [UnitedStates(), Luxembourg()]).compare(.strategies)
    let pay = try #require(result.incomes.first { $0.kind == .work })
    for strategy in result.strategies {
      for year in strategy.income where year.year < 2031 {
        let earned = year.meanBySource.filter { $0.source.hasPrefix(StatedIncome.workCode) }.reduce(0) { $0 + $1.mean }
        #expect(earned > 0.9 * pay.net.double, "\(strategy.name) \(year.year)")
        #expect((year.total.first ?? 0) > 0.9 * pay.net.double, "\(strategy.name) \(year.year)")
      }
    }
  }
}
