// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Reporting
import ScenarioFiles
import Strategies

extension SearchObjective: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// How many months before the month wanted each claim is filed; `early` is as many as the law allows, a negative number is late.
struct FilingLeads: ExpressibleByArgument {
  var filings: [ClaimWish.Filing]

  init(filings: [ClaimWish.Filing]) { self.filings = filings }

  var defaultValueDescription: String { "early" }

  init?(argument: String) {
    filings = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let filing: ClaimWish.Filing
      if word == "early" {
        filing = .asEarlyAsAllowed
      } else if let months = Int(word), (-60...12).contains(months) {
        filing = months > 0 ? .monthsBefore(months) : months == 0 ? .onTheDay : .monthsAfter(-months)
      } else {
        return nil
      }
      if !filings.contains(filing) { filings.append(filing) }
    }
  }
}

/// Every claim month of every pension, jointly.
struct Search: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search every claim month of every person and country for the best, and what cannot be told from it.",
    discussion: """
      Writes OUTPUT/SCENARIO-search/search.md with the whole table in surface.csv, and prints the answer. The scenario's own \
      strategies are not used.

      EXAMPLE: retiresim search Scenarios/new-york-analyst.yaml --paths 2000
      """)

  @Argument(help: "Scenario files.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "mean, median, shortfall, needs-met, or certainty-equivalent (of income a month for life), with its relative risk aversion, or with that "
        + "and its income floor a month, in brackets where they are not 3 and 1000: 'certainty-equivalent(5, 800)'.",
      valueName: "name"))
  var objective = SearchObjective.mean

  @Option(
    help: ArgumentHelp(
      "Months of filing ahead to try with every claim month: early, 0 for the day itself, -12 for late; e.g. early,0,-12.",
      valueName: "list"))
  var leads = FilingLeads(filings: [.asEarlyAsAllowed])

  @OptionGroup var options: RunOptions

  @OptionGroup var outputOptions: OutputOptions

  func run() async throws {
    try outputOptions.requirePrograms()
    let countries = try knownCountries()
    let scenarios = try readScenarios(files, countries: countries, options)
    for scenario in scenarios { try ReportFolder.check(scenario.name + "-search", in: outputOptions.output) }
    for scenario in scenarios {
      let bar = ProgressBar(scenario.name, quiet: options.quiet)
      defer { bar.finish() }
      let result: SearchResult
      let concerned = try scenario.concerned(among: countries)
      do {
        result = try await Simulator(scenario, systems: concerned, progress: { bar.update($0) }).search(
          objective: objective, filings: leads.filings)
      } catch {
        throw Failure(error, in: scenario.path) ?? error
      }
      bar.finish()
      let report = SearchReport(result, of: scenario, systems: concerned)
      let written = try report.write(
        to: outputOptions.output, outputOptions.reportOptions)
      for warning in written.warnings { Terminal.say("\(scenario.path): warning: \(warning)") }
      if !options.quiet { try Terminal.write(report.summary + "\nThe table is \(written.folder)/surface.csv\n") }
    }
  }
}
