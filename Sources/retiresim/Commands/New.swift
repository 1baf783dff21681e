// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ScenarioFiles
import Strategies

/// Writes a scenario to begin with.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented scenario to edit; it runs as it is.",
    discussion: """
      With --for the scenario is of a couple, of a commuter, of somebody in Florida, of a widow or of somebody who draws a pension \
      already; with --ask it is made of your answers to a dozen plain questions.

      EXAMPLE: retiresim new my-household --for couple
      """)

  @Argument(help: "Name of the scenario; the file is NAME.yaml.")
  var name: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Whose scenario it is: \(Scenario.templates.joined(separator: ", ")); default: one person's.",
      valueName: "household"))
  var household: String?

  @Flag(help: "Ask a dozen plain questions and make the scenario of the answers.")
  var ask = false

  func validate() throws {
    if name.isEmpty || name.hasSuffix("/") {
      throw ValidationError("the scenario needs a name, for example my-household")
    }
    if let household, !Scenario.templates.contains(household) {
      let guess = Spelling.nearest(to: household, among: Scenario.templates)
      throw ValidationError(
        "no scenario for '\(household)'" + (guess.map { "; did you mean '\($0)'?" } ?? "")
          + " Known: \(Scenario.templates.joined(separator: ", "))")
    }
    if ask, household != nil { throw ValidationError("--ask makes a scenario of its own; leave out --for") }
  }

  func run() throws {
    let path = name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? name : name + ".yaml"
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let title = file.prefix { $0 != "." }.map { $0 == "-" || $0 == "_" ? " " : String($0) }.joined()
    let text = ask ? try asked(title) : Scenario.template(name: title, for: household)
    try NewFile.write(text, to: path)
    try Terminal.write("\(path) is written; edit it, then: retiresim validate \(path)\n")
  }

  /// Asks on standard error, reads lines, and asks again where an answer cannot be read.
  ///
  /// - Throws: ``Failure`` with 75 where the input ends before the last question.
  private func asked(_ title: String) throws -> String {
    let countries = try knownCountries()
    let interview = ScenarioInterview(countries)
    var answers: [String: String] = [:]
    for question in interview.questions {
      if question.id.hasPrefix("pay-"), answers["work-" + question.id.dropFirst(4)] ?? "none" == "none" { continue }
      while answers[question.id] == nil {
        Terminal.say(question.text + (question.standard.map { " [\($0)]" } ?? ""))
        guard let line = readLine() else {
          throw Failure(.questionOpen, "retiresim: error: no answer to: \(question.text)")
        }
        let words = line.split(separator: " ").joined(separator: " ")
        let answer = words.isEmpty ? question.standard ?? "" : words
        if let fault = question.fault(in: answer) { Terminal.say("  \(fault)") } else { answers[question.id] = answer }
      }
    }
    let text = interview.scenario(answers, title: title)
    // What the law or the reader says of it is said now, not when it runs.
    do {
      for warning in try Scenario.read(text: text, path: name, countries: countries).warnings { Terminal.say(warning) }
    } catch { Terminal.say(error.description) }
    return text
  }
}
