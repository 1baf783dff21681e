// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Strategies

/// How a row becomes a career: its keys, and whose law reads them.
///
/// Values are read by the reader of scenario files, so that what a scenario refuses a row refuses too, in the same words.
struct CareerForm: Sendable {
  let countries: [any PensionSystem]
  let personID: String
  let asOf: YearMonth
  /// Of a CSV file.
  let columns: ScenarioSection
  /// Of a JSON line.
  let keys: ScenarioSection
  private let systems: [Country: any PensionSystem]

  init(countries: [any PensionSystem], personID: String, asOf: YearMonth) {
    (self.countries, self.personID, self.asOf) = (countries, personID, asOf)
    columns = StudyKeys.columns(of: countries)
    keys = StudyKeys.row(of: countries)
    systems = Dictionary(countries.map { ($0.country, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// What was found in a row.
  struct Reading {
    var id: String?
    /// Nil where there are errors.
    var career: Career?
    var errors: [RowError] = []
  }

  /// - Parameters:
  ///   - header: nil for a JSON line.
  ///   - line: its number in the file.
  func read(_ bytes: [UInt8], header: CareerHeader?, line: Int, path: String) -> Reading {
    let reader = ScenarioReader(path: path, systems: systems)
    reader.asOf = asOf
    var reading = Reading()
    var fields: [Position: String] = [:]
    if let header {
      do throws(CareerCells.Fault) {
        let cells = try CareerCells(bytes, separator: header.separator, line: line).cells
        for (name, cell) in zip(header.names, cells) { fields[cell.position] = name }
        if cells.count == header.names.count {
          (reading.id, reading.career) = reader.career(
            CareerCellsByName(header: header, cells: cells, line: line), form: self)
        } else {
          reader.fail(
            Position(line: line, column: 0), "the row has \(cells.count) cells, the header \(header.names.count)",
            hint: "text that holds the separator stands in quotes")
        }
      } catch {
        reader.fail(error.position, error.message)
      }
    } else if String(validating: bytes, as: UTF8.self) == nil {
      reader.fail(Position(line: line, column: 1), "the row is not UTF-8 text")
    } else {
      do throws(JSONError) {
        let row = try Element.json(bytes, line: line)
        if row.entries != nil { Self.name(row, "", &fields) }
        (reading.id, reading.career) = reader.career(json: row, form: self)
      } catch {
        reader.fail(Position(line: line, column: error.column), "the line is not JSON: \(error.message)")
      }
    }
    // One cell stands for many years of a record: it is wrong once.
    var wrong: Set<Position> = []
    reading.errors = reader.errorsInOrder.filter {
      header == nil || wrong.insert(Position(line: $0.line, column: $0.column)).inserted
    }.map {
      RowError(
        line: $0.line, column: max(1, $0.column), field: fields[Position(line: $0.line, column: $0.column)],
        message: $0.message, hint: $0.hint)
    }
    if !reading.errors.isEmpty { reading.career = nil }
    return reading
  }

  /// Names every place of a JSON line by its path.
  private static func name(_ element: Element, _ path: String, _ fields: inout [Position: String]) {
    if !path.isEmpty { fields[element.position] = path }
    for (index, item) in (element.items ?? []).enumerated() { name(item, "\(path)[\(index)]", &fields) }
    for entry in element.entries ?? [] {
      let inner = (path.isEmpty ? "" : path + ".") + entry.key.shortened
      fields[entry.keyPosition] = inner
      name(entry.value, inner, &fields)
    }
  }
}

/// The cells of a row by the names of their columns.
struct CareerCellsByName {
  let line: Int
  private var cells: [String: CareerCells.Cell] = [:]

  init(header: CareerHeader, cells: [CareerCells.Cell], line: Int) {
    self.line = line
    for (name, cell) in zip(header.names, cells) { self.cells[name] = cell }
  }

  /// Nil where the file has no such column.
  func place(_ name: String) -> Position? { cells[name]?.position }

  /// Nil where nothing is given.
  func element(_ name: String) -> Element? {
    guard let cell = cells[name], !cell.text.isEmpty else { return nil }
    return Element(position: cell.position, content: .text(cell.text))
  }

  /// The row as a mapping of those columns that are not a country's.
  func mapping(_ section: ScenarioSection) -> Element {
    Element(
      position: Position(line: line, column: 0),
      content: .mapping(
        section.keys.compactMap { key in
          guard let cell = cells[key.name], key.isRequired || !cell.text.isEmpty else { return nil }
          return Element.Entry(
            key: key.name, keyPosition: cell.position,
            value: Element(position: cell.position, content: .text(cell.text)))
        }))
  }
}
