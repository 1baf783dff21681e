// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// Needs that change, counted by hand where prices and rates stand still or move evenly.
@Suite("Needs of a household, by hand")
struct NeedsHandCalculation {
  private static let never = TestHousehold.wish(ClaimWish(start: .never), ClaimWish(start: .never), name: "never")

  private func run(
    _ needs: HouseholdNeeds, savings: [CurrencyCode: ExactDecimal] = [:], deaths: [Double] = [80],
    strategy: StrategySpec = never, economy: EconomySettings = ZeroVolatilityHandCalculation.still
  ) async throws -> StrategyResult {
    let people = zip(["ana", "ben"], deaths).map { TestHousehold.member($0, deathAge: $1) }
    var strategy = strategy
    if people.count == 2 { strategy.wishes["ben"] = Self.never.wishes["ana"] }
    var scenario = TestHousehold.scenario(
      members: people, strategies: [strategy], paths: 4, economy: economy, discountRate: 0)
    (scenario.needs, scenario.savings) = (needs, savings)
    return try await Simulator(scenario, systems: try TestHousehold.systems()).compare(.strategies).strategies[0]
  }

  /// Income is 650 + 650 / rate from 2031-05 to 2046-05; December 2026 to December 2030 are 49 months.
  @Test("another amount holds from its month on")
  func later() async throws {
    let rate = try EconomyModel(
      ZeroVolatilityHandCalculation.still, asOf: YearMonth(2026, 11), months: 1, seed: 1
    ).start.rate
    #expect((1000..<1300).contains(650 + 650 / rate))
    let needs = HouseholdNeeds(
      [.eur: 0],
      later: [
        .init(from: YearMonth(2031, 1), amounts: [.eur: 1300]), .init(from: YearMonth(2040, 1), amounts: [.eur: 1000]),
      ])
    let result = try await run(needs, strategy: ZeroVolatilityHandCalculation.both)
    // 2031 to 2039 are nine years below.
    #expect(result.monthsBelowNeeds.value == 108)
    #expect(result.needsMet.value == 0)
  }

  /// Both born in May 1966: one dies in May 2036, the other in May 2046. From December 2026 on that is 113 months (of two people; the
  /// month of the birthday is lived) and 120 months of one.
  @Test("one of two people needs a share of it after a death")
  func alone() async throws {
    let needs = HouseholdNeeds([.eur: 100], alone: 0.7)
    let months = (YearMonth(2036, 5) - YearMonth(2026, 11), YearMonth(2046, 5) - YearMonth(2036, 5))
    let sum = ExactDecimal(months.0 * 100 + months.1 * 70)
    let enough = try await run(needs, savings: [.eur: sum], deaths: [70, 80])
    #expect(enough.needsMet.value == 1 && enough.monthsBelowNeeds.value == 0)
    // The order of the deaths changes nothing.
    let other = try await run(needs, savings: [.eur: sum], deaths: [80, 70])
    #expect(other.monthsBelowNeeds.value == 0)
    let short = try await run(needs, savings: [.eur: sum - 1], deaths: [70, 80])
    #expect(short.monthsBelowNeeds.value == 1)
    let both = try await run(HouseholdNeeds([.eur: 100]), savings: [.eur: sum], deaths: [70, 80])
    // 30 a month more for 120 months: 36 whole months are missing.
    #expect(both.monthsBelowNeeds.value == 36)
  }

  /// Dollar prices rise by 6 % a year and the real rate stands still, so a dollar loses as much in the market as in the shop: what is needed in
  /// dollars goes on being worth 100 / rate.
  @Test("what is needed in another currency follows that currency's prices", arguments: [0.0, 0.06])
  func twoCurrencies(inflation: Double) async throws {
    var economy = ZeroVolatilityHandCalculation.still
    for part in ["mean", "start"] { economy.macroParameters["pi_us.\(part)"] = inflation }
    let rate = try EconomyModel(economy, asOf: YearMonth(2026, 11), months: 1, seed: 1).start.rate
    let months = Double(YearMonth(2046, 5) - YearMonth(2026, 11))
    let sum = months * (100 + 100 / rate)
    let needs = HouseholdNeeds([.eur: 100, .usd: 100])
    let enough = try await run(
      needs, savings: [.eur: ExactDecimal(shortest: (sum + 0.01) * 1)!.roundedHalfUp(places: 2)], economy: economy)
    #expect(enough.monthsBelowNeeds.value == 0)
    let short = try await run(
      needs, savings: [.eur: ExactDecimal(shortest: sum - 1)!.roundedHalfUp(places: 2)], economy: economy)
    #expect(short.monthsBelowNeeds.value == 1)
  }

  @Test("a factor of a study moves every amount")
  func scaled() {
    let needs = HouseholdNeeds(
      [.eur: 1000, .usd: 333.33], later: [.init(from: YearMonth(2040, 1), amounts: [.eur: 900])], alone: 0.7)
    let more = needs.scaled(by: 1.1)
    #expect(more.amounts == [.eur: 1100, .usd: 366.66])
    #expect(more.later.map(\.amounts) == [[.eur: 990]] && more.alone == 0.7)
    #expect(!HouseholdNeeds([.eur: 0]).areStated && needs.areStated)
  }
}
