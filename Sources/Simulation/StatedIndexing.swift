// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What a stated amount follows after the valuation month.
public enum AmountFollows: Int, Hashable, Sendable, Codable, CaseIterable {
  case nothing
  case prices
  /// Nominal wages, which move each January.
  case wages
}

/// Moves amounts that no law awards, at the prices and wages of the valuation month: one level for each of ``AmountFollows``.
struct StatedIndexing: AmountIndexing {
  let levelNames = ["nothing", "prices", "wages"]

  func indexer(_ terms: IndexationTerms) throws -> any Indexer { StatedIndexer(terms) }
}

private final class StatedIndexer: Indexer {
  private let terms: IndexationTerms
  private let window: Int
  /// [month × lane].
  private var still, prices, wages: [Double]

  init(_ terms: IndexationTerms) {
    self.terms = terms
    window = min(terms.window ?? terms.months, terms.months)
    still = Array(repeating: 1, count: window * terms.lanes)
    (prices, wages) = (still, still)
  }

  var goesStepwise: Bool { true }

  func run(along paths: PricePaths, months: Range<Int>) throws -> IndexationPaths {
    precondition(
      paths.months == terms.months && paths.lanes == terms.lanes && paths.firstYear == terms.firstYear
        && paths.window == window, "other paths than the terms say")
    let lanes = terms.lanes
    for month in months {
      let at = month % window * lanes
      let year = ((terms.firstMonth + month).year - paths.firstYear) * lanes
      for lane in 0..<lanes {
        let price = paths.priceLevel[at + lane]
        prices[at + lane] = price
        // The wages of the valuation month's year are those that the amount is stated at.
        wages[at + lane] = price * (paths.realWage[year + lane] / paths.realWage[lane])
      }
    }
    return IndexationPaths(
      levels: [still, prices, wages], firstEntryYear: terms.firstYear, entry: Array(repeating: 1, count: lanes))
  }
}
