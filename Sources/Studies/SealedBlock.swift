// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import RandomStreams
import Reporting
import ScenarioFiles

/// A block's text with a first line that says what it belongs to, and a checksum of all of it.
///
/// The first line names the variant of the C library's mathematics that computed the block, the study's identity, the block's number and
/// its items; `sha256` is the digest of that line without it, and of the lines that follow. Tables never hold any of it.
struct SealedBlock {
  var mathematics: String
  /// Those that follow the first.
  var lines: [Substring]

  private static func fields(mathematics: String, number: Int, identity: StudyIdentity, key: String) -> [AwardField] {
    var fields = [
      AwardField("mathematics", .text(mathematics)), AwardField("study", .text(key)),
      AwardField("block", .integer(number)),
    ]
    let items = identity.items(ofBlock: number)
    if !items.isEmpty {
      fields += [AwardField("from", .integer(items.lowerBound)), AwardField("to", .integer(items.upperBound - 1))]
    }
    return fields
  }

  private static func header(
    mathematics: String, number: Int, identity: StudyIdentity, key: String, body: some StringProtocol
  ) -> String {
    let fields = fields(mathematics: mathematics, number: number, identity: identity, key: key)
    let sum = SHA256.hex(of: (AwardValue.object(fields).json + "\n" + body).utf8)
    return AwardValue.object(fields + [AwardField("sha256", .text(sum))]).json
  }

  /// - Parameters:
  ///   - body: lines of JSON, each with its end.
  ///   - key: ``StudyIdentity/key(_:)``.
  static func seal(_ body: String, number: Int, identity: StudyIdentity, key: String) -> [UInt8] {
    let header = header(
      mathematics: MathLibrary.variant, number: number, identity: identity, key: key, body: body)
    return Array((header + "\n" + body).utf8)
  }

  /// Checks that a block is the one that was written for this place of this study.
  ///
  /// - Parameter file: for messages.
  /// - Throws: ``StudyError``.
  init(_ bytes: [UInt8], number: Int, identity: StudyIdentity, key: String, file: String) throws {
    func wrong(_ what: String) -> StudyError {
      StudyError("\(file) \(what)", hint: "delete it and run the study again; what it held is computed anew")
    }
    guard let text = String(validating: bytes, as: UTF8.self), let end = text.utf8.firstIndex(of: 0x0A),
      let header = try? JSONValue(text[..<end]), let variant = header["mathematics"]?.text, variant.utf8.count <= 100
    else { throw wrong("cannot be read: its first line is not a block's") }
    let body = text[text.utf8.index(after: end)...]
    guard
      text[..<end]
        == Self.header(mathematics: variant, number: number, identity: identity, key: key, body: body)
    else {
      if header["study"]?.text != key { throw wrong("belongs to another study, seed, or build of the program") }
      if header["block"]?.whole(in: 0...StudyIdentity.mostItems) != number {
        throw wrong("is a copy of another block")
      }
      throw wrong("is not as it was written: its checksum does not fit")
    }
    mathematics = variant
    lines = body.split(separator: "\n")
  }
}

/// One line of a block while it is read: every value is asked for by name, type and range.
struct BlockLine {
  let value: JSONValue
  /// File, line, and the path within it.
  let place: String

  init(_ line: Substring, file: String, number: Int) throws {
    place = "\(file):\(number)"
    do throws(JSONError) { value = try JSONValue(line) } catch {
      throw StudyError("\(place): the line is not JSON: \(error.message)")
    }
  }

  private init(_ value: JSONValue, place: String) { (self.value, self.place) = (value, place) }

  func wrong(_ key: String) -> StudyError {
    StudyError(
      "\(place): '\(key)' is not what the study wrote", hint: "delete the file and run the study again")
  }

  func has(_ key: String) -> Bool { value[key] != nil }

  /// Refuses names that no block has.
  func only(_ keys: Set<String>) throws {
    guard case .object(let fields) = value else { throw wrong("the line") }
    for field in fields where !keys.contains(field.key) { throw wrong(field.key.shortened) }
  }

  func text(_ key: String) throws -> String {
    guard let text = value[key]?.text, text == text.shortened || text.unicodeScalars.count > 60 else {
      throw wrong(key)
    }
    return text
  }

  func whole(_ key: String, in range: ClosedRange<Int>) throws -> Int {
    guard let number = value[key]?.whole(in: range) else { throw wrong(key) }
    return number
  }

  func number(_ key: String, in range: ClosedRange<Double> = -1e18...1e18) throws -> Double {
    guard case .number(let number)? = value[key], range.contains(number.double) else { throw wrong(key) }
    return number.double
  }

  func yes(_ key: String) throws -> Bool {
    switch try text(key) {
    case "yes": return true
    case "no": return false
    default: throw wrong(key)
    }
  }

  func list(_ key: String) throws -> [BlockLine] {
    guard case .array(let items)? = value[key] else { throw wrong(key) }
    return items.enumerated().map { BlockLine($1, place: "\(place): \(key)[\($0)]") }
  }

  func object(_ key: String) throws -> [(key: String, value: BlockLine)] {
    guard case .object(let fields)? = value[key] else { throw wrong(key) }
    return fields.map { ($0.key, BlockLine($0.value, place: "\(place): \(key).\($0.key.shortened)")) }
  }

  func part(_ key: String) throws -> BlockLine {
    guard let part = value[key], case .object = part else { throw wrong(key) }
    return BlockLine(part, place: "\(place): \(key)")
  }

  /// Numbers of a list that holds nothing else.
  func numbers(_ key: String) throws -> [Double] {
    guard case .array(let items)? = value[key] else { throw wrong(key) }
    return try items.map {
      guard case .number(let number) = $0 else { throw wrong(key) }
      return number.double
    }
  }

  func texts(_ key: String) throws -> [String] {
    guard case .array(let items)? = value[key] else { throw wrong(key) }
    return try items.map {
      guard let text = $0.text else { throw wrong(key) }
      return text
    }
  }

  /// Rows of numbers.
  func matrix(_ key: String) throws -> [[Double]] {
    guard case .array(let rows)? = value[key] else { throw wrong(key) }
    return try rows.map { row in
      guard case .array(let items) = row else { throw wrong(key) }
      return try items.map {
        guard case .number(let number) = $0 else { throw wrong(key) }
        return number.double
      }
    }
  }
}
