// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Simulation
import Strategies
import Testing

@Suite("Comparison of strategies")
struct ComparisonInvariants {
  @Test("the best is best, and every difference is paired with it")
  func ranking() async throws {
    let scenario = TestHousehold.scenario(strategies: TestHousehold.grid([62, 65, 70], [61, 65]))
    let result = try await Simulator(scenario, systems: TestHousehold.systems()).compare()
    #expect(result.strategies.count + result.dropped.count == 6)
    let means = result.strategies.map(\.lifetimeValue.value)
    #expect(means == means.sorted(by: >))
    #expect(result.undecided.first == 0)
    for strategy in result.strategies {
      let gap = strategy.lifetimeValue.value - means[0]
      #expect(abs(gap - strategy.differenceToBest.value) < 1e-6)
      #expect(strategy.regret.value >= 0)
      #expect(strategy.percentiles.map(\.value) == strategy.percentiles.map(\.value).sorted())
    }
    let shares = result.strategies.reduce(0) { $0 + $1.chanceBest.value }
    #expect(abs(shares - 1) < 1e-9)
  }

  @Test("speed", .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SPEED"] != nil))
  func speed() async throws {
    let scenario = TestHousehold.scenario(
      strategies: TestHousehold.grid([61, 62, 63, 64, 65, 66, 67, 68, 69, 70], [61, 62, 63, 64, 65]), paths: 20_000)
    let start = ContinuousClock.now
    let result = try await Simulator(scenario, systems: TestHousehold.systems(guaranteed: 1900)).compare()
    print(
      "took", ContinuousClock.now - start, result.strategies.count, result.dropped.first.map { "\($0.refusal)" } ?? "")
    print(result.strategies[0].name, result.strategies[0].lifetimeValue, result.strategies[0].percentiles.map(\.value))
    for year in result.strategies[0].income.prefix(8) { print(year) }
  }
}
