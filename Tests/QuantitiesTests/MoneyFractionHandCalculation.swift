// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Testing

@Suite("Money: fractions and rounding")
struct MoneyFractionHandCalculation {
  /// 7 cents × 1/2 = 3.5 cents, and the same below zero.
  @Test(
    "each direction, above and below zero",
    arguments: [
      (7, Rounding.down(toCents: 1), 3), (7, .up(toCents: 1), 4), (7, .halfUp, 4),
      (7, Rounding(.towardZero, cents: 1), 3),
      (-7, .down(toCents: 1), -4), (-7, .up(toCents: 1), -3), (-7, .halfUp, -4),
      (-7, Rounding(.towardZero, cents: 1), -3),
      (250, .down(toCents: 10), 120), (250, .up(toCents: 10), 130), (250, .nearest(toCents: 10), 130),
      (-250, .nearest(toCents: 10), -130),
    ])
  func halves(_ cents: Int, _ rounding: Rounding, _ expected: Int) {
    #expect(Money<USD>(cents: cents).multiplied(by: 1, over: 2, rounded: rounding).cents == expected)
    #expect(Money<USD>(cents: cents).multiplied(by: -1, over: -2, rounded: rounding).cents == expected)
  }

  @Test("is exact where a decimal quotient would not be")
  func exactness() {
    // 10^15 cents × 1/3 × 3 by one fraction; a third has no end as a decimal.
    let large = Money<USD>(cents: 1_000_000_000_000_000)
    #expect(large.multiplied(by: 3, over: 3, rounded: .halfUp) == large)
    #expect(large.multiplied(by: 1, over: 3, rounded: .down(toCents: 1)).cents == 333_333_333_333_333)
    // 3,076.80 is a multiple of the dime and stays.
    #expect(Money<USD>(cents: 307_680).rounded(.down(toCents: 10)).cents == 307_680)
  }
}
