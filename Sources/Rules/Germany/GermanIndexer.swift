// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension Germany {
  /// The pension value in euros along simulated wages, by which points are paid: each 1 July by wages of the year before over those of the year before that, never down, in
  /// cents; behind wages by a share a year once the guaranteed level has ended. Prices move needs.
  ///
  /// - Source: SGB VI §§ 65, 68, 68a, 255e.
  public func indexer(_ terms: IndexationTerms) throws -> any Indexer {
    let rule = PensionValuePath(
      asOf: terms.asOf, start: try amounts.pensionValue(in: max(terms.asOf, YearMonth(1992, 1))).value.double,
      wageGrowth: try parameters.value(.startWageGrowth, inForce: terms.asOf).value.double,
      priceGrowth: try parameters.value(.startPriceGrowth, inForce: terms.asOf).value.double,
      guaranteedThrough: try parameters.value(.guaranteedThrough, inForce: terms.asOf).value,
      fall: try GermanReadings(terms.settings).levelFall)
    return BlockwiseIndexer { rule.moved(along: $0) }
  }
}

/// What the pension value does from the valuation month on.
struct PensionValuePath: Sendable {
  var asOf: YearMonth
  /// In the valuation month.
  var start: Double
  /// Of nominal wages, where both years lie before the simulated ones.
  var wageGrowth: Double
  /// Of consumer prices between the year before the valuation month's and that year.
  var priceGrowth: Double
  /// Year of the last adjustment that keeps the level.
  var guaranteedThrough: Int
  /// Share a year by which the value falls behind wages after it.
  var fall: Double

  /// Nominal wages of the year before `year` over those of the year before that.
  private func growth(before year: Int, lane: Int, _ paths: PricePaths) -> Double {
    func wages(_ row: Int) -> Double {
      paths.realWage[row * paths.lanes + lane] * paths.yearPriceLevel[row * paths.lanes + lane]
    }
    let row = year - 1 - paths.firstYear
    if row < 0 { return 1 + wageGrowth }
    if row == 0 { return paths.realWage[lane] * (1 + priceGrowth) }
    return wages(row) / wages(row - 1)
  }

  func moved(along paths: PricePaths) -> IndexationPaths {
    var level = [Double](repeating: start, count: paths.months * paths.lanes)
    for lane in 0..<paths.lanes {
      var value = start
      for month in 0..<paths.months {
        let date = paths.firstMonth + month
        if date.month == 7 {
          let kept = date.year > guaranteedThrough ? 1 - fall : 1
          let grown = value * max(1, growth(before: date.year, lane: lane, paths) * kept)
          value = (grown * 100).rounded() / 100
        }
        level[month * paths.lanes + lane] = value
      }
    }
    let firstYear = asOf.year - 50
    let years = (paths.firstMonth + max(0, paths.months - 1)).year - firstYear + 1
    return IndexationPaths(
      levels: [level, paths.priceLevel], firstEntryYear: firstYear,
      entry: Array(repeating: 1, count: years * paths.lanes))
  }
}
