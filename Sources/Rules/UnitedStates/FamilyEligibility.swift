// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// A marriage as the law asks about it.
public struct Marriage: Hashable, Sendable {
  public enum End: Hashable, Sendable {
    case divorce(CalendarDate)
    case death(CalendarDate)
  }

  public var from: CalendarDate
  public var end: End?
  /// The day on which the person has married again; nil where not, or where that marriage has ended.
  public var remarriage: CalendarDate?
  /// A child of both replaces the duration asked of a spouse or survivor.
  public var childInCommon: Bool

  public init(from: CalendarDate, end: End? = nil, remarriage: CalendarDate? = nil, childInCommon: Bool = false) {
    (self.from, self.end, self.remarriage, self.childInCommon) = (from, end, remarriage, childInCommon)
  }

  /// Completed months from the wedding to `day`.
  func months(to day: CalendarDate) -> Int {
    day.yearMonth - from.yearMonth - (day.day < from.day ? 1 : 0)
  }
}

extension UnitedStates {
  /// The first month of a spouse's or divorced spouse's benefit.
  ///
  /// A spouse needs a worker who is entitled, a marriage of a year, and to be 62 throughout the month. A divorced spouse needs
  /// a marriage of ten years and no other since, and can claim on an insured worker of 62 who has not, two years after the divorce.
  ///
  /// - Source: 42 U.S.C. §§ 402(b), (c), 416(b), (d), (f); 20 CFR 404.330, 404.331.
  /// - Parameters:
  ///   - worker: the worker's ages.
  ///   - workerEntitlement: the worker's first month of benefit; nil where the worker has not claimed.
  /// - Throws: ``ClaimRefusal`` with the condition that fails.
  public func spouseFirstMonth(
    spouse: RetirementAges, marriage: Marriage, worker: RetirementAges, workerEntitlement: YearMonth?
  ) throws -> YearMonth {
    let durations = try parameters.value(.marriageMonths, year: LawTables.lastYear).value
    switch marriage.end {
    case nil:
      guard let workerEntitlement else {
        throw ClaimRefusal(message: "the worker has not claimed", article: "42 U.S.C. § 402(b)(1), (c)(1)")
      }
      let married = marriage.childInCommon ? marriage.from.yearMonth : marriage.from.yearMonth + durations[0]
      return max(workerEntitlement, max(spouse.firstMonth, married))
    case .death:
      throw ClaimRefusal(
        message: "the worker has died", article: "42 U.S.C. § 402(e), (f)", hint: "a survivor's benefit may be due")
    case .divorce(let day):
      guard marriage.months(to: day) >= durations[2] else {
        throw ClaimRefusal(
          message: "married for \(marriage.months(to: day)) months, \(durations[2]) are asked of a divorced spouse",
          article: "42 U.S.C. § 416(d)(1), (4)")
      }
      guard marriage.remarriage == nil else {
        throw ClaimRefusal(message: "married again", article: "42 U.S.C. § 402(b)(1)(C), (c)(1)(C)")
      }
      if let workerEntitlement { return max(max(workerEntitlement, spouse.firstMonth), day.yearMonth + 1) }
      let wait = try parameters.value(.divorcedIndependentAfter, year: LawTables.lastYear).value
      return max(max(spouse.firstMonth, worker.firstMonth), day.yearMonth + wait)
    }
  }

  /// The first month of a widow's or widower's benefit: 60, or 50 with a disability, nine months of marriage or, of a divorced spouse,
  /// ten years, and no new marriage before that age.
  ///
  /// - Source: 42 U.S.C. §§ 402(e)(1), (3), (f)(1), (3), 416(c), (g), (d)(2); 20 CFR 404.335, 404.336.
  /// - Throws: ``ClaimRefusal`` with the condition that fails.
  public func survivorFirstMonth(
    survivor: RetirementAges, marriage: Marriage, death: CalendarDate, disabled: Bool = false
  ) throws -> YearMonth {
    let durations = try parameters.value(.marriageMonths, year: LawTables.lastYear).value
    let ages = try parameters.value(.survivorFirstAge, year: LawTables.lastYear).value
    var needed = marriage.childInCommon ? 0 : durations[1]
    var last = death
    if case .divorce(let day) = marriage.end {
      needed = durations[2]
      last = day
    }
    guard marriage.months(to: last) >= needed else {
      throw ClaimRefusal(
        message: "married for \(marriage.months(to: last)) months, \(needed) are asked",
        article: "42 U.S.C. § 416(c), (g), (d)(2)")
    }
    let attained = survivor.month(attaining: Age(years: ages[disabled ? 1 : 0]))
    if let day = marriage.remarriage, day.yearMonth < attained {
      throw ClaimRefusal(
        message: "married again in \(day.yearMonth), before the age of \(ages[disabled ? 1 : 0])",
        article: "42 U.S.C. § 402(e)(1)(A), (3)", hint: "the right revives when that marriage ends")
    }
    return max(attained, death.yearMonth)
  }

  /// The death payment to a surviving spouse or child.
  ///
  /// - Source: 42 U.S.C. § 402(i).
  /// - Throws: ``ParameterError`` for a death before the amount was fixed.
  public func lumpSumDeathPayment(death: CalendarDate) throws -> Money<USD> {
    try parameters.value(.lumpSumDeathPayment, inForce: death.yearMonth).value
  }

  /// Whether an application for a worker's or a spouse's benefit is one for both; survivors can always take one first.
  ///
  /// - Source: 42 U.S.C. § 402(r); P.L. 114-74, section 831.
  public func isDeemedToFileForBoth(born: CalendarDate) throws -> Bool {
    let text = try parameters.value(.deemedFilingFirstBirth, year: LawTables.lastYear).value
    guard let first = CalendarDate(text) else {
      throw ParameterError(file: "family.yaml", message: "'\(text)' is not a day, YYYY-MM-DD")
    }
    return born >= first
  }
}
