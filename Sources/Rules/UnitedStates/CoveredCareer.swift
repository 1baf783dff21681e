// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Covered earnings and quarters of coverage by year, the whole US record of a worker.
public struct CoveredCareer: Hashable, Sendable {
  /// First year of Social Security coverage.
  public static let firstYear = 1937

  /// Last year with earnings or quarters; 1936 where there are none.
  public let lastYear: Int
  /// As earned, not yet limited to the wage base; the first is 1937's.
  let earnings: [Money<USD>]
  let counts: [Int]
  /// Years before 1978 whose quarters were guessed from the annual amount, an upper bound.
  public let assumedYears: [Int]
  /// In place of earnings and quarters.
  public internal(set) var stated: StatedPIA?

  /// - Parameters:
  ///   - earnings: covered earnings by calendar year.
  ///   - quarters: quarters of coverage where annual totals cannot tell, before 1978, or to override them.
  init(earnings: [Int: Money<USD>], quarters: [Int: Int], tables: LawTables) {
    let last = max(earnings.keys.max() ?? 0, quarters.keys.max() ?? 0, Self.firstYear - 1)
    lastYear = last
    var amounts: [Money<USD>] = []
    var counts: [Int] = []
    var assumed: [Int] = []
    amounts.reserveCapacity(last - Self.firstYear + 1)
    counts.reserveCapacity(last - Self.firstYear + 1)
    for year in stride(from: Self.firstYear, through: last, by: 1) {
      let amount = earnings[year] ?? .zero
      amounts.append(amount)
      if let given = quarters[year] {
        counts.append(given)
      } else if year < tables.quarterAmount.firstYear {
        counts.append(min(4, amount.cents / tables.fixed.quarterWagesBefore1978.cents))
        if amount > .zero { assumed.append(year) }
      } else {
        counts.append(quartersOfCoverage(earnings: amount, amountPerQuarter: tables.quarterAmount[year]))
      }
    }
    (self.earnings, self.counts, assumedYears) = (amounts, counts, assumed)
  }

  public func earnings(_ year: Int) -> Money<USD> {
    year >= Self.firstYear && year <= lastYear ? earnings[year - Self.firstYear] : .zero
  }

  public func quarters(_ year: Int) -> Int {
    year >= Self.firstYear && year <= lastYear ? counts[year - Self.firstYear] : 0
  }

  /// From the first year of the system to the last with anything in it; empty for an empty record.
  public var years: Range<Int> { Self.firstYear..<lastYear + 1 }

  /// Quarters held in `month`: a quarter is acquired on the first day of the calendar quarter it is assigned to.
  ///
  /// - Source: 20 CFR 404.145, 404.146; POMS RS 00301.230.
  public func quartersHeld(in month: YearMonth) -> Int {
    if let stated { return stated.quarters }
    var sum = 0
    for year in stride(from: Self.firstYear, through: min(lastYear, month.year - 1), by: 1) { sum += quarters(year) }
    return sum + min(quarters(month.year), (month.month + 2) / 3)
  }

  /// The first month in which `required` quarters are held; nil where they never are.
  public func month(holding required: Int) -> YearMonth? {
    if stated != nil { return .january(Self.firstYear) }
    var sum = 0
    for year in stride(from: Self.firstYear, through: lastYear, by: 1) {
      let count = quarters(year)
      if sum + count >= required { return YearMonth(year, max(0, required - sum - 1) * 3 + 1) }
      sum += count
    }
    return nil
  }
}

/// Quarters of coverage in a year from 1978 on.
///
/// - Source: 42 U.S.C. § 413(a)(2)(A)(ii); 20 CFR 404.143. The whole year's amount counts, not the months worked.
public func quartersOfCoverage(earnings: Money<USD>, amountPerQuarter: Money<USD>) -> Int {
  max(0, min(4, earnings.cents / amountPerQuarter.cents))
}
