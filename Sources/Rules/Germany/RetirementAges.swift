// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The ages of the three old-age pensions, by date of birth.
///
/// - Source: SGB VI §§ 35, 235; 36, 236; 38, 236b; 187(2), 188(2) BGB.
public struct RetirementAges: Sendable {
  private let regularAges: YearTable<Int>
  private let unreducedAges: YearTable<Int>
  private let earliestAges: YearTable<Int>
  private let veryLongAges: YearTable<Int>

  public init(_ parameters: ParameterLibrary) throws {
    regularAges = try YearTable(.regularAge, in: parameters)
    unreducedAges = try YearTable(.longUnreducedAge, in: parameters)
    earliestAges = try YearTable(.longEarliestAge, in: parameters)
    veryLongAges = try YearTable(.veryLongAge, in: parameters)
  }

  /// Of the regular pension.
  public func regular(born: CalendarDate) -> Age { Age(months: regularAges[born.year]) }

  /// Of the long insured without deduction; born in January or February 1949, one or two months past 65.
  public func longUnreduced(born: CalendarDate) -> Age {
    born.year == 1949 ? Age(years: 65, months: min(born.month, 3)) : Age(months: unreducedAges[born.year])
  }

  /// From which the long insured may start with deductions.
  public func longEarliest(born: CalendarDate) -> Age { Age(months: earliestAges[born.year]) }

  /// Of the very long insured, who have no early form.
  public func veryLong(born: CalendarDate) -> Age { Age(months: veryLongAges[born.year]) }

  /// The month at whose beginning an age is completed. It is completed with the end of the day before the birthday, so that whoever was
  /// born on a first starts in the month of the birthday.
  ///
  /// - Source: SGB VI § 99(1).
  public static func firstMonth(born: CalendarDate, attaining age: Age) -> YearMonth {
    born.dayBefore.yearMonth + age.inMonths + 1
  }
}
