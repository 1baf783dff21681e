// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities

/// A JSON value of a golden file, read as it is asked for; numbers stay decimal.
public indirect enum Golden: Sendable, Decodable {
  case null
  case bool(Bool)
  case number(ExactDecimal)
  case text(String)
  case array([Golden])
  case object([String: Golden])

  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(ExactDecimal(shortest: number) ?? .zero)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let array = try? value.decode([Golden].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: Golden].self))
    }
  }

  public subscript(key: String) -> Golden? {
    if case .object(let fields) = self, let value = fields[key] {
      if case .null = value { return nil }
      return value
    }
    return nil
  }
  public var text: String? { if case .text(let value) = self { value } else { nil } }
  public var number: ExactDecimal? { if case .number(let value) = self { value } else { nil } }
  public var integer: Int? { number.map(\.whole) }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var items: [Golden] { if case .array(let values) = self { values } else { [] } }
  public var fields: [String: Golden] { if case .object(let value) = self { value } else { [:] } }
  public var month: YearMonth? { text.flatMap { YearMonth($0) } }
  public var date: CalendarDate? { text.flatMap { CalendarDate($0) } }
  /// A number that stands as one or as text.
  public var decimal: ExactDecimal? { number ?? text.flatMap { ExactDecimal($0) } }
  public var byYear: [Int: ExactDecimal] {
    Dictionary(
      uniqueKeysWithValues: fields.compactMap { key, value in
        Int(key).flatMap { year in value.number.map { (year, $0) } }
      })
  }
  public var counts: [Int: Int] { byYear.mapValues(\.whole) }

  /// What a case must hold.
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  private func required<Value>(_ key: String, _ value: Value?) throws -> Value {
    guard let value else { throw Missing(description: "'\(key)' is missing, or of another type") }
    return value
  }

  public func decimal(_ key: String) throws -> ExactDecimal { try required(key, self[key]?.decimal) }
  public func int(_ key: String) throws -> Int { try decimal(key).whole }
  public func month(_ key: String) throws -> YearMonth { try required(key, self[key]?.month) }
  public func text(_ key: String) throws -> String { try required(key, self[key]?.text) }

  public static func int(_ value: Int) -> Golden { .number(ExactDecimal(value)) }

  /// Whether a wanted figure is the one found.
  public func isSame(as found: Golden) -> Bool {
    if let a = decimal, let b = found.decimal { return a == b }
    switch (self, found) {
    case (.bool(let a), .bool(let b)): return a == b
    case (.text(let a), .text(let b)): return a == b
    case (.array(let a), .array(let b)): return a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    default: return false
    }
  }
}

public struct GoldenCase: Sendable, CustomStringConvertible {
  public let id: String
  public let fields: Golden
  public var description: String { id }
  public subscript(key: String) -> Golden? { fields[key] }
}

/// The lines of a golden file in the folder `Goldens` beside the file that asks; the first names the source.
public func goldens(_ name: String, beside file: String = #filePath) throws -> [GoldenCase] {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: "Goldens/\(name)")
  return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").compactMap { line in
    let value = try JSONDecoder().decode(Golden.self, from: Data(line.utf8))
    return value["id"]?.text.map { GoldenCase(id: $0, fields: value) }
  }
}
