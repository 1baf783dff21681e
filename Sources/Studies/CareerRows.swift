// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import ScenarioFiles
import Strategies

/// What is wrong with one row of a career file.
public struct RowError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line in the file, from 1.
  public var line: Int
  /// In characters, from 1.
  public var column: Int
  /// The column or key, `lu.periods[1].pay`; nil where the row as a whole is wrong.
  public var field: String?
  public var message: String
  public var hint: String?

  public init(line: Int, column: Int = 1, field: String? = nil, message: String, hint: String? = nil) {
    (self.line, self.column, self.field, self.message, self.hint) = (line, column, field, message, hint)
  }

  public var description: String { "line \(line)" + (field.map { ", field '\($0)'" } ?? "") + ": \(message)" }

  /// `file:line:column: error: field: message`.
  public func description(in path: String) -> String {
    ScenarioError(
      path: path, line: line, column: column, message: (field.map { "\($0): " } ?? "") + message, hint: hint
    ).description
  }
}

/// The careers of a file, row by row: CSV with one stay a country, or JSON Lines with whole records.
///
/// The file is read once to its end when it is opened, so that every mistake is known before anything is computed; after that, rows are read
/// again when they are asked for, and none is kept.
///
/// CSV columns: `id`, `born` (a day), `sex`, `citizenship` (codes, space between), `residence`, and for each country, its code in lower
/// case first: `us_from` (a month), `us_units` (quarters, or months where the country counts months), `us_pay` (a year, or a month),
/// `us_pay_year` (in whose wages), `us_kind`. JSON Lines: `{"id", "born", "sex", "citizenship": […], "residence", "us": {"earnings":
/// {"1990": 31000}, "quarters": {"1977": 3}}, "lu": {"periods": [{"from", "to", "kind", "pay", "pay_year"}], "income": {…}}}`.
public struct CareerRows: Sendable {
  /// As many mistakes are kept for messages; the others are counted.
  public static let mostProblems = 100

  public let path: String
  /// Mistakes in the order of the file, every one of a row; the first ``mostProblems``.
  public private(set) var problems: [RowError] = []
  /// All mistakes.
  public private(set) var problemCount = 0
  /// Rows that hold one or more.
  public private(set) var wrongRows = 0
  private let file: CareerFile
  private let form: CareerForm
  /// Nil for JSON Lines.
  private let header: CareerHeader?
  /// Rows whose id an earlier row has, with that row.
  private var repeated: [Int: Int] = [:]

  /// SHA-256 of the file.
  var digest: String { file.digest }
  public var count: Int { file.count - firstRow }
  private var firstRow: Int { header == nil ? 0 : 1 }

  /// - Parameters:
  ///   - path: `.jsonl` or `.json` files are JSON Lines, all others CSV.
  ///   - personID: the name that the base scenario's strategies use.
  ///   - asOf: the valuation month, at which everybody lives.
  /// - Throws: ``ScenarioErrors`` when the file cannot be read, or its columns are not those of careers.
  public init(path: String, countries: [any PensionSystem], personID: String, asOf: YearMonth) throws(ScenarioErrors) {
    self.path = path
    form = CareerForm(countries: countries, personID: personID, asOf: asOf)
    let isJSON = path.hasSuffix(".jsonl") || path.hasSuffix(".json")
    file = try CareerFile(path: path, comments: !isJSON)
    if isJSON {
      header = nil
    } else {
      guard file.count > 0, let first = try file.bytes(0) else { throw Self.empty(path) }
      header = try CareerHeader(first, line: file.line(0), path: path, form: form)
    }
    guard count > 0 else { throw Self.empty(path) }
    try check()
  }

  private static func empty(_ path: String) -> ScenarioErrors {
    ScenarioErrors([ScenarioError(path: path, message: "there is no career in the file")])
  }

  /// Reads every row.
  private mutating func check() throws(ScenarioErrors) {
    /// By hash of the id: a row of this id. Two ids of one hash are told apart by reading the row again.
    var ids: [Int: Int] = [:]
    ids.reserveCapacity(count)
    var first = 0
    while first < count {
      let rows = first..<min(first + 256, count)
      for (row, bytes) in zip(rows, try file.bytes(shifted(rows))) {
        let reading = self.reading(bytes, row: row)
        var errors = reading.errors
        if let id = reading.id {
          if let earlier = ids[id.hashValue] {
            if try self.reading(try file.bytes(firstRow + earlier), row: earlier).id == id {
              repeated[row] = earlier
              errors.append(duplicate(row, of: earlier))
            }
          } else {
            ids[id.hashValue] = row
          }
        }
        guard !errors.isEmpty else { continue }
        wrongRows += 1
        problemCount += errors.count
        problems += errors.prefix(Self.mostProblems - problems.count)
      }
      first = rows.upperBound
    }
  }

  private func duplicate(_ row: Int, of earlier: Int) -> RowError {
    RowError(
      line: line(row), field: "id", message: "the id is given twice; the first is on line \(line(earlier))",
      hint: "give each career an id of its own")
  }

  private func shifted(_ rows: Range<Int>) -> Range<Int> { rows.lowerBound + firstRow..<rows.upperBound + firstRow }

  /// Line of a row in the file, from 1.
  public func line(_ row: Int) -> Int { file.line(row + firstRow) }

  /// Careers in the order of the file; a wrong row is its first error.
  ///
  /// - Throws: ``ScenarioErrors`` when the file has changed.
  public func careers(_ rows: Range<Int>) throws(ScenarioErrors) -> [Result<Career, RowError>] {
    var found: [Result<Career, RowError>] = []
    for (row, bytes) in zip(rows, try file.bytes(shifted(rows))) {
      let reading = self.reading(bytes, row: row)
      if let error = reading.errors.first {
        found.append(.failure(error))
      } else if let earlier = repeated[row] {
        found.append(.failure(duplicate(row, of: earlier)))
      } else if let career = reading.career {
        found.append(.success(career))
      } else {
        found.append(.failure(RowError(line: line(row), message: "the row holds no career")))
      }
    }
    return found
  }

  private func reading(_ bytes: [UInt8]?, row: Int) -> CareerForm.Reading {
    guard let bytes else {
      return CareerForm.Reading(
        errors: [RowError(line: line(row), message: "the line is longer than 1 MB", hint: "one career a line")])
    }
    return form.read(bytes, header: header, line: line(row), path: path)
  }
}
