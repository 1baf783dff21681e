// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import Testing

@Suite("Luxembourg: a pension in payment")
struct InPaymentHandCalculation {
  private static let since = YearMonth(2021, 3)
  private static let asOf = YearMonth(2026, 11)

  private func applicant(
    _ running: PensionInPayment, periods: [InsurancePeriod] = [], asOf: YearMonth = since
  ) -> Applicant {
    var record = InsuranceRecord(country: "LU", periods: periods)
    record.inPayment = running
    return Applicant(
      person: Person(
        id: "ana", born: CalendarDate(1956, 2, 10)!, sex: .female, citizenship: ["LU"],
        residence: [Residence(country: "LU", from: YearMonth(1956, 2))]),
      record: record, asOf: asOf)
  }

  private func running(
    amount: ExactDecimal? = nil, parts: [String: ExactDecimal] = [:], share: ExactDecimal? = nil
  ) -> PensionInPayment {
    PensionInPayment(since: Self.since, amount: amount, parts: parts, asOf: Self.asOf, survivorShare: share)
  }

  /// What a record gives, stated as an amount of November 2026, is the same award: index and readjustments since 2021 come off and on again.
  @Test("the amount alone moves as the award of a record does")
  func amount() throws {
    let work = [
      InsurancePeriod(
        from: YearMonth(1980, 1), through: YearMonth(2021, 2), kind: "compulsory", monthlyPay: 4000, wagesOf: 2020)
    ]
    let award = try luxembourg.award(to: applicant(running(), periods: work), from: Self.since)
    let now = try #require(try luxembourg.paidNow(award, applicant(running(), periods: work)))
    let alone = try luxembourg.award(to: applicant(running(amount: now)), from: Self.since)
    #expect(abs(alone.components[0].base / award.components[0].base - 1) < 1e-5)
    #expect(alone.components[0].entryYear == 2021 && alone.components[0].level == award.components[0].level)
    let scaled = try luxembourg.award(to: applicant(running(amount: now * 2), periods: work), from: Self.since)
    #expect(abs(scaled.components[0].base / award.components[0].base - 2) < 1e-5)
  }

  /// 612.40 in whole and three quarters of 2,310.00 of 2,922.40.
  @Test("parts tell what a death leaves")
  func survivor() throws {
    let parts: [String: ExactDecimal] = ["flat": 612.40, "proportional": 2310]
    let person = applicant(running(parts: parts), asOf: Self.asOf)
    let award = try luxembourg.award(to: applicant(running(parts: parts)), from: Self.since)
    let spouse = Person(id: "ben", born: CalendarDate(1955, 1, 1)!, sex: .male)
    func left(_ applicant: Applicant) throws -> [SurvivorAward] {
      try luxembourg.survivorAwards(
        of: applicant, claimed: award, to: spouse, couple: .married, through: Self.asOf + 300)
    }
    let found = try #require(try left(person).first)
    #expect(abs(found.share(ofDeathIn: Self.asOf + 20) - (612.40 + 0.75 * 2310) / 2922.40) < 1e-12)
    #expect(found.award.from == Self.asOf + 1)
    #expect(try left(applicant(running(amount: 2922.40), asOf: Self.asOf)).isEmpty)
    let stated = try left(applicant(running(amount: 2922.40, share: 0.6), asOf: Self.asOf))
    #expect(stated.map { $0.share(ofDeathIn: Self.asOf + 20) } == [0.6])
  }

  @Test("nothing stated and no record is refused")
  func nothing() {
    #expect(throws: ClaimRefusal.self) { try luxembourg.award(to: applicant(running()), from: Self.since) }
  }
}

extension Luxembourg {
  /// What an award pays in the month after the valuation month of the suite, at prices that stand still.
  fileprivate func paidNow(_ award: Award, _ applicant: Applicant) throws -> ExactDecimal? {
    let asOf = YearMonth(2026, 11)
    let paths = PricePaths(
      firstMonth: asOf + 1, months: 1, lanes: 1, priceLevel: [1], firstYear: 2026, realWage: [1], yearPriceLevel: [1])
    let index = try indexation(along: paths, asOf: asOf, regime: .current, settings: [:])
    let part = award.components[0]
    return ExactDecimal(
      shortest: part.base * index.levels[part.level][0] * index.entry[part.entryYear - index.firstEntryYear])?
      .roundedHalfUp(places: 2)
  }
}
