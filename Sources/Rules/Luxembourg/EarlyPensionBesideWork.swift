// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// What an early pension and pay may come to together in one month.
///
/// - Source: CSS art. 184 al. 3 and 4, 226; law of 19 December 2025. The text of art. 226 was not read: its limit follows CNAP and CSL.
public struct EarlyPensionLimits: Hashable, Sendable {
  /// EUR a month of pay that leaves the pension whole.
  public var free: Money<EUR>
  /// EUR a month of pension and pay.
  public var ceiling: Money<EUR>

  public init(free: Money<EUR>, ceiling: Money<EUR>) { (self.free, self.ceiling) = (free, ceiling) }

  /// What becomes of the pension of a month.
  public enum Outcome: String, Sendable {
    /// Pay is small.
    case small
    /// Pension and pay stay within the ceiling.
    case full
    case reduced
    /// Pay alone is above the ceiling: refused at the claim, withdrawn later.
    case refused
  }

  /// What is paid of a pension beside the pay of a month, self-employed or employed, here or abroad.
  ///
  /// - Parameters:
  ///   - pension: gross, EUR a month.
  ///   - pay: gross, EUR a month.
  public func paid(of pension: Money<EUR>, besidePay pay: Money<EUR>) -> (amount: Money<EUR>, outcome: Outcome) {
    if pay <= free { return (pension, .small) }
    if pay > ceiling { return (.zero, .refused) }
    let excess = max(.zero, pension + pay - ceiling)
    return (max(.zero, pension - excess), excess > .zero ? .reduced : .full)
  }
}

extension Luxembourg {
  /// The limits of a month.
  ///
  /// - Parameter bestYearsMean: EUR a month, brought to the month; nil where the career has no income.
  public func earlyPensionLimits(bestYearsMean: Money<EUR>?, in month: YearMonth) throws -> EarlyPensionLimits {
    let floor = Money<EUR>(
      try referenceAmount(in: month) * parameters.value(.workCeilingFloor, inForce: month).value, rounded: .halfUp)
    let wage = base.floor(in: month) ?? .zero
    let share = try parameters.value(.antiOverlapShare, inForce: month).value
    // The third is taken of the wage in cents.
    return EarlyPensionLimits(
      free: Money(wage.amount * share, rounded: .halfUp), ceiling: max(floor, bestYearsMean ?? .zero))
  }

  /// The reference amount of a month, EUR a month, unrounded: 2,085 EUR a year at the index and the award factor of the year.
  ///
  /// - Source: CSS art. 222, 225; IGSS social parameters.
  func referenceAmount(in month: YearMonth) throws -> ExactDecimal {
    guard let level = scale.level(in: month) else {
      throw ParameterError(file: "parameters", message: "'lu.index.level' has no value for \(month)")
    }
    let factor = try level / 100 * factors.award(startingIn: month.year).value
    return try parameters.value(.referenceAmount, inForce: month).value.scaled(by: factor, over: 12)
  }
}

/// Mean of the best yearly incomes at index 100, base 1984, a month.
///
/// - Source: CSS art. 226, 227.
/// - Parameters:
///   - incomes: by calendar year, index 100, base 1984.
///   - count: years that go in; where there are fewer, the missing ones are 0.
func bestYearsMean(of incomes: [ExactDecimal], count: Int) -> ExactDecimal {
  incomes.sorted(by: >).prefix(count).reduce(.zero) { $0 + $1 } / (count * 12)
}

/// A progressive pension: the share of the early pension by which working hours are cut.
///
/// - Source: law of 19 December 2025, Labour Code; CNAP. For pensions from 2026.
public struct ProgressivePension: Hashable, Sendable {
  public var isGranted: Bool
  /// EUR a month; 0 where it is not granted.
  public var amount: Money<EUR>
}

extension Luxembourg {
  /// - Parameters:
  ///   - earlyPension: EUR a month, that the person has a right to; nil without a right.
  ///   - before, after: working hours a week.
  ///   - post: share of full time of the one post held for three years.
  ///   - consent: of the employer.
  public func progressivePension(
    of earlyPension: Money<EUR>?, before: ExactDecimal, after: ExactDecimal, post: ExactDecimal, consent: Bool,
    in month: YearMonth
  ) throws -> ProgressivePension {
    guard let earlyPension, consent, before > .zero, after <= before else {
      return ProgressivePension(isGranted: false, amount: .zero)
    }
    let least = try parameters.value(.progressiveCut, inForce: month).value
    let hours = try parameters.value(.progressiveHours, inForce: month).value
    let postBefore = try parameters.value(.progressivePost, inForce: month).value
    guard before - after >= before * least, after >= ExactDecimal(hours), post >= postBefore else {
      return ProgressivePension(isGranted: false, amount: .zero)
    }
    return ProgressivePension(
      isGranted: true, amount: Money(earlyPension.amount.scaled(by: before - after, over: before), rounded: .halfUp))
  }
}
