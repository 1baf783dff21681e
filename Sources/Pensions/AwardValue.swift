// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A value in the answer of a country to one case, ready to be written as JSON in any form.
public indirect enum AwardValue: Hashable, Sendable {
  case integer(Int)
  /// Written with the decimals it has, at most two for money.
  case decimal(ExactDecimal)
  case text(String)
  case bool(Bool)
  case array([AwardValue])
  /// In the order in which it is written.
  case object([AwardField])

  /// A named object, in order.
  public static func fields(_ fields: KeyValuePairs<String, AwardValue>) -> AwardValue {
    .object(fields.map { AwardField($0.key, $0.value) })
  }
}

/// A name with its value.
public struct AwardField: Hashable, Sendable {
  public var key: String
  public var value: AwardValue
  public init(_ key: String, _ value: AwardValue) { (self.key, self.value) = (key, value) }
}

extension AwardValue {
  /// The value as JSON text (RFC 8259), numbers as plain decimals.
  public var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Appends the value as JSON text to `text`.
  public func write(to text: inout String) {
    switch self {
    case .integer(let value): text += String(value)
    case .decimal(let value): text += value.description
    case .text(let value): Self.quote(value, to: &text)
    case .bool(let value): text += value ? "true" : "false"
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.write(to: &text)
      }
      text += "]"
    case .object(let fields):
      text += "{"
      for (index, field) in fields.enumerated() {
        if index > 0 { text += ", " }
        Self.quote(field.key, to: &text)
        text += ": "
        field.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Appends `value` as a JSON string.
  static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case let control where control.value < 0x20:
        let digits = String(control.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
