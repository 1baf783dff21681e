// SPDX-License-Identifier: GPL-3.0-or-later

/// A table in RFC 4180 form: a header, then rows of the same width. Lines that begin with `#` are comments.
public struct CSVTable: Sendable {
  public let header: [String]
  public let rows: [[String]]
  /// Line of the file on which each row begins, for messages.
  public let lines: [Int]
  private let columns: [String: Int]

  /// - Throws: ``ParameterError`` with the line of a row that is too short or too long, or of an open quote.
  public init(_ text: String, file: String) throws {
    var rows: [[String]] = []
    var lines: [Int] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var quoted = false
    var wasQuoted = false
    var line = 1
    var rowLine = 1
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func endRow() {
      endCell()
      if !(row.count == 1 && row[0].isEmpty), !row[0].hasPrefix("#") {
        rows.append(row)
        lines.append(rowLine)
      }
      row.removeAll(keepingCapacity: true)
    }
    let bytes = Array(text.utf8)
    var i = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while i < bytes.count {
      let byte = bytes[i]
      i += 1
      if quoted {
        if byte == UInt8(ascii: "\"") {
          if i < bytes.count, bytes[i] == UInt8(ascii: "\"") {
            cell.append(byte)
            i += 1
          } else {
            quoted = false
          }
        } else {
          if byte == UInt8(ascii: "\n") { line += 1 }
          cell.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where cell.isEmpty && !wasQuoted:
        quoted = true
        wasQuoted = true
      case UInt8(ascii: ","): endCell()
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        endRow()
        line += 1
        rowLine = line
      default: cell.append(byte)
      }
    }
    guard !quoted else {
      throw ParameterError(file: file, line: rowLine, message: "a quote is opened and never closed")
    }
    if !cell.isEmpty || !row.isEmpty { endRow() }
    guard let header = rows.first else { throw ParameterError(file: file, message: "the table is empty") }
    for (row, line) in zip(rows, lines) where row.count != header.count {
      throw ParameterError(
        file: file, line: line, message: "the row has \(row.count) cells, the header \(header.count)")
    }
    self.header = header
    self.rows = Array(rows.dropFirst())
    self.lines = Array(lines.dropFirst())
    columns = Dictionary(header.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  public func column(_ name: String) -> Int? { columns[name] }
}
