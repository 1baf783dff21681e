// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Parameters
import Quantities
import TestSupport
import Testing

@testable import Economy

@Suite("Areas and currencies that countries bring")
struct CurrencyAreasTests {
  static let asOf = YearMonth(2026, 11)

  private func country(_ made: Ruritania) -> EconomicCountry {
    EconomicCountry(code: made.country.code, currency: made.currency, parameters: made.parameters)
  }

  private func block(
    _ countries: [EconomicCountry], months: Int = 60, lanes: Int = 32, settings: EconomySettings = EconomySettings(),
    series: WantedSeries = .all
  ) throws -> (model: EconomyModel, block: EconomyBlock) {
    let model = try EconomyModel(
      settings, asOf: Self.asOf, months: months, seed: 5, series: series, countries: countries)
    var block = model.makeBlock(lanes: lanes)
    model.generate(&block, firstPath: 0, lanes: lanes)
    return (model, block)
  }

  @Test("no country moves another's numbers, whatever the order")
  func otherCountriesInvariants() throws {
    let (graustark, orsinia) = (country(try .graustark()), country(try .orsinia(calibrated: false)))
    let (_, plain) = try block([])
    let (first, one) = try block([graustark, orsinia])
    let (second, other) = try block([orsinia, graustark])
    let (_, alone) = try block([orsinia])
    #expect(first.areas.areas.map(\.code) == ["US", "LU", "XG", "XO"])
    #expect(second.areas.areas.map(\.code) == ["US", "LU", "XO", "XG"])
    for area in 0..<2 {
      #expect(plain.areas[area].priceLevel == one.areas[area].priceLevel)
      #expect(plain.areas[area].bondReturn == one.areas[area].bondReturn)
    }
    #expect(plain.rates[1] == one.rates[1] && plain.rates[1] == other.rates[1])
    #expect(one.areas[2].priceLevel == other.areas[3].priceLevel && one.areas[2].realWage == other.areas[3].realWage)
    #expect(one.areas[3].priceLevel == other.areas[2].priceLevel && alone.areas[2].realWage == one.areas[3].realWage)
    #expect(one.rates[2] == other.rates[2])
    #expect(one.rates[2] != one.rates[1] && one.areas[2].priceLevel != one.areas[0].priceLevel)
  }

  @Test("a third currency has the mean and the variance of its own process", arguments: [nil, "EUR"] as [String?])
  func thirdCurrencyClosedForm(against: String?) throws {
    let (paths, months) = (8_192, 120)
    let made = country(try .graustark(against: against))
    let model = try EconomyModel(
      EconomySettings(), asOf: Self.asOf, months: months, seed: 7, series: .pensions, countries: [made])
    var block = model.makeBlock(lanes: 256)
    var logs: [Double] = []
    let last = (months - 1) * 256
    for first in stride(from: 0, to: paths, by: 256) {
      model.generate(&block, firstPath: first, lanes: 256)
      logs += block.logRealRates[2][last..<(last + 256)]
      for lane in [0, 255] {
        let at = last + lane
        // Dollars for a crown: the real rate, at the prices of both areas.
        let theirs = against == nil ? block.areas[0].priceLevel[at] : block.areas[1].priceLevel[at] * block.rates[1][at]
        let expected =
          0.25 * CGSL.exp(block.logRealRates[2][at] + 1.4) * theirs / block.areas[2].priceLevel[at]
        #expect(abs(block.rates[2][at] / expected - 1) < 1e-12)
      }
    }
    let law = TerminalLaw(
      try ExchangeRateProcess(
        model: .meanReverting, values: ["kappa": 0.3, "theta": -1.2, "sigma": 0.12, "q0": -1.4]), months: months)
    let mean = logs.reduce(0, +) / Double(paths)
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(paths - 1)
    #expect(abs(mean - (-1.4 + law.mean)) < 4 * sqrt(law.variance / Double(paths)))
    #expect(abs(variance / law.variance - 1) < 4 * sqrt(2 / Double(paths)))
    #expect(model.startRates[2] == (against == nil ? 0.25 : 0.25 * model.startRates[1]))
  }

  @Test("an area without a calibration follows its currency's, with the spread that is stated")
  func followerMatchesStatement() throws {
    let (model, block) = try block([country(try .orsinia(calibrated: false))], months: 26, lanes: 4_096)
    let area = model.areas.areas[2]
    #expect(area.follows == "LU" && model.spreads(of: area).map(\.name) == ["pi_xo", "w_xo"])
    #expect(model.spreads(of: area).map(\.deviation) == [0.005, 0.01])
    // From December 2026 to December 2027 one year is drawn.
    let differences = (0..<4_096).map { lane in
      let (from, to) = (lane, 12 * 4_096 + lane)
      return CGSL.log(block.areas[2].priceLevel[to] / block.areas[2].priceLevel[from])
        - CGSL.log(block.areas[1].priceLevel[to] / block.areas[1].priceLevel[from])
    }
    let mean = differences.reduce(0, +) / 4_096
    let deviation = sqrt(differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4_095)
    #expect(abs(mean) < 4 * 0.005 / 64 && abs(deviation / 0.005 - 1) < 4 / sqrt(2 * 4_096))
    // Rates and returns are the currency's.
    #expect(block.areas[2].shortRate == block.areas[1].shortRate)
    #expect(block.areas[2].equityReturn == block.areas[1].equityReturn)
  }

  @Test("a scenario may replace what a country brings, by the same names")
  func overrides() throws {
    let countries = [country(try .graustark())]
    let settings = EconomySettings(
      macroParameters: ["pi_xg.mean": 0.1, "pi_xg.start": 0.1, "pi_xg.sigma": 0, "correlation.pi_us.pi_xg": 0])
    let (_, block) = try block(countries, months: 24, lanes: 2, settings: settings)
    #expect(abs(block.areas[2].priceLevel[23 * 2] - CGSL.exp(0.2)) < 1e-12)
    #expect(throws: EconomyError.self) { try self.block([], settings: settings) }
  }

  @Test("what is missing is said")
  func refusals() {
    let error = #expect(throws: EconomyError.self) {
      try CurrencyAreas([EconomicCountry(code: "XG", currency: CurrencyCode("XGC"))])
    }
    #expect(error?.message == "XG pays XGC, whose exchange rate is not simulated")
    let incomplete = #expect(throws: EconomyError.self) {
      var made = try Ruritania.graustark()
      made.country = "XH"
      try CurrencyAreas([country(made)])
    }
    #expect(incomplete?.message == "XGC is spent at the prices of XH, which has no series 'pi_xh'")
  }

  @Test("correlations of an added series that no shocks have are refused")
  func correlationRefused() {
    let matrix = [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]
    #expect(throws: EconomyError.self) {
      try MacroCascade.factor(of: matrix, coupling: [0, 0, 0], shipped: 2)
    }
  }
}
