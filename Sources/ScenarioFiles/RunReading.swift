// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities
import Simulation
import Strategies

/// The economy, the run, and the report.
extension ScenarioReader {
  func economy(_ element: Element) -> EconomySettings {
    var economy = EconomySettings()
    guard element.entries != nil else {
      if let model = model(element) { economy.model = model }
      return economy
    }
    guard let fields = fields(element, ScenarioKeys.economy, named: "economy") else { return economy }
    if let element = fields("model") {
      if let model = model(element) { economy.model = model }
    } else {
      assume("economy.model", economy.model)
    }
    if let element = fields("parameters") {
      economy.modelParameters = numbers(
        element, "parameters", of: "parameter", among: EconomyWords.parameters(of: economy.model), in: -100...10_000)
    }
    if let element = fields("parameter_uncertainty") {
      economy.parameterUncertainty = flag(element, "parameter_uncertainty")
    }
    if let element = fields("macro") {
      economy.macroParameters = numbers(
        element, "macro", of: "macro parameter", among: EconomyWords.macroParameters, in: -1...1)
    }
    if let element = fields("coupling") {
      economy.coupling = numbers(element, "coupling", of: "series", among: EconomyWords.series, in: -1...1)
    }
    if let element = fields("cap") { economy.cap = number(element, "cap", in: 0.01...10) }
    if let element = fields("path"),
      let entries = entries(element, named: "path", hint: ScenarioKeys.economy.key("path")?.hint ?? "")
    {
      for entry in entries {
        let key = Element(position: entry.keyPosition, content: .text(entry.key))
        guard let months = count(key, "path", in: 0...1200),
          let shift = number(entry.value, "path at \(entry.key)", in: -3...3)
        else { continue }
        economy.path[months] = shift
      }
    }
    return economy
  }

  private func model(_ element: Element) -> String? {
    guard let text = text(element, "economy", hint: "known: \(EconomyWords.models.joined(separator: ", "))") else {
      return nil
    }
    if EconomyWords.models.contains(text) { return text }
    failUnknown("exchange-rate model", text, among: EconomyWords.models, at: element.position)
    return nil
  }

  private func numbers(
    _ element: Element, _ what: String, of kind: String, among known: [String], in range: ClosedRange<Double>
  ) -> [String: Double] {
    let hint = "known: \(known.joined(separator: ", "))"
    guard let entries = entries(element, named: what, hint: hint) else { return [:] }
    var found: [String: Double] = [:]
    for entry in entries {
      guard known.contains(entry.key) else {
        failUnknown(kind, entry.key, among: known, at: entry.keyPosition)
        continue
      }
      found[entry.key] = number(entry.value, entry.key, in: range)
    }
    return found
  }

  // MARK: Simulation

  func simulation(_ element: Element) -> SimulationSettings {
    var run = SimulationSettings()
    guard let fields = fields(element, ScenarioKeys.simulation, named: "simulation") else { return run }
    if let element = fields("paths") {
      if let value = count(element, "paths", in: 1...100_000_000) { run.paths = value }
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
