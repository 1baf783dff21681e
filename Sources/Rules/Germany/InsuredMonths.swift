// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Quantities

/// What a month of a German insurance history is. One month may be several things at once.
///
/// - Source: SGB VI §§ 51, 54 to 58, 250.
public enum MonthKind: String, Hashable, Sendable, CaseIterable {
  /// Compulsory contributions from work, self-employment, care or service.
  case compulsory
  /// The first months of raising a child.
  case childRaising = "child raising"
  case voluntary
  /// Raising a child to its tenth birthday.
  case childConsideration = "child consideration"
  /// Study after 17, seeking work without benefit, and the like.
  case creditable
  /// Sickness, maternity or training with a benefit.
  case benefit
  /// Unemployment benefit.
  case unemployment
  /// War, captivity, persecution.
  case replacement
}

/// The months of an insurance history by kind.
public struct InsuredMonths: Hashable, Sendable {
  /// By kind, then by calendar year.
  private var months: [MonthKind: [Int: MonthsOfYear]] = [:]

  public init() {}

  public mutating func insert(_ kind: MonthKind, in month: YearMonth) {
    months[kind, default: [:]][month.year, default: MonthsOfYear()].insert(month.month)
  }

  public mutating func insert(_ kind: MonthKind, in span: ClosedRange<YearMonth>) {
    for month in span { insert(kind, in: month) }
  }

  /// Months of any of some kinds by year; a month that is several of them counts once.
  public func months(of kinds: Set<MonthKind>) -> [Int: MonthsOfYear] {
    kinds.reduce(into: [:]) { years, kind in years.merge(months[kind] ?? [:]) { $0.union($1) } }
  }
}

extension [Int: MonthsOfYear] {
  /// Months of all years that lie before `end`.
  func count(before end: YearMonth) -> Int { restricted(before: end).reduce(0) { $0 + $1.value.count } }

  /// Without the months from `end` on.
  func restricted(before end: YearMonth) -> Self {
    filter { $0.key <= end.year }.reduce(into: [:]) { years, entry in
      years[entry.key] = entry.key < end.year ? entry.value : entry.value.intersection(.before(end.month))
    }
  }

  /// Without the months before `start`.
  func restricted(from start: YearMonth) -> Self {
    filter { $0.key >= start.year }.reduce(into: [:]) { years, entry in
      years[entry.key] = entry.key > start.year ? entry.value : entry.value.subtracting(.before(start.month))
    }
  }

  func union(_ other: Self) -> Self { merging(other) { $0.union($1) } }
  func subtracting(_ other: Self) -> Self {
    reduce(into: [:]) { years, entry in
      years[entry.key] = other[entry.key].map { entry.value.subtracting($0) } ?? entry.value
    }
  }
}
