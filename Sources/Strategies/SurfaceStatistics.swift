// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities
import Simulation
import Statistics

/// Values of some rows of a surface, [chunk][cell × path], in single precision.
struct SurfaceValues: Sendable {
  var chunks: [(first: Int, count: Int, values: [Float])]
  var paths: Int

  /// All paths of a cell, in path order.
  func copy(_ cell: Int, into values: inout [Double]) {
    values.withUnsafeMutableBufferPointer { values in
      for chunk in chunks {
        chunk.values.withUnsafeBufferPointer { held in
          let start = cell * chunk.count
          for path in 0..<chunk.count { values[chunk.first + path] = Double(held[start + path]) }
        }
      }
    }
  }
}

/// What is told of one cell, from its values on all paths.
struct CellStatistics: Sendable {
  var objective: Estimate
  var lifetimeValue: Estimate
  var percentiles: [Double]
}

/// One task's memory for the statistics of cells.
struct CellReader {
  let objective: SearchObjective
  let paths: PathSet
  /// Discounted months of life, where the objective wants them.
  let months: Observations?
  private var values: [Double]
  private var scratch: [Double]
  private var places: [UInt16]
  /// Ranks that the levels of ``ComparisonStatistics`` lie between.
  private let ranks: [Int]

  init(_ objective: SearchObjective, paths: PathSet, months: Observations?) {
    (self.objective, self.paths, self.months) = (objective, paths, months)
    values = Array(repeating: 0, count: paths.count)
    scratch = values
    places = Array(repeating: 0, count: paths.count)
    ranks = Set(
      ComparisonStatistics.levels.flatMap { level in
        let rank = OrderStatistics.place(level, of: paths.count).rank
        return [rank, min(rank + 1, paths.count - 1)]
      }
    ).sorted()
  }

  mutating func statistics(_ cell: Int, of held: SurfaceValues) -> CellStatistics {
    held.copy(cell, into: &values)
    let mean = mean(of: values, against: nil)
    var order = [Double](repeating: 0, count: ranks.count)
    values.withUnsafeBufferPointer { values in
      scratch.withUnsafeMutableBufferPointer { scratch in
        places.withUnsafeMutableBufferPointer { places in
          ck_order_statistics(
            &order, ranks, ranks.count, values.baseAddress, values.count, scratch.baseAddress, places.baseAddress)
        }
      }
    }
    let found = Dictionary(uniqueKeysWithValues: zip(ranks, order))
    let percentiles = ComparisonStatistics.levels.map { level in
      OrderStatistics.quantile(level, of: paths.count) { found[$0, default: .nan] }
    }
    return CellStatistics(
      objective: objective == .mean ? mean : objectiveValues.estimate, lifetimeValue: mean, percentiles: percentiles)
  }

  /// Of the cell that was read last.
  private var objectiveValues: ObjectiveValues {
    ObjectiveValues(objective, values: Observations(values, of: paths), months: months)
  }

  /// The objective on each path.
  mutating func byPath(_ cell: Int, of held: SurfaceValues) -> [Double] {
    held.copy(cell, into: &values)
    return objective == .mean ? values : objectiveValues.byPath.values
  }

  /// What `best` gives more, path by path.
  mutating func lead(of best: [Double], over cell: Int, of held: SurfaceValues) -> Estimate {
    held.copy(cell, into: &values)
    return mean(of: objective == .mean ? values : objectiveValues.byPath.values, against: best)
  }

  /// Mean of `x`, or of `best` less `x`.
  private func mean(of x: [Double], against best: [Double]?) -> Estimate {
    guard let start = x.first else { return Estimate(0, standardError: nil) }
    let shift = best.map { $0[0] - start } ?? start
    var sums = [0.0, 0.0]
    let (count, group) = (paths.observations, paths.sampling.group)
    x.withUnsafeBufferPointer { x in
      if let best {
        best.withUnsafeBufferPointer { ck_moments(&sums, x.baseAddress, $0.baseAddress, shift, count, group) }
      } else {
        ck_moments(&sums, x.baseAddress, nil, shift, count, group)
      }
    }
    return Moments(count: count, sum: sums[0], squares: sums[1], about: shift).estimate(paths: paths.count)
  }
}
