// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A premium that somebody has taken from the payments of a country.
public enum StatedPremium: Hashable, Sendable {
  /// The one that the country publishes.
  case standard
  /// Another one a month, in the country's currency.
  case amount(ExactDecimal)
}

extension Deduction {
  /// The same before a month: another payment to the same person carries it from then on. Nil where nothing is left of it.
  func ended(before month: YearMonth) -> Deduction? {
    guard fixed != nil, let months else { return self }
    guard months.lowerBound < month else { return nil }
    var ended = self
    ended.months = months.lowerBound...min(months.upperBound, month - 1)
    return ended
  }
}

extension [Deduction] {
  /// What is left for a payment beside an own one of the same country, which carries the fixed amounts from its first month on.
  public func beside(own: Award?) -> [Deduction] {
    guard let own else { return self }
    return compactMap { $0.ended(before: own.from) }
  }
}
