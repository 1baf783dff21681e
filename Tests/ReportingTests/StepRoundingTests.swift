// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Reporting

@Suite("Rounding of a derivation's step")
struct StepRoundingTests {
  @Test("is read from the outermost function")
  func outermost() {
    #expect(StepRounding("floor(a * min(b, c) / 4, 0.1)")?.direction == .down)
    #expect(StepRounding("floor(a * min(b, c) / 4, 0.1)")?.multiple == "0.1")
    #expect(StepRounding("ceil(x, 12)")?.direction == .up)
    #expect(StepRounding("round(round(a, 1) / 3, 0.01)")?.multiple == "0.01")
  }

  @Test(
    "is none where the result as a whole is not rounded",
    arguments: [
      "a + b", "floor(a, 1) + floor(b, 1)", "floor(a, 1) / round(b, 0.1)", "min(floor(a, 1), 2)", "", "floor(a)",
    ])
  func none(expression: String) {
    #expect(StepRounding(expression) == nil)
  }
}
