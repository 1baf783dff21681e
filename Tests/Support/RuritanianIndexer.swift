// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Ruritanian amounts follow prices month by month, so that the engine's way through one year after the other is tried on them.
extension Ruritania {
  public func indexer(_ terms: IndexationTerms) throws -> any Indexer { RuritanianIndexer(self, terms) }
}

private final class RuritanianIndexer: Indexer {
  private let system: Ruritania
  private let terms: IndexationTerms

  var goesStepwise: Bool { true }

  init(_ system: Ruritania, _ terms: IndexationTerms) { (self.system, self.terms) = (system, terms) }

  func run(along paths: PricePaths, months: Range<Int>) throws -> IndexationPaths {
    guard months != 0..<paths.months else {
      return system.moved(along: paths, asOf: terms.asOf)
    }
    let firstYear = terms.asOf.year - 50
    return IndexationPaths(
      levels: [paths.priceLevel], firstEntryYear: firstYear,
      entry: Array(repeating: 1, count: (terms.lastYear - firstYear + 1) * paths.lanes))
  }
}
