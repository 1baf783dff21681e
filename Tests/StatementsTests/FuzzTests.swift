// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statements
import Testing

/// Papers with random changes: an outcome, whatever it is, and never the end of the process.
@Suite("Papers: random changes")
struct FuzzTests {
  private static let pieces: [[UInt8]] = [
    "$", ",", ".", "\t", "\n", ";", "|", "\"", "*", "(1)", "USD", "1966", "01.01.2001", "-1", "<", "&", "&#x10FFFF;",
    "</",
    "<![CDATA[", "]]>", "9999999999999999999", "\u{202F}", "Not yet recorded", "2001-2005", "\0", "€", "31.02.2001",
    "19",
    "en cours", "Total ", "12", "E 205 FR", "0.00", "99999999.99",
    "<osss:Earnings startYear=\"2001\" endYear=\"9999\">", "06", "01",
  ].map { Array($0.utf8) }

  /// One in twenty is noise; the others are a paper with one to six changes.
  private static func mutant(
    _ round: Int, of papers: [[UInt8]], _ generator: inout SeededGenerator
  ) -> [UInt8] {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    if round % 20 == 0 {
      return (0..<number(0...300)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
    var bytes = papers[number(0...papers.count - 1)]
    for _ in 0..<number(1...6) {
      let place = number(0...bytes.count)
      let end = min(bytes.count, place + number(0...40))
      switch number(0...5) {
      case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: pieces[number(0...pieces.count - 1)], at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: number(0...bytes.count))
      case 4: bytes.removeSubrange(place..<end)
      default: if place + 1 < bytes.count { bytes.swapAt(place, place + 1) }
      }
    }
    return bytes
  }

  @Test("random bytes, and papers with random changes, never stop the program, and no name gets out")
  func fuzz() throws {
    let papers = try (Papers.good + Papers.broken).map { try Papers.bytes($0) }
    var generator = SeededGenerator(seed: 2026)
    let rounds = SlipTests.isSlow ? 1_000_000 : 600
    var (records, questions, errors) = (0, 0, 0)
    for round in 0..<rounds {
      let bytes = Self.mutant(round, of: papers, &generator)
      // A trap would end the process here; the outcome itself may be any.
      let outcome = Papers.run([("fuzz", bytes)], answers: round % 3 == 0 ? Papers.answers : [:]) {
        $0.spreads = round % 2 == 0
      }
      if outcome.hasErrors { errors += 1 } else if outcome.open.isEmpty { records += 1 } else { questions += 1 }
      let isEmpty = outcome.hasErrors || !outcome.open.isEmpty
      if outcome.records.isEmpty != isEmpty || Self.shown(outcome).contains(where: { $0.contains("EXEMPLE") }) {
        Issue.record("round \(round): \(outcome.problems) \(outcome.records.count) \(outcome.open.map(\.id))")
      }
    }
    #expect(records + questions + errors == rounds && min(records, questions, errors) > rounds / 50)
    if SlipTests.isSlow {
      print("\(rounds) papers: \(records) records, \(questions) with questions, \(errors) with errors")
    }
  }

  private static func shown(_ outcome: StatementImport.Outcome) -> [String] {
    outcome.said + outcome.problems.map { $0.message + ($0.hint ?? "") } + outcome.open.map { $0.text + $0.form }
  }
}
