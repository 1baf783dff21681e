// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// 42 U.S.C. § 1395s; the premium of 2026 is 202.90 (90 FR 52063).
@Suite("United States: the premium of Medicare Part B")
struct MedicarePremiumHandCalculation {
  /// Born on 15 June 1962: 65 in June 2027. In the United States to December 2030 and again from 2035 on.
  private func ana(_ premium: StatedPremium?) throws -> Applicant {
    var ana = Applicant(
      person: Person(
        id: "ana", born: try #require(CalendarDate(1962, 6, 15)), sex: .female, citizenship: ["US"],
        residence: [
          Residence(country: "US", from: YearMonth(1962, 6), through: YearMonth(2030, 12)),
          Residence(country: "LU", from: YearMonth(2031, 1), through: YearMonth(2034, 12)),
          Residence(country: "US", from: YearMonth(2035, 1)),
        ]), record: InsuranceRecord(country: "US", stated: StatedAmount(1500)), asOf: YearMonth(2026, 11))
    ana.premium = premium
    return ana
  }

  @Test("it comes off from 65 on in the months of residence, the published one or a stated one")
  func months() throws {
    let law = try UnitedStates()
    for (premium, amount) in [(StatedPremium.standard, ExactDecimal("202.9")!), (.amount(300), 300)] {
      let applicant = try ana(premium)
      let award = try law.award(to: applicant, from: YearMonth(2027, 1))
      let found = try law.deductions(from: award, applicant: applicant)
      #expect(found.map(\.fixed) == [amount, amount])
      #expect(found[0].months == YearMonth(2027, 6)...YearMonth(2030, 12))
      #expect(found[1].months?.lowerBound == YearMonth(2035, 1))
      // The first month of the award is before 65.
      #expect(award.firstMonthlyNet(after: found) == award.firstMonthlyAmount)
      let later = try law.award(to: applicant, from: YearMonth(2029, 1))
      #expect(later.firstMonthlyNet(after: found) == later.firstMonthlyAmount - amount)
    }
    let without = try ana(nil)
    #expect(try law.deductions(from: law.award(to: without, from: YearMonth(2027, 1)), applicant: without).isEmpty)
  }

  @Test("a payment beside an own one carries it until the own one begins, and no payment falls below nothing")
  func once() throws {
    let law = try UnitedStates()
    let applicant = try ana(.standard)
    let own = try law.award(to: applicant, from: YearMonth(2029, 1))
    let found = try law.deductions(from: own, applicant: applicant)
    #expect(found.beside(own: own).map(\.months) == [YearMonth(2027, 6)...YearMonth(2028, 12)])
    #expect(found.beside(own: nil) == found)
    #expect(found[0].withheld(from: 150) == 150)
  }
}
