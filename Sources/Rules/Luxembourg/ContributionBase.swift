// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Floor and ceiling of insured pay, from the minimum wage at index 100.
public struct ContributionBase: Sendable {
  let scale: SlidingScale
  private let minimumWages: [(from: YearMonth, value: ExactDecimal)]
  private let annual: [Int: ExactDecimal]
  private let multiple: ExactDecimal

  init(_ library: ParameterLibrary, scale: SlidingScale) throws {
    self.scale = scale
    minimumWages = try library.values(.minimumWage).map { ($0.from, $0.value) }
    annual = try Dictionary(
      library.values(.ceilingAnnual).map { ($0.from.year, $0.value) }, uniquingKeysWith: { first, _ in first })
    multiple = try library.values(.ceilingMultiple).last?.value ?? .zero
  }

  /// Minimum wage at index 100; nil before 2001.
  public func minimumWage100(in month: YearMonth) -> ExactDecimal? {
    minimumWages.last { $0.from <= month }?.value
  }

  /// Month of the first minimum wage held.
  var firstMonth: YearMonth { minimumWages.map(\.from).min() ?? YearMonth(2001, 1) }

  /// A multiple of the minimum wage at the level of `month`, to the cent: the product is rounded, not the wage.
  ///
  /// - Source: IGSS social parameters: 5 × 279.30 × 9.6804 = 13,518.68, not 5 × 2,703.74.
  public func multiple(_ factor: ExactDecimal, in month: YearMonth) -> Money<EUR>? {
    guard let wage = minimumWage100(in: month), let level = scale.level(in: month) else { return nil }
    return Money(wage * factor * level / 100, rounded: .halfUp)
  }

  /// Monthly floor: the unskilled minimum wage for full time. Nil before 2001.
  public func floor(in month: YearMonth) -> Money<EUR>? { multiple(.one, in: month) }

  /// Monthly ceiling. Nil before 2001.
  public func ceiling(in month: YearMonth) -> Money<EUR>? { multiple(multiple, in: month) }

  /// The most that counts for some months of a year; nil where no ceiling is known.
  ///
  /// The figure that IGSS prints for the year caps twelve months, and the sum of the monthly ceilings fewer; before 2001 a month has
  /// a twelfth. IGSS prints 2018 (by a misprinted mean index) and 2021 (twelve times January's) lower than the months sum to.
  public func ceiling(of year: Int, months: [Int]) -> ExactDecimal? {
    if months.count == 12, let yearly = annual[year] { return yearly }
    var sum = ExactDecimal.zero
    for month in months {
      if let monthly = ceiling(in: YearMonth(year, month)) {
        sum += monthly.amount
      } else if let yearly = annual[year] {
        sum += yearly / 12
      } else {
        return nil
      }
    }
    return annual[year].map { min(sum, $0) } ?? sum
  }

  /// Ceiling of a month before 1979 for private employees: an amount at index 100 times the index, rounded up to hundreds of francs.
  ///
  /// - Source: RGD of 23 December 1964 art. 1, 14,500 francs from 1965; RGD of 30 March 1972, 18,000 francs.
  /// - Parameters:
  ///   - base: francs a month at index 100.
  ///   - index: application index of the month.
  /// - Returns: francs a month.
  static func ceilingInFrancs(base: ExactDecimal, index: ExactDecimal) -> Int {
    (base * index / 100).rounded(.up(toCents: 1), toMultipleOf: 100).whole
  }

  /// Ceiling of a whole calendar year; nil where none is known.
  public func ceiling(of year: Int) -> ExactDecimal? {
    ceiling(of: year, months: Array(1...12))
  }
}
