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
}
