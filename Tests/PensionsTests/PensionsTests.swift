// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@Suite("The shared words of pensions")
struct SharedWordsTests {
  @Test("the later statement of residence wins where two overlap")
  func residenceHandCalculation() throws {
    let person = Person(
      id: "ana", born: try #require(CalendarDate(1966, 5, 14)), sex: .female,
      residence: [
        Residence(country: "US", from: YearMonth(1990, 9), through: YearMonth(2001, 3)),
        Residence(country: "LU", from: YearMonth(2001, 3)),
      ])
    #expect(person.residence(in: YearMonth(1990, 8)) == nil)
    #expect(person.residence(in: YearMonth(2001, 2)) == "US")
    #expect(person.residence(in: YearMonth(2001, 3)) == "LU")
    #expect(person.residence(in: YearMonth(2060, 1)) == "LU")
    #expect(person.month(attaining: Age(years: 62, months: 6)) == YearMonth(2028, 11))
  }

  @Test("a component pays nothing before its first step or outside its months")
  func componentInvariants() {
    let allowance = AwardComponent(
      name: "year-end allowance", base: 100, entryYear: 2030, level: 0,
      steps: [.init(from: YearMonth(2030, 6), factor: 0.5), .init(from: YearMonth(2031, 1), factor: 1)],
      calendarMonths: 1 << 11)
    #expect(allowance.factor(in: YearMonth(2029, 12)) == 0)
    #expect(allowance.factor(in: YearMonth(2030, 11)) == 0)
    #expect(allowance.factor(in: YearMonth(2030, 12)) == 0.5)
    #expect(allowance.factor(in: YearMonth(2031, 12)) == 1)
  }

  @Test("coverage adds its years unless a count stands in")
  func coverageHandCalculation() {
    var coverage = Coverage(unit: .quarter, years: [1990: .init(count: 4), 1991: .init(count: 2)])
    #expect(coverage.total == 6)
    coverage.override = 28
    #expect(coverage.total == 28)
  }
}
