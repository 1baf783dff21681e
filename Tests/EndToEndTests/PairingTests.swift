// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import ScenarioFiles
import Strategies
import TestSupport
import Testing
import UnitedStatesRules

/// What common paths gain: the variance of a difference of two strategies on paths of their own, over that on the same paths.
@Suite("Strategies on the same paths")
struct PairingInvariants {
  @Test(
    "the variance of a difference is at least eight times smaller than on independent paths",
    arguments: [
      "new-york-analyst", "early-at-57", "forty-quarters", "kirchberg-commuter", "consultant", "cookbook/couple",
    ])
  func variance(_ name: String) async throws {
    let countries: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/\(name).yaml")
    var scenario = try Scenario.read(
      text: String(contentsOf: url, encoding: .utf8), path: "\(name).yaml", countries: countries)
    scenario.simulation.paths = 400
    let result = try await Simulator(scenario, systems: countries).compare(.strategies)
    let best = result.strategies[0]
    for other in result.strategies.dropFirst() {
      let error = other.differenceToBest.error
      guard error > 0 else { continue }
      let (a, b) = (best.standardDeviation.value, other.standardDeviation.value)
      let gain = (a * a + b * b) / Double(result.paths) / (error * error)
      #expect(gain >= 8, "\(name): \(best.name) and \(other.name): \(gain)")
    }
  }
}
