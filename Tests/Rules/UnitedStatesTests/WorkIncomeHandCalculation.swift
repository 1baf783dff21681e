// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing
import UnitedStatesRules

@Suite("United States: earnings that a record states are income")
struct WorkIncomeHandCalculation {
  private let unitedStates: UnitedStates

  init() throws { unitedStates = try UnitedStates() }

  private func income(_ earnings: [Int: StatedEarnings], until: YearMonth? = nil) throws -> [WorkIncome] {
    try unitedStates.workIncome(
      in: InsuranceRecord(country: "US", earnings: earnings), after: YearMonth(2026, 11), until: until)
  }

  /// 7.65 % of 60,000 are 4,590, so 382.50 a month.
  @Test("a twelfth of the year a month, less the employee's part of FICA")
  func year() throws {
    let found = try income([2026: StatedEarnings(60_000), 2027: StatedEarnings(60_000, wagesOf: 2026)])
    #expect(
      found == [WorkIncome(from: YearMonth(2026, 12), through: YearMonth(2027, 12), gross: 5000, net: 4617.5)])
  }

  @Test("the months up to the last one of work share what the last year brings")
  func lastYear() throws {
    let found = try income([2027: StatedEarnings(30_000, wagesOf: 2026)], until: YearMonth(2027, 6))
    #expect(found.map(\.gross) == [5000] && found[0].through == YearMonth(2027, 6))
  }

  @Test("earnings of a later year are brought to today's wages by the index that carries them on")
  func wages() throws {
    let (now, then) = (
      try #require(try unitedStates.wageLevel(of: 2026)), try #require(try unitedStates.wageLevel(of: 2030))
    )
    let found = try income([2030: StatedEarnings(60_000)])
    #expect(found.map(\.gross) == [(60_000 * now / then / 12).roundedHalfUp(places: 2)])
    #expect(found[0].gross < 5000 && found[0].gross > 4000)
  }
}
