// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import Testing

@testable import Simulation

@Suite("Simulation: processing times, ClosedForm")
struct ProcessingDelayClosedFormTests {
  struct Case: Sendable {
    let mean: Double
    let expectedMean, variance: Double
    let exceeds: [(Double, Double)]
  }

  /// Characteristic functions inverted in high precision; exceedances are printed to ten decimals.
  static let cases = [
    Case(
      mean: 10.247, expectedMean: 11.387, variance: 11.3576073638344,
      exceeds: [
        (7, 0.9607338071), (9, 0.7655574634), (12, 0.3353568092), (14, 0.1729918374), (18, 0.0507593495),
        (24, 0.0057143177),
      ]),
    Case(
      mean: 14, expectedMean: 15.14, variance: 15.3227050108932,
      exceeds: [
        (7, 0.9985576384), (9, 0.9773608403), (12, 0.7930391833), (14, 0.5667263404), (18, 0.1986598747),
        (24, 0.0304977934),
      ]),
    Case(
      mean: 9, expectedMean: 10.14, variance: 10.3118117647059,
      exceeds: [
        (7, 0.8905841622), (9, 0.5779649271), (12, 0.2046451347), (14, 0.1100177142), (18, 0.0320838349),
        (24, 0.0030272987),
      ]),
  ]
  static let filed = YearMonth(2027, 1)

  func delay(_ mean: Double) -> ProcessingDelay {
    ProcessingDelay(DelaySettings(totalized: .gamma(shape: 22.95, mean: mean)), countries: ["US", "LU"])
  }

  @Test("mean, variance and exceedances of a totalized claim", arguments: cases)
  func law(_ item: Case) {
    let law = delay(item.mean).law(countryIndex: 1, basis: "totalized", filed: Self.filed)
    #expect(abs(law.mean - item.expectedMean) < 1e-12)
    #expect(abs(law.variance - item.variance) < 1e-10)
    for (months, probability) in item.exceeds {
      #expect(abs(law.probability(exceeding: months) - probability) < 1e-9, "\(months)")
    }
  }

  @Test("simulated times agree within four standard errors", arguments: cases)
  func simulated(_ item: Case) {
    let n = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil ? 1_000_000 : 20_000
    let delay = delay(item.mean)
    var (sum, squares) = (0.0, 0.0)
    var above = [Int](repeating: 0, count: item.exceeds.count)
    for path in 0..<n {
      let x = delay.duration(
        seed: 7, path: UInt64(path), personIndex: 0, countryIndex: 1, basis: "totalized", filed: Self.filed)
      sum += x
      squares += (x - item.expectedMean) * (x - item.expectedMean)
      for (i, threshold) in item.exceeds.enumerated() where x > threshold.0 { above[i] += 1 }
    }
    let count = Double(n)
    #expect(abs(sum / count - item.expectedMean) < 4 * (item.variance / count).squareRoot())
    // The kurtosis is near 6, so that the variance of (x − mean)² is about five times the squared variance.
    #expect(abs(squares / count - item.variance) < 4 * item.variance * (6 / count).squareRoot())
    for (i, threshold) in item.exceeds.enumerated() {
      let p = threshold.1
      #expect(abs(Double(above[i]) / count - p) < 4 * (p * (1 - p) / count).squareRoot(), "\(threshold.0)")
    }
  }

  /// Everything that a scenario may ask of a claim: form, trend, document failure, denial, the wrong agency first.
  static let laws: [(DelaySettings, String, YearMonth)] = [
    (DelaySettings(totalized: .triangular(low: 7, mode: 9, high: 14)), "totalized", YearMonth(2027, 1)),
    (
      DelaySettings(
        totalized: .gamma(shape: 14.04, mean: 14), trend: YearMonth(2027, 1)...YearMonth(2031, 1), trendMean: 9),
      "totalized", YearMonth(2029, 7)
    ),
    (
      DelaySettings(
        totalized: .triangular(low: 8, mode: 12, high: 22), trend: YearMonth(2026, 1)...YearMonth(2030, 1),
        documentFailure: 0.3, rework: .triangular(low: 1, mode: 2, high: 6), denial: 0.4,
        appeal: .gamma(shape: 2, mean: 9), wrongAgencyMonths: 3), "totalized", YearMonth(2029, 1)
    ),
    (DelaySettings(documentFailure: 0.25, rework: .gamma(shape: 4, mean: 3)), "national", YearMonth(2027, 1)),
  ]

  @Test("every form of delay agrees with its law within four standard errors", arguments: laws.indices)
  func simulatedForms(_ index: Int) {
    let (settings, basis, filed) = Self.laws[index]
    let n = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil ? 1_000_000 : 10_000
    let delay = ProcessingDelay(settings, countries: ["US", "LU"])
    let law = delay.law(countryIndex: 1, basis: basis, filed: filed)
    let thresholds = [2.5, 5, 8, 10, 13, 17, 24]
    let (mean, count) = (law.mean, Double(n))
    var (sum, second, fourth) = (0.0, 0.0, 0.0)
    var above = [Int](repeating: 0, count: thresholds.count)
    for path in 0..<n {
      let x = delay.duration(
        seed: 19, path: UInt64(path), personIndex: 1, countryIndex: 1, basis: basis, filed: filed)
      let d = (x - mean) * (x - mean)
      (sum, second, fourth) = (sum + x, second + d, fourth + d * d)
      for (i, threshold) in thresholds.enumerated() where x > threshold { above[i] += 1 }
    }
    #expect(abs(sum / count - mean) < 4 * (law.variance / count).squareRoot())
    let error = ((fourth / count - (second / count) * (second / count)) / count).squareRoot()
    #expect(abs(second / count - law.variance) < 4 * error)
    for (i, threshold) in thresholds.enumerated() {
      let p = law.probability(exceeding: threshold)
      #expect(abs(Double(above[i]) / count - p) <= 4 * (p * (1 - p) / count).squareRoot() + 1e-9, "\(threshold)")
    }
  }

  @Test("a triangular base: mean, variance, and a sum by inversion against quadrature")
  func triangular() {
    let shape = DelaySettings.Shape.triangular(low: 7, mode: 9, high: 14)
    #expect(abs(shape.mean - 10) < 1e-12 && abs(shape.variance - 13.0 / 6) < 1e-12)
    let appeal = DelaySettings.Shape.gamma(shape: 4, mean: 6)
    // ∫ f(t)·P(appeal > 16 − t) dt by the mid-point rule.
    let steps = 70_000
    var sum = 0.0
    for i in 0..<steps {
      let t = 7 + (Double(i) + 0.5) * 7 / Double(steps)
      let density = t < 9 ? 2 * (t - 7) / 14 : 2 * (14 - t) / 35
      sum += density * appeal.probability(exceeding: 16 - t) * 7 / Double(steps)
    }
    #expect(abs(DelayLaw.probability(ofSum: [shape, appeal], exceeding: 16) - sum) < 1e-8)
    #expect(abs(DelayLaw.probability(ofSum: [shape, .fixed(3)], exceeding: 12) - 25.0 / 35) < 1e-12)
  }
}

@Suite("Simulation: processing times, Invariants")
struct ProcessingDelayInvariantsTests {
  func months(
    _ settings: DelaySettings, path: UInt64, person: Int = 0, country: Int = 1, basis: String = "totalized",
    filed: YearMonth = YearMonth(2027, 1)
  ) -> Int {
    ProcessingDelay(settings, countries: ["US", "LU", "RU"], usual: [2, 3, nil]).months(
      seed: 3, path: path, personIndex: person, countryIndex: country, basis: basis, filed: filed)
  }

  @Test("national claims take their fixed time, unless a document fails")
  func national() {
    let sure = DelaySettings(preVerified: true)
    for path in 0..<50 as Range<UInt64> {
      #expect(months(sure, path: path, country: 0, basis: "national") == 2)
      #expect(months(sure, path: path, country: 1, basis: "national") == 3)
      #expect(months(sure, path: path, country: 2, basis: "national") == 3)  // as the slowest
      // What the settings say goes before a country's own figure.
      #expect(months(DelaySettings(national: ["US": 5], preVerified: true), path: path, country: 0, basis: "") == 5)
    }
    let late = (0..<2_000 as Range<UInt64>).count { months(DelaySettings(), path: $0, basis: "national") > 3 }
    #expect(abs(Double(late) / 2_000 - 0.08) < 0.025)  // a rework rounds to 0 months in 1 % of cases
  }

  @Test("the trend lowers the mean between its months and leaves the draws")
  func trend() {
    let settings = DelaySettings(
      totalized: .gamma(shape: 22.95, mean: 14), trend: YearMonth(2027, 1)...YearMonth(2031, 1), documentFailure: 0,
      denial: 0)
    let delay = ProcessingDelay(settings, countries: ["LU"])
    func mean(_ year: Int) -> Double {
      delay.law(countryIndex: 0, basis: "totalized", filed: YearMonth(year, 1)).mean
    }
    #expect(mean(2026) == 14 && mean(2027) == 14 && mean(2029) == 11.5 && mean(2031) == 9 && mean(2040) == 9)
    func draw(_ year: Int) -> Double {
      delay.duration(
        seed: 1, path: 5, personIndex: 0, countryIndex: 0, basis: "totalized", filed: YearMonth(year, 1))
    }
    #expect(abs(draw(2031) / draw(2027) - 9.0 / 14) < 1e-12)
  }

  @Test("a change of one part moves no other draw; people and countries draw apart")
  func addresses() {
    let plain = DelaySettings()
    let more = DelaySettings(documentFailure: 1)
    for path in 0..<200 as Range<UInt64> {
      let (a, b) = (months(plain, path: path), months(more, path: path))
      #expect(b >= a)
      let late = DelaySettings(wrongAgencyMonths: 4)
      #expect(months(late, path: path) == a + 4)
      #expect(months(plain, path: path) == a)
    }
    let differs = (0..<50 as Range<UInt64>).count { months(plain, path: $0, person: 1) != months(plain, path: $0) }
    #expect(differs > 25)
  }

  @Test("the first draws are pinned")
  func recorded() {
    // Recorded from this program; they move only if an address does.
    #expect((0..<8 as Range<UInt64>).map { months(DelaySettings(), path: $0) } == [10, 9, 11, 11, 13, 9, 10, 8])
  }
}
