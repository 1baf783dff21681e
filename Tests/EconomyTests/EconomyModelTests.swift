// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels
import Economy
import Quantities
import TestSupport
import RandomStreams
import Testing

@Suite("Blocks of the economy")
struct EconomyModelTests {
  let asOf = YearMonth(2026, 11)

  private func paths(
    _ settings: EconomySettings, months: Int, paths: Int, lanes: Int, seed: UInt64 = 5, antithetic: Bool = false
  ) throws -> [String: [Double]] {
    let model = try EconomyModel(settings, asOf: asOf, months: months, seed: seed, antithetic: antithetic)
    var block = model.makeBlock(lanes: lanes)
    var columns: [String: [Double]] = [:]
    var first = 0
    while first < paths {
      let count = min(lanes, paths - first)
      model.generate(&block, firstPath: first, lanes: count)
      func keep(_ name: String, _ table: [Double], _ rows: Int) {
        for row in 0..<rows {
          columns["\(name) \(row)", default: []] += table[(row * lanes)..<(row * lanes + count)]
        }
      }
      keep("usd", block.usdPerEUR, months)
      keep("q", block.logRealRate, months)
      for (name, area) in [("us", block.us), ("lu", block.lu)] {
        keep("\(name) price", area.priceLevel, months)
        keep("\(name) year price", area.yearPriceLevel, block.years)
        keep("\(name) wage", area.realWage, block.years)
        keep("\(name) short", area.shortRate, block.years)
        keep("\(name) long", area.longRate, block.years)
        keep("\(name) equity", area.equityReturn, block.years)
        keep("\(name) bond", area.bondReturn, block.years)
      }
      first += count
    }
    return columns
  }

  @Test("a path does not depend on the block it is generated in")
  func chunkInvariants() throws {
    let settings = EconomySettings(coupling: ["pi_lu": -0.2])
    let whole = try paths(settings, months: 27, paths: 4096, lanes: 4096)
    #expect(try paths(settings, months: 27, paths: 4096, lanes: 1000) == whole)
    #expect(try paths(settings, months: 27, paths: 4096, lanes: 1) == whole)
  }

  /// Prices make the real rate out of the nominal one, so a rate 10 % higher starts log 1.1 higher and is what every month is a multiple of.
  @Test("a stated rate of today moves where the rate starts, and nothing else of the world")
  func statedRate() throws {
    let published = try EconomyModel(EconomySettings(model: "rw"), asOf: asOf, months: 12, seed: 1)
    var settings = EconomySettings(model: "rw")
    let rate = 1.1 * published.start.rate
    settings.statedRates = [CurrencyPair(.usd, per: .eur): rate]
    let stated = try EconomyModel(settings, asOf: asOf, months: 12, seed: 1)
    #expect(published.startRates == [1, published.start.rate] && stated.startRates == [1, rate])
    #expect(abs(stated.process["q0"] - published.process["q0"] - 0.0953101798043249) < 1e-12)
    settings.statedRates = [CurrencyPair(.eur, per: .usd): 1 / rate]
    let other = try EconomyModel(settings, asOf: asOf, months: 12, seed: 1)
    #expect(abs(other.startRates[1] / rate - 1) < 1e-15)
    // A walk has no mean to return to: every rate is 1.1 times what it was, prices are the same.
    let (a, b) = (try blocks(published), try blocks(stated))
    for (x, y) in zip(a.usdPerEUR, b.usdPerEUR) { #expect(abs(y / x - 1.1) < 1e-12) }
    #expect(a.us.priceLevel == b.us.priceLevel && a.lu.priceLevel == b.lu.priceLevel)
    // The parameter q0 says the same in the model's words, and the valuation month's rate follows it.
    let q0 = try EconomyModel(
      EconomySettings(model: "rw", modelParameters: ["q0": stated.process["q0"]]), asOf: asOf, months: 12, seed: 1)
    #expect(abs(q0.startRates[1] / rate - 1) < 1e-12)
  }

  private func blocks(_ model: EconomyModel) throws -> EconomyBlock {
    var block = model.makeBlock(lanes: 8)
    model.generate(&block, firstPath: 0, lanes: 8)
    return block
  }

  @Test("nor does it under any other model", arguments: ExchangeRateModel.allCases, [false, true])
  func chunkInvariants(_ model: ExchangeRateModel, antithetic: Bool) throws {
    let settings = EconomySettings(model: model.rawValue)
    let whole = try paths(settings, months: 14, paths: 300, lanes: 300, antithetic: antithetic)
    #expect(try paths(settings, months: 14, paths: 300, lanes: 7, antithetic: antithetic) == whole)
    // A longer horizon does not move the months before it.
    let longer = try paths(settings, months: 40, paths: 300, lanes: 300, antithetic: antithetic)
    #expect(longer["usd 13"] == whole["usd 13"] && longer["lu price 13"] == whole["lu price 13"])
  }

  @Test("the nominal rate is the real rate and the two price levels; a year's level is the mean of its months")
  func identitiesHandCalculation() throws {
    let lanes = 64
    let model = try EconomyModel(EconomySettings(), asOf: asOf, months: 25, seed: 3)
    var block = model.makeBlock(lanes: lanes)
    model.generate(&block, firstPath: 0, lanes: lanes)
    #expect(block.years == 3 && block.firstYear == 2026 && block.firstMonth == YearMonth(2026, 12))
    for lane in 0..<lanes {
      for month in 0..<25 {
        let at = month * lanes + lane
        let expected =
          model.start.rate * CGSL.exp(block.logRealRate[at] - model.start.logRealRate) * block.us.priceLevel[at]
          / block.lu.priceLevel[at]
        #expect(abs(block.usdPerEUR[at] / expected - 1) < 1e-13)
      }
      for area in [block.us, block.lu] {
        // December 2026 is month 0, so 2027 is months 1 to 12.
        let months = (1...12).map { area.priceLevel[$0 * lanes + lane] }
        #expect(abs(area.yearPriceLevel[lanes + lane] / (months.reduce(0, +) / 12) - 1) < 1e-13)
        let monthly = months[1] / months[0]
        for k in 2..<12 { #expect(abs(months[k] / months[k - 1] / monthly - 1) < 1e-13) }
      }
    }
    // The year of the valuation month has no chance: prices go on at the start's rate.
    let rate = model.cascade.starts[0]
    #expect(abs(block.us.priceLevel[0] - CGSL.exp(rate / 12)) < 1e-15)
    let meanOf2026 = (1...12).map { CGSL.exp(rate / 12 * Double($0 - 11)) }.reduce(0, +) / 12
    #expect(abs(block.us.yearPriceLevel[0] - meanOf2026) < 1e-14)
    #expect(abs(block.lu.realWage[0] - CGSL.exp(model.cascade.starts[3])) < 1e-15)
  }

  @Test("a valuation month in December starts with the next year, and one in January with eleven fixed months")
  func calendarInvariants() throws {
    for (month, years) in [(12, 2), (1, 1), (6, 2)] {
      let model = try EconomyModel(EconomySettings(), asOf: YearMonth(2026, month), months: 11, seed: 3)
      var block = model.makeBlock(lanes: 2)
      model.generate(&block, firstPath: 0, lanes: 2)
      #expect(block.years == years)
      let fixed = (0..<11).filter { block.us.priceLevel[$0 * 2] == block.us.priceLevel[$0 * 2 + 1] }
      #expect(fixed.count == min(11, 12 - month))
    }
  }

  @Test("no month at all is a block of one year")
  func emptyInvariants() throws {
    let model = try EconomyModel(EconomySettings(), asOf: asOf, months: 0, seed: 3)
    var block = model.makeBlock(lanes: 4)
    model.generate(&block, firstPath: 0, lanes: 4)
    #expect(block.usdPerEUR.isEmpty && block.years == 1)
  }

  @Test("antithetic pairs mirror each other around what both expect")
  func antitheticInvariants() throws {
    let settings = EconomySettings(model: "ou", modelParameters: ["q0": 0.3])
    let pairs = try paths(settings, months: 30, paths: 64, lanes: 64, antithetic: true)
    let q = try #require(pairs["q 29"])
    let mean = 0.21 + CGSL.exp(-0.16 * 30 / 12) * (0.3 - 0.21)
    for k in stride(from: 0, to: 64, by: 2) {
      #expect(abs(q[k] + q[k + 1] - 2 * mean) < 1e-13)
      #expect(q[k] != q[k + 1])
    }
    // The first of a pair is the plain path of half its number.
    let plain = try paths(settings, months: 30, paths: 32, lanes: 32)
    #expect(stride(from: 0, to: 64, by: 2).map { q[$0] } == plain["q 29"])
  }

  @Test("a stress path is added to every path, and a cap holds them")
  func stressAndCapHandCalculation() throws {
    let plain = try paths(EconomySettings(model: "ou_t"), months: 24, paths: 50, lanes: 50)
    let moved = try paths(
      EconomySettings(model: "ou_t", path: [6: -0.3, 12: 0.1]), months: 24, paths: 50, lanes: 50)
    for (month, shift) in [(0, -0.05), (5, -0.3), (8, -0.1), (11, 0.1), (23, 0.1)] {
      for (a, b) in zip(plain["q \(month)"]!, moved["q \(month)"]!) { #expect(abs(b - a - shift) < 1e-14) }
    }
    let capped = try paths(EconomySettings(model: "ou_t", cap: 0.04), months: 24, paths: 50, lanes: 50)
    let q0 = try ExchangeRateStart(asOf: asOf).logRealRate
    for (a, b) in zip(plain["q 23"]!, capped["q 23"]!) {
      #expect(abs(b - (q0 + min(max(a - q0, -0.04), 0.04))) < 1e-15)
    }
  }
}
