// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import ScenarioFiles
import Strategies
import Testing
import UnitedStatesRules

/// Which rows of changed law concern a household, under both countries' laws.
@Suite("Stress rows, both countries")
struct StressRowTests {
  private static let luxembourgAlone = """
    title: Pensions follow prices alone already
    as_of: 2026-11
    currency: EUR
    people:
      ana:
        born: 1966-06-15
        sex: male
        citizenship: [LU]
        lives: { LU: 1985-01.. }
        records:
          LU:
            periods:
              - { from: 1985-01, to: 2026-06, kind: compulsory, pay: { amount: 4200, wages_of: 2016 } }
    strategies:
      - name: LU 61
        ana: { LU: 61 }
      - name: LU 65
        ana: { LU: 65 }
    law: moderator-none
    simulation: { paths: 40, seed: 1 }

    """

  private func compare(_ text: String) async throws -> ComparisonResult {
    let countries: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    return try await Simulator(
      Scenario.read(text: text, path: "small.yaml", countries: countries), systems: countries
    ).compare()
  }

  /// Exactly what the run with nothing changed gives, in every figure of the row.
  private func expectBase(_ ids: [String], in result: ComparisonResult) throws {
    let base = try #require(result.stressBase)
    for id in ids {
      let row = try #require(result.stresses.first { $0.id == id }, "\(id)")
      #expect(row.changesNothing, "\(id)")
      #expect(row.lifetimeValues == base.lifetimeValues && row.minimumMonths == base.minimumMonths, "\(id)")
      #expect(row.differenceOfThePair == base.differenceOfThePair && row.changeOfThePair.value == 0, "\(id)")
      #expect(!result.switching.contains { $0.id == id + "-chance" }, "\(id)")
    }
  }

  /// 0.1.0 put the regime of the windfall provision in place of the scenario's law: pensions followed wages again, +43,100 EUR.
  @Test("no US record, pensions that follow no wages: US law and a cut to a half change nothing")
  func luxembourgAloneRegression() async throws {
    let result = try await compare(Self.luxembourgAlone)
    try expectBase(
      [
        "rw", "dollar-1985", "dollar-1980", "wep-reinstated", "trust-fund-payable", "full-age-raised", "moderator-cut",
      ], in: result)
    // An early claim of 61 rests on 498 compulsory months: a stricter early pension asks no more of those who hold 480.
    try expectBase(["early-pension-tightened"], in: result)
    // Under the law in force the same cut takes something away.
    let current = try await compare(Self.luxembourgAlone.replacingOccurrences(of: "moderator-none", with: "current"))
    #expect(try !#require(current.stresses.first { $0.id == "moderator-cut" }).changesNothing)
  }

  @Test("both claims at 65: months asked for an early pension change nothing")
  func fullPensionRegression() async throws {
    let text = SmallScenario.replacing("LU: earliest", with: "LU: 65")
    try expectBase(["early-pension-tightened", "full-age-raised"], in: try await compare(text))
  }
}
