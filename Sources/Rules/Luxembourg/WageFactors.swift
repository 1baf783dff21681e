// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Revaluation of past pay, the award factor, and the readjustment of running pensions.
public struct WageFactors: Sendable {
  /// A factor with whether a later one should have been used but is not fixed yet.
  public struct Factor: Hashable, Sendable {
    /// Year of income that the factor belongs to; nil for the frozen factor of pensions before 2014.
    public var year: Int?
    public var value: ExactDecimal
    public var isHeld: Bool
  }

  private let factors: [Int: ExactDecimal]
  let firstYear: Int
  /// Last year of income whose factor is fixed.
  public let lastYear: Int
  private let lag: Int
  private let lagFrom: Int
  private let frozen: ExactDecimal
  private let moderators: [(year: Int, value: ExactDecimal)]

  init(_ library: ParameterLibrary) throws {
    let fixed = try library.values(.revaluationFactor)
    guard let first = fixed.first, let last = fixed.last else {
      throw ParameterError(file: "parameters", message: "'lu.revaluation_factor' has no values")
    }
    factors = Dictionary(fixed.map { ($0.from.year, $0.value) }, uniquingKeysWith: { first, _ in first })
    (firstYear, lastYear) = (first.from.year, last.from.year)
    let delay = try library.value(.awardFactorLag, inForce: last.from)
    (lag, lagFrom) = (delay.value, delay.from.year)
    frozen = try library.value(.awardFactorFrozen, year: lagFrom - 1).value
    moderators = try library.values(.moderator).map { ($0.from.year, $0.value) }
  }

  /// The factor of a year of income; the last fixed one where it is not fixed yet.
  ///
  /// - Throws: ``ParameterError`` before the first year.
  public func revaluation(of year: Int) throws -> Factor {
    if let value = factors[year] { return Factor(year: year, value: value, isHeld: false) }
    guard year > lastYear, let value = factors[lastYear] else {
      throw ParameterError(
        file: "Sources/Rules/Luxembourg/Parameters/factors.yaml",
        message: "'lu.revaluation_factor' has no value for \(year)", hint: "the first value is of \(firstYear)")
    }
    return Factor(year: lastYear, value: value, isHeld: true)
  }

  /// The factor by which income of `year` is reduced in an award of `awardYear`.
  ///
  /// Factors of the year of award and of the year before are not fixed then; the last fixed one is used and the pension
  /// is not worked out again (CSS art. 220).
  public func revaluation(of year: Int, inAwardOf awardYear: Int) throws -> Factor {
    try revaluation(of: min(year, awardYear - 2))
  }

  /// The factor of the fourth year before the start; frozen for starts before 2014 (CSS art. 225).
  public func award(startingIn year: Int) throws -> Factor {
    guard year >= lagFrom else { return Factor(year: nil, value: frozen, isHeld: false) }
    return try revaluation(of: year - lag)
  }

  /// Share of real wage growth that running pensions follow in `year`; 0 before the law of 2012.
  func moderator(in year: Int, regime: LuxembourgRegime) -> ExactDecimal {
    if let own = regime.moderator, YearMonth.january(year) >= regime.moderatorFrom { return own }
    return moderators.last { $0.year <= year }?.value ?? .zero
  }

  /// Factor of 1 January `year` on pensions begun before: `1 + moderator · round3(F(Y−2)/F(Y−3) − 1)` (CSS art. 225bis).
  func readjustment(in year: Int, regime: LuxembourgRegime) throws -> ExactDecimal {
    let share = moderator(in: year, regime: regime)
    guard share > .zero else { return .one }
    let change = try revaluation(of: year - 2).value / revaluation(of: year - 3).value - .one
    return .one + share * change.roundedHalfUp(places: 3)
  }

  /// Product of the readjustments of the years after `start` up to `year`.
  func readjustment(from start: Int, to year: Int, regime: LuxembourgRegime) throws -> ExactDecimal {
    guard year > start else { return .one }
    return try ((start + 1)...year).reduce(.one) { try $0 * readjustment(in: $1, regime: regime) }
  }
}
