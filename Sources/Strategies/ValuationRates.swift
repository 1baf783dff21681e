// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities

/// What currencies are worth in the valuation month, exactly.
struct ValuationRates: Sendable {
  let areas: CurrencyAreas
  /// By currency: units of the first for one.
  let perUnit: [ExactDecimal]

  init(_ model: EconomyModel) {
    areas = model.areas
    perUnit = model.startRates.map { ExactDecimal(shortest: $0) ?? .one }
  }

  /// The modelled currency's, in the first.
  var modelled: ExactDecimal { perUnit[CurrencyAreas.modelled] }

  /// An amount in another currency; as it is where one of them is not simulated.
  func convert(_ amount: ExactDecimal, from: CurrencyCode, to: CurrencyCode) -> ExactDecimal {
    guard from != to, let from = areas.currency(from), let to = areas.currency(to) else { return amount }
    let common = from == 0 ? amount : amount * perUnit[from]
    return to == 0 ? common : common / perUnit[to]
  }
}
