// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// What a claim that reaches back brings for months that have passed: it comes in one sum with the first payment, without interest.
public struct BackPay: Hashable, Sendable, Codable {
  /// Gross, in the award's currency, for each month from the award's first one to the valuation month: known amounts, each at the
  /// parameters of its own month.
  public var amounts: [ExactDecimal]
  /// The valuation month, for which the last of `amounts` is due; what is due for the months before it are arrears.
  public var asOf: YearMonth
  /// The last month of filing that still brings the award's first month; filed later, a month is lost for each month of delay.
  public var fileBy: YearMonth
  /// Whether a month that is lost by filing later raises the pension instead, as long as that is so.
  public var isExchanged: Bool

  /// - Precondition: the award starts before the valuation month.
  public init(amounts: [ExactDecimal], asOf: YearMonth, fileBy: YearMonth, isExchanged: Bool = false) {
    precondition(amounts.count > 1, "\(amounts.count) months of back pay")
    (self.amounts, self.asOf, self.fileBy, self.isExchanged) = (amounts, asOf, fileBy, isExchanged)
  }

  /// Months before the valuation month.
  public var months: Int { amounts.count - 1 }

  /// Gross sum of the months before the valuation month.
  public var arrears: ExactDecimal { amounts.dropLast().reduce(.zero, +) }

  /// What one more month of delay costs once ``fileBy`` has passed: the amount of the award's first month.
  public var firstMonth: ExactDecimal { amounts[0] }

  /// Sum of the months before the valuation month after `deductions`, each rounded to the cent.
  ///
  /// What is free of a deduction in the award's first month is free in each.
  public func arrears(after deductions: [Deduction]) -> ExactDecimal {
    zip(first..<asOf, amounts).reduce(.zero) { sum, due in
      let taken = deductions.filter { $0.months?.contains(due.0) ?? true }
      return sum + Swift.max(.zero, taken.reduce(due.1) { $0 - $1.withheld(from: due.1) })
    }
  }

  /// What is left of all of ``amounts`` after `deductions`, as paths count it.
  public func net(after deductions: [Deduction]) -> Double {
    zip(first...asOf, amounts).reduce(0) { $0 + Self.net($1.1.double, in: $1.0, after: deductions) }
  }

  /// The award's first month.
  private var first: YearMonth { asOf - months }

  /// What is left of one month's payment, never less than nothing.
  static func net(_ gross: Double, in month: YearMonth, after deductions: [Deduction]) -> Double {
    let shares = deductions.filter { $0.fixed == nil }
      .reduce(0) { $0 + $1.share * max(0, gross - $1.firstExempt.double) }
    let fixed = deductions.filter { $0.months?.contains(month) ?? true }.compactMap(\.fixed?.double).reduce(0, +)
    return fixed == 0 ? gross - shares : max(0, gross - shares - fixed)
  }
}

extension Award {
  /// Net amount due for the months before `start`, the first simulated one: of the valuation month, or of all months that the claim brings.
  ///
  /// The first month may be withheld; a law that reaches back says itself what is due for the months that have passed.
  public func net(before start: YearMonth, after deductions: [Deduction]) -> Double {
    if let backPay { return backPay.net(after: deductions) }
    let paidBefore = start > from ? Double(start - from) - 1 + paidInFirstMonth : 0
    return BackPay.net(firstMonthlyAmount.double, in: from, after: deductions) * paidBefore
  }
}
