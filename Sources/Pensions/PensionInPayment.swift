// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A pension that a country pays already, as its owner knows it; what is not said, the law works out from the record.
public struct PensionInPayment: Hashable, Sendable {
  /// First month of entitlement.
  public var since: YearMonth
  /// A month, before anything is withheld.
  public var amount: ExactDecimal?
  /// The amount that the institution states in place of a record, see ``ScenarioVocabulary/statedKey``.
  public var stated: ExactDecimal?
  /// Parts of the amount, by the country's own names, see ``ScenarioVocabulary/pensionParts``.
  public var parts: [String: ExactDecimal]
  /// The month that the amounts are of.
  public var asOf: YearMonth
  /// What a spouse goes on being paid of it, where neither record nor parts tell.
  public var survivorShare: ExactDecimal?
  /// Months to ``asOf`` that work took, as the owner knows them; nil where the records tell.
  public var withheld: Int?

  public init(
    since: YearMonth, amount: ExactDecimal? = nil, stated: ExactDecimal? = nil, parts: [String: ExactDecimal] = [:],
    asOf: YearMonth, survivorShare: ExactDecimal? = nil
  ) {
    (self.since, self.amount, self.stated, self.parts) = (since, amount, stated, parts)
    (self.asOf, self.survivorShare) = (asOf, survivorShare)
  }
}

extension InsuranceRecord {
  /// Whether it says nothing that a pension could be worked out from.
  public var isBare: Bool {
    earnings.isEmpty && periods.isEmpty && units.isEmpty && totals.isEmpty && stated == nil
  }
}

extension Award {
  /// The same award with amounts times a factor.
  public func scaled(by factor: Double) -> Award {
    var scaled = self
    for index in components.indices { scaled.components[index].base *= factor }
    scaled.firstMonthlyAmount =
      (firstMonthlyAmount * (ExactDecimal(shortest: factor) ?? .one)).roundedHalfUp(places: 2)
    return scaled
  }
}
