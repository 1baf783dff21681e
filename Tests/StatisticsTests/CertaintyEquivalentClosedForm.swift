// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import RandomStreams
import Statistics
import TestSupport
import Testing

/// What income a month with survival is worth, where it can be said without simulation.
@Suite("Certainty equivalent of income a month")
struct CertaintyEquivalentClosedForm {
  static let aversions = [0, 0.5, 1, 1 + 1e-9, 2, 3, 5, 20]

  private func observations(_ values: [Double], _ sampling: Sampling = .independent) -> Observations {
    Observations(values, of: PathSet(seed: 1, sampling: sampling, count: values.count))
  }

  @Test("a sure 1,000 a month is worth 1,000 a month, however long the lives", arguments: aversions)
  func sure(_ aversion: Double) {
    let months = observations([0, 0.5, 3, 240, 480, 100])
    let values = observations(months.values.map { 1_000 * $0 })
    for floor in [1.0, 400, 1_000, 2_500] {
      let found = CertaintyEquivalent(aversion: aversion, floor: floor).of(values, months: months)
      #expect(abs(found.value - 1_000) < 1e-6, "\(found.value) above \(floor)")
      #expect(found.byPath.mean.error < 1e-6)
    }
  }

  /// E[V] / E[A], with the error of a ratio.
  @Test("without aversion it is the mean income a month, below the floor too")
  func mean() {
    let (values, months) = (observations([0, 300_000, 450_000, 10_000]), observations([6, 200, 310, 20]))
    let mean = 760_000.0 / 536
    for floor in [1.0, 400, 5_000] {
      let found = CertaintyEquivalent(aversion: 0, floor: floor).of(values, months: months)
      #expect(abs(found.value - mean) < 1e-9)
      let rest = values.values.indices.map { (values.values[$0] - mean * months.values[$0]) / 134 }
      #expect(abs(found.byPath.mean.error - observations(rest).mean.error) < 1e-9)
      let small = CertaintyEquivalent(aversion: 1e-4, floor: floor).of(values, months: months)
      #expect(abs(small.value - mean) < 0.1 && small.value <= mean + 1e-9)
    }
  }

  /// Lives of 300 and 100 months with 1,000 and 3,000 a month: weights 3/4 and 1/4. γ = 1: 1000·3^(1/4); γ = 2: the harmonic mean
  /// 1/(3/4 000 + 1/12 000) = 1,200; γ = 3: 1000/√(3/4 + 1/36).
  @Test("two lives by hand, longer ones with more weight")
  func twoLives() {
    let (months, values) = (observations([300, 100]), observations([300_000, 300_000]))
    for (aversion, expected) in [(1.0, 1_000 * pow(3, 0.25)), (2, 1_200), (3, 1_000 / (0.75 + 1 / 36.0).squareRoot())] {
      for floor in [1.0, 250, 1_000] {
        let found = CertaintyEquivalent(aversion: aversion, floor: floor).of(values, months: months).value
        #expect(abs(found - expected) < 1e-6, "γ \(aversion) above \(floor): \(found)")
      }
    }
    // γ = 2 above a floor of 400, half the months without income: g = (400/x), at 0 it is 2. ½·2 + ½·0.4 = 1.2, below the floor:
    // 1 − (x/400 − 1) = 1.2, so x = 320.
    let poor = CertaintyEquivalent(aversion: 2, floor: 400)
      .of(observations([0, 100_000]), months: observations([100, 100])).value
    #expect(abs(poor - 320) < 1e-9)
  }

  /// Income a month log-normal and independent of life: exp(μ + (1 − γ)·σ²/2), within four standard errors; and the error that is
  /// told is the spread over samples within a tenth.
  @Test("log-normal income has its closed form, and its error is the spread over seeds", arguments: [0.5, 1, 3, 5])
  func logNormal(_ aversion: Double) {
    let (mu, sigma, paths, seeds) = (7.6, 0.3, 500, 400)
    let preference = CertaintyEquivalent(aversion: aversion, floor: 100)
    var random = AddressedGenerator(seed: 5)
    random.move(to: .policy, path: 1, period: 0)
    let exact = exp(mu + (1 - aversion) * sigma * sigma / 2)
    var (found, errors): ([Double], [Double]) = ([], [])
    for _ in 0..<seeds {
      let months = (0..<paths).map { _ in 300 * random.uniform() }
      let values = months.map { $0 * exp(mu + sigma * random.normal()) }
      let one = preference.of(observations(values), months: observations(months))
      #expect(abs(one.byPath.mean.value - one.value) < 1e-6)
      found.append(one.value)
      errors.append(one.byPath.mean.error)
    }
    let all = Moments(found)
    #expect(abs(all.mean - exact) < 4 * all.estimate(paths: 0).error + 0.5, "\(all.mean) for \(exact)")
    let spread = (all.variance ?? 0).squareRoot()
    #expect(abs(errors.reduce(0, +) / Double(seeds) / spread - 1) < 0.1, "\(errors[0]) for \(spread)")
  }

  @Test("more income is better, more aversion is worse, and a path without income costs a bounded amount")
  func order() {
    let months = observations([3, 100, 200, 300])
    let (less, more) = (observations([0, 90_000, 300_000, 600_000]), observations([300, 90_000, 300_000, 600_000]))
    var last = Double.infinity
    for aversion in Self.aversions where aversion != 1 + 1e-9 {
      let preference = CertaintyEquivalent(aversion: aversion, floor: 400)
      let (a, b) = (preference.of(less, months: months).value, preference.of(more, months: months).value)
      #expect(a < b && a < last && a > 0, "γ \(aversion): \(a) and \(b) after \(last)")
      last = a
    }
  }
}
