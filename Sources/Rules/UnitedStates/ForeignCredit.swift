// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Pensions
import Quantities

/// Foreign coverage that may help to become insured under an agreement.
public enum ForeignCredit: Hashable, Sendable {
  case none
  /// Quarters that do not overlap US ones and all lie before the claim.
  case quarters(Int)
  case coverage(Coverage, Agreement)

  /// Foreign quarters that can be credited by `month`, from coverage up to the end of the calendar quarter before.
  ///
  /// - Source: POMS GN 01733.120 B, GN 01703.100, RS 00301.230; 20 CFR 404.145, 404.146.
  func quarters(besides career: CoveredCareer, in month: YearMonth) -> Int {
    switch self {
    case .none: return 0
    case .quarters(let count): return count
    case .coverage(let coverage, let agreement):
      if let override = coverage.override { return override }
      // Foreign coverage counts to the end of the quarter before; a US quarter may lie in the one that has begun.
      let (ended, begun) = ((month.month - 1) / 3, (month.month + 2) / 3)
      return coverage.years.reduce(0) { sum, entry in
        let (year, held) = (entry.key, entry.value)
        guard year < month.year || (year == month.year && ended > 0) else { return sum }
        let past = year < month.year
        let own = min(career.quarters(year), past ? 4 : begun)
        return sum
          + creditedQuarters(
            foreign: held, unit: coverage.unit, own: own, quarters: past ? 4 : begun, ended: past ? 4 : ended,
            monthsPerQuarter: agreement.conversion.monthsPerUnit)
      }
    }
  }
}

/// Quarters credited in a calendar year for foreign coverage beside `own` US quarters.
///
/// One for every three months or remaining fraction, none for a month in a quarter that already is a US quarter, at most
/// four from all sources. US quarters are placed where they waste the fewest foreign months, which the law allows from 1978
/// on (20 CFR 404.145); for earlier years, whose quarters are known only as a number, this is the best case.
///
/// - Source: POMS GN 01733.120 B.
/// - Parameters:
///   - quarters: calendar quarters of the year that have begun, in which US quarters may lie, 1 to 4.
///   - ended: those of them that have ended, of which foreign coverage counts.
public func creditedQuarters(
  foreign: Coverage.Year, unit: Coverage.Unit, own: Int, quarters: Int = 4, ended: Int = 4, monthsPerQuarter: Int = 3
) -> Int {
  let free = min(ended, max(0, quarters - own))
  guard free > 0 else { return 0 }
  if unit == .quarter { return min(free, foreign.count) }
  guard let bits = foreign.months else {
    return min(free, (min(foreign.count, ended * 3) + monthsPerQuarter - 1) / monthsPerQuarter)
  }
  var months: [Int] = []
  for quarter in 0..<quarters {
    months.append(quarter < ended ? (bits >> UInt16(quarter * 3) & 0b111).nonzeroBitCount : 0)
  }
  months.sort()
  let left = months.dropFirst(own).reduce(0, +)
  return min(free, (left + monthsPerQuarter - 1) / monthsPerQuarter)
}
