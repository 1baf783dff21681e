// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import Statements
import Testing

/// A byte lost, two swapped, the end missing: an error, a question, the same record, or one of a few changes that no rule can see.
@Suite("Papers: slips and broken copies")
struct SlipTests {
  static let isSlow = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil

  /// The most silent changes of all deletions and swaps: where a paper has no second column or total, only the eye sees them.
  static let allowed: [(String, Int)] = [
    ("left-in-2001.xml", 0), ("unquoted-namespace.xml", 0), ("pasted-page.txt", 19), ("pasted-cells.txt", 14),
    ("two-blocks.txt", 10),
    ("luxembourg-by-year.txt", 9), ("two-employers.txt", 203), ("plain.pia", 76), ("quarters.pia", 76),
    ("before-medicare.txt", 40), ("e205.txt", 10), ("french.txt", 10), ("german.txt", 10), ("grouped-years.txt", 0),
    ("luxembourg-affiliations.txt", 40),
  ]

  @Test("deletions and swaps are seen, but for those that no rule can see", arguments: allowed)
  func slips(_ name: String, _ most: Int) throws {
    let bytes = try Papers.bytes(name)
    let expected = Papers.run([(name, bytes)], answers: Papers.answers)
    let record = plain(expected)
    let questions = Self.questions(bytes, name)
    var silent: [String] = []
    // Every place at night, every fifth by day.
    let step = Self.isSlow ? 1 : max(1, bytes.count / 40)
    for place in stride(from: 0, to: bytes.count, by: step) {
      var deleted = bytes
      deleted.remove(at: place)
      var swapped = bytes
      if place + 1 < bytes.count { swapped.swapAt(place, place + 1) }
      for (kind, slip) in [("deletion", deleted), ("swap", swapped)] where slip != bytes {
        let outcome = Papers.run([(name, slip)], answers: Papers.answers)
        if outcome.hasErrors || !outcome.open.isEmpty || plain(outcome) == record { continue }
        if Self.questions(slip, name) != questions { continue }
        silent.append("\(kind) at \(place): \(plain(outcome))")
      }
    }
    #expect(
      silent.count <= most, "\(name): \(silent.count) silent changes: \(silent.prefix(12).joined(separator: "\n"))")
  }

  /// What is asked of a paper where nothing is answered.
  static func questions(_ bytes: [UInt8], _ name: String) -> [String] {
    let outcome = Papers.run([(name, bytes)], yes: false)
    return outcome.open.map(\.id) + outcome.problems.filter { $0.severity == .warning }.map(\.message)
  }

  @Test("every beginning ends in an error, a question or a record", arguments: Papers.good + Papers.broken)
  func prefixes(_ name: String) throws {
    let bytes = try Papers.bytes(name)
    let step = Self.isSlow ? 1 : max(1, bytes.count / 40)
    for end in stride(from: 0, to: bytes.count, by: step) {
      let outcome = Papers.run([(name, Array(bytes[..<end]))])
      #expect(outcome.hasErrors || !outcome.open.isEmpty || !outcome.records.isEmpty, "\(name), \(end) bytes")
    }
  }
}
