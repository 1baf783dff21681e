// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Yams

/// All parameters of one module, read from its YAML files and their CSV series.
public struct ParameterLibrary: Sendable {
  /// By key.
  public private(set) var series: [String: ParameterSeries] = [:]
  /// In the order of the files.
  public private(set) var keys: [String] = []
  /// Tables that are read whole, such as life tables, by file name.
  public private(set) var tables: [String: CSVTable] = [:]

  public init() {}

  /// - Parameters:
  ///   - files: name and text; `.csv` files are tables, `.yaml` files hold parameters, which may name a table.
  ///   - root: what messages put before a file's name.
  /// - Throws: ``ParameterError`` with file, line and column.
  public init(files: [(name: String, text: String)], root: String) throws {
    for file in files where file.name.hasSuffix(".csv") {
      tables[file.name] = try CSVTable(file.text, file: "\(root)/\(file.name)")
    }
    for file in files where file.name.hasSuffix(".yaml") {
      try read(file.text, file: "\(root)/\(file.name)")
    }
  }

  public mutating func merge(_ other: ParameterLibrary) {
    for key in other.keys where series[key] == nil { keys.append(key) }
    series.merge(other.series) { _, new in new }
    tables.merge(other.tables) { _, new in new }
  }

  /// The value in force in `month`.
  ///
  /// - Throws: ``ParameterError`` when the key is unknown, has no value then, or holds another type.
  public func value<Value>(_ key: ParameterKey<Value>, inForce month: YearMonth) throws -> DatedValue<Value> {
    guard let found = series[key.name] else {
      throw ParameterError(file: "parameters", message: "no parameter is called '\(key.name)'")
    }
    guard let entry = found.entry(inForce: month) else {
      let first = found.entries.first.map { "the first value starts \($0.from)" } ?? "it has no values"
      throw ParameterError(
        file: found.file, message: "'\(key.name)' has no value for \(month)",
        hint: "\(first); add one with its source")
    }
    guard let raw = entry.raw else {
      throw ParameterError(
        file: found.file, message: "'\(key.name)' ended in \(entry.from): \(entry.note ?? "no reason given")")
    }
    guard let value = Value(parameter: raw) else {
      throw ParameterError(
        file: found.file, message: "'\(key.name)' of \(entry.from) is '\(raw)', which is not a \(Value.self)")
    }
    return DatedValue(
      value: value, from: entry.from, source: entry.source, origin: entry.origin, key: key.name,
      checked: found.checked)
  }

  /// The value for a calendar year.
  public func value<Value>(_ key: ParameterKey<Value>, year: Int) throws -> DatedValue<Value> {
    try value(key, inForce: .january(year))
  }

  /// Every dated value of a key, in order.
  public func values<Value>(_ key: ParameterKey<Value>) throws -> [DatedValue<Value>] {
    guard let found = series[key.name] else {
      throw ParameterError(file: "parameters", message: "no parameter is called '\(key.name)'")
    }
    return try found.entries.filter { $0.raw != nil }.map { try value(key, inForce: $0.from) }
  }

  // MARK: Reading

  private mutating func read(_ text: String, file: String) throws {
    let root: Node
    do {
      // Every scalar is read as text, so nothing is guessed about it: guessing took a third of the time.
      guard let node = try Yams.compose(yaml: text, .basic) else { return }
      root = node
    } catch let error as YamlError {
      throw ParameterError(file: file, message: "\(error)")
    }
    guard let mapping = root.mapping else {
      throw ParameterError(file: file, message: "a parameter file is a mapping of keys to parameters")
    }
    for (keyNode, body) in mapping {
      let key = keyNode.scalar?.string ?? ""
      let here = { (node: Node, message: String, hint: String?) in
        ParameterError(
          file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message: message, hint: hint)
      }
      guard series[key] == nil else { throw here(keyNode, "'\(key)' is given twice", nil) }
      guard let fields = body.mapping else { throw here(body, "'\(key)' is not a mapping", nil) }
      let known: Set = [
        "title", "titles", "unit", "source", "checked", "beyond", "values", "series", "origin", "note",
      ]
      for (name, node) in fields where !known.contains(name.scalar?.string ?? "") {
        throw here(node, "'\(key)' has an unknown field '\(name.scalar?.string ?? "?")'", nil)
      }
      func text(_ name: String) throws -> String {
        guard let value = fields[name]?.scalar?.string, !value.isEmpty else {
          throw here(keyNode, "'\(key)' has no '\(name)'", "every parameter has title, unit and source")
        }
        return value
      }
      let source = try text("source")
      var checked: CalendarDate?
      if let node = fields["checked"] {
        checked = CalendarDate(node.scalar?.string ?? "")
        if checked == nil { throw here(node, "'checked' of '\(key)' is not a day, YYYY-MM-DD", nil) }
      }
      let origin = try fields["origin"].map { node in
        guard let value = ParameterOrigin(rawValue: node.scalar?.string ?? "") else {
          throw here(node, "'origin' of '\(key)' is none of published, projected, assumption", nil)
        }
        return value
      }
      var entries: [ParameterEntry] = []
      var byYear = false
      if let node = fields["series"] {
        (entries, byYear) = try seriesEntries(node, key: key, source: source, origin: origin, here: here)
      } else if let values = fields["values"]?.mapping {
        for (date, node) in values {
          let text = date.scalar?.string ?? ""
          guard let from = Int(text).map({ YearMonth.january($0) }) ?? YearMonth(text) else {
            throw here(date, "'\(text)' in '\(key)' is neither a year nor a month", "write 2026 or 2026-06")
          }
          entries.append(try entry(node, from: from, source: source, origin: origin, key: key, here: here))
        }
      } else {
        throw here(keyNode, "'\(key)' has neither 'values' nor 'series'", nil)
      }
      entries.sort { $0.from < $1.from }
      let beyond: String? = fields["beyond"].map { node in
        if let text = node.scalar?.string { return text }
        return node.mapping?.map { "\($0.key.scalar?.string ?? "") \($0.value.scalar?.string ?? "")" }
          .joined(separator: ", ") ?? ""
      }
      keys.append(key)
      series[key] = ParameterSeries(
        key: key, title: try text("title"),
        titles: Dictionary(
          fields["titles"]?.mapping?.map { ($0.key.scalar?.string ?? "", $0.value.scalar?.string ?? "") } ?? [],
          uniquingKeysWith: { first, _ in first }), unit: try text("unit"), source: source, checked: checked,
        beyond: beyond, byYear: byYear, entries: entries, file: file)
    }
  }

  private func raw(_ node: Node, here: (Node, String, String?) -> ParameterError) throws -> RawParameter {
    if let text = node.scalar?.string { return .scalar(text) }
    if let items = node.sequence { return .list(items.map { $0.scalar?.string ?? "" }) }
    throw here(node, "a value is a scalar or a list", nil)
  }

  private func entry(
    _ node: Node, from: YearMonth, source: String, origin: ParameterOrigin?, key: String,
    here: (Node, String, String?) -> ParameterError
  ) throws -> ParameterEntry {
    guard let fields = node.mapping else {
      return ParameterEntry(
        from: from, raw: try raw(node, here: here), origin: origin ?? .published, source: source)
    }
    let ownOrigin = fields["origin"]?.scalar.flatMap { ParameterOrigin(rawValue: $0.string) }
    return ParameterEntry(
      from: from, raw: try fields["value"].map { try raw($0, here: here) },
      origin: ownOrigin ?? origin ?? .published, source: fields["source"]?.scalar?.string ?? source,
      note: fields["note"]?.scalar?.string)
  }

  /// `series: { file, by, column (or columns), origin }`: a column of a CSV table, by year or by first month in force.
  ///
  /// `origin` names the column that says published, projected or assumption; empty cells are left out.
  private func seriesEntries(
    _ node: Node, key: String, source: String, origin: ParameterOrigin?,
    here: (Node, String, String?) -> ParameterError
  ) throws -> ([ParameterEntry], byYear: Bool) {
    guard let fields = node.mapping, let file = fields["file"]?.scalar?.string, let table = tables[file] else {
      throw here(node, "'series' of '\(key)' names no table", "series: { file: x.csv, by: year, column: y }")
    }
    let by = fields["by"]?.scalar?.string ?? "year"
    let columns = fields["columns"]?.sequence?.compactMap { $0.scalar?.string }
    let names = columns ?? [fields["column"]?.scalar?.string ?? ""]
    for name in names + [by] where table.column(name) == nil {
      throw here(node, "table '\(file)' has no column '\(name)'", "it has \(table.header.joined(separator: ", "))")
    }
    var entries: [ParameterEntry] = []
    for row in table.rows {
      let cells = names.map { row[table.column($0)!] }
      if cells.contains("") { continue }
      let date = row[table.column(by)!]
      guard let from = Int(date).map({ YearMonth.january($0) }) ?? YearMonth(date.prefix(7)) else {
        throw here(node, "'\(date)' in '\(file)' is neither a year nor a month", nil)
      }
      let own = table.column("origin").flatMap { ParameterOrigin(rawValue: row[$0]) }
      let rowSource = table.column("source").map { row[$0] } ?? ""
      entries.append(
        ParameterEntry(
          from: from, raw: columns == nil ? .scalar(cells[0]) : .list(cells), origin: own ?? origin ?? .published,
          source: rowSource.isEmpty ? source : rowSource))
    }
    return (entries, by == "year")
  }
}
