// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Points of a calendar year: pay up to the ceiling over the average of all insured.
///
/// - Source: SGB VI §§ 63(2), 70(1), 121, 256a.
public struct EarningsPoints: Sendable {
  public let averages: AverageEarnings
  public let ceilings: ContributionCeiling
  private let eastFactors: [(from: YearMonth, factor: ExactDecimal)]
  /// The year from which pay in the accession territory counts like any other.
  private let alikeFrom: Int

  /// - Throws: ``ParameterError`` where a table is missing or not one of numbers.
  public init(_ parameters: ParameterLibrary) throws {
    averages = try AverageEarnings(parameters)
    ceilings = try ContributionCeiling(parameters)
    eastFactors = try parameters.values(.eastFactor).map { ($0.from, $0.value) }
    alikeFrom = eastFactors.last?.from.year ?? 0
  }

  /// Points of the pay of a year, of one notice of the employer.
  ///
  /// - Parameters:
  ///   - pay: in the currency of the year; marks to 2001.
  ///   - months: months of the year that the pay is for.
  ///   - east: earned in the accession territory; no matter from 2025 on.
  ///   - startYear: the year in which the pension starts.
  /// - Throws: ``ParameterError`` for a year before the tables.
  public func points(
    of pay: ExactDecimal, in year: Int, months: Int = 12, east: Bool = false, startYear: Int
  ) throws -> ExactDecimal {
    let isEast = east && year < alikeFrom
    guard let ceiling = ceilings.ceiling(of: year, months: months, east: isEast) else {
      throw ParameterError(
        file: "parameters",
        message: "'\((isEast ? ParameterKey.ceilingEast : .ceilingWest).name)' has no value for \(year)",
        hint: "state points instead of pay for years before the table")
    }
    let counted = min(pay, ceiling)
    let raised = isEast ? counted * eastFactor(of: year) : counted
    return (raised / (try averages.divisor(of: year, startYear: startYear))).inPoints
  }

  /// The most points that a year can bring: its ceiling over its average.
  ///
  /// - Source: SGB VI Anlage 2b.
  public func greatest(in year: Int, months: Int = 12, startYear: Int) throws -> ExactDecimal {
    guard let ceiling = ceilings.ceiling(of: year, months: months) else { return .zero }
    return Self.greatest(ceiling: ceiling, average: try averages.divisor(of: year, startYear: startYear))
  }

  /// The same of a ceiling a year that held for part of it.
  public static func greatest(ceiling: ExactDecimal, average: ExactDecimal) -> ExactDecimal {
    (ceiling / average).inPoints
  }

  private func eastFactor(of year: Int) -> ExactDecimal {
    eastFactors.last { $0.from <= .january(year) }?.factor ?? .one
  }
}
