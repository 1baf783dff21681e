// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

extension HouseholdPlan {
  /// A yearly payment to a household of low income.
  struct Allowance: Sendable {
    var source: Int
    var level: Int?
    /// [adults alive], as long as the household and one more.
    var amounts: [Double]
    var limits: [Double]
    var tapers: Bool
    var calendarMonth: Int
    /// Months in which it can be had.
    var months: ClosedRange<Int>
    /// What the limit goes by through a calendar year; nil where it moves with the amount.
    var limitRule: YearlyAllowance.LimitRule?
    var supplements: [Supplement]
    /// By person: the first month among the elders.
    var elderFrom: [Int]

    /// A sum paid whole while income stays within a multiple of the limit.
    struct Supplement: Sendable {
      /// [adults or elders alive], as long as the household and one more.
      var amounts: [Double]
      var isOfElders: Bool
      var upTo: Double
    }

    /// Whether it is one amount and one limit that move alike.
    var isPlain: Bool { limitRule == nil && supplements.isEmpty }

    /// What of a supplement is paid to one person alone in a month, in units of the level.
    func amount(ofOne supplement: Supplement, _ month: Int) -> Double {
      supplement.amounts[supplement.isOfElders && (elderFrom.first ?? .max) > month ? 0 : 1]
    }
  }

  /// Adds a yearly allowance paid by `source`.
  public mutating func set(allowance answer: YearlyAllowance, source: Int) {
    let first = max(0, answer.months.lowerBound - firstMonth)
    let last = min(months - 1, answer.months.upperBound - firstMonth)
    guard first <= last, let most = answer.amountByAdults.indices.last else { return }
    let people = (0...lifetimes.count).map { min($0, most) }
    allowance = Allowance(
      source: source, level: answer.level, amounts: people.map { answer.amountByAdults[$0] },
      limits: people.map { answer.limitByAdults[$0] }, tapers: answer.edge == .taper,
      calendarMonth: answer.calendarMonth, months: first...last, limitRule: answer.limitRule,
      supplements: answer.supplements.map { supplement in
        Allowance.Supplement(
          amounts: people.map { supplement.amounts[min($0, supplement.amounts.count - 1)] },
          isOfElders: supplement.isOfElders, upTo: supplement.upTo)
      }, elderFrom: answer.elderFrom.map { $0 - firstMonth })
  }
}

extension HouseholdBlock {
  /// Counts the month's gross income, and pays the yearly allowance in its calendar month.
  ///
  /// A year of which only some months are simulated, or can count, is held against the limit by its mean month.
  func payAllowance(_ month: Int, at: Int, _ tables: LevelRows) {
    guard let allowance = plan.allowance else { return }
    let date = plan.firstMonth + month
    keepLimit(of: allowance, month, date, at: at, tables)
    guard allowance.months.contains(month) else { return }
    let conversion = row(layout.conversion + plan.sources[allowance.source].currency)
    let (strategies, states) = (plan.strategies.count, row(layout.state))
    // What was due has been held against the means test: its rows are free for the rest of the month.
    ck_gross_year_month(
      states, strategies, lanes, listed, offsets, plan.payments.count, row(layout.paidNet), row(layout.nowGross),
      conversion, row(layout.dueGross), active)
    guard date.month == allowance.calendarMonth else { return }
    let counted = min(date.month, month - allowance.months.lowerBound + 1)
    let (amount, limit) = (row(layout.allowance), row(layout.allowance + 1))
    let adults = row(layout.adults)
    let ones = row(layout.due)
    ones.update(repeating: 1, count: active)
    let level = allowance.level.map { tables.level($0, of: allowance.source) + at } ?? UnsafePointer(ones)
    ck_threshold_row(amount, allowance.amounts, adults, level, conversion, active)
    ck_threshold_row(
      limit, allowance.limits, adults, allowance.limitRule == nil ? level : UnsafePointer(row(layout.allowance + 2)),
      conversion, active)
    let share = 12 / Double(counted)
    ck_allowance_pay(
      states, strategies, lanes, amount, limit, conversion, share, allowance.tapers ? 1 : 0,
      row(layout.need), plan.discount[month], active)
    for supplement in allowance.supplements {
      let people = supplement.isOfElders ? elders(of: allowance, in: month) : UnsafePointer(adults)
      ck_threshold_row(amount, supplement.amounts, people, level, conversion, active)
      ck_supplement_pay(
        states, strategies, lanes, amount, limit, supplement.upTo, conversion, share, row(layout.need),
        plan.discount[month], active)
    }
  }

  /// Holds the level of January for the limit of the calendar year.
  private func keepLimit(
    of allowance: HouseholdPlan.Allowance, _ month: Int, _ date: YearMonth, at: Int, _ tables: LevelRows
  ) {
    guard let rule = allowance.limitRule, month == 0 || date.month == 1 else { return }
    let held = row(layout.allowance + 2)
    if date.month == 1, let level = rule.level {
      held.update(from: tables.level(level, of: allowance.source) + at, count: active)
    } else {
      ck_fill(held, rule.first, active)
    }
  }

  /// How many elders live, by lane.
  private func elders(of allowance: HouseholdPlan.Allowance, in month: Int) -> UnsafePointer<Double> {
    let count = row(layout.allowance + 3)
    ck_fill(count, 0, active)
    for person in plan.lifetimes.indices where person < allowance.elderFrom.count {
      if allowance.elderFrom[person] <= month { ck_gross_row(count, 1, row(layout.alive + person), 1, active) }
    }
    return UnsafePointer(count)
  }
}
