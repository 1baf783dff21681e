// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// The index tables of a step as plain addresses, so that a month takes a row without holding on to its table.
struct LevelRows {
  /// By source of the plan: first of its levels in `levels`.
  private var starts: [Int] = []
  private var levels: [UnsafePointer<Double>] = []
  private var entries: [UnsafePointer<Double>] = []
  private var firstEntryYears: [Int] = []

  /// Hands out the tables of all sources for the time of the call.
  static func with(_ indexation: [IndexationPaths], _ body: (LevelRows) -> Void) {
    var rows = LevelRows()
    rows.add(indexation, source: 0, level: 0, body)
  }

  private mutating func add(
    _ indexation: [IndexationPaths], source: Int, level: Int, _ body: (LevelRows) -> Void
  ) {
    guard source < indexation.count else { return body(self) }
    let paths = indexation[source]
    if level == 0 { starts.append(levels.count) }
    guard level < paths.levels.count else {
      return paths.entry.withUnsafeBufferPointer { entry in
        entries.append(entry.baseAddress.unsafelyUnwrapped)
        firstEntryYears.append(paths.firstEntryYear)
        add(indexation, source: source + 1, level: 0, body)
      }
    }
    paths.levels[level].withUnsafeBufferPointer { table in
      levels.append(table.baseAddress.unsafelyUnwrapped)
      add(indexation, source: source, level: level + 1, body)
    }
  }

  func level(_ level: Int, of source: Int) -> UnsafePointer<Double> { levels[starts[source] + level] }

  /// Row of a year in a source's entry table of so many lanes.
  func entry(_ year: Int, of source: Int, lanes: Int) -> UnsafePointer<Double> {
    entries[source] + (year - firstEntryYears[source]) * lanes
  }
}
