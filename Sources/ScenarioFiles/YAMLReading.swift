// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies
import Yams

/// Turns YAML into ``Element``s and refuses what a scenario has no use for: anchors, aliases, tags, duplicate keys.
///
/// Scalars stay text, so `NO` is a country and `62:30` no number; what they mean is said by the key that holds them.
package struct YAMLReading {
  private let path: String
  /// The file's lines, as the parser counts them.
  private var lines: [[Unicode.Scalar]]
  private var errors: [ScenarioError] = []
  /// First letters that were replaced so that the parser accepts a duplicate key, with the letters they stand for.
  private var replaced: [Unicode.Scalar: Unicode.Scalar] = [:]
  private var anchorsSeen: Set<Position> = []
  private let kind: ScenarioText.Kind

  /// Deeper than any scenario goes, and far from what would exhaust the stack.
  private static let deepest = 200
  private static let mostDuplicates = 20
  /// Each duplicate is a pass over the file: of a large one only the first is reported.
  private var mostPasses: Int { lines.count > 5_000 ? 1 : Self.mostDuplicates }

  /// - Returns: the document, nil where it cannot be read at all, and every mistake found.
  package static func read(_ file: ScenarioText) -> (root: Element?, errors: [ScenarioError]) {
    var reading = YAMLReading(file)
    let root = reading.document()
    return (root, reading.errors)
  }

  private init(_ file: ScenarioText) {
    path = file.path
    kind = file.kind
    lines = Self.split(file.text)
  }

  private mutating func document() -> Element? {
    guard !isTooDeep(), !hasManyAliases(), !hasManyDuplicates() else { return nil }
    var node: Node?
    while true {
      do {
        node = try Yams.Parser(yaml: joined(), encoding: .utf8).singleRoot()
        break
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        // The parser stops at a duplicate. Another first letter makes the earlier key different; the tree built
        // below restores it and reports the later one, and every other mistake of the file with it.
        guard replaced.count < mostPasses, disguiseKey(at: Position(context.mark)) else {
          fail(Position(context.mark), "a key is given twice", "keep one of the two")
          return nil
        }
      } catch let error as YamlError {
        fail(error)
        return nil
      } catch {
        fail(.start, "the file cannot be read as YAML", nil)
        return nil
      }
    }
    guard let node else {
      fail(.start, "the file is empty", kind.whereToStart)
      return nil
    }
    return element(node)
  }

  // MARK: Tree

  private mutating func element(_ node: Node) -> Element {
    let position = node.mark.map { Position($0) } ?? .start
    var isRepeated = false
    switch scalar(at: position) {
    case "&":
      isRepeated = !anchorsSeen.insert(position).inserted
      if !isRepeated { fail(position, "anchors and aliases are not allowed", "write the value out where it is used") }
    case "!":
      fail(position, "tags are not allowed", "leave '!…' out; each key knows what kind of value it holds")
    default: break
    }
    switch node {
    case .scalar(let scalar): return Element(position: position, content: .text(scalar.string))
    case _ where isRepeated, .alias: return Element(position: position, content: .text(""))
    case .sequence(let sequence):
      return Element(position: position, content: .list(sequence.map { element($0) }))
    case .mapping(let mapping):
      var entries: [Element.Entry] = []
      var first: [String: Position] = [:]
      for (keyNode, valueNode) in mapping {
        let key = element(keyNode)
        let value = element(valueNode)
        guard let name = key.text.map({ restored($0) }) else {
          fail(key.position, "a key is \(key.kind)", "a key is a single word")
          continue
        }
        if let earlier = first[name] {
          fail(
            key.position, "'\(name)' is given twice; the first is on line \(earlier.line)",
            "keep one of the two")
        } else {
          first[name] = key.position
          entries.append(.init(key: name, keyPosition: key.position, value: value))
        }
      }
      return Element(position: position, content: .mapping(entries))
    }
  }

  // MARK: Duplicate keys

  private mutating func disguiseKey(at mark: Position) -> Bool {
    guard lines.indices.contains(mark.line - 1) else { return false }
    var column = mark.column - 1
    let line = lines[mark.line - 1]
    guard line.indices.contains(column) else { return false }
    if line[column] == "\"" || line[column] == "'" { column += 1 }
    guard line.indices.contains(column), let stand = Unicode.Scalar(0xE000 + UInt32(replaced.count)),
      !"&*!|>?[]{},\\\"'#%@`".unicodeScalars.contains(line[column]), replaced[line[column]] == nil
    else { return false }
    replaced[stand] = line[column]
    lines[mark.line - 1][column] = stand
    return true
  }

  private func restored(_ key: String) -> String {
    guard let first = key.unicodeScalars.first, let original = replaced[first] else { return key }
    var scalars = String.UnicodeScalarView()
    scalars.append(original)
    scalars.append(contentsOf: key.unicodeScalars.dropFirst())
    return String(scalars)
  }

  // MARK: Files that are not worth parsing

  /// Brackets, or dashes and blanks at the start of a line, deeper than any scenario.
  private mutating func isTooDeep() -> Bool {
    var depth = 0
    for (number, line) in lines.enumerated() {
      let lead = line.prefix { $0 == " " || $0 == "-" || $0 == "?" || $0 == ":" }.count
      for (column, scalar) in line.enumerated() {
        if scalar == "[" || scalar == "{" { depth += 1 }
        if scalar == "]" || scalar == "}" { depth = max(0, depth - 1) }
        if depth > Self.deepest || lead > 2 * Self.deepest {
          fail(Position(line: number + 1, column: column + 1), "values are nested too deeply", nil)
          return true
        }
      }
    }
    return false
  }

  /// Aliases of aliases grow without bound when they are written out; a few are reported one by one instead.
  private mutating func hasManyAliases() -> Bool {
    var anchors: Set<String> = []
    var aliases: [(name: String, position: Position)] = []
    for (number, line) in lines.enumerated() {
      for (column, scalar) in line.enumerated() where scalar == "&" || scalar == "*" {
        let name = line[(column + 1)...].prefix {
          $0.properties.isAlphabetic || $0 == "-" || $0 == "_" || ("0"..."9").contains($0)
        }
        guard !name.isEmpty else { continue }
        let text = String(String.UnicodeScalarView(name))
        if scalar == "&" {
          anchors.insert(text)
        } else {
          aliases.append((text, Position(line: number + 1, column: column + 1)))
        }
      }
    }
    let used = aliases.filter { anchors.contains($0.name) }
    guard used.count > 10, let first = used.first else { return false }
    fail(first.position, "anchors and aliases are not allowed", "write the value out where it is used")
    return true
  }

  /// More duplicate keys than the parser is asked for one by one, each of which is a pass over the file.
  private mutating func hasManyDuplicates() -> Bool {
    let repeated = RepeatedKeys(lines, most: Self.mostDuplicates + 1)
    guard repeated.found.count > Self.mostDuplicates else { return false }
    for key in repeated.found.prefix(Self.mostDuplicates) {
      fail(
        key.position, "'\(key.name.shortened)' is given twice; the first is on line \(key.first)", "keep one of the two"
      )
    }
    fail(repeated.found[Self.mostDuplicates].position, "more keys are given twice; the file is not read further", nil)
    return true
  }

  // MARK: Text and messages

  private static func split(_ text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = [[]]
    var afterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" && afterReturn {
        lines[lines.count - 1 - 1].append(scalar)  // CR LF is one break; it ends the line before
        afterReturn = false
        continue
      }
      lines[lines.count - 1].append(scalar)
      afterReturn = scalar == "\r"
      switch scalar {
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
      default: break
      }
    }
    return lines
  }

  private func joined() -> String {
    var scalars = String.UnicodeScalarView()
    for line in lines { scalars.append(contentsOf: line) }
    return String(scalars)
  }

  private func scalar(at position: Position) -> Unicode.Scalar? {
    guard lines.indices.contains(position.line - 1) else { return nil }
    let line = lines[position.line - 1]
    return line.indices.contains(position.column - 1) ? line[position.column - 1] : nil
  }

  private mutating func fail(_ position: Position, _ message: String, _ hint: String?) {
    errors.append(
      ScenarioError(path: path, line: position.line, column: position.column, message: message, hint: hint))
  }

  private mutating func fail(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      let hint =
        problem.contains("cannot start any token") || problem.contains("tab")
        ? "indent with spaces, and put text that begins with a special character in quotes"
        : "check indentation, colons and brackets on this line and the one before"
      fail(Position(mark), "the file is not YAML here: \(problem)", hint)
    case .composer(_, let problem, let mark, _) where problem.contains("another document"):
      fail(Position(mark), "the file holds a second document", "one scenario a file; take '---' out")
    case .composer(_, let problem, let mark, _):
      fail(Position(mark), "anchors and aliases are not allowed: \(problem)", "write the value out where it is used")
    case .reader(let problem, let offset, _, _):
      fail(position(ofByte: offset ?? 0), "the file holds a character that YAML does not allow: \(problem)", nil)
    default:
      fail(.start, "the file cannot be read as YAML", nil)
    }
  }

  private func position(ofByte offset: Int) -> Position {
    var rest = offset
    for (number, line) in lines.enumerated() {
      for (column, scalar) in line.enumerated() {
        if rest <= 0 { return Position(line: number + 1, column: column + 1) }
        rest -= UTF8.width(scalar)
      }
    }
    return Position(line: max(1, lines.count), column: 1)
  }
}

extension Position {
  fileprivate init(_ mark: Mark) { self.init(line: max(1, mark.line), column: max(1, mark.column)) }
}
