// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A piece of an earnings table's text.
struct EarningsToken {
  enum Kind: Equatable {
    case year(Int)
    case range(Int, Int)
    case amount(ExactDecimal)
    case twoWays(ExactDecimal, ExactDecimal)
    /// Has digits, and is neither year nor amount; quoted where it is short.
    case bad(String)
    case notRecorded
    /// `Medicare Began in 1966` in the second column.
    case noMedicare
    case word(String)
  }

  var kind: Kind
  var line: Int
  var column: Int
  /// Nothing but blanks stands before it on its line.
  var isFirst: Bool
  /// Letters stand before it on its line, right at it or further left.
  var isAfterWord: Bool
  /// Letters stand right at it.
  var isGlued = false

  /// What may stand in a row behind its year.
  var isCell: Bool {
    switch kind {
    case .amount, .twoWays, .bad, .notRecorded, .noMedicare: true
    default: false
    }
  }

  var isNumber: Bool {
    switch kind {
    case .amount, .twoWays, .bad: true
    default: false
    }
  }
}

/// Cuts the text of an earnings table into years, amounts and words.
struct EarningsTokens {
  private(set) var tokens: [EarningsToken] = []
  /// Amounts have a dollar sign or thousands by comma, so that a plain number of four digits is a year wherever it stands.
  let isMarked: Bool

  init(_ text: StatementText) {
    isMarked = text.lines.contains { Self.isMarked(Array($0.utf8)) }
    for (index, line) in text.lines.enumerated() { add(line, index + 1) }
  }

  /// A dollar sign, or a comma between a digit and three.
  private static func isMarked(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      if bytes[index] == 36 { return true }
      guard bytes[index] == 44, index > 0, isDigit(bytes[index - 1]), index + 3 < bytes.count else { return false }
      return bytes[index + 1...index + 3].allSatisfy(isDigit)
        && (index + 4 == bytes.count || !isDigit(bytes[index + 4]))
    }
  }

  private mutating func add(_ line: String, _ number: Int) {
    var hasWord = false
    let start = tokens.count
    for cell in TextCells.cells(of: line) {
      // A whole cell may be an amount with blanks between its thousands.
      if cell.text.utf8.contains(32), let kind = Self.amount(cell.text), cell.text.utf8.allSatisfy({ !isLetter($0) }) {
        append(kind, number, cell.column, start, hasWord)
        continue
      }
      for word in TextCells.words(of: cell) where !Self.isUnit(word.text) && !TextCells.isMark(word.text) {
        for part in Self.parts(of: word.text) where !Self.isUnit(part.text) {
          let kind = kind(of: TextCells.withoutMark(part.text), isFirst: tokens.count == start)
          append(kind, number, word.column + part.offset, start, hasWord, glued: part.isGlued)
          if case .word(let word) = kind, word.utf8.contains(where: isLetter) { hasWord = true }
        }
      }
    }
    joinPhrases(from: start)
  }

  private mutating func append(
    _ kind: EarningsToken.Kind, _ line: Int, _ column: Int, _ start: Int, _ hasWord: Bool, glued: Bool = false
  ) {
    tokens.append(
      EarningsToken(
        kind: kind, line: line, column: column, isFirst: tokens.count == start, isAfterWord: hasWord, isGlued: glued))
  }

  /// `Not yet recorded`, `Medicare Began in 1966`, `1981 - 1990`.
  private mutating func joinPhrases(from start: Int) {
    func word(_ index: Int) -> String? {
      guard index < tokens.count, case .word(let word) = tokens[index].kind else { return nil }
      return word.folded
    }
    func year(_ index: Int) -> Int? {
      guard index < tokens.count, case .year(let year) = tokens[index].kind else { return nil }
      return year
    }
    var index = start
    while index < tokens.count {
      if word(index) == "not", word(index + 1) == "yet", word(index + 2) == "recorded" {
        tokens[index].kind = .notRecorded
        tokens.removeSubrange(index + 1...index + 2)
        Self.forgetWords(&tokens, from: index, start)
      } else if word(index) == "medicare", word(index + 1) == "began", word(index + 2) == "in", year(index + 3) == 1966
      {
        tokens[index].kind = .noMedicare
        tokens.removeSubrange(index + 1...index + 3)
        Self.forgetWords(&tokens, from: index, start)
      } else if let first = year(index), ["-", "–", "—"].contains(word(index + 1)), let last = year(index + 2) {
        tokens[index].kind = .range(first, last)
        tokens.removeSubrange(index + 1...index + 2)
      }
      index += 1
    }
  }

  /// Letters of a phrase in a cell are no words before what follows.
  private static func forgetWords(_ tokens: inout [EarningsToken], from index: Int, _ start: Int) {
    let before = tokens[start..<index].contains { token in
      if case .word(let word) = token.kind { word.utf8.contains(where: isLetter) } else { false }
    }
    if before { return }
    for later in index..<tokens.count {
      tokens[later].isAfterWord = false
      if case .word = tokens[later].kind { return }
    }
  }

  // MARK: Pieces

  /// The money of the table, apart from its amount.
  private static func isUnit(_ text: String) -> Bool { ["$", "USD", "US"].contains(text) }

  /// A piece without blanks, cut before a dollar sign, between letters and a year, and between an amount and a year or words.
  static func parts(of piece: String) -> [(text: String, offset: Int, isGlued: Bool)] {
    let scalars = Array(piece.unicodeScalars)
    guard !scalars.isEmpty else { return [] }
    var cuts: [Int] = []
    for index in scalars.indices.dropFirst() where scalars[index] == "$" && scalars[index - 1] != "-" {
      cuts.append(index)
    }
    var parts: [(text: String, offset: Int, isGlued: Bool)] = []
    let edges = [0] + cuts + [scalars.count]
    for (from, to) in zip(edges, edges.dropFirst()) {
      let part = scalars[from..<to]
      let letters = part.reversed().prefix { ("A"..."Z").contains($0) || ("a"..."z").contains($0) }
      if letters.count >= 3, letters.contains(where: { !"OoIlSB".unicodeScalars.contains($0) }),
        isDollars(text(part.dropLast(letters.count)))
      {
        parts.append((text(part.dropLast(letters.count)), from, false))
        parts.append((text(part.suffix(letters.count)), to - letters.count, false))
        continue
      }
      let year = part.suffix(4)
      let head = part.dropLast(4)
      guard year.count == 4, !head.isEmpty, year.allSatisfy({ ("0"..."9").contains($0) }),
        year.starts(with: ["1", "9"]) || year.starts(with: ["2", "0"])
      else {
        parts.append((text(part), from, false))
        continue
      }
      let isWord = head.allSatisfy { ("A"..."Z").contains($0) || ("a"..."z").contains($0) }
      if isWord || isDollars(text(head)) {
        parts.append((text(head), from, false))
        parts.append((text(year), from + head.count, isWord))
      } else {
        parts.append((text(part), from, false))
      }
    }
    return parts
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  /// `$0`, or dollars with thousands by comma: nothing can follow but another cell.
  private static func isDollars(_ text: String) -> Bool {
    guard text.utf8.first == 36 else { return false }
    return text == "$0" || (text.utf8.contains(44) && NumberReading(text.dropFirst(), .commaThousands).value != nil)
  }

  private func kind(of text: String, isFirst: Bool) -> EarningsToken.Kind {
    if let year = Self.year(text), isMarked || isFirst { return .year(year) }
    if text.utf8.count >= 9, text.utf8.count <= 11, let first = Self.year(String(text.prefix(4))),
      let last = Self.year(String(text.suffix(4))), ["-", "–", "—"].contains(text.dropFirst(4).dropLast(4))
    {
      return .range(first, last)
    }
    if text == "-1" || text == "$-1" || text == "-$1" { return .notRecorded }
    if let amount = Self.amount(text) { return amount }
    guard text.utf8.contains(where: isDigit) else { return .word(text) }
    // Digits among letters or signs: a slip in a cell, or words such as `(began 1966)`.
    let body = text.utf8.drop { $0 == 36 || $0 == 45 }
    return body.first.map(isDigit) == true && text.utf8.allSatisfy({ $0 != 41 && $0 != 58 }) ? .bad(text) : .word(text)
  }

  private static func year(_ text: String) -> Int? {
    guard text.utf8.count == 4, text.utf8.allSatisfy(isDigit), let year = Int(text), (1937...2099).contains(year) else {
      return nil
    }
    return year
  }

  private static func amount(_ text: String) -> EarningsToken.Kind? {
    let digits = text.hasPrefix("$") ? text.dropFirst().trimmingBlanks : text
    switch NumberReading(digits, .commaThousands) {
    case .value(let value): return .amount(value)
    case .twoWays(let thousands, let decimals): return .twoWays(thousands, decimals)
    case .none: return nil
    }
  }
}
