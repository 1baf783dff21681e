// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Simulation
import Testing

@testable import Strategies

/// Many seeds: how often intervals hold the truth, and the undecided set the true best. For nights.
@Suite("Coverage", .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil))
struct CoverageInvariants {
  private func scenario(paths: Int, seed: UInt64) -> Scenario {
    TestHousehold.scenario(
      strategies: TestHousehold.grid([62, 66, 70], [61, 65]), paths: paths, seed: seed, needs: 900, threads: 1)
  }

  private func compare(paths: Int, seed: UInt64) async throws -> Strategies.ComparisonResult {
    try await Simulator(scenario(paths: paths, seed: seed), systems: TestHousehold.systems(guaranteed: 1200))
      .compare(.strategies)
  }

  @Test("95 % intervals hold the truth in 93 to 97 % of 1,000 seeds")
  func intervals() async throws {
    let truth = try await compare(paths: 120_000, seed: 987_654_321)
    let best = truth.strategies[0]
    let second = truth.strategies[1]
    var (held, differenceHeld) = (0, 0)
    for seed in 1...1000 {
      let found = try await compare(paths: 300, seed: UInt64(seed))
      let first = try #require(found.strategies.first { $0.name == best.name })
      let other = try #require(found.strategies.first { $0.name == second.name })
      // The truth has an error of its own, a twentieth of the interval's.
      if first.lifetimeValue.interval95.contains(best.lifetimeValue.value) { held += 1 }
      let top = found.strategies[0]
      if top.name == best.name {
        if other.differenceToBest.interval95.contains(second.differenceToBest.value) { differenceHeld += 1 }
      } else if top.name == second.name,
        (first.differenceToBest.interval95).contains(-second.differenceToBest.value)
      {
        differenceHeld += 1
      }
    }
    #expect((930...970).contains(held), "\(held) of 1,000")
    print("coverage: value \(held), difference of the two best \(differenceHeld) of 1,000")
  }

  @Test("the undecided set holds the true best in at least 95 % of 200 seeds")
  func undecided() async throws {
    let truth = try await compare(paths: 120_000, seed: 987_654_321).strategies[0].name
    var held = 0
    for seed in 1...200 {
      let found = try await compare(paths: 300, seed: UInt64(5_000 + seed))
      if found.undecided.contains(where: { found.strategies[$0].name == truth }) { held += 1 }
    }
    #expect(held >= 190, "\(held) of 200")
    print("undecided set holds the best: \(held) of 200")
  }
}
