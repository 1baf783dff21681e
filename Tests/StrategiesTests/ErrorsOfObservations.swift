// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import Simulation
import Statistics
import TestSupport
import Testing

@testable import Strategies

/// Mirrored pairs and shifted copies are observations: what is told of their errors must be the spread over seeds.
@Suite("Errors under pairs and copies")
struct ErrorsOfObservations {
  private func statistics(_ sampling: String, paths: Int, seed: UInt64 = 1) async throws -> (
    simulation: HouseholdSimulation, statistics: ComparisonStatistics
  ) {
    var scenario = TestHousehold.scenario(
      strategies: TestHousehold.grid([62, 70], [65]), paths: paths, seed: seed, needs: 900, threads: 1)
    scenario.simulation.antithetic = sampling == "antithetic"
    scenario.simulation.sobolYears = sampling == "sobol" ? 20 : 0
    let setting = try HouseholdSetting(scenario, systems: TestHousehold.systems(guaranteed: 900))
    let prepared = try setting.prepare(regime: .current)
    var simulation = setting.simulation([(prepared.plan, 1)])
    simulation.countsYears = false
    return (
      simulation, ComparisonStatistics(try await simulation.run(), specs: prepared.specs, claims: prepared.claims)
    )
  }

  /// A ratio of means V/A has the error of the mean of (V − r·A)/E[A]; a standard deviation s that of ((V − m)² − s²)/2s.
  @Test(
    "monthly income and standard deviation have the errors of their influence functions over observations",
    arguments: ["independent", "antithetic", "sobol"])
  func influence(_ sampling: String) async throws {
    let (simulation, statistics) = try await statistics(sampling, paths: 320)
    let totals = statistics.totals
    let months = try simulation.discountedMonths()
    #expect(months.paths == totals.pathSet)
    func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 * abs(b) }
    for strategy in 0..<2 {
      let values = totals.value(of: strategy)
      let (income, deviation) = (totals.levelIncome(of: strategy), totals.standardDeviation(of: strategy))
      let (v, a) = (values.mean.value, months.mean.value)
      #expect(close(income.value, v / a))
      let rest = totals.pathSet.mean { (values.values[$0] - v / a * months.values[$0]) / a }
      #expect(close(income.error, rest.error), "\(income.error) and \(rest.error)")
      #expect(income.degreesOfFreedom == Double(totals.pathSet.observations - 1))
      let spread = totals.pathSet.mean { pow(values.values[$0] - v, 2) / (2 * deviation.value) }
      #expect(
        close(deviation.error, spread.error * (Double(319) / 320).squareRoot())
          || abs(deviation.error / spread.error - 1) < 0.01)
    }
  }

  private static let isSlow = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil

  /// Of n seeds the spread has an error of 1/√(2n) itself, more where values have heavy tails: 9 % of 60, 2 % of 2,000.
  @Test("the error that is told is the spread over seeds", arguments: ["independent", "antithetic", "sobol"])
  func spread(_ sampling: String) async throws {
    let (seeds, tolerance) = Self.isSlow ? (2_000, 0.1) : (60, 0.35)
    var found: [String: (values: [Double], squares: Double)] = [:]
    for seed in 1...seeds {
      let (simulation, statistics) = try await statistics(sampling, paths: Self.isSlow ? 512 : 96, seed: UInt64(seed))
      let totals = statistics.totals
      let (first, second) = (totals.value(of: 0), totals.value(of: 1))
      let months = try simulation.discountedMonths()
      let certain = ObjectiveValues(
        .certaintyEquivalent(CertaintyEquivalent(aversion: 3, floor: 400)), values: first, months: months)
      var estimates = [
        "mean": first.mean, "income": totals.levelIncome(of: 0), "difference": Paired(first, second).difference,
        "needs": totals.mean(.needsMet, of: 0), "certain": certain.estimate,
      ]
      if Self.isSlow {
        let sorted = SortedObservations(first)
        (estimates["median"], estimates["p05"], estimates["p95"]) = (
          sorted.quantile(0.5), sorted.quantile(0.05), sorted.quantile(0.95)
        )
        (estimates["tail"], estimates["deviation"]) = (sorted.expectedShortfall(0.05), totals.standardDeviation(of: 0))
        estimates["chance"] = Paired(first, second).chanceGreater
      }
      for (name, estimate) in estimates {
        found[name, default: ([], 0)].values.append(estimate.value)
        found[name]?.squares += estimate.error * estimate.error / Double(seeds)
      }
    }
    for (name, seen) in found.sorted(by: { $0.key < $1.key }) {
      let spread = (Moments(seen.values).variance ?? 0).squareRoot()
      let told = seen.squares.squareRoot()
      #expect(abs(told / spread - 1) < tolerance, "\(sampling), \(name): told \(told), seen \(spread)")
    }
  }

  @Test("one path claims nothing: no error, nothing decided, every alternative open", arguments: [1, 2])
  func onePath(_ paths: Int) async throws {
    var scenario = TestHousehold.scenario(
      strategies: TestHousehold.grid([62, 66, 70], [65]), paths: paths, needs: 900)
    scenario.simulation.antithetic = paths == 2  // one pair
    let result = try await Simulator(scenario, systems: TestHousehold.systems(guaranteed: 900)).compare(.strategies)
    #expect(result.undecided == [0, 1, 2])
    for strategy in result.strategies {
      #expect(strategy.lifetimeValue.standardError == nil && strategy.meanMonthlyIncome.standardError == nil)
      #expect(strategy.percentiles.allSatisfy { $0.standardError == nil } && strategy.needsMet.standardError == nil)
    }
    for strategy in result.strategies.dropFirst() {
      #expect(strategy.differenceToBest.standardError == nil && strategy.chanceBetterThanBest.standardError == nil)
    }
  }

  @Test("looks double up to all paths, and share the error only where the run may stop early")
  func looks() {
    var settings = SimulationSettings(paths: 20_000)
    #expect(settings.looks == [20_000])
    settings.untilDecided = true
    #expect(settings.looks == [2_048, 4_096, 8_192, 16_384, 20_000])
    settings.paths = 1_000
    #expect(settings.looks == [1_000])
  }
}
