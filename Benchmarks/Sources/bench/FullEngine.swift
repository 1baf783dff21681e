// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import Simulation
import Strategies
import UnitedStatesRules

/// The program's own run of one household and one strategy: default economy, means test, needs, no savings.
enum FullEngine {
  /// - Returns: mean and standard deviation of the lifetime value, and the months of each path.
  static func run(paths: Int, threads: Int) async throws -> (mean: Double, sd: Double, months: Int) {
    var scenario = household
    scenario.simulation.paths = paths
    scenario.simulation.threads = threads
    let systems: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    let result = try await Simulator(scenario, systems: systems).compare(.strategies)
    let best = result.strategies[0]
    let born = scenario.members[0].person.born.yearMonth
    return (
      best.lifetimeValue.value, best.standardDeviation.value,
      born + 12 * scenario.simulation.lastAge - scenario.asOf
    )
  }

  /// Two strategies on the same paths: what waiting for the US pension to 70 gives, its standard error, and the factor by which
  /// common paths lower the variance.
  static func pair(paths: Int, threads: Int) async -> Result<
    (difference: Double, error: Double, gain: Double), any Error
  > {
    var scenario = household
    scenario.simulation.paths = paths
    scenario.simulation.threads = threads
    scenario.strategies.append(
      StrategySpec(
        name: "latest", wishes: ["ana": ["US": ClaimWish(start: .latest), "LU": ClaimWish(start: .earliest)]]))
    do {
      let systems: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
      let result = try await Simulator(scenario, systems: systems).compare(.strategies)
      let second = result.strategies[1].differenceToBest
      return .success((second.value, second.standardError ?? .nan, result.pairingGain ?? 0))
    } catch {
      return .failure(error)
    }
  }

  static func result(paths: Int, threads: Int) async -> Result<(mean: Double, sd: Double, months: Int), any Error> {
    do { return .success(try await run(paths: paths, threads: threads)) } catch { return .failure(error) }
  }

  private static var household: Scenario {
    let person = Person(
      id: "ana", born: CalendarDate(1965, 2, 20)!, sex: .female, citizenship: ["US"],
      residence: [
        Residence(country: "US", from: YearMonth(2004, 1), through: YearMonth(2010, 12)),
        Residence(country: "LU", from: YearMonth(2011, 1)),
      ])
    let us = InsuranceRecord(
      country: "US",
      earnings: Dictionary(uniqueKeysWithValues: (2004...2010).map { ($0, StatedEarnings(44_000, wagesOf: 2010)) }))
    let lu = InsuranceRecord(
      country: "LU",
      periods: [
        InsurancePeriod(
          from: YearMonth(2011, 1), through: YearMonth(2025, 12), kind: "compulsory", monthlyPay: 4_100, wagesOf: 2025)
      ])
    return Scenario(
      name: "benchmark", path: "benchmark", text: "", title: "Benchmark", asOf: YearMonth(2026, 11), currency: .eur,
      members: [Member(person: person, records: ["US": us, "LU": lu])], needs: 2_000,
      strategies: [
        StrategySpec(
          name: "full", wishes: ["ana": ["US": ClaimWish(start: .full), "LU": ClaimWish(start: .earliest)]])
      ])
  }
}
