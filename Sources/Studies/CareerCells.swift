// SPDX-License-Identifier: GPL-3.0-or-later
import ScenarioFiles
import Strategies

/// One row of a CSV file, cut into cells.
struct CareerCells {
  struct Cell: Hashable {
    var text: String
    var position: Position
  }

  /// What stands wrong in a row as text.
  struct Fault: Error {
    var position: Position
    var message: String
  }

  var cells: [Cell]

  /// Cuts a line at `separator`, outside quotes; a doubled quote in quotes is one (RFC 4180). A row is one line: no field of a
  /// career has a line break in it.
  init(_ bytes: [UInt8], separator: UInt8, line: Int) throws(Fault) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Fault(position: Position(line: line, column: 1), message: "the row is not UTF-8 text")
    }
    let quote = UInt8(ascii: "\"")
    cells = []
    var column = 1
    var index = 0
    func advance() {
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
      index += 1
    }
    func skipBlanks() {
      while index < bytes.count, bytes[index] == 0x20 || (bytes[index] == 0x09 && separator != 0x09) { advance() }
    }
    while true {
      skipBlanks()
      let position = Position(line: line, column: column)
      var text: [UInt8] = []
      if index < bytes.count, bytes[index] == quote {
        advance()
        while true {
          guard index < bytes.count else {
            throw Fault(position: position, message: "a quote is opened and never closed on this line")
          }
          let byte = bytes[index]
          advance()
          if byte == quote {
            guard index < bytes.count, bytes[index] == quote else { break }
            advance()
          }
          text.append(byte)
        }
        skipBlanks()
        guard index == bytes.count || bytes[index] == separator else {
          throw Fault(
            position: Position(line: line, column: column), message: "text follows a closing quote")
        }
      } else {
        while index < bytes.count, bytes[index] != separator {
          guard bytes[index] != quote else {
            throw Fault(position: Position(line: line, column: column), message: "a quote stands inside a cell")
          }
          text.append(bytes[index])
          advance()
        }
        while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
      }
      cells.append(Cell(text: String(decoding: text, as: UTF8.self), position: position))
      guard index < bytes.count else { return }
      advance()
    }
  }
}

/// The columns of a CSV file of careers, as its header names them.
struct CareerHeader: Sendable {
  let separator: UInt8
  let names: [String]

  /// Comma, semicolon, tab: the one that the header knows most columns by.
  private static let separators: [UInt8] = [0x2C, 0x3B, 0x09]

  /// - Throws: ``ScenarioErrors`` with every column that is unknown, named twice or missing.
  init(_ bytes: [UInt8], line: Int, path: String, form: CareerForm) throws(ScenarioErrors) {
    let known = form.columns.keys.map(\.name)
    var best: (separator: UInt8, cells: [CareerCells.Cell], matches: Int)?
    var fault: CareerCells.Fault?
    for separator in Self.separators {
      do throws(CareerCells.Fault) {
        let cells = try CareerCells(bytes, separator: separator, line: line).cells
        let matches = cells.count { known.contains($0.text) }
        if matches > best?.matches ?? -1 { best = (separator, cells, matches) }
      } catch {
        fault = fault ?? error
      }
    }
    let reader = ScenarioReader(path: path, systems: [:])
    guard let best else {
      reader.fail(fault?.position ?? .start, fault?.message ?? "the header cannot be read")
      throw ScenarioErrors(reader.errors)
    }
    (separator, names) = (best.separator, best.cells.map(\.text))
    var seen: Set<String> = []
    for cell in best.cells {
      if !known.contains(cell.text) {
        reader.failUnknown("column", cell.text, among: known, at: cell.position)
      } else if !seen.insert(cell.text).inserted {
        reader.fail(cell.position, "the column '\(cell.text)' stands twice", hint: "keep one of the two")
      }
    }
    for key in form.columns.keys where key.isRequired && !seen.contains(key.name) {
      reader.fail(
        Position(line: line, column: 1), "there is no column '\(key.name)'",
        hint: "it is \(key.meaning), for example \(key.example); the header is the first line")
    }
    guard reader.errors.isEmpty else { throw ScenarioErrors(reader.errors) }
  }
}
