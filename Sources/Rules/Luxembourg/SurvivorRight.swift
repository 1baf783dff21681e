// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// A marriage or registered partnership as a survivor's right asks about it.
public struct SurvivingMarriage: Hashable, Sendable {
  public var from: CalendarDate
  public var death: CalendarDate
  /// First day of the deceased's own pension; nil where none was in payment.
  public var retirement: CalendarDate?
  public var bornSurvivor: CalendarDate
  public var bornDeceased: CalendarDate
  /// A child was born, conceived, or made legitimate in the marriage.
  public var hasCommonChild: Bool
  /// The death, or the invalidity before it, was by an accident after the wedding.
  public var wasAccident: Bool

  public init(
    from: CalendarDate, death: CalendarDate, retirement: CalendarDate? = nil, bornSurvivor: CalendarDate,
    bornDeceased: CalendarDate, hasCommonChild: Bool = false, wasAccident: Bool = false
  ) {
    (self.from, self.death, self.retirement) = (from, death, retirement)
    (self.bornSurvivor, self.bornDeceased) = (bornSurvivor, bornDeceased)
    (self.hasCommonChild, self.wasAccident) = (hasCommonChild, wasAccident)
  }
}

/// Whole months from one day to another; a month is full on the same day of the next.
func wholeMonths(from start: CalendarDate, to end: CalendarDate) -> Int {
  end.yearMonth - start.yearMonth - (end.day < start.day ? 1 : 0)
}

extension Luxembourg {
  /// Whether a marriage gives the survivor a right.
  ///
  /// Before retirement it must have lasted a year to retirement or death; with a pensioner ten years, or one year where the ages lie less
  /// than fifteen years apart. A common child or an accident stand in for either.
  ///
  /// - Source: CSS art. 195, 196; mss.public.lu, pension de survie du conjoint.
  public func givesSurvivorRight(_ marriage: SurvivingMarriage) throws -> Bool {
    if marriage.hasCommonChild || marriage.wasAccident { return true }
    let month = max(marriage.death.yearMonth, YearMonth(2013, 1))
    let year = try parameters.value(.survivorMarriageMonths, inForce: month).value
    if let retirement = marriage.retirement, marriage.from >= retirement {
      let lasted = wholeMonths(from: marriage.from, to: marriage.death)
      if lasted >= 12 * (try parameters.value(.pensionerMarriageYears, inForce: month).value) { return true }
      let elder = min(marriage.bornSurvivor, marriage.bornDeceased)
      let younger = max(marriage.bornSurvivor, marriage.bornDeceased)
      let gap = try parameters.value(.survivorAgeGap, inForce: month).value
      return lasted >= year && wholeMonths(from: elder, to: younger) < 12 * gap
    }
    let end = marriage.retirement.map { min($0, marriage.death) } ?? marriage.death
    return wholeMonths(from: marriage.from, to: end) >= year
  }

  /// What is paid once when a survivor marries again, and after how many years the pension revives if that marriage ends.
  ///
  /// - Source: CSS art. 204, 205. The pension itself ends with the month of the new marriage.
  /// - Parameters:
  ///   - age: completed years at the new marriage.
  ///   - lastTwelveMonths: paid in the twelve months before, EUR.
  ///   - unreducedYear: a year of the pension before the set-off of own income and without special increases, EUR.
  public func remarriage(
    age: Int, lastTwelveMonths: Money<EUR>, unreducedYear: Money<EUR>, in month: YearMonth
  ) throws -> (sum: Money<EUR>, revivesAfterYears: Int) {
    let years = try parameters.value(age < 50 ? .buyOutUnder50 : .buyOutFrom50, inForce: month).value
    return (min(lastTwelveMonths, unreducedYear) * years, years)
  }
}
