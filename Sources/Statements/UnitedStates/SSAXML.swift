// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The file "Download your Statement data" of *my Social Security*.
///
/// - Source: ssa.gov/developer/statement (schema `http://ssa.gov/osss/schemas/2.0`). Elements that are not read are no mistake.
public struct SSAXML: StatementReader {
  public let format = "ssa-xml"
  public let title = "Social Security statement, XML"
  public let country: Country? = "US"
  static let root = "OnlineSocialSecurityStatementData"

  public init() {}

  public func recognises(_ text: StatementText) -> Bool {
    guard let first = text.lines.lazy.map(\.trimmingBlanks).first(where: { !$0.isEmpty }) else { return false }
    return first.hasPrefix("<")
  }

  public func read(_ text: StatementText, _ context: ReadingContext) -> [Statement] {
    let interview = context.interview
    if text.folded.contains("<html") || text.folded.contains("<!doctype html") {
      interview.fail(
        Place(text.file), "this is a web page, not the statement: the session had ended",
        hint: "sign in again and use \"Download your Statement data\"")
      return []
    }
    var tree = Reading(text, title: title)
    do throws(XMLPull.Failure) {
      try tree.read()
    } catch {
      interview.fail(Place(text.file, error.line), error.message, hint: error.hint)
      return []
    }
    for problem in tree.problems { interview.add(problem) }
    guard tree.problems.isEmpty else { return [] }
    if tree.wasLenient {
      interview.note(Place(text.file), "an attribute without quotes was read all the same")
    }
    return [tree.statement]
  }

  /// One file while it is read.
  private struct Reading {
    var pull: XMLPull
    var statement: Statement
    var rows: [YearRow] = []
    var problems: [StatementProblem] = []
    var wasLenient: Bool { pull.wasLenient }
    /// Local names from the root down.
    var path: [String] = []
    /// The row that is open, and what it says so far.
    var row: (first: String, last: String, line: Int, amounts: [String: String])?
    var texts: [String: (text: String, line: Int)] = [:]

    init(_ text: StatementText, title: String) {
      pull = XMLPull(text)
      statement = Statement(text, format: "ssa-xml", title: title, country: "US", .years([]))
    }

    mutating func fail(_ line: Int, _ message: String, _ hint: String? = nil) {
      problems.append(StatementProblem(file: statement.file, line: line, message: message, hint: hint))
    }

    mutating func read() throws(XMLPull.Failure) {
      while true {
        switch try pull.next() {
        case .end:
          finish()
          return
        case .open(let name, let attributes, let line):
          let local = XMLPull.localName(name)
          if path.isEmpty, local != SSAXML.root {
            throw XMLPull.Failure(
              line: line, message: "this is not Social Security's file: its first element is another",
              hint: "the earnings page of my Social Security offers \"Download your Statement data\"")
          }
          path.append(local)
          if path.suffix(2) == ["EarningsRecord", "Earnings"] { open(attributes, line) }
        case .close(_, let line):
          if path.suffix(2) == ["EarningsRecord", "Earnings"] { close(line) }
          path.removeLast()
        case .text(let text, let line):
          let key = path.joined(separator: "/")
          if row != nil, let name = path.last {
            row?.amounts[name] = text
          } else {
            texts[key] = (text, line)
          }
        }
      }
    }

    private mutating func open(_ attributes: [XMLPull.Attribute], _ line: Int) {
      func value(_ name: String) -> String? { attributes.first { XMLPull.localName($0.name) == name }?.value }
      guard let first = value("startYear"), let last = value("endYear") else {
        fail(line, "a row of earnings without its first or last year", "download the file again, do not edit it")
        return
      }
      row = (first, last, line, [:])
    }

    private mutating func close(_ line: Int) {
      guard let row else { return }
      self.row = nil
      guard let first = Self.year(row.first), let last = Self.year(row.last), first <= last else {
        fail(row.line, "a row of earnings whose years are none", "download the file again, do not edit it")
        return
      }
      let years = first == last ? "\(first)" : "\(first) to \(last)"
      guard let taxed = row.amounts["FicaEarnings"] else {
        fail(row.line, "\(years) has no 'FicaEarnings'", "download the file again, do not edit it")
        return
      }
      let medicare = row.amounts["MedicareEarnings"]
      if taxed == "-1" {
        if let medicare, medicare != "-1" {
          fail(row.line, "\(years) is not recorded yet for Social Security, but for Medicare it is")
        }
        rows.append(YearRow(first, last, .notRecorded, line: row.line))
        return
      }
      guard let amount = Self.amount(taxed) else {
        fail(row.line, "\(years): the amount taxed for Social Security is not an amount")
        return
      }
      var second: ExactDecimal?
      if let medicare {
        guard let value = Self.amount(medicare) else {
          fail(row.line, "\(years): the amount taxed for Medicare is not an amount")
          return
        }
        second = value
      }
      rows.append(
        YearRow(
          first, last, first == last ? .recorded : .sumOfYears, amount: amount, second: second, line: row.line))
    }

    private mutating func finish() {
      let root = SSAXML.root
      if let made = texts[root + "/FileCreationDate"] { statement.issued = CalendarDate(made.text.prefix(10)) }
      if let born = texts[root + "/UserInformation/DateOfBirth"] {
        statement.born = CalendarDate(born.text)
        if statement.born == nil { fail(born.line, "the date of birth is no day") }
      }
      let full = root + "/EstimatedBenefits/FullRetirementEstimate/Estimate"
      if let text = texts[full], let amount = Self.amount(text.text) {
        statement.totals.estimate = (amount, text.line)
      }
      statement.content = .years(rows)
      if rows.isEmpty, problems.isEmpty { fail(1, "there is no earnings record in the file") }
    }

    private static func year(_ text: String) -> Int? {
      text.utf8.count == 4 && text.utf8.allSatisfy({ (48...57).contains($0) }) ? Int(text) : nil
    }

    /// Plain digits, perhaps with two decimals.
    private static func amount(_ text: String) -> ExactDecimal? {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.count <= 10,
        parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
        parts.count == 1 || parts[1].utf8.count <= 2,
        parts[0] == "0" || !parts[0].hasPrefix("0")
      else { return nil }
      return ExactDecimal(text)
    }
  }
}
