// SPDX-License-Identifier: GPL-3.0-or-later

/// A language that reports are written in.
enum Language: String, CaseIterable, Sendable {
  case en, fr, de
}

/// What fills a place in a phrase: plain text of any origin, or text with its own emphasis.
protocol TextPart {
  var rich: RichText { get }
}

extension String: TextPart {
  var rich: RichText { RichText(self) }
}

/// Text in runs of one style. Text is plain: renderers escape it for their format.
struct RichText: Hashable, Sendable, TextPart {
  enum Style: Hashable, Sendable {
    case plain, strong, code
  }

  struct Run: Hashable, Sendable {
    var text: String
    var style: Style
  }

  var runs: [Run]

  /// Neighbours of one style become one run, and empty runs go.
  init(runs: [Run] = []) {
    self.runs = []
    for run in runs where !run.text.isEmpty {
      if let last = self.runs.indices.last, self.runs[last].style == run.style {
        self.runs[last].text += run.text
      } else {
        self.runs.append(run)
      }
    }
  }
  init(_ text: String, _ style: Style = .plain) { runs = text.isEmpty ? [] : [Run(text: text, style: style)] }

  var rich: RichText { self }
  var plain: String { runs.map(\.text).joined() }
  var isEmpty: Bool { runs.isEmpty }

  static func code(_ text: String) -> RichText { RichText(text, .code) }
  static func strong(_ text: String) -> RichText { RichText(text, .strong) }

  static func + (a: RichText, b: RichText) -> RichText { RichText(runs: a.runs + b.runs) }

  /// Fills `template`.
  init(template: String, _ arguments: [String: any TextPart]) {
    var runs: [Run] = []
    var strong = false
    var code = false
    var literal = ""
    func style() -> Style { code ? .code : strong ? .strong : .plain }
    func flush() {
      if !literal.isEmpty { runs.append(Run(text: literal, style: style())) }
      literal = ""
    }
    var rest = Substring(template)
    while let first = rest.first {
      if rest.hasPrefix("**") {
        flush()
        strong.toggle()
        rest = rest.dropFirst(2)
      } else if first == "`" {
        flush()
        code.toggle()
        rest = rest.dropFirst()
      } else if first == "{", let end = rest.firstIndex(of: "}") {
        let name = String(rest[rest.index(after: rest.startIndex)..<end])
        assert(arguments[name] != nil, "nothing fills '{\(name)}' in '\(template)'")
        flush()
        for run in arguments[name]?.rich.runs ?? [Run(text: "{\(name)}", style: .plain)] {
          runs.append(Run(text: run.text, style: run.style == .plain ? style() : run.style))
        }
        rest = rest[rest.index(after: end)...]
      } else {
        literal.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    self.init(runs: runs)
  }

  /// The first letter in upper case, for sentences put together from parts.
  var capitalized: RichText {
    guard let first = runs.first, let letter = first.text.first else { return self }
    var copy = self
    copy.runs[0].text = letter.uppercased() + first.text.dropFirst()
    return copy
  }
}

extension [RichText] {
  func joined(by separator: String) -> RichText {
    var runs: [RichText.Run] = []
    for (index, part) in enumerated() {
      if index > 0 { runs += RichText(separator).runs }
      runs += part.runs
    }
    return RichText(runs: runs)
  }
}
