// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import Testing

/// A JSON value of the golden file, read as it is asked for.
indirect enum Golden: Sendable, Decodable {
  case null
  case bool(Bool)
  case number(ExactDecimal)
  case text(String)
  case array([Golden])
  case object([String: Golden])

  init(from decoder: any Decoder) throws {
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

  subscript(key: String) -> Golden? { if case .object(let fields) = self { fields[key] } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var bool: Bool { if case .bool(let value) = self { value } else { false } }
  var items: [Golden] { if case .array(let values) = self { values } else { [] } }
  var fields: [String: Golden] { if case .object(let value) = self { value } else { [:] } }
  /// Numbers stand as numbers or as text.
  var decimal: ExactDecimal? {
    switch self {
    case .number(let value): value
    case .text(let text): ExactDecimal(text)
    default: nil
    }
  }

  func decimal(_ key: String) throws -> ExactDecimal { try #require(self[key]?.decimal, "\(key)") }
  func money(_ key: String) throws -> Money<EUR> { Money(try decimal(key), rounded: .halfUp) }
  func int(_ key: String) throws -> Int { try decimal(key).whole }
  func flag(_ key: String) -> Bool { self[key]?.bool ?? false }
  func month(_ key: String) throws -> YearMonth { try #require(self[key]?.text.flatMap { YearMonth($0) }, "\(key)") }
  func date(_ key: String) throws -> CalendarDate {
    try #require(self[key]?.text.flatMap { CalendarDate($0) }, "\(key)")
  }
  /// Numbers by year.
  func byYear(_ key: String) throws -> [Int: ExactDecimal] {
    try Dictionary(
      uniqueKeysWithValues: (self[key]?.fields ?? [:]).map {
        (try #require(Int($0.key)), try #require($0.value.decimal, "\(key) \($0.key)"))
      })
  }

  static func int(_ value: Int) -> Golden { .number(ExactDecimal(value)) }

  /// Whether a wanted figure is the one found, as near as `tolerance` asks.
  func isSame(as found: Golden?, within tolerance: ExactDecimal) -> Bool {
    if let a = decimal, let b = found?.decimal {
      return (a > b ? a - b : b - a) <= tolerance
    }
    switch (self, found) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.text(let a), .text(let b)): return a == b
    case (.array(let a), .array(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1, within: tolerance) }
    case (.object(let a), .object(let b)):
      return a.allSatisfy { $0.value.isSame(as: b[$0.key], within: tolerance) }
    default: return false
    }
  }
}

struct GoldenCase: Sendable, CustomTestStringConvertible {
  let id: String
  let rule: String
  let given: Golden
  let wanted: [String: Golden]
  let tolerance: [String: Golden]

  var testDescription: String { id }
}

/// The cases of `Goldens/pensions.jsonl`; its first line says what their origins mean.
func goldenCases() throws -> [GoldenCase] {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/pensions.jsonl")
  return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").compactMap { line in
    let value = try JSONDecoder().decode(Golden.self, from: Data(line.utf8))
    guard let id = value["id"]?.text, let rule = value["rule"]?.text, let given = value["given"] else { return nil }
    return GoldenCase(
      id: id, rule: rule, given: given, wanted: value["wanted"]?.fields ?? [:],
      tolerance: value["tolerance"]?.fields ?? [:])
  }
}
