// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities
import Simulation
import Strategies

/// The economy: names and ranges are those of the models themselves, so that a new model needs no edit here.
extension ScenarioReader {
  private var models: [String] { ["default"] + ExchangeRateModel.allCases.map(\.rawValue) }

  func economy(_ element: Element) -> EconomySettings {
    var economy = EconomySettings()
    var places: [String: Position] = [:]
    let problems = errors.count
    guard element.entries != nil else {
      if let model = model(element) { economy.model = model }
      return economy
    }
    guard let fields = fields(element, ScenarioKeys.economy, named: "economy", open: true) else {
      return economy
    }
    rates(fields, into: &economy, &places)
    if let element = fields("model") {
      if let model = model(element) { economy.model = model }
    } else {
      assume("economy.model", economy.model)
    }
    if let element = fields("parameters") {
      economy.modelParameters = numbers(element, "parameters", &places)
    }
    if let element = fields("parameter_uncertainty") {
      economy.parameterUncertainty = flag(element, "parameter_uncertainty")
    }
    if let element = fields("macro") { economy.macroParameters = numbers(element, "macro", &places) }
    if let element = fields("coupling") { economy.coupling = numbers(element, "coupling", &places) }
    if let element = fields("cap") { economy.cap = number(element, "cap", in: 0.01...10) }
    if let element = fields("path"),
      let entries = entries(element, named: "path", hint: ScenarioKeys.economy.key("path")?.hint ?? "")
    {
      for entry in entries {
        let key = Element(position: entry.keyPosition, content: .text(entry.key))
        guard let months = count(key, "path", in: 1...1200),
          let shift = number(entry.value, "path at \(entry.key)", in: -3...3)
        else { continue }
        economy.path[months] = shift
      }
    }
    if errors.count == problems { check(economy, places, at: element.position) }
    return economy
  }

  /// Today's exchange rates, of any two currencies: `aaa_per_bbb: 1.17`.
  private func rates(_ fields: Fields, into economy: inout EconomySettings, _ places: inout [String: Position]) {
    let stated = ScenarioKeys.economy.keys.compactMap { key in fields(key.name).map { (key.name, $0) } }
    let others = fields.others.map { ($0.key, $0.value) }
    for (key, element) in stated + others {
      guard let pair = CurrencyPair(key: key) else {
        if let entry = fields.others.first(where: { $0.key == key }) {
          failUnknown(
            "key of 'economy'", key, among: ScenarioKeys.economy.keys.map(\.name), at: entry.keyPosition)
        }
        continue
      }
      places[pair.description] = fields.others.first { $0.key == key }?.keyPosition ?? fields.place(key)
      economy.statedRates[pair] = number(element, key, in: 0.0001...10_000)
    }
  }

  private func model(_ element: Element) -> String? {
    guard let text = text(element, "economy", hint: "known: \(models.joined(separator: ", "))") else { return nil }
    if models.contains(text) { return text }
    failUnknown("exchange-rate model", text, among: models, at: element.position)
    return nil
  }

  private func numbers(_ element: Element, _ what: String, _ places: inout [String: Position]) -> [String: Double] {
    let hint = ScenarioKeys.economy.key(what)?.hint ?? ""
    guard let entries = entries(element, named: what, hint: hint) else { return [:] }
    var found: [String: Double] = [:]
    for entry in entries {
      places[entry.key] = entry.keyPosition
      found[entry.key] = number(entry.value, entry.key, in: -1000...1000)
    }
    return found
  }

  /// Lets the models judge their parameters, and points at the one that they refuse.
  private func check(_ economy: EconomySettings, _ places: [String: Position], at position: Position) {
    let month = asOf ?? YearMonth(2026, 11)
    let brought = countries.compactMap { systems[$0]?.economicCountry }
    let checks: [() throws -> Void] = [
      { try CurrencyAreas(brought).check(economy.statedRates) },
      { try ParameterLimits.check(economy) },
      { _ = try ExchangeRateProcess(economy, asOf: month) },
      {
        _ = try MacroCascade(
          parameters: economy.macroParameters, coupling: economy.coupling, asOf: month,
          areas: try CurrencyAreas(brought))
      },
    ]
    for check in checks {
      do {
        try check()
      } catch let error as EconomyError {
        let guess = error.candidates.first.map { "; did you mean '\($0)'?" } ?? ""
        fail(places[error.name] ?? position, error.message + guess, hint: error.hint)
      } catch {
        // A parameter file has no value for the valuation month: the file's own message says which.
        fail(
          position, "the economy cannot start in \(month)",
          hint: "\(error)".split(separator: "\n").first.map(String.init))
      }
    }
  }
}
