// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Strategies

/// Which law holds: regimes and their mix, readings of the law, changes that may come.
extension ScenarioReader {
  /// Regimes that a scenario may name without describing them.
  private var builtIn: [LawRegime] {
    [.current] + countries.flatMap { systems[$0]?.vocabulary.regimes.map(\.regime) ?? [] }
  }

  func law(_ element: Element) -> LawMix {
    guard element.entries != nil else {
      return regime(element, among: builtIn).map { LawMix(parts: [.init(regime: $0, weight: 1)]) } ?? LawMix()
    }
    guard let fields = fields(element, ScenarioKeys.law, named: "law") else { return LawMix() }
    var known = builtIn
    if let element = fields("regimes") { known += ownRegimes(element, beside: known.map(\.name)) }
    var mix = LawMix()
    if let element = fields("mix") {
      if fields("base") != nil {
        fail(fields.place("base"), "the law has either a base or a mix, not both", hint: "keep one of the two")
      }
      mix.parts = parts(element, among: known)
    } else if let element = fields("base") {
      if let regime = regime(element, among: known) { mix.parts = [.init(regime: regime, weight: 1)] }
    } else {
      assume("law.base", LawRegime.current.name)
    }
    if let element = fields("beside") {
      for item in element.items ?? [element] {
        guard let regime = regime(item, among: known) else { continue }
        if mix.beside.contains(regime) {
          fail(item.position, "'\(regime.name)' stands twice in 'beside'", hint: "keep one of the two")
        } else {
          mix.beside.append(regime)
        }
      }
    }
    return mix
  }

  private func regime(_ element: Element, among known: [LawRegime]) -> LawRegime? {
    let hint = "known: \(known.map(\.name).joined(separator: ", ")); or your own under 'regimes'"
    guard let name = text(element, "law", hint: hint) else { return nil }
    if let found = known.first(where: { $0.name == name }) { return found }
    failUnknown("law regime", name, among: known.map(\.name), at: element.position, hint: hint)
    return nil
  }

  private func parts(_ element: Element, among known: [LawRegime]) -> [LawMix.Part] {
    let hint = "mix: { current: 0.8, reinstated: 0.2 }"
    guard let entries = entries(element, named: "mix", hint: hint) else { return [] }
    var parts: [LawMix.Part] = []
    for entry in entries {
      let name = Element(position: entry.keyPosition, content: .text(entry.key))
      guard let regime = regime(name, among: known),
        let weight = number(entry.value, "weight of \(entry.key)", in: 0...1)
      else { return [] }
      parts.append(.init(regime: regime, weight: weight))
    }
    let sum = parts.reduce(0) { $0 + $1.weight }
    guard abs(sum - 1) < 1e-9 else {
      fail(
        element.position, "the weights of 'mix' add up to \(Self.plain((sum * 1e9).rounded() / 1e9)), not 1", hint: hint
      )
      return []
    }
    return parts
  }

  private func ownRegimes(_ element: Element, beside taken: [String]) -> [LawRegime] {
    let settings = countries.flatMap { systems[$0]?.vocabulary.settings(in: .regime) ?? [] }
    let hint = "regimes: { wep back in 2030: { wep: reinstated, wep.from: 2030-01 } }"
    guard let entries = entries(element, named: "regimes", hint: hint) else { return [] }
    return entries.compactMap { entry in
      if taken.contains(entry.key) {
        fail(
          entry.keyPosition, "'\(entry.key)' is the name of a regime that is known already", hint: "choose another name"
        )
        return nil
      }
      guard let values = self.settings(entry.value, named: entry.key, of: settings) else { return nil }
      return LawRegime(name: entry.key, settings: values)
    }
  }

  // MARK: Settings that countries name

  /// `settings: { LU: { … } }`, readings of the law by country.
  func readings(_ element: Element) -> [Country: [String: String]] {
    guard let entries = entries(element, named: "settings", hint: "settings: { LU: { … } }") else { return [:] }
    var found: [Country: [String: String]] = [:]
    for entry in entries {
      guard let system = system(entry.key, "settings", at: entry.keyPosition) else { continue }
      let known = system.vocabulary.settings(in: .reading)
      found[system.country] = settings(entry.value, named: "settings.\(entry.key)", of: known)
    }
    return found
  }

  /// `means_test: none`, or settings of the countries' means-tested income.
  func meansTest(_ element: Element, into readings: inout [Country: [String: String]]) {
    if element.text == "none" {
      for country in countries { readings[country, default: [:]]["meansTest"] = "none" }
      return
    }
    let all = countries.flatMap { systems[$0]?.vocabulary.settings(in: .meansTest) ?? [] }
    guard let values = settings(element, named: "means_test", of: all) else { return }
    for country in countries {
      for setting in systems[country]?.vocabulary.settings(in: .meansTest) ?? [] {
        if let value = values[setting.name] { readings[country, default: [:]][setting.name] = value }
      }
    }
  }

  private func settings(
    _ element: Element, named what: String, of known: [ScenarioVocabulary.Setting]
  ) -> [String: String]? {
    let names = known.map(\.name)
    let hint = names.isEmpty ? "no setting is known here" : "its keys are \(names.joined(separator: ", "))"
    guard let entries = entries(element, named: what, hint: hint) else { return nil }
    var found: [String: String] = [:]
    for entry in entries {
      guard let setting = known.first(where: { $0.name == entry.key }) else {
        failUnknown("setting", entry.key, among: names, at: entry.keyPosition)
        continue
      }
      found[setting.name] = value(entry.value, of: setting)
    }
    return found
  }

  private func value(_ element: Element, of setting: ScenarioVocabulary.Setting) -> String? {
    switch setting.values {
    case .oneOf(let words):
      guard let text = text(element, setting.name, hint: "one of \(words.joined(separator: ", "))") else { return nil }
      if words.contains(text) { return text }
      failUnknown("value of '\(setting.name)':", text, among: words, at: element.position)
      return nil
    case .oneOfOrAmount(let words, let before, let currency):
      return wordsOrAmount(element, setting, words, before, currency)
    case .yesNo: return flag(element, setting.name).map { $0 ? "true" : "false" }
    case .number(let range): return number(element, setting.name, in: range).map { "\($0)" }
    case .wholeNumber(let range): return count(element, setting.name, in: range).map { "\($0)" }
    case .month: return month(element, setting.name).map { "\($0)" }
    }
  }
}
