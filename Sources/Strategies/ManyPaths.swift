// SPDX-License-Identifier: GPL-3.0-or-later
import Simulation
import Statistics
import Synchronization

/// What is said of each strategy path by path, from paths that are too many to keep.
struct PathwiseResults: Sendable {
  /// [strategy][level]: percentiles of ``ComparisonStatistics/levels``, exact order statistics.
  var percentiles: [[Estimate]]
  var shortfall: [Estimate]
  var toBest: [Estimate]
  var chanceBetter: [Estimate]
  var chanceBest: [Estimate]
  var regret: [Estimate]
}

/// Statistics of more paths than are kept, in memory that does not grow with them but for thin slices of order statistics.
///
/// A first run keeps some paths and gives the means of all. A second run over the same addressed paths takes differences to the best
/// strategy, and collects the values around each wanted order statistic, in a bracket of six standard errors that the kept paths give.
final class ManyPaths: Sendable {
  /// More paths than this are not kept one by one, unless their values are few because the strategies are.
  static let limit = 131_072
  /// Strategies at which all of so many paths are four megabytes.
  static let fewStrategies = 4

  /// Whether the value of every path and strategy is kept.
  static func keeps(paths: Int, strategies: Int, limit: Int = limit) -> Bool {
    paths <= max(limit, fewStrategies * limit / max(1, strategies))
  }
  /// How many are kept then.
  static let kept = 65_536

  private struct Bracket {
    let low: Double
    let high: Double
    var below = 0
    var inside: [Double] = []

    struct Missed: Error {}

    /// - Throws: ``Missed`` where the rank lies outside.
    func value(atRank rank: Int) throws -> Double {
      guard inside.indices.contains(rank - below) else { throw Missed() }
      return inside[rank - below]
    }
  }

  private struct State {
    /// [strategy][sum, square] of difference to the best, better, best of all, regret, about the first path's.
    var sums: CompensatedSums
    var shifts: [Double] = []
    /// The same without squares: sums over the paths of the observation that is not complete yet.
    var open: [Double]
    /// [strategy][level]
    var brackets: [[Bracket]]
    /// [strategy][sum, square] of the values below the lowest bracket, about its low end.
    var tails: CompensatedSums
    var paths = 0
  }

  private static let measures = 4
  private let state: Mutex<State>
  private let best: Int
  private let paths: PathSet

  /// - Parameters:
  ///   - sample: [strategy][path]: the paths that the first run kept.
  ///   - best: the strategy with the highest mean.
  ///   - paths: all of them.
  init(sample: [[Double]], best: Int, paths: PathSet) {
    (self.best, self.paths) = (best, paths)
    let brackets = sample.map { values in
      let sorted = values.sorted()
      let n = Double(max(1, sorted.count))
      return ComparisonStatistics.levels.map { level in
        let reach = 6 * (level * (1 - level) / n).squareRoot()
        return Bracket(
          low: OrderStatistics.quantile(max(0, level - reach), ofSorted: sorted),
          high: OrderStatistics.quantile(min(1, level + reach), ofSorted: sorted))
      }
    }
    state = Mutex(
      State(
        sums: CompensatedSums(count: sample.count * Self.measures * 2),
        open: Array(repeating: 0, count: sample.count * Self.measures), brackets: brackets,
        tails: CompensatedSums(count: sample.count * 2)))
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
    for (index, strategy) in values.enumerated() {
      func measure(_ number: Int, _ path: Int) -> Double {
        switch number {
        case 0: strategy[path] - values[best][path]
        case 1: strategy[path] > values[best][path] ? 1 : 0
        case 2: strategy[path] == most[path] ? 1 / ties[path] : 0
        default: most[path] - strategy[path]
        }
      }
      if state.paths == 0 { state.shifts += (0..<Self.measures).map { measure($0, 0) } }
      for number in 0..<Self.measures {
        let shift = state.shifts[index * Self.measures + number]
        let cell = (index * Self.measures + number) * 2
        let group = paths.sampling.group
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
      for value in strategy {
        for level in state.brackets[index].indices {
          let (low, high) = (state.brackets[index][level].low, state.brackets[index][level].high)
          if value < low {
            state.brackets[index][level].below += 1
            if level == 0 {
              state.tails.add(value - low, at: index * 2)
              state.tails.add((value - low) * (value - low), at: index * 2 + 1)
            }
          } else if value <= high {
            state.brackets[index][level].inside.append(value)
          }
        }
      }
    }
    state.paths += count
  }

  /// - Returns: nil where an order statistic lies outside its bracket, which takes a deviation of more than five standard errors.
  func results() -> PathwiseResults? {
    state.withLock { state in
      for index in state.brackets.indices {
        for level in state.brackets[index].indices { state.brackets[index][level].inside.sort() }
      }
      var results = PathwiseResults(
        percentiles: [], shortfall: [], toBest: [], chanceBetter: [], chanceBest: [], regret: [])
      func estimate(_ index: Int, _ number: Int) -> Estimate {
        let cell = index * Self.measures + number
        return Moments(
          count: paths.observations, sum: state.sums[cell * 2], squares: state.sums[cell * 2 + 1],
          about: state.shifts[cell]
        ).estimate(paths: paths.count)
      }
      for index in state.brackets.indices {
        var percentiles: [Estimate] = []
        for (bracket, level) in zip(state.brackets[index], ComparisonStatistics.levels) {
          let found = try? OrderStatistics.estimate(level, rankError: paths.rankError(level), of: paths) {
            try OrderStatistics.quantile($0, of: paths.count, bracket.value(atRank:))
          }
          guard let found else { return nil }
          percentiles.append(found)
        }
        guard let shortfall = shortfall(state, strategy: index) else { return nil }
        results.percentiles.append(percentiles)
        results.shortfall.append(shortfall)
        results.toBest.append(estimate(index, 0))
        results.chanceBetter.append(estimate(index, 1))
        results.chanceBest.append(estimate(index, 2))
        results.regret.append(estimate(index, 3))
      }
      return results
    }
  }

  /// The same sums as ``SortedObservations/expectedShortfall(_:)``, with what lies below the bracket summed already.
  private func shortfall(_ state: State, strategy: Int) -> Estimate? {
    let share = ComparisonStatistics.levels[0]
    let bracket = state.brackets[strategy][0]
    let inside = OrderStatistics.tail(share, of: paths.count) - bracket.below
    guard inside > 0, inside <= bracket.inside.count else { return nil }
    let edge = bracket.inside[inside - 1]
    let move = bracket.low - edge
    let below = Double(bracket.below)
    var sum = state.tails[strategy * 2] + below * move
    var square = state.tails[strategy * 2 + 1] + 2 * move * state.tails[strategy * 2] + below * move * move
    for value in bracket.inside[..<inside] {
      sum += value - edge
      square += (value - edge) * (value - edge)
    }
    return OrderStatistics.shortfall(share, of: paths, edge: edge, sum: sum, squares: square)
  }
}

extension ComparisonStatistics {
  /// Runs a simulation and reads its results: in one run where the paths can be kept, in two where they are too many.
  static func run(
    _ simulation: HouseholdSimulation, specs: [StrategySpec], claims: [[PlannedClaim]], limit: Int = ManyPaths.limit,
    kept: Int = ManyPaths.kept, progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> ComparisonStatistics {
    guard !ManyPaths.keeps(paths: simulation.settings.paths, strategies: specs.count, limit: limit) else {
      return ComparisonStatistics(try await simulation.run(progress: progress), specs: specs, claims: claims)
    }
    var simulation = simulation
    simulation.keptPaths = kept
    let totals = try await simulation.run { progress?($0 / 2) }
    var statistics = ComparisonStatistics(totals, specs: specs, claims: claims)
    let second = ManyPaths(sample: totals.values, best: statistics.best, paths: totals.pathSet)
    simulation.consume = { second.add($0) }
    simulation.keptPaths = 0
    simulation.countsYears = false  // the first run has them
    _ = try await simulation.run { progress?(0.5 + $0 / 2) }
    guard let pathwise = second.results() else {
      throw SimulationError(
        "an order statistic of \(totals.paths) paths lies more than five standard errors from that of the first \(kept)",
        hint: "this should not happen; another seed, or at most \(limit) paths, avoids it")
    }
    statistics.pathwise = pathwise
    return statistics
  }
}
