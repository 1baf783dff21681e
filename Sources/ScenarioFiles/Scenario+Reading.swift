// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation
import Strategies

extension Scenario {
  /// Reads one scenario file.
  ///
  /// - Parameters:
  ///   - path: the file as the user names it; messages repeat it.
  ///   - countries: the countries whose law is known.
  /// - Throws: ``ScenarioErrors`` with every mistake of the file, by position.
  public static func read(path: String, countries: [any PensionSystem]) throws(ScenarioErrors) -> Scenario {
    let file: ScenarioText
    do { file = try ScenarioText(contentsOf: path) } catch { throw ScenarioErrors([error]) }
    return try read(file, countries: countries)
  }

  /// Reads a scenario that is already in memory.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - path: what messages call it.
  ///   - countries: the countries whose law is known.
  /// - Throws: ``ScenarioErrors``.
  public static func read(
    text: String, path: String, countries: [any PensionSystem]
  ) throws(ScenarioErrors) -> Scenario {
    try read(bytes: Array(text.utf8), path: path, countries: countries)
  }

  /// Reads a scenario from bytes that may be anything.
  ///
  /// - Throws: ``ScenarioErrors``.
  public static func read(
    bytes: [UInt8], path: String, countries: [any PensionSystem]
  ) throws(ScenarioErrors) -> Scenario {
    let file: ScenarioText
    do { file = try ScenarioText(bytes: bytes, path: path) } catch { throw ScenarioErrors([error]) }
    return try read(file, countries: countries)
  }

  /// Reads the scenarios of a command; every mistake of every file is in the error, and what the law refuses.
  ///
  /// - Throws: ``ScenarioErrors``.
  public static func all(in paths: [String], countries: [any PensionSystem]) throws(ScenarioErrors) -> [Scenario] {
    let results = validate(paths: paths, countries: countries)
    let errors = results.flatMap(\.errors)
    guard errors.isEmpty else { throw ScenarioErrors(errors) }
    return results.compactMap(\.scenario)
  }

  /// What one file's check found.
  public struct Validation: Sendable {
    public var path: String
    /// Nil where there are errors.
    public var scenario: Scenario?
    public var errors: [ScenarioError]
    /// What work takes from the pensions of named strategies.
    var lost: [ScenarioError] = []
    /// In the form `file:line:column: warning: …`; those of a file with errors are not known.
    public var warnings: [String] { scenario.map { $0.warnings + lost.map(\.warning) } ?? [] }
  }

  /// Checks files without running them: what they say, and whether the law allows their strategies.
  public static func validate(paths: [String], countries: [any PensionSystem]) -> [Validation] {
    paths.map { path in
      do throws(ScenarioErrors) {
        let scenario = try read(path: path, countries: countries)
        let found = scenario.check(by: countries)
        let refusals = found.refusals.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        return Validation(
          path: path, scenario: refusals.isEmpty ? scenario : nil, errors: refusals, lost: found.warnings)
      } catch {
        return Validation(path: path, scenario: nil, errors: error.errors)
      }
    }
  }

  private static func read(_ file: ScenarioText, countries: [any PensionSystem]) throws(ScenarioErrors) -> Scenario {
    let (root, problems) = YAMLReading.read(file)
    let systems = Dictionary(countries.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
    let reader = ScenarioReader(path: file.path, systems: systems)
    reader.add(problems)
    let scenario = root.flatMap { reader.scenario($0, text: file.text) }
    guard reader.errors.isEmpty, let scenario else { throw ScenarioErrors(reader.errorsInOrder) }
    return scenario
  }
}

extension ScenarioReader {
  /// By position, each once.
  package var errorsInOrder: [ScenarioError] {
    var seen: Set<ScenarioError> = []
    return errors.filter { seen.insert($0).inserted }
      .enumerated().sorted {
        ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
      }
      .map(\.element)
  }

  /// The whole file.
  func scenario(_ root: Element, text source: String) -> Scenario? {
    guard let fields = fields(root, ScenarioKeys.file, named: "") else { return nil }
    let title = fields("title").flatMap { text($0, "title") }
    asOf = fields("as_of").flatMap { month($0, "as_of") }
    currency = fields("currency").flatMap { currencyCode($0) }
    let reportLanguage = fields("report")?.entries?.first { $0.key == "language" }?.value.text
    language = reportLanguage ?? language
    let everybody =
      fields("longevity").map { longevity($0, named: "longevity", standard: LongevitySettings()) }
      ?? LongevitySettings()
    var members = fields("people").map { people($0, everybody: everybody) } ?? []

    let marriage = marriage(fields, of: members)
    members = widowed(members, fields)
    checkMarriages(members, marriage, at: fields.place("married"))
    let needs = fields("needs").map { self.needs($0, people: members.isEmpty ? nil : members.count) }
    if needs == nil { assume("needs", "none stated: no chance of meeting them is computed") }
    let otherIncome = fields("other_income").map { self.otherIncome($0, of: members) } ?? []
    let aim: Aim =
      fields("objective").flatMap { word($0, "objective", ["money": .money, "need": .need, "both": .both]) } ?? .both
    let savings = fields("savings").map { amounts($0, "savings") }
    if savings == nil { assume("savings", "none") }

    // A strategy can only be checked against people who could be read.
    let peopleAreKnown = !members.isEmpty && members.count + late.count == fields("people")?.entries?.count
    var strategies =
      fields("strategies").flatMap { peopleAreKnown ? self.strategies($0, of: members, couple: marriage) : nil } ?? []
    if errors.isEmpty { takeAsRunning(&strategies, &members, at: fields.place("strategies")) }

    members = withLateClaims(members)
    let law = fields("law").map { self.law($0) }
    if law == nil { assume("law", LawRegime.current.name) }
    var readings = fields("settings").map { self.readings($0) } ?? [:]
    let delay = fields("filing").map { filing($0) }
    if delay == nil { assume("filing", standardDelay) }
    let postings = fields("posting").map { self.postings($0, of: members) }
    if let element = fields("means_test") { meansTest(element, into: &readings) }
    if fields("longevity") == nil {
      for member in members where member.longevity == everybody {
        let table = member.person.residence.last?.country.code
        assume("people.\(member.person.id).longevity.table", "\(table ?? "?"), the country of residence")
      }
    }
    let deductions = taxes(fields)
    let events = fields("events").map { self.events($0) }
    if events == nil { assume("events", "none") }
    let economy = fields("economy").map { self.economy($0) }
    if economy == nil { assume("economy", "default") }
    var run: SimulationSettings
    if let element = fields("simulation") {
      run = simulation(element)
    } else {
      run = simulation(Element(position: root.position, content: .mapping([])))
    }
    if let dependence = fields("longevity").flatMap({ couple($0) }) { run.couple = dependence }
    let report = fields("report").map { self.report($0) }

    guard let title, let asOf, let currency else { return nil }
    var scenario = Scenario(
      name: Self.name(of: path), path: path, text: source, title: title, asOf: asOf, currency: currency,
      members: members,
      savings: savings ?? [:], strategies: strategies, law: law ?? LawMix(), settings: readings,
      economy: economy ?? EconomySettings(), filing: delay ?? DelaySettings(), events: events ?? EventSettings(),
      deductions: deductions, postings: postings ?? [], simulation: run, report: report ?? ReportSettings(),
      couple: marriage,
      assumed: assumed, warnings: warnings.sorted { $0.position < $1.position }.map(\.text))
    if let needs { scenario.needs = needs }
    scenario.otherIncome = otherIncome
    scenario.aim = aim
    checkTaxes(of: scenario, fields)
    return scenario
  }

  /// What two people are to each other: `married: yes`, `no` or a day.
  private func marriage(_ fields: Fields, of members: [Member]) -> Couple {
    guard let element = fields("married") else {
      if members.count == 2 { assume("married", "yes, long enough for every right of a survivor") }
      return .married
    }
    guard members.count != 1 || !late.isEmpty else {
      fail(fields.place("married"), "'married' speaks of a couple, and the file names one person")
      return .married
    }
    if element.text?.contains("-") == true { return day(element, "married").map { .marriedSince($0) } ?? .married }
    let isMarried = flag(element, "married") != false
    if !isMarried { late = [:] }  // nobody leaves anything to a person who was no spouse
    return isMarried ? .married : .unmarried
  }

  /// The file's name without folder and extension.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where last.hasSuffix(ending) && last.count > ending.count {
      return String(last.dropLast(ending.count))
    }
    return last
  }
}
