// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Reads one file: collects every mistake, every warning and every default on the way.
package final class ScenarioReader {
  package let path: String
  let systems: [Country: any PensionSystem]
  package private(set) var errors: [ScenarioError] = []
  private(set) var warnings: [(position: Position, text: String)] = []
  private(set) var assumed: [(key: String, value: String)] = []

  /// Known once the file's first keys are read; nil where they are wrong.
  var currency: CurrencyCode?
  package var asOf: YearMonth?
  /// Whether the file names two people, one of whom may have no record at all.
  var isCouple = false
  /// People with a record that could not be read: what strategies say of its country is not judged.
  var incomplete: Set<String> = []

  /// Of the report, for people without a name.
  var language = "en"
  /// Of spouses of the past.
  var formerNames: Set<String> = []

  /// People of the file who have died.
  var late: [String: Late] = [:]
  /// Where each person's marriages of the past stand.
  var formerPlaces: [String: [Position]] = [:]

  package init(path: String, systems: [Country: any PensionSystem]) { (self.path, self.systems) = (path, systems) }

  var countries: [Country] { systems.keys.sorted() }

  // MARK: What is found on the way

  package func fail(_ position: Position, _ message: String, hint: String? = nil) {
    errors.append(
      ScenarioError(path: path, line: position.line, column: position.column, message: message, hint: hint))
  }

  func warn(_ position: Position, _ message: String, hint: String? = nil) {
    let warning = ScenarioError(
      path: path, line: position.line, column: position.column, message: message, hint: hint)
    warnings.append((position, warning.warning))
  }

  func assume(_ key: String, _ value: String) { assumed.append((key, value)) }

  package func add(_ found: [ScenarioError]) { errors += found }

  /// A word that is none of those known.
  package func failUnknown(
    _ what: String, _ word: String, among known: [String], at position: Position, hint: String? = nil
  ) {
    let guess = Spelling.nearest(to: word, among: known)
    let list = known.isEmpty ? "none is known" : "known: " + known.joined(separator: ", ")
    fail(
      position, "unknown \(what) '\(word.shortened)'" + (guess.map { "; did you mean '\($0)'?" } ?? ""),
      hint: hint ?? list)
  }

  // MARK: Mappings

  /// The entries of a mapping whose keys are those of a section.
  package struct Fields {
    package let section: ScenarioSection
    package let position: Position
    /// By key; unknown ones are reported and left out.
    package let entries: [String: Element.Entry]
    /// Keys that the section leaves to the user, such as names of people, in the file's order.
    package let others: [Element.Entry]

    package func callAsFunction(_ key: String) -> Element? {
      precondition(section.key(key) != nil, "'\(key)' is no key of section '\(section.path)'")
      return entries[key]?.value
    }
    /// Where the key itself stands, or the mapping where it does not.
    package func place(_ key: String) -> Position { entries[key]?.keyPosition ?? position }
  }

  /// - Parameters:
  ///   - known: keys of the section that hold here; nil for all.
  ///   - open: other keys are names of the user's, not mistakes.
  package func fields(
    _ element: Element, _ section: ScenarioSection, named what: String, only known: Set<String>? = nil,
    open: Bool = false
  ) -> Fields? {
    guard let entries = element.entries else {
      let keys = section.keys.filter { known?.contains($0.name) ?? true }.map(\.name)
      fail(
        element.position,
        "\(what == "" ? "the file" : "'\(what)'") is \(describe(element)); a mapping is wanted",
        hint: keys.isEmpty ? nil : "its keys are \(keys.joined(separator: ", "))")
      return nil
    }
    var found: [String: Element.Entry] = [:]
    var others: [Element.Entry] = []
    var guesses: Set<String> = []
    let allowed = section.keys.filter { known?.contains($0.name) ?? true }
    var behindComma = 0
    for (index, entry) in entries.enumerated() {
      if behindComma > 0 {
        behindComma -= 1
        continue
      }
      if let cut = cutByComma(entries, at: index) {
        failCut(cut.text, at: entry.value.position)
        behindComma = cut.count - 1
      }
      if allowed.contains(where: { $0.name == entry.key }) {
        if entry.value.text == "" {
          fail(entry.keyPosition, "'\(entry.key)' has no value", hint: section.key(entry.key)?.hint)
        } else if found[entry.key] == nil {
          found[entry.key] = entry
        }
      } else if open {
        others.append(entry)
      } else {
        let guess = Spelling.nearest(to: entry.key, among: allowed.map(\.name))
        if let guess { guesses.insert(guess) }
        fail(
          entry.keyPosition,
          "unknown key '\(entry.key.shortened)'" + (guess.map { "; did you mean '\($0)'?" } ?? ""),
          hint: guess.flatMap { section.key($0)?.hint } ?? "known here: \(allowed.map(\.name).joined(separator: ", "))")
      }
    }
    // A key that was probably misspelt is not missing as well.
    for key in allowed
    where key.isRequired && !guesses.contains(key.name) && !entries.contains(where: { $0.key == key.name }) {
      fail(element.position, "\(what == "" ? "the file" : "'\(what)'") has no '\(key.name)'", hint: key.hint)
    }
    return Fields(section: section, position: element.position, entries: found, others: others)
  }

  /// The entries of a mapping whose keys are the user's own.
  package func entries(_ element: Element, named what: String, hint: String) -> [Element.Entry]? {
    guard let entries = element.entries else {
      fail(element.position, "'\(what)' is \(describe(element)); a mapping is wanted", hint: hint)
      return nil
    }
    return entries
  }

  package func describe(_ element: Element) -> String {
    if let text = element.text, !text.isEmpty { return "'\(text.shortened)'" }
    return element.kind
  }
}

extension String {
  /// Fit for a message: one line, not too long, nothing that a terminal would obey.
  package var shortened: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars.prefix(61) {
      scalars.append(scalar.isControl ? "\u{FFFD}" : scalar)
    }
    return unicodeScalars.count > 60 ? String(String(scalars).dropLast()) + "…" : String(scalars)
  }
}

extension Unicode.Scalar {
  /// Obeyed by terminals rather than shown: the control characters, and those that turn the direction of text.
  var isControl: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || (0x202A...0x202E).contains(value)
      || (0x2066...0x2069).contains(value)
      || value == 0x2028 || value == 0x2029
  }
}
