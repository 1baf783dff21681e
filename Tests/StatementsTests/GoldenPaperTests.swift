// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statements
import Testing

@Suite("Papers: the record of each")
struct GoldenPaperTests {
  static let leftIn2001 =
    "US | 1988=6240 1989=18350 1990=24600 1991=27150 1992=29480 1993=31900 1994=34225 1995=36010 1996=38800 1997=41275 "
    + "1998=44630 1999=47900 2000=52340 2001=21410"
  static let atTheBase =
    "US | 1995=61200 1996=62700 1997=65400 1998=68400 1999=72600 2000=76200 2001=80400 2002=84900 2003=87000 2004=43110"
  static let expected: [(String, String)] = [
    ("left-in-2001.xml", leftIn2001), ("pasted-page.txt", leftIn2001), ("plain.pia", leftIn2001),
    ("grouped-years.txt", leftIn2001), ("unquoted-namespace.xml", atTheBase), ("pasted-cells.txt", atTheBase),
    ("two-blocks.txt", atTheBase),
    ("before-medicare.txt", "US | 1961=1180 1962=2410 1963=3060 1964=3995 1965=4310 1966=5120 1967=6010"),
    (
      "quarters.pia",
      "US | 1972=1200 1973=5400 1974=6100 1975=6900 1976=3300 1978=9800 1979=11200.5 1980=4000 "
        + "| 1972:3 1973:4 1974:4 1975:4 1976:2 1977:0"
    ),
    (
      "luxembourg-by-year.txt",
      "LU | 2001=34120.55 2002=43870 2003=45215.3 2004=19480.12 2006=24000 2007=49655.8 2008=51002.44 "
        + "| 2001-03..2004-05 compulsory, 2006-01..2006-12 voluntary, 2007-01..2008-12 compulsory"
    ),
    ("luxembourg-affiliations.txt", "LU | 2004-05..2031-12 compulsory 4200@2026"),
    (
      "two-employers.txt",
      "LU | 2004=31600 2005=47400 2006=47400 2007=47400 2008=55400 2009=47400 | 2004-05..2009-12 compulsory"
    ),
    (
      "e205.txt",
      "LU | 2001-03..2004-05 compulsory 3600@2004, 2006-01..2006-12 voluntary 2000@2006, 2007-01..2008-12 compulsory 4200@2008"
    ),
    ("french.txt", "FR | 1990-07..1993-12"), ("german.txt", "DE | 1988-08..1990-06"),
  ]

  @Test("each paper gives its record", arguments: expected)
  func records(_ name: String, _ expected: String) throws {
    let outcome = try Papers.run(file: name, answers: Papers.answers)
    #expect(!outcome.hasErrors && outcome.open.isEmpty, "\(outcome.problems) \(outcome.open)")
    #expect(plain(outcome) == expected)
  }

  @Test("the statement's estimate agrees with the law on its amounts, 1,682.80 dollars")
  func estimate() throws {
    let said = try Papers.run(file: "left-in-2001.xml").said
    #expect(said.contains { $0.contains("1,682, against the law on these amounts, 1,682.80") }, "\(said)")
  }

  @Test("an estimate that does not agree is a warning with both figures")
  func wrongEstimate() throws {
    let text = try Papers.text("left-in-2001.xml").replacing(">1682<", with: ">1750<")
    let outcome = Papers.run(text: text, name: "a.xml")
    #expect(!outcome.hasErrors)
    #expect(
      outcome.problems.contains {
        $0.severity == .warning && $0.line == 15 && $0.message.contains("1,750") && $0.message.contains("1,682.80")
      }, "\(outcome.problems)")
  }

  @Test("any order of rows gives the same record and the same comments")
  func permutations() throws {
    var generator = SeededGenerator(seed: 22)
    for name in [
      "pasted-page.txt", "luxembourg-by-year.txt", "two-employers.txt", "e205.txt", "french.txt", "german.txt",
    ] {
      let lines = try Papers.text(name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let rows = lines.indices.filter { index in
        lines[index].contains(/^(19|20)\d\d\s/) || lines[index].contains(/\d\d\.\d\d\.\d{4}.*\d\d\.\d\d\.\d{4}/)
      }
      #expect(rows.count >= 2)
      let plainOutcome = try Papers.run(file: name, answers: Papers.answers)
      for _ in 0..<5 {
        let order = rows.shuffled(using: &generator)
        var shuffled = lines
        for (from, to) in zip(rows, order) { shuffled[to] = lines[from] }
        let outcome = Papers.run(text: shuffled.joined(separator: "\n"), name: name, answers: Papers.answers)
        #expect(plain(outcome) == plain(plainOutcome), "\(name)")
        #expect(outcome.said == plainOutcome.said, "\(name)")
        #expect(outcome.records.map(\.yearOrigins) == plainOutcome.records.map(\.yearOrigins))
      }
    }
  }

  @Test("encodings, marks and line ends change nothing", arguments: ["pasted-page.txt", "luxembourg-by-year.txt"])
  func encodings(_ name: String) throws {
    let text = try Papers.text(name)
    let expected = try plain(Papers.run(file: name))
    func same(_ bytes: [UInt8]) -> Bool { plain(Papers.run([(name, bytes)])) == expected }
    #expect(same([0xEF, 0xBB, 0xBF] + Array(text.utf8)))
    let units = Array(text.utf16)
    #expect(same([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))
    #expect(same([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }))
    #expect(same(Array(text.replacing("\n", with: "\r\n").utf8)))
    #expect(same(Array(text.replacing("\n", with: "\r").utf8)))
    let latin = text.unicodeScalars.map { UInt8(min(255, $0.value)) }
    #expect(same(latin))
  }

  @Test("nothing of a name or a number gets out")
  func privacy() throws {
    let secret = ["EXEMPLE", "Exemple", "ANA ", "Ana", "Ben", "BEN "]
    for name in Papers.good + Papers.broken {
      for yes in [true, false] {
        let outcome = try Papers.run(file: name, answers: yes ? Papers.answers : [:], yes: yes)
        var shown: [String] = outcome.said
        shown += outcome.problems.map(\.description)
        for question in outcome.open { shown += [question.text, question.form] }
        for record in outcome.records { shown += Array(record.periodOrigins.values) + Array(record.yearOrigins.values) }
        for word in secret { #expect(!shown.contains { $0.contains(word) }, "\(name): \(shown)") }
      }
    }
    // A number of Social Security in a cell of the table, and in a name's place.
    let slip = Papers.run(text: "1998\t123-45-6789\t$44,630\n1999\t$47,900\t$47,900\n")
    #expect(slip.hasErrors && !slip.problems.contains { $0.description.contains("6789") }, "\(slip.problems)")
  }
}

/// Repeats its numbers.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
