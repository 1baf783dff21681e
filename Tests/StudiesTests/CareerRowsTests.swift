// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Strategies
import Studies
import TestSupport
import Testing

@Suite("Career files")
struct CareerRowsTests {
  static func open(_ bytes: some Sequence<UInt8>, as name: String) throws -> CareerRows {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)").path()
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }  // an open file outlives its name
    return try CareerRows(path: path, countries: [Ruritania()], personID: "ana", asOf: YearMonth(2026, 11))
  }

  static func read(_ text: String, as name: String) throws -> [Result<Career, RowError>] {
    let rows = try open(text.utf8, as: name)
    return try rows.careers(0..<rows.count)
  }

  static let header = "id,born,sex,citizenship,residence,xr_from,xr_units,xr_pay,xr_pay_year,xr_kind\n"

  @Test("a CSV row is a person with one stay")
  func csvHandCalculation() throws {
    let rows = try Self.read(Self.header + "7,1960-05-14,F,US FR,FR,1990-03,25,4200,2016,compulsory\n", as: "a.csv")
    let career = try rows[0].get()
    #expect(career.id == "7")
    #expect(career.person.id == "ana")
    #expect(career.person.citizenship == ["US", "FR"])
    let period = try #require(career.records["XR"]?.periods.first)
    #expect(period.from == YearMonth(1990, 3))
    #expect(period.through == YearMonth(1992, 3))
    #expect(period.monthlyPay == 4200)
    #expect(period.wagesOf == 2016)
  }

  @Test(
    "a wrong row names its line and field, and the others go on",
    arguments: [
      ("7,1960-02-30,F,,FR,1990-03,25,4200,2016,compulsory", "line 2, field 'born': day '1960-02-30' does not exist"),
      ("7,1960-02-03,X,,FR,1990-03,25,4200,2016,compulsory", "line 2, field 'sex': 'sex' is 'X'; did you mean 'F'?"),
      ("7,1960-02-03,F,,FR,1990-13,25,4200,2016,compulsory", "line 2, field 'xr_from': month '1990-13' does not exist"),
      (
        "7,1960-02-03,F,,FR,1990-03,-1,4200,2016,compulsory",
        "line 2, field 'xr_units': 'xr_units' is '-1', which is no whole number in range"
      ),
      ("7,1960-02-03,F,,FR,1990-03,25,,2016,compulsory", "line 2, field 'xr_pay': 'xr_pay' has no value"),
      (
        "7,1960-02-03,F,,FR,1990-03,25,4200,16,compulsory",
        "line 2, field 'xr_pay_year': 'xr_pay_year' is '16', which is not a year"
      ),
      ("7,1960-02-03,F,,FR,1990-03,25,4200,2016,holiday", "line 2, field 'xr_kind': unknown kind of period 'holiday'"),
      ("7,1960-02-03,F,,,1990-03,25,4200,2016,compulsory", "line 2, field 'residence': 'residence' has no value"),
      ("7,1960-02-03,F,,FR,,,,,", "line 2: the row has no record in any country"),
      ("7,1960-02-03,F", "line 2: the row has 3 cells, the header 10"),
      ("\"7,1960-02-03", "line 2: a quote is opened and never closed"),
    ])
  func csvRefusals(_ row: String, _ expected: String) throws {
    let good = "8,1960-05-14,M,,FR,1990-03,25,4200,2016,\n"
    let rows = try Self.read(Self.header + row + "\n" + good, as: "a.csv")
    #expect(rows.count == 2)
    let error = try #require(throws: RowError.self) { try rows[0].get() }
    #expect(error.description.hasPrefix(expected), "\(error)")
    #expect(try rows[1].get().id == "8")
  }

  @Test("a JSON line holds whole records")
  func jsonHandCalculation() throws {
    let line =
      #"{"id": "x", "born": "1960-05-14", "sex": "female", "residence": "FR", "xr": {"earnings": {"1990": 11000.5}, "periods": [{"from": "1991-01", "to": "1991-12", "kind": "compulsory", "pay": 100}]}}"#
    let rows = try Self.read(line + "\n\n{\n" + line + "\n", as: "a.jsonl")
    #expect(rows.count == 3)
    let record = try #require(try rows[0].get().records["XR"])
    #expect(record.earnings[1990] == StatedEarnings(ExactDecimal("11000.5")!))
    #expect(record.periods.count == 1)
    #expect(try #require(throws: RowError.self) { try rows[1].get() }.line == 3)
  }

  @Test("a file without careers is refused", arguments: ["", "id,born\n"])
  func empty(_ text: String) {
    #expect(throws: ScenarioErrors.self) { try Self.read(text, as: "a.csv") }
  }
}

@Suite("Drawn careers")
struct CareerDrawTests {
  @Test("correlations that contradict one another are refused")
  func contradiction() {
    var population = PopulationTests.population()
    population.correlations = [
      .init("US.length", "LU.length", 0.6), .init("LU.length", "born", 0.6), .init("US.length", "born", -0.6),
    ]
    #expect(!population.isConsistent)
    population.correlations.removeLast()
    #expect(population.isConsistent)
  }

  @Test("a career depends on the seed and its number alone, and follows its distributions")
  func drawInvariants() {
    var population = PopulationTests.population()
    population.legs[0].length = .uniform(low: 6, high: 40)
    population.legs[1].length = .uniform(low: 12, high: 240)
    population.correlations = [.init("US.length", "LU.length", -0.6)]
    let all = population.careers(0..<500, seed: 5, personID: "ana")
    let some = population.careers(400..<403, seed: 5, personID: "ana")
    #expect(some.map(\.id) == ["401", "402", "403"])
    #expect(some.map(\.records) == all[400..<403].map(\.records))
    let quarters = all.map { Double($0.records["US"]?.units.values.reduce(0, +) ?? 0) }
    let months = all.map { career in
      Double(career.records["LU"]?.periods.reduce(0) { $0 + ($1.through - $1.from + 1) } ?? 0)
    }
    func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }
    func spread(_ x: [Double]) -> Double {
      (x.map { ($0 - mean(x)) * ($0 - mean(x)) }.reduce(0, +) / Double(x.count)).squareRoot()
    }
    // Uniform on 6 … 40: mean 23, deviation 9.8; four standard errors of the mean of 500 are 1.76.
    #expect(abs(mean(quarters) - 23) < 1.76)
    let covariance = mean(zip(quarters, months).map { ($0 - mean(quarters)) * ($1 - mean(months)) })
    // A normal score correlation of −0.6 is a rank correlation of 6/π · asin(−0.3) = −0.582.
    #expect(abs(covariance / spread(quarters) / spread(months) + 0.582) < 4 * 0.66 / 500.0.squareRoot())
    #expect(abs(mean(all.map { $0.person.sex == .female ? 1 : 0 }) - 0.5) < 4 * 0.5 / 500.0.squareRoot())
  }

  // MARK: Forms of a file

  static let two =
    header + "7,1960-05-14,F,US FR,FR,1990-03,25,4200,2016,compulsory\n8,1961-05-14,M,,FR,1991-03,30,4100.5,2016,\n"

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
    #expect(try plain(Self.read(text, as: "b.csv")) == plain(Self.read(Self.two, as: "a.csv")))
  }

  @Test("lines are those of the file, whatever stands between the rows", arguments: ["\n", "\r\n", "\r"])
  func lineNumbers(_ end: String) throws {
    let text = "# mine\n\n" + Self.header + "\n# more\n\n9,1960-05-14,Q,,FR,,,,,\n"
    let rows = try Self.open(text.replacing("\n", with: end).utf8, as: "a.csv")
    #expect(rows.problems.map(\.line) == [7])
    #expect(rows.problems.map(\.column) == [14])
    #expect(rows.problems.map(\.field) == ["sex"])
  }

  @Test("JSON Lines end as they will", arguments: ["\r\n", "\r", "\n\n"])
  func jsonLineEnds(_ end: String) throws {
    let line = #"{"id": "x", "born": "1960-05-14", "sex": "F", "residence": "FR", "xr": {"earnings": {"1990": 11000}}}"#
    let rows = try Self.read("\u{FEFF}" + line + end + line.replacing("\"x\"", with: "\"y\"") + end, as: "a.jsonl")
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
    let error = try #require(throws: ScenarioErrors.self) { try Self.open((header + "1,2,3\n").utf8, as: "a.csv") }
    #expect(error.errors.map(\.message).contains(expected), "\(error)")
  }

  @Test("bytes that are no text are refused by their line")
  func bytes() throws {
    let utf16 = "id,born\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(throws: ScenarioErrors.self) { try Self.open([0xFF, 0xFE] + utf16, as: "a.csv") }
    let rows = try Self.open(Array(Self.two.utf8) + [0x39, 0x2C, 0xFF, 0x0A], as: "a.csv")
    #expect(rows.problems.map(\.description) == ["line 4: the row is not UTF-8 text"])
    let long = try Self.open((Self.two + String(repeating: "9", count: 1_100_000) + "\n").utf8, as: "a.csv")
    #expect(long.problems.map(\.description) == ["line 4: the line is longer than 1 MB"])
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
    let rows = try Self.open(("\n" + line + "\n").utf8, as: "a.jsonl")
    let problem = try #require(rows.problems.first, "\(line)")
    #expect(problem.field == field, "\(problem)")
    #expect(problem.line == 2)
    #expect(!problem.description.contains("\u{1B}"))
  }

  @Test("an id stands once, and the later row is refused")
  func duplicates() throws {
    let rows = try Self.open((Self.two + "7,1962-05-14,F,,FR,1990-03,25,4200,2016,\n").utf8, as: "a.csv")
    #expect(rows.problems.map(\.description) == ["line 4, field 'id': the id is given twice; the first is on line 2"])
    let careers = try rows.careers(0..<3)
    #expect(try careers[0].get().id == "7")
    #expect(throws: RowError.self) { try careers[2].get() }
  }

  @Test("the first hundred mistakes are kept and all are counted")
  func manyMistakes() throws {
    let wrong = (0..<500).map { "w\($0),1960-05-14,Q,,FR,1990-03,25,4200,2016,\n" }.joined()
    let rows = try Self.open((Self.two + wrong).utf8, as: "a.csv")
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
    var text = form == "csv" ? Self.header : ""
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
    let rows = try Self.open(text.utf8, as: "a." + form)
    let careers = try rows.careers(0..<rows.count)
    #expect(careers.count { (try? $0.get()) == nil } == rows.wrongRows)
    for (row, career) in careers.enumerated() {
      if case .failure(let error) = career { #expect(error.line == rows.line(row)) }
    }
  }
}
