// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions
import ScenarioFiles
import Strategies
import Studies

/// Checks scenarios without running them.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check scenario and study files: every error and warning of each, and nothing else.",
    discussion: """
      Of a study, its careers are checked row by row and by the law. Ends with 0 where every file is good, 65 where one is wrong, 66 where one is missing.

      EXAMPLE: retiresim validate Scenarios/new-york-analyst.yaml
      """)

  @Argument(help: "Scenario files, study files.")
  var files: [String]

  func run() throws {
    let countries = try knownCountries()
    var errors: [ScenarioError] = []
    for file in files {
      if StudyFile.isStudy(path: file) {
        errors += try checkStudy(file, countries)
        continue
      }
      for check in Scenario.validate(paths: [file], countries: countries) {
        for warning in check.warnings { Terminal.say(warning) }
        if !check.errors.isEmpty { Terminal.say(ScenarioErrors(check.errors).description) }
        if check.errors.isEmpty {
          let warnings = check.warnings.isEmpty ? "" : ", warnings: \(check.warnings.count)"
          try Terminal.write("\(check.path): good\(warnings)\n")
        }
        errors += check.errors
      }
    }
    if !errors.isEmpty { throw ExitCode(ScenarioErrors(errors).exitCode) }
  }

  /// The study's file, the rows of its careers, and what the law says of each.
  private func checkStudy(_ file: String, _ countries: [any PensionSystem]) throws -> [ScenarioError] {
    func say(_ errors: [ScenarioError]) -> [ScenarioError] {
      if !errors.isEmpty { Terminal.say(ScenarioErrors(errors).description) }
      return errors
    }
    let plan: StudyPlan
    do {
      let study = try StudyFile.read(path: file, countries: countries)
      plan = try StudyPlan(study, systems: study.base.concerned(among: countries), version: programVersion)
    } catch let errors as ScenarioErrors {
      return say(errors.errors)
    } catch let error as StudyError {
      return say([ScenarioError(path: file, message: error.message, hint: error.hint)])
    }
    let careers = "\(plan.careerCount) careers"
    guard let rows = plan.rows else {
      try Terminal.write("\(file): good, \(careers) to draw\n")
      return []
    }
    if rows.wrongRows > 0 {
      sayProblems(of: rows)
      return [ScenarioError(path: rows.path, message: "\(rows.wrongRows) rows are wrong")]
    }
    let refused = try plan.refusals()
    for problem in refused.prefix(CareerRows.mostProblems) { Terminal.say(problem.description(in: rows.path)) }
    if !refused.isEmpty {
      let message = "\(rows.path): the law refuses \(refused.count) of \(careers)"
      Terminal.say(message)
      return [ScenarioError(path: rows.path, message: message)]
    }
    try Terminal.write("\(file): good, \(careers)\n")
    return []
  }
}
