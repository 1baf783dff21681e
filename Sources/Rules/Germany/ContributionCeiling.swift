// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The pay of a calendar year up to which contributions are due, and beyond which nothing counts. In the currency of the year.
///
/// - Source: SGB VI §§ 159, 275a, Anlagen 2 and 2a.
public struct ContributionCeiling: Sendable {
  private let west: [Int: ExactDecimal]
  private let east: [Int: ExactDecimal]
  private let last: Int

  /// - Throws: ``ParameterError`` where a table is missing or not one of numbers.
  public init(_ parameters: ParameterLibrary) throws {
    let entries = try parameters.values(.ceilingWest)
    let years = (entries.first?.from.year ?? 0)...(entries.last?.from.year ?? 0)
    func byYear(_ key: ParameterKey<ExactDecimal>, _ years: ClosedRange<Int>) throws -> [Int: ExactDecimal] {
      try years.reduce(into: [:]) { table, year in
        let months = try (1...12).map { try parameters.value(key, inForce: YearMonth(year, $0)).value }
        table[year] = months.reduce(.zero, +) / 12
      }
    }
    west = try byYear(.ceilingWest, years)
    // A table that begins within a year holds from the year after.
    let first = try parameters.values(.ceilingEast).first?.from ?? YearMonth(years.upperBound, 1)
    east = try byYear(.ceilingEast, (first.month == 1 ? first.year : first.year + 1)...years.upperBound)
    last = years.upperBound
  }

  /// The ceiling of a year, or of some of its months; a ceiling that changed within the year counts by months.
  ///
  /// - Returns: nil for a year before the table; the last one after it.
  public func ceiling(of year: Int, months: Int = 12, east isEast: Bool = false) -> ExactDecimal? {
    (isEast ? east : west)[min(year, last)].map { ($0 * months / 12).inCents }
  }

  /// Whether no regulation has fixed the ceiling of a year.
  public func isProjected(_ year: Int) -> Bool { year > last }
}
