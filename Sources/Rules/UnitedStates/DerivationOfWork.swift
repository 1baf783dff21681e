// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension DerivationWriter {
  /// What work takes before full retirement age, month by month of its kind, and the reduction that is left from then on.
  mutating func write(_ work: WorkDeductions) {
    let ages = benefit.ages
    let abroad = work.months(lostTo: .foreignWork)
    if let first = abroad.first, let last = abroad.last {
      add(
        "lost_abroad", .stepLostAbroad, ["from": .month(first), "through": .month(last)], result: "\(abroad.count)",
        unit: .unitMonths, article: "42 U.S.C. § 403(c); 20 CFR 404.417",
        [cite.rule("us.foreign_work_test.hours", first, value: "\(tables.fixed.foreignWorkHours)")],
        note: Remark(.noteLostAbroad, ["hours": .integer(tables.fixed.foreignWorkHours)]))
    }
    for year in Set(work.months(lostTo: .earnings).map(\.year)).sorted() { writeCharge(of: work, in: year) }
    let reduction = benefit.adjustment?.reductionMonths ?? 0
    let adjusted = tables.adjustedAtFullAge(ages, entitlement: benefit.entitlement, withheld: work.months)
    add(
      "reduction_months_at_full_age", .stepReductionLeft, ["full": .month(ages.fullMonth)], "months - withheld",
      [("months", "\(reduction)"), ("withheld", "\(work.months)")], result: "\(adjusted.reductionMonths)",
      unit: .unitMonths, article: "42 U.S.C. § 402(q)(7); 20 CFR 404.412")
    let rule = tables.fixed.workerReduction
    add(
      "benefit_at_full_age", .stepBenefitAtFullAge, ["full": .month(ages.fullMonth), "month": .month(benefit.month)],
      "floor(pia * (first * later - later * min(months, limit) - first * max(0, months - limit)) / (first * later), 0.1)",
      [
        ("pia", benefit.pia.text), ("months", "\(adjusted.reductionMonths)"), ("limit", "\(rule[0])"),
        ("first", "\(rule[1])"), ("later", "\(rule[2])"),
      ], result: adjusted.benefit(on: benefit.pia).text, unit: .unitMonthly,
      article: "42 U.S.C. § 402(q)(1), (7); 20 CFR 404.412",
      [cite.rule("us.reduction.worker", benefit.entitlement, value: "\(rule)")])
  }

  private mutating func writeCharge(of work: WorkDeductions, in year: Int) {
    let full = benefit.ages.fullMonth
    let inYear = full.year == year
    let earnings = work.record.earnings(.january(year)..<min(full, .january(year + 1)))
    let limit = tables.exemptEarnings(year: year, fullAgeInYear: inYear)
    let excess = tables.excessEarnings(year: year, earnings: earnings, fullAgeInYear: inYear)
    let divisor = tables.fixed.earningsTestDivisors[inYear ? 1 : 0]
    let published = (inYear ? tables.exemptYearOfFullAge : tables.exemptUnderFullAge).lastPublished >= year
    add(
      "excess.\(year)", .stepExcess, ["year": .integer(year)], "floor(max(0, earnings - limit) / divisor, 1)",
      [("earnings", earnings.text), ("limit", limit.text), ("divisor", "\(divisor)")], result: excess.text,
      unit: .unitYearly, article: "42 U.S.C. § 403(f)(3), (8); 20 CFR 404.430",
      [
        cite.year(
          inYear ? "us.earnings_test.year_of_full_age" : "us.earnings_test.under_full_age", year, value: limit.text,
          published: published)
      ])
    let charged = work.monthly.filter { $0.month.year == year && $0.loss == .earnings }
    let taken = charged.reduce(Money<USD>.zero) { $0 + $1.withheld }
    guard let first = charged.first, let last = charged.last else { return }
    add(
      "charged.\(year)", .stepCharged, ["from": .month(first.month), "through": .month(last.month)],
      result: taken.text, unit: .unitYearly, article: "42 U.S.C. § 403(b), (f)(1); 20 CFR 404.434, 404.435",
      note: Remark(
        .noteCharged, ["months": .integer(charged.count), "paid": .text(last.rest.text), "last": .month(last.month)]))
  }
}
