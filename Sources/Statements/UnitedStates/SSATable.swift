// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The earnings table as text: pasted from the website in any browser's layout, a statement's PDF as text, or a spreadsheet.
///
/// A row is a year and one or two amounts: on one line, one cell a line, side by side in blocks, or all on one line. What looks
/// like a row and is none is an error; words around the table are left alone.
public struct SSATable: StatementReader {
  public let format = "ssa-table"
  public let title = "Social Security earnings table"
  public let country: Country? = "US"

  public init() {}

  public func recognises(_ text: StatementText) -> Bool {
    guard let first = text.lines.lazy.map(\.trimmingBlanks).first(where: { !$0.isEmpty }), !first.hasPrefix("<") else {
      return false
    }
    let folded = text.folded
    if folded.contains("social security") || folded.contains("taxed medicare") { return true }
    // Papers of other countries have days in figures.
    guard !text.lines.enumerated().contains(where: { !PeriodLine($0.element, $0.offset + 1).days.isEmpty }) else {
      return false
    }
    let foreign = ["annee", "jahr", "mois", "monate", "genre", "nature"]
    guard !foreign.contains(where: { PeriodLine.holds(folded, word: $0) }), !AnyPIA().recognises(text) else {
      return false
    }
    let tokens = EarningsTokens(text).tokens
    return zip(tokens, tokens.dropFirst()).contains { token, next in
      switch token.kind {
      case .year, .range: next.isCell
      default: false
      }
    }
  }

  public func read(_ text: StatementText, _ context: ReadingContext) -> [Statement] {
    let statementWords = text.folded
    let isStatement =
      statementWords.contains("social security statement") || statementWords.contains("years you")
      || statementWords.contains("full retirement age")
    var statement = Statement(
      text, format: format, title: isStatement ? "Social Security statement, text" : title, country: "US", .years([]))
    let columns = Columns(text)
    var rows = Rows(EarningsTokens(text), statement, context, columns)
    rows.read()
    if context.interview.hasErrors { return [] }
    statement.content = .years(rows.found)
    StatementSentences(text).add(to: &statement)
    if rows.found.isEmpty {
      // Rows whose amounts are asked are there.
      guard context.interview.open.isEmpty else { return [] }
      context.interview.fail(
        Place(text.file), "no row of a year and an amount in it",
        hint: "copy the whole table of the earnings page and paste it: retiresim import -")
      return []
    }
    return [statement]
  }

  /// What a spreadsheet's heading says of its columns.
  struct Columns {
    /// Index of the amount that is taxed for Social Security among a row's amounts.
    var taxed = 0
    /// The other amount of a pair is taxed for Medicare, or nothing is said of it.
    var hasMedicare = true

    init(_ text: StatementText) {
      guard
        let heading = text.lines.first(where: { line in
          line.contains(where: { $0 == "\t" || $0 == ";" || $0 == "," }) && line.folded.contains("year")
            && !line.utf8.contains(36)
        })
      else { return }
      let separator: Character = heading.contains("\t") ? "\t" : heading.contains(";") ? ";" : ","
      let names = heading.folded.split(separator: separator, omittingEmptySubsequences: false).map(\.trimmingBlanks)
        .dropFirst()
      guard names.count >= 2 else { return }
      let medicare = names.firstIndex { $0.contains("medicare") }
      if let column = names.firstIndex(where: {
        $0.contains("social security") || $0.contains("fica") || $0.contains("oasdi")
      }) {
        taxed = column - names.startIndex
      } else if medicare == names.startIndex {
        taxed = 1
      }
      hasMedicare = medicare != nil
    }
  }

  /// Rows out of tokens.
  private struct Rows {
    let tokens: [EarningsToken]
    let isMarked: Bool
    let statement: Statement
    let context: ReadingContext
    let columns: Columns
    var found: [YearRow] = []
    /// The most amounts in a row, where all have as many on one line.
    var width: Int?

    init(_ tokens: EarningsTokens, _ statement: Statement, _ context: ReadingContext, _ columns: Columns) {
      (self.tokens, isMarked, self.statement) = (tokens.tokens, tokens.isMarked, statement)
      (self.context, self.columns) = (context, columns)
    }

    var interview: Interview { context.interview }
    func place(_ token: EarningsToken) -> Place { statement.place(token.line, token.column) }

    /// The cells that follow a year directly.
    func cells(after index: Int) -> ArraySlice<EarningsToken> {
      let from = index + 1
      var to = from
      while to < tokens.count, tokens[to].isCell { to += 1 }
      return tokens[from..<to]
    }

    /// Whether a year opens a row: it starts its line, or its block, or it is one of several on a line.
    func opensRow(_ index: Int) -> Bool {
      let token = tokens[index]
      guard !cells(after: index).isEmpty else { return false }
      if !token.isAfterWord || token.isGlued { return true }
      let onLine = tokens.indices.filter { other in
        guard tokens[other].line == token.line else { return false }
        switch tokens[other].kind {
        case .year, .range: return !cells(after: other).isEmpty
        default: return false
        }
      }
      return onLine.count >= 3
    }

    mutating func read() {
      let starts = tokens.indices.filter { index in
        switch tokens[index].kind {
        case .year, .range: opensRow(index)
        default: false
        }
      }
      guard !starts.isEmpty else { return }
      width = commonWidth(starts)
      for index in starts { row(index) }
      checkOrphans(starts)
      if found.count > StatementText.mostRows {
        interview.fail(
          statement.place(1), "this is no earnings record: it has more than \(StatementText.mostRows) rows")
      }
    }

    /// How many amounts each row has on its line, where that is more than two and the same for all.
    private func commonWidth(_ starts: [Int]) -> Int? {
      let widths = starts.map { start in cells(after: start).filter { $0.line == tokens[start].line }.count }
      guard let first = widths.first, first > 2, widths.allSatisfy({ $0 == first }),
        starts.allSatisfy({ start in cells(after: start).allSatisfy { $0.line == tokens[start].line } })
      else { return nil }
      return first
    }

    private mutating func row(_ index: Int) {
      let token = tokens[index]
      let cells = cells(after: index)
      let (first, last): (Int, Int)
      switch token.kind {
      case .year(let year): (first, last) = (year, year)
      case .range(let a, let b): (first, last) = (a, b)
      default: return
      }
      let name = first == last ? "\(first)" : "\(first)-\(last)"
      guard first <= last else { return interview.fail(place(token), "\(name) ends before it starts") }
      for cell in cells {
        if case .bad(let text) = cell.kind {
          return interview.fail(
            place(cell), "\(SSATable.quoted(text)) is not an amount", hint: SSATable.hint(text))
        }
      }
      guard cells.count <= 2 || cells.count == width else {
        let stray = cells[cells.startIndex + 2]
        return interview.fail(
          place(stray), "an amount without a year, behind \(name)",
          hint: "each row has a year and at most two amounts; is a year's digit missing?")
      }
      let values = Array(cells.prefix(max(2, columns.taxed + 1)))
      if width != nil { interview.say("Of several columns the one taxed for Social Security is read.") }
      if values.contains(where: { $0.kind == .notRecorded }) {
        if values.contains(where: { $0.isNumber }) {
          return interview.fail(place(token), "\(name) is recorded in one column and not yet in the other")
        }
        found.append(YearRow(first, last, .notRecorded, line: token.line))
        return
      }
      var amounts: [ExactDecimal] = []
      for (column, cell) in values.enumerated() {
        switch cell.kind {
        case .amount(let value): amounts.append(value)
        case .twoWays(let thousands, let decimals):
          guard
            let value = interview.which(
              "us-\(name)-number" + (column == 0 ? "" : "-\(column + 1)"), at: place(cell),
              what: "The amount of \(name)", thousands, decimals)
          else { return }
          amounts.append(value)
        case .noMedicare:
          if first > 1965 { return interview.fail(place(cell), "\(name) lies after 1965, when Medicare had begun") }
        default: break
        }
      }
      guard !amounts.isEmpty else { return interview.fail(place(token), "\(name) has no amount") }
      let taxed = min(columns.taxed, amounts.count - 1)
      let other = amounts.count > 1 && columns.hasMedicare && width == nil ? amounts[1 - taxed] : nil
      found.append(
        YearRow(
          first, last, first == last ? .recorded : .sumOfYears, amount: amounts[taxed], second: other, line: token.line)
      )
    }

    /// Amounts and years that stand at a row's place and belong to none.
    private mutating func checkOrphans(_ starts: [Int]) {
      let first = starts[0]
      let last = starts[starts.count - 1] + cells(after: starts[starts.count - 1]).count
      let isStart = Set(starts)
      // Right before the first row: its own year may be the one that was lost.
      var before = first - 1
      while before >= 0, tokens[before].isCell { before -= 1 }
      let lost = tokens[(before + 1)..<first]
      if lost.contains(where: { $0.isNumber }), let token = lost.first {
        interview.fail(place(token), "amounts without a year before the first row", hint: "is a year's digit missing?")
      }
      for index in tokens.indices {
        let token = tokens[index]
        switch token.kind {
        case .year(let year) where !isStart.contains(index) && token.isFirst:
          // A year alone at the start of a line, in the table or with digits further on in its line.
          let hasDigits = tokens.indices.contains { $0 > index && tokens[$0].line == token.line && tokens[$0].isNumber }
          if hasDigits || (index > first && index < last) {
            interview.fail(place(token), "\(year) has no amount", hint: "a cell that is no amount is a mistake, not 0")
          }
        default: break
        }
      }
      checkLooseLines(first, last, isStart)
    }

    /// Between the first row and the last, a line that starts with a number and holds amounts is a row without its year.
    private mutating func checkLooseLines(_ first: Int, _ last: Int, _ isStart: Set<Int>) {
      var index = first
      while index < last {
        let token = tokens[index]
        if token.isFirst, token.isNumber, index > 0, !tokens[index - 1].isCell, !isStart.contains(index - 1) {
          let previous = tokens[index - 1]
          if case .word = previous.kind {
            interview.fail(place(token), "an amount without a year", hint: "is a year's digit missing?")
            return
          }
        }
        index += 1
      }
    }
  }

  /// A cell in quotes where it is short and holds no long number; never a name or a Social Security number.
  static func quoted(_ text: String) -> String {
    let digits = text.utf8.filter(isDigit).count
    let letters = text.utf8.filter(isLetter).count
    return digits >= 9 || letters > 3 || text.utf8.count > 16 ? "a cell" : "'\(text)'"
  }

  static func hint(_ text: String) -> String {
    if text.contains(where: { $0 == "O" || $0 == "o" }) { return "a letter O among the digits?" }
    if text.contains(where: { $0 == "l" || $0 == "I" }) { return "a letter l or I among the digits?" }
    return "an amount is digits, with separators between groups of three only"
  }
}
