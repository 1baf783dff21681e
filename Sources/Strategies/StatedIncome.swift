// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation

/// An income that a scenario states, as no law awards it: from work, from a pension in payment or promised, from rent.
public struct StatedIncome: Hashable, Sendable, Codable {
  /// Whose it is; it ends with that person's death.
  public var person: String
  public var kind: IncomeKind
  /// By which name tables tell it: `work`, `other`, or the country that pays a pension.
  public var code: String
  /// Along whose wages and prices it moves; where that country is not simulated, those of its currency's area.
  public var country: Country?
  public var currency: CurrencyCode
  /// A month, at the prices and wages of the valuation month.
  public var gross: ExactDecimal
  public var net: ExactDecimal
  public var follows: AmountFollows
  /// The first month; nil for the one after the valuation month.
  public var from: YearMonth?
  /// The last month, included; nil where it goes on for life.
  public var until: YearMonth?
  /// What the other of two people goes on being paid of it after that death.
  public var survivorShare: ExactDecimal

  public init(
    person: String, kind: IncomeKind, code: String, country: Country? = nil, currency: CurrencyCode,
    gross: ExactDecimal, net: ExactDecimal? = nil, follows: AmountFollows, from: YearMonth? = nil,
    until: YearMonth? = nil, survivorShare: ExactDecimal = .zero
  ) {
    (self.person, self.kind, self.code, self.country, self.currency) = (person, kind, code, country, currency)
    (self.gross, self.net, self.follows, self.from, self.until) = (gross, net ?? gross, follows, from, until)
    self.survivorShare = survivorShare
  }

  /// Of what stands under `other_income`, of work, and of income tax.
  public static let (otherCode, workCode, taxCode) = ("other", "work", "tax")
}

/// Pay that a person states in place of what the records say: what is left of it a month, at the wages of the valuation month.
public struct StatedPay: Hashable, Sendable {
  public var net: ExactDecimal
  public var currency: CurrencyCode
  /// The last month, included.
  public var until: YearMonth

  public init(net: ExactDecimal, currency: CurrencyCode, until: YearMonth) {
    (self.net, self.currency, self.until) = (net, currency, until)
  }
}
