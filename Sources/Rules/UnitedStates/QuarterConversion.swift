// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// How a partner's insured time becomes US quarters of coverage.
///
/// - Source: POMS GN 01703.100 and the page of each partner, named in `Parameters/agreements/partners.yaml`.
public struct QuarterConversion: Hashable, Sendable {
  /// What the partner's institution certifies.
  public enum Unit: String, Hashable, Sendable {
    case months, weeks, days, quarters, years
    /// The partner's institution converts; any fraction makes a quarter.
    case certified
  }

  public var unit: Unit
  /// Units for one quarter; for years, years for four.
  public var perQuarter: Int
  /// Whether what is left over counts as one more quarter.
  public var restCounts: Bool

  public init(unit: Unit, perQuarter: Int, restCounts: Bool) {
    precondition(perQuarter > 0, "\(perQuarter) \(unit) for a quarter")
    (self.unit, self.perQuarter, self.restCounts) = (unit, perQuarter, restCounts)
  }

  /// Three months or a remaining fraction, as most agreements have it.
  public static let threeMonths = QuarterConversion(unit: .months, perQuarter: 3, restCounts: true)

  /// Quarters for a number of units.
  public func quarters(ofUnits units: ExactDecimal) -> Int {
    let share = (unit == .years ? units * 4 : units) / perQuarter
    return share.rounded(Rounding(restCounts ? .up : .down, cents: 1), toMultipleOf: 1).whole
  }

  /// Quarters for insured months of a year, before any limit.
  ///
  /// A year of contributions counts whole, however short; quarters of a calendar are those that the months fill.
  /// - Parameters:
  ///   - count: months.
  ///   - places: bit 0 is January; nil where they have no fixed place.
  func quarters(ofMonths count: Int, at places: UInt16?, in year: Int) -> Int {
    guard count > 0 else { return 0 }
    switch unit {
    case .years: return 4
    case .quarters:
      guard let places else { return count / (3 * perQuarter) }
      return (0..<4).count { places >> UInt16($0 * 3) & 0b111 == 0b111 } / perQuarter
    default: return quarters(ofUnits: units(ofMonths: count, at: places, in: year))
    }
  }

  /// Weeks are 52 a year; days are those of the calendar, but 25 a month where 75 make a quarter, as 300 are a year there.
  private func units(ofMonths count: Int, at places: UInt16?, in year: Int) -> ExactDecimal {
    switch unit {
    case .weeks: return ExactDecimal(count * 52) / 12
    case .days where perQuarter == 75: return ExactDecimal(count * 25)
    case .days:
      guard let places else { return ExactDecimal(count * 365) / 12 }
      return ExactDecimal(
        (1...12).reduce(0) { places >> UInt16($1 - 1) & 1 == 1 ? $0 + CalendarDate.days(in: YearMonth(year, $1)) : $0 })
    default: return ExactDecimal(count)
    }
  }
}

/// An agreement with a partner, as the United States applies it.
public struct PartnerAgreement: Hashable, Sendable {
  public var agreement: Agreement
  public var conversion: QuarterConversion
  /// Whether the rule of the rest is stated for an insurance period, not for a calendar year.
  public var restByPeriod: Bool
  /// First year whose coverage counts.
  public var firstYear: Int
  /// Whether the partner's unit was read; where not, it is assumed.
  public var isUnitRead: Bool
  /// Of its parameters.
  public var prefix: String

  public var partner: Country? { agreement.partners.first }

  /// All agreements in force in `month`, by the partner's code.
  ///
  /// - Throws: ``ParameterError`` where a file is incomplete.
  static func all(_ library: ParameterLibrary, on month: YearMonth) throws -> [PartnerAgreement] {
    try Agreement.prefixes(under: "us.agreement", in: library).compactMap { prefix in
      guard let agreement = try Agreement(prefix, in: library, on: month) else { return nil }
      func value<Value: ParameterScalar>(_ name: String) throws -> Value {
        try library.value(ParameterKey<Value>("\(prefix).\(name)"), inForce: month).value
      }
      let word: String = try value("unit")
      guard let unit = QuarterConversion.Unit(rawValue: word) else {
        throw ParameterError(file: "agreements", message: "\(prefix).unit is '\(word)'")
      }
      return PartnerAgreement(
        agreement: agreement,
        conversion: QuarterConversion(
          unit: unit, perQuarter: try value("units_per_quarter"), restCounts: try value("rest_counts")),
        restByPeriod: try value("rest_by_period"), firstYear: try value("first_year"),
        isUnitRead: try value("unit_read"), prefix: prefix)
    }
  }
}
