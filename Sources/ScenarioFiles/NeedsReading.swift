// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Strategies

/// What the household needs a month: one amount, amounts by currency, or a mapping with what changes them.
extension ScenarioReader {
  /// - Parameter people: how many the household has; nil where that is not known.
  func needs(_ element: Element, people: Int?) -> HouseholdNeeds {
    let isLong = element.entries?.contains { entry in
      ScenarioKeys.needs.key(entry.key) != nil || entry.key.hasPrefix("from")
    }
    guard isLong == true else { return HouseholdNeeds(amounts(element, "needs")) }
    guard let fields = fields(element, ScenarioKeys.needs, named: "needs", open: true) else {
      return HouseholdNeeds([:])
    }
    var needs = HouseholdNeeds(fields("amount").map { amounts($0, "needs.amount") } ?? [:])
    if let element = fields("alone"), let share = number(element, "needs.alone", in: 0...1) {
      if people == 1 {
        fail(
          fields.place("alone"), "'alone' is what one of two people needs, and the file names one person",
          hint: "leave it out, or name the other one under people")
      }
      needs.alone = ExactDecimal(shortest: share) ?? .one
    }
    for entry in fields.others {
      let words = entry.key.split(separator: " ").map(String.init)
      let form = "for example from 2040-01: 2100"
      guard words.count == 2, words[0] == "from" else {
        let known = ScenarioKeys.needs.keys.map(\.name) + ["from YYYY-MM"]
        failUnknown("key of 'needs'", entry.key, among: known, at: entry.keyPosition)
        continue
      }
      guard let month = month(words[1], "from", at: entry.keyPosition) else { continue }
      if let asOf, month <= asOf {
        fail(
          entry.keyPosition, "needs from \(month) are not after the valuation month \(asOf)",
          hint: "the first need is 'amount'; what follows starts later, \(form)")
        continue
      }
      if needs.later.contains(where: { $0.from == month }) {
        fail(entry.keyPosition, "needs from \(month) are stated twice", hint: "keep one of them")
        continue
      }
      needs.later.append(.init(from: month, amounts: amounts(entry.value, entry.key)))
    }
    needs.later.sort { $0.from < $1.from }
    return needs
  }

  /// Money by currency; without one, in the household's.
  func amounts(_ element: Element, _ what: String) -> [CurrencyCode: ExactDecimal] {
    guard let entries = element.entries else {
      guard let currency, let amount = money(element, what, in: currency) else { return [:] }
      return [currency: amount]
    }
    var found: [CurrencyCode: ExactDecimal] = [:]
    for entry in entries {
      let key = Element(position: entry.keyPosition, content: .text(entry.key))
      guard let code = currencyCode(key), let amount = money(entry.value, what, in: code) else { continue }
      found[code] = amount
    }
    return found
  }
}
