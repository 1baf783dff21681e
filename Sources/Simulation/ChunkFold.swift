// SPDX-License-Identifier: GPL-3.0-or-later
import Statistics

/// Merges chunks in their order, whatever order they come in.
actor ChunkFold {
  private var waiting: [Int: [ChunkTotals]] = [:]
  private var next = 0
  private var totals: [ChunkTotals]
  private var values: [[Double]]
  private var kept: [[Double]]
  private let paths: PathSet
  private let sample: PathSet
  /// Path that the next chunk starts with.
  private var firstPath = 0
  private let plans: [HouseholdPlan]
  private let consume: (@Sendable ([[Double]]) -> Void)?
  private let progress: (@Sendable (Double) -> Void)?

  init(
    _ plans: [HouseholdPlan], paths: PathSet, keeping: PathMeasure?, keptPaths: Int,
    consume: (@Sendable ([[Double]]) -> Void)?, progress: (@Sendable (Double) -> Void)?
  ) {
    (sample, self.consume) = (paths.kept(keptPaths), consume)
    totals = plans.map { ChunkTotals($0, paths.sampling, capacity: 0) }
    values = Array(repeating: [], count: plans[0].strategies.count)
    kept = keeping == nil ? [] : values
    (self.plans, self.paths, self.progress) = (plans, paths, progress)
  }

  func add(_ chunk: [ChunkTotals], chunk number: Int) {
    waiting[number] = chunk
    while let ready = waiting.removeValue(forKey: next) {
      for part in totals.indices { totals[part].merge(ready[part]) }
      var combined: [[Double]] = []
      let count = ready[0].values.first?.count ?? 0
      let places = (0..<count).filter { paths.isKept(firstPath + $0, in: sample) }
      firstPath += count
      for strategy in values.indices {
        if values[strategy].isEmpty { values[strategy].reserveCapacity(sample.count) }
        var all = ready[0].values[strategy]  // zero where another part holds the path
        for part in ready.dropFirst() { for path in all.indices { all[path] += part.values[strategy][path] } }
        if places.count == count { values[strategy] += all } else { values[strategy] += places.map { all[$0] } }
        if consume != nil { combined.append(all) }
        guard !kept.isEmpty else { continue }
        var others = ready[0].kept[strategy]
        for part in ready.dropFirst() { for path in others.indices { others[path] += part.kept[strategy][path] } }
        kept[strategy] += others
      }
      consume?(combined)
      next += 1
    }
    progress?(Double(totals.reduce(0) { $0 + $1.paths }) / Double(max(1, paths.count)))
  }

  func finish(bins: WorkerBins, shifts: PathShifts) -> HouseholdTotals {
    let part = StrategyTotals(
      strategies: values.count, plans: plans, totals: totals, shifts: shifts, income: bins.income.quantiles)
    return HouseholdTotals(
      plans: plans, parts: [part], economy: bins.economy.quantiles, values: values, kept: kept, paths: paths)
  }
}
