// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

@Suite("Values of economy, longevity and risks that a run reads")
struct BackgroundParameterTests {
  private func keys(_ change: (inout Scenario) -> Void = { _ in }) throws -> Set<String> {
    var scenario = TestHousehold.scenario(
      strategies: TestHousehold.grid([62], [65]), economy: EconomySettings(), filing: DelaySettings())
    change(&scenario)
    let setting = try HouseholdSetting(scenario, systems: TestHousehold.systems())
    return Set(try setting.background().map(\.series.key))
  }

  @Test("are those of the model that runs, of the tables that are read and of the delays that hold")
  func usual() throws {
    let keys = try keys()
    for key in [
      "economy.fx.ou_rs.kappa", "economy.fx.uncertainty.half_life", "economy.start.q", "economy.start.pi_lu",
      "economy.macro.pi_us.mean", "longevity.lu.factor", "filing.totalized.mean", "filing.denial",
    ] { #expect(keys.contains(key), "\(key)") }
    for key in ["economy.fx.garch.m", "economy.macro.stagflation.pi_us.sigma", "filing.trend.mean"] {
      #expect(!keys.contains(key), "\(key)")
    }
  }

  @Test("are not those that the scenario replaces")
  func replaced() throws {
    let keys = try keys {
      $0.economy.model = "ou"
      $0.economy.modelParameters = ["kappa": 0.2, "q0": 0.1]
      $0.economy.macroParameters = ["pi_us.mean": 0.03]
      $0.filing.totalized = .fixed(12)
      $0.asOf = YearMonth(2028, 3)
    }
    for key in [
      "economy.fx.ou.kappa", "economy.fx.ou_rs.kappa", "economy.start.q", "economy.start.prob2_0",
      "economy.macro.pi_us.mean", "filing.totalized.mean",
    ] { #expect(!keys.contains(key), "\(key)") }
    #expect(keys.contains("economy.fx.ou.theta") && keys.contains("economy.macro.pi_lu.mean"))
  }
}
