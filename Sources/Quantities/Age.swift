// SPDX-License-Identifier: GPL-3.0-or-later

/// An age or a duration in completed months.
public struct Age: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Completed months.
  public var inMonths: Int

  public init(months: Int) { inMonths = months }
  public init(years: Int, months: Int = 0) { inMonths = years * 12 + months }

  /// Reads `62`, `62y6m` or `62y`; nil otherwise.
  public init?(_ text: some StringProtocol) {
    let lower = text.lowercased()
    if let years = Int(lower), years >= 0 {
      self.init(years: years)
      return
    }
    guard lower.last == "m" || lower.last == "y", let y = lower.firstIndex(of: "y"), let years = Int(lower[..<y]),
      years >= 0
    else { return nil }
    let rest = lower[lower.index(after: y)...]
    if rest.isEmpty {
      self.init(years: years)
    } else {
      guard let months = Int(rest.dropLast()), (0...11).contains(months) else { return nil }
      self.init(years: years, months: months)
    }
  }

  public var years: Int { inMonths / 12 }
  /// Months beyond the completed years, 0 to 11.
  public var months: Int { inMonths % 12 }

  public static func < (a: Self, b: Self) -> Bool { a.inMonths < b.inMonths }

  /// `62` or `62y6m`.
  public var description: String { months == 0 ? "\(years)" : "\(years)y\(months)m" }
}
