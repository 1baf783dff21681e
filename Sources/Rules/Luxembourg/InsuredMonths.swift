// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// Hours of paid work that make a month of insurance.
///
/// - Source: CSS art. 175, since 1 January 1988.
let hoursOfMonth = 64

/// Which months count, by the hours of paid work in each, all jobs together.
///
/// Hours of a month that is too short go on to the next ones; when what was carried reaches the hours of a month, that month counts and
/// the rest is carried on. Of a month that counts by itself nothing is carried.
///
/// - Source: CSS art. 175; what happens to the rest was not read.
/// - Parameters:
///   - hours: by month, in order.
///   - carries: `shortMonths: carried`; where hours are dropped, a short month never counts.
func monthsCounted(hours: [Int], carries: Bool = true) -> [Bool] {
  var carried = 0
  return hours.map { hours in
    if hours >= hoursOfMonth { return true }
    guard carries else { return false }
    carried += hours
    guard carried >= hoursOfMonth else { return false }
    carried -= hoursOfMonth
    return true
  }
}

/// Complementary months of study: whole months from the month of the 18th birthday on.
///
/// - Source: CSS art. 172 al. 1 no. 3: to 27 for pensions that start by 2025, nine years at any age since the law of 19 December 2025.
/// - Parameter start: of the pension.
func studyMonths(
  _ months: ClosedRange<YearMonth>, born: YearMonth, longest: Int, startingIn start: YearMonth
) -> Int {
  let first = max(months.lowerBound, born + 18 * 12)
  let last = start < Career.studyAtAnyAge ? min(months.upperBound, born + (27 * 12 - 1)) : months.upperBound
  let count = max(0, last - first + 1)
  return start < Career.studyAtAnyAge ? count : min(count, longest)
}

/// Baby years of one child.
///
/// - Source: CSS art. 171 no. 7, 220.
public struct BabyYears: Hashable, Sendable {
  /// 24, or 48 where two other children are raised or the child is severely disabled.
  public var months: Int
  /// EUR a month: mean insured pay of the twelve months before the birth.
  public var base: Money<EUR>
  public var isGranted: Bool

  /// - Parameters:
  ///   - twelveMonths: insured pay of the twelve months before the month of birth, EUR.
  ///   - compulsoryMonths: in the 36 months before it, foreign ones included.
  public init(twelveMonths: [ExactDecimal], compulsoryMonths: Int, hasTwoOthers: Bool = false, isDisabled: Bool = false)
  {
    months = hasTwoOthers || isDisabled ? 48 : 24
    let sum = twelveMonths.reduce(.zero) { $0 + $1 }
    base = Money(sum / 12, rounded: .halfUp)
    isGranted = compulsoryMonths >= 12
  }
}

extension Career {
  /// Gives the months of baby years the mean pay of the twelve insured months before each run of them.
  ///
  /// - Source: CSS art. 171 no. 7, 220.
  /// - Throws: ``Readings.Mistake`` where fewer than twelve compulsory months, foreign ones included, lie in the 36 before.
  mutating func addBabyYears(foreign: [Country: Coverage]) throws {
    let months = years.flatMap { number, year in
      (1...12).filter { year.babyYears.contains($0) }.map { YearMonth(number, $0) }
    }.sorted()
    guard !months.isEmpty else { return }
    var base = ExactDecimal.zero
    for month in months {
      if !months.contains(month - 1) {
        let held = (1...36).count { back in
          let before = month - back
          return years[before.year]?.compulsory.contains(before.month) == true
            || foreign.values.contains { $0.covers(before) }
        }
        guard held >= 12 else {
          throw Readings.Mistake(
            description:
              "baby years from \(month) with \(held) compulsory months in the 36 before; twelve are asked for (CSS art. 171 no. 7)"
          )
        }
        base = meanPay(before: month)
      }
      // A month with pay of its own keeps it where that is more.
      raisePay(of: month, to: base)
    }
  }

  /// Mean pay of the last twelve insured months before `month`, EUR as earned.
  private func meanPay(before month: YearMonth) -> ExactDecimal {
    var pays: [ExactDecimal] = []
    var at = month - 1
    while pays.count < 12, let first, at >= first {
      if let year = years[at.year], year.effective.subtracting(year.babyYears).contains(at.month) {
        let own = year.effective.subtracting(year.babyYears).count
        let ofYear = year.stated.map { $0.amount / own } ?? .zero
        pays.append((year.monthlyPay[at.month] ?? .zero) + ofYear)
      }
      at = at - 1
    }
    return pays.isEmpty ? .zero : pays.reduce(.zero) { $0 + $1 } / pays.count
  }
}

extension Coverage {
  /// Whether a month is covered; of units without a place in the year, the first months are taken.
  func covers(_ month: YearMonth) -> Bool {
    guard let year = years[month.year] else { return false }
    if let months = year.months { return months >> UInt16(month.month - 1) & 1 == 1 }
    return month.month <= year.count * (unit == .quarter ? 3 : 1)
  }
}
