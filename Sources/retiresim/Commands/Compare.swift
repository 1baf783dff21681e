// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Reporting
import ScenarioFiles
import Strategies

/// The main job: a scenario in, a report out.
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare claiming strategies on the same simulated paths, and write a report.",
    discussion: """
      Writes OUTPUT/SCENARIO/report.md with its tables and charts, all or nothing, and prints the answer.

      EXAMPLE: retiresim compare Scenarios/new-york-analyst.yaml --paths 2000 --output Reports
      """)

  @Argument(help: "Scenario files, for example Scenarios/new-york-analyst.yaml.")
  var files: [String]

  @Flag(
    inversion: .prefixedNo,
    help: "Search all claim months on 2,000 paths first; the best for each aim joins the strategies compared.")
  var search = true

  @Option(
    help: ArgumentHelp(
      "What the proposal follows where a need is stated: money, need or both; default: what the scenario says.",
      valueName: "aim"))
  var aim: Aim?

  @OptionGroup var options: RunOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() async throws {
    try outputOptions.requirePrograms()
    let countries = try knownCountries()
    var scenarios = try readScenarios(files, countries: countries, options)
    if let aim { for index in scenarios.indices { scenarios[index].aim = aim } }
    for scenario in scenarios { try ReportFolder.check(scenario.name, in: outputOptions.output) }
    for scenario in scenarios {
      let bar = ProgressBar(scenario.name, quiet: options.quiet)
      defer { bar.finish() }
      let result: ComparisonResult
      let concerned = try scenario.concerned(among: countries)
      do {
        var simulator = Simulator(scenario, systems: concerned, progress: { bar.update($0) })
        if search { simulator = try await simulator.joiningQuickSearch() }
        result = try await simulator.compare()
      } catch {
        throw Failure(error, in: scenario.path) ?? error
      }
      bar.finish()
      let report = ComparisonReport(result, of: scenario, systems: concerned)
      let written = try report.write(to: outputOptions.output, outputOptions.reportOptions)
      for warning in written.warnings { Terminal.say("\(scenario.path): warning: \(warning)") }
      if !options.quiet {
        try Terminal.write(report.summary(version: programVersion) + "\nThe report is \(written.folder)/report.md\n")
      }
    }
  }
}

extension Aim: ExpressibleByArgument {}
