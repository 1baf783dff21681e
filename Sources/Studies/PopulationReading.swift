// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Strategies

extension ScenarioReader {
  /// `careers.draw` of a study file.
  func population(_ element: Element) -> Population? {
    guard let fields = fields(element, StudyKeys.draw, named: "draw") else { return nil }
    let size = fields("count").flatMap { count($0, "count", in: 1...10_000_000) }
    let born = fields("born").flatMap { distribution($0, "born") }
    let female = fields("female").flatMap { number($0, "female", in: 0...1) } ?? 0.5
    let citizenship = (fields("citizenship").map { $0.items ?? [$0] } ?? []).compactMap { item in
      text(item, "citizenship").flatMap { country($0, "citizenship", at: item.position) }
    }
    let residence = fields("residence").flatMap { item in
      text(item, "residence").flatMap { country($0, "residence", at: item.position) }
    }
    var legs: [CareerLeg] = []
    for (index, item) in (fields("legs")?.items ?? []).enumerated() {
      if let leg = leg(item, isFirst: index == 0) { legs.append(leg) }
    }
    if let element = fields("legs"), element.items?.isEmpty ?? true {
      fail(
        element.position, "'legs' wants a list of stays", hint: StudyKeys.draw.keys.first { $0.name == "legs" }?.example
      )
    }
    var profile: [(age: Double, factor: Double)] = []
    for entry in fields("age_profile").flatMap({ entries($0, named: "age_profile", hint: "{ 20: 0.5, 40: 1.1 }") })
      ?? []
    {
      guard let age = Int(entry.key), (0...120).contains(age) else {
        fail(entry.keyPosition, "'\(entry.key)' is not an age", hint: "{ 20: 0.5, 40: 1.1 }")
        continue
      }
      if let factor = number(entry.value, entry.key, in: 0...100) { profile.append((Double(age), factor)) }
    }
    profile.sort { $0.age < $1.age }
    guard let size, let born, let residence, !legs.isEmpty else { return nil }
    var population = Population(
      count: size, bornYear: born, femaleShare: female, citizenship: citizenship, residence: residence, legs: legs,
      ageProfile: profile,
      documentFailure: fields("documents_fail").flatMap { number($0, "documents_fail", in: 0...1) } ?? 0)
    if let element = fields("posting") { population.posting = posting(element, legs: legs) }
    for item in fields("correlations")?.items ?? [] {
      if let found = correlation(item, among: population.variables) { population.correlations.append(found) }
    }
    if let element = fields("correlations"), !population.isConsistent {
      fail(
        element.position, "the correlations contradict one another: their matrix is not positive definite",
        hint: "make the largest ones smaller")
    }
    return population
  }

  private func leg(_ element: Element, isFirst: Bool) -> CareerLeg? {
    guard let fields = fields(element, StudyKeys.leg, named: "legs") else { return nil }
    let system = fields("country").flatMap { item in
      text(item, "country").flatMap { self.system($0, "country", at: item.position) }
    }
    let unit: Coverage.Unit? = fields("unit").flatMap { word($0, "unit", ["quarter": .quarter, "month": .month]) }
    let kind = fields("kind").flatMap { text($0, "kind") }
    if unit == .month, kind == nil {
      fail(element.position, "a leg counted in months has no 'kind'", hint: "kind: compulsory")
    }
    let startKey = isFirst ? "start_age" : "after_years"
    if let wrong = fields.entries[isFirst ? "after_years" : "start_age"] {
      fail(
        wrong.keyPosition, "'\(wrong.key)' does not go with this leg",
        hint: "\(isFirst ? "the first leg" : "a later leg") wants '\(startKey)'")
    }
    let start = fields(startKey).flatMap { distribution($0, startKey) } ?? (isFirst ? nil : .constant(0))
    if isFirst, fields("start_age") == nil { fail(element.position, "the first leg has no 'start_age'") }
    let length = fields("length").flatMap { distribution($0, "length") }
    let earnings = fields("relative_earnings").flatMap { distribution($0, "relative_earnings") }
    let wage = fields("reference_wage").flatMap { money($0, "reference_wage", in: system?.currency) }
    let year = fields("reference_year").flatMap { item in
      text(item, "reference_year").flatMap { self.year($0, "reference_year", at: item.position) }
    }
    guard let system, let unit, let start, let length, let earnings, let wage, let year else { return nil }
    return CareerLeg(
      country: system.country, unit: unit, kind: kind ?? "", start: start, length: length, relativeEarnings: earnings,
      reference: wage, referenceYear: year,
      gapShare: fields("gap_share").flatMap { distribution($0, "gap_share") } ?? .constant(0))
  }

  private func posting(_ element: Element, legs: [CareerLeg]) -> Population.Posting? {
    guard let fields = fields(element, StudyKeys.posting, named: "posting") else { return nil }
    func country(_ key: String) -> Country? {
      fields(key).flatMap { item in
        text(item, key).flatMap { self.system($0, key, at: item.position)?.country }
      }
    }
    let leg = country("leg")
    if let leg, !legs.contains(where: { $0.country == leg }), let item = fields("leg") {
      fail(
        item.position, "no leg is in \(leg)", hint: "name one of \(legs.map(\.country.code).joined(separator: ", "))")
    }
    let other = country("other")
    if let leg, leg == other, let item = fields("other") {
      fail(item.position, "'other' is the leg's own country", hint: "name the country that asks for contributions too")
    }
    let status: WorkStatus = fields("status").flatMap { choice($0, "status") } ?? .selfEmployed
    let share = fields("share").flatMap { number($0, "share", in: 0...1) }
    let years = fields("years").flatMap { distribution($0, "years") }
    let certificate = fields("certificate").flatMap { number($0, "certificate", in: 0...1) }
    guard let leg, let other, let share, let years, let certificate else { return nil }
    return Population.Posting(
      leg: leg, other: other, status: status, share: share, years: years, certificate: certificate)
  }

  private func correlation(_ element: Element, among variables: [String]) -> Population.Correlation? {
    guard let fields = fields(element, StudyKeys.correlation, named: "correlations"),
      let names = fields("between")?.items, let value = fields("is").flatMap({ number($0, "is", in: -0.999...0.999) })
    else { return nil }
    let found = names.compactMap { item -> String? in
      guard let name = text(item, "between") else { return nil }
      if variables.contains(name) { return name }
      failUnknown("variable", name, among: variables, at: item.position)
      return nil
    }
    guard found.count == 2, names.count == 2, found[0] != found[1] else {
      if found.count == names.count { fail(element.position, "a correlation is between two variables") }
      return nil
    }
    return Population.Correlation(found[0], found[1], value)
  }

  /// A number, or a mapping that names a distribution.
  func distribution(_ element: Element, _ what: String) -> Distribution? {
    if element.text != nil { return number(element, what, in: -1e12...1e12).map { .constant($0) } }
    guard let fields = fields(element, StudyKeys.distribution, named: what) else { return nil }
    let kinds = fields.entries.keys.filter { $0 != "within" }
    guard kinds.count == 1, let kind = kinds.first, let body = fields(kind) else {
      fail(element.position, "'\(what)' wants one distribution", hint: "{ uniform: [0, 2] }")
      return nil
    }
    var found: Distribution?
    switch kind {
    case "uniform": found = numbers(body, kind, count: 2).map { .uniform(low: $0[0], high: $0[1]) }
    case "triangular": found = numbers(body, kind, count: 3).map { .triangular(low: $0[0], mode: $0[1], high: $0[2]) }
    case "lognormal": found = numbers(body, kind, count: 2).map { .lognormal(median: $0[0], sigma: $0[1]) }
    case "normal":
      let ends = fields("within").flatMap { numbers($0, "within", count: 2) }
      found = numbers(body, kind, count: 2).map {
        .normal(mean: $0[0], deviation: $0[1], low: ends?[0] ?? -1e12, high: ends?[1] ?? 1e12)
      }
    default:
      var values: [Double] = []
      var weights: [Double] = []
      for entry in entries(body, named: kind, hint: "{ 6: 0.5, 12: 0.5 }") ?? [] {
        guard let value = Double(entry.key), let weight = number(entry.value, entry.key, in: 0...1e9) else {
          fail(entry.keyPosition, "'\(entry.key)' is not a number")
          return nil
        }
        values.append(value)
        weights.append(weight)
      }
      found = .choice(values: values, weights: weights)
    }
    if fields.entries["within"] != nil, kind != "normal" {
      fail(fields.place("within"), "'within' cuts a normal distribution only")
    }
    if let fault = found?.fault {
      fail(body.position, "'\(what)' is no distribution: \(fault)")
      return nil
    }
    return found
  }
}
