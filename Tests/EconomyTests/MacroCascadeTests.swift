// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Economy
import Foundation
import Quantities
import TestSupport
import RandomStreams
import Testing

@Suite("Annual cascade of prices, wages, rates and returns")
struct MacroCascadeTests {
  let asOf = YearMonth(2026, 12)

  /// Series of one calendar year on many paths, by name.
  private func year(_ index: Int, _ settings: EconomySettings, paths: Int) throws -> [String: [Double]] {
    let model = try EconomyModel(settings, asOf: asOf, months: 12 * index, seed: 12)
    var block = model.makeBlock(lanes: 1024)
    var columns: [String: [Double]] = [:]
    for first in stride(from: 0, to: paths, by: 1024) {
      model.generate(&block, firstPath: first, lanes: 1024)
      for lane in 0..<1024 {
        let at = index * 1024 + lane
        let december = (12 * index - 1) * 1024 + lane
        let before = december - 12 * 1024
        for (area, names) in [
          (block.us, ["pi_us", "w_us", "i_us", "l_us", "eq_us"]),
          (block.lu, ["pi_lu", "w_lu", "i_eu", "l_eu", "eq_ea"]),
        ] {
          columns[names[0], default: []].append(
            CGSL.log(area.priceLevel[december] / (before < 0 ? 1 : area.priceLevel[before])))
          columns[names[1], default: []].append(CGSL.log(area.realWage[at] / area.realWage[at - 1024]))
          columns[names[2], default: []].append(area.shortRate[at])
          columns[names[3], default: []].append(area.longRate[at])
          columns[names[4], default: []].append(area.equityReturn[at])
        }
        let months = (1...12).map { block.logRealRate[(12 * index - $0) * 1024 + lane] }
        columns["q", default: []].append(months[0] - (before < 0 ? model.process["q0"] : block.logRealRate[before]))
      }
    }
    return columns
  }

  private func moments(_ x: [Double]) -> (mean: Double, sd: Double) {
    let mean = x.reduce(0, +) / Double(x.count)
    return (mean, sqrt(x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count - 1)))
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (x, y) = (moments(a), moments(b))
    return zip(a, b).reduce(0) { $0 + ($1.0 - x.mean) * ($1.1 - y.mean) } / Double(a.count - 1) / x.sd / y.sd
  }

  private let noFloor = ["floor": -10.0]

  @Test("the constants are those that were published")
  func constantsPublishedExamples() throws {
    let cascade = try MacroCascade(parameters: [:], coupling: [:], asOf: asOf)
    let published = [0.012499, -0.000548, 0.017425, 0.011640, -0.001767, -0.006032, 0.007229, 0.002548, 0.045, 0.04]
    for (own, expected) in zip(cascade.constants, published) {
      // The published slopes are rounded to four places.
      #expect(abs(own - expected) < 2.5e-6)
    }
    #expect(cascade.means == [0.024, 0.020, 0.011, 0.010, 0.031, 0.023, 0.041, 0.030, 0.045, 0.040])
    #expect(cascade.correlation[8][9] == 0.8 && cascade.correlation[0][7] == 0.45)
  }

  @Test(
    "long-run means are the anchors", arguments: [[:], ["stagflation": 1], ["pi_us.mean": 0.04, "w_lu.sigma": 0.03]])
  func meansInvariants(_ overrides: [String: Double]) throws {
    let paths = slow ? 131_072 : 4096
    let settings = EconomySettings(
      model: "rw",
      macroParameters: overrides.merging(noFloor) { own, _ in own }
        // Start at the long-run means, so that a few years are as good as many.
        .merging([
          "pi_us.start": overrides["pi_us.mean"] ?? 0.024, "pi_lu.start": 0.02, "w_us.start": 0.011,
          "w_lu.start": 0.01, "i_us.start": 0.031, "i_eu.start": 0.023, "l_us.start": 0.041, "l_eu.start": 0.03,
        ]) { own, _ in own })
    let cascade = try MacroCascade(parameters: settings.macroParameters, coupling: [:], asOf: asOf)
    let columns = try year(slow ? 40 : 3, settings, paths: paths)
    for (index, series) in cascade.series.enumerated() {
      let (mean, sd) = moments(columns[series.name]!)
      #expect(abs(mean - cascade.means[index]) <= 4 * sd / sqrt(Double(paths)), "\(series)")
    }
  }

  @Test("the start fades as the slopes say, and shocks have their volatilities and correlations")
  func firstYearHandCalculation() throws {
    let columns = try year(1, EconomySettings(model: "rw", macroParameters: noFloor), paths: 8192)
    let (mean, sd) = moments(columns["pi_us"]!)
    // 0.012499… + 0.4792 · 0.0416
    #expect(abs(mean - (0.024 * (1 - 0.4792) + 0.4792 * 0.0416)) <= 4 * 0.01255 / sqrt(8192))
    #expect(abs(sd / 0.01255 - 1) < 4 / sqrt(2 * 8192))
    #expect(abs(moments(columns["eq_ea"]!).sd / 0.20673 - 1) < 4 / sqrt(2 * 8192))
    let error = 4 / sqrt(8192.0)
    #expect(abs(correlation(columns["eq_us"]!, columns["eq_ea"]!) - 0.8) < error)
    #expect(abs(correlation(columns["pi_us"]!, columns["eq_us"]!) + 0.35) < error)
    #expect(abs(correlation(columns["q"]!, columns["eq_us"]!)) < error)
  }

  @Test("coupled series have the correlation asked for, and keep the others", arguments: [1, 2])
  func couplingHandCalculation(_ index: Int) throws {
    let settings = EconomySettings(
      model: "rw", macroParameters: noFloor.merging(["pi_us.slope.pi_us_1": 0]) { a, _ in a },
      coupling: ["eq_us": 0.4, "eq_ea": 0.5, "pi_us": -0.3])
    let columns = try year(index, settings, paths: 8192)
    let error = 4 / sqrt(8192.0)
    #expect(abs(correlation(columns["q"]!, columns["eq_us"]!) - 0.4) < error)
    #expect(abs(correlation(columns["q"]!, columns["eq_ea"]!) - 0.5) < error)
    #expect(abs(correlation(columns["q"]!, columns["pi_us"]!) + 0.3) < error)
    #expect(abs(correlation(columns["eq_us"]!, columns["eq_ea"]!) - 0.8) < error)
    #expect(abs(correlation(columns["pi_us"]!, columns["eq_us"]!) + 0.35) < error)
    #expect(abs(moments(columns["eq_us"]!).sd / 0.15953 - 1) < error)
  }

  @Test("coupling in a year that ends after the horizon uses all twelve of its months")
  func partialYearInvariants() throws {
    let settings = EconomySettings(model: "ou", coupling: ["pi_lu": 0.6])
    func inflation(months: Int) throws -> [Double] {
      let model = try EconomyModel(settings, asOf: asOf, months: months, seed: 2)
      var block = model.makeBlock(lanes: 16)
      model.generate(&block, firstPath: 0, lanes: 16)
      return Array(block.lu.priceLevel[(12 * 16)..<(13 * 16)])
    }
    #expect(try inflation(months: 13) == inflation(months: 24))
  }

  @Test("bonds earn last year's yield less the duration times its rise, less inflation; short rates stop at the floor")
  func bondsHandCalculation() throws {
    let model = try EconomyModel(
      EconomySettings(macroParameters: ["bond_duration": 5, "i_eu.start": -0.02]), asOf: asOf, months: 36, seed: 2)
    var block = model.makeBlock(lanes: 32)
    model.generate(&block, firstPath: 0, lanes: 32)
    for lane in 0..<32 {
      for year in 1...3 {
        let (now, last) = (year * 32 + lane, (year - 1) * 32 + lane)
        for area in [block.us, block.lu] {
          let (l, before) = (CGSL.log(1 + area.longRate[now]), CGSL.log(1 + area.longRate[last]))
          let (december, earlier) = ((12 * year - 1) * 32 + lane, (12 * year - 13) * 32 + lane)
          let inflation = CGSL.log(area.priceLevel[december] / (earlier < 0 ? 1 : area.priceLevel[earlier]))
          #expect(abs(area.bondReturn[now] - (before - 5 * (l - before) - inflation)) < 1e-14)
          #expect(area.shortRate[now] >= -0.01)
        }
      }
    }
    #expect(block.lu.shortRate[32..<64].contains(-0.01))
  }
}
