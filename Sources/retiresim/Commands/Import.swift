// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions
import Quantities
import ScenarioFiles
import Statements
import Strategies

/// Reads the papers that people hold into a `records:` block.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read statements and career records into a scenario's records.",
    discussion: """
      Reads Social Security's statement (XML, pasted table, PDF as text), AnyPIA cases, Luxembourg's career papers (experimental), E 205 \
      and P5000, French and German career records. What a paper leaves open is asked at a terminal; elsewhere the questions are printed \
      as a file to fill in and give back with --answers, and the program ends with 75. Papers of one person at a time. \
      docs/import.md says what each format cannot say. Nothing of name, number or address is copied.

      EXAMPLE: retiresim import Examples/papers/earnings-table.txt --yes
      """)

  @Argument(help: "Papers of one person; - reads what is pasted.")
  var files: [String]

  @Option(help: ArgumentHelp("Whose they are, by the scenario's key; default: the only person.", valueName: "name"))
  var person: String?

  @Option(
    help: ArgumentHelp("Put the records into this scenario instead of printing them.", valueName: "scenario.yaml"))
  var into: String?

  @Flag(help: "Take the place of records that the scenario has.")
  var replace = false

  @Option(help: ArgumentHelp("Only papers of this country, such as US or LU.", valueName: "country"))
  var country: String?

  @Option(
    name: .customLong("as"), help: ArgumentHelp("Read as this format, whatever it looks like.", valueName: "format"))
  var format: String?

  @Option(help: ArgumentHelp("Answers to questions, YAML.", valueName: "file"))
  var answers: String?

  @Flag(help: "Take the default of every question that has one.")
  var yes = false

  @Flag(help: "Spread sums of several years over the years of work, which miscounts quarters.")
  var spread = false

  @Flag(help: "Take years after today's.")
  var future = false

  @Option(
    help: ArgumentHelp("The day to take for today's, YYYY-MM-DD; default: the clock's, in UTC.", valueName: "day"))
  var today: String?

  func run() throws {
    let countries = try knownCountries()
    let target = try into.map { path in try RecordInsertion(path: path, countries: countries) }
    var papers = StatementImport(formats: statementFormats(), systems: countries, today: try day())
    papers.takesDefaults = yes
    (papers.spreads, papers.allowsFuture) = (spread, future)
    if let country {
      guard let known = papers.formats.readers.compactMap(\.country).first(where: { $0.code == country.uppercased() })
      else {
        // A form of several countries may be of any.
        guard country.utf8.count == 2 else { throw ValidationError("--country is two letters, for example US") }
        papers.country = Country(country.uppercased())
        return try read(papers, target, countries)
      }
      papers.country = known
    }
    if let format {
      let known = papers.formats.readers.map(\.format)
      guard known.contains(format) else {
        throw ValidationError("no format is called '\(format)'; there are \(known.joined(separator: ", "))")
      }
      papers.format = format
    }
    try read(papers, target, countries)
  }

  private func read(_ papers: StatementImport, _ target: RecordInsertion?, _ countries: [any PensionSystem]) throws {
    var papers = papers
    papers.person = person
    papers.people = target?.people.map { .init(id: $0.id, born: $0.born) } ?? []
    let bytes = try files.map { try PaperBytes.read($0) }
    var given = try AnswersFile.read(answers)
    let outcome =
      Terminal.inputIsInteractive && !yes
      ? Dialogue.run(papers, bytes, &given) : papers.run(bytes, answers: given)
    for problem in outcome.problems { Terminal.say(problem.description) }
    if outcome.hasErrors { throw ExitCode(ExitStatus.data.rawValue) }
    guard outcome.open.isEmpty else {
      for question in outcome.open { Terminal.say(AnswersFile.message(question)) }
      try Terminal.write(
        AnswersFile.form(outcome.open, given: given, command: "retiresim import \(files.joined(separator: " "))"))
      throw ExitCode(ExitStatus.questionOpen.rawValue)
    }
    for key in outcome.unusedAnswers { Terminal.say("\(given.file):1:1: warning: no question has the key '\(key)'") }
    try write(outcome, target, countries)
  }

  private func write(
    _ outcome: StatementImport.Outcome, _ target: RecordInsertion?, _ countries: [any PensionSystem]
  ) throws {
    let records = outcome.records.map { WrittenRecord($0) }
    let path = files.first ?? "-"
    let problems = RecordInsertion.problems(
      of: records, id: outcome.person, born: outcome.born, path: path, countries: countries)
    if !problems.isEmpty { throw ScenarioErrors(problems) }
    for sentence in outcome.said { Terminal.say(sentence) }
    guard let target else {
      let lines = records.flatMap { record in
        record.lines(indent: 2, vocabulary: countries.first { $0.country == record.record.country }?.vocabulary)
      }
      return try Terminal.write(
        (outcome.said.map { "# \($0)" } + ["records:"] + lines).joined(separator: "\n") + "\n")
    }
    let text = try target.inserting(
      records, for: outcome.person, comments: outcome.said, replaces: replace, newcomer: outcome.newcomer)
    try ReplacedFile.write(text, to: target.path)
    let names = records.map(\.record.country.code).joined(separator: ", ")
    Terminal.say(
      "\(target.path): the record of \(names) stands under \(outcome.person); then: retiresim validate \(target.path)")
    for check in Scenario.validate(paths: [target.path], countries: countries) {
      for warning in check.warnings { Terminal.say(warning) }
      for error in check.errors { Terminal.say(error.warning) }
    }
  }

  private func day() throws -> CalendarDate {
    guard let today else { return Clock.day }
    guard let day = CalendarDate(today) else { throw ValidationError("--today is a day, for example 2026-11-30") }
    return day
  }
}

extension WrittenRecord {
  fileprivate init(_ imported: ImportedRecord) {
    self.init(
      imported.record, isBare: imported.isBare, yearComments: imported.yearOrigins,
      periodComments: imported.periodOrigins, unitsComment: imported.unitsOrigin, currencies: imported.currencies)
  }
}
