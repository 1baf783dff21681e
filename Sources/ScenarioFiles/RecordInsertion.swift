// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// A scenario file into which records are put: everything else stays byte for byte, comments included.
public struct RecordInsertion {
  /// A person of the file, as far as an import wants to know.
  public struct KnownPerson: Sendable {
    public var id: String
    public var born: CalendarDate?
    public var countries: [Country]
  }

  public let path: String
  public let people: [KnownPerson]
  private let text: String
  private let root: Element
  private let countries: [any PensionSystem]

  /// - Throws: ``ScenarioErrors`` where there is no such file or it is no YAML with people.
  public init(path: String, countries: [any PensionSystem]) throws(ScenarioErrors) {
    let file: ScenarioText
    do throws(ScenarioError) { file = try ScenarioText(contentsOf: path) } catch { throw ScenarioErrors([error]) }
    try self.init(file, countries: countries)
  }

  /// The same for a text in memory.
  public init(text: String, path: String, countries: [any PensionSystem]) throws(ScenarioErrors) {
    let file: ScenarioText
    do throws(ScenarioError) { file = try ScenarioText(bytes: Array(text.utf8), path: path) } catch {
      throw ScenarioErrors([error])
    }
    try self.init(file, countries: countries)
  }

  private init(_ file: ScenarioText, countries: [any PensionSystem]) throws(ScenarioErrors) {
    let (root, errors) = YAMLReading.read(file)
    guard errors.isEmpty, let root else { throw ScenarioErrors(errors) }
    (path, text, self.root, self.countries) = (file.path, file.text, root, countries)
    guard let people = root.value("people")?.entries, !people.isEmpty else {
      throw ScenarioErrors([
        ScenarioError(
          path: file.path, message: "the file has no 'people'", hint: "'retiresim new NAME' writes a scenario to edit")
      ])
    }
    self.people = people.map { entry in
      KnownPerson(
        id: entry.key, born: entry.value.value("born")?.text.flatMap { CalendarDate($0) },
        countries: entry.value.value("records")?.entries?.map { Country($0.key) } ?? [])
    }
  }

  /// The file's text with the records under a person.
  ///
  /// - Parameters:
  ///   - comments: lines above the first record, without `#`.
  ///   - replaces: take the place of records that are there; without it, they are an error.
  ///   - newcomer: the person to add, where the file has none of that name.
  /// - Throws: ``ScenarioErrors``.
  public func inserting(
    _ records: [WrittenRecord], for id: String, comments: [String], replaces: Bool, newcomer: Person? = nil
  ) throws(ScenarioErrors) -> String {
    // By scalars: CR LF is one character to Swift, and would not be split.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let end = lines.first?.unicodeScalars.last == "\r" ? "\r" : ""
    guard let people = root.value("people")?.entries else { return text }
    if let newcomer {
      guard let last = people.last, Self.isBlock(last) else {
        throw flow(people.last?.keyPosition ?? .start, "the last person")
      }
      let indent = last.keyPosition.column - 1
      let at = endOfBlock(from: last.keyPosition.line, deeperThan: indent, lines)
      let member = ScenarioDraft.Member(newcomer, records: records).lines(indent: indent, countries)
      lines.insert(contentsOf: (commentLines(comments, indent) + member).map { $0 + end }, at: at)
      return lines.joined(separator: "\n")
    }
    guard let person = people.first(where: { $0.key == id }) else { return text }
    guard Self.isBlock(person), let first = person.value.entries?.first else {
      throw flow(person.keyPosition, "'\(id)'")
    }
    let keyIndent = first.keyPosition.column - 1
    guard let old = person.value.entries?.first(where: { $0.key == "records" }) else {
      let at = endOfBlock(from: person.keyPosition.line, deeperThan: person.keyPosition.column - 1, lines)
      let block = [WrittenRecord.blanks(keyIndent) + "records:"] + block(records, comments, indent: keyIndent + 2)
      lines.insert(contentsOf: block.map { $0 + end }, at: at)
      return lines.joined(separator: "\n")
    }
    let present = old.value.entries ?? []
    for record in records {
      if !replaces, let entry = present.first(where: { $0.key == record.record.country.code }) {
        throw ScenarioErrors([
          ScenarioError(
            path: path, line: entry.keyPosition.line, column: entry.keyPosition.column,
            message: "\(id) has a record in \(entry.key) already", hint: "--replace puts the imported one in its place")
        ])
      }
    }
    if !Self.isBlock(old) {
      let opened = try opened(old, keyIndent, replacing: records, lines)
      lines.replaceSubrange(
        opened.lines, with: opened.text + block(records, comments, indent: keyIndent + 2).map { $0 + end })
      return lines.joined(separator: "\n")
    }
    let indent = (present.first?.keyPosition.column ?? keyIndent + 3) - 1
    var at = endOfBlock(from: old.keyPosition.line, deeperThan: keyIndent, lines)
    // From below, so that positions above stay.
    let replaced = present.filter { entry in records.contains { $0.record.country.code == entry.key } }
    for entry in replaced.sorted(by: { $0.keyPosition > $1.keyPosition }) {
      let from = entry.keyPosition.line - 1
      var through = endOfBlock(from: entry.keyPosition.line, deeperThan: indent, lines)
      while through < lines.count, Self.isComment(lines[through]), Self.indent(of: lines[through]) > indent {
        through += 1
      }
      lines.removeSubrange(from..<through)
      at = from
    }
    lines.insert(contentsOf: block(records, comments, indent: indent).map { $0 + end }, at: min(at, lines.count))
    return lines.joined(separator: "\n")
  }

  /// What a scenario's reader says of the records alone: nothing, unless a paper holds what a scenario refuses.
  public static func problems(
    of records: [WrittenRecord], id: String, born: CalendarDate?, path: String, countries: [any PensionSystem]
  ) -> [ScenarioError] {
    let lines = records.flatMap { record in
      record.lines(indent: 0, vocabulary: countries.first { $0.country == record.record.country }?.vocabulary)
    }
    guard let file = try? ScenarioText(bytes: Array(lines.joined(separator: "\n").utf8), path: path) else { return [] }
    let (root, errors) = YAMLReading.read(file)
    let systems = Dictionary(countries.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
    let reader = ScenarioReader(path: path, systems: systems)
    reader.add(errors)
    reader.incomplete = [id]  // a record of a country without law alone is a beginning
    if let root { _ = reader.records(root, id: id, born: born) }
    return reader.errorsInOrder
  }

  // MARK: Lines

  private func block(_ records: [WrittenRecord], _ comments: [String], indent: Int) -> [String] {
    commentLines(comments, indent)
      + records.flatMap { record in
        record.lines(indent: indent, vocabulary: countries.first { $0.country == record.record.country }?.vocabulary)
      }
  }

  private func commentLines(_ comments: [String], _ indent: Int) -> [String] {
    comments.map { "\(WrittenRecord.blanks(indent))# \(WrittenRecord.line($0))" }
  }

  /// `records: { US: … }` as a block: its countries keep their text.
  private func opened(
    _ entry: Element.Entry, _ indent: Int, replacing records: [WrittenRecord], _ lines: [String]
  ) throws(ScenarioErrors) -> (lines: Range<Int>, text: [String]) {
    let start = entry.value.position
    var line = start.line - 1
    var column = start.column - 1
    var depth = 0
    var quote: Unicode.Scalar?
    var scalars = Array(lines[line].unicodeScalars)
    guard column < scalars.count, scalars[column] == "{" else { throw flow(entry.keyPosition, "'records'") }
    scan: while true {
      while column < scalars.count {
        let scalar = scalars[column]
        if let open = quote {
          if scalar == open { quote = nil }
        } else if scalar == "\"" || scalar == "'" {
          quote = scalar
        } else if scalar == "#", column == 0 || scalars[column - 1] == " " {
          throw flow(entry.keyPosition, "'records'")
        } else if scalar == "{" || scalar == "[" {
          depth += 1
        } else if scalar == "}" || scalar == "]" {
          depth -= 1
          if depth == 0 { break scan }
        }
        column += 1
      }
      line += 1
      guard line < lines.count else { throw flow(entry.keyPosition, "'records'") }
      (scalars, column) = (Array(lines[line].unicodeScalars), 0)
    }
    let closing = Position(line: line + 1, column: column + 1)
    let after = String(String.UnicodeScalarView(scalars[(column + 1)...]))
    var text = [WrittenRecord.blanks(indent) + "records:" + after]
    let entries = entry.value.entries ?? []
    for (index, country) in entries.enumerated()
    where !records.contains(where: { $0.record.country.code == country.key }) {
      let until = index + 1 < entries.count ? entries[index + 1].keyPosition : closing
      var value = Self.slice(lines, from: country.value.position, to: until).trimmed
      if index + 1 < entries.count, value.hasSuffix(",") { value.removeLast() }
      text.append("\(WrittenRecord.blanks(indent + 2))\(country.key): \(value.trimmed)")
    }
    return (entry.keyPosition.line - 1..<line + 1, text)
  }

  private static func slice(_ lines: [String], from: Position, to: Position) -> String {
    var text = ""
    for number in from.line...to.line {
      var scalars = Array(lines[number - 1].unicodeScalars)
      if number == to.line { scalars = Array(scalars.prefix(to.column - 1)) }
      if number == from.line { scalars = Array(scalars.dropFirst(from.column - 1)) }
      let part = String(String.UnicodeScalarView(scalars)).replacing("\r", with: "")
      text += (text.isEmpty ? "" : " ") + part.trimmed
    }
    return text
  }

  /// The line behind the last one that belongs to the block which opens on `line`.
  private func endOfBlock(from line: Int, deeperThan indent: Int, _ lines: [String]) -> Int {
    var end = line
    for index in line..<max(line, lines.count) {
      if Self.isBlank(lines[index]) || Self.isComment(lines[index]) { continue }
      // A list may stand at its key's own indentation.
      guard Self.indent(of: lines[index]) > indent else { break }
      end = index + 1
    }
    return end
  }

  private static func isBlock(_ entry: Element.Entry) -> Bool {
    guard let entries = entry.value.entries, let first = entries.first else { return false }
    return first.keyPosition.line > entry.keyPosition.line && entry.value.position.line > entry.keyPosition.line
  }

  private static func isBlank(_ line: String) -> Bool { line.utf8.allSatisfy { $0 == 32 || $0 == 13 || $0 == 9 } }
  private static func isComment(_ line: String) -> Bool { line.utf8.first { $0 != 32 && $0 != 9 } == 35 }
  private static func indent(of line: String) -> Int { line.utf8.prefix { $0 == 32 }.count }

  private func flow(_ position: Position, _ what: String) -> ScenarioErrors {
    ScenarioErrors([
      ScenarioError(
        path: path, line: position.line, column: position.column,
        message: "\(what) is written in brackets; nothing can be put into it without touching the rest",
        hint: "write it as a block, one key a line")
    ])
  }
}

extension Element {
  /// The value of a key of a mapping.
  fileprivate func value(_ key: String) -> Element? { entries?.first { $0.key == key }?.value }
}
