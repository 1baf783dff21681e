// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities
import Simulation
import Strategies

/// The run, and the report.
extension ScenarioReader {
  func simulation(_ element: Element) -> SimulationSettings {
    var run = SimulationSettings()
    guard let fields = fields(element, ScenarioKeys.simulation, named: "simulation") else { return run }
    if let element = fields("paths") {
      if let value = count(element, "paths", in: 1...SimulationSettings.mostPaths) { run.paths = value }
    } else {
      assume("simulation.paths", "\(run.paths)")
    }
    if let element = fields("seed") {
      if let value = count(element, "seed", in: 0...Int.max) { run.seed = UInt64(value) }
    } else {
      assume("simulation.seed", "\(run.seed)")
    }
    if let element = fields("threads") { run.threads = count(element, "threads", in: 1...4096) }
    if let element = fields("antithetic"), let value = flag(element, "antithetic") { run.antithetic = value }
    if run.antithetic, run.paths % 2 == 1, let element = fields("paths") {
      fail(
        element.position, "mirrored pairs need an even number of paths, not \(run.paths)",
        hint: "write \(run.paths + 1)")
    }
    if let element = fields("sobol_years") { sobol(element, fields("paths"), into: &run) }
    if let element = fields("until_decided"), let value = flag(element, "until_decided") { run.untilDecided = value }
    if let element = fields("last_age") {
      if let value = count(element, "last_age", in: 80...120) { run.lastAge = value }
    } else {
      assume("simulation.last_age", "\(run.lastAge)")
    }
    if let element = fields("discount_rate") {
      if let value = number(element, "discount_rate", in: -0.05...0.2) { run.discountRate = value }
    } else {
      assume("simulation.discount_rate", Self.percent(run.discountRate))
    }
    return run
  }

  private func sobol(_ element: Element, _ paths: Element?, into run: inout SimulationSettings) {
    guard let years = count(element, "sobol_years", in: 0...10_000) else { return }
    let most = QuasiRandomPaths.mostYears
    if years > most {
      fail(
        element.position,
        "Sobol points have at most 40 dimensions: \(most) years of the exchange rate beside two lifetimes, half-life and mean",
        hint: "write \(most) or less; later years are drawn as ever")
    }
    if years > 0, run.antithetic {
      fail(
        element.position, "paths are mirrored or take Sobol points, not both",
        hint: "leave out 'antithetic' or 'sobol_years'")
    }
    let copies = QuasiRandomPaths.copies
    if years > 0, let paths, run.paths % copies != 0 {
      fail(
        paths.position, "Sobol points come in \(copies) copies, so paths are a multiple of \(copies), not \(run.paths)",
        hint: "write \(run.paths < 16_384 ? 16_384 : (run.paths / copies + 1) * copies)")
    }
    run.sobolYears = years
  }

  static func percent(_ share: Double) -> String { "\(plain((share * 1e10).rounded() / 1e8)) %" }

  // MARK: Report

  func report(_ element: Element) -> ReportSettings {
    var report = ReportSettings()
    guard let fields = fields(element, ScenarioKeys.report, named: "report") else { return report }
    if let element = fields("language"),
      let value = word(element, "language", ["en": "en", "fr": "fr", "de": "de"])
    {
      report.language = value
    }
    if let element = fields("page_size"), let value = word(element, "page_size", ["A4": "A4", "letter": "letter"]) {
      report.pageSize = value
    }
    return report
  }
}
