// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension HouseholdPlan {
  /// What is taken from each payment of a benefit.
  struct Withholding: Hashable, Sendable {
    var share: Double
    /// Free of it, in units of `level`.
    var exempt: Double
    var level: Int
    /// A nominal amount in place of the share; 0 for a share.
    var fixed: Double
    /// Months, from the first simulated one, in which that amount is taken.
    var months: Range<Int>

    /// - Parameter start: the first simulated month.
    init(_ deduction: Deduction, start: YearMonth) {
      (share, exempt, level) = (deduction.share, deduction.exempt, deduction.level)
      fixed = deduction.fixed?.double ?? 0
      months = Int.min..<Int.max
      if let span = deduction.months { months = (span.lowerBound - start)..<(span.upperBound - start + 1) }
    }
  }
}
