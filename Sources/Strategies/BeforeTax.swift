// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Simulation
import Statistics

/// What strategies give where income tax is left out, on the paths of the stress rows.
public struct BeforeTax: Sendable, Codable {
  /// By strategy, in the order of the result's strategies.
  public var lifetimeValues: [Estimate]
}

extension StressRuns {
  /// The same household before income tax, after what is withheld at source; nil where nothing is taxed.
  func beforeTax() async throws -> BeforeTax? {
    guard setting.scenario.isTaxed else { return nil }
    var untaxed = setting.scenario
    untaxed.deductions = .withholding
    let variation = Variation(reading: try HouseholdSetting(untaxed, systems: setting.systems))
    let totals = try await setting.run(variation, plans: plans, specs: specs)
    return BeforeTax(lifetimeValues: specs.indices.map { totals.mean(.value, of: $0) })
  }
}
