// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
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

  /// Both alive and at least one alive, on paths and by the closed form.
  @Test(
    "joint lives on paths agree with their closed form within four standard errors",
    arguments: [
      LifetimeDependence.independent, .frank(kendallTau: 0.15), .frank(kendallTau: 0.5),
    ])
  func jointLivesClosedForm(_ dependence: LifetimeDependence) throws {
    let paths = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil ? 1_000_000 : 10_000
    let draws = try draws(dependence)
    let exact = try JointLives(
      draws.lifetimes[0].survival, draws.lifetimes[1].survival, copula: try LifetimeCopula(dependence))
    let months = [60, 180, 300, 420]
    var (both, some) = ([0, 0, 0, 0], [0, 0, 0, 0])
    for path in 0..<paths {
      let (a, b) = (draws.monthsLived(0, path: path), draws.monthsLived(1, path: path))
      for (i, month) in months.enumerated() {
        if min(a, b) >= month { both[i] += 1 }
        if max(a, b) >= month { some[i] += 1 }
      }
    }
    for (i, month) in months.enumerated() {
      for (count, p) in [(both[i], exact.joint[month]), (some[i], exact.last[month])] {
        let share = Double(count) / Double(paths)
        #expect(abs(share - p) <= 4 * (p * (1 - p) / Double(paths)).squareRoot(), "\(month) months: \(share) for \(p)")
      }
    }
  }
}
