// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Statistics

extension SurfaceSearch {
  /// Some rows of one part's surface, worked on at once.
  private struct Pass {
    var part: Int
    var rows: Range<Int>
    /// Index of its first cell among all.
    var firstCell: Int
  }

  private struct Cell {
    var part: Int
    var row: Int
    var column: Int
  }

  private var settings: SimulationSettings { search.setting.scenario.simulation }

  private var cellCount: Int { parts.reduce(0) { $0 + $1.surface.outerCount * $1.surface.innerCount } }

  /// The whole surface on the first `paths` paths.
  func cells(paths: Int, progress: @Sendable (Double) -> Void) async throws -> [SearchCell] {
    let all = settings.pathSet(paths)
    let total = all.count
    let months = search.objective.wantsMonths ? try simulation.discountedMonths(paths: paths) : nil
    let objective = search.objective
    let newReader: @Sendable () -> CellReader = { CellReader(objective, paths: all, months: months) }
    var passes = self.passes(paths: total)
    let guess = try await guessedBest(paths: total)
    if let first = passes.firstIndex(where: { $0.firstCell <= guess && guess < $0.firstCell + count($0) }) {
      passes.swapAt(0, first)
    }
    var statistics = [CellStatistics?](repeating: nil, count: cellCount)
    var leads = [Estimate](repeating: .exact(0), count: cellCount)
    var best: (cell: Int, byPath: [Double])?
    var against = [Int](repeating: -1, count: passes.count)
    for (number, pass) in passes.enumerated() {
      let values = try await self.values(pass, paths: total)
      let found = try await each(count(pass), newReader) { $0.statistics($1, of: values) }
      for (offset, cell) in found.enumerated() { statistics[pass.firstCell + offset] = cell }
      let top = found.indices.max {
        let (x, y) = (found[$0].objective.value, found[$1].objective.value)
        return x != y ? x < y : $0 > $1
      }
      if let top {
        let cell = pass.firstCell + top
        let (new, old) = (found[top].objective.value, best.flatMap { statistics[$0.cell]?.objective.value })
        if old == nil || new > old! || (new == old! && cell < best!.cell) {
          var reader = newReader()
          best = (cell, reader.byPath(top, of: values))
        }
      }
      try await setAgainstBest(pass, values, newReader, best, &leads)
      against[number] = best?.cell ?? -1
      progress(Double(number + 1) / Double(passes.count))
    }
    // Rows that were set against an earlier best are made again.
    for (number, pass) in passes.enumerated() where against[number] != best?.cell {
      try await setAgainstBest(pass, try await values(pass, paths: total), newReader, best, &leads)
    }
    return searchCells(statistics, leads, paths: total)
  }

  private func setAgainstBest(
    _ pass: Pass, _ values: SurfaceValues, _ newReader: @escaping @Sendable () -> CellReader,
    _ best: (cell: Int, byPath: [Double])?,
    _ leads: inout [Estimate]
  ) async throws {
    guard let best else { return }
    let found = try await each(count(pass), newReader) { reader, cell in
      pass.firstCell + cell == best.cell
        ? .exact(0) : reader.lead(of: best.byPath, over: cell, of: values)
    }
    for (offset, lead) in found.enumerated() { leads[pass.firstCell + offset] = lead }
  }

  private func count(_ pass: Pass) -> Int { pass.rows.count * parts[pass.part].surface.innerCount }

  private func passes(paths: Int) -> [Pass] {
    var passes: [Pass] = []
    var first = 0
    for (index, part) in parts.enumerated() {
      let width = part.surface.innerCount
      let most = max(1, Self.memory / (4 * width * max(1, paths)))
      // Passes of about the same height.
      let count = (part.surface.outerCount + most - 1) / most
      let height = (part.surface.outerCount + count - 1) / count
      for row in stride(from: 0, to: part.surface.outerCount, by: height) {
        let rows = row..<min(row + height, part.surface.outerCount)
        passes.append(Pass(part: index, rows: rows, firstCell: first + row * width))
      }
      first += part.surface.outerCount * width
    }
    return passes
  }

  private func values(_ pass: Pass, paths: Int) async throws -> SurfaceValues {
    let chunks = try await parts[pass.part].surface.run(rows: pass.rows, paths: paths) { chunk in
      (first: chunk.first, count: chunk.count, values: chunk.byCell())
    }
    return SurfaceValues(chunks: chunks, paths: paths)
  }

  /// The best by mean on a few paths; only the order of work follows from it.
  private func guessedBest(paths: Int) async throws -> Int {
    let few = min(Self.guessPaths, paths)
    var best = (cell: 0, sum: -Double.infinity)
    var first = 0
    for part in parts {
      let surface = part.surface
      let cells = surface.outerCount * surface.innerCount
      let sums = try await surface.run(rows: 0..<surface.outerCount, paths: few) { chunk in
        var sums = [Double](repeating: 0, count: cells)
        for path in 0..<chunk.count { for cell in 0..<cells { sums[cell] += chunk.values[path * cells + cell] } }
        return sums
      }
      for cell in 0..<cells {
        let sum = sums.reduce(0) { $0 + $1[cell] }
        if sum > best.sum { best = (first + cell, sum) }
      }
      first += cells
    }
    return best.cell
  }

  /// Works on cells in parallel; the order of the results is that of the cells.
  private func each<Result: Sendable>(
    _ count: Int, _ newReader: @escaping @Sendable () -> CellReader,
    _ body: @escaping @Sendable (inout CellReader, Int) -> Result
  ) async throws -> [Result] {
    let slice = 64
    let threads = max(1, settings.threads ?? Processors.count)
    return try await withThrowingTaskGroup(of: [(Int, [Result])].self) { tasks in
      for thread in 0..<threads {
        tasks.addTask {
          var reader = newReader()
          var made: [(Int, [Result])] = []
          for start in stride(from: thread * slice, to: count, by: threads * slice) {
            try Task.checkCancellation()
            made.append((start, (start..<min(start + slice, count)).map { body(&reader, $0) }))
          }
          return made
        }
      }
      var all: [(Int, [Result])] = []
      for try await made in tasks { all += made }
      return all.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
  }

  private func searchCells(_ statistics: [CellStatistics?], _ leads: [Estimate], paths: Int) -> [SearchCell] {
    var held: [SearchChoice: Int] = [:]
    var cell = 0
    for part in parts {
      for outer in part.outer.months {
        for inner in part.inner.months {
          var choice = SearchChoice(months: [outer, inner], filings: [part.outer.filing, part.inner.filing])
          if outerAxis == 1 {
            choice.months.swapAt(0, 1)
            choice.filings.swapAt(0, 1)
          }
          held[choice] = cell
          cell += 1
        }
      }
    }
    return ClaimSearch.combinations(search.axes).compactMap { choice in
      guard let cell = held[choice], let found = statistics[cell] else { return nil }
      return SearchCell(
        months: choice.months, filings: choice.filings, spec: search.spec(choice), objective: found.objective,
        lifetimeValue: found.lifetimeValue, percentiles: found.percentiles, lead: leads[cell], paths: paths)
    }
  }
}
