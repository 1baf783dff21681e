// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Longevity
import Pensions
import Quantities
import Statistics
import Synchronization

/// Runs a household's strategies over many paths, on any number of threads with the same result.
///
/// Work is handed out in chunks of 4,096 paths; each is summed in path order, and chunks are merged in their order.
public struct HouseholdSimulation: Sendable {
  /// Paths of a chunk.
  public static let chunk = 4096

  /// One plan for each law regime that may hold on a path, with the same strategies.
  public private(set) var plans: [HouseholdPlan]
  /// Weights of the plans, added up.
  let cumulated: [Double]
  public let economy: EconomySettings
  public let delays: DelaySettings
  public let events: PolicyEvents?
  public internal(set) var settings: SimulationSettings
  /// Paths a task holds at once; results do not depend on it.
  var lanes: Int
  /// Whether all stages go through one year before the next where they can; results do not depend on it.
  var goesByYear = true
  /// A measure whose value on every path is wanted, beside the present value.
  public var keeping: PathMeasure?
  /// Whether income by calendar year and the economy are counted.
  public var countsYears = true
  /// Bytes for incomes by calendar year, on all threads; results do not depend on it.
  var yearMemory = 128_000_000
  /// Paths whose values are kept one by one (``PathSet/kept(_:)``); memory grows with them alone.
  public var keptPaths = Int.max
  /// Told the values of each chunk, [strategy][path], chunk after chunk in the order of paths.
  public var consume: (@Sendable ([[Double]]) -> Void)?
  /// Paths summed together: fewer in short runs, so that every thread has some.
  public var chunk = HouseholdSimulation.chunk

  /// - Parameters:
  ///   - plans: with the weights of their law regimes; each path has one, whatever the strategy.
  ///   - events: changes of law along the paths; nil for none.
  public init(
    _ plans: [(plan: HouseholdPlan, weight: Double)], economy: EconomySettings, delays: DelaySettings,
    events: PolicyEvents? = nil, settings: SimulationSettings
  ) {
    precondition(!plans.isEmpty, "no plan to simulate")
    precondition(
      plans.allSatisfy { $0.plan.strategies.count == plans[0].plan.strategies.count }, "plans with other strategies")
    self.plans = plans.map(\.plan)
    var sum = 0.0
    cumulated = plans.map {
      sum += $0.weight
      return sum
    }
    (self.economy, self.delays, self.events, self.settings) = (economy, delays, events, settings)
    lanes = plans[0].plan.strategies.count > 12 ? 64 : 256
  }

  /// Runs all strategies together, or as many at a time as ``yearMemory`` has room for, on the same addressed paths.
  ///
  /// - Parameter progress: told the share of paths done, from any thread.
  /// - Throws: `CancellationError`, or what the law or the economy refuses.
  public func run(progress: (@Sendable (Double) -> Void)? = nil) async throws -> HouseholdTotals {
    let all = plans[0].strategies.indices
    let threads = settings.threads ?? Processors.count
    let most = max(1, yearMemory / max(1, threads * WorkerBins.bytesPerStrategy(plans[0], paths: settings.paths)))
    guard countsYears, consume == nil, all.count > most else { return try await runTogether(progress: progress) }
    let batches = (all.count + most - 1) / most
    let size = (all.count + batches - 1) / batches
    var runs: [HouseholdTotals] = []
    for first in stride(from: 0, to: all.count, by: size) {
      var run = self
      run.plans = plans.map { $0.with(strategies: Array(all[first..<min(first + size, all.count)])) }
      let done = Double(first) / Double(all.count)
      let share = Double(run.plans[0].strategies.count) / Double(all.count)
      runs.append(try await run.runTogether { progress?(done + share * $0) })
    }
    return HouseholdTotals(plans, joining: runs)
  }

  private func newDraws(_ quasiRandom: QuasiRandomPaths?) throws -> LaneDraws {
    let plan = plans[0]
    return LaneDraws(
      lifetimes: plan.lifetimes,
      delays: ProcessingDelay(delays, of: plan), events: events,
      copula: try LifetimeCopula(settings.couple),
      seed: settings.seed, antithetic: settings.antithetic, quasiRandom: quasiRandom)
  }

  /// The months in which somebody of the household lives, discounted like the value, on each path.
  ///
  /// - Parameter paths: how many; all by default.
  /// - Throws: what the sampling refuses.
  public func discountedMonths(paths: Int? = nil) throws -> Observations {
    let plan = plans[0]
    var settings = settings
    if let paths { settings.paths = min(paths, settings.paths) }
    let draws = try newDraws(settings.quasiRandom(months: plan.months))
    let sums = plan.discount.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
    let all = settings.pathSet(settings.paths)
    return Observations(
      (0..<all.count).map { path in
        sums[min(plan.months, plan.lifetimes.indices.reduce(0) { max($0, draws.monthsLived($1, path: path)) })]
      }, of: all)
  }

  private func runTogether(progress: (@Sendable (Double) -> Void)?) async throws -> HouseholdTotals {
    let plan = plans[0]
    let quasiRandom = try settings.quasiRandom(months: plan.months)
    let model = try EconomyModel(
      economy, asOf: plan.asOf, months: plan.months, seed: settings.seed, antithetic: settings.antithetic,
      quasiRandom: quasiRandom, series: plans.contains { !$0.savings.isEmpty } ? .savings : .pensions,
      countries: plan.countries)
    let draws = try newDraws(quasiRandom)
    let shifts = try firstPath(model: model, draws: draws)
    let all = settings.pathSet(settings.paths)
    let paths = all.count
    let chunks = (paths + chunk - 1) / chunk
    let threads = max(1, min(settings.threads ?? Processors.count, chunks))
    let queue = ChunkQueue(chunks: chunks)
    let fold = ChunkFold(
      plans, paths: all, keeping: keeping, keptPaths: keptPaths, consume: consume, progress: progress)
    let bins = try await withThrowingTaskGroup(of: WorkerBins.self) { group in
      for _ in 0..<threads {
        group.addTask {
          var worker = try ChunkWorker(self, model: model, draws: draws, shifts: shifts)
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

  private func firstPath(model: EconomyModel, draws: LaneDraws) throws -> PathShifts {
    var economy = model.makeBlock(lanes: 2)
    let plan = plans[0]
    var block = HouseholdBlock(plan, lanes: economy.laneCapacity, events: draws.events)
    model.generate(&economy, firstPath: 0, lanes: economy.laneCapacity)
    let indexation = try plan.indexation(
      along: economy, changes: draws.changes(firstPath: 0, lanes: economy.laneCapacity))
    try block.run(economy, indexation: indexation, draws: draws, firstPath: 0, count: 1) { _, _ in }
    return PathShifts(block)
  }
}

/// Chunk numbers, each handed out once.
final class ChunkQueue: Sendable {
  private let issued = Atomic(0)
  private let chunks: Int
  init(chunks: Int) { self.chunks = chunks }

  func next() -> Int? {
    let chunk = issued.add(1, ordering: .relaxed).oldValue
    return chunk < chunks ? chunk : nil
  }
}

/// The lanes of one plan, kept from block to block by one task.
private final class HeldBlock {
  var block: HouseholdBlock
  init(_ block: consuming HouseholdBlock) { self.block = block }
}

/// One task's memory and its work on chunks.
private struct ChunkWorker: ~Copyable {
  let plans: [HouseholdPlan]
  let cumulated: [Double]
  let model: EconomyModel
  let draws: LaneDraws
  let shifts: PathShifts
  let sampling: Sampling
  let lanes: Int
  let keeping: PathMeasure?
  let countsYears: Bool
  /// Months carried along all stages before the next ones: all, or a year so that its tables stay in the nearest memory.
  let step: Int
  var economy: EconomyBlock
  /// By plan; made when its first path comes.
  var indexers: [[any Indexer]]
  private var blocks: [HeldBlock?]
  var bins: WorkerBins

  init(_ simulation: HouseholdSimulation, model: EconomyModel, draws: LaneDraws, shifts: PathShifts) throws {
    (plans, cumulated) = (simulation.plans, simulation.cumulated)
    (self.model, self.draws, self.shifts) = (model, draws, shifts)
    sampling = simulation.settings.pathSet(simulation.settings.paths).sampling
    let isStepwise =
      try simulation.goesByYear && model.isStepwise && !draws.changesIndexation
      && simulation.plans.allSatisfy { try $0.goesStepwise() }
    step = isStepwise ? EconomyModel.step : max(1, model.months)
    economy = model.makeBlock(
      lanes: max(sampling == .mirroredPairs ? 2 : 1, simulation.lanes), window: isStepwise ? 2 * EconomyModel.step : nil
    )
    lanes = economy.laneCapacity
    (keeping, countsYears) = (simulation.keeping, simulation.countsYears)
    indexers = Array(repeating: [], count: plans.count)
    blocks = Array(repeating: nil, count: plans.count)
    bins = simulation.countsYears ? WorkerBins(plans[0], paths: simulation.settings.paths) : WorkerBins()
  }

  /// Totals of a chunk, one for each plan.
  mutating func run(paths: Range<Int>) throws -> [ChunkTotals] {
    var totals = plans.map {
      ChunkTotals(
        $0, sampling, capacity: paths.count, firstPath: paths.lowerBound, keeping: keeping)
    }
    var first = paths.lowerBound
    while first < paths.upperBound {
      let count = min(lanes, paths.upperBound - first)
      let lived = plans[0].lifetimes.indices.map { person in
        (0..<count).map { draws.monthsLived(person, path: first + $0) }
      }
      let laneOrder = LaneOrder(lived, lanes: lanes, sampling: sampling)
      let order = laneOrder.paths
      let changes = draws.changes(firstPath: first, lanes: lanes, order: order)
      var held = [[Int]](repeating: [], count: plans.count)
      for path in 0..<count {
        held[draws.part(path: first + path, cumulated: cumulated)].append(laneOrder.laneOfPath[path])
      }
      model.start(&economy, firstPath: first, lanes: lanes, order: order)
      for month in stride(from: 0, to: model.months, by: step) {
        let months = month..<min(month + step, model.months)
        model.advance(&economy, through: months.upperBound)
        for part in plans.indices where !held[part].isEmpty || part == 0 {
          if indexers[part].isEmpty { indexers[part] = try plans[part].indexers(for: economy) }
          let indexation = try plans[part].indexation(
            along: economy, by: indexers[part], changes: changes, months: months)
          if part == 0, countsYears {
            plans[part].count(economy, indexation, months: months, paths: count, in: &bins.economy)
          }
          guard !held[part].isEmpty else { continue }
          try run(
            part, months, indexation, lanes: held[part], first: first, count: count, order: order, lived: lived,
            into: &totals[part])
        }
      }
      for (part, lanes) in held.enumerated() where !lanes.isEmpty {
        guard let memory = blocks[part] else { continue }
        totals[part].add(memory.block, lanes: lanes, first: first - paths.lowerBound, order: order, shifts: shifts)
      }
      first += count
    }
    return totals
  }

  private mutating func run(
    _ part: Int, _ months: Range<Int>, _ indexation: [IndexationPaths], lanes held: [Int], first: Int, count: Int,
    order: [UInt32], lived: [[Int]], into totals: inout ChunkTotals
  ) throws {
    let memory = blocks[part] ?? HeldBlock(HouseholdBlock(plans[part], lanes: lanes, events: draws.events))
    blocks[part] = memory
    var income = bins.income
    bins.income = BinnedCounts(series: 0, octaves: 0...0, bits: 0)  // one owner, so that adding copies nothing
    if months.lowerBound == 0 {
      try memory.block.start(
        indexation, draws: draws, firstPath: first, count: count, order: order, lived: lived)
    }
    memory.block.advance(months, economy, indexation) { block, year in
      if countsYears { totals.closeYear(year, block, lanes: held, income: &income) }
    }
    bins.income = income
  }

  mutating func takeBins() -> WorkerBins {
    bins.settle()
    return bins
  }
}
