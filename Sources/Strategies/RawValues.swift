// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities
import Simulation

/// A run's numbers as they come out of the engine, not rounded: what two machines are compared by.
public struct RawValues: Sendable {
  /// Exchange rates and price levels, month by month, of the first paths.
  public var economy: [Double]
  /// Lifetime value of each path, by strategy in the scenario's order; the first 131,072 paths at most.
  public var strategies: [(name: String, values: [Double])]
}

extension Simulator {
  /// Runs the scenario's strategies and keeps every path's value.
  ///
  /// - Throws: what ``compare(_:)`` throws.
  public func rawValues() async throws -> RawValues {
    let setting = try HouseholdSetting(scenario, systems: systems)
    let (base, plans) = try setting.prepare(scenario.law)
    let totals = try await setting.simulation(plans).run { progress?($0) }
    let model = try EconomyModel(
      scenario.economy, asOf: scenario.asOf, months: setting.months, seed: scenario.simulation.seed,
      antithetic: scenario.simulation.antithetic, countries: systems.map(\.economicCountry))
    var block = model.makeBlock(lanes: 256)
    model.generate(&block, firstPath: 0, lanes: 256)
    return RawValues(
      economy: block.rates.flatMap { $0 } + block.areas.flatMap(\.priceLevel),
      strategies: zip(base.specs, totals.values).map { ($0.name, $1) })
  }
}
