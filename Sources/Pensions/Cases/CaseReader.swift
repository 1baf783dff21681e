// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Why a line of cases cannot be read or answered; the line number is the caller's affair.
public struct LineError: Error, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// An object of a case, whose fields are asked for by name and type, and which knows what nobody asked for.
public struct CaseReader {
  /// What was asked for, of this object and of those in it.
  private final class Asked {
    var names: Set<String> = []
    var within: [String: [(place: String, reader: CaseReader)]] = [:]
  }

  /// What messages put before a field's name: `us.` or nothing.
  public let prefix: String
  private let names: [String]
  private let fields: [String: JSONValue]
  private let asked = Asked()

  /// - Parameter known: what there may be; nil where anything may stand, as in a line that carries notes.
  /// - Throws: ``LineError`` where `value` is no object or has a field outside `known`.
  public init(_ value: JSONValue, in prefix: String = "", known: [String]?) throws(LineError) {
    guard case .object(let list) = value else {
      throw LineError("\(prefix.isEmpty ? "a line" : "'\(prefix.dropLast())'") is an object, not \(value.kind)")
    }
    if let known {
      for field in list where !known.contains(field.key) {
        throw LineError("unknown field '\(prefix)\(field.key)'; there are \(known.joined(separator: ", "))")
      }
    }
    fields = Dictionary(list.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    names = list.map(\.key)
    self.prefix = prefix
  }

  public func has(_ name: String) -> Bool { self[name] != nil }

  /// The field; nil where it is missing or null.
  public subscript(name: String) -> JSONValue? {
    asked.names.insert(name)
    guard let value = fields[name], value != .null else { return nil }
    return value
  }

  /// The field without asking for it.
  func peek(_ name: String) -> JSONValue? { fields[name] }

  /// Names of the fields, in order, without asking for any.
  public var keys: [String] { names }

  /// What nobody has asked for, of this object and of those in it that were read, each by its whole name.
  public var unread: [String] {
    names.flatMap { name in
      asked.names.contains(name) ? (asked.within[name] ?? []).flatMap(\.reader.unread) : ["\(prefix)\(name)"]
    }
  }

  /// Reads an object that lies in this one, so that ``unread`` looks into it too; the same reader each time.
  public func reader(_ value: JSONValue, under name: String, at place: String = "", known: [String]?)
    throws(LineError) -> CaseReader
  {
    if let known = asked.within[name]?.first(where: { $0.place == place }) { return known.reader }
    let reader = try CaseReader(value, in: "\(prefix)\(name)\(place).", known: known)
    asked.within[name, default: []].append((place, reader))
    return reader
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

  public func text(_ name: String) throws(LineError) -> String? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value else { throw wrong(name, "text", value) }
    return text
  }

  public func flag(_ name: String) throws(LineError) -> Bool? {
    guard let value = self[name] else { return nil }
    guard case .bool(let flag) = value else { throw wrong(name, "true or false", value) }
    return flag
  }

  public func month(_ name: String) throws(LineError) -> YearMonth? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value, let month = YearMonth(text) else {
      throw wrong(name, "a month, YYYY-MM", value)
    }
    return month
  }

  public func date(_ name: String) throws(LineError) -> CalendarDate? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value, let date = CalendarDate(text) else {
      throw wrong(name, "a day that exists, YYYY-MM-DD", value)
    }
    return date
  }

  /// An amount of money, not negative.
  public func amount(_ name: String) throws(LineError) -> ExactDecimal? {
    guard let value = self[name] else { return nil }
    return try amount(value, name)
  }

  public func count(_ name: String) throws(LineError) -> Int? {
    guard let value = self[name] else { return nil }
    return try count(value, name)
  }

  /// Amounts by calendar year: `{"1980": 11000.5}`.
  public func amountsByYear(_ name: String) throws(LineError) -> [Int: ExactDecimal]? {
    try byYear(name) { (value, name) throws(LineError) in try amount(value, name) }
  }

  /// Counts by calendar year: `{"1977": 3}`.
  public func countsByYear(_ name: String) throws(LineError) -> [Int: Int]? {
    try byYear(name) { (value, name) throws(LineError) in try count(value, name) }
  }

  /// The field as an object of its own.
  public func object(_ name: String, known: [String]) throws(LineError) -> CaseReader? {
    guard let value = self[name] else { return nil }
    return try reader(value, under: name, known: known)
  }

  /// The objects of a list.
  public func list(_ name: String, known: [String]) throws(LineError) -> [CaseReader]? {
    guard let value = self[name] else { return nil }
    guard case .array(let items) = value else { throw wrong(name, "a list", value) }
    var readers: [CaseReader] = []
    for (index, item) in items.enumerated() {
      readers.append(try reader(item, under: name, at: "[\(index)]", known: known))
    }
    return readers
  }

  /// `value`, or an error that names the field that is missing.
  public func required<Value>(_ value: Value?, _ name: String) throws(LineError) -> Value {
    guard let value else { throw LineError("'\(prefix)\(name)' is missing") }
    return value
  }

  /// An object whose values are all text: `{"foreignTimeInThreshold": "no"}`.
  public func texts(_ name: String) throws(LineError) -> [String: String]? {
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
  public func regime(_ name: String, among regimes: [LawRegime]) throws(LineError) -> LawRegime {
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
  public func named<Value>(_ body: () throws -> Value) throws(LineError) -> Value {
    do {
      return try body()
    } catch let error as LineError {
      throw error
    } catch {
      throw LineError("\(prefix.dropLast()): \(error)")
    }
  }

  fileprivate func amount(_ value: JSONValue, _ name: String) throws(LineError) -> ExactDecimal {
    guard case .number(let amount) = value else { throw wrong(name, "an amount", value) }
    guard amount >= .zero else { throw LineError("'\(prefix)\(name)' is negative: \(amount)") }
    guard amount < 1_000_000_000_000 else { throw LineError("'\(prefix)\(name)' is too large: \(amount)") }
    return amount
  }

  fileprivate func count(_ value: JSONValue, _ name: String) throws(LineError) -> Int {
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

extension CaseReader {
  private func items<Value>(_ name: String, _ read: (JSONValue, String) throws(LineError) -> Value) throws(LineError)
    -> [Value]?
  {
    guard let value = self[name] else { return nil }
    guard case .array(let items) = value else { throw LineError("'\(prefix)\(name)' is a list, not \(value.kind)") }
    var found: [Value] = []
    for (index, item) in items.enumerated() { found.append(try read(item, "\(name)[\(index)]")) }
    return found
  }

  /// Amounts of money, none negative.
  public func amounts(_ name: String) throws(LineError) -> [ExactDecimal]? {
    try items(name) { (value, name) throws(LineError) in try amount(value, name) }
  }

  public func counts(_ name: String) throws(LineError) -> [Int]? {
    try items(name) { (value, name) throws(LineError) in try count(value, name) }
  }

  /// A country, or a list of them.
  public func countries(_ name: String) throws(LineError) -> [Country] {
    switch self[name] {
    case nil: return []
    case .string(let code): return [Country(code)]
    case .array(let items):
      var countries: [Country] = []
      for item in items {
        guard case .string(let code) = item else { throw LineError("'\(prefix)\(name)' is a list of country codes") }
        countries.append(Country(code))
      }
      return countries
    default: throw LineError("'\(prefix)\(name)' is a country code or a list of them")
    }
  }

  /// The first and the last of some months: `["2026-11", "2031-12"]`.
  public func months(_ name: String) throws(LineError) -> ClosedRange<YearMonth>? {
    guard let value = self[name] else { return nil }
    guard case .array(let ends) = value, ends.count == 2, case .string(let a) = ends[0], case .string(let b) = ends[1],
      let first = YearMonth(a), let last = YearMonth(b), first <= last, last - first < 1200
    else {
      throw LineError(
        "'\(prefix)\(name)' is the first and the last month, [\"YYYY-MM\", \"YYYY-MM\"], at most a hundred years")
    }
    return first...last
  }

  /// A day, or a month, which stands for its first day.
  public func dayOrMonth(_ name: String) throws(LineError) -> CalendarDate? {
    guard case .string(let text) = self[name], let month = YearMonth(text) else { return try date(name) }
    return CalendarDate(month.year, month.month, 1)
  }
}
