// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A law whose institution prints on its statements what a record would give, so that a record read from a paper can be checked.
public protocol StatementEstimates {
  /// The amount a month at full retirement age on a record, in money of `year`.
  ///
  /// - Parameters:
  ///   - record: earnings by year.
  ///   - born: the day of birth.
  ///   - year: the statement's year, whose wages and formula the institution uses for those who are not yet of age.
  ///   - payToCome: earnings of each year from the one after the last recorded to full retirement age; zero where work has ended.
  /// - Returns: in the country's currency.
  func estimateAtFullAge(
    of record: InsuranceRecord, born: CalendarDate, inWagesOf year: Int, payToCome: ExactDecimal
  ) throws -> ExactDecimal
}
