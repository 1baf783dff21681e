// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What work after the claim takes from the months before full retirement age.
struct WorkDeductions: Hashable, Sendable {
  /// Share of the benefit that is paid, for months in which it is not all.
  var paidShare: [YearMonth: Double] = [:]

  /// Months withheld in whole or in part, which leave the reduction at full retirement age.
  var months: Int { paidShare.count }
}

extension UnitedStates {
  /// The setting that names the last month of work abroad of more than 45 hours, not covered by US Social Security.
  static let foreignWorkSetting = "foreign-work-through"

  /// Months lost to the foreign work test and to the earnings test.
  ///
  /// The record tells work in the United States by years. In a year after the claim its earnings are taken as spread
  /// evenly; in the year of claim they count only where work goes on in the next year, because otherwise the
  /// monthly test spares the months after the claim. Withholding starts with the first benefit month of the year, and leaves out months that
  /// are lost to work abroad already (20 CFR 404.436).
  ///
  /// - Source: 42 U.S.C. § 403(b), (c), (f); 20 CFR 404.415–404.435, 404.440; POMS RS 02605.005.
  /// - Throws: ``ClaimRefusal`` when the setting is no month.
  func workDeductions(_ question: BenefitQuestion, settings: [String: String]) throws -> WorkDeductions {
    var result = WorkDeductions()
    let (start, full) = (question.entitlement, question.ages.fullMonth)
    guard start < full else { return result }
    if let text = settings[Self.foreignWorkSetting] {
      guard let last = YearMonth(text) else {
        throw ClaimRefusal(
          message: "'\(Self.foreignWorkSetting)' is '\(text)'", article: "42 U.S.C. § 403(c)",
          hint: "a month, for example 2031-05")
      }
      if last >= start {
        for month in start...min(last, full - 1) { result.paidShare[month] = 0 }
      }
    }
    let career = question.career
    for year in start.year...full.year {
      let goesOn = year > start.year || career.earnings(year + 1) > .zero
      guard career.earnings(year) > .zero, goesOn, tables.exemptUnderFullAge.contains(year) else { continue }
      let first = max(start, .january(year))
      let end = min(full, .january(year + 1))
      guard first < end else { continue }
      let inYear = full.year == year
      let counted =
        inYear
        ? career.earnings(year).multiplied(by: full.month - 1, over: 12, rounded: .halfUp) : career.earnings(year)
      var asked = question
      asked.month = first
      let monthly = tables.workerBenefit(asked).benefit
      let charge = earningsCharge(
        excess: tables.excessEarnings(year: year, earnings: counted, fullAgeInYear: inYear),
        to: (first..<end).map { ChargeableMonth($0, benefits: monthly, isSpared: result.paidShare[$0] == 0) })
      for (month, taken) in zip(first..<end, charge.withheld) where taken > .zero {
        result.paidShare[month] = (monthly - taken).double / monthly.double
      }
    }
    return result
  }
}
