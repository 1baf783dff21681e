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
  var reportOptions: ReportOptions { ReportOptions(html: html, png: png, json: json, version: programVersion) }

  /// A report without charts is a report; PNG files that were asked for cannot be left out without a word.
  ///
  /// - Throws: ``Failure`` with 69 where `--png` needs a program that is not there, before anything is computed.
  func requirePrograms() throws {
    guard png else { return }
    for (name, package) in [("gnuplot", "gnuplot"), ("rsvg-convert", "librsvg2-bin (macOS: librsvg)")]
    where ExternalTool(name, searchPath: reportOptions.searchPath) == nil {
      throw Failure(
        .unavailable, "retiresim: error: --png needs \(name), which was not found\n  hint: install \(package)")
    }
  }
}
