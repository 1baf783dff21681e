// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

@Suite("United States: SSA's Detailed Calculator")
struct DetailedCalculatorMatchesReference {
  /// Every figure that SSA's program gives for 30 fictitious workers.
  @Test("agrees to the cent, every figure", arguments: try goldens("ssa-detailed-calculator-2025.jsonl"))
  func everyFigure(_ row: GoldenCase) throws {
    let answer = try law.answer(row.unitedStates)
    let expected = try #require(row["expected"]).fields
    #expect(expected.count >= 5)
    #expect(differences(expected, answer) == [])
  }
}
