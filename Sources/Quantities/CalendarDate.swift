// SPDX-License-Identifier: GPL-3.0-or-later

/// A day of the Gregorian calendar, without a clock or a time zone.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  public let month: Int
  public let day: Int

  /// Nil when the day does not exist.
  public init?(_ year: Int, _ month: Int, _ day: Int) {
    guard year > 0, (1...12).contains(month), day >= 1, day <= Self.days(in: YearMonth(year, month)) else {
      return nil
    }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Reads `YYYY-MM-DD`; nil when it is not a day that exists.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year, month, day)
  }

  public static func days(in month: YearMonth) -> Int {
    switch month.month {
    case 2: month.year % 4 == 0 && (month.year % 100 != 0 || month.year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public var yearMonth: YearMonth { YearMonth(year, month) }

  /// The day before; the United States count an age as attained on it (20 CFR 404.2(c)(4)).
  public var dayBefore: CalendarDate {
    if day > 1 { return CalendarDate(year, month, day - 1)! }
    let previous = yearMonth - 1
    return CalendarDate(previous.year, previous.month, Self.days(in: previous))!
  }

  public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

  /// `YYYY-MM-DD`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}
