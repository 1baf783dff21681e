// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Testing

@Suite("Numbers as papers write them")
struct NumberReadingTests {
  @Test(
    "one meaning",
    arguments: [
      ("34.120,55", "34120.55"), ("34 120,55", "34120.55"), ("34'120.55", "34120.55"), ("34’120.55", "34120.55"),
      ("34,120.55", "34120.55"), ("34120.55", "34120.55"), ("34120,55", "34120.55"), ("34120", "34120"), ("0", "0"),
      ("0,00", "0"), ("1.234.567", "1234567"), ("1,234,567.80", "1234567.8"), ("34 225", "34225"), ("34'225", "34225"),
    ])
  func value(_ text: String, _ expected: String) { #expect(NumberReading(text) == .value(ExactDecimal(expected)!)) }

  @Test("one separator with three digits behind it has two meanings, unless a paper's custom settles it")
  func twoWays() {
    let both = NumberReading.twoWays(thousands: 34225, decimals: 34.225)
    #expect(NumberReading("34,225") == both && NumberReading("34.225") == both)
    #expect(NumberReading("34,225", .commaThousands) == .value(34225))
    #expect(NumberReading("34.225", .commaThousands) == both)
    #expect(NumberReading("4.200") == .twoWays(thousands: 4200, decimals: 4.2))
  }

  @Test(
    "no number",
    arguments: [
      "", "abc", "34.12,055", "34.1205,5", "34,5", "34,12,055", "1,23,456", "0204", "34120.555", "12.345.67,89", "-1",
      "+5", "1e5",
      "34 12", "1 2345", ".50", "5.", "34..120", "12345678901234567890", "0.500", "1.234,567.89", "1'234,567",
    ])
  func none(_ text: String) { #expect(NumberReading(text) == .none) }
}
