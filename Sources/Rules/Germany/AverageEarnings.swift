// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// What all insured earned on average in a calendar year, by which pay is divided. In the currency of the year.
///
/// - Source: SGB VI §§ 68(2), 69, 70(1), Anlage 1.
public struct AverageEarnings: Sendable {
  private let finals: [Int: ExactDecimal]
  private let provisionals: [Int: ExactDecimal]
  /// The last year with a final value.
  public let lastFinal: Int

  /// - Throws: ``ParameterError`` where a table is missing or not one of numbers.
  public init(_ parameters: ParameterLibrary) throws {
    func byYear(_ key: ParameterKey<ExactDecimal>) throws -> [Int: ExactDecimal] {
      Dictionary(uniqueKeysWithValues: try parameters.values(key).map { ($0.from.year, $0.value) })
    }
    finals = try byYear(.averageEarnings).merging(byYear(.earningsBefore1949)) { later, _ in later }
    provisionals = try byYear(.provisionalEarnings)
    lastFinal = finals.keys.max() ?? 0
  }

  /// The average of a year: as printed, or projected after the last one: the growth of that year once more, and then no growth.
  ///
  /// - Returns: nil for a year before the table.
  public func average(of year: Int) -> ExactDecimal? {
    if let final = finals[year] { return final }
    guard year > lastFinal, let last = finals[lastFinal], let before = finals[lastFinal - 1] else { return nil }
    return (last * (.one + Self.growth(from: before, to: last))).roundedHalfUp(places: 0)
  }

  /// What pay of a year is divided by: the provisional average for the year of the start and the year before, the final one for
  /// earlier years.
  ///
  /// - Parameter startYear: the year in which the pension starts.
  /// - Throws: ``ParameterError`` for a year before the table.
  public func divisor(of year: Int, startYear: Int) throws -> ExactDecimal {
    if year >= startYear - 1, let provisional = provisionals[year] { return provisional }
    guard let average = average(of: year) else {
      throw ParameterError(
        file: "parameters", message: "'\(ParameterKey.averageEarnings.name)' has no value for \(year)",
        hint: "state points instead of pay for years before the table")
    }
    return average
  }

  /// Whether the divisor of a year is one that no regulation has fixed.
  public func isProjected(_ year: Int, startYear: Int) -> Bool {
    year >= startYear - 1 ? provisionals[year] == nil && finals[year] == nil : year > lastFinal
  }

  /// The provisional average that § 69(2) makes of the two final ones before: two more years of the last growth, in whole euros.
  ///
  /// - Parameter growth: of gross wages between the two years where it is not that of the averages; from 2025 the growth of the
  ///   whole of Germany.
  /// - Returns: nil where a final average is missing.
  public func provisional(of year: Int, growth: ExactDecimal? = nil) -> ExactDecimal? {
    guard let last = finals[year - 2], let before = finals[year - 3] else { return nil }
    let growth = growth ?? Self.growth(from: before, to: last)
    return (last * (.one + growth * 2)).roundedHalfUp(places: 0)
  }

  /// In four decimals.
  private static func growth(from before: ExactDecimal, to last: ExactDecimal) -> ExactDecimal {
    (last / before - .one).inPoints
  }
}
