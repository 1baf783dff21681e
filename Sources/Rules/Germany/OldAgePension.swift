// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// An old-age pension and the law that grants it.
public enum OldAgePensionKind: String, Hashable, Sendable, CaseIterable {
  case regular
  case longInsured = "long insured"
  case veryLongInsured = "very long insured"

  public var article: String {
    switch self {
    case .regular: "SGB VI §§ 35, 235"
    case .longInsured: "SGB VI §§ 36, 236"
    case .veryLongInsured: "SGB VI §§ 38, 236b"
    }
  }
}

/// Which old-age pension is open in a month, and the factor with which it is paid.
///
/// - Source: SGB VI §§ 35 to 38, 77, 235 to 236b.
public struct OldAgePension: Sendable {
  public let ages: RetirementAges
  public let waiting: WaitingPeriods
  private let parameters: ParameterLibrary

  public init(_ parameters: ParameterLibrary) throws {
    (ages, waiting) = (try RetirementAges(parameters), WaitingPeriods(parameters))
    self.parameters = parameters
  }

  /// The first month of a kind by age alone.
  public func firstMonth(of kind: OldAgePensionKind, born: CalendarDate) -> YearMonth {
    let age =
      switch kind {
      case .regular: ages.regular(born: born)
      case .longInsured: ages.longEarliest(born: born)
      case .veryLongInsured: ages.veryLong(born: born)
      }
    return RetirementAges.firstMonth(born: born, attaining: age)
  }

  /// The kind with the highest factor that is open in `start`; nil where none is.
  ///
  /// - Parameter months: months of insurance that count.
  public func best(born: CalendarDate, start: YearMonth, months: WaitingMonths) throws -> (
    kind: OldAgePensionKind, factor: ExactDecimal
  )? {
    let required = try waiting.required(inForce: max(start, YearMonth(2012, 1)))
    if months.general >= required.general, start >= firstMonth(of: .regular, born: born) {
      return (.regular, try factor(of: .regular, born: born, start: start))
    }
    if months.veryLong >= required.veryLong, start >= firstMonth(of: .veryLongInsured, born: born) {
      return (.veryLongInsured, .one)
    }
    if months.long >= required.long, start >= firstMonth(of: .longInsured, born: born) {
      return (.longInsured, try factor(of: .longInsured, born: born, start: start))
    }
    return nil
  }

  /// What the points are multiplied by: less for each month before the age without deduction, more for each month after the regular
  /// age. Three decimals are exact.
  ///
  /// - Source: SGB VI § 77(2).
  public func factor(of kind: OldAgePensionKind, born: CalendarDate, start: YearMonth) throws -> ExactDecimal {
    switch kind {
    case .veryLongInsured: return .one
    case .longInsured:
      let full = RetirementAges.firstMonth(born: born, attaining: ages.longUnreduced(born: born))
      return try factor(monthsLate: min(0, start - full))
    case .regular: return try factor(monthsLate: max(0, start - firstMonth(of: .regular, born: born)))
    }
  }

  /// The factor of a start some months after the age that it is counted from, or before it where negative.
  public func factor(monthsLate months: Int) throws -> ExactDecimal {
    let key: ParameterKey<ExactDecimal> = months < 0 ? .accessEarly : .accessLate
    return .one + (try parameters.value(key, inForce: YearMonth(1992, 1)).value) * months
  }
}
