// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Rates of the benefit formula by year of start: straight lines from 2012 to 2052.
///
/// - Source: CSS art. 214, law of 21 December 2012.
public struct BenefitRates: Hashable, Sendable {
  /// Percent of the reference amount for a full career.
  public var flat: ExactDecimal
  /// Percent of the income sum, before the bonus.
  public var proportional: ExactDecimal
  /// Whole years of age plus insurance above which the bonus starts.
  public var threshold: Int
  /// Percentage points for each year above it.
  public var increment: ExactDecimal
  /// Highest proportional rate, percent.
  public var cap: ExactDecimal

  /// - Parameter year: calendar year in which the pension starts.
  init(startingIn year: Int, _ library: ParameterLibrary) throws {
    func line(_ key: ParameterKey<ExactDecimal>) throws -> ExactDecimal {
      let points = try library.values(key)
      guard let first = points.first, let last = points.last, last.from > first.from else {
        throw ParameterError(file: "parameters", message: "'\(key.name)' needs its start and its end")
      }
      let span = last.from.year - first.from.year
      let passed = min(max(year - first.from.year, 0), span)
      return first.value + (last.value - first.value).scaled(by: ExactDecimal(passed), over: ExactDecimal(span))
    }
    flat = try line(.transitionFlat).roundedHalfUp(places: 3)
    proportional = try line(.transitionProportional).roundedHalfUp(places: 3)
    threshold = try line(.transitionThreshold).rounded(.down(toCents: 1), toMultipleOf: .one).whole
    let printed = library.series[ParameterKey<ExactDecimal>.incrementPrinted.name]?.entries
      .first { $0.from.year == year && $0.raw != nil }
    if printed != nil {
      increment = try library.value(.incrementPrinted, year: year).value
    } else {
      increment = try line(.transitionIncrement).roundedHalfUp(places: 3)
    }
    cap = try library.value(.rateCap, year: max(year, 2012)).value
  }

  /// Whole years by which age and insurance pass the threshold.
  ///
  /// - Parameters:
  ///   - age: completed months of age at the start.
  ///   - months: months of insurance that count (art. 171 alone).
  ///   - cut: `sum` adds both and cuts to years; `parts` cuts each first.
  func yearsAboveThreshold(age: Int, months: Int, cut: String) -> Int {
    max(0, (cut == "parts" ? age / 12 + months / 12 : (age + months) / 12) - threshold)
  }

  /// Proportional rate with the bonus, percent.
  func proportional(yearsAbove: Int) -> ExactDecimal {
    min(max(cap, proportional), proportional + increment * yearsAbove)
  }
}

extension Luxembourg {
  /// Rates of the benefit formula for a pension that starts in `year`.
  public func benefitRates(startingIn year: Int) throws -> BenefitRates {
    try BenefitRates(startingIn: year, parameters)
  }
}
