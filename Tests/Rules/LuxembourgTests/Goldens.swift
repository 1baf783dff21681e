// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import Testing

/// A JSON value of a golden file, read as it is asked for.
indirect enum Golden: Sendable, Decodable {
  case bool(Bool)
  case number(ExactDecimal)
  case text(String)
  case array([Golden])
  case object([String: Golden])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let bool = try? value.decode(Bool.self) {
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
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
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
  var month: YearMonth? { text.flatMap { YearMonth($0) } }

  func decimal(_ key: String) throws -> ExactDecimal { try #require(self[key]?.decimal, "\(key)") }
  func money(_ key: String) throws -> Money<EUR> { Money(try decimal(key), rounded: .halfUp) }
  func int(_ key: String) throws -> Int { try decimal(key).whole }
  func month(_ key: String) throws -> YearMonth { try #require(self[key]?.month, "\(key)") }
}

extension Golden {
  static func money(_ amount: Money<EUR>) -> Golden { .number(amount.amount) }
  static func int(_ value: Int) -> Golden { .number(ExactDecimal(value)) }

  /// Whether a wanted figure is the one found.
  func isSame(as found: Golden) -> Bool {
    if let a = decimal, let b = found.decimal { return a == b }
    switch (self, found) {
    case (.bool(let a), .bool(let b)): return a == b
    case (.text(let a), .text(let b)): return a == b
    case (.array(let a), .array(let b)): return a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    default: return false
    }
  }
}

struct GoldenCase: Sendable, CustomTestStringConvertible {
  let id: String
  let fields: Golden
  var testDescription: String { id }
}

/// The lines of a golden file; the first names the source.
func goldenCases(_ name: String) throws -> [GoldenCase] {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
  return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").compactMap { line in
    let value = try JSONDecoder().decode(Golden.self, from: Data(line.utf8))
    return value["id"]?.text.map { GoldenCase(id: $0, fields: value) }
  }
}
