// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Simulation
import Testing
import UnitedStatesRules

@testable import Strategies

/// A reading of the law is a row of the same strategies on the same paths, and nothing else of the scenario moves.
@Suite("The law read otherwise")
struct ReadingRowTests {
  private func compare(_ settings: String = "", meansTest: String = "") async throws -> ComparisonResult {
    var scenario = try Scenario.read(
      text: """
        title: twenty years to go
        as_of: 2026-11
        currency: EUR
        people:
          lea:
            born: 1966-06-02
            sex: female
            citizenship: [LU]
            lives: { US: 1992-09..2000-12, LU: 2001-01.. }
            records:
              US:
                earnings: { 1993..2000: { amount: 38000, wages_of: 2000 } }
              LU:
                periods:
                  - { from: 2001-02, to: 2026-10, kind: compulsory, pay: { amount: 2600, wages_of: 2026 } }
        strategies:
          - { name: soonest, lea: { US: 62, LU: earliest } }
          - { name: at 65, lea: { US: 67, LU: 65 } }
        simulation: { paths: 256, seed: 3 }
        \(settings)
        \(meansTest)
        """, path: "lea.yaml", countries: [UnitedStates(), Luxembourg()])
    scenario.simulation.threads = 2
    return try await Simulator(scenario, systems: [UnitedStates(), Luxembourg()]).compare()
  }

  private func values(_ result: ComparisonResult, of row: String) -> [String: Double] {
    guard let found = result.stresses.first(where: { $0.id == row }) else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: zip(result.strategies.map(\.spec.name), found.lifetimeValues.map(\.value)))
  }

  private func values(_ result: ComparisonResult) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: result.strategies.map { ($0.spec.name, $0.lifetimeValue.value) })
  }

  @Test("each row gives what the scenario gives that states the reading")
  func rows() async throws {
    let base = try await compare()
    let tried = try #require(base.readings)
    #expect(tried.count > 15 && tried.refused.isEmpty)
    let rows = base.stresses.filter(\.isReading)
    #expect(!rows.isEmpty && rows.count < tried.count && rows.allSatisfy { $0.office != nil && !$0.isChangeOfLaw })
    // A year that has begun moves the flat part of every start.
    let stated = try await compare("settings: { LU: { begunYearsInFlatPart: no } }")
    let row = values(base, of: "reading-LU-begunYearsInFlatPart-false")
    for (name, value) in values(stated) {
      #expect(abs(try #require(row[name]) - value) < 1e-6, "\(name)")
      #expect(abs(value - (values(base)[name] ?? 0)) > 1)
    }
    // And the other way round: from there, the row gives the base.
    let back = values(stated, of: "reading-LU-begunYearsInFlatPart-true")
    for (name, value) in values(base) { #expect(abs(try #require(back[name]) - value) < 1e-6, "\(name)") }
  }

  @Test("help that is not paid is a row")
  func help() async throws {
    let base = try await compare()
    let without = try await compare(meansTest: "means_test: none")
    let row = values(base, of: "help-none")
    for (name, value) in values(without) { #expect(abs(try #require(row[name]) - value) < 1e-6, "\(name)") }
    #expect(!without.stresses.contains { $0.id == "help-none" })
  }
}
