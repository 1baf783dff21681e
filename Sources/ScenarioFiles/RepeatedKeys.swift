// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

/// Keys that are given twice in a mapping, found by the file's lines alone, so that a file of one key a hundred thousand times is
/// answered without being parsed.
///
/// Only mappings of one key a line are looked at. Where a file has text or brackets over several lines nothing is said, and the parser
/// finds what there is.
struct RepeatedKeys {
  /// Where each later one stands, its name, and the line of the first.
  private(set) var found: [(position: Position, name: String, first: Int)] = []

  /// - Parameter most: as many are looked for.
  init(_ lines: [[Unicode.Scalar]], most: Int) {
    // Mappings that are open, by the column of their keys; the line of each key.
    var open: [(column: Int, keys: [String: Int])] = []
    for (index, whole) in lines.enumerated() {
      let line = Self.withoutComment(whole)
      guard let last = line.last else { continue }
      guard last != "|", last != ">", Self.isWhole(line) else {
        found = []
        return
      }
      var column = line.prefix { $0 == " " }.count
      while column + 1 < line.count, line[column] == "-", line[column + 1] == " " {
        // A new item: the keys of the one before are not its own.
        open.removeAll { $0.column > column }
        column += 2 + line[(column + 2)...].prefix { $0 == " " }.count
      }
      let key = line[column...].prefix { $0 != ":" && $0 != " " && $0 != "{" && $0 != "[" }
      guard !key.isEmpty, key.endIndex < line.count, line[key.endIndex] == ":",
        key.endIndex + 1 == line.count || line[key.endIndex + 1] == " "
      else { continue }
      open.removeAll { $0.column > column }
      if open.last?.column != column { open.append((column, [:])) }
      let name = String(String.UnicodeScalarView(key))
      guard let first = open[open.count - 1].keys[name] else {
        open[open.count - 1].keys[name] = index + 1
        continue
      }
      found.append((Position(line: index + 1, column: column + 1), name, first))
      if found.count >= most { return }
    }
  }

  /// Without what follows a `#` at the start or behind a blank, line ends and blanks at the end.
  private static func withoutComment(_ line: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
    var end = line.count
    for (index, scalar) in line.enumerated() where scalar == "#" && (index == 0 || line[index - 1] == " ") {
      end = index
      break
    }
    while end > 0, [" ", "\n", "\r", "\t"].contains(line[end - 1]) { end -= 1 }
    return line[..<end]
  }

  /// Quotes and brackets close on the line on which they open, and no tab stands in it.
  private static func isWhole(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    var (depth, double, single) = (0, 0, 0)
    for scalar in line {
      switch scalar {
      case "{", "[": depth += 1
      case "}", "]": depth -= 1
      case "\"": double += 1
      case "'": single += 1
      case "\t": return false
      default: break
      }
    }
    return depth == 0 && double % 2 == 0 && single % 2 == 0
  }
}
