// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing
import TestSupport

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

  @Test("what is withheld falls on the part above the exemption, to the cent")
  func netHandCalculation() {
    let award = Award(
      country: "LU", currency: .eur, from: YearMonth(2031, 5), basis: "national", article: "CSS 214",
      firstMonthlyAmount: 1_000.33, isProjected: false, components: [])
    #expect(award.firstMonthlyNet(after: []) == 1_000.33)
    let health = Deduction(name: "health", article: "CSS 29", share: 0.028)
    let care = Deduction(name: "care", article: "CSS 376", share: 0.014, firstExempt: 600)
    #expect(health.withheld(from: 1_000.33) == 28.01)
    #expect(care.withheld(from: 1_000.33) == 5.60)
    #expect(care.withheld(from: 599) == 0)
    #expect(award.firstMonthlyNet(after: [health, care]) == 966.72)
    let tax = Deduction(name: "tax", article: "26 U.S.C. § 1441", share: 0.255)
    #expect(award.firstMonthlyNet(after: [tax]) == 745.25)
  }
}
