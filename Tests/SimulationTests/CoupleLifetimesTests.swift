// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import Quantities
import Testing

@testable import Simulation

@Suite("Simulation: lifetimes of a couple, Invariants")
struct CoupleLifetimesTests {
  func draws(_ dependence: LifetimeDependence, antithetic: Bool = false) throws -> LaneDraws {
    let tables = try ["female", "male"].map {
      try LifetimeTable(
        country: "LU", sex: $0, bornYear: 1962, bornMonth: 4, asOf: YearMonth(2026, 11),
        settings: LongevitySettings(), lastAge: 110)
    }
    return LaneDraws(
      lifetimes: tables, delays: ProcessingDelay(DelaySettings(), countries: ["LU"]),
      copula: try LifetimeCopula(dependence), seed: 4, antithetic: antithetic)
  }

  @Test(
    "dependence moves the second life alone, by the rank correlation asked for",
    arguments: [
      LifetimeDependence.frank(kendallTau: 0.5), .gaussian(kendallTau: 0.5),
    ])
  func dependence(_ dependence: LifetimeDependence) throws {
    let (free, tied) = (try draws(.independent), try draws(dependence))
    let pairs = (0..<600).map { (tied.monthsLived(0, path: $0), tied.monthsLived(1, path: $0)) }
    for path in 0..<600 { #expect(pairs[path].0 == free.monthsLived(0, path: path)) }
    var sum = 0
    for i in pairs.indices {
      for j in 0..<i { sum += ((pairs[i].0 - pairs[j].0) * (pairs[i].1 - pairs[j].1)).signum() }
    }
    // Kendall's tau of 600 pairs has a standard error of about 0.025 here.
    #expect(abs(Double(sum) / Double(600 * 599 / 2) - 0.5) < 0.08)
  }

  @Test("mirrored paths mirror both lives")
  func mirrored() throws {
    let tied = try draws(.frank(kendallTau: 0.9), antithetic: true)
    let (long, short) = (tied.monthsLived(0, path: 0), tied.monthsLived(0, path: 1))
    let (longB, shortB) = (tied.monthsLived(1, path: 0), tied.monthsLived(1, path: 1))
    #expect(long != short && (long - short).signum() == (longB - shortB).signum())
  }
}
