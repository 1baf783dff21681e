// SPDX-License-Identifier: GPL-3.0-or-later
import Simulation
import Statistics
import Synchronization

/// What is said of each strategy path by path, from paths that are too many to keep.
struct PathwiseResults: Sendable {
  /// [strategy][level]: percentiles of ``ComparisonStatistics/levels``, exact order statistics.
  var percentiles: [[Estimate]] = []
  var shortfall: [Estimate] = []
  var toBest: [Estimate] = []
  var chanceBetter: [Estimate] = []
  var chanceBest: [Estimate] = []
  var regret: [Estimate] = []
  /// Set against the proposed strategy; empty where that is the best.
  var toProposed: [Estimate] = []
  var chanceBetterThanProposed: [Estimate] = []
}

/// Statistics of more paths than are kept, in memory that does not grow with them but for thin slices of order statistics.
///
/// A first run keeps some paths and gives the means of all. A second run over the same addressed paths takes differences to a
/// strategy, and collects the values around each wanted order statistic, in a bracket of six standard errors that the kept paths give.
final class ManyPaths: Sendable {
  /// More paths than this are not kept one by one, unless their values are few because the strategies are.
  static let limit = 131_072
  /// Strategies at which all of so many paths are four megabytes.
  static let fewStrategies = 4
  /// Values that are kept at most, of all paths and strategies: 134 megabytes.
  static let mostValues = 128 * limit

  /// Whether the value of every path and strategy is kept.
  static func keeps(paths: Int, strategies: Int, limit: Int = limit) -> Bool {
    paths <= max(limit, fewStrategies * limit / max(1, strategies)) && paths * strategies <= mostValues
  }
  /// How many are kept then.
  static let kept = 65_536

  private struct Bracket {
    let low: Double
    let high: Double
    /// [copy], one where paths are no shifted copies.
    var below: [Int]
    var inside: [[Double]]
    var sorted: [Double] = []

    struct Missed: Error {}

    /// - Throws: ``Missed`` where the rank lies outside.
    func value(atRank rank: Int) throws -> Double {
      let place = rank - below.reduce(0, +)
      guard sorted.indices.contains(place) else { throw Missed() }
      return sorted[place]
    }
  }

  private struct State {
    /// [strategy][sum, square] of difference to the reference, better, best of all, regret, about the first path's.
    var sums: CompensatedSums
    var shifts: [Double] = []
    /// The same without squares: sums over the paths of the observation that is not complete yet.
    var open: [Double]
    /// [strategy][level]
    var brackets: [[Bracket]]
    /// [strategy][copy][sum, square] of the values below the lowest bracket, about its low end.
    var tails: CompensatedSums
    var paths = 0
  }

  private static let measures = 4
  private let state: Mutex<State>
  private let reference: Int
  private let paths: PathSet
  private let strategies: Int
  /// Shifted copies, or one.
  private let copies: Int
  /// [strategy][level, then the shortfall]: standard error in the kept sample over the one of independent paths there.
  private let design: [[Double]]

  /// - Parameters:
  ///   - sample: the paths of each strategy that the first run kept; nil where no order statistics are wanted.
  ///   - reference: the strategy that the others are set against.
  ///   - paths: all of them.
  init(sample: [Observations]?, strategies: Int, reference: Int, paths: PathSet) {
    (self.reference, self.paths, self.strategies) = (reference, paths, strategies)
    var copies = 1
    if case .shiftedCopies = paths.sampling { copies = paths.observations }
    self.copies = copies
    let levels = ComparisonStatistics.levels
    var design: [[Double]] = []
    let brackets = (sample ?? []).map { values in
      let sorted = SortedObservations(values)
      if paths.sampling == .mirroredPairs {
        let single = SortedObservations(Observations(values.values, of: values.paths.single))
        let pairs = levels.map(sorted.quantile) + [sorted.expectedShortfall(levels[0])]
        let alone = levels.map(single.quantile) + [single.expectedShortfall(levels[0])]
        design.append(zip(pairs, alone).map { Self.ratio($0.standardError, $1.standardError) })
      }
      let n = Double(max(1, sorted.values.count))
      return levels.map { level in
        let reach = 6 * (level * (1 - level) / n).squareRoot()
        return Bracket(
          low: OrderStatistics.quantile(max(0, level - reach), ofSorted: sorted.values),
          high: OrderStatistics.quantile(min(1, level + reach), ofSorted: sorted.values),
          below: Array(repeating: 0, count: copies), inside: Array(repeating: [], count: copies))
      }
    }
    self.design = design
    state = Mutex(
      State(
        sums: CompensatedSums(count: strategies * Self.measures * 2),
        open: Array(repeating: 0, count: strategies * Self.measures), brackets: brackets,
        tails: CompensatedSums(count: brackets.count * copies * 2)))
  }

  private static func ratio(_ error: Double?, _ alone: Double?) -> Double {
    guard let error, let alone, alone > 0 else { return 1 }
    return error / alone
  }

  /// Takes in the next chunk, [strategy][path].
  func add(_ values: [[Double]]) {
    state.withLock { add(values, to: &$0) }
  }

  private func add(_ values: [[Double]], to state: inout State) {
    let count = values.first?.count ?? 0
    guard count > 0 else { return }
    var most = values[0]
    for strategy in values.dropFirst() {
      for path in 0..<count where strategy[path] > most[path] { most[path] = strategy[path] }
    }
    var ties = [Double](repeating: 0, count: count)
    for strategy in values { for path in 0..<count where strategy[path] == most[path] { ties[path] += 1 } }
    let group = paths.sampling.group
    for (index, strategy) in values.enumerated() {
      func measure(_ number: Int, _ path: Int) -> Double {
        switch number {
        case 0: strategy[path] - values[reference][path]
        case 1: strategy[path] > values[reference][path] ? 1 : 0
        case 2: strategy[path] == most[path] ? 1 / ties[path] : 0
        default: most[path] - strategy[path]
        }
      }
      if state.paths == 0 { state.shifts += (0..<Self.measures).map { measure($0, 0) } }
      for number in 0..<Self.measures {
        let shift = state.shifts[index * Self.measures + number]
        let cell = (index * Self.measures + number) * 2
        // An observation may reach over several chunks.
        var (open, sum) = (state.paths % group, state.open[cell / 2])
        for path in 0..<count {
          sum += measure(number, path) - shift
          open += 1
          guard open == group else { continue }
          let distance = sum / Double(group)
          state.sums.add(distance, at: cell)
          state.sums.add(distance * distance, at: cell + 1)
          (open, sum) = (0, 0)
        }
        state.open[cell / 2] = sum
      }
      guard !state.brackets.isEmpty else { continue }
      for (path, value) in strategy.enumerated() {
        let copy = copies > 1 ? (state.paths + path) / group : 0
        for level in state.brackets[index].indices {
          let (low, high) = (state.brackets[index][level].low, state.brackets[index][level].high)
          if value < low {
            state.brackets[index][level].below[copy] += 1
            if level == 0 {
              state.tails.add(value - low, at: (index * copies + copy) * 2)
              state.tails.add((value - low) * (value - low), at: (index * copies + copy) * 2 + 1)
            }
          } else if value <= high {
            state.brackets[index][level].inside[copy].append(value)
          }
        }
      }
    }
    state.paths += count
  }

  /// Differences to the reference, and the chance to be better than it.
  func comparison() -> (differences: [Estimate], chances: [Estimate]) {
    state.withLock { state in
      ((0..<strategies).map { estimate(state, $0, 0) }, (0..<strategies).map { estimate(state, $0, 1) })
    }
  }

  private func estimate(_ state: State, _ strategy: Int, _ measure: Int) -> Estimate {
    let cell = strategy * Self.measures + measure
    return Moments(
      count: paths.observations, sum: state.sums[cell * 2], squares: state.sums[cell * 2 + 1],
      about: state.shifts[cell]
    ).estimate(paths: paths.count)
  }

  /// - Returns: nil where an order statistic lies outside its bracket, which takes a deviation of more than five standard errors.
  func results() -> PathwiseResults? {
    state.withLock { state in
      var results = PathwiseResults()
      for index in state.brackets.indices {
        var percentiles: [Estimate] = []
        for (place, level) in ComparisonStatistics.levels.enumerated() {
          state.brackets[index][place].sorted = state.brackets[index][place].inside.flatMap { $0 }.sorted()
          let bracket = state.brackets[index][place]
          let found = try? OrderStatistics.estimate(
            level,
            rankError: { rankError(level, bracket, quantile: $0, design: design.isEmpty ? 1 : design[index][place]) },
            of: paths
          ) { try OrderStatistics.quantile($0, of: paths.count, bracket.value(atRank:)) }
          guard let found else { return nil }
          percentiles.append(found)
        }
        guard let shortfall = shortfall(state, strategy: index) else { return nil }
        results.percentiles.append(percentiles)
        results.shortfall.append(shortfall)
        for measure in 0..<Self.measures {
          let path = [\PathwiseResults.toBest, \.chanceBetter, \.chanceBest, \.regret][measure]
          results[keyPath: path].append(estimate(state, index, measure))
        }
      }
      return results
    }
  }

  /// Of the share below a quantile: among copies from their shares, among pairs as the kept ones have it.
  private func rankError(_ level: Double, _ bracket: Bracket, quantile: Double, design: Double) -> Double? {
    guard copies > 1 else { return paths.rankError(level).map { $0 * design } }
    let shares = (0..<copies).map { copy in
      Double(bracket.below[copy] + bracket.inside[copy].count { $0 < quantile }) / Double(paths.sampling.group)
    }
    return Moments(shares).estimate(paths: paths.count).standardError
  }

  /// The same sums as ``SortedObservations/expectedShortfall(_:)``, with what lies below the bracket summed already.
  private func shortfall(_ state: State, strategy: Int) -> Estimate? {
    let share = ComparisonStatistics.levels[0]
    let bracket = state.brackets[strategy][0]
    let inside = OrderStatistics.tail(share, of: paths.count) - bracket.below.reduce(0, +)
    guard inside > 0, inside <= bracket.sorted.count else { return nil }
    let edge = bracket.sorted[inside - 1]
    let move = bracket.low - edge
    var (sum, square) = (0.0, 0.0)
    var means: [Double] = []
    for copy in 0..<copies {
      let cell = (strategy * copies + copy) * 2
      let (tail, below) = (state.tails[cell], Double(bracket.below[copy]))
      let under = tail + below * move
      sum += under
      square += state.tails[cell + 1] + 2 * move * tail + below * move * move
      if copies > 1 {
        let rest = bracket.inside[copy].reduce(0) { $0 + min(0, $1 - edge) }
        means.append((under + rest) / share / Double(paths.sampling.group))
      }
    }
    for value in bracket.sorted[..<inside] {
      sum += value - edge
      square += (value - edge) * (value - edge)
    }
    var found = OrderStatistics.shortfall(share, of: paths, edge: edge, sum: sum, squares: square)
    if copies > 1 { found.standardError = Moments(means).estimate(paths: paths.count).standardError }
    if let pairs = design.isEmpty ? nil : design[strategy].last {
      found.standardError = found.standardError.map { $0 * pairs }
    }
    return found
  }
}

extension ComparisonStatistics {
  /// Runs a simulation and reads its results: in one run where the paths can be kept, in two where they are too many, in three where
  /// the proposed strategy is not the best.
  static func run(
    _ simulation: HouseholdSimulation, specs: [StrategySpec], claims: [[PlannedClaim]], limit: Int = ManyPaths.limit,
    kept: Int = ManyPaths.kept, aim: Aim = .money, cover: NeedCover? = nil,
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> ComparisonStatistics {
    guard !ManyPaths.keeps(paths: simulation.settings.paths, strategies: specs.count, limit: limit) else {
      var statistics = ComparisonStatistics(
        try await simulation.run(progress: progress), specs: specs, claims: claims)
      (statistics.aim, statistics.cover) = (aim, cover)
      return statistics
    }
    var simulation = simulation
    simulation.keptPaths = min(kept, ManyPaths.mostValues / specs.count)
    let totals = try await simulation.run { progress?($0 / 2) }
    var statistics = ComparisonStatistics(totals, specs: specs, claims: claims)
    (statistics.aim, statistics.cover) = (aim, cover)
    let count = specs.count
    let second = ManyPaths(
      sample: specs.indices.map { statistics.keptValue(of: $0) }, strategies: count, reference: statistics.best,
      paths: totals.pathSet)
    simulation.consume = { second.add($0) }
    simulation.keptPaths = 0
    simulation.countsYears = false  // the first run has them
    simulation.chunk = min(simulation.chunk, max(HouseholdSetting.shortChunk, ManyPaths.limit * 8 / count))
    _ = try await simulation.run { progress?(0.5 + $0 / 2) }
    guard let pathwise = second.results() else {
      throw SimulationError(
        "an order statistic of \(totals.paths) paths lies more than five standard errors from that of the first \(kept)",
        hint: "this should not happen; another seed, or at most \(limit) paths, avoids it")
    }
    statistics.pathwise = pathwise
    let proposed = statistics.ranking[Recommendation(statistics.ranked(), aim: aim, cover: cover).proposed]
    guard proposed != statistics.best else { return statistics }
    let third = ManyPaths(sample: nil, strategies: count, reference: proposed, paths: totals.pathSet)
    simulation.consume = { third.add($0) }
    _ = try await simulation.run()
    let comparison = third.comparison()
    statistics.pathwise?.toProposed = comparison.differences
    statistics.pathwise?.chanceBetterThanProposed = comparison.chances
    return statistics
  }
}
