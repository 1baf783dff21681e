// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Strategies

/// How long institutions take, and times of work abroad with or without a certificate.
extension ScenarioReader {
  func filing(_ element: Element) -> DelaySettings {
    var delay = DelaySettings()
    guard let fields = fields(element, ScenarioKeys.filing, named: "filing") else { return delay }
    if let element = fields("totalized") { delay.totalized = shape(element, "totalized") ?? delay.totalized }
    if let element = fields("national"),
      let entries = entries(element, named: "national", hint: ScenarioKeys.filing.key("national")?.hint ?? "")
    {
      for entry in entries {
        guard let system = system(entry.key, "national", at: entry.keyPosition),
          let months = months(entry.value, "national.\(entry.key)")
        else { continue }
        delay.national[system.country.code] = Double(months)
      }
    }
    if let element = fields("trend"), let trend = self.fields(element, ScenarioKeys.trend, named: "trend") {
      let from = trend("from").flatMap { month($0, "from") }
      let to = trend("to").flatMap { month($0, "to") }
      if let from, let to {
        if from < to {
          delay.trend = from...to
        } else {
          fail(
            trend.place("to"), "the trend ends in \(to), not after it starts in \(from)",
            hint: "the earlier month comes first")
        }
      }
      if let element = trend("mean"), let months = months(element, "mean") { delay.trendMean = Double(months) }
    }
    enum Documents { case usual, inOrder, missing }
    if let element = fields("documents"),
      let documents: Documents = word(
        element, "documents", ["usual": .usual, "in order": .inOrder, "missing": .missing])
    {
      if documents != .usual, fields("document_failure") != nil {
        fail(fields.place("document_failure"), "'documents' says that already", hint: "keep one of the two")
      }
      switch documents {
      case .usual: break
      case .inOrder: delay.documentFailure = 0
      case .missing: delay.documentFailure = 1
      }
    }
    if let element = fields("document_failure"), let value = number(element, "document_failure", in: 0...1) {
      delay.documentFailure = value
    }
    if let element = fields("rework") { delay.rework = shape(element, "rework") ?? delay.rework }
    if let element = fields("denial"), let value = number(element, "denial", in: 0...1) { delay.denial = value }
    if let element = fields("appeal") { delay.appeal = shape(element, "appeal") ?? delay.appeal }
    if let element = fields("pre_verified"), let value = flag(element, "pre_verified") { delay.preVerified = value }
    if let element = fields("wrong_agency_first") {
      if element.text != "no", let months = months(element, "wrong_agency_first") { delay.wrongAgencyMonths = months }
    }
    return delay
  }

  /// `10 months`, or a distribution.
  private func shape(_ element: Element, _ what: String) -> DelaySettings.Shape? {
    guard element.entries != nil else { return months(element, what).map { .fixed(Double($0)) } }
    enum Kind { case gamma, triangular, fixed }
    guard let entries = element.entries, let kindElement = entries.first(where: { $0.key == "distribution" })?.value
    else {
      _ = fields(element, ScenarioKeys.duration, named: what)
      return nil
    }
    guard
      let kind: Kind = word(
        kindElement, "distribution", ["gamma": .gamma, "triangular": .triangular, "fixed": .fixed])
    else { return nil }
    let keys: Set<String> =
      switch kind {
      case .gamma: ["distribution", "shape", "mean"]
      case .triangular: ["distribution", "low", "mode", "high"]
      case .fixed: ["distribution", "months"]
      }
    guard let fields = fields(element, ScenarioKeys.duration, named: what, only: keys) else { return nil }
    func value(_ key: String, _ range: ClosedRange<Double>) -> Double? {
      guard let element = fields(key) else {
        if fields.entries[key] == nil, !entries.contains(where: { $0.key == key }) {
          fail(fields.position, "'\(what)' has no '\(key)'", hint: ScenarioKeys.duration.key(key)?.hint)
        }
        return nil
      }
      return number(element, key, in: range)
    }
    switch kind {
    case .gamma:
      guard let shape = value("shape", 0.1...10_000), let mean = value("mean", 0.01...240) else { return nil }
      return .gamma(shape: shape, mean: mean)
    case .fixed:
      return value("months", 0...240).map { .fixed($0) }
    case .triangular:
      guard let low = value("low", 0...240), let mode = value("mode", 0...240), let high = value("high", 0...240) else {
        return nil
      }
      guard low <= mode, mode <= high, low < high else {
        fail(
          element.position,
          "the triangle of '\(what)' is not in order: \(Self.plain(low)), \(Self.plain(mode)), \(Self.plain(high))",
          hint: "low is not above mode, and mode not above high")
        return nil
      }
      return .triangular(low: low, mode: mode, high: high)
    }
  }

  // MARK: Postings

  func postings(_ element: Element, of members: [Member]) -> [PostingSpec] {
    (element.items ?? [element]).compactMap { item in
      guard let fields = fields(item, ScenarioKeys.posting, named: "posting") else { return nil }
      let person = fields("person").flatMap { text($0, "person") }
      if let person, !members.isEmpty, !members.contains(where: { $0.person.id == person }),
        let element = fields("person")
      {
        failUnknown("person", person, among: members.map(\.person.id), at: element.position)
      }
      func side(_ key: String) -> (any PensionSystem)? {
        fields(key).flatMap { element in text(element, key).flatMap { system($0, key, at: element.position) } }
      }
      let (home, host) = (side("home"), side("host"))
      if let home, let host, home.country == host.country {
        fail(
          fields.place("host"), "home and host of a posting are the same country", hint: "work at home is no posting")
        return nil
      }
      let from = fields("from").flatMap { month($0, "from") }
      let through = fields("to").flatMap { month($0, "to") }
      let status: PostingSpec.Status =
        fields("status").flatMap { word($0, "status", ["employee": .employee, "self-employed": .selfEmployed]) }
        ?? .employee
      if fields("status") == nil { assume("posting.status", status.rawValue) }
      let certificate = fields("certificate").flatMap { flag($0, "certificate") }
      var code = host?.currency
      if let element = fields("currency") { code = currencyCode(element) }
      var income: [Int: ExactDecimal] = [:]
      if let element = fields("income"),
        let entries = entries(element, named: "income", hint: ScenarioKeys.posting.key("income")?.hint ?? "")
      {
        for entry in entries {
          guard let years = years(entry.key, "income", at: entry.keyPosition),
            let amount = money(entry.value, "income of \(entry.key)", in: code)
          else { continue }
          for year in years {
            if let from, let through, !(from.year...max(from.year, through.year)).contains(year) {
              fail(entry.keyPosition, "income of \(year) lies outside the posting, \(from) to \(through)")
              break
            }
            if income[year] != nil {
              fail(entry.keyPosition, "income of \(year) is given twice", hint: "keep one of the two")
              break
            }
            income[year] = amount
          }
        }
      }
      guard let person, let home, let host, let from, let through, let certificate, let code else { return nil }
      guard from <= through else {
        fail(
          fields.place("to"), "the posting ends in \(through), before it starts in \(from)",
          hint: "the earlier month comes first")
        return nil
      }
      return PostingSpec(
        person: person, home: home.country, host: host.country, from: from, through: through, status: status,
        certificate: certificate, income: income, currency: code)
    }
  }

  func currencyCode(_ element: Element) -> CurrencyCode? {
    let known = Set(systems.values.map(\.currency)).sorted().map(\.text)
    guard let text = text(element, "currency", hint: "known: \(known.joined(separator: ", "))") else { return nil }
    if known.contains(text) { return CurrencyCode(text) }
    failUnknown("currency", text, among: known, at: element.position)
    return nil
  }
}
