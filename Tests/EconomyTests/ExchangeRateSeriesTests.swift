// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities
import Testing

@testable import Economy

@Suite("Economy: exchange-rate series, HandCalculation")
struct ExchangeRateSeriesTests {
  @Test("the shipped series have the months and the values they say")
  func shipped() throws {
    let nominal = try ExchangeRateData.nominal.series()
    #expect(nominal.firstMonth == YearMonth(1999, 1) && nominal.lastMonth == YearMonth(2026, 10))
    #expect(nominal.differences.count == 333 && !nominal.isReal)
    #expect(abs(nominal.differences[0] - -0.0326785617) < 1e-8)  // ln(1.1018 / 1.1384)
    let real = try ExchangeRateData.real.series()
    #expect(real.levels.count == 329 && real.isReal && real.levels[0] == 0.2419940756)
    let long = try ExchangeRateData.long.series()
    #expect(long.firstMonth == YearMonth(1973, 4) && long.differences.count == 637)
    #expect(try ExchangeRateData.long.complete().levels[0] == -0.03043747)
  }

  @Test("a cut keeps both ends, and an empty one is refused")
  func cut() throws {
    let real = try ExchangeRateData.real.series()
    let part = try real.cut(from: YearMonth(2001, 3), through: YearMonth(2001, 5))
    #expect(part.levels == Array(real.levels[26...28]) && part.firstMonth == YearMonth(2001, 3))
    #expect(throws: ParameterError.self) { try real.cut(from: YearMonth(2030, 1), through: nil) }
  }

  @Test(
    "a broken table is refused at its line and column",
    arguments: [
      ("month,usd_per_eur\n2020-01,1.1\n2020-03,1.2\n", 3, 1), ("month,usd_per_eur\n2020-01,abc\n", 2, 9),
      ("# note\nmonth,usd_per_eur\n2020-01,-1\n", 3, 9), ("month,usd_per_eur\n2020-13,1\n", 2, 1),
      ("month,usd_per_eur\n2020-01,1\n2020-02,\n", 3, 9), ("date,usd_per_eur\n2020-01,1\n", 1, 1),
      ("month,gbp\n2020-01,1\n", 1, 1), ("month,usd_per_eur\n", 1, 1), ("month,usd_per_eur\n2020-01,1,2\n", 2, 1),
    ])
  func refusals(_ text: String, line: Int, column: Int) throws {
    let error = try #require(throws: ParameterError.self) {
      try ExchangeRateSeries(csv: text, file: "mine.csv", name: "mine")
    }
    #expect(error.file == "mine.csv" && error.line == line && error.column == column, "\(error)")
  }
}
