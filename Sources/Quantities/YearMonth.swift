// SPDX-License-Identifier: GPL-3.0-or-later

/// A calendar month, the step of every benefit.
///
/// Counts months from January of year 0, so that `month + 7` and `later - earlier` are plain integers.
public struct YearMonth: Hashable, Comparable, Strideable, Sendable, CustomStringConvertible {
  /// Months since January of year 0.
  public var index: Int

  public init(index: Int) { self.index = index }

  public init(_ year: Int, _ month: Int) {
    precondition((1...12).contains(month), "month \(month) of year \(year)")
    index = year * 12 + month - 1
  }

  /// Reads `YYYY-MM`; nil when it is not a month that exists.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), year > 0, (1...12).contains(month)
    else { return nil }
    self.init(year, month)
  }

  public var year: Int { index >= 0 ? index / 12 : (index - 11) / 12 }
  /// 1 to 12.
  public var month: Int { index - year * 12 + 1 }

  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
  public func distance(to other: Self) -> Int { other.index - index }
  public func advanced(by months: Int) -> Self { Self(index: index + months) }
  public static func + (a: Self, months: Int) -> Self { Self(index: a.index + months) }
  public static func - (a: Self, months: Int) -> Self { Self(index: a.index - months) }
  public static func - (a: Self, b: Self) -> Int { a.index - b.index }

  /// `YYYY-MM`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }

  public static func january(_ year: Int) -> Self { Self(year, 1) }
  public static func december(_ year: Int) -> Self { Self(year, 12) }
}

func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
