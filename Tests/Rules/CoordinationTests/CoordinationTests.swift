// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities
import TestSupport
import Testing

@Suite("Coordination")
struct CoordinationTests {
  /// SSA, POMS GN 01733.125: a quarter gives three months, none of them credited already.
  @Test(
    "quarters fill what own months leave",
    arguments: [(6, 4, 6), (12, 4, 0), (0, 1, 3), (11, 4, 1), (0, 4, 12), (7, 1, 3)])
  func quartersToMonthsHandCalculation(own: Int, quarters: Int, expected: Int) {
    let conversion = MonthConversion(monthsPerUnit: 3)
    let months = conversion.months(from: Coverage.Year(count: quarters), besides: .before(own + 1))
    #expect(months == expected)
  }

  @Test("quarters with a known place count only there")
  func placedQuartersHandCalculation() {
    let conversion = MonthConversion(monthsPerUnit: 3)
    // First quarter covered abroad; January to February own: March alone is left.
    let year = Coverage.Year(count: 1, months: 0b111)
    #expect(conversion.months(from: year, besides: .before(3)) == 1)
    #expect(conversion.months(from: year, besides: MonthsOfYear(bits: 0b1111_1111_1000)) == 3)
  }

  @Test("nothing after the claim is counted")
  func claimYearHandCalculation() {
    let conversion = MonthConversion(monthsPerUnit: 3)
    let coverage = Coverage(
      unit: .quarter, years: [2024: .init(count: 4), 2025: .init(count: 4), 2026: .init(count: 4)])
    #expect(conversion.months(from: coverage, besides: { _ in MonthsOfYear() }, before: YearMonth(2025, 6)) == 17)
    #expect(conversion.months(from: coverage, besides: { _ in MonthsOfYear() }, before: YearMonth(2025, 1)) == 12)
    #expect(
      conversion.months(
        from: Coverage(unit: .quarter, override: 28), besides: { _ in .all }, before: YearMonth(2025, 1))
        == 84)
  }

  @Test("never more than twelve months a year, whoever comes first")
  func monthsOfAYearInvariants() {
    let conversion = MonthConversion(monthsPerUnit: 3)
    for bits in stride(from: UInt16(0), through: 0xFFF, by: 7) {
      for quarters in 0...4 {
        for end in 1...13 {
          let own = MonthsOfYear(bits: bits)
          let months = conversion.months(
            from: Coverage.Year(count: quarters), besides: own, within: .before(end))
          #expect(months >= 0 && months <= 3 * quarters)
          #expect(own.intersection(.before(end)).count + months <= end - 1)
        }
      }
    }
  }

  @Test("own periods first, foreign ones only above the own minimum")
  func thresholdHandCalculation() {
    let test = TotalizationThreshold(required: 120, minimumOwn: 12)
    #expect(test.basis(own: 120, credited: 500) == .national)
    #expect(test.basis(own: 119, credited: 1) == .totalized)
    #expect(test.basis(own: 12, credited: 107) == .none)
    #expect(test.basis(own: 11, credited: 500) == .none)
    #expect(EntitlementBasis.all([.national, .totalized]) == .totalized)
    #expect(EntitlementBasis.all([.none, .totalized]) == .none)
    #expect(EntitlementBasis.all([.national]) == .national)
  }

  @Test("shares of both countries make the whole")
  func proRataInvariants() {
    let amount: ExactDecimal = 752.90
    for own in 1..<144 {
      let sum = ProRataShare(own, of: 144).of(amount) + ProRataShare(144 - own, of: 144).of(amount)
      #expect((sum - amount).double.magnitude < 1e-16)
    }
    #expect(ProRataShare(60, of: 144).of(753.24) == 313.85)
  }

  static func ruritanian(months: Int, foreign: Int = 0) -> Applicant {
    let start = YearMonth(1990, 1)
    let person = Person(
      id: "rudolf", born: CalendarDate(1965, 3, 4)!, sex: .male,
      residence: [Residence(country: "XR", from: YearMonth(1965, 3))])
    return Applicant(
      person: person,
      record: InsuranceRecord(
        country: "XR", periods: [InsurancePeriod(from: start, through: start + (months - 1), kind: "work")]),
      foreign: foreign == 0
        ? [:] : ["US": Coverage(unit: .quarter, years: [2005: .init(count: foreign), 2006: .init(count: 4)])],
      asOf: YearMonth(2026, 11))
  }

  @Test("Ruritania keeps the contract")
  func ruritaniaInvariants() throws {
    let contract = PensionSystemContract(
      try Ruritania(),
      applicants: [Self.ruritanian(months: 240), Self.ruritanian(months: 100, foreign: 3), Self.ruritanian(months: 60)])
    #expect(try contract.violations() == [])
  }

  @Test("Ruritania totalizes")
  func ruritaniaHandCalculation() throws {
    let system = try Ruritania()
    let applicant = Self.ruritanian(months: 100, foreign: 3)
    let award = try system.award(to: applicant, from: YearMonth(2030, 3))
    // 25 a month for each of 100/12 years, 60 months after 60 at half a percent: 208.333… × 1.3
    #expect(award.firstMonthlyAmount == 270.83)
    #expect(award.basis == "totalized")
    #expect(throws: ClaimRefusal.self) { try system.award(to: Self.ruritanian(months: 100), from: YearMonth(2030, 3)) }
  }

  @Test("the contract notices a broken promise")
  func contractRegression() throws {
    var system = try Ruritania()
    system.withheldShare = 1.5
    let contract = PensionSystemContract(system, applicants: [Self.ruritanian(months: 240)])
    #expect(try contract.violations().contains { $0.contains("withholding") })
  }
}
