// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import Testing

@testable import UnitedStatesRules

/// Cases from outside are bound by tests, each by one that is named; a test that is renamed or dropped takes its line along.
@Suite("United States: cases from outside")
struct OutsideCasesInvariants {
  private static let rows: [(case: String, file: String, test: String)] = {
    let text = (try? String(contentsOf: folder.appending(path: "Goldens/outside-cases.jsonl"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: String] ?? [:]
      guard let name = fields["case"], let file = fields["file"], let test = fields["test"] else { return nil }
      return (name, file, test)
    }
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  @Test("each names a test that there is")
  func named() throws {
    #expect(Self.rows.count >= 17)
    let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    for row in Self.rows {
      let source = try String(contentsOf: root.appending(path: row.file), encoding: .utf8)
      #expect(source.contains("\"\(row.test)\""), "\(row.case): \(row.file) has no test '\(row.test)'")
    }
  }

  /// Of what is paid beside work, of payment itself and of survivors: 20, 10 and 19, and two households.
  @Test("the worked cases of payment are all there, by kind")
  func payment() throws {
    var kinds: [String: Int] = [:]
    for row in try goldens("payment.jsonl") { kinds[try #require(row["group"]?.text), default: 0] += 1 }
    #expect(kinds.values.reduce(0, +) == 51)
    #expect(
      kinds == [
        "earnings test": 13, "adjustment at full retirement age": 2, "foreign work test": 5,
        "claim that reaches back": 4, "alien abroad": 2, "payment": 2, "month of death": 1, "benefit in payment": 1,
        "survivor": 4, "last useful month": 2, "survivor choice": 1, "death before 62": 2, "computation years": 2,
        "right": 6, "lump sum": 2, "early or wait": 1, "back pay or credits": 1,
      ])
  }
}
