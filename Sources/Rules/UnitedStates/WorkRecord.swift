// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// One person's work by calendar month, as the two work tests ask about it.
public struct WorkRecord: Hashable, Sendable {
  public struct Month: Hashable, Sendable {
    /// Wages from work that US Social Security covers, when they are earned.
    public var wages: Money<USD>
    /// Net earnings from self-employment that US Social Security covers.
    public var selfEmployment: Money<USD>
    /// Whether the person renders substantial services in a business of their own.
    public var isSelfEmployed: Bool
    /// Hours of work abroad that US Social Security does not cover; owning or helping in a business counts.
    public var hoursAbroad: Int

    public init(
      wages: Money<USD> = .zero, selfEmployment: Money<USD> = .zero, isSelfEmployed: Bool = false, hoursAbroad: Int = 0
    ) {
      (self.wages, self.selfEmployment) = (wages, selfEmployment)
      (self.isSelfEmployed, self.hoursAbroad) = (isSelfEmployed, hoursAbroad)
    }
  }

  /// Months with work; others have none.
  public var months: [YearMonth: Month]

  public init(months: [YearMonth: Month] = [:]) { self.months = months }

  public subscript(month: YearMonth) -> Month {
    get { months[month] ?? Month() }
    set { months[month] = newValue }
  }

  /// Wages and self-employment of the months.
  func earnings(_ range: Range<YearMonth>) -> Money<USD> {
    months.reduce(.zero) { range.contains($1.key) ? $0 + $1.value.wages + $1.value.selfEmployment : $0 }
  }

  /// Last month with work of any kind; nil without any.
  var lastMonth: YearMonth? { months.keys.max() }

  /// Spreads earnings of which only the year's sum is known over its months: to the last month of work, where that is known; else evenly, but
  /// in the last year with earnings over the months before the entitlement, because whoever stops working claims then.
  ///
  /// - Source: none; a reading, named in `docs/awards.md`.
  /// - Parameters:
  ///   - until: the last month of work; nil where nobody says.
  ///   - evenly: leaves the last year out of that.
  mutating func spread(
    _ earnings: Money<USD>, in year: Int, isLast: Bool, entitlement: YearMonth, until: YearMonth? = nil,
    evenly: Bool = false
  ) {
    let all = YearMonth.january(year)..<(.december(year) + 1)
    let before = all.lowerBound..<max(all.lowerBound, min(entitlement, all.upperBound))
    var months = isLast && !evenly && entitlement.year == year && !before.isEmpty ? before : all
    if let until, all.contains(until) { months = all.lowerBound..<(until + 1) }
    for (place, month) in months.enumerated() {
      // The rest of the cents falls on the last months.
      let (done, next) = (place, place + 1)
      let share =
        Money<USD>(cents: earnings.cents * next / months.count) - Money(cents: earnings.cents * done / months.count)
      self[month].wages += share
    }
  }
}

/// Hours of work abroad that a month of a foreign record is taken for, where nobody says how many they were.
///
/// A compulsory month counts as more hours than the test allows, unless its pay could not have been earned in more at the minimum wage.
/// Months without work (sickness, baby years) and months that are bought or added bear none.
///
/// - Source: a reading of 20 CFR 404.417, 404.418; see `docs/awards.md`.
/// - Parameters:
///   - kind: as the foreign record calls the month.
///   - pay: of the month, and the minimum wage of a full month of ``fullMonthHours`` hours, in the same currency; nil where not known.
///   - allowed: hours that the test allows.
func impliedHoursAbroad(kind: String, pay: ExactDecimal?, minimumWage: ExactDecimal?, allowed: Int) -> Int {
  guard kind == "compulsory" else { return 0 }
  if let pay, let minimumWage, pay * fullMonthHours <= minimumWage * allowed { return allowed }
  return allowed + 1
}

extension UnitedStates {
  /// The same with the hours that the law allows.
  public func impliedHoursAbroad(kind: String, pay: ExactDecimal?, minimumWage: ExactDecimal?) -> Int {
    UnitedStatesRules.impliedHoursAbroad(
      kind: kind, pay: pay, minimumWage: minimumWage, allowed: tables.fixed.foreignWorkHours)
  }
}

extension WorkRecord {
  /// Whether so many hours a month in an own business are substantial services; unknown hours are. Fewer than 45 may be in a skilled
  /// occupation, which nothing here says.
  ///
  /// - Source: 20 CFR 404.446, 404.447.
  public static func isSubstantial(hours: Int?) -> Bool { hours.map { $0 > 45 } ?? true }
}

/// Hours of a month of full-time work.
let fullMonthHours = 173

extension LawTables {
  /// Whether uncovered work abroad costs the whole benefit of the month, however little was earned.
  ///
  /// The insured's work costs everybody on the record the month, the work of a spouse or survivor only that person's benefit.
  ///
  /// - Source: 42 U.S.C. § 403(c); 20 CFR 404.417; POMS RS 02605.001, .005. Citizenship and residence do not matter.
  /// - Parameter fullMonth: the month in which the person who works reaches full retirement age.
  public func foreignWorkCostsBenefit(in month: YearMonth, fullMonth: YearMonth, hours: Int) -> Bool {
    month < fullMonth && hours > fixed.foreignWorkHours
  }

  /// The first calendar year with a non-service month of entitlement, in which such months are not charged; nil without one before `last`.
  ///
  /// - Source: 42 U.S.C. § 403(f)(1)(E); 20 CFR 404.435(a)(7), (b).
  func graceYear(of work: WorkRecord, entitlement: YearMonth, fullMonth: YearMonth) -> Int? {
    guard entitlement < fullMonth else { return nil }
    for month in entitlement..<fullMonth where isNonservice(work, month, fullMonth: fullMonth) { return month.year }
    return nil
  }

  /// Whether a month before full retirement age is one of no service.
  func isNonservice(_ work: WorkRecord, _ month: YearMonth, fullMonth: YearMonth) -> Bool {
    let done = work[month]
    return !foreignWorkCostsBenefit(in: month, fullMonth: fullMonth, hours: done.hoursAbroad)
      && isNonserviceMonth(
        year: month.year, wages: done.wages, isSelfEmployed: done.isSelfEmployed,
        fullAgeInYear: month.year == fullMonth.year)
  }
}
