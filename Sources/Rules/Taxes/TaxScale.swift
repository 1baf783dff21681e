// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Tax by steps of income: from each bound on its rate, exact.
public struct TaxScale: Hashable, Sendable {
  /// Rising, the first 0: income from which each rate holds.
  public let bounds: [ExactDecimal]
  /// Shares, by bound.
  public let rates: [ExactDecimal]
  /// Tax at each bound.
  private let base: [ExactDecimal]

  public init(bounds: [ExactDecimal], rates: [ExactDecimal]) {
    precondition(bounds.first == .zero && bounds.count == rates.count, "\(bounds.count) bounds, \(rates.count) rates")
    precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "bounds that do not rise")
    (self.bounds, self.rates) = (bounds, rates)
    var base = [ExactDecimal.zero]
    for index in 1..<max(1, bounds.count) {
      base.append(base[index - 1] + (bounds[index] - bounds[index - 1]) * rates[index - 1])
    }
    self.base = base
  }

  public func tax(on income: ExactDecimal) -> ExactDecimal {
    guard income > .zero, let index = bounds.lastIndex(where: { $0 < income }) else { return .zero }
    return base[index] + (income - bounds[index]) * rates[index]
  }
}

extension ExactDecimal {
  /// The largest multiple of `step` not above the value.
  public func cut(to step: ExactDecimal) -> ExactDecimal { rounded(Rounding(.down, cents: 1), toMultipleOf: step) }
}
