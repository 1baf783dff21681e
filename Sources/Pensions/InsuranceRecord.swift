// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A span of insured months in one country.
public struct InsurancePeriod: Hashable, Sendable {
  public var from: YearMonth
  /// Last month, included.
  public var through: YearMonth
  /// In the country's own words: `compulsory`, `voluntary`, …
  public var kind: String
  /// Pay a month in the country's currency; nil where pay is given by year or there is none.
  public var monthlyPay: ExactDecimal?
  /// The year in whose wages the pay is stated; it is scaled to each month's year by the country's wage index.
  public var wagesOf: Int?
  /// Hours of work a month, where a law asks how many they were; nil where nobody says, which is full time.
  public var hours: Int?

  public init(
    from: YearMonth, through: YearMonth, kind: String, monthlyPay: ExactDecimal? = nil, wagesOf: Int? = nil,
    hours: Int? = nil
  ) {
    (self.from, self.through, self.kind) = (from, through, kind)
    (self.monthlyPay, self.wagesOf, self.hours) = (monthlyPay, wagesOf, hours)
  }
}

/// Earnings of one year as stated: an amount, perhaps in the wages of another year.
public struct StatedEarnings: Hashable, Sendable {
  public var amount: ExactDecimal
  /// The year in whose wages the amount is stated; nil for the year's own.
  public var wagesOf: Int?

  public init(_ amount: ExactDecimal, wagesOf: Int? = nil) { (self.amount, self.wagesOf) = (amount, wagesOf) }
}

/// An amount a month that the institution itself states, such as a US primary insurance amount.
public struct StatedAmount: Hashable, Sendable {
  public var amount: ExactDecimal
  /// The month that it is stated for; nil for the valuation month.
  public var asOf: YearMonth?

  public init(_ amount: ExactDecimal, asOf: YearMonth? = nil) { (self.amount, self.asOf) = (amount, asOf) }
}

/// What a country's institution knows about a person's insurance.
///
/// One shape for every country: by year, by period, or both. What a country makes of it is its `PensionSystem`'s affair.
public struct InsuranceRecord: Hashable, Sendable {
  public var country: Country
  /// Earnings by calendar year, in the country's currency.
  public var earnings: [Int: StatedEarnings]
  /// Units of coverage by year where earnings cannot tell, for example US quarters before 1978.
  public var units: [Int: Int]
  public var periods: [InsurancePeriod]
  /// Totals for published examples that give no record: name to amount, in the country's own words.
  public var totals: [String: ExactDecimal]
  /// In place of all the rest, where the country takes it.
  public var stated: StatedAmount?
  /// The pension of this country that the person draws already; nil without one.
  public var inPayment: PensionInPayment?

  public init(
    country: Country, earnings: [Int: StatedEarnings] = [:], units: [Int: Int] = [:],
    periods: [InsurancePeriod] = [], totals: [String: ExactDecimal] = [:], stated: StatedAmount? = nil
  ) {
    (self.country, self.earnings, self.units) = (country, earnings, units)
    (self.periods, self.totals, self.stated) = (periods, totals, stated)
  }
}

/// What of a record the law does not know: months that no law grants, written as if it did.
///
/// It is put to whoever wrote the record, at the period's place, in English.
public struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Index into ``InsuranceRecord/periods``.
  public var period: Int
  public var message: String
  public var article: String
  /// What to write instead.
  public var hint: String

  public init(period: Int, _ message: String, article: String, hint: String) {
    (self.period, self.message, self.article, self.hint) = (period, message, article, hint)
  }

  public var description: String { "\(message) (\(article)); \(hint)" }
}

/// Coverage as other countries see it: how many units in each calendar year, and which months where that is known.
public struct Coverage: Hashable, Sendable, Codable {
  public enum Unit: String, Sendable, Codable {
    case month, quarter
  }

  public struct Year: Hashable, Sendable, Codable {
    /// Units credited in the year: at most 12 months or 4 quarters.
    public var count: Int
    /// Bit 0 is January; nil where the year's units have no fixed place.
    public var months: UInt16?

    public init(count: Int, months: UInt16? = nil) { (self.count, self.months) = (count, months) }

    /// Whether the month, 1 to 12, is one of those with a place.
    public func holds(_ month: Int) -> Bool { (months ?? 0) >> UInt16(month - 1) & 1 == 1 }
  }

  public var unit: Unit
  public var years: [Int: Year]
  /// A count that stands in for the record, for tests against other programs.
  public var override: Int?

  public init(unit: Unit, years: [Int: Year] = [:], override: Int? = nil) {
    (self.unit, self.years, self.override) = (unit, years, override)
  }

  /// Months of insurance, each once.
  public init(months: some Sequence<YearMonth>) {
    self.init(unit: .month)
    insert(months)
  }

  /// Adds months that are not there yet.
  public mutating func insert(_ months: some Sequence<YearMonth>) {
    for month in months {
      let bits = (years[month.year]?.months ?? 0) | UInt16(1) << UInt16(month.month - 1)
      years[month.year] = Year(count: bits.nonzeroBitCount, months: bits)
    }
  }

  /// All units.
  public var total: Int { override ?? years.values.reduce(0) { $0 + $1.count } }
}
