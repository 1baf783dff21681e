// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension UnitedStates {
  /// The average wage index, past the last published year that of the outlook.
  ///
  /// - Source: 42 U.S.C. § 409(k).
  public func wageLevel(of year: Int) throws -> ExactDecimal? {
    tables.averageWage.contains(year) ? tables.averageWage[year].amount : nil
  }
}
