// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes a document as CommonMark with GitHub's tables.
struct Markdown {
  let document: Document

  var text: String {
    var parts = ["# " + Self.escaped(document.title)]
    for block in document.blocks { parts.append(Self.text(block)) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text):
      return String(repeating: "#", count: level) + " " + inline(text)
    case .paragraph(let text): return guarded(inline(text))
    case .list(let items): return items.map { "- " + guarded(inline($0)) }.joined(separator: "\n")
    case .steps(let steps):
      return steps.enumerated().map { number, step in
        (["\(number + 1). " + guarded(inline(step.head))] + step.details.map { "   - " + guarded(inline($0)) })
          .joined(separator: "\n")
      }.joined(separator: "\n\n")
    case .note(let text): return "> " + guarded(inline(text))
    case .code(let lines):
      let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: lines.joined()) + 1))
      return ([fence + "sh"] + lines + [fence]).joined(separator: "\n")
    case .figure(let figure):
      return "![\(escaped(figure.alternative))](\(figure.file))"
        + (figure.caption.isEmpty ? "" : "\n\n" + guarded(inline(figure.caption)))
    case .table(let table):
      var lines = [row(table.columns.map(\.title)), "|"]
      for column in table.columns { lines[1] += column.isNumber ? "--:|" : "---|" }
      lines += table.rows.map(row)
      return (table.caption.isEmpty ? "" : guarded(inline(table.caption)) + "\n\n") + lines.joined(separator: "\n")
    }
  }

  private static func row(_ cells: [RichText]) -> String {
    "| " + cells.map { inline($0, inTable: true) }.joined(separator: " | ") + " |"
  }

  private static func inline(_ text: RichText, inTable: Bool = false) -> String {
    text.runs.map { run in
      switch run.style {
      case .plain: return escaped(run.text)
      case .strong:
        // Emphasis may not begin or end with a space.
        let core = run.text.drop(while: \.isWhitespace)
        let lead = run.text.prefix(run.text.count - core.count)
        var end = core.endIndex
        while end > core.startIndex, core[core.index(before: end)].isWhitespace { end = core.index(before: end) }
        guard end > core.startIndex else { return escaped(run.text) }
        return lead + "**" + escaped(String(core[..<end])) + "**" + core[end...]
      case .code:
        let clean = oneLine(run.text)
        let fence = String(repeating: "`", count: longestRun(of: "`", in: clean) + 1)
        let pad = clean.hasPrefix("`") || clean.hasSuffix("`") ? " " : ""
        return fence + pad + (inTable ? clean.replacing("|", with: "\\|") : clean) + pad + fence
      }
    }.joined()
  }

  /// Text of any origin as text: no markup, no HTML, no formula, one line.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in oneLine(text) {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$", "#": result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      default: result.append(character)
      }
    }
    return result
  }

  /// Keeps the first character of a line from starting a list, a quotation or a rule.
  private static func guarded(_ line: String) -> String {
    guard let first = line.first else { return line }
    if "-+=".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let after = line.dropFirst(digits.count)
    if !digits.isEmpty, after.hasPrefix(". ") || after.hasPrefix(") ") { return digits + "\\" + after }
    return line
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var current = 0
    for c in text {
      current = c == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}

/// Text on one line: line breaks and other control characters become spaces.
func oneLine(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFFE, 0xFFFF: " "
        default: scalar
        }
      }))
}
