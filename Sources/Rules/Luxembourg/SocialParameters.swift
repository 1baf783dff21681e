// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// The amounts that the ministry prints for a date, worked out by the formula, for a pension that starts then.
public struct SocialParameters: Hashable, Sendable {
  public var minimumWage: Money<EUR>
  public var contributionCeiling: Money<EUR>
  /// For forty years, a month.
  public var minimumPension: Money<EUR>
  public var maximumPension: Money<EUR>
  public var flatPart: Money<EUR>
  /// For forty years, a year and a twelfth of it.
  public var yearEndAllowance: Money<EUR>
  public var yearEndTwelfth: Money<EUR>
  /// Pay that leaves an early pension whole.
  public var antiOverlapThreshold: Money<EUR>
  /// Lowest base of a pensioner's health contribution.
  public var healthFloor: Money<EUR>
  /// Part of pay or pension free of the dependency contribution.
  public var dependencyAllowance: Money<EUR>
  /// Work income not set against a survivor's pension.
  public var survivorExemptIncome: Money<EUR>
}

extension Luxembourg {
  /// Social parameters in force in `month`, 2014 or later.
  public func socialParameters(in month: YearMonth) throws -> SocialParameters {
    guard let level = scale.level(in: month), let wage = base.floor(in: month), let ceiling = base.ceiling(in: month)
    else {
      throw ParameterError(file: "parameters", message: "no social parameters are known for \(month)")
    }
    let factor = try level / 100 * factors.award(startingIn: month.year).value
    let reference = try parameters.value(.referenceAmount, inForce: month).value
    func share(_ key: ParameterKey<ExactDecimal>) throws -> ExactDecimal {
      try parameters.value(key, inForce: month).value
    }
    func amount(_ base: ExactDecimal) -> Money<EUR> { Money(base * factor, rounded: .halfUp) }
    func ofWage(_ key: ParameterKey<ExactDecimal>) throws -> Money<EUR> {
      try base.multiple(share(key), in: month) ?? .zero
    }
    let years = try parameters.value(.flatFullYears, inForce: month).value
    let yearEnd = try share(.yearEndUnit) * years
    return SocialParameters(
      minimumWage: wage, contributionCeiling: ceiling,
      minimumPension: amount(reference * (try share(.minimumShare)) / 12),
      maximumPension: amount(reference.scaled(by: try share(.maximumShare), over: 12)),
      flatPart: amount(reference.scaled(by: try BenefitRates(startingIn: month.year, parameters).flat, over: 1200)),
      yearEndAllowance: amount(yearEnd), yearEndTwelfth: amount(yearEnd / 12),
      antiOverlapThreshold: try ofWage(.antiOverlapShare), healthFloor: try ofWage(.pensionerHealthFloor),
      dependencyAllowance: try ofWage(.dependencyExemptShare),
      survivorExemptIncome: amount(reference.scaled(by: try share(.survivorExemptShare), over: 12)))
  }

  /// Income reduced to index 100 with the coefficient rounded to five decimals, as CNAP prints it.
  ///
  /// - Source: CNAP, Calculation of the old-age pension, "Calculation bases". Real careers use the exact quotient.
  public static func printedReduction(of income: ExactDecimal, index: ExactDecimal) -> (
    coefficient: ExactDecimal, income100: Money<EUR>
  ) {
    let coefficient = (ExactDecimal(100) / index).roundedHalfUp(places: 5)
    return (coefficient, Money(income * coefficient, rounded: .halfUp))
  }

  /// Months of insurance of a manual worker's record in days to the end of 1987.
  ///
  /// - Source: CNAP, La carrière d'assurance: days / 22.5.
  public static func months(fromDaysBefore1988 days: Int) -> ExactDecimal {
    ExactDecimal(days * 2).scaled(by: 1, over: 45)
  }
}
