// SPDX-License-Identifier: GPL-3.0-or-later
import Simulation
import Statistics
import TestSupport
import Testing

@testable import Strategies

@Suite("More paths than are kept")
struct ManyPathsMatchesReference {
  @Test("one strategy's values are kept of four times as many paths as those of four and more, in the same memory")
  func keepingInvariants() {
    for strategies in 1...9 {
      let most = (1...9).last { ManyPaths.keeps(paths: $0 * 65_536, strategies: strategies) } ?? 0
      #expect(most * 65_536 == max(ManyPaths.limit, 8 / strategies * 65_536))
      #expect(strategies > 4 || most * strategies <= 8)
    }
    // A grid of thousands is not kept for every path, whatever their number.
    #expect(ManyPaths.keeps(paths: 6_900, strategies: 2_425) && !ManyPaths.keeps(paths: 20_000, strategies: 2_425))
  }

  /// The same paths, kept and not kept: exact order statistics, and sums that differ by rounding alone.
  ///
  /// Errors of order statistics of mirrored pairs are scaled from the pairs that are kept, here 500, which tell them to about a quarter.
  @Test("give what the same paths give when they are kept", arguments: ["independent", "antithetic", "sobol"])
  func runsMatchReference(_ sampling: String) async throws {
    var scenario = TestHousehold.scenario(
      strategies: TestHousehold.grid([62, 66, 70], [60, 65]), paths: 3000, needs: 1800)
    scenario.simulation.antithetic = sampling == "antithetic"
    scenario.simulation.sobolYears = sampling == "sobol" ? 20 : 0
    let setting = try HouseholdSetting(scenario, systems: try TestHousehold.systems(guaranteed: 1500))
    let (base, plans) = try setting.prepare(scenario.law)
    let simulation = setting.simulation(plans)
    let kept = try await ComparisonStatistics.run(simulation, specs: base.specs, claims: base.claims)
    let streamed = try await ComparisonStatistics.run(
      simulation, specs: base.specs, claims: base.claims, limit: 100, kept: 1000)
    #expect(kept.pathwise == nil && streamed.pathwise != nil)
    #expect(streamed.totals.values.allSatisfy { $0.count == (sampling == "sobol" ? 992 : 1000) })
    #expect(streamed.ranking == kept.ranking && streamed.undecided() == kept.undecided())
    func close(_ a: Estimate, _ b: Estimate, scaled: Bool = false) -> Bool {
      let tolerance = scaled && sampling == "antithetic" ? 0.4 * b.error + 1e-6 : 1e-9 * max(1, b.error)
      return abs(a.value - b.value) <= 1e-9 * max(1, abs(b.value)) && abs(a.error - b.error) <= tolerance
        && a.degreesOfFreedom == b.degreesOfFreedom && a.paths == b.paths
    }
    for (a, b) in zip(streamed.results(), kept.results()) {
      #expect(a.name == b.name && a.lifetimeValue == b.lifetimeValue)
      for (x, y) in zip(a.percentiles, b.percentiles) { #expect(close(x, y, scaled: true), "\(x) and \(y)") }
      #expect(close(a.expectedShortfall, b.expectedShortfall, scaled: true))
      #expect(close(a.differenceToBest, b.differenceToBest))
      #expect(close(a.differenceToProposed, b.differenceToProposed))
      #expect(close(a.chanceBetterThanBest, b.chanceBetterThanBest))
      #expect(close(a.chanceBetterThanProposed, b.chanceBetterThanProposed))
      #expect(close(a.chanceBest, b.chanceBest) && close(a.regret, b.regret))
    }
  }
}
