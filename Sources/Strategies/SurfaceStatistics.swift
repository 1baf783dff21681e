// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities
import Simulation

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
  let group: Int
  let paths: Int
  private var values: [Double]
  private var scratch: [Double]
  private var places: [UInt16]
  private let ranks: [Int]
  private let levels: [(below: Int, above: Int, share: Double)]

  init(_ objective: SearchObjective, group: Int, paths: Int) {
    (self.objective, self.group, self.paths) = (objective, group, paths)
    values = Array(repeating: 0, count: paths)
    scratch = values
    places = Array(repeating: 0, count: paths)
    // Type 7 of Hyndman and Fan (1996): between two neighbouring order statistics.
    let positions = ComparisonStatistics.levels.map { $0 * Double(paths - 1) }
    let ranks = Array(Set(positions.flatMap { [Int($0), min(Int($0) + 1, paths - 1)] })).sorted()
    self.ranks = ranks
    levels = positions.map { position in
      let rank = Int(position)
      return (
        ranks.firstIndex(of: rank) ?? 0, ranks.firstIndex(of: min(rank + 1, paths - 1)) ?? 0, position - Double(rank)
      )
    }
  }

  mutating func statistics(_ cell: Int, of held: SurfaceValues) -> CellStatistics {
    held.copy(cell, into: &values)
    let mean = estimate(of: values, against: nil)
    var order = [Double](repeating: 0, count: ranks.count)
    let unsigned = ranks.map { $0 }
    values.withUnsafeBufferPointer { values in
      scratch.withUnsafeMutableBufferPointer { scratch in
        places.withUnsafeMutableBufferPointer { places in
          ck_order_statistics(
            &order, unsigned, unsigned.count, values.baseAddress, values.count, scratch.baseAddress, places.baseAddress)
        }
      }
    }
    let percentiles = levels.map { order[$0.below] + $0.share * (order[$0.above] - order[$0.below]) }
    guard objective != .mean else {
      return CellStatistics(objective: mean, lifetimeValue: mean, percentiles: percentiles)
    }
    let found = ObjectiveValues(objective, values: values, met: [])
    let spread = estimate(of: found.byPath, against: nil)
    return CellStatistics(
      objective: Estimate(found.value, standardError: spread.standardError), lifetimeValue: mean,
      percentiles: percentiles)
  }

  /// The objective on each path.
  mutating func byPath(_ cell: Int, of held: SurfaceValues) -> [Double] {
    held.copy(cell, into: &values)
    return objective == .mean ? values : ObjectiveValues(objective, values: values, met: []).byPath
  }

  /// What `best` gives more, path by path.
  mutating func lead(of best: [Double], over cell: Int, of held: SurfaceValues) -> Estimate {
    held.copy(cell, into: &values)
    guard objective != .mean else { return estimate(of: values, against: best) }
    return estimate(of: ObjectiveValues(objective, values: values, met: []).byPath, against: best)
  }

  /// Mean of `x`, or of `best` less `x`, with its standard error.
  private func estimate(of x: [Double], against best: [Double]?) -> Estimate {
    let observations = x.count / group
    guard observations > 0 else { return Estimate(0, standardError: 0) }
    let shift = best.map { $0[0] - x[0] } ?? x[0]
    var sums = [0.0, 0.0]
    x.withUnsafeBufferPointer { x in
      if let best {
        best.withUnsafeBufferPointer {
          ck_moments(&sums, x.baseAddress, $0.baseAddress, shift, observations, group)
        }
      } else {
        ck_moments(&sums, x.baseAddress, nil, shift, observations, group)
      }
    }
    let n = Double(observations)
    let mean = sums[0] / n
    let variance = max(0, sums[1] / n - mean * mean) * n / max(1, n - 1)
    return Estimate(shift + mean, standardError: (variance / n).squareRoot())
  }
}
