// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Simulation

extension PolicyEvents {
  /// - Throws: ``ScenarioError`` that names the figure where a fund may run short and nothing says when.
  func checkFunds(of scenario: Scenario) throws {
    for (place, item) in listed.enumerated() where settings[item.reform.key] > 0 && shortfalls[place] == nil {
      guard case .share(let fund) = item.reform.effect else { continue }
      throw ScenarioError(
        path: scenario.path, message: "'\(fund.name).depletion' has no value for \(asOf), and the fund may run short",
        hint: "state the month and the share under events, or leave the fund as scheduled")
    }
  }
}
