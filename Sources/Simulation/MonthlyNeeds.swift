// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy

/// What a household needs a month, at the prices of the valuation month.
public struct MonthlyNeeds: Hashable, Sendable {
  /// [currency][month], as ``CurrencyAreas/currencies`` has them: amounts follow the prices of the area at which the currency is spent.
  public var amounts: [[Double]]
  /// The share of it that one of two people needs alone.
  public var alone: Double

  public init(amounts: [[Double]], alone: Double = 1) { (self.amounts, self.alone) = (amounts, alone) }

  /// The same every month, in one currency.
  public init(_ amount: Double, currency: Int, of currencies: Int, months: Int) {
    amounts = Array(repeating: Array(repeating: 0, count: months), count: currencies)
    amounts[currency] = Array(repeating: amount, count: months)
    alone = 1
  }

  /// Whether anything is needed in some month.
  public var areStated: Bool { amounts.contains { $0.contains { $0 > 0 } } }
}

extension HouseholdPlan {
  /// Sets needs that change by month, of which one person alone has less, or that are spent in several currencies.
  public mutating func set(needs: MonthlyNeeds) {
    precondition(
      needs.amounts.count == areas.currencies.count && needs.amounts.allSatisfy { $0.count == months },
      "needs of other currencies or months than the plan's")
    self.needs = needs
  }
}

extension HouseholdBlock {
  /// Beside what the household needs in the currency that it spends: what it needs in others, and what is left of all of it for one of two
  /// people.
  func addNeeds(_ month: Int, _ economy: EconomyBlock, at: Int) {
    let needs = plan.needs
    for currency in plan.areas.currencies.indices where currency != plan.currency {
      let amount = needs.amounts[currency][month]
      guard amount != 0 else { continue }
      economy.areas[plan.areas.currencies[currency].area].priceLevel.withUnsafeBufferPointer { price in
        ck_need_row(
          row(layout.need), row(layout.adults), amount * (1 - Self.tolerance), row(layout.conversion + currency),
          price.baseAddress.unsafelyUnwrapped + at, active)
      }
    }
    if needs.alone != 1, plan.lifetimes.count > 1 {
      ck_alone_row(row(layout.need), row(layout.adults), needs.alone, active)
    }
  }
}
