// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

@Suite("United States: a stated primary insurance amount")
struct StatedPIAHandCalculation {
  private func applicant(_ born: String, _ stated: StatedAmount, asOf: YearMonth = YearMonth(2026, 11)) throws
    -> Applicant
  {
    Applicant(
      person: Person(id: "ana", born: try #require(CalendarDate(born)), sex: .female, citizenship: ["US"]),
      record: InsuranceRecord(country: "US", stated: stated), asOf: asOf)
  }

  /// Born in June 1962: 62 in 2024, full age 67 in June 2029. The increases of December 2024 (2.5 %) and 2025 (2.8 %) are in an amount
  /// of 2026; the one of December 2026 is 3.6 %.
  @Test("after 62 it takes the later increases alone")
  func afterEligibility() throws {
    let law = try UnitedStates()
    let ana = try applicant("1962-06-15", StatedAmount(2000, asOf: YearMonth(2026, 5)))
    let question = try law.question(ana, entitlement: YearMonth(2026, 11))
    #expect(law.tables.workerBenefit(question).pia == 2000)
    let december = try law.question(ana, entitlement: YearMonth(2026, 12))
    #expect(law.tables.workerBenefit(december).pia == 2072)
    // 30 months early: 5/9 percent each.
    #expect(law.tables.workerBenefit(december).benefit == 1726.6)
    let award = try law.award(to: ana, from: YearMonth(2026, 12))
    #expect(abs(award.components[0].base * 1.025 * 1.028 - 2000) < 1e-9)
    #expect(award.unreduced[0].base == award.components[0].base)
    #expect(
      award.derivation.steps.contains {
        $0.id == "us.stated_pia" && $0.note.map(law.english)?.contains("stated") == true
      })
    #expect(award.remarks.contains { law.english($0).contains("stated, not worked out") })
  }

  /// Born in June 1976: 62 in 2038, whose index year is 2036; an amount of 2026 is at the wages of 2024.
  @Test("before 62 it moves with the average wage index, as earnings and bend points do")
  func beforeEligibility() throws {
    let law = try UnitedStates()
    let ana = try applicant("1976-06-15", StatedAmount(2000))
    let wages = law.tables.averageWage
    let award = try law.award(to: ana, from: YearMonth(2043, 6))
    #expect(abs(award.components[0].base - 2000 * wages[2036].double / wages[2024].double) < 1e-6)
    // The same in an eligibility year that has begun.
    let sixtyTwo = try law.award(to: try applicant("1964-06-15", StatedAmount(2000)), from: YearMonth(2031, 6))
    #expect(sixtyTwo.components[0].base == 2000)
  }

  /// Steady earnings at the average wage, once by year and once as the amount that they give.
  @Test("the amount of a record gives what the record gives")
  func sameAsRecord() throws {
    let law = try UnitedStates()
    var record = try applicant("1962-06-15", StatedAmount(1))
    record.record = InsuranceRecord(
      country: "US", earnings: Dictionary(uniqueKeysWithValues: (1985...2020).map { ($0, StatedEarnings(45_000)) }))
    let pia = law.tables.workerBenefit(try law.question(record, entitlement: YearMonth(2026, 11))).pia
    let stated = try applicant("1962-06-15", StatedAmount(pia.amount))
    for month in [YearMonth(2026, 11), YearMonth(2029, 6), YearMonth(2032, 6)] {
      let (a, b) = (try law.award(to: record, from: month), try law.award(to: stated, from: month))
      #expect(a.firstMonthlyAmount == b.firstMonthlyAmount)
      #expect(abs(a.components[0].base / b.components[0].base - 1) < 1e-4)
      #expect(a.components[0].steps == b.components[0].steps)
    }
    #expect(try law.eligibility(of: stated).claimable == law.eligibility(of: record).claimable)
    #expect(try law.coverage(of: stated.record, person: stated.person).total == 0)
  }

  @Test("refused beside earnings, and where the windfall provision asks for earnings")
  func refusals() throws {
    let law = try UnitedStates()
    var both = try applicant("1962-06-15", StatedAmount(2000))
    both.record.earnings[1990] = StatedEarnings(20_000)
    #expect(throws: ClaimRefusal.self) { try law.eligibility(of: both) }
    #expect(throws: ClaimRefusal.self) { try law.eligibility(of: try applicant("1962-06-15", StatedAmount(0))) }
    var windfall = try applicant("1962-06-15", StatedAmount(2000))
    windfall.regime = LawRegime(name: "reinstated")
    windfall.otherPensions = [
      OtherPension(country: "LU", from: YearMonth(2027, 1), monthlyAmount: 900, basedOnAgreement: false)
    ]
    #expect(throws: ClaimRefusal.self) { try law.award(to: windfall, from: YearMonth(2028, 1)) }
  }
}
