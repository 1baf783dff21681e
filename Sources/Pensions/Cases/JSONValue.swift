// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// JSON as it stands in the text (RFC 8259): numbers are the decimals that are written, not their nearest binary ones.
public indirect enum JSONValue: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public var key: String
    public var value: JSONValue
  }

  case null
  case bool(Bool)
  case number(ExactDecimal)
  case string(String)
  case array([JSONValue])
  /// In the order of the text; no key stands twice.
  case object([Field])

  /// Reads one value that fills `text`.
  ///
  /// - Throws: ``JSONError`` with the byte where reading stopped.
  public init(_ text: some StringProtocol) throws(JSONError) {
    try self.init(bytes: Array(text.utf8))
  }

  /// - Parameter bytes: UTF-8; the caller has seen to that, a string that is not comes out repaired.
  public init(bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.document()
  }

  /// Reads one value and where each part of it begins.
  ///
  /// - Returns: the value, and the byte (from 0) at which it, and each key and value in it, begins, in the order of the text.
  package static func placed(bytes: [UInt8]) throws(JSONError) -> (value: JSONValue, starts: [Int]) {
    var reader = JSONReader(bytes: bytes)
    reader.keepsStarts = true
    return (try reader.document(), reader.starts)
  }

  /// What a message calls this value.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The field's value; nil where this is not an object or has no such field.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.key == key }?.value
  }
}

/// Where a JSON text stops being one.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  /// Counted in bytes from 1.
  public let column: Int
  public let message: String
  public var description: String { "column \(column): \(message)" }
}

/// Reads bytes from left to right, one value deep at a time.
private struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  var depth = 0
  var keepsStarts = false
  var starts: [Int] = []

  /// Deeper texts are refused, so that no input can exhaust the stack.
  static let maximumDepth = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  func fail(_ message: String) -> JSONError { JSONError(column: position + 1, message: message) }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw fail("something follows the end of the value") }
    return value
  }

  mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw fail("the text ends where a value should stand") }
    if keepsStarts { starts.append(position) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw fail("a value cannot begin with this character")
    }
  }

  mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw fail("'\(word)' is spelled otherwise") }
    position += word.utf8.count
    return value
  }

  mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let whole = try digits()
    if whole > 1, bytes[position - whole] == UInt8(ascii: "0") { throw fail("a number does not begin with 0") }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      _ = try digits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) { position += 1 }
      _ = try digits()
    }
    guard let value = ExactDecimal(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      throw fail("the number is out of range")
    }
    return .number(value)
  }

  mutating func digits() throws(JSONError) -> Int {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    guard position > start else { throw fail("a digit is missing") }
    return position - start
  }

  mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw fail("a control character stands in a string")
      default: text.append(byte)
      }
    }
    throw fail("a string is opened and never closed")
  }

  mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw fail("a string is opened and never closed") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code) {  // the first half of a surrogate pair
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw fail("half a surrogate pair") }
        position += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw fail("half a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fail("half a surrogate pair") }
      text.append(contentsOf: Array(String(scalar).utf8))
    default: throw fail("no such escape")
    }
  }

  mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw fail("four hexadecimal digits are missing") }
    position += 4
    return code
  }

  mutating func enter() throws(JSONError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw fail("more than \(Self.maximumDepth) levels deep") }
    position += 1
  }

  /// Steps over what stands between items; false at the closing bracket.
  mutating func next(after first: Bool, closing: UInt8, what: String) throws(JSONError) -> Bool {
    skipSpace()
    guard position < bytes.count else { throw fail("\(what) is opened and never closed") }
    if bytes[position] == closing {
      position += 1
      depth -= 1
      return false
    }
    if !first {
      guard bytes[position] == UInt8(ascii: ",") else { throw fail("a comma is missing") }
      position += 1
      skipSpace()
      if position < bytes.count, bytes[position] == closing { throw fail("nothing follows the comma") }
    }
    return true
  }

  mutating func array() throws(JSONError) -> JSONValue {
    try enter()
    var items: [JSONValue] = []
    while try next(after: items.isEmpty, closing: UInt8(ascii: "]"), what: "a list") { items.append(try value()) }
    return .array(items)
  }

  mutating func object() throws(JSONError) -> JSONValue {
    try enter()
    var fields: [JSONValue.Field] = []
    var names: Set<String> = []
    while try next(after: fields.isEmpty, closing: UInt8(ascii: "}"), what: "an object") {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw fail("a name in quotes should stand here")
      }
      if keepsStarts { starts.append(position) }
      let key = try string()
      guard names.insert(key).inserted else { throw fail("'\(key)' is given twice") }
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { throw fail("a colon is missing") }
      position += 1
      fields.append(JSONValue.Field(key: key, value: try value()))
    }
    return .object(fields)
  }
}
