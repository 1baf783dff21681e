// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Simulation

extension Simulator {
  /// Everything short of simulating: people, model, and each strategy before the law of every regime of the scenario.
  ///
  /// - Returns: what is wrong, by line; nothing where the scenario can be run.
  /// - Throws: what is no mistake of the scenario's, such as a broken parameter file.
  public func check() throws -> [ScenarioError] {
    var found: [ScenarioError] = []
    do {
      let setting = try HouseholdSetting(scenario, systems: systems)
      for regime in scenario.law.parts.map(\.regime) + scenario.law.beside {
        for spec in scenario.strategies where !spec.fromGrid {
          do {
            _ = try setting.prepare(regime: regime, specs: [spec])
          } catch let error as ScenarioError {
            if !found.contains(error) { found.append(error) }
          }
        }
        let grid = scenario.strategies.filter(\.fromGrid)
        guard found.isEmpty, let first = grid.first, grid.count == scenario.strategies.count else { continue }
        let prepared = try setting.prepare(regime: regime, specs: grid)
        if prepared.specs.isEmpty {
          found.append(
            ScenarioError(
              path: scenario.path, line: first.line, column: first.column,
              message: "no strategy of the grid is possible",
              hint: prepared.dropped.first.map { "\($0.name): \($0.refusal)" }))
        }
      }
    } catch let error as ScenarioError {
      found.append(error)
    } catch let error as SimulationError {
      found.append(ScenarioError(path: scenario.path, message: error.message, hint: error.hint))
    }
    return found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}
