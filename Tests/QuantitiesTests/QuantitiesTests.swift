// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Testing

@Suite("Exact decimals")
struct ExactDecimalTests {
  @Test("reads what it prints", arguments: ["0", "0.1", "-3.25", "123456789012345678.000000000000000001", "1000"])
  func roundTripInvariants(_ text: String) throws {
    #expect(try #require(ExactDecimal(text)).description == text)
  }

  @Test("refuses what is not a plain decimal", arguments: ["", ".", "-", "1.2.3", "1e99", "0x10", "1,000", " 1", "∞"])
  func refusalInvariants(_ text: String) { #expect(ExactDecimal(text) == nil) }

  @Test("a double means the shortest decimal that prints as it")
  func shortestInvariants() {
    #expect(ExactDecimal(shortest: 0.1)! * 10 == 1)
    #expect(ExactDecimal(shortest: 11000.5)?.description == "11000.5")
    #expect(ExactDecimal(shortest: 1e-7)?.description == "0.0000001")
    #expect(ExactDecimal(shortest: .infinity) == nil)
    #expect(ExactDecimal(shortest: .nan) == nil)
  }

  @Test("products and quotients round half to even at the eighteenth place")
  func quotientHandCalculation() {
    #expect((ExactDecimal(1) / ExactDecimal(3)).description == "0.333333333333333333")
    #expect((ExactDecimal(2) / ExactDecimal(3)).description == "0.666666666666666667")
    #expect((ExactDecimal(-2) / ExactDecimal(3)).description == "-0.666666666666666667")
    let half = ExactDecimal(scaled: 1)
    #expect(half * ExactDecimal(shortest: 0.5)! == .zero)  // half of the last place, to even
    #expect(ExactDecimal(scaled: 3) * ExactDecimal(shortest: 0.5)! == ExactDecimal(scaled: 2))
    #expect(ExactDecimal(7).scaled(by: 144, over: 180).description == "5.6")
  }

  @Test("large products keep every digit that fits")
  func largeHandCalculation() {
    let a = ExactDecimal("123456789.123456789")!
    #expect((a * ExactDecimal("1000000000")!).description == "123456789123456789")
  }

  @Test(
    "rounds to a multiple in each direction",
    arguments: [
      (Rounding.Direction.down, "2.37", "2.3"), (.up, "2.31", "2.4"), (.halfUp, "2.35", "2.4"),
      (.halfUp, "2.34", "2.3"),
      (.towardZero, "2.39", "2.3"), (.down, "-2.31", "-2.4"), (.up, "-2.39", "-2.3"), (.halfUp, "-2.35", "-2.4"),
      (.halfUp, "-2.34", "-2.3"), (.towardZero, "-2.39", "-2.3"),
    ])
  func roundingHandCalculation(_ direction: Rounding.Direction, _ value: String, _ expected: String) throws {
    let rounded = try #require(ExactDecimal(value))
      .rounded(Rounding(direction, cents: 10), toMultipleOf: ExactDecimal(1, over: 10))
    #expect(rounded.description == expected)
  }

  @Test("sheds the last digits of a quotient before rounding down")
  func noiseRegression() {
    // A third, three times, is 0.999… in eighteen places; the law means one.
    let one = ExactDecimal(1) / 3 * 3
    #expect(one < 1)
    #expect(one.rounded(.down(toCents: 1), toMultipleOf: 1) == 1)
  }
}

@Suite("Money")
struct MoneyTests {
  @Test("a literal is the cents that are written")
  func literalInvariants() {
    let pension: Money<EUR> = 1_842.50
    #expect(pension.cents == 184_250)
    #expect(pension.description == "1842.50 EUR")
    #expect((Money<USD>(cents: -5)).text == "-0.05")
  }

  /// POMS RS 00605.021 C: the chain of rounding up before June 1982, and down from it.
  @Test("rounds to the dime up and down as SSA's chain does")
  func dimesPublishedExamples() {
    let pia: Money<USD> = 322.64
    #expect(pia.rounded(.up(toCents: 10)) == 322.70)
    #expect(Money<USD>(451.00 * ExactDecimal(1.074), rounded: .down(toCents: 10)) == 484.30)
    #expect(Money<USD>(3076.80, rounded: .down(toCents: 10)) == 3076.80)
  }

  @Test("multiplies before it divides")
  func fractionHandCalculation() {
    let pia: Money<USD> = 771.80
    #expect(pia.multiplied(by: 12, over: 140, rounded: .down(toCents: 10)) == 66.10)
  }

  @Test("converts at a rate in either direction")
  func conversionHandCalculation() {
    let rate = ExchangeRate<EUR, USD>(quotePerBase: 1.08)
    let pension: Money<EUR> = 1_842.50
    #expect(pension.converted(at: rate) == (1_989.90 as Money<USD>))
    #expect((1_989.90 as Money<USD>).converted(at: rate) == pension)
  }
}

@Suite("Calendar")
struct CalendarTests {
  @Test("months count across years, also before year 1")
  func monthInvariants() {
    #expect(YearMonth(2031, 12) + 1 == YearMonth(2032, 1))
    #expect(YearMonth(2032, 1) - YearMonth(2031, 4) == 9)
    #expect(YearMonth(index: -1).year == -1)
    #expect(YearMonth(index: -1).month == 12)
    #expect(Array(YearMonth(2031, 11)..<YearMonth(2032, 2)).map(\.description) == ["2031-11", "2031-12", "2032-01"])
  }

  @Test(
    "reads months that exist, and no others",
    arguments: ["2026-13", "2026-00", "2026-1", "26-01", "2026", "2026-01-01"])
  func monthRefusalInvariants(_ text: String) { #expect(YearMonth(text) == nil) }

  @Test("reads days that exist, and no others", arguments: ["2026-02-29", "1900-02-29", "2026-04-31", "2026-1-1"])
  func dayRefusalInvariants(_ text: String) {
    #expect(CalendarDate(text) == nil)
    #expect(CalendarDate("2000-02-29") != nil)
  }

  @Test("the day before crosses months and years")
  func dayBeforeHandCalculation() throws {
    #expect(try #require(CalendarDate(1960, 1, 1)).dayBefore == CalendarDate(1959, 12, 31))
    #expect(try #require(CalendarDate(2024, 3, 1)).dayBefore == CalendarDate(2024, 2, 29))
  }

  @Test("ages read years and months")
  func ageInvariants() {
    #expect(Age("62") == Age(years: 62))
    #expect(Age("62y6m") == Age(years: 62, months: 6))
    #expect(Age("62y") == Age(years: 62))
    for text in ["62:30", "62y12m", "y6m", "-1", "6m", "62y6", ""] { #expect(Age(text) == nil, "\(text)") }
    #expect(Age(years: 66, months: 10).description == "66y10m")
  }
}
