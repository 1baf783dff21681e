// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import TestSupport
import RandomStreams
import Testing

@testable import Economy

@Suite("Low-discrepancy points for paths")
struct QuasiRandomTests {
  static let copies = QuasiRandomPaths.copies

  @Test("normals of the years are independent standard normals in law, in any copy")
  func incrementsInvariants() throws {
    let points = try QuasiRandomPaths(years: 8, paths: Self.copies * 1024, seed: 5)
    let normals = (3 * 1024..<4 * 1024).map { points.normals(path: $0) }
    for a in 0..<8 {
      for b in 0...a {
        let product = normals.reduce(0) { $0 + $1[a] * $1[b] } / 1024
        #expect(abs(product - (a == b ? 1 : 0)) < 0.06, "years \(a) and \(b): \(product)")
      }
    }
  }

  @Test("ranks fill every interval evenly in each copy, and copies differ")
  func ranksInvariants() throws {
    let points = try QuasiRandomPaths(years: 30, paths: Self.copies * 256, seed: 5)
    for copy in 0..<Self.copies {
      let paths = (copy * 256)..<((copy + 1) * 256)
      for person in 0...1 {
        var counts = [Int](repeating: 0, count: 16)
        for path in paths { counts[Int(points.lifetime(ofPerson: person, path: path) * 16)] += 1 }
        #expect(counts.allSatisfy { abs($0 - 16) <= 2 }, "\(counts)")
      }
    }
    #expect(points.lifetime(ofPerson: 0, path: 0) != points.lifetime(ofPerson: 0, path: 256))
    // Past the last copy the points begin again: blocks of lanes may reach over the end.
    #expect(points.lifetime(ofPerson: 1, path: Self.copies * 256 + 7) == points.lifetime(ofPerson: 1, path: 7))
  }

  @Test("more than forty dimensions are refused, and so are models without normals and mirrored paths")
  func refusalsInvariants() throws {
    let refusal = #expect(throws: SobolRefusal.self) { try QuasiRandomPaths(years: 37, paths: 32, seed: 1) }
    #expect(refusal?.description == "Sobol points have at most 40 dimensions in GSL, and 41 were asked for")
    let points = try QuasiRandomPaths(years: 36, paths: 32, seed: 1)
    for (model, antithetic) in [("bootstrap", false), ("student_t", false), ("ou", true)] {
      #expect(throws: EconomyError.self) {
        try EconomyModel(
          EconomySettings(model: model), asOf: YearMonth(2026, 5), months: 12, seed: 1, antithetic: antithetic,
          quasiRandom: points)
      }
    }
  }

  /// x after `months` on all paths of sixteen copies, or on as many independent ones.
  private func changes(_ settings: EconomySettings, months: Int, points: Int, quasi: Bool) throws -> [Double] {
    let paths = points * Self.copies
    let model = try EconomyModel(
      settings, asOf: YearMonth(2026, 5), months: months, seed: 6,
      quasiRandom: quasi ? try QuasiRandomPaths(years: max(1, months / 12), paths: paths, seed: 6) : nil)
    var block = model.makeBlock(lanes: 256)
    var all: [Double] = []
    for first in stride(from: 0, to: paths, by: 256) {
      model.generateExchangeRate(&block, firstPath: first, lanes: 256)
      all += block.logRealRate[((months - 1) * 256)..<(months * 256)].map { $0 - model.process["q0"] }
    }
    return all
  }

  private func statistics(_ values: [Double]) -> (mean: Double, error: Double) {
    let points = values.count / Self.copies
    let means = (0..<Self.copies).map { copy in
      values[(copy * points)..<((copy + 1) * points)].reduce(0, +) / Double(points)
    }
    let mean = means.reduce(0, +) / Double(Self.copies)
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Self.copies - 1)
    return (mean, (variance / Double(Self.copies)).squareRoot())
  }

  /// How much smaller the error is at least: the chance after years of regimes gains least.
  @Test(
    "chances and means of the exact law, with smaller errors",
    arguments: [("ou", 48, 2.0), ("rs2_common_mean", 48, 1.3), ("gbm", 120, 3.0), ("ou_rs", 120, 1.5)])
  func closedForm(_ name: String, months: Int, gain: Double) throws {
    let settings = EconomySettings(model: name, parameterUncertainty: false)
    let process = try ExchangeRateProcess(settings, asOf: YearMonth(2026, 5))
    let law = TerminalLaw(process, months: months)
    let exact = (chance: try #require(law.probability(below: -0.05)), mean: try #require(law.meanOfExpMinus))
    let plain = try changes(settings, months: months, points: 256, quasi: false)
    let quasi = try changes(settings, months: months, points: 256, quasi: true)
    for (value, truth) in [
      ({ $0 < -0.05 ? 1.0 : 0 } as (Double) -> Double, exact.chance), ({ exp(-$0) }, exact.mean),
    ] {
      let (a, b) = (statistics(plain.map(value)), statistics(quasi.map(value)))
      #expect(abs(b.mean - truth) <= 4 * b.error, "\(name): \(b) for \(truth)")
      #expect(b.error * gain < a.error, "\(name): \(a.error / b.error) times smaller")
    }
  }

  /// With half-lives and means drawn once a path the law is a mixture of the fixed ones.
  @Test("drawn half-lives and means have the law of the plain draws")
  func parameterUncertaintyMatchesReference() throws {
    let settings = EconomySettings()
    let plain = try changes(settings, months: 120, points: 512, quasi: false)
    let quasi = try changes(settings, months: 120, points: 512, quasi: true)
    for value in [{ $0 }, { $0 * $0 }, { $0 < -0.1 ? 1.0 : 0 }, { exp(-$0) }] as [(Double) -> Double] {
      let (a, b) = (statistics(plain.map(value)), statistics(quasi.map(value)))
      #expect(abs(a.mean - b.mean) <= 4 * (a.error * a.error + b.error * b.error).squareRoot())
      #expect(b.error < a.error)
    }
  }
}
