// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions
import Reporting
import ScenarioFiles
import Strategies

/// How each award comes about, without chance.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Derive each award of a scenario step by step: inputs, parameters, articles, rounding.",
    discussion: """
      An award that several strategies share is derived once.

      EXAMPLE: retiresim explain Scenarios/new-york-analyst.yaml --strategy "everything as soon as possible"
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case markdown, html, json }

  @Argument(help: "A scenario file.")
  var file: String

  @Option(help: ArgumentHelp("Explain this strategy alone; may be given again.", valueName: "name"))
  var strategy: [String] = []

  @Option(help: ArgumentHelp("Law regime; default: the scenario's.", valueName: "name"))
  var regime: String?

  @Option(help: ArgumentHelp("Derive the income tax of this calendar year too, line by line.", valueName: "year"))
  var taxYear: Int?

  @Option(help: "markdown, html (one self-contained page) or json.")
  var format = Format.markdown

  func run() throws {
    let known = try knownCountries()
    guard let scenario = try Scenario.all(in: [file], countries: known).first else { return }
    let countries = try scenario.concerned(among: known)
    for warning in scenario.warnings { Terminal.say(warning) }
    var plans: ScenarioPlans
    var taxYears: [ExplainedTaxYear] = []
    do {
      let simulator = Simulator(scenario, systems: countries)
      let regime = try regime.map { try law($0, scenario, countries) }
      plans = try simulator.plans(regime: regime)
      if let taxYear { taxYears = try simulator.taxYear(taxYear, strategies: strategy, regime: regime) }
    } catch {
      throw Failure(error, in: scenario.path) ?? error
    }
    if !strategy.isEmpty {
      for name in strategy where !plans.plans.contains(where: { $0.spec.name == name }) {
        throw Failure(
          .usage,
          "retiresim explain: error: no strategy is called '\(name)'"
            + (Spelling.nearest(to: name, among: plans.plans.map(\.spec.name)).map { "; did you mean '\($0)'?" } ?? "")
            + "\n  hint: there are "
            + plans.plans.map { "'\($0.spec.name)'" }.joined(separator: ", "))
      }
      plans.plans.removeAll { !strategy.contains($0.spec.name) }
      plans.dropped = []
    }
    let explanation = Explanation(plans, of: scenario, systems: countries, taxYears: taxYears)
    switch format {
    case .markdown: try Terminal.write(explanation.markdown)
    case .html: try Terminal.write(explanation.html)
    case .json: try Terminal.write(explanation.json)
    }
  }

  private func law(_ name: String, _ scenario: Scenario, _ countries: [any PensionSystem]) throws -> LawRegime {
    if name == LawRegime.current.name { return .current }
    let own = scenario.law.parts.map(\.regime) + scenario.law.beside
    let known = own + countries.flatMap { $0.vocabulary.regimes.map(\.regime) }
    guard let regime = known.first(where: { $0.name == name }) else {
      var names: [String] = []
      for regime in [.current] + known where !names.contains(regime.name) { names.append(regime.name) }
      let guess = Spelling.nearest(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw ValidationError("no law regime is called '\(name)'\(guess); there are \(names.joined(separator: ", "))")
    }
    return regime
  }
}
