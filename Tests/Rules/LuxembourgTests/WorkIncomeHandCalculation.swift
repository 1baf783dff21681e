// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import Testing

@Suite("Luxembourg: pay that a record states is income")
struct WorkIncomeHandCalculation {
  private static let asOf = YearMonth(2026, 11)

  private func income(
    _ periods: [InsurancePeriod], earnings: [Int: StatedEarnings] = [:], until: YearMonth? = nil
  ) throws -> [WorkIncome] {
    try luxembourg.workIncome(
      in: InsuranceRecord(country: "LU", earnings: earnings, periods: periods), after: Self.asOf, until: until)
  }

  private func period(
    _ kind: String = "compulsory", from: YearMonth = YearMonth(2013, 2), through: YearMonth = YearMonth(2029, 3),
    pay: ExactDecimal? = 5000, wagesOf: Int? = 2026
  ) -> InsurancePeriod {
    InsurancePeriod(from: from, through: through, kind: kind, monthlyPay: pay, wagesOf: wagesOf)
  }

  /// 60,000 a year cost an employee 7,656.44 in 2026 (CCSS), so 638.04 a month.
  @Test("pay at today's wages, less the worker's contributions of a year")
  func net() throws {
    #expect(
      try income([period()]) == [
        WorkIncome(from: YearMonth(2026, 12), through: YearMonth(2029, 3), gross: 5000, net: 5000 - 638.04)
      ])
    #expect(try income([period()], until: YearMonth(2027, 6)).map(\.through) == [YearMonth(2027, 6)])
    #expect(try income([period(through: YearMonth(2026, 11))]).isEmpty)
  }

  @Test("pay in the wages of an earlier year is brought to today's")
  func wages() throws {
    let now = try #require(try luxembourg.wageLevel(of: 2026))
    let then = try #require(try luxembourg.wageLevel(of: 2016))
    let found = try income([period(wagesOf: 2016)])
    #expect(found.map(\.gross) == [(5000 * now / then).roundedHalfUp(places: 2)])
    // Ten years with several tranches of 2.5 %.
    #expect(found[0].gross > 6000)
  }

  @Test("months that are bought, added or raised for a child are no work")
  func kinds() throws {
    for kind in ["voluntary", "purchased", "complementary", "study", "babyYears"] {
      #expect(try income([period(kind)]).isEmpty, "\(kind)")
    }
  }

  @Test("income by year belongs to the year's months of work")
  func byYear() throws {
    let found = try income(
      [period(through: YearMonth(2028, 6), pay: nil, wagesOf: nil)],
      earnings: [
        2026: StatedEarnings(60_000, wagesOf: 2026), 2027: StatedEarnings(60_000, wagesOf: 2026),
        2028: StatedEarnings(24_000, wagesOf: 2026),
      ])
    #expect(found.map(\.gross) == [5000, 4000])
    #expect(found.map(\.through) == [YearMonth(2027, 12), YearMonth(2028, 6)])
  }
}
