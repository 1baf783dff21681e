// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

extension HouseholdBlock {
  /// Counts the month's gross income, and pays the yearly allowance in its calendar month.
  ///
  /// A year of which only some months are simulated, or can count, is held against the limit by its mean month.
  func payAllowance(_ month: Int, at: Int, _ tables: LevelRows) {
    guard let allowance = plan.allowance, allowance.months.contains(month) else { return }
    let conversion = row(layout.conversion + plan.sources[allowance.source].currency)
    let (strategies, states) = (plan.strategies.count, row(layout.state))
    ck_gross_year_month(
      states, strategies, lanes, listed, offsets, row(layout.paidNet), row(layout.nowGross), conversion, active)
    let date = plan.firstMonth + month
    guard date.month == allowance.calendarMonth else { return }
    let counted = min(date.month, month - allowance.months.lowerBound + 1)
    let (amount, limit) = (row(layout.allowance), row(layout.allowance + 1))
    let adults = row(layout.adults)
    if let level = allowance.level {
      let level = tables.level(level, of: allowance.source) + at
      ck_threshold_row(amount, allowance.amounts, adults, level, conversion, active)
      ck_threshold_row(limit, allowance.limits, adults, level, conversion, active)
    } else {
      let ones = row(layout.due)
      ones.update(repeating: 1, count: active)
      ck_threshold_row(amount, allowance.amounts, adults, ones, conversion, active)
      ck_threshold_row(limit, allowance.limits, adults, ones, conversion, active)
    }
    ck_allowance_pay(
      states, strategies, lanes, amount, limit, conversion, 12 / Double(counted), allowance.tapers ? 1 : 0,
      row(layout.need), plan.discount[month], active)
  }
}
