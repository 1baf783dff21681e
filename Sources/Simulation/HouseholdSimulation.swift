// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import Synchronization

/// Runs a household's strategies over many paths, on any number of threads with the same result.
///
/// Work is handed out in chunks of 4,096 paths; each is summed in path order, and chunks are merged in their order.
public struct HouseholdSimulation: Sendable {
  /// Paths of a chunk.
  public static let chunk = 4096

  public let plan: HouseholdPlan
  public let economy: EconomySettings
  public let delays: DelaySettings
  public let settings: SimulationSettings
  /// Paths a task holds at once; results do not depend on it.
  let lanes: Int
  /// Paths summed together; tests make it small.
  var chunk = HouseholdSimulation.chunk

  public init(plan: HouseholdPlan, economy: EconomySettings, delays: DelaySettings, settings: SimulationSettings) {
    self.init(
      plan: plan, economy: economy, delays: delays, settings: settings,
      lanes: plan.strategies.count > 12 ? 64 : 256)
  }

  init(
    plan: HouseholdPlan, economy: EconomySettings, delays: DelaySettings, settings: SimulationSettings, lanes: Int
  ) {
    (self.plan, self.economy, self.delays, self.settings) = (plan, economy, delays, settings)
    self.lanes = max(settings.antithetic ? 2 : 1, lanes)
  }

  /// - Parameter progress: told the share of paths done, from any thread.
  /// - Throws: `CancellationError`, or what the law or the economy refuses.
  public func run(progress: (@Sendable (Double) -> Void)? = nil) async throws -> HouseholdTotals {
    let model = try EconomyModel(
      economy, asOf: plan.asOf, months: plan.months, seed: settings.seed, antithetic: settings.antithetic)
    let draws = LaneDraws(
      lifetimes: plan.lifetimes, delays: ProcessingDelay(delays, countries: plan.sources.map(\.system.country.code)), seed: settings.seed,
      antithetic: settings.antithetic)
    let shifts = try Self.firstPath(plan, model: model, draws: draws)
    let paths = settings.antithetic ? settings.paths / 2 * 2 : settings.paths
    let chunks = (paths + chunk - 1) / chunk
    let threads = max(1, min(settings.threads ?? Processors.count, chunks))
    let queue = ChunkQueue(chunks: chunks)
    let fold = ChunkFold(plan, group: settings.antithetic ? 2 : 1, paths: paths, progress: progress)
    let bins = try await withThrowingTaskGroup(of: WorkerBins.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var worker = ChunkWorker(plan, model: model, draws: draws, shifts: shifts, lanes: lanes, group: settings.antithetic ? 2 : 1)
          while let number = queue.next() {
            try Task.checkCancellation()
            let first = number * chunk
            let totals = try worker.run(paths: first..<min(first + chunk, paths))
            await fold.add(totals, chunk: number)
          }
          return worker.takeBins()
        }
      }
      var merged: WorkerBins?
      for try await bins in group {
        if merged == nil { merged = bins } else { merged?.merge(bins) }
      }
      return merged
    }
    guard let bins else { throw SimulationError("no paths were asked for", hint: "set simulation: { paths: 20000 }") }
    return await fold.finish(bins: bins, shifts: shifts)
  }

  private static func firstPath(_ plan: HouseholdPlan, model: EconomyModel, draws: LaneDraws) throws -> PathShifts {
    var economy = model.makeBlock(lanes: 2)
    var block = HouseholdBlock(plan, lanes: economy.laneCapacity)
    model.generate(&economy, firstPath: 0, lanes: economy.laneCapacity)
    let indexation = try plan.indexation(along: economy)
    try block.run(economy, indexation: indexation, draws: draws, firstPath: 0, count: 1) { _, _ in }
    return PathShifts(block)
  }
}

/// Chunk numbers, each handed out once.
private final class ChunkQueue: Sendable {
  private let issued = Atomic(0)
  private let chunks: Int
  init(chunks: Int) { self.chunks = chunks }

  func next() -> Int? {
    let chunk = issued.add(1, ordering: .relaxed).oldValue
    return chunk < chunks ? chunk : nil
  }
}

/// Counts in bins of one worker: income by strategy and year, the economy by series and year.
struct WorkerBins: Sendable {
  var income: BinnedCounts
  var economy: BinnedCounts

  init(_ plan: HouseholdPlan) {
    income = BinnedCounts(series: plan.strategies.count * plan.years.count, octaves: 4...17)
    economy = BinnedCounts(series: plan.economySeries.count * plan.years.count, octaves: -6...8)
  }

  mutating func merge(_ other: WorkerBins) {
    income.merge(other.income)
    economy.merge(other.economy)
  }
}

/// One task's memory and its work on chunks.
private struct ChunkWorker: ~Copyable {
  let plan: HouseholdPlan
  let model: EconomyModel
  let draws: LaneDraws
  let shifts: PathShifts
  let group: Int
  var economy: EconomyBlock
  var block: HouseholdBlock
  var bins: WorkerBins

  init(_ plan: HouseholdPlan, model: EconomyModel, draws: LaneDraws, shifts: PathShifts, lanes: Int, group: Int) {
    (self.plan, self.model, self.draws, self.shifts, self.group) = (plan, model, draws, shifts, group)
    economy = model.makeBlock(lanes: lanes)
    block = HouseholdBlock(plan, lanes: economy.laneCapacity)
    bins = WorkerBins(plan)
  }

  mutating func run(paths: Range<Int>) throws -> ChunkTotals {
    var totals = ChunkTotals(plan, group: group, capacity: paths.count)
    let lanes = block.lanes
    var first = paths.lowerBound
    while first < paths.upperBound {
      let count = min(lanes, paths.upperBound - first)
      model.generate(&economy, firstPath: first, lanes: lanes)
      let indexation = try plan.indexation(along: economy)
      var income = bins.income
      bins.income = BinnedCounts(series: 0, octaves: 0...0)  // one owner, so that adding copies nothing
      try block.run(economy, indexation: indexation, draws: draws, firstPath: first, count: count) { block, year in
        totals.closeYear(year, block, count: count, income: &income)
      }
      bins.income = income
      totals.add(block, count: count, shifts: shifts)
      plan.count(economy, indexation, paths: count, in: &bins.economy)
      first += count
    }
    return totals
  }

  consuming func takeBins() -> WorkerBins { bins }
}

/// Merges chunks in their order, whatever order they come in.
private actor ChunkFold {
  private var waiting: [Int: ChunkTotals] = [:]
  private var next = 0
  private var totals: ChunkTotals
  private var values: [[Double]]
  private let paths: Int
  private let plan: HouseholdPlan
  private let progress: (@Sendable (Double) -> Void)?

  init(_ plan: HouseholdPlan, group: Int, paths: Int, progress: (@Sendable (Double) -> Void)?) {
    totals = ChunkTotals(plan, group: group, capacity: 0)
    values = Array(repeating: [], count: plan.strategies.count)
    (self.plan, self.paths, self.progress) = (plan, paths, progress)
  }

  func add(_ chunk: ChunkTotals, chunk number: Int) {
    waiting[number] = chunk
    while let ready = waiting.removeValue(forKey: next) {
      totals.merge(ready)
      for strategy in values.indices {
        if values[strategy].isEmpty { values[strategy].reserveCapacity(paths) }
        values[strategy] += ready.values[strategy]
      }
      next += 1
    }
    progress?(Double(totals.paths) / Double(max(1, paths)))
  }

  func finish(bins: WorkerBins, shifts: PathShifts) -> HouseholdTotals {
    HouseholdTotals(plan: plan, totals: totals, bins: bins, shifts: shifts, values: values)
  }
}
