// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions
import Reporting
import ScenarioFiles
import Strategies

/// Reads the scenarios of a command with the options of the command line laid over them, and says their warnings.
///
/// - Throws: `ScenarioErrors` with every mistake of every file; an error of usage where two reports would share a folder.
func readScenarios(
  _ files: [String], countries: [any PensionSystem], _ options: RunOptions
) throws -> [Scenario] {
  var scenarios = try Scenario.all(in: files, countries: countries)
  var seen: [String: String] = [:]
  for index in scenarios.indices {
    options.apply(to: &scenarios[index].simulation)
    let scenario = scenarios[index]
    if let other = seen.updateValue(scenario.path, forKey: scenario.name) {
      throw ValidationError("\(other) and \(scenario.path) have one name, '\(scenario.name)', and so one report folder")
    }
    for warning in scenario.warnings { Terminal.say(warning) }
  }
  return scenarios
}

extension OutputOptions {
  var reportOptions: ReportOptions { ReportOptions(html: html, png: png, version: programVersion) }
}
