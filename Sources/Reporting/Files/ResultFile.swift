// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// A result as JSON: the values that the report puts into words.
///
/// Keys in alphabetical order, months and exact decimals as text, remarks as the key of a sentence and what fills it. Numbers that are none
/// are the texts `inf`, `-inf` and `nan`.
enum ResultFile {
  static let name = "result.json"

  static func bytes(of result: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return Array(try encoder.encode(result)) + [UInt8(ascii: "\n")]
  }
}
