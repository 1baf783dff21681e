// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Strategies

@Suite("A quick search beside the list")
struct QuickSearchTests {
  private func compare(_ strategies: [StrategySpec], paths: Int = 300) async throws -> ComparisonResult {
    let scenario = TestHousehold.scenario(strategies: strategies, paths: paths)
    return try await Simulator(scenario, systems: try TestHousehold.systems()).joiningQuickSearch().compare(.strategies)
  }

  /// Ruritania adds 6 % for each year of waiting, so that a list of early starts alone leaves money on the table.
  @Test("the best of all months joins a list that lacks it, and the search itself finds the same")
  func better() async throws {
    let early = TestHousehold.grid([61, 62], [61, 62])
    let result = try await compare(early)
    let quick = try #require(result.quickSearch?.money)
    #expect(result.strategies.count == early.count + 1)
    #expect(result.strategies[0].spec.name == quick.best.name)
    let whole = try await Simulator(
      TestHousehold.scenario(strategies: early, paths: 300), systems: try TestHousehold.systems()
    ).search()
    #expect(!quick.isListed)
    #expect(quick.combinations == whole.cells.count && quick.isExhaustive)
    #expect(quick.best.wishes == whole.cells[whole.best].spec.wishes)
    // The same paths, so the same value to the last digit that single precision keeps.
    let value = result.strategies[0].lifetimeValue.value
    #expect(abs(value / whole.cells[whole.best].lifetimeValue.value - 1) < 1e-6)
  }

  @Test("a list that has the best already stays as it is")
  func inTheList() async throws {
    let whole = try await Simulator(
      TestHousehold.scenario(strategies: [], paths: 300), systems: try TestHousehold.systems()
    ).search()
    var own = whole.cells[whole.best].spec
    (own.name, own.fromGrid) = ("mine", false)
    let result = try await compare([own] + TestHousehold.grid([61], [61]))
    #expect(result.strategies.count == 2)
    #expect(
      result.quickSearch?.money?.isListed == true && result.quickSearch?.money?.best.name == "mine"
        && result.strategies[0].spec.twins.isEmpty)
  }
}
