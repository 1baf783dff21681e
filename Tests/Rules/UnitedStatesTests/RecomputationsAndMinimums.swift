// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// Where a benefit changes its form: recomputed, kept under the windfall provision, on a special minimum, insured in the quarter of the claim.
@Suite("United States: recomputations and minimums")
struct RecomputationsAndMinimumsMatchReference {
  @Test("agree with SSA's program to the cent", arguments: try goldens("recomputations-and-minimums.jsonl"))
  func everyFigure(_ row: GoldenCase) throws {
    let expected = try #require(row["expected"]).fields
    #expect(expected.count >= 2)
    #expect(differences(expected, try law.answer(row.unitedStates)) == [])
  }

  /// 20 CFR 404.146: a quarter of coverage cannot lie in a calendar quarter that has not begun.
  @Test("a US quarter of the year of claim may lie in the quarter that has begun, foreign months count to the end of the one before")
  func quarterOfClaim() {
    func credited(own: Int, _ bits: UInt16, begun: Int, ended: Int) -> Int {
      creditedQuarters(
        foreign: Coverage.Year(count: bits.nonzeroBitCount, months: bits), unit: .month, own: own, quarters: begun,
        ended: ended)
    }
    #expect(credited(own: 1, 0b111, begun: 2, ended: 1) == 1)
    #expect(credited(own: 2, 0b111, begun: 2, ended: 1) == 0, "both quarters are US ones")
    #expect(credited(own: 0, 0b111_111, begun: 2, ended: 1) == 1, "April to June has not ended")
    #expect(credited(own: 1, 0b111_111, begun: 3, ended: 2) == 2)
    #expect(credited(own: 2, 0b111_111, begun: 3, ended: 2) == 1)
    let quarters = Coverage.Year(count: 1)
    #expect(creditedQuarters(foreign: quarters, unit: .quarter, own: 1, quarters: 2, ended: 1) == 1)
  }
}
