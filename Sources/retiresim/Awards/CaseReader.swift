// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles

/// Why a line of cases cannot be read or answered; the line number is the caller's affair.
struct LineError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// An object of a case, whose fields are asked for by name and type, and which refuses what nobody asked for.
struct CaseReader {
  /// What messages put before a field's name: `us.` or nothing.
  let prefix: String
  private let fields: [String: JSONValue]
  private let known: [String]

  /// - Throws: ``LineError`` where `value` is no object or has a field outside `known`.
  init(_ value: JSONValue, in prefix: String = "", known: [String]) throws(LineError) {
    guard case .object(let list) = value else {
      throw LineError("\(prefix.isEmpty ? "a line" : "'\(prefix.dropLast())'") is an object, not \(value.kind)")
    }
    for field in list where !known.contains(field.key) {
      throw LineError("unknown field '\(prefix)\(field.key)'; there are \(known.joined(separator: ", "))")
    }
    fields = Dictionary(list.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    (self.prefix, self.known) = (prefix, known)
  }

  func has(_ name: String) -> Bool { self[name] != nil }

  /// The field; nil where it is missing or null.
  subscript(name: String) -> JSONValue? {
    guard let value = fields[name], value != .null else { return nil }
    return value
  }

  private func wrong(_ name: String, _ wanted: String, _ value: JSONValue) -> LineError {
    LineError("'\(prefix)\(name)' is \(wanted), not \(Self.words(value))")
  }

  private static func words(_ value: JSONValue) -> String {
    switch value {
    case .number(let number): number.description
    case .string(let text): "'\(text)'"
    default: value.kind
    }
  }

  func text(_ name: String) throws(LineError) -> String? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value else { throw wrong(name, "text", value) }
    return text
  }

  func flag(_ name: String) throws(LineError) -> Bool? {
    guard let value = self[name] else { return nil }
    guard case .bool(let flag) = value else { throw wrong(name, "true or false", value) }
    return flag
  }

  func month(_ name: String) throws(LineError) -> YearMonth? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value, let month = YearMonth(text) else {
      throw wrong(name, "a month, YYYY-MM", value)
    }
    return month
  }

  func date(_ name: String) throws(LineError) -> CalendarDate? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value, let date = CalendarDate(text) else {
      throw wrong(name, "a day that exists, YYYY-MM-DD", value)
    }
    return date
  }

  /// An amount of money, not negative.
  func amount(_ name: String) throws(LineError) -> ExactDecimal? {
    guard let value = self[name] else { return nil }
    return try amount(value, name)
  }

  func count(_ name: String) throws(LineError) -> Int? {
    guard let value = self[name] else { return nil }
    return try count(value, name)
  }

  /// Amounts by calendar year: `{"1980": 11000.5}`.
  func amountsByYear(_ name: String) throws(LineError) -> [Int: ExactDecimal]? {
    try byYear(name) { (value, name) throws(LineError) in try amount(value, name) }
  }

  /// Counts by calendar year: `{"1977": 3}`.
  func countsByYear(_ name: String) throws(LineError) -> [Int: Int]? {
    try byYear(name) { (value, name) throws(LineError) in try count(value, name) }
  }

  /// The field as an object of its own.
  func object(_ name: String, known: [String]) throws(LineError) -> CaseReader? {
    guard let value = self[name] else { return nil }
    return try CaseReader(value, in: "\(prefix)\(name).", known: known)
  }

  /// The objects of a list.
  func list(_ name: String, known: [String]) throws(LineError) -> [CaseReader]? {
    guard let value = self[name] else { return nil }
    guard case .array(let items) = value else { throw wrong(name, "a list", value) }
    var readers: [CaseReader] = []
    for (index, item) in items.enumerated() {
      readers.append(try CaseReader(item, in: "\(prefix)\(name)[\(index)].", known: known))
    }
    return readers
  }

  /// `value`, or an error that names the field that is missing.
  func required<Value>(_ value: Value?, _ name: String) throws(LineError) -> Value {
    guard let value else { throw LineError("'\(prefix)\(name)' is missing") }
    return value
  }

  /// An object whose values are all text: `{"foreignTimeInThreshold": "no"}`.
  func texts(_ name: String) throws(LineError) -> [String: String]? {
    guard let value = self[name] else { return nil }
    guard case .object(let fields) = value else { throw wrong(name, "an object", value) }
    var texts: [String: String] = [:]
    for field in fields {
      guard case .string(let text) = field.value else { throw wrong("\(name).\(field.key)", "text", field.value) }
      texts[field.key] = text
    }
    return texts
  }

  /// A law regime: its name, or an object with `name` and settings, all text.
  func regime(_ name: String, among regimes: [LawRegime]) throws(LineError) -> LawRegime {
    guard let value = self[name] else { return .current }
    var wanted = ""
    var settings: [String: String] = [:]
    switch value {
    case .string(let text): wanted = text
    case .object(let fields):
      for field in fields {
        guard case .string(let text) = field.value else { throw wrong("\(name).\(field.key)", "text", field.value) }
        if field.key == "name" { wanted = text } else { settings[field.key] = text }
      }
    default: throw wrong(name, "the name of a regime", value)
    }
    if wanted == LawRegime.current.name, settings.isEmpty { return .current }
    guard var regime = regimes.first(where: { $0.name == wanted }) else {
      let names = [LawRegime.current.name] + regimes.map(\.name)
      throw LineError("'\(prefix)\(name)' names no regime '\(wanted)'; there are \(names.joined(separator: ", "))")
    }
    regime.settings.merge(settings) { _, new in new }
    return regime
  }

  /// Puts the name of this object before what `body` throws, where that is no error of a line already.
  func named<Value>(_ body: () throws -> Value) throws(LineError) -> Value {
    do {
      return try body()
    } catch let error as LineError {
      throw error
    } catch {
      throw LineError("\(prefix.dropLast()): \(error)")
    }
  }

  private func amount(_ value: JSONValue, _ name: String) throws(LineError) -> ExactDecimal {
    guard case .number(let amount) = value else { throw wrong(name, "an amount", value) }
    guard amount >= .zero else { throw LineError("'\(prefix)\(name)' is negative: \(amount)") }
    guard amount < 1_000_000_000_000 else { throw LineError("'\(prefix)\(name)' is too large: \(amount)") }
    return amount
  }

  private func count(_ value: JSONValue, _ name: String) throws(LineError) -> Int {
    guard case .number(let number) = value, number >= .zero, number < 100_000, ExactDecimal(number.whole) == number
    else { throw wrong(name, "a count", value) }
    return number.whole
  }

  private func byYear<Value>(
    _ name: String, _ read: (JSONValue, String) throws(LineError) -> Value
  ) throws(LineError) -> [Int: Value]? {
    guard let value = self[name] else { return nil }
    guard case .object(let list) = value else { throw wrong(name, "an object of years", value) }
    var result: [Int: Value] = [:]
    for field in list {
      guard let year = Int(field.key), (1900...2200).contains(year) else {
        throw LineError("'\(prefix)\(name)' has '\(field.key)', which is no year between 1900 and 2200")
      }
      result[year] = try read(field.value, "\(name).\(field.key)")
    }
    return result
  }
}
