// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What every country's ``Indexer`` promises: each block is what a fresh one would make of it, whatever came before.
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
    return found
  }
}
