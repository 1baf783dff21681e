// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// The dates that hang on the day of birth.
///
/// An age is attained on the day before the birthday, so the day before birth decides every rule that speaks of a year
/// of birth.
///
/// - Source: 20 CFR 404.2(c)(4).
public struct RetirementAges: Hashable, Sendable {
  public let born: CalendarDate
  /// The day before birth.
  public let effectiveBirth: CalendarDate
  public let fullRetirementAge: Age
  public let survivorFullRetirementAge: Age
  /// Delayed credit a month in parts of 2,400 of the PIA.
  let creditParts: Int
  private let firstAge: Int
  private let lastCreditAge: Int

  /// - Precondition: born between 1881 and ``LawTables/lastYear``.
  init(born: CalendarDate, tables: LawTables, reform: FullAgeReform? = nil) {
    self.born = born
    effectiveBirth = born.dayBefore
    let year = effectiveBirth.year
    let extra = reform.map { year >= $0.firstBirth ? $0.months : 0 } ?? 0
    fullRetirementAge = Age(months: tables.fullAge[year] + extra)
    survivorFullRetirementAge = Age(months: tables.survivorFullAge[year])
    creditParts = tables.creditParts[year]
    firstAge = tables.fixed.firstAge
    lastCreditAge = tables.fixed.lastCreditAge
  }

  /// The month in which the age is attained.
  public func month(attaining age: Age) -> YearMonth { effectiveBirth.yearMonth + age.inMonths }

  /// Year in which 62 is attained: index year, bend points and cost-of-living increases hang on it.
  public var eligibilityYear: Int { effectiveBirth.year + firstAge }

  /// The first month throughout which the worker is 62.
  ///
  /// - Source: 42 U.S.C. § 402(a); POMS RS 00201.001. Only births on the 1st and 2nd have the month of the birthday.
  public var firstMonth: YearMonth {
    month(attaining: Age(years: firstAge)) + (effectiveBirth.day == 1 ? 0 : 1)
  }

  public var fullMonth: YearMonth { month(attaining: fullRetirementAge) }
  /// The month in which 70 is attained, from which no more credits are earned.
  public var lastMonth: YearMonth { month(attaining: Age(years: lastCreditAge)) }
  public var survivorFullMonth: YearMonth { month(attaining: survivorFullRetirementAge) }

  /// Months of age in `month`, counted from the month of the day before birth.
  public func age(in month: YearMonth) -> Age { Age(months: month - effectiveBirth.yearMonth) }
}

/// A later full retirement age for later births, as a stress on the law; survivors keep theirs.
struct FullAgeReform: Hashable, Sendable {
  static let standardFirstBirth = 1975
  var months: Int
  var firstBirth: Int
}
