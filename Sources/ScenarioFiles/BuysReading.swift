// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Insured months that a person buys, by country: `buys` of a person in a strategy.
extension ScenarioReader {
  static let buysKey = "buys"
  private static let form =
    "by country: kind, months and base, for example { kind: voluntary, months: 2027-01..2027-12, base: minimum }"

  /// By country; nil when something is wrong.
  func buys(_ entry: Element.Entry, of member: Claimants) -> [Country: [BoughtMonths]]? {
    guard let choices = entries(entry.value, named: Self.buysKey, hint: Self.form)
    else { return nil }
    var found: [Country: [BoughtMonths]] = [:]
    for choice in choices {
      guard let country = country(choice.key, Self.buysKey, at: choice.keyPosition) else { return nil }
      guard member.records.contains(country), let system = systems[country] else {
        if incomplete.isEmpty {
          fail(
            choice.keyPosition, "\(member.id) has no record in \(country) that months could join",
            hint: "records: \(member.records.map(\.code).joined(separator: ", "))")
        }
        return nil
      }
      let items = (choice.value.items ?? [choice.value]).map { bought($0, from: system) }
      let known = items.compactMap { $0 }
      guard known.count == items.count else { return nil }
      found[country] = known
    }
    return found
  }

  private func bought(_ element: Element, from system: any PensionSystem) -> BoughtMonths? {
    guard let fields = fields(element, ScenarioKeys.buys, named: Self.buysKey) else { return nil }
    let kinds = system.vocabulary.periodKinds.map(\.name)
    let kind = fields("kind").flatMap { self.text($0, "kind") }
    if let kind, !kinds.contains(kind) {
      failUnknown("kind", kind, among: kinds, at: fields.place("kind"))
      return nil
    }
    let span = fields("months").flatMap { self.span($0, "months", openStart: nil) }
    var base: ExactDecimal?
    if let element = fields("base"), element.text != "minimum" {
      guard let amount = money(element, "base", in: system.currency) else { return nil }
      base = amount
    }
    guard let kind, let span else { return nil }
    guard let through = span.through else {
      fail(fields.place("months"), "'months' has no last month", hint: "months: \(span.from)..\(span.from + 11)")
      return nil
    }
    return BoughtMonths(kind: kind, from: span.from, through: through, base: base)
  }
}
