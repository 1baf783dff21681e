// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Months of one calendar year as bits, January first.
public struct MonthsOfYear: Hashable, Sendable {
  public var bits: UInt16

  public init(bits: UInt16 = 0) {
    precondition(bits & ~Self.full == 0, "a year has twelve months")
    self.bits = bits
  }

  static let full: UInt16 = 0xFFF
  public static let all = MonthsOfYear(bits: full)

  /// The months before `month` of 1 to 13.
  public static func before(_ month: Int) -> MonthsOfYear {
    precondition((1...13).contains(month))
    return MonthsOfYear(bits: UInt16(1) << UInt16(month - 1) &- 1)
  }

  public var count: Int { bits.nonzeroBitCount }
  public func contains(_ month: Int) -> Bool { bits >> UInt16(month - 1) & 1 == 1 }
  public mutating func insert(_ month: Int) { bits |= UInt16(1) << UInt16(month - 1) }
  public mutating func remove(_ month: Int) { bits &= ~(UInt16(1) << UInt16(month - 1)) }
  public func intersection(_ other: Self) -> Self { Self(bits: bits & other.bits) }
  public func union(_ other: Self) -> Self { Self(bits: bits | other.bits) }
  public func subtracting(_ other: Self) -> Self { Self(bits: bits & ~other.bits) }
}

/// How coverage of another country becomes months, none counted twice and none before it exists.
public struct MonthConversion: Hashable, Sendable {
  /// Months for one unit: 3 for a quarter, 1 for a month.
  public var monthsPerUnit: Int

  public init(monthsPerUnit: Int) {
    precondition(monthsPerUnit > 0)
    self.monthsPerUnit = monthsPerUnit
  }

  /// Months credited in one calendar year beside the own ones, which come first.
  ///
  /// Units with a known place give the months they fill that are not own; units that belong to the year as a whole
  /// fill whatever the own months leave.
  ///
  /// - Parameters:
  ///   - year: foreign units of the year.
  ///   - own: months the country itself credits.
  ///   - window: months that may count, for a year in which the claim falls.
  public func months(from year: Coverage.Year, besides own: MonthsOfYear, within window: MonthsOfYear = .all) -> Int {
    let free = window.subtracting(own)
    if let placed = year.months {
      return min(MonthsOfYear(bits: placed).intersection(free).count, year.count * monthsPerUnit)
    }
    return min(year.count * monthsPerUnit, free.count)
  }

  /// Months credited in the years of `coverage` that lie before `end`, beside own months by year.
  public func months(from coverage: Coverage, besides own: (Int) -> MonthsOfYear, before end: YearMonth) -> Int {
    if let override = coverage.override { return override * monthsPerUnit }
    return coverage.years.reduce(0) { sum, entry in
      guard entry.key <= end.year else { return sum }
      let window = entry.key == end.year ? MonthsOfYear.before(end.month) : .all
      return sum + months(from: entry.value, besides: own(entry.key), within: window)
    }
  }
}
