// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import Simulation
import Strategies
import UnitedStatesRules

/// The program's own search of all claim months of somebody who can claim either pension in 97 months, near the line of REVIS.
enum WholeSurface {
  /// Rows and columns of the cells that are also simulated one strategy at a time.
  static let sampled = [0, 16, 32, 48, 64, 80, 96]

  struct Outcome: Sendable {
    var cells: Int
    /// Means of the sampled cells, a row after the other.
    var means: [Double]
    var undecided: Int
  }

  /// All cells, with means, standard errors, five percentiles, and what each is behind the best.
  static func search(paths: Int, threads: Int) async -> Result<Outcome, any Error> {
    do {
      let systems: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
      let result = try await Simulator(household(paths, threads), systems: systems).search()
      let months = result.axes.map(\.months)
      let means = sampled.flatMap { us in
        sampled.compactMap { lu in
          result.cells.first { $0.months == [months[0][us], months[1][lu]] }?.lifetimeValue.value
        }
      }
      return .success(Outcome(cells: result.cells.count, means: means, undecided: result.undecided.count))
    } catch {
      return .failure(error)
    }
  }

  /// The sampled cells, each simulated as a strategy.
  static func oneByOne(paths: Int, threads: Int) async -> Result<Outcome, any Error> {
    do {
      var scenario = household(paths, threads)
      let (us, lu) = (YearMonth(2027, 2), YearMonth(2027, 2))
      scenario.strategies = sampled.flatMap { first in
        sampled.map { second in
          StrategySpec(
            name: "\(us + first) \(lu + second)",
            wishes: [
              "ana": ["US": ClaimWish(start: .month(us + first)), "LU": ClaimWish(start: .month(lu + second))]
            ])
        }
      }
      let systems: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
      let names = scenario.strategies.map(\.name)
      let result = try await Simulator(scenario, systems: systems).compare(.strategies)
      let means = names.compactMap { name in result.strategies.first { $0.name == name }?.lifetimeValue.value }
      return .success(Outcome(cells: means.count, means: means, undecided: result.undecided.count))
    } catch {
      return .failure(error)
    }
  }

  /// 480 months with the US quarters are complete in the month before she is 62, so that both pensions can start that month or in
  /// any of the next eight years; born on the 2nd, she is 62 throughout the first of them.
  private static func household(_ paths: Int, _ threads: Int) -> Scenario {
    let person = Person(
      id: "ana", born: CalendarDate(1965, 2, 2)!, sex: .female, citizenship: ["US"],
      residence: [
        Residence(country: "US", from: YearMonth(1987, 1), through: YearMonth(2014, 12)),
        Residence(country: "LU", from: YearMonth(2015, 1)),
      ])
    let us = InsuranceRecord(
      country: "US",
      earnings: Dictionary(uniqueKeysWithValues: (1987...2014).map { ($0, StatedEarnings(26_000, wagesOf: 2014)) }))
    let lu = InsuranceRecord(
      country: "LU",
      periods: [
        InsurancePeriod(
          from: YearMonth(2015, 2), through: YearMonth(2027, 1), kind: "compulsory", monthlyPay: 3_600, wagesOf: 2026)
      ])
    return Scenario(
      name: "surface", path: "surface", text: "", title: "Surface", asOf: YearMonth(2026, 11), currency: .eur,
      members: [Member(person: person, records: ["US": us, "LU": lu])], needs: 2_000, strategies: [],
      simulation: SimulationSettings(paths: paths, threads: threads))
  }
}
