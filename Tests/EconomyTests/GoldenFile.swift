// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Parameters
import Testing

/// A table in `Goldens/`, row by row.
struct GoldenRow: Sendable, CustomTestStringConvertible {
  let file: String
  let line: Int
  let cells: [String: String]

  var testDescription: String { "\(file):\(line)" }

  subscript(_ column: String) -> String { cells[column] ?? "" }
  func number(_ column: String) -> Double? { Double(self[column]) }

  static func rows(_ file: String) throws -> [GoldenRow] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(file)")
    let table = try CSVTable(String(contentsOf: url, encoding: .utf8), file: file)
    return zip(table.rows, table.lines).map { row, line in
      GoldenRow(
        file: file, line: line, cells: Dictionary(zip(table.header, row), uniquingKeysWith: { a, _ in a }))
    }
  }

  /// `name=value name=value`
  var parameters: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: self["parameters"].split(separator: " ").map {
        let pair = $0.split(separator: "=")
        return (String(pair[0]), Double(pair[1])!)
      })
  }

  func process() throws -> ExchangeRateProcess {
    try ExchangeRateProcess(model: ExchangeRateModel(named: self["model"]), values: parameters)
  }
}

func close(_ a: Double?, _ b: Double?, relative: Double = 1e-10, absolute: Double = 0) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return abs(a - b) <= max(relative * abs(b), absolute)
}
