// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Statistics

/// Many households on the same simulated economy, on one thread: for studies of many careers.
///
/// A path's draws have the addresses that they have in ``HouseholdSimulation``, and sums are made in the same order, so a
/// household gets the numbers that it gets alone. What is not kept is income by year.
public struct PopulationSimulation: ~Copyable {
  /// A household with the settings that are its own.
  public struct Household: Sendable {
    public var plan: HouseholdPlan
    public var delays: DelaySettings
    /// Changes of law along the paths; nil for none.
    public var events: PolicyEvents?
    public init(plan: HouseholdPlan, delays: DelaySettings, events: PolicyEvents? = nil) {
      (self.plan, self.delays, self.events) = (plan, delays, events)
    }
  }

  private let model: EconomyModel
  private let settings: SimulationSettings
  private let months: Int
  private let quasiRandom: QuasiRandomPaths?
  private var economy: EconomyBlock
  /// Kept path by path beside the lifetime values, for every strategy.
  public var keeping: PathMeasure?
  /// Simulated months after which ``rates`` is taken; the last month where that is earlier.
  public var rateMonth = 120
  /// Units of the first currency for one of the modelled one at the valuation month's prices, by path of the last run.
  public private(set) var rates: [Double] = []

  /// - Parameters:
  ///   - months: the longest horizon of any household.
  ///   - countries: of all households, in the order of their plans' areas.
  /// - Throws: what the economy refuses.
  public init(
    economy: EconomySettings, asOf: YearMonth, months: Int, settings: SimulationSettings,
    countries: [EconomicCountry] = []
  ) throws {
    let points = try settings.quasiRandom(months: months)
    let model = try EconomyModel(
      economy, asOf: asOf, months: months, seed: settings.seed, antithetic: settings.antithetic, quasiRandom: points,
      series: .savings, countries: countries)
    (self.model, quasiRandom) = (model, points)
    self.economy = model.makeBlock(lanes: 256)
    (self.settings, self.months) = (settings, months)
  }

  /// Runs the households on the same paths.
  ///
  /// - Throws: `CancellationError`, or what the law refuses of the simulated prices.
  public mutating func run(_ households: [Household]) throws -> [HouseholdTotals] {
    precondition(
      households.allSatisfy { $0.plan.months <= months }, "a household outlives the economy's \(months) months")
    let paths = settings.pathSet(settings.paths).count
    let runs = try households.map {
      try Run(
        $0, settings: settings, lanes: economy.laneCapacity, paths: paths, quasiRandom: quasiRandom, keeping: keeping)
    }
    let laws = try Law.all(of: runs, economy: economy)
    rates.removeAll(keepingCapacity: true)
    var first = 0
    while first < paths {
      try Task.checkCancellation()
      let chunkEnd = (first / HouseholdSimulation.chunk + 1) * HouseholdSimulation.chunk
      let count = min(economy.laneCapacity, paths - first, chunkEnd - first)
      // Every life comes from the same uniform number, so the order of one household's lives is that of all.
      let order =
        runs.first.map { $0.order(firstPath: first, count: count) } ?? LaneOrder([], lanes: 0, sampling: .independent)
      model.generate(&economy, firstPath: first, lanes: economy.laneCapacity, order: order.paths)
      let currency = CurrencyAreas.modelled
      let (own, theirs) = (
        economy.areas[model.areas.currencies[currency].area], economy.areas[model.areas.currencies[0].area]
      )
      let row = (min(rateMonth, months) - 1) * economy.laneCapacity
      for lane in order.laneOfPath.map({ row + $0 }) {
        rates.append(economy.rates[currency][lane] * own.priceLevel[lane] / theirs.priceLevel[lane])
      }
      for law in laws {
        let indexation = try law.indexation(along: economy, firstPath: first, order: order.paths)
        for run in law.runs { try run.advance(economy, indexation, firstPath: first, order: order) }
      }
      first += count
      if first == paths || first % HouseholdSimulation.chunk == 0 {
        for index in runs.indices { runs[index].closeChunk() }
      }
    }
    return runs.map { $0.totals() }
  }

  /// One household under way.
  private final class Run {
    let plan: HouseholdPlan
    let draws: LaneDraws
    private let paths: PathSet
    private var chunkStart = 0
    private var block: HouseholdBlock
    private var shifts: PathShifts?
    private var chunk: ChunkTotals
    private var sum: ChunkTotals
    private var values: [[Double]]
    private var kept: [[Double]]
    private let keeping: PathMeasure?

    init(
      _ household: Household, settings: SimulationSettings, lanes: Int, paths: Int, quasiRandom: QuasiRandomPaths?,
      keeping: PathMeasure?
    ) throws {
      plan = household.plan
      self.keeping = keeping
      draws = LaneDraws(
        lifetimes: plan.lifetimes,
        delays: ProcessingDelay(household.delays, of: plan),
        events: household.events, copula: try LifetimeCopula(settings.couple), seed: settings.seed,
        antithetic: settings.antithetic, quasiRandom: quasiRandom)
      self.paths = settings.pathSet(paths)
      block = HouseholdBlock(plan, lanes: lanes, events: draws.events)
      chunk = ChunkTotals(
        plan, self.paths.sampling, capacity: min(HouseholdSimulation.chunk, paths), keeping: keeping)
      sum = ChunkTotals(plan, self.paths.sampling, capacity: 0)
      values = Array(repeating: [], count: plan.strategies.count)
      kept = keeping == nil ? [] : values
    }

    func order(firstPath: Int, count: Int) -> LaneOrder {
      let lived = plan.lifetimes.indices.map { person in
        (0..<count).map { draws.monthsLived(person, path: firstPath + $0) }
      }
      return LaneOrder(lived, lanes: block.lanes, sampling: paths.sampling)
    }

    func advance(_ economy: EconomyBlock, _ indexation: [IndexationPaths], firstPath: Int, order: LaneOrder) throws {
      let lanes = order.laneOfPath
      try block.run(
        economy, indexation: indexation, draws: draws, firstPath: firstPath, count: lanes.count, order: order.paths
      ) { _, _ in }
      let shifts = self.shifts ?? PathShifts(block, lane: lanes[0])
      self.shifts = shifts
      chunk.add(block, lanes: lanes, first: firstPath - chunkStart, order: order.paths, shifts: shifts)
    }

    /// Whether amounts move alike: the same regime, the same readings, the same changes to come.
    func hasSameLaw(as other: Run) -> Bool {
      plan.regime == other.plan.regime && plan.sources.map(\.moves) == other.plan.sources.map(\.moves)
        && draws.events?.settings == other.draws.events?.settings && plan.asOf == other.plan.asOf
    }

    func closeChunk() {
      sum.merge(chunk)
      for strategy in values.indices { values[strategy] += chunk.values[strategy] }
      for strategy in kept.indices { kept[strategy] += chunk.kept[strategy] }
      chunkStart += HouseholdSimulation.chunk
      chunk = ChunkTotals(
        plan, paths.sampling, capacity: min(HouseholdSimulation.chunk, max(0, paths.count - chunkStart)),
        firstPath: chunkStart, keeping: keeping)
    }

    func totals() -> HouseholdTotals {
      guard let shifts else { preconditionFailure("a household without paths") }
      let part = StrategyTotals(
        strategies: plan.strategies.count, plans: [plan], totals: [sum], shifts: shifts, income: [])
      return HouseholdTotals(plans: [plan], parts: [part], economy: [], values: values, kept: kept, paths: paths)
    }
  }

  /// Households whose amounts move alike: they share the tables of a block.
  private struct Law {
    var runs: [Run]
    private let indexers: [any Indexer]

    static func all(of runs: [Run], economy: EconomyBlock) throws -> [Law] {
      var groups: [[Run]] = []
      for run in runs {
        if let index = groups.firstIndex(where: { $0[0].hasSameLaw(as: run) }) {
          groups[index].append(run)
        } else {
          groups.append([run])
        }
      }
      return try groups.map {
        Law(runs: $0, indexers: try $0[0].plan.indexers(for: economy, sharedWith: $0.dropFirst().map(\.plan)))
      }
    }

    func indexation(along economy: EconomyBlock, firstPath: Int, order: [UInt32]) throws -> [IndexationPaths] {
      try runs[0].plan.indexation(
        along: economy, by: indexers,
        changes: runs[0].draws.changes(firstPath: firstPath, lanes: economy.laneCapacity, order: order))
    }
  }
}
