// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Longevity
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// Only the exchange rate and the length of life are uncertain, so that mean values have closed forms.
@Suite("Engine against closed forms")
struct EngineClosedForm {
  static let stillPrices = Dictionary(
    uniqueKeysWithValues: ["pi_us", "pi_lu", "w_us", "w_lu", "i_us", "i_eu"].flatMap { name in
      ["mean", "sigma", "start"].map { ("\(name).\($0)", 0.0) }
    })

  private func scenario(_ economy: EconomySettings) -> Scenario {
    TestHousehold.scenario(
      members: [TestHousehold.member(born: "1961-10-14")],
      strategies: [
        TestHousehold.wish(ClaimWish(start: .month(YearMonth(2026, 12))), ClaimWish(start: .never), name: "dollars")
      ], paths: 3_000, economy: economy, discountRate: 0.01)
  }

  /// A constant dollar pension in euros, and a top-up to a threshold in euros, for life.
  @Test("a dollar pension and a means test within four standard errors", arguments: ["gbm", "ou"])
  func annuityAndThreshold(_ model: String) async throws {
    let scenario = scenario(EconomySettings(model: model, macroParameters: Self.stillPrices))
    let threshold = 700.0
    var systems = try TestHousehold.systems(guaranteed: threshold)
    for index in systems.indices {
      guard var system = systems[index] as? Ruritania else { continue }
      system.otherRightsFirst = false
      systems[index] = system
    }
    let result = try await Simulator(scenario, systems: systems).compare(.strategies)
    let strategy = try #require(result.strategies.first)
    let claim = try #require(strategy.claims.first)
    let pension = claim.award.firstMonthlyAmount.double
    let process = try EconomyModel(scenario.economy, asOf: scenario.asOf, months: 1, seed: 1).process
    let table = try LifetimeTable(
      country: "LU", sex: "female", bornYear: 1961, bornMonth: 10, asOf: scenario.asOf,
      settings: LongevitySettings(table: "LU"), lastAge: scenario.simulation.lastAge)
    let survival = Array(table.survival.dropFirst())
    // Prices stand still, so that the nominal rate moves as the real one.
    let start = try EconomyModel(scenario.economy, asOf: scenario.asOf, months: 1, seed: 1).start
    let scale = exp(process["q0"]) / start.rate
    let annuity = RealDollarAnnuity(usdPerMonth: pension * scale, survival: survival, realRate: 0.01)
    let expected = try #require(annuity.mean(under: process))
    let dollars = try #require(strategy.valueBySource.first { $0.source == "XD" }).value
    #expect(abs(dollars.value - expected) <= 4 * dollars.error, "\(dollars) and \(expected)")

    var topUp = 0.0
    for (index, alive) in survival.enumerated() where alive > 1e-9 {
      let test = ThresholdTest(usdPerMonth: pension * scale, thresholdEUR: threshold, months: index + 1)
      let shortfall = try #require(test.shortfall(under: process))
      topUp += alive * shortfall * pow(1.01, -Double(index + 1) / 12)
    }
    #expect(
      abs(strategy.minimumValue.value - topUp) <= 4 * strategy.minimumValue.error,
      "\(strategy.minimumValue) and \(topUp)")

    // The mean with the lifetime's exact expectation in place of the sample's: within its own, smaller, error.
    let precision = try #require(result.precision)
    let all = expected + topUp
    #expect(precision.lifetimeGain > 1.5)
    #expect(precision.controlledBest.error < strategy.lifetimeValue.error)
    #expect(abs(precision.controlledBest.value - all) <= 4 * precision.controlledBest.error)
  }
}
