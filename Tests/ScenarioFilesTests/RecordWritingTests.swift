// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Strategies
import Testing

@Suite("Scenario files: writing")
struct RecordWritingTests {
  static let us = WrittenRecord(
    InsuranceRecord(
      country: "US",
      earnings: [
        1994: StatedEarnings(34225), 1995: StatedEarnings(36010.5), 2027: StatedEarnings(85000, wagesOf: 2026),
        2028: StatedEarnings(85000, wagesOf: 2026),
      ], units: [1977: 3]),
    yearComments: [1994: "a.txt", 1995: "a.txt", 2027: "asked\nnext: line"], unitsComment: "a.pia, line 96")
  static let lu = WrittenRecord(
    InsuranceRecord(
      country: "LU", earnings: [2001: StatedEarnings(34120.55), 2002: StatedEarnings(43870)],
      periods: [
        InsurancePeriod(from: YearMonth(2001, 3), through: YearMonth(2002, 12), kind: "compulsory"),
        InsurancePeriod(
          from: YearMonth(2003, 1), through: YearMonth(2030, 12), kind: "compulsory", monthlyPay: 4200, wagesOf: 2026),
      ]), periodComments: [YearMonth(2001, 3): "b.txt"])
  static let fr = WrittenRecord(
    InsuranceRecord(
      country: "FR", periods: [InsurancePeriod(from: YearMonth(1990, 7), through: YearMonth(1993, 12), kind: "")]),
    isBare: true)

  @Test("lines and their comments")
  func lines() {
    #expect(
      Self.us.lines(indent: 2, vocabulary: WordsOnly.both[0].vocabulary) == [
        "  US:", "    earnings:", "      1994: 34225   # a.txt", "      1995: 36010.50   # a.txt",
        "      2027..2028: { amount: 85000, wages_of: 2026 }   # asked next: line",
        "    quarters: { 1977: 3 }   # a.pia, line 96",
      ])
    #expect(
      Self.lu.lines(indent: 0, vocabulary: WordsOnly.both[1].vocabulary) == [
        "LU:", "  periods:",
        "    - { from: 2001-03, to: 2002-12, kind: compulsory, income: { 2001: 34120.55, 2002: 43870 } }   # b.txt",
        "    - { from: 2003-01, to: 2030-12, kind: compulsory, pay: { amount: 4200, wages_of: 2026 } }",
      ])
    #expect(
      Self.fr.lines(indent: 0, vocabulary: nil) == ["FR:", "  periods:", "    - { from: 1990-07, to: 1993-12 }"])
  }

  @Test("a draft that is read again is the same household")
  func draft() throws {
    let person = Person(
      id: "ana", born: CalendarDate(1966, 5, 14)!, sex: .female, citizenship: ["LU"],
      residence: [
        Residence(country: "US", from: YearMonth(1990, 9), through: YearMonth(2001, 2)),
        Residence(country: "LU", from: YearMonth(2001, 3)),
      ])
    let draft = ScenarioDraft(
      title: "Ana \"A\" \\ B", asOf: YearMonth(2026, 11), currency: .eur,
      members: [.init(person, records: [Self.us, Self.lu, Self.fr])],
      needs: 2400, savings: [.eur: 60000],
      strategies: [.init("both", [(person: "ana", claims: [("US", "67"), ("LU", "65")])])],
      comments: ["from a.txt"])
    let scenario = try Scenario.read(
      text: draft.yaml(countries: WordsOnly.both), path: "a.yaml", countries: WordsOnly.both)
    #expect(
      scenario.title == "Ana \"A\" \\ B" && scenario.asOf == YearMonth(2026, 11)
        && scenario.needs == HouseholdNeeds([.eur: 2400]))
    let member = try #require(scenario.members.first)
    #expect(member.person == person)
    #expect(member.records["US"] == Self.us.record && member.records["LU"] == Self.lu.record)
    #expect(member.otherCoverage["FR"]?.total == 42)
    #expect(scenario.strategies.map(\.name) == ["both"])
  }

  // MARK: Into a file

  static let file = """
    # my household
    title: Ana   # a comment
    as_of: 2026-11
    currency: EUR
    people:
      ana:
        born: 1966-05-14   # hers
        sex: female
        lives: { LU: 2001-03.. }
        records:
          US:              # old
            earnings:
              1990: 1
            # of the old record
          LU:
            periods:
              - { from: 2001-03, to: 2016-02, kind: compulsory, pay: 4200 }

      # behind
    needs: 2400 EUR
    strategies:
      - { name: s, ana: { US: 67, LU: 65 } }
    """

  private func insert(
    _ records: [WrittenRecord], into text: String, replaces: Bool = false, id: String = "ana", newcomer: Person? = nil
  ) throws -> String {
    let target = try RecordInsertion(text: text, path: "a.yaml", countries: WordsOnly.both)
    return try target.inserting(records, for: id, comments: ["From a.txt."], replaces: replaces, newcomer: newcomer)
  }

  @Test("a new country stands behind the others, and nothing else moves")
  func added() throws {
    let text = try insert([Self.fr], into: Self.file)
    let added = "        # From a.txt.\n        FR:\n          periods:\n            - { from: 1990-07, to: 1993-12 }\n"
    #expect(
      text
        == Self.file.replacing(
          "pay: 4200 }\n",
          with: "pay: 4200 }\n"
            + added.replacing("        #", with: "      #")
            .replacing("        FR:", with: "      FR:").replacing("          periods:", with: "        periods:")
            .replacing("            - {", with: "          - {")))
    let scenario = try Scenario.read(text: text, path: "a.yaml", countries: WordsOnly.both)
    #expect(scenario.members[0].otherCoverage["FR"]?.total == 42)
  }

  @Test("a record that is there is replaced only when asked, with its comments")
  func replaced() throws {
    let refusal = #expect(throws: ScenarioErrors.self) { try insert([Self.us], into: Self.file) }
    #expect(
      refusal?.description == """
        a.yaml:11:7: error: ana has a record in US already
          hint: --replace puts the imported one in its place
        """)
    let text = try insert([Self.us], into: Self.file, replaces: true)
    #expect(!text.contains("# old") && !text.contains("of the old record") && text.contains("# my household"))
    let scenario = try Scenario.read(text: text, path: "a.yaml", countries: WordsOnly.both)
    #expect(scenario.members[0].records["US"] == Self.us.record)
    #expect(scenario.members[0].records["LU"]?.periods.count == 1)
    let both = try insert([Self.lu, Self.us], into: Self.file.replacing("\n", with: "\r\n"), replaces: true)
    #expect(both.split(separator: "\r\n", omittingEmptySubsequences: false).count > 20)
    let read = try Scenario.read(text: both, path: "a.yaml", countries: WordsOnly.both)
    #expect(read.members[0].records["LU"] == Self.lu.record && read.members[0].records["US"] == Self.us.record)
  }

  @Test("records in brackets become a block, the other country's text kept; a person in brackets is refused")
  func brackets() throws {
    let head = String(Self.file[..<Self.file.firstRange(of: "    records:")!.lowerBound])
    let tail = String(Self.file[Self.file.firstRange(of: "needs:")!.lowerBound...]).replacing(
      "US: 67, LU: 65", with: "US: 67")
    let flow =
      "    records: { US: { earnings: { 1990: 1, \"1991\": 2 } }, FR: { periods: [ { from: 1992-01, to: 1992-02 } ] } }   # mine\n"
    let text = try insert([Self.us], into: head + flow + tail, replaces: true)
    #expect(
      text.contains(
        "    records:   # mine\n      FR: { periods: [ { from: 1992-01, to: 1992-02 } ] }\n      # From a.txt.\n      US:\n"
      ))
    let empty = try insert([Self.us], into: head + "    records: {}\n" + tail)
    let scenario = try Scenario.read(text: empty, path: "a.yaml", countries: WordsOnly.both)
    #expect(scenario.members[0].records["US"] == Self.us.record)
    let none = try insert([Self.us], into: head + tail)
    #expect(try Scenario.read(text: none, path: "a.yaml", countries: WordsOnly.both).members[0].records.count == 1)
    let person = "people:\n  ana: { born: 1966-05-14, records: {} }\n"
    #expect(throws: ScenarioErrors.self) { try insert([Self.us], into: person) }
  }

  @Test("somebody new stands behind the last person")
  func newcomer() throws {
    let ben = Person(
      id: "ben", born: CalendarDate(1970, 2, 11)!, sex: .male,
      residence: [Residence(country: "LU", from: YearMonth(2004, 5))])
    let file = Self.file.replacing("LU: 65 } }", with: "LU: 65 }, ben: { US: never } }")
    let text = try insert([Self.us], into: file, id: "ben", newcomer: ben)
    let scenario = try Scenario.read(text: text, path: "a.yaml", countries: WordsOnly.both)
    #expect(scenario.members.map(\.person.id) == ["ana", "ben"] && scenario.members[1].records["US"] == Self.us.record)
  }
}
