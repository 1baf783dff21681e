// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// An amount as it is paid: two decimals, half a cent up.
///
/// - Source: CSS art. 208 al. 1.
public func payable(_ amount: ExactDecimal) -> Money<EUR> { Money(amount, rounded: .halfUp) }

/// The last month that is paid to somebody who died: pensions are paid ahead, the month of death whole.
///
/// - Source: CSS art. 208 al. 2.
public func lastMonthPaid(died day: CalendarDate) -> YearMonth { day.yearMonth }

/// First day of a survivor's pension: the first of the next month after a pensioner's death, else the day of the death.
///
/// - Source: CSS art. 201.
public func survivorPensionStart(died day: CalendarDate, wasPensioner: Bool) -> (month: YearMonth, day: Int) {
  wasPensioner ? (day.yearMonth + 1, 1) : (day.yearMonth, day.day)
}

/// What a late claim reaches back to.
///
/// - Source: CSS art. 212: the right does not lapse, each instalment does after five years.
public struct LateClaim: Hashable, Sendable {
  public var firstPaid: YearMonth
  /// Months paid at once for the time before the claim.
  public var arrears: Int
  /// Months that have lapsed.
  public var lost: Int

  /// - Parameters:
  ///   - start: when the conditions were met.
  ///   - filed: month of the claim.
  ///   - reach: months back.
  public init(start: YearMonth, filed: YearMonth, reach: Int) {
    firstPaid = max(start, filed - reach)
    arrears = max(0, filed - firstPaid)
    lost = max(0, firstPaid - start)
  }
}

/// A year's contributed income as a refund of contributions asks about it.
public struct RefundedYear: Hashable, Sendable {
  /// EUR as earned.
  public var income: ExactDecimal
  /// Mean application index of the year.
  public var meanIndex: ExactDecimal
  /// Share of the income that was paid: of insured and employer, or of the insured alone.
  public var rate: ExactDecimal

  public init(income: ExactDecimal, meanIndex: ExactDecimal, rate: ExactDecimal) {
    (self.income, self.meanIndex, self.rate) = (income, meanIndex, rate)
  }
}

/// Contributions paid back where 65 is reached without a right: at the index of the day, without interest and without the State's third.
///
/// - Source: CSS art. 213, 224. MaPension.lu says the insured's share alone; the text leaves out the State's only.
/// - Parameter index: application index of the month of the claim.
public func refundOfContributions(_ years: [RefundedYear], index: ExactDecimal) -> Money<EUR> {
  payable(years.reduce(.zero) { $0 + ($1.income * $1.rate).scaled(by: index, over: $1.meanIndex) })
}

extension Claimant {
  /// What is paid back of the contributions in `month`; nil before 65, where a right exists, or where the Union's other States take the
  /// months over.
  ///
  /// - Source: CSS art. 213; Regulation (EC) 883/2004 art. 57. Contributions before 2013 are taken at the rate of 2013.
  func refund(in month: YearMonth) throws -> Money<EUR>? {
    let library = system.parameters
    let needed = try library.value(.oldAgeMonths, inForce: month).value
    guard month >= self.month(attaining: try library.value(.oldAge, inForce: month).value), !career.isTotals,
      let index = system.scale.level(in: month)
    else { return nil }
    let own = counts(before: month).own.effective
    guard own > 0, own < needed else { return nil }
    for instrument in instruments {
      let all = counts(before: month, with: instrument)
      if all.own.effective + all.foreign >= needed, own >= instrument.minimumOwn { return nil }
      if instrument.name == .instrumentEU, own < instrument.minimumOwn { return nil }
    }
    let years = try incomeSum(startingIn: month).lines.map { line in
      let date = max(YearMonth.january(line.year), YearMonth(2013, 1))
      let share = try library.value(.pensionRate, inForce: date).value / 100
      return RefundedYear(
        income: line.income, meanIndex: line.mean, rate: readings.refundShare == "own" ? share : share * 2)
    }
    return refundOfContributions(years, index: index)
  }
}
