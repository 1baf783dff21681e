// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Pensions
import Quantities

/// Every combination of the claims of two pensions of one person, on every path, much faster than one by one.
///
/// What a claim pays depends on that claim alone and is worked out once a claim and path. Only the means test looks at both:
/// while files are open the inner pension's claims are gone through as rows of numbers; afterwards each of them counts
/// a factor f times a common series j, and a month's top-up w·max(0, a − f·j) is one update of the prefix of claims with
/// f < a / j in two difference arrays, summed up at the end. A yearly allowance on the year's income is, in those years, constant on
/// one prefix and made of such pieces on the next. Income that no claim brings is the same for all of them: its worth is a sum of its own,
/// and what it counts moves the line of the means test and the limit of the allowance. The plain form is ``HouseholdBlock``; a test binds the two.
public struct ClaimSurface: Sendable {
  /// The claims of one pension, in order of their months.
  public struct Axis: Sendable {
    /// [regime][claim]: rows of the plans' payments.
    public var payments: [[Int]]
    /// [regime][claim]: month, from the first simulated one, from which the right is used.
    public var used: [[Int]]
    /// [regime]: first month in which the pension could be drawn.
    public var claimable: [Int]

    public init(payments: [[Int]], used: [[Int]], claimable: [Int]) {
      (self.payments, self.used, self.claimable) = (payments, used, claimable)
    }
  }

  /// Values of some paths: `values[(path − first) · cells + row · inner + column]`.
  public struct Chunk: Sendable {
    public var first: Int
    public var count: Int
    public var cells: Int
    /// Room for more paths may follow.
    public var values: [Double]

    /// The same in single precision, a cell's paths side by side: `[cell · count + path − first]`.
    public func byCell() -> [Float] {
      [Float](unsafeUninitializedCapacity: cells * count) { buffer, made in
        values.withUnsafeBufferPointer { values in
          if let out = buffer.baseAddress, let from = values.baseAddress { ck_turn_cells(out, from, cells, count) }
        }
        made = cells * count
      }
    }
  }

  let simulation: HouseholdSimulation
  let parts: [SurfacePlan]
  public let outerCount: Int
  public let innerCount: Int
  /// Paths of a chunk: those of a block, so that memory does not grow with their number.
  private static let chunk = SurfaceWorker.lanes

  /// - Parameters:
  ///   - simulation: plans that hold the payments, with economy, delays, events and settings.
  ///   - outer: claims whose amounts may move in any way.
  ///   - inner: claims whose amounts best move together, as multiples of one series.
  /// - Precondition: ``refusal(_:delays:outer:inner:)`` is nil for every plan.
  public init(_ simulation: HouseholdSimulation, outer: Axis, inner: Axis) {
    for (part, plan) in simulation.plans.enumerated() {
      let refusal = Self.refusal(plan, delays: simulation.delays, outer: outer, inner: inner, part: part)
      precondition(refusal == nil, "\(refusal as Any)")
    }
    self.simulation = simulation
    parts = simulation.plans.enumerated().map { SurfacePlan($1, outer: outer, inner: inner, part: $0) }
    outerCount = outer.payments[0].count
    innerCount = inner.payments[0].count
  }

  /// Why the method does not hold.
  public enum Refusal: Hashable, Sendable {
    case morePeople
    /// A yearly allowance without a means test, or with one that counts little of a pension.
    case allowance
    /// Savings that count in the means test: each pair of claims draws them down in its own way.
    case savingsCount
    /// Processing times that follow a trend.
    case trend
    case noClaims
    /// Income beside the two pensions that is not the same whatever is claimed.
    case otherIncome
    /// A change of law that puts another amount in place of a pension's.
    case changedAmounts
    /// A change of law that moves claims of both pensions.
    case movesBoth
    /// Claims that become national ones while they wait.
    case becomeNational
    case outOfOrder
    /// Arrears that the means test counts in one month.
    case arrearsCount
    /// A nominal amount that is taken from each payment.
    case fixedAmount
  }

  /// Why the method does not hold for a plan and its claims; nil where it does.
  public static func refusal(
    _ plan: HouseholdPlan, delays: DelaySettings, outer: Axis, inner: Axis, part: Int
  ) -> Refusal? {
    if plan.lifetimes.count != 1 { return .morePeople }
    if !plan.statesAlike { return .otherIncome }
    if plan.allowance != nil, !(plan.minimum.map { (0.01...1).contains($0.countedShare) } ?? false) {
      return .allowance
    }
    if plan.minimum?.wealth != nil { return .savingsCount }
    if delays.trend != nil { return .trend }
    if outer.payments[part].isEmpty || inner.payments[part].isEmpty { return .noClaims }
    let payments = (outer.payments[part] + inner.payments[part]).map { plan.payments[$0] }
    if payments.contains(where: { !$0.others.allSatisfy(\.decidesAtStart) }) { return .changedAmounts }
    if payments.contains(where: { plan.benefits[$0.benefit].countedBefore > 0 }) { return .arrearsCount }
    if payments.contains(where: { plan.benefits[$0.benefit].withholdings.contains { $0.fixed > 0 } }) {
      return .fixedAmount
    }
    let moving = inner.payments[part].map { plan.payments[$0] }
    if !moving.allSatisfy(\.isPlain) { return .movesBoth }
    if Set(moving.map(\.basis)).count > 1 { return .becomeNational }
    let ordered = zip(moving, moving.dropFirst()).allSatisfy {
      plan.benefits[$0.benefit].from <= plan.benefits[$1.benefit].from && $0.filed <= $1.filed
    }
    let used = inner.used[part]
    if !ordered || zip(used, used.dropFirst()).contains(where: { $0 > $1 }) { return .outOfOrder }
    return nil
  }

  /// How the inner claims move once all files are closed: whether difference arrays do the later months.
  public var usesDifferences: Bool { parts.allSatisfy { $0.plan.minimum == nil || $0.tailLevel != nil } }

  /// Values of the outer claims `rows` beside every inner claim, chunk by chunk in path order.
  ///
  /// - Parameters:
  ///   - paths: how many; all by default.
  ///   - finish: makes of each chunk what is wanted, on any thread.
  /// - Throws: `CancellationError`, or what the law or the economy refuses.
  public func run<Result: Sendable>(
    rows: Range<Int>, paths: Int? = nil, _ finish: @escaping @Sendable (Chunk) -> Result
  ) async throws -> [Result] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= outerCount, "rows \(rows) of \(outerCount)")
    let plan = simulation.plans[0]
    var settings = simulation.settings
    settings.paths = min(paths ?? settings.paths, settings.paths)
    let quasiRandom = try settings.quasiRandom(months: plan.months)
    let model = try EconomyModel(
      simulation.economy, asOf: plan.asOf, months: plan.months, seed: settings.seed, antithetic: settings.antithetic,
      quasiRandom: quasiRandom, series: .pensions, countries: plan.countries)
    let draws = LaneDraws(
      lifetimes: plan.lifetimes,
      delays: ProcessingDelay(simulation.delays, of: plan),
      events: simulation.events, seed: settings.seed, antithetic: settings.antithetic, quasiRandom: quasiRandom)
    let total = settings.pathSet(settings.paths).count
    let chunk = Self.chunk
    let chunks = (total + chunk - 1) / chunk
    let threads = max(1, min(settings.threads ?? Processors.count, chunks))
    let queue = ChunkQueue(chunks: chunks)
    return try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
      for _ in 0..<threads {
        group.addTask {
          var worker = SurfaceWorker(self, model: model, draws: draws, rows: rows)
          var results: [(Int, Result)] = []
          while let number = queue.next() {
            try Task.checkCancellation()
            let first = number * chunk
            let values = try worker.run(paths: first..<min(first + chunk, total))
            results.append((number, finish(values)))
          }
          return results
        }
      }
      var all: [(Int, Result)] = []
      for try await results in group { all += results }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

/// One task's memory and its work on chunks.
private struct SurfaceWorker: ~Copyable {
  static let lanes = 64
  let surface: ClaimSurface
  let model: EconomyModel
  let draws: LaneDraws
  let rows: Range<Int>
  var economy: EconomyBlock
  var paths: [SurfacePath]
  /// By part; made when its first path comes.
  var indexers: [[any Indexer]]
  /// [lane][cell].
  var block: [Double]

  init(_ surface: ClaimSurface, model: EconomyModel, draws: LaneDraws, rows: Range<Int>) {
    (self.surface, self.model, self.draws, self.rows) = (surface, model, draws, rows)
    economy = model.makeBlock(lanes: Self.lanes)
    indexers = Array(repeating: [], count: surface.parts.count)
    block = Array(repeating: 0, count: max(1, rows.count * surface.innerCount * economy.laneCapacity))
    paths = surface.parts.map { SurfacePath($0, rows: rows, events: draws.events) }
  }

  /// At most as many paths as there are lanes.
  mutating func run(paths range: Range<Int>) throws -> ClaimSurface.Chunk {
    let lanes = economy.laneCapacity
    let (first, count) = (range.lowerBound, range.count)
    precondition(count <= lanes, "\(count) paths in \(lanes) lanes")
    let cells = rows.count * surface.innerCount
    model.generate(&economy, firstPath: first, lanes: lanes)
    var held = [Int](repeating: 0, count: lanes)
    for lane in 0..<count { held[lane] = draws.part(path: first + lane, cumulated: surface.simulation.cumulated) }
    let changes = draws.changes(firstPath: first, lanes: lanes)
    for part in surface.parts.indices where held[..<count].contains(part) {
      let plan = surface.parts[part].plan
      if indexers[part].isEmpty { indexers[part] = try plan.indexers(for: economy) }
      let indexation = try plan.indexation(along: economy, by: indexers[part], changes: changes)
      try paths[part].check(indexation, lanes: lanes)
      for start in stride(from: 0, to: count, by: SurfacePath.group) {
        let end = min(start + SurfacePath.group, count)
        paths[part].gather(economy, indexation, from: start, to: end)
        for lane in start..<end where held[lane] == part {
          block.withUnsafeMutableBufferPointer { block in
            paths[part].run(
              lane - start, indexation, lane: lane, lanes: lanes, draws: draws, path: first + lane,
              into: block.baseAddress.unsafelyUnwrapped + lane * cells)
          }
        }
      }
    }
    return ClaimSurface.Chunk(first: first, count: count, cells: cells, values: block)
  }
}
