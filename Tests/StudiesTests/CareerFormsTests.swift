// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Strategies
import Studies
import Testing

@Suite("Forms of career files, and what they refuse")
struct CareerFormsTests {
  static let two =
    CareerRowsTests.header
    + "7,1960-05-14,F,US FR,FR,1990-03,25,4200,2016,compulsory\n8,1961-05-14,M,,FR,1991-03,30,4100.5,2016,\n"

  @Test(
    "line ends, mark, separators, quotes and comments change nothing",
    arguments: [
      two.replacing("\n", with: "\r\n"), two.replacing("\n", with: "\r"), "\u{FEFF}" + two,
      two.replacing(",", with: ";"),
      two.replacing(",", with: "\t"), two.replacing("US FR", with: "\"US FR\"").replacing("8,", with: " \"8\" ,"),
      String(two.dropLast()), "# mine\n\n" + two.replacing("\n8", with: "\n# and\n\n8"),
      two.replacing("2016,\n", with: "2016, \n"),
    ])
  func formsInvariants(_ text: String) throws {
    func plain(_ rows: [Result<Career, RowError>]) throws -> [String] {
      try rows.map {
        let career = try $0.get()
        return "\(career.id) \(career.person) \(career.records)"
      }
    }
    #expect(try plain(CareerRowsTests.read(text, as: "b.csv")) == plain(CareerRowsTests.read(Self.two, as: "a.csv")))
  }

  @Test("lines are those of the file, whatever stands between the rows", arguments: ["\n", "\r\n", "\r"])
  func lineNumbers(_ end: String) throws {
    let text = "# mine\n\n" + CareerRowsTests.header + "\n# more\n\n9,1960-05-14,Q,,FR,,,,,\n"
    let rows = try CareerRowsTests.open(text.replacing("\n", with: end).utf8, as: "a.csv")
    #expect(rows.problems.map { $0.line } == [7])
    #expect(rows.problems.map { $0.column } == [14])
    #expect(rows.problems.map { $0.field } == ["sex"])
  }

  @Test("JSON Lines end as they will", arguments: ["\r\n", "\r", "\n\n"])
  func jsonLineEnds(_ end: String) throws {
    let line = #"{"id": "x", "born": "1960-05-14", "sex": "F", "residence": "FR", "xr": {"earnings": {"1990": 11000}}}"#
    let rows = try CareerRowsTests.read(
      "\u{FEFF}" + line + end + line.replacing("\"x\"", with: "\"y\"") + end, as: "a.jsonl")
    #expect(try rows.map { try $0.get().id } == ["x", "y"])
  }

  @Test(
    "what has two meanings in a CSV file is refused",
    arguments: [
      ("id,born,sex,citizenshp,residence\n", "unknown column 'citizenshp'; did you mean 'citizenship'?"),
      ("id,born,sex,residence,xr_frm\n", "unknown column 'xr_frm'; did you mean 'xr_from'?"),
      ("id,born,sex,residence,born\n", "the column 'born' stands twice"),
      ("id,sex,residence\n", "there is no column 'born'"),
    ])
  func headerRefusals(_ header: String, _ expected: String) throws {
    let error = try #require(throws: ScenarioErrors.self) {
      try CareerRowsTests.open((header + "1,2,3\n").utf8, as: "a.csv")
    }
    #expect(error.errors.map { $0.message }.contains(expected), "\(error)")
  }

  @Test("bytes that are no text are refused by their line")
  func bytes() throws {
    let utf16 = "id,born\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(throws: ScenarioErrors.self) { try CareerRowsTests.open([0xFF, 0xFE] + utf16, as: "a.csv") }
    let rows = try CareerRowsTests.open(Array(Self.two.utf8) + [0x39, 0x2C, 0xFF, 0x0A], as: "a.csv")
    #expect(rows.problems.map { $0.description } == ["line 4: the row is not UTF-8 text"])
    let long = try CareerRowsTests.open((Self.two + String(repeating: "9", count: 1_100_000) + "\n").utf8, as: "a.csv")
    #expect(long.problems.map { $0.description } == ["line 4: the line is longer than 1 MB"])
  }

  @Test(
    "a JSON value of another type, an unknown key, a period twice, work before birth: each by its field",
    arguments: [
      ("\"citizenship\": \"US\"", "citizenship"), ("\"citizenship\": [\"USA\"]", "citizenship[0]"),
      ("\"citizen\": [\"US\"]", "citizen"), ("\"xr\": {\"earnings\": {\"1990\": \"31000\"}}", "xr.earnings.1990"),
      ("\"xr\": {\"earnings\": {\"1990\": -1}}", "xr.earnings.1990"),
      ("\"xr\": {\"earnings\": {\"1950\": 1}}", "xr.earnings.1950"),
      ("\"xr\": {\"earnings\": {\"1990\": 1e17}}", "xr.earnings.1990"), ("\"xr\": {\"earnings\": [1]}", "xr.earnings"),
      (
        "\"xr\": {\"periods\": [{\"from\": \"1991-01\", \"to\": \"1991-12\", \"kind\": \"compulsory\", \"pay\": \"100\"}]}",
        "xr.periods[0].pay"
      ),
      (
        "\"xr\": {\"periods\": [{\"from\": \"1991-01\", \"to\": \"1991-12\", \"kind\": \"compulsory\", \"pay\": 100, \"pay_year\": \"1991\"}]}",
        "xr.periods[0].pay_year"
      ),
      (
        "\"xr\": {\"periods\": [{\"from\": \"1991-01\", \"to\": \"1991-12\", \"kind\": \"compulsory\", \"pay\": 100, \"payyear\": 1991}]}",
        "xr.periods[0].payyear"
      ),
      (
        "\"xr\": {\"periods\": [{\"from\": \"1991-01\", \"to\": \"1990-12\", \"kind\": \"compulsory\", \"pay\": 100}]}",
        "xr.periods[0].to"
      ),
      (
        "\"xr\": {\"periods\": [{\"from\": \"1951-01\", \"to\": \"1990-12\", \"kind\": \"compulsory\", \"pay\": 100}]}",
        "xr.periods[0].from"
      ),
      ("\"XR\": {}", "XR"), ("\"xr\": {\"incme\": {}}", "xr.incme"), ("\"id\": \"\\u001b[2J\"", "id"),
      ("\"id\": true", "id"), ("\"born\": 1960", "born"),
      ("\"born\": \"2030-01-01\"", "born"), ("\"born\": \"1850-01-01\"", "born"),
    ])
  func jsonRefusals(_ part: String, _ field: String) throws {
    var fields = [
      "id": #""x""#, "born": #""1960-05-14""#, "sex": #""F""#, "residence": #""FR""#,
      "xr": #"{"earnings": {"1990": 31000}}"#,
    ]
    let colon = try #require(part.firstIndex(of: ":"))
    fields[String(part[..<colon].dropFirst().dropLast())] = String(part[part.index(after: colon)...])
    let line =
      "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}"
    let rows = try CareerRowsTests.open(("\n" + line + "\n").utf8, as: "a.jsonl")
    let problem = try #require(rows.problems.first, "\(line)")
    #expect(problem.field == field, "\(problem)")
    #expect(problem.line == 2)
    #expect(!problem.description.contains("\u{1B}"))
  }

  @Test("an id stands once, and the later row is refused")
  func duplicates() throws {
    let rows = try CareerRowsTests.open((Self.two + "7,1962-05-14,F,,FR,1990-03,25,4200,2016,\n").utf8, as: "a.csv")
    #expect(
      rows.problems.map { $0.description } == ["line 4, field 'id': the id is given twice; the first is on line 2"])
    let careers = try rows.careers(0..<3)
    #expect(try careers[0].get().id == "7")
    #expect(throws: RowError.self) { try careers[2].get() }
  }

  @Test("the first hundred mistakes are kept and all are counted")
  func manyMistakes() throws {
    let wrong = (0..<500).map { "w\($0),1960-05-14,Q,,FR,1990-03,25,4200,2016,\n" }.joined()
    let rows = try CareerRowsTests.open((Self.two + wrong).utf8, as: "a.csv")
    #expect((rows.problems.count, rows.problemCount, rows.wrongRows, rows.count) == (100, 500, 500, 502))
  }

  /// Whatever becomes of a row, it is a career or an error that names its line, the same in both passes.
  @Test("damaged rows never stop the program", arguments: ["csv", "jsonl"])
  func damageInvariants(_ form: String) throws {
    let json =
      #"{"id": "x", "born": "1960-05-14", "sex": "F", "citizenship": ["US"], "residence": "FR", "xr": {"earnings": {"1990": 31000}, "periods": [{"from": "1991-01", "to": "1991-12", "kind": "compulsory", "pay": 100, "pay_year": 1991}]}}"#
    let row = form == "csv" ? "7,1960-05-14,F,US FR,FR,1990-03,25,4200,2016,compulsory" : json
    let splinters = [
      "", "\"", ",", "9999999999999999999999", "-1", "1e17", "1e400", "0000-00", "2200-12", "{", "]", "null", "\u{0}",
      "é", "\\u12", "XR", ":",
    ]
    var state: UInt64 = 20_261_130
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    var text = form == "csv" ? CareerRowsTests.header : ""
    for _ in 0..<1500 {
      var damaged = Array(row.unicodeScalars)
      for _ in 0...next(3) {
        let start = next(damaged.count)
        let end = min(damaged.count, start + next(4))
        damaged.replaceSubrange(start..<end, with: Array(splinters[next(splinters.count)].unicodeScalars))
        if damaged.isEmpty { damaged = ["x"] }
      }
      text += String(String.UnicodeScalarView(damaged)) + "\n"
    }
    let rows = try CareerRowsTests.open(text.utf8, as: "a." + form)
    let careers = try rows.careers(0..<rows.count)
    #expect(careers.count { (try? $0.get()) == nil } == rows.wrongRows)
    for (row, career) in careers.enumerated() {
      if case .failure(let error) = career { #expect(error.line == rows.line(row)) }
    }
  }
}
