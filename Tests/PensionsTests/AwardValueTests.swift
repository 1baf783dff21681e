// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@Suite("Award values")
struct AwardValueTests {
  @Test("are written in order, numbers plain, strings escaped")
  func jsonHandCalculation() {
    let value = AwardValue.fields([
      "b": .integer(-3), "a": .decimal(ExactDecimal("810.60")!), "t": .text("say \"\u{1}\\\n"),
      "l": .array([.bool(true), .object([])]),
    ])
    #expect(value.json == #"{"b": -3, "a": 810.6, "t": "say \"\u0001\\\n", "l": [true, {}]}"#)
  }
}
