// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Something found, chosen or named, as a value: the key of a sentence and what fills its places.
///
/// Law and engine say `Remark(.countedMonths, ["own": 180, "foreign": 84])`; the sentence stands in the `Words/` of the module that
/// says it, in each language, and reports and JSON read the same value.
public struct Remark: Hashable, Sendable, Codable {
  /// What fills one place of a sentence.
  public enum Argument: Hashable, Sendable {
    case integer(Int)
    case month(YearMonth)
    /// As it is in every language: a name, an article, an exact decimal, a code.
    case text(String)
    /// Another sentence, or a part of one.
    case remark(Remark)
    /// A list, its parts put together by commas.
    case list([Argument])
  }

  /// `section.key` of a ``WordCatalogue``.
  public var key: String
  public var arguments: [String: Argument]

  public init(key: String, _ arguments: [String: Argument] = [:]) { (self.key, self.arguments) = (key, arguments) }

  public init(_ key: some PhraseKey, _ arguments: [String: Argument] = [:]) {
    self.init(key: key.rawValue, arguments)
  }
}

extension Remark.Argument: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(stringLiteral value: String) { self = .text(value) }

  /// Anything that is written alike in every language.
  public static func exact(_ value: some CustomStringConvertible) -> Remark.Argument { .text(value.description) }
}

extension Remark.Argument: Codable {
  private enum Kind: String, CodingKey { case integer, month, text, remark, list }

  /// `{"month": "2031-04"}`, and so on for the other kinds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .integer(let value): try container.encode(value, forKey: .integer)
    case .month(let value): try container.encode(value.description, forKey: .month)
    case .text(let value): try container.encode(value, forKey: .text)
    case .remark(let value): try container.encode(value, forKey: .remark)
    case .list(let values): try container.encode(values, forKey: .list)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    if let value = try container.decodeIfPresent(Int.self, forKey: .integer) {
      self = .integer(value)
    } else if let value = try container.decodeIfPresent(String.self, forKey: .month) {
      guard let month = YearMonth(value) else {
        throw DecodingError.dataCorruptedError(
          forKey: .month, in: container, debugDescription: "'\(value)' is no month")
      }
      self = .month(month)
    } else if let value = try container.decodeIfPresent(Remark.self, forKey: .remark) {
      self = .remark(value)
    } else if let values = try container.decodeIfPresent([Remark.Argument].self, forKey: .list) {
      self = .list(values)
    } else {
      self = .text(try container.decode(String.self, forKey: .text))
    }
  }
}

extension [WordCatalogue] {
  /// The sentence of `key` in the first catalogue that holds it.
  public func sentence(_ key: String, in language: String) -> String? {
    for catalogue in self {
      if let found = catalogue.sentence(key, in: language) { return found }
    }
    return nil
  }

  /// The sentence of `remark` in `language`, its places filled; the key where no catalogue holds it.
  ///
  /// - Parameter month: how the language writes a month.
  public func text(
    _ remark: Remark, in language: String, month: (YearMonth) -> String = { $0.description }
  ) -> String {
    guard let sentence = sentence(remark.key, in: language) else { return remark.key }
    var text = ""
    var rest = Substring(sentence)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      let place = String(rest[rest.index(after: open)..<close])
      guard let argument = remark.arguments[place] else {
        preconditionFailure("nothing fills '{\(place)}' of '\(remark.key)'")
      }
      text += self.text(argument, in: language, month: month)
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private func text(_ argument: Remark.Argument, in language: String, month: (YearMonth) -> String) -> String {
    switch argument {
    case .integer(let value): String(value)
    case .month(let value): month(value)
    case .text(let value): value
    case .remark(let value): text(value, in: language, month: month)
    case .list(let values): values.map { text($0, in: language, month: month) }.joined(separator: ", ")
    }
  }
}
