// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What every country's ``Indexer`` promises: each block is what a fresh one would make of it, whatever came before, and the same step
/// by step, where the country goes so, with all months held or two years of them.
public enum IndexerContract {
  /// Runs the blocks in turn, then the first again. Blocks have the same months and lanes.
  ///
  /// - Parameter entryYears: years whose entry rows are wanted alone in a second round.
  /// - Returns: what went wrong, in words; empty where nothing did.
  public static func violations(
    of system: any PensionSystem, along blocks: [PricePaths], asOf: YearMonth, entryYears: Set<Int>
  ) throws -> [String] {
    var found: [String] = []
    for wanted in [nil, entryYears] {
      var terms = IndexationTerms(blocks[0], asOf: asOf, regime: .current, settings: [:])
      terms.entryYears = wanted
      let indexer = try system.indexer(terms)
      for (number, paths) in (blocks + [blocks[0]]).enumerated() {
        let fresh = try system.indexation(along: paths, asOf: asOf, regime: .current, settings: [:])
        let kept = try indexer.run(along: paths)
        if kept.levels != fresh.levels { found.append("block \(number): other levels") }
        if kept.firstEntryYear != fresh.firstEntryYear || kept.entry.count != fresh.entry.count {
          found.append("block \(number): other entry years")
          continue
        }
        for row in 0..<fresh.entry.count / paths.lanes where terms.wants(entryOf: fresh.firstEntryYear + row) {
          let lanes = row * paths.lanes..<(row + 1) * paths.lanes
          if kept.entry[lanes] != fresh.entry[lanes] {
            found.append("block \(number): other entry values of \(fresh.firstEntryYear + row)")
          }
        }
      }
    }
    if try system.indexer(IndexationTerms(blocks[0], asOf: asOf, regime: .current, settings: [:])).goesStepwise {
      for window in [nil, 24, 36] {
        found += try stepwise(system, along: blocks, asOf: asOf, entryYears: entryYears, window: window)
      }
    }
    return found
  }

  /// Runs each block in steps of twelve months, in memory that holds `window` of them.
  private static func stepwise(
    _ system: any PensionSystem, along blocks: [PricePaths], asOf: YearMonth, entryYears: Set<Int>, window: Int?
  ) throws -> [String] {
    var found: [String] = []
    var terms = IndexationTerms(blocks[0], asOf: asOf, regime: .current, settings: [:])
    let held = min(window ?? terms.months, terms.months)
    (terms.entryYears, terms.window) = (entryYears, held)
    let indexer = try system.indexer(terms)
    for (number, paths) in (blocks + [blocks[0]]).enumerated() {
      let lanes = paths.lanes
      let fresh = try system.indexation(along: paths, asOf: asOf, regime: .current, settings: [:])
      var prices = [Double](repeating: .nan, count: held * lanes)
      for first in stride(from: 0, to: paths.months, by: 12) {
        let months = first..<min(first + 12, paths.months)
        for month in months {
          prices.replaceSubrange(
            month % held * lanes..<(month % held + 1) * lanes,
            with: paths.priceLevel[month * lanes..<(month + 1) * lanes])
        }
        let here = PricePaths(
          firstMonth: paths.firstMonth, months: paths.months, lanes: lanes, priceLevel: prices,
          firstYear: paths.firstYear, realWage: paths.realWage, yearPriceLevel: paths.yearPriceLevel, window: held)
        let kept = try indexer.run(along: here, months: months)
        for (level, table) in kept.levels.enumerated() {
          for month in months {
            let (row, whole) = (month % held * lanes, month * lanes)
            if table[row..<row + lanes] != fresh.levels[level][whole..<whole + lanes] {
              found.append("block \(number), window \(held): other level \(level) in month \(month)")
            }
          }
        }
        for year in entryYears where year <= (paths.firstMonth + (months.upperBound - 1)).year {
          let row = (year - fresh.firstEntryYear) * lanes
          guard row >= 0, row + lanes <= fresh.entry.count else { continue }
          if kept.entry[row..<row + lanes] != fresh.entry[row..<row + lanes] {
            found.append("block \(number), window \(held): other entry values of \(year) by month \(months.upperBound)")
          }
        }
      }
    }
    return found
  }
}
