// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What a paper says, in the one form that serves every format.
public struct Statement: Sendable {
  public var file: String
  /// The reader's key, such as `ssa-xml`.
  public var format: String
  /// In a few words, for comments: `Social Security statement, XML`.
  public var title: String
  /// The country whose institution the paper is from.
  public var country: Country
  /// The day on which it was made, where it says.
  public var issued: CalendarDate?
  public var born: CalendarDate?
  public var sex: Sex?
  public var content: Content
  public var totals = Totals()
  /// Layout found nowhere in public, so that only the eye can confirm it.
  public var isExperimental = false

  public enum Content: Sendable {
    case years([YearRow])
    case periods([PeriodRow])
  }

  public init(_ text: StatementText, format: String, title: String, country: Country, _ content: Content) {
    (self.file, self.format, self.title, self.country) = (text.file, format, title, country)
    self.content = content
  }

  /// Rows as they are read, before anything is checked.
  public var rowCount: Int {
    switch content {
    case .years(let rows): rows.count
    case .periods(let rows): rows.count
    }
  }

  func place(_ line: Int, _ column: Int = 1) -> Place { Place(file, line, column) }
}

/// What the paper itself adds up or estimates; for the checks.
public struct Totals: Sendable {
  public var months: (value: Int, line: Int)?
  public var amount: (value: ExactDecimal, line: Int)?
  /// Quarters of coverage; statements stop counting at 40.
  public var credits: (value: Int, line: Int)?
  /// A month at full retirement age, in the money of the statement's year.
  public var estimate: (value: ExactDecimal, line: Int)?
  /// What the estimate takes for each year to come.
  public var futurePay: ExactDecimal?
  /// The first month of benefits that the paper proposes.
  public var claim: YearMonth?

  public init() {}
}

/// A row of yearly earnings.
public struct YearRow: Hashable, Sendable {
  public enum State: Hashable, Sendable {
    case recorded, notRecorded
    /// The amount is the sum of the years of the row.
    case sumOfYears
  }

  public var first: Int
  /// Equal to `first` but for a sum of several years.
  public var last: Int
  public var state: State
  public var amount: ExactDecimal
  /// The amount in the paper's second column, where there is one; for a check.
  public var second: ExactDecimal?
  /// Quarters that the paper states of the year.
  public var units: Int?
  /// The paper says the most that counts, not the amount.
  public var isMaximum = false
  public var line: Int

  public init(
    _ first: Int, _ last: Int? = nil, _ state: State = .recorded, amount: ExactDecimal = .zero,
    second: ExactDecimal? = nil, units: Int? = nil, line: Int
  ) {
    (self.first, self.last, self.state) = (first, last ?? first, state)
    (self.amount, self.second, self.units, self.line) = (amount, second, units, line)
  }
}

/// A row of insured months: a period, or a number of months of a year.
public struct PeriodRow: Hashable, Sendable {
  public enum Span: Hashable, Sendable {
    case months(from: YearMonth, through: YearMonth)
    /// Still runs when the paper was made.
    case open(from: YearMonth)
    /// Months somewhere in a year.
    case year(Int, months: Int)
  }

  public enum Income: Hashable, Sendable {
    case none
    /// Of the whole row.
    case total(ExactDecimal)
    case monthly(ExactDecimal)
  }

  public var span: Span
  /// In the words of scenarios; nil where the paper's word is not known.
  public var kind: String?
  public var income: Income
  public var currency: CurrencyCode?
  /// Months that the paper counts for the row.
  public var counted: Int?
  /// Where the paper lists several countries.
  public var country: Country?
  public var line: Int

  public init(
    _ span: Span, kind: String?, income: Income = .none, currency: CurrencyCode? = nil, counted: Int? = nil,
    country: Country? = nil, line: Int
  ) {
    (self.span, self.kind, self.income, self.currency) = (span, kind, income, currency)
    (self.counted, self.country, self.line) = (counted, country, line)
  }
}

/// A record ready for a scenario, with where each of its lines comes from.
public struct ImportedRecord: Sendable {
  public var record: InsuranceRecord
  /// Months alone, of a country whose law is not known.
  public var isBare: Bool
  /// Behind a year's or a period's line.
  public var yearOrigins: [Int: String] = [:]
  public var periodOrigins: [YearMonth: String] = [:]
  public var unitsOrigin: String?
  /// Currencies of yearly amounts, where not the country's own.
  public var currencies: [Int: CurrencyCode] = [:]

  public init(_ record: InsuranceRecord, isBare: Bool = false) { (self.record, self.isBare) = (record, isBare) }

  /// Years with earnings or months with insurance, and the sum of amounts: the foot of the table to confirm.
  public var foot: String {
    let amounts = record.earnings.values.filter { $0.amount > .zero && $0.wagesOf == nil }
    let sum = amounts.reduce(ExactDecimal.zero) { $0 + $1.amount }
    var parts: [String] = []
    if !record.periods.isEmpty {
      let months = record.periods.reduce(0) { $0 + ($1.through - $1.from) + 1 }
      parts.append(months == 1 ? "1 month" : "\(months) months")
    }
    if let first = record.earnings.keys.min(), let last = record.earnings.keys.max() {
      parts.append("\(amounts.count) years with amounts, \(first) to \(last), together \(sum.grouped)")
    }
    return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
  }
}
