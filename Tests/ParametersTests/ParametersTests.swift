// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities
import Testing

@Suite("Parameter files")
struct ParameterLibraryTests {
  static let wages = """
    # comment
    year,wage_usd,origin,source
    2023,66621.80,published,
    2024,69846.57,published,"Notice, October 2025"
    2025,72790.00,projected,
    2026,,,
    """
  static let good = """
    test.wage:
      title: Average wage
      unit: USD a year
      source: 42 U.S.C. § 409(k)
      checked: 2026-11-21
      series: { file: wages.csv, by: year, column: wage_usd }
    test.points:
      title: Bend points
      unit: USD of AIME
      source: 42 U.S.C. § 415
      beyond: { follow: test.wage, lag: 2 years }
      values:
        2024: { value: [1174, 7078], source: chart }
        2025-06: { value: [1226, 7391] }
        2027: { note: repealed }
    test.credit:
      title: Credit
      unit: percent a month
      source: 42 U.S.C. § 402(w)
      values: { 1943: 2/3 }
    """

  func library(_ yaml: String = good) throws -> ParameterLibrary {
    try ParameterLibrary(files: [("wages.csv", Self.wages), ("a.yaml", yaml)], root: "Parameters")
  }

  @Test("a value by year comes with its date, source and origin, and empty cells are no values")
  func seriesHandCalculation() throws {
    let library = try library()
    let wage = try library.value(ParameterKey<Money<USD>>("test.wage"), year: 2024)
    #expect(wage.value == 69_846.57)
    #expect(wage.source == "Notice, October 2025")
    #expect(wage.origin == .published)
    #expect(wage.checked == CalendarDate(2026, 11, 21))
    #expect(try library.value(ParameterKey<ExactDecimal>("test.wage"), year: 2025).origin == .projected)
    let error = try #require(throws: ParameterError.self) {
      try library.value(ParameterKey<ExactDecimal>("test.wage"), year: 2026)
    }
    #expect(error.message == "'test.wage' has no value for 2026-01")
  }

  @Test("a value holds until the next, and ends where the file says so")
  func datesHandCalculation() throws {
    let library = try library()
    let key = ParameterKey<[Money<USD>]>("test.points")
    #expect(try library.value(key, inForce: YearMonth(2025, 5)).value == [1174, 7078])
    #expect(try library.value(key, inForce: YearMonth(2026, 12)).value == [1226, 7391])
    #expect(library.series["test.points"]?.beyond == "follow test.wage, lag 2 years")
    let error = try #require(throws: ParameterError.self) { try library.value(key, inForce: YearMonth(2027, 1)) }
    #expect(error.message == "'test.points' ended in 2027-01: repealed")
    #expect(throws: ParameterError.self) { try library.value(key, inForce: YearMonth(2023, 12)) }
    #expect(throws: ParameterError.self) { try library.value(ParameterKey<Int>("test.points"), year: 2025) }
  }

  @Test("a fraction keeps all its digits")
  func fractionHandCalculation() throws {
    #expect(
      try library().value(ParameterKey<ExactDecimal>("test.credit"), year: 2000).value.description.hasPrefix(
        "0.66666666"))
  }

  @Test(
    "a mistake in a file is shown with its place",
    arguments: [
      ("a.b:\n  title: x\n  unit: y\n  values: { 2020: 1 }\n", "Parameters/a.yaml:1:1: error: 'a.b' has no 'source'"),
      ("a.b:\n  title: x\n  unit: y\n  source: z\n", "'a.b' has neither 'values' nor 'series'"),
      ("a.b:\n  titel: x\n", "Parameters/a.yaml:2:10: error: 'a.b' has an unknown field 'titel'"),
      ("a.b:\n  title: x\n  unit: y\n  source: z\n  values: { 20x: 1 }\n", "neither a year nor a month"),
      ("a.b:\n  title: x\n  unit: y\n  source: z\n  series: { file: no.csv }\n", "names no table"),
      ("a.b:\n  title: x\n  unit: y\n  source: z\n  series: { file: wages.csv, column: no }\n", "has no column 'no'"),
      ("a.b:\n  title: x\n  unit: y\n  source: z\n  checked: soon\n  values: { 2020: 1 }\n", "is not a day"),
      ("- 1\n", "a parameter file is a mapping"),
    ])
  func messages(_ yaml: String, _ expected: String) throws {
    let error = try #require(throws: ParameterError.self) { try library(yaml) }
    #expect(error.description.contains(expected), "\(error)")
  }
}

@Suite("Tables")
struct CSVTableTests {
  @Test("reads quotes, commas, line ends and blank lines as RFC 4180 means them")
  func quotingHandCalculation() throws {
    let table = try CSVTable("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n1,\n", file: "t.csv")
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["x, \"y\"", "two\nlines"], ["1", ""]])
    #expect(table.column("b") == 1)
  }

  @Test("says which line is wrong", arguments: [("a,b\n1\n", 2), ("a,b\n1,2\n\"x,3\n", 3), ("", 1)])
  func refusals(_ text: String, _ line: Int) throws {
    let error = try #require(throws: ParameterError.self) { try CSVTable(text, file: "t.csv") }
    #expect(error.line == line)
  }
}
