// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Simulation

/// What a household needs a month, at the prices of the valuation month; in each currency at the prices of the area where it is spent.
public struct HouseholdNeeds: Hashable, Sendable {
  /// An amount by currency, from a month on.
  public struct Step: Hashable, Sendable {
    public var from: YearMonth
    public var amounts: [CurrencyCode: ExactDecimal]

    public init(from: YearMonth, amounts: [CurrencyCode: ExactDecimal]) {
      (self.from, self.amounts) = (from, amounts)
    }
  }

  /// From the valuation month on, by currency.
  public var amounts: [CurrencyCode: ExactDecimal]
  /// What takes its place, in the order of time.
  public var later: [Step]
  /// The share of it that one of two people needs alone.
  public var alone: ExactDecimal

  public init(_ amounts: [CurrencyCode: ExactDecimal], later: [Step] = [], alone: ExactDecimal = .one) {
    (self.amounts, self.later, self.alone) = (amounts, later, alone)
  }

  /// Whether anything is needed in some month.
  public var areStated: Bool {
    ([amounts] + later.map(\.amounts)).contains { $0.values.contains { $0 > .zero } }
  }

  /// The same needs times a factor, each amount to the cent.
  public func scaled(by factor: ExactDecimal) -> HouseholdNeeds {
    var scaled = self
    scaled.amounts = amounts.mapValues { ($0 * factor).roundedHalfUp(places: 2) }
    for index in later.indices {
      scaled.later[index].amounts = later[index].amounts.mapValues { ($0 * factor).roundedHalfUp(places: 2) }
    }
    return scaled
  }

  /// What holds in a month, by currency.
  public func amounts(in month: YearMonth) -> [CurrencyCode: ExactDecimal] {
    later.last { $0.from <= month }?.amounts ?? amounts
  }
}

extension HouseholdSetting {
  /// The needs of each simulated month, by currency.
  var needs: MonthlyNeeds {
    let amounts = rates.areas.currencies.map { currency in
      (1...months).map { scenario.needs.amounts(in: scenario.asOf + $0)[currency.code]?.double ?? 0 }
    }
    return MonthlyNeeds(amounts: amounts, alone: scenario.needs.alone.double)
  }
}
