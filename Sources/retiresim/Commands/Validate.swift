// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ScenarioFiles
import Strategies

/// Checks scenarios without running them.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check scenario files: every error and warning of each, and nothing else.",
    discussion: """
      Ends with 0 where every file is good, 65 where one is wrong, 66 where one is missing.

      EXAMPLE: retiresim validate Scenarios/new-york-analyst.yaml
      """)

  @Argument(help: "Scenario files.")
  var files: [String]

  func run() throws {
    let countries = try knownCountries()
    var errors: [ScenarioError] = []
    for check in Scenario.validate(paths: files, countries: countries) {
      for warning in check.warnings { Terminal.say(warning) }
      for error in check.errors { Terminal.say(error.description) }
      if check.errors.isEmpty {
        let warnings = check.warnings.isEmpty ? "" : ", warnings: \(check.warnings.count)"
        try Terminal.write("\(check.path): good\(warnings)\n")
      }
      errors += check.errors
    }
    if !errors.isEmpty { throw ExitCode(ScenarioErrors(errors).exitCode) }
  }
}
