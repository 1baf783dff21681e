// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Simulation
import Strategies

/// A study: a scenario to vary, careers to put into it, assumptions to cross them with.
public struct StudyFile: Sendable {
  public enum Careers: Sendable {
    /// A path, as resolved from the study file's folder.
    case file(String)
    case draw(Population)
  }

  /// Points of the assumptions' space; one empty point where nothing is varied.
  public enum Design: Sendable {
    case grid([(name: String, values: [Assumption.Value])])
    case latinHypercube(points: Int, vary: [Interval])
  }

  /// An assumption that runs between two ends.
  public struct Interval: Hashable, Sendable {
    public var name: String
    public var low: Double
    public var high: Double
  }

  public struct Sensitivity: Sendable {
    public var points: Int
    public var replicates: Int
    /// Careers that each evaluation averages over, and its paths.
    public var careers: Int
    public var paths: Int
    public var vary: [Interval]
  }

  public var path: String
  /// The file's text, for the folder's identity.
  public var text: String
  public var title: String
  public var base: Scenario
  public var careers: Careers
  public var paths: Int
  public var seed: UInt64
  /// Careers of a block: computed together, written together.
  public var block: Int
  /// Name of the strategy that the best one is set against.
  public var naive: String
  public var design: Design
  public var sensitivity: Sensitivity?
  public var lawQuestions: LawQuestions?
  /// Shares that circulate, for comparison: name to share.
  public var comparedShares: [(name: String, share: Double)]

  /// Reads a study and its base scenario.
  ///
  /// - Parameter countries: every country with rules.
  /// - Throws: ``ScenarioErrors`` with every mistake of the file, by line and column.
  public static func read(path: String, countries: [any PensionSystem]) throws(ScenarioErrors) -> StudyFile {
    let file: ScenarioText
    do { file = try ScenarioText(contentsOf: path, kind: .study) } catch { throw ScenarioErrors([error]) }
    let (root, mistakes) = YAMLReading.read(file)
    let systems = Dictionary(countries.map { ($0.country, $0) }, uniquingKeysWith: { a, _ in a })
    let reader = ScenarioReader(path: path, systems: systems)
    reader.add(mistakes)
    var study: StudyFile?
    if let root {
      do { study = try reader.study(root, text: file.text, countries: countries) } catch { throw error }
    }
    guard reader.errors.isEmpty, let study else {
      throw ScenarioErrors(reader.errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    return study
  }

  /// Whether a file says of itself that it is a study: it has careers, or a base, and no people.
  public static func isStudy(path: String) -> Bool {
    guard let file = try? ScenarioText(contentsOf: path, kind: .study),
      let entries = YAMLReading.read(file).root?.entries
    else { return false }
    let keys = Set(entries.map(\.key))
    return (keys.contains("careers") || keys.contains("base")) && !keys.contains("people")
  }

  /// A path of the study file, from the folder that holds the file.
  static func resolve(_ name: String, from path: String) -> String {
    guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }
}

extension ScenarioReader {
  fileprivate func study(
    _ root: Element, text source: String, countries: [any PensionSystem]
  ) throws(ScenarioErrors) -> StudyFile? {
    guard let fields = fields(root, StudyKeys.file, named: "") else { return nil }
    let title = fields("title").flatMap { text($0, "title") }
    var base: Scenario?
    if let element = fields("base"), let name = text(element, "base") {
      base = try Scenario.read(path: StudyFile.resolve(name, from: path), countries: countries)
      if let found = base, found.members.count != 1 {
        fail(
          element.position, "the base scenario has \(found.members.count) people; a study varies one person's career")
      }
      if let found = base, found.law.parts.count != 1 {
        fail(
          element.position, "the base scenario mixes law regimes",
          hint: "name one, and set the others beside it: assumptions: { grid: { law: [current, reinstated] } }")
      }
    }
    let careers = fields("careers").flatMap { self.careers($0) }
    let paths = fields("paths").flatMap { count($0, "paths", in: 2...SimulationSettings.mostPaths) } ?? 2000
    let seed = fields("seed").flatMap { count($0, "seed", in: 0...Int.max) } ?? 1
    let block = fields("block").flatMap { count($0, "block", in: 1...10_000) } ?? 16
    var naive = base?.strategies.first?.name ?? ""
    if let element = fields("naive"), let name = text(element, "naive") {
      naive = name
      if let base, !base.strategies.contains(where: { $0.name == name }) {
        failUnknown("strategy", name, among: base.strategies.map(\.name), at: element.position)
      }
    }
    var design = StudyFile.Design.grid([])
    if let element = fields("assumptions"), let found = self.design(element) { design = found }
    let sensitivity = fields("sensitivity").flatMap { self.sensitivity($0) }
    let questions = fields("law_events").flatMap { lawQuestions($0, LawEvent.all(of: countries)) }
    var compared: [(name: String, share: Double)] = []
    if let element = fields("compare_shares") {
      for entry in entries(element, named: "compare_shares", hint: "{ totalized: 42 % }") ?? [] {
        guard CareerClass(rawValue: entry.key) != nil else {
          failUnknown("class of careers", entry.key, among: CareerClass.allCases.map(\.rawValue), at: entry.keyPosition)
          continue
        }
        if let share = number(entry.value, entry.key, in: 0...1) { compared.append((entry.key, share)) }
      }
    }
    guard let title, let base, let careers, errors.isEmpty else { return nil }
    return StudyFile(
      path: path, text: source, title: title, base: base, careers: careers, paths: paths, seed: UInt64(seed),
      block: block, naive: naive, design: design, sensitivity: sensitivity, lawQuestions: questions,
      comparedShares: compared)
  }

  private func careers(_ element: Element) -> StudyFile.Careers? {
    guard let fields = fields(element, StudyKeys.careers, named: "careers") else { return nil }
    switch (fields("file"), fields("draw")) {
    case (let file?, nil):
      return text(file, "file").map { .file(StudyFile.resolve($0, from: path)) }
    case (nil, let draw?): return population(draw).map { .draw($0) }
    default:
      fail(element.position, "'careers' wants either 'file' or 'draw'", hint: "careers: { file: careers.csv }")
      return nil
    }
  }

  private func design(_ element: Element) -> StudyFile.Design? {
    guard let fields = fields(element, StudyKeys.assumptions, named: "assumptions", only: ["grid", "latin_hypercube"])
    else { return nil }
    if let grid = fields("grid") {
      if fields("latin_hypercube") != nil {
        fail(fields.place("latin_hypercube"), "a design is a grid or a Latin hypercube")
      }
      var axes: [(name: String, values: [Assumption.Value])] = []
      for entry in entries(grid, named: "grid", hint: "{ economy.model: [ou_rs, rw] }") ?? [] {
        guard let known = assumption(entry) else { continue }
        let values = (entry.value.items ?? [entry.value]).compactMap { item -> Assumption.Value? in
          known.takesWords
            ? text(item, entry.key).map { .word($0) }
            : number(item, entry.key, in: -1e9...1e9).map { .number($0) }
        }
        axes.append((entry.key, values))
      }
      return .grid(axes)
    }
    guard let cube = fields("latin_hypercube"),
      let inner = self.fields(cube, StudyKeys.assumptions, named: "latin_hypercube", only: ["points", "vary"])
    else { return nil }
    let points = inner("points").flatMap { count($0, "points", in: 2...100_000) } ?? 8
    return .latinHypercube(points: points, vary: intervals(inner("vary"), at: cube.position))
  }

  private func sensitivity(_ element: Element) -> StudyFile.Sensitivity? {
    guard
      let fields = fields(
        element, StudyKeys.assumptions, named: "sensitivity",
        only: ["points", "replicates", "careers", "paths", "vary"])
    else { return nil }
    let vary = intervals(fields("vary"), at: element.position)
    if vary.count > 20 {
      fail(fields.place("vary"), "\(vary.count) assumptions are varied", hint: "GSL's Sobol points carry at most 20")
    }
    return StudyFile.Sensitivity(
      points: fields("points").flatMap { count($0, "points", in: 2...65_536) } ?? 16,
      replicates: fields("replicates").flatMap { count($0, "replicates", in: 2...1000) } ?? 16,
      careers: fields("careers").flatMap { count($0, "careers", in: 1...100_000) } ?? 4,
      paths: fields("paths").flatMap { count($0, "paths", in: 2...1_000_000) } ?? 256, vary: vary)
  }

  private func lawQuestions(_ element: Element, _ known: [LawEvent]) -> StudyFile.LawQuestions? {
    guard let fields = fields(element, StudyKeys.lawEvents, named: "law_events") else { return nil }
    var events = known
    if let list = fields("events") {
      events = (list.items ?? [list]).compactMap { item in
        guard let key = text(item, "change of law") else { return nil }
        if let event = known.first(where: { $0.key == key }) { return event }
        failUnknown("change of law", key, among: known.map(\.key), at: item.position)
        return nil
      }
    }
    return StudyFile.LawQuestions(
      events: events, careers: fields("careers").flatMap { count($0, "careers", in: 1...10_000_000) } ?? 200)
  }

  private func intervals(_ element: Element?, at position: Position) -> [StudyFile.Interval] {
    guard let element else {
      fail(position, "nothing is varied", hint: "vary: { longevity.multiplier: [0.7, 1.1] }")
      return []
    }
    var found: [StudyFile.Interval] = []
    for entry in entries(element, named: "vary", hint: "{ longevity.multiplier: [0.7, 1.1] }") ?? [] {
      guard let known = assumption(entry) else { continue }
      if known.takesWords {
        fail(entry.keyPosition, "'\(entry.key)' takes words, which have no interval", hint: "vary it in a grid")
        continue
      }
      let ends = numbers(entry.value, entry.key, count: 2)
      guard let ends else { continue }
      guard ends[0] < ends[1] else {
        fail(
          entry.value.position, "'\(entry.key)' runs from \(ends[0]) to \(ends[1])", hint: "the lower end comes first")
        continue
      }
      found.append(StudyFile.Interval(name: entry.key, low: ends[0], high: ends[1]))
    }
    return found
  }

  private func assumption(_ entry: Element.Entry) -> (name: String, takesWords: Bool, meaning: String)? {
    if let known = Assumption.known.first(where: { $0.name == entry.key }) { return known }
    failUnknown("assumption", entry.key, among: Assumption.known.map(\.name), at: entry.keyPosition)
    return nil
  }

  /// One of the words of a type.
  func choice<Word: CaseIterable & RawRepresentable>(_ element: Element, _ what: String) -> Word?
  where Word.RawValue == String {
    guard let text = text(element, what) else { return nil }
    if let found = Word(rawValue: text) { return found }
    failUnknown(what, text, among: Word.allCases.map(\.rawValue), at: element.position)
    return nil
  }

  /// A list of so many numbers.
  func numbers(_ element: Element, _ what: String, count wanted: Int) -> [Double]? {
    guard let items = element.items, items.count == wanted else {
      fail(element.position, "'\(what)' wants a list of \(wanted) numbers")
      return nil
    }
    let values = items.compactMap { number($0, what, in: -1e12...1e12) }
    return values.count == wanted ? values : nil
  }
}
