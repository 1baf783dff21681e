// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// What a month of voluntary insurance costs.
///
/// - Source: CSS art. 173, 173bis, 239, 240; grand-ducal regulation of 5 May 1999 art. 4. The State adds its third.
public struct VoluntaryMonth: Hashable, Sendable {
  /// EUR a month.
  public var base: Money<EUR>
  public var price: Money<EUR>
}

/// What purchased months cost.
///
/// - Source: CSS art. 174; grand-ducal regulation of 5 May 1999 art. 10 to 12.
public struct PurchasedMonths: Hashable, Sendable {
  public var nominal: Money<EUR>
  /// Whole years from the one after the months to the one before the request.
  public var interestYears: Int
  public var price: Money<EUR>
}

extension Luxembourg {
  /// Contribution of whoever insures himself, insured's and employer's share, of the base.
  public func voluntaryRate(in month: YearMonth) throws -> ExactDecimal {
    try parameters.value(.pensionRate, inForce: month).value / 50
  }

  /// A month of voluntary insurance on a base between the minimum wage and its fivefold.
  ///
  /// - Parameters:
  ///   - wanted: base a month, EUR.
  ///   - isReduced: down to a third of the minimum wage, on request, for 60 months of a career at most.
  ///   - bestYearsMean: the mean of art. 226, which the base may not pass, raised to twice the minimum wage; nil where it does not bind.
  public func voluntaryMonth(
    base wanted: ExactDecimal, isReduced: Bool = false, bestYearsMean: Money<EUR>? = nil, in month: YearMonth
  ) throws -> VoluntaryMonth {
    guard let wage = base.floor(in: month)?.amount else {
      throw ParameterError(file: "parameters", message: "'lu.minimum_wage.index100' has no value for \(month)")
    }
    let low = isReduced ? wage * (try parameters.value(.voluntaryReduced, inForce: month).value) : wage
    var high = wage * (try parameters.value(.ceilingMultiple, inForce: month).value)
    if let bestYearsMean {
      high = min(high, max(bestYearsMean.amount, wage * (try parameters.value(.voluntaryRaised, inForce: month).value)))
    }
    let base = min(max(wanted, low), high)
    return VoluntaryMonth(base: payable(base), price: payable(base * (try voluntaryRate(in: month))))
  }

  /// Months of one year bought afterwards, for family gaps or for a scheme that no agreement covers.
  ///
  /// - Parameters:
  ///   - minimum: minimum wage of the months, EUR a month.
  ///   - multiple: 1, 1.5, 2 or 2.5.
  ///   - year: of the months.
  ///   - request: month of the request, whose rate and years of interest count.
  public func purchasedMonths(
    _ count: Int, minimum: ExactDecimal, multiple: ExactDecimal, year: Int, request: YearMonth
  ) throws -> PurchasedMonths {
    let nominal = minimum * multiple * count * (try voluntaryRate(in: request))
    let years = max(0, request.year - 1 - year)
    let interest = try parameters.value(.purchaseInterest, inForce: request).value
    let price = (0..<years).reduce(nominal) { sum, _ in sum * (.one + interest) }
    return PurchasedMonths(nominal: payable(nominal), interestYears: years, price: payable(price))
  }
}
