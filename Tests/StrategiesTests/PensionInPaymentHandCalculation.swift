// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// Ana draws her Ruritanian pension since July 2026, two months after 60: 25 a year × 20 years × 1.01 = 505.
@Suite("A pension in payment, by hand")
struct PensionInPaymentHandCalculation {
  private static let since = YearMonth(2026, 7)
  private static let months = Double(YearMonth(2046, 5) - YearMonth(2026, 11))

  private func scenario(deaths: [Double] = [80], running: Bool = true) -> Scenario {
    var people = zip(["ana", "ben"], deaths).map { TestHousehold.member($0, deathAge: $1) }
    if running {
      people[0].records[TestHousehold.euroCountry]?.inPayment = PensionInPayment(
        since: Self.since, asOf: YearMonth(2026, 11))
    }
    var strategy = TestHousehold.wish(ClaimWish(start: .never), ClaimWish(start: .never), name: "never")
    if running { strategy.wishes["ana"]?[TestHousehold.euroCountry] = nil }
    if people.count == 2 { strategy.wishes["ben"] = [:] }
    var filing = TestHousehold.noDelay
    filing.national = ["XR": 8, "XD": 8]
    return TestHousehold.scenario(
      members: people, strategies: [strategy], paths: 4, economy: ZeroVolatilityHandCalculation.still, filing: filing,
      discountRate: 0)
  }

  @Test("it is paid from the first simulated month on, without arrears and without waiting")
  func paid() async throws {
    let result = try await Simulator(scenario(), systems: try TestHousehold.systems()).compare(.strategies).strategies[
      0]
    #expect(abs(result.lifetimeValue.value - 505 * Self.months) < 0.005)
    #expect(result.claims.map(\.entitlement) == [Self.since] && result.claims[0].isInPayment)
    #expect(result.delayMonths == [0])
  }

  @Test("nothing is left to choose of it, and it does not stand between the household and means-tested income")
  func search() async throws {
    let systems = try TestHousehold.systems(guaranteed: 905)
    let setting = try HouseholdSetting(scenario(), systems: systems)
    let axes = try ClaimSearch(setting, objective: .mean).axes
    #expect(axes.map(\.country) == [TestHousehold.dollarCountry])
    #expect(try setting.awardsByMonth(regime: .current).claims.allSatisfy { $0.country != TestHousehold.euroCountry })
    var scenario = scenario()
    scenario.members[0].records[TestHousehold.dollarCountry] = nil
    scenario.strategies[0].wishes["ana"] = [:]
    let result = try await Simulator(scenario, systems: systems).compare(.strategies).strategies[0]
    #expect(abs(result.minimumValue.value - 400 * Self.months) < 0.005)
  }

  @Test("a death leaves to the other what it leaves of a pension that was claimed")
  func survivor() async throws {
    let systems = try TestHousehold.systems(leavesPension: true)
    let found = try await Simulator(scenario(deaths: [70, 80]), systems: systems).compare(.strategies)
    #expect(found.strategies[0].survivorValue.value > 0)
    let left = try #require(found.survivors["never"]?.first { $0.left.award.country == TestHousehold.euroCountry })
    #expect(left.deceased == "ana" && left.left.deaths.lowerBound <= YearMonth(2027, 1))
  }
}
