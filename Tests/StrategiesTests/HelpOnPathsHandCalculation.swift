// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import LuxembourgRules
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// Households of low income in Luxembourg, and what a survivor earns, where prices and wages stand still.
@Suite("Help and own income on paths, by hand")
struct HelpOnPathsHandCalculation {
  /// A single pensioner of 65 with fourteen insured years.
  private func poor(asOf: YearMonth, dies age: Double = 75, _ settings: [String: String] = [:]) async throws
    -> StrategyResult
  {
    let ana = Member(
      person: Person(
        id: "ana", born: CalendarDate("1961-11-05")!, sex: .female, citizenship: ["LU"],
        residence: [Residence(country: "LU", from: YearMonth(1981, 3))]),
      records: [
        "LU": InsuranceRecord(
          country: "LU",
          periods: [
            InsurancePeriod(
              from: YearMonth(2001, 3), through: YearMonth(2015, 2), kind: "compulsory", monthlyPay: 1_800)
          ])
      ], longevity: LongevitySettings(table: "LU", deathAge: age))
    var scenario = TestHousehold.scenario(
      members: [ana],
      strategies: [
        StrategySpec(name: "now", wishes: ["ana": ["LU": ClaimWish(start: .month(YearMonth(2026, 12)))]])
      ], paths: 4, economy: ZeroVolatilityHandCalculation.still,
      filing: DelaySettings(totalized: .fixed(0), national: ["LU": 0], documentFailure: 0, denial: 0), discountRate: 0)
    scenario.asOf = asOf
    scenario.settings = ["LU": settings]
    scenario.deductions = .none
    return try await Simulator(scenario, systems: [Luxembourg()]).compare(.strategies).strategies[0]
  }

  private func aids(_ result: StrategyResult) -> Double {
    result.valueBySource.first { $0.source == "allowance" }?.value.value ?? 0
  }

  /// 1,817 of AVC, 600 of energy premium, 2,400 of AFPA each December: ministry, RTL Today, FNS.
  @Test("a poor pensioner has 4,817 of aids a year, AFPA from 65 on")
  func poorPensioner() async throws {
    // She dies in November 2036, which leaves ten Decembers.
    #expect(abs(aids(try await poor(asOf: YearMonth(2026, 11))) - 10 * 4_817) < 0.01)
    // AFPA shut out by a limit of its own, and nothing at all.
    #expect(abs(aids(try await poor(asOf: YearMonth(2026, 11), ["afpaLimit": "up to 9000"])) - 10 * 2_417) < 0.01)
    #expect(aids(try await poor(asOf: YearMonth(2026, 11), ["costOfLivingAllowance": "no"])) == 0)
  }

  /// CSS art. 208: paid in advance for the month, whole for the month of death; REVIS asks for somebody who lives.
  @Test("the pension of the month of death is paid, of a person alone too")
  func monthOfDeath() async throws {
    let result = try await poor(asOf: YearMonth(2026, 11), dies: 66, ["meansTest": "none"])
    // December 2026 to November 2027 lived, December 2027 that of the death; two Decembers bring the year-end allowance.
    let award = try #require(result.claims.first?.award)
    let pension = award.firstMonthlyAmount.double
    let yearEnd = award.components[1].base / award.components[0].base * pension
    let value = try #require(result.valueBySource.first { $0.source == "LU" }).value.value
    // The readjustment of January 2027, by some 1 %, raises all but the first.
    let months = (value - (1.0 / 12 + 1) * yearEnd) / pension
    #expect(months > 13 && months < 13.2, "\(months)")
  }
}
