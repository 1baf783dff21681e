// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// ISO 3166-1 alpha-2 code of a country.
public struct Country: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  public let code: String
  public init(_ code: String) { self.code = code }
  public init(stringLiteral code: String) { self.code = code }
  public static func < (a: Self, b: Self) -> Bool { a.code < b.code }
  public var description: String { code }
}

extension Country: TextCodable, CodingKeyRepresentable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public init?(text: String) { self.init(text) }
  public var codingKey: any CodingKey { Key(stringValue: code) }
  public init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}

public enum Sex: String, Sendable, CaseIterable {
  case female, male
}

/// A time of residence in one country, open-ended where the person stays.
public struct Residence: Hashable, Sendable {
  public var country: Country
  public var from: YearMonth
  /// Last month, included; nil while it lasts.
  public var through: YearMonth?

  public init(country: Country, from: YearMonth, through: YearMonth? = nil) {
    (self.country, self.from, self.through) = (country, from, through)
  }

  public func contains(_ month: YearMonth) -> Bool { month >= from && through.map { month <= $0 } ?? true }
}

public struct Person: Hashable, Sendable {
  /// The name the scenario uses.
  public var id: String
  public var born: CalendarDate
  public var sex: Sex
  public var citizenship: [Country]
  public var residence: [Residence]

  public init(
    id: String, born: CalendarDate, sex: Sex, citizenship: [Country] = [], residence: [Residence] = []
  ) {
    (self.id, self.born, self.sex) = (id, born, sex)
    (self.citizenship, self.residence) = (citizenship, residence)
  }

  /// Where the person lives in `month`; the later statement wins where two overlap.
  public func residence(in month: YearMonth) -> Country? {
    residence.last { $0.contains(month) }?.country
  }

  /// The month that holds the `age`th birthday (or as many months after it as the age says).
  public func month(attaining age: Age) -> YearMonth { born.yearMonth + age.inMonths }
}
