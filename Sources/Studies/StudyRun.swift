// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Strategies
import Synchronization

/// Computes blocks of a study and puts them into its folder.
public struct StudyRun: Sendable {
  public struct Outcome: Hashable, Sendable {
    public var blocksDone = 0
    public var blocksThere = 0
    public var items = 0
    /// Items that hold an error instead of a result.
    public var errors = 0
  }

  let plan: StudyPlan
  let folder: StudyFolder
  let shard: Shard
  let threads: Int

  /// - Parameter threads: blocks computed at the same time; results do not depend on it.
  public init(_ plan: StudyPlan, folder: StudyFolder, shard: Shard, threads: Int) {
    (self.plan, self.folder, self.shard, self.threads) = (plan, folder, shard, threads)
  }

  /// Computes the shard's blocks that are not there yet.
  ///
  /// - Parameter progress: told blocks done and blocks to do, from any thread.
  /// - Throws: ``StudyError``, `CancellationError`; blocks that were finished stay.
  public func run(progress: (@Sendable (Int, Int) -> Void)? = nil) async throws -> Outcome {
    try folder.open(plan.identity, about: plan.about)
    let key = plan.identity.key(plan.about)
    let wanted = Array(shard.blocks(of: plan.identity.blocks))
    let open = wanted.filter { !folder.has(block: $0) }
    let queue = BlockQueue()
    var outcome = Outcome(blocksThere: wanted.count - open.count)
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      for _ in 0..<max(1, min(threads, open.count)) {
        group.addTask {
          var outcome = Outcome()
          while true {
            let index = queue.next()
            guard index < open.count else { return outcome }
            try Task.checkCancellation()
            let block =
              open[index] < plan.identity.careerBlocks
              ? try StudyBlock(plan, number: open[index]).compute()
              : (try plan.sensitivityBlock(replicate: open[index] - plan.identity.careerBlocks), 0, 0)
            try folder.write(
              SealedBlock.seal(block.0, number: open[index], identity: plan.identity, key: key),
              to: folder.name(ofBlock: open[index]))
            outcome.blocksDone += 1
            outcome.items += block.1
            outcome.errors += block.2
            progress?(queue.finish(), open.count)
          }
        }
      }
      for try await part in group {
        outcome.blocksDone += part.blocksDone
        outcome.items += part.items
        outcome.errors += part.errors
      }
    }
    return outcome
  }
}

/// Hands out blocks and counts those done.
private final class BlockQueue: Sendable {
  private let issued = Atomic(0)
  private let finished = Atomic(0)

  func next() -> Int { issued.add(1, ordering: .relaxed).oldValue }
  func finish() -> Int { finished.add(1, ordering: .relaxed).newValue }
}

/// One block: a run of items, computed on shared paths.
struct StudyBlock {
  let plan: StudyPlan
  let items: Range<Int>

  init(_ plan: StudyPlan, number: Int) {
    self.plan = plan
    let first = number * plan.identity.block
    items = first..<min(first + plan.identity.block, plan.identity.items)
  }

  /// The block's lines, and how many of them are errors.
  func compute() throws -> (text: String, items: Int, errors: Int) {
    var lines = [String?](repeating: nil, count: items.count)
    var errors = 0
    var first = items.lowerBound
    while first < items.upperBound {
      let point = first / plan.careerCount
      let last = min(items.upperBound, (point + 1) * plan.careerCount)
      errors += try compute(first..<last, point: point, into: &lines)
      first = last
    }
    return (lines.compactMap { $0 }.joined(separator: "\n") + "\n", items.count, errors)
  }

  private struct Ready {
    var item: Int
    var career: Career
    var prepared: PreparedCareer
  }

  private func compute(_ range: Range<Int>, point: Int, into lines: inout [String?]) throws -> Int {
    let offset = point * plan.careerCount
    let careers = try plan.careers((range.lowerBound - offset)..<(range.upperBound - offset))
    var ready: [Ready] = []
    var errors = 0
    func fail(_ item: Int, _ error: RowError) {
      lines[item - items.lowerBound] = StudyLine.error(item: item, point: point, error)
      errors += 1
    }
    for (item, career) in zip(range, careers) {
      do {
        let career = try career.get()
        let prepared = try PreparedCareer(try plan.scenario(career, point: point), systems: plan.systems)
        ready.append(Ready(item: item, career: career, prepared: prepared))
      } catch let error as RowError {
        fail(item, error)
      } catch let error as CancellationError {
        throw error
      } catch {
        fail(item, RowError(line: plan.line(of: item - offset), message: ScenarioError.reason(error).message))
      }
    }
    let runnable = ready.indices.filter { ready[$0].prepared.household != nil }
    var found: [Int: CareerComparison] = [:]
    var changes: [Int: [LawEffect]] = [:]
    if let some = runnable.first {
      let scenario = try plan.scenario(ready[some].career, point: point)
      let months = runnable.map { ready[$0].prepared.months }.max() ?? 1
      var simulation = try PopulationSimulation(
        economy: scenario.economy, asOf: scenario.asOf, months: months, settings: scenario.simulation,
        countries: plan.systems.map(\.economicCountry))
      (simulation.keeping, simulation.rateMonth) = (.minimumValue, PreparedCareer.rateMonth)
      let totals = try simulation.run(runnable.compactMap { ready[$0].prepared.household })
      for (index, totals) in zip(runnable, totals) {
        found[index] = ready[index].prepared.comparison(totals, naive: plan.study.naive, rates: simulation.rates)
      }
      if point == 0 {
        let asked = zip(runnable, totals).filter { ready[$0.0].item < plan.study.lawQuestions?.careers ?? 0 }
        changes = try lawChanges(asked.map { (ready[$0.0], $0.1) }, on: &simulation)
      }
    }
    for index in ready.indices {
      let item = ready[index].item
      do {
        lines[item - items.lowerBound] = try StudyLine.result(
          item: item, point: point, career: ready[index].career, prepared: ready[index].prepared,
          comparison: found[index], changes: changes[item] ?? [], plan: plan)
      } catch let error as StudyError {
        fail(item, RowError(line: plan.line(of: item - offset), message: error.message))
      }
    }
    return errors
  }

  private typealias LawEffect = (event: LawEvent, change: CareerChange)

  /// Runs careers again under each change of law that the study asks about, on the same paths.
  ///
  /// - Parameter asked: careers with what they got under the law as it is.
  /// - Returns: by item. A career that the changed law refuses altogether has no entry for it.
  private func lawChanges(
    _ asked: [(ready: Ready, totals: HouseholdTotals)], on simulation: inout PopulationSimulation
  ) throws -> [Int: [LawEffect]] {
    var found: [Int: [LawEffect]] = [:]
    guard !asked.isEmpty else { return found }
    simulation.keeping = nil
    for event in plan.study.lawQuestions?.events ?? [] {
      var changed: [(ready: Ready, totals: HouseholdTotals, career: PreparedCareer)] = []
      for (ready, totals) in asked {
        let scenario = try plan.scenario(ready.career, point: 0, after: event)
        guard let career = try? PreparedCareer(scenario, systems: plan.systems), career.household != nil else {
          continue
        }
        changed.append((ready, totals, career))
      }
      let results = try simulation.run(changed.compactMap { $0.career.household })
      for (item, totals) in zip(changed, results) {
        found[item.ready.item, default: []].append(
          (event, item.ready.prepared.change(from: item.totals, to: (item.career, totals))))
      }
    }
    return found
  }
}
