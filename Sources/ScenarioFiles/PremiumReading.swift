// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Premiums that are taken from payments, by the keys of the countries that ask for them.
extension ScenarioReader {
  func premiums(_ fields: Fields, id: String) -> [Country: StatedPremium] {
    var found: [Country: StatedPremium] = [:]
    for (country, system) in systems.sorted(by: { $0.key < $1.key }) {
      guard let premium = system.vocabulary.premium, fields.section.key(premium.key) != nil,
        let element = fields(premium.key)
      else { continue }
      if element.text == premium.standard {
        found[country] = .standard
      } else if element.text?.first?.isNumber == true {
        if let amount = money(element, premium.key, in: system.currency), amount > .zero {
          found[country] = .amount(amount)
        }
      } else {
        fail(
          element.position, "'\(premium.key)' is \(describe(element)), which is no premium",
          hint: "write \(premium.standard), or an amount a month, for example 202.90 \(system.currency)")
      }
    }
    return found
  }
}
