// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation
import Testing

@testable import Strategies
@testable import UnitedStatesRules

/// Prices, wages and the exchange rate stand still and anna dies at 80, so that what work abroad costs can be added up by hand: 42 U.S.C.
/// §§ 402(q)(7), 403(c).
@Suite("Months withheld for work abroad, by hand")
struct WithheldMonthsHandCalculation {
  /// Born on 15 June 1964, primary insurance amount 1,500, works abroad to June 2029, full age in June 2031.
  private func scenario(from asOf: YearMonth, until: YearMonth) -> Scenario {
    let anna = Member(
      person: Person(
        id: "anna", born: CalendarDate(1964, 6, 15)!, sex: .female, citizenship: ["US"],
        residence: [Residence(country: "LU", from: YearMonth(1990, 1))]),
      records: ["US": InsuranceRecord(country: "US", stated: StatedAmount(1500, asOf: asOf))],
      longevity: LongevitySettings(table: "LU", deathAge: 80), work: WorkHistory(abroad: .through(until)))
    func wish(_ month: YearMonth, _ name: String) -> StrategySpec {
      StrategySpec(name: name, wishes: ["anna": ["US": ClaimWish(start: .month(month), filing: .onTheDay)]])
    }
    var scenario = TestHousehold.scenario(
      members: [anna], strategies: [wish(asOf, "now"), wish(until + 1, "wait")], paths: 4,
      economy: ZeroVolatilityHandCalculation.still,
      filing: DelaySettings(totalized: .fixed(0), national: ["US": 0], documentFailure: 0, denial: 0), discountRate: 0)
    (scenario.asOf, scenario.currency) = (asOf, .usd)
    return scenario
  }

  @Test("now is worse than waiting by the months to full age, the valuation month included")
  func theorem() async throws {
    let law = try UnitedStates()
    let asOf = YearMonth(2026, 11)
    let result = try await Simulator(scenario(from: asOf, until: YearMonth(2029, 6)), systems: [law])
      .compare(.strategies)
    let now = try #require(result.strategies.first { $0.name == "now" })
    let wait = try #require(result.strategies.first { $0.name == "wait" })
    // 55 months of reduction: 36 · 5/9 + 19 · 5/12 percent; from full age on 23 are left, as for whoever claims in July 2029.
    let (early, late): (Double, Double) = (1 - 0.2 - 19 * 5 / 1200, 1 - 23 * 5 / 900)
    // June 2044 is the month of the 80th birthday, paid like those before it.
    let afterFull = Double(YearMonth(2044, 6) - YearMonth(2031, 6) + 1)
    func isEqual(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1 }
    // What 1,500 has become by July 2029: increases for prices that have risen already come in December 2026 and 2027.
    let amount = wait.lifetimeValue.value / ((23 + afterFull) * late)
    #expect((1500.0..<1600).contains(amount))
    #expect(isEqual(now.lifetimeValue.value, amount * (23 * early + afterFull * late)))
    // The theorem: FRA − X − 1 months at the smaller amount.
    #expect(isEqual(wait.lifetimeValue.value - now.lifetimeValue.value, 23 * amount * (late - early)))
    let proposed = result.strategies[result.recommendation.proposed]
    #expect(proposed.claims.map(\.entitlement) == [YearMonth(2029, 7)])
    // Nothing is paid before July 2029, the valuation month included.
    #expect(now.income.filter { $0.year < 2029 }.allSatisfy { $0.total[2] == 0 })
  }
}
