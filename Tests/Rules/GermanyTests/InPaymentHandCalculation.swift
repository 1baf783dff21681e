// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import GermanyRules

@Suite("Germany: pensions in payment")
struct InPaymentHandCalculation {
  @Test("the award of a court record: 1,482.09 in June 2009 is 2,372.68 by the value of July 2026")
  func amountAlone() throws {
    let germany = try Germany()
    var record = InsuranceRecord(country: "DE")
    record.inPayment = PensionInPayment(since: YearMonth(2009, 6), amount: 1482.09, asOf: YearMonth(2009, 6))
    let person = Person(id: "otto", born: CalendarDate(1944, 5, 2)!, sex: .male)
    let award = try germany.award(
      to: Applicant(person: person, record: record, asOf: YearMonth(2026, 11)), from: YearMonth(2009, 6))
    #expect(award.firstMonthlyAmount == 1482.09)
    // 55.8016 points x 42.52.
    #expect(abs(award.components[0].base * 42.52 - 2372.68) < 0.02)
  }

  @Test("neither amount nor record says how much is paid: a refusal with what to add")
  func nothingSaid() throws {
    var record = InsuranceRecord(country: "DE")
    record.inPayment = PensionInPayment(since: YearMonth(2020, 6), asOf: YearMonth(2026, 11))
    let person = Person(id: "otto", born: CalendarDate(1954, 5, 2)!, sex: .male)
    let germany = try Germany()
    #expect(throws: ClaimRefusal.self) {
      try germany.award(
        to: Applicant(person: person, record: record, asOf: YearMonth(2026, 11)), from: YearMonth(2020, 6))
    }
  }
}
