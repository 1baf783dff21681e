// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics
import Strategies

/// A table for other programs: typed columns with unit and meaning, written as CSV and described in `datapackage.json`.
package struct DataTable: Sendable {
  package struct Column: Sendable {
    package enum Kind: Sendable, Equatable {
      case text
      case integer
      case boolean
      /// `YYYY-MM`.
      case month
      /// Fixed decimals, so that the last bits of a machine's arithmetic do not show.
      case number(places: Int)
    }

    /// Lower case with underscores; ends in the unit where there is one.
    package var name: String
    package var kind: Kind
    /// Nil for names, counts and ranks.
    package var unit: String?
    package var meaning: String
    package var minimum: Int?
    package var maximum: Int?
    package var required: Bool

    package init(
      _ name: String, _ kind: Kind, unit: String? = nil, _ meaning: String, minimum: Int? = nil, maximum: Int? = nil,
      required: Bool = true
    ) {
      (self.name, self.kind, self.unit, self.meaning) = (name, kind, unit, meaning)
      (self.minimum, self.maximum, self.required) = (minimum, maximum, required)
    }
  }

  package enum Cell: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case month(YearMonth)
    case number(Double)
    case empty
  }

  /// File name without extension.
  package var name: String
  package var title: String
  package var columns: [Column]
  package var primaryKey: [String]
  package var rows: [[Cell]] = []

  package init(name: String, title: String, columns: [Column], primaryKey: [String]) {
    (self.name, self.title, self.columns, self.primaryKey) = (name, title, columns, primaryKey)
  }

  package mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "\(row.count) cells in \(columns.count) columns of \(name)")
    rows.append(row)
  }

  /// The table as RFC 4180 has it: a header, CRLF, quotes where needed; `.` decimals whatever the locale.
  package var csv: String {
    var text = columns.map { Self.quoted($0.name) }.joined(separator: ",") + "\r\n"
    for row in rows {
      text += zip(row, columns).map { Self.text($0, $1) }.joined(separator: ",") + "\r\n"
    }
    return text
  }

  private static func text(_ cell: Cell, _ column: Column) -> String {
    switch (cell, column.kind) {
    case (.empty, _): return ""
    case (.text(let text), .text): return quoted(guarded(text))
    case (.integer(let value), .integer): return String(value)
    case (.boolean(let value), .boolean): return value ? "true" : "false"
    case (.month(let month), .month): return month.description
    case (.number(let value), .number(let places)): return value.isFinite ? fixedDecimal(value, places) : ""
    default: preconditionFailure("\(cell) in column \(column.name), which holds \(column.kind)")
    }
  }

  /// Spreadsheets run cells that begin like a formula; an apostrophe makes them text.
  package static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) else { return text }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    let special = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard special || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

extension DataTable {
  /// Two columns for an estimate: the value, then its standard error, which is empty where none can be said.
  package static func estimate(
    _ name: String, unit: String, suffix: String, places: Int, _ meaning: String, share: Bool = false
  ) -> [Column] {
    let end = suffix.isEmpty ? "" : "_" + suffix
    return [
      Column(
        name + end, .number(places: places), unit: unit, meaning, minimum: share ? 0 : nil, maximum: share ? 1 : nil),
      Column(
        name + "_standard_error" + end, .number(places: places + 2), unit: unit,
        "Standard error of \(name + end); empty where none can be said.", minimum: 0, required: false),
    ]
  }

  package static func cells(_ estimate: Estimate) -> [Cell] {
    [.number(estimate.value), estimate.standardError.map { .number($0) } ?? .empty]
  }
}

/// A name as part of a column name: lower-case letters, digits and underscores.
package func columnName(_ text: String) -> String {
  var name = ""
  for character in text.lowercased() {
    name.append(character.isASCII && (character.isLetter || character.isNumber) ? character : "_")
  }
  return name
}
