// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// A career in three countries, of which one pays a currency of its own and one shares the euro with other prices.
@Suite("Three countries, by hand")
struct ThreeCountriesHandCalculation {
  static let countries: [Country] = ["XR", "XO", "XG"]
  /// From 2031-05, at 65, to 2046-05, the month of her 80th birthday.
  static let months = 181

  private func systems(still: Bool = true) throws -> [any PensionSystem] {
    [try Ruritania(), try Ruritania.orsinia(), try Ruritania.graustark(still: still)]
  }

  private func scenario(
    ages: [Int], paths: Int, economy: EconomySettings, savings: [CurrencyCode: ExactDecimal] = [:],
    needs: ExactDecimal = 0
  ) -> Scenario {
    var member = TestHousehold.member(deathAge: 80)
    for country in Self.countries {
      member.records[country] = InsuranceRecord(
        country: country,
        periods: [InsurancePeriod(from: YearMonth(2005, 1), through: YearMonth(2024, 12), kind: "work")])
    }
    member.records[TestHousehold.dollarCountry] = nil
    let strategies = ages.map { age in
      StrategySpec(
        name: "\(age)",
        wishes: [
          "ana": Dictionary(
            uniqueKeysWithValues: Self.countries.map { ($0, ClaimWish(start: .age(Age(years: age)))) })
        ])
    }
    var scenario = TestHousehold.scenario(
      members: [member], strategies: strategies, paths: paths, needs: needs, economy: economy,
      filing: DelaySettings(
        totalized: .fixed(0), national: ["XR": 0, "XO": 0, "XG": 0], documentFailure: 0, denial: 0), discountRate: 0)
    scenario.savings = savings
    return scenario
  }

  /// 650 a month in each country's own money and prices of November 2026; the prices at which euros are spent stand still.
  ///
  /// A crown falls as fast as Graustark's prices rise, so that a pension that follows them keeps its worth; Orsinia's pension rises by
  /// half a percent a month against prices that do not move.
  @Test("each pension moves along its own area's prices and is converted by its own currency")
  func pensions() async throws {
    let scenario = scenario(ages: [65], paths: 4, economy: ZeroVolatilityHandCalculation.still)
    let systems = try systems()
    let result = try #require(try await Simulator(scenario, systems: systems).compare(.strategies).strategies.first)
    let rate = try EconomyModel(scenario.economy, asOf: scenario.asOf, months: 1, seed: 1).start.rate
    let first = YearMonth(2031, 5) - scenario.asOf
    let orsinia = (0..<Self.months).reduce(0.0) { $0 + 650 * exp(0.005 * Double(first + $1)) }
    let expected = ["XR": 650.0 * 181, "XO": orsinia, "XG": 650 * 0.25 / rate * 181]
    for (source, value) in expected {
      let found = try #require(result.valueBySource.first { $0.source == source }).value
      #expect(
        abs(found.value / value - 1) < 1e-9 && found.standardError == 0, "\(source): \(found.value), not \(value)")
    }
    #expect(abs(result.lifetimeValue.value / expected.values.reduce(0, +) - 1) < 1e-9)
  }

  /// 100 a month for 53 months. Short rates are 0, and a crown loses a percent of its dollars a month.
  @Test("savings in a third currency are drawn on last, at that currency's rate")
  func savings() async throws {
    let crowns = CurrencyCode("XGC")
    let scenario = scenario(
      ages: [65], paths: 2, economy: ZeroVolatilityHandCalculation.still, savings: [.eur: 2_000, crowns: 20_000],
      needs: 100)
    let result = try #require(try await Simulator(scenario, systems: systems()).compare(.strategies).strategies.first)
    let rate = try EconomyModel(scenario.economy, asOf: scenario.asOf, months: 1, seed: 1).start.rate
    var (euros, held, missed) = (2_000.0, 20_000.0, 0)
    for month in 1...53 {
      let worth = 0.25 / rate * exp(-0.01 * Double(month))
      let fromEuros = min(euros, 100)
      let fromCrowns = min(held * worth, 100 - fromEuros)
      euros -= fromEuros
      held -= fromCrowns / worth
      if fromEuros + fromCrowns < 100 - 1e-6 { missed += 1 }
    }
    #expect(missed > 0 && missed < 33)
    #expect(result.monthsBelowNeeds.value == Double(missed))
  }

  @Test("a dearer crown moves the pension in crowns alone, and the report names the country that follows another")
  func ownPaths() async throws {
    let scenario = scenario(ages: [62, 65], paths: 200, economy: EconomySettings())
    let moved = try await Simulator(scenario, systems: systems(still: false)).compare(.strategies)
    let still = try await Simulator(scenario, systems: systems()).compare(.strategies)
    func value(_ result: Strategies.ComparisonResult, _ name: String, _ source: String) throws -> Double {
      let strategy = try #require(result.strategies.first { $0.name == name })
      return try #require(strategy.valueBySource.first { $0.source == source }).value.value
    }
    for name in ["62", "65"] {
      for source in ["XR", "XO"] { #expect(try value(moved, name, source) == value(still, name, source)) }
      #expect(try value(moved, name, "XG") != value(still, name, "XG"))
    }
    let following = try HouseholdSetting(
      scenario, systems: [try Ruritania(), try Ruritania.orsinia(calibrated: false), try Ruritania.graustark()])
    #expect(
      following.notes.contains(
        Remark(
          .followsArea, ["country": .text("XO"), "area": .text("LU"), "spreads": .text("pi_xo ± 0.005, w_xo ± 0.01")])))
  }

  /// Ruritania pays most and Orsinia as much; of Graustark's crowns the first month, the full one and the last are tried.
  @Test("a search tries every month of two pensions, and of the third those at which its law turns")
  func search() async throws {
    let scenario = scenario(ages: [61, 65, 70], paths: 24, economy: ZeroVolatilityHandCalculation.still)
    let systems = try systems()
    let found = try await Simulator(scenario, systems: systems).search()
    let counts = found.axes.map { $0.months.count }.sorted()
    #expect(counts.first == 3 && counts.dropFirst().allSatisfy { $0 > 100 }, "\(counts)")
    #expect(!found.isExhaustive && found.notes.contains { $0.key == "engine.thirdPension" })
    let named = try await Simulator(scenario, systems: systems).compare(.strategies).strategies
    let best = try #require(named.map(\.lifetimeValue.value).max())
    #expect(found.cells[found.best].lifetimeValue.value >= best - 1e-6)
    // By itself a comparison searches too, and the best joins it.
    let joined = try await Simulator(scenario, systems: systems).joiningQuickSearch()
    #expect(joined.quickSearch?.money?.isExhaustive == false)
  }
}
