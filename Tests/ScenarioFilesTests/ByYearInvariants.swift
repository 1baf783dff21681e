// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Quantities
import ScenarioFiles
import Testing
import UnitedStatesRules

@testable import Simulation
@testable import Strategies

/// Where every stage of the engine can go through one year before the next, its tables hold two years; else a stage goes through the
/// horizon. `WorkSplitInvariants` tries that on an invented country, this on the shipped households and the two countries' laws.
@Suite("A year through all stages gives what a horizon through each gives")
struct ByYearInvariants {
  @Test(
    "every path and every year of shipped scenarios", arguments: ["new-york-analyst", "kirchberg-commuter"],
    [DeductionSetting.withholding, .full])
  func shipped(_ name: String, deductions: DeductionSetting) async throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Scenarios/\(name).yaml").path
    let (us, lu) = (try UnitedStates(), try Luxembourg())
    var scenario = try Scenario.read(path: path, countries: [us, lu])
    scenario.deductions = deductions
    let setting = try HouseholdSetting(scenario, systems: [us, lu])
    let (_, plans) = try setting.prepare(scenario.law)
    #expect(try plans.allSatisfy { try $0.plan.goesStepwise() })
    var simulation = setting.simulation(plans, paths: 24)
    simulation.lanes = 10
    let byYear = try await simulation.run()
    simulation.goesByYear = false
    let whole = try await simulation.run()
    #expect(byYear.values == whole.values)
    for year in whole.plan.years {
      for series in whole.plan.economySeries.indices {
        #expect(
          byYear.economyQuantiles(series: series, year: year)
            == whole.economyQuantiles(series: series, year: year))
      }
      for strategy in whole.values.indices {
        #expect(
          byYear.incomeQuantiles(of: strategy, year: year)
            == whole.incomeQuantiles(of: strategy, year: year))
      }
    }
  }
}
