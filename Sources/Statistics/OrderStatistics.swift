// SPDX-License-Identifier: GPL-3.0-or-later

/// What is read from values in order: quantiles by type 7 of Hyndman and Fan (1996), and means of tails.
public enum OrderStatistics {
  /// Where a quantile lies among `count` values in order: after `rank`, by this share of the way to the next.
  public static func place(_ level: Double, of count: Int) -> (rank: Int, share: Double) {
    let position = min(max(level, 0), 1) * Double(max(0, count - 1))
    let rank = Int(position)
    return (rank, position - Double(rank))
  }

  /// A quantile from what says the value at a rank; `next` may be the last rank.
  public static func quantile(_ level: Double, of count: Int, _ value: (Int) throws -> Double) rethrows -> Double {
    let (rank, share) = place(level, of: count)
    let here = try value(rank)
    return share > 0 ? here + share * (try value(min(rank + 1, count - 1)) - here) : here
  }

  /// A quantile of sorted values; 0 of none.
  public static func quantile(_ level: Double, ofSorted values: [Double]) -> Double {
    values.isEmpty ? 0 : quantile(level, of: values.count) { values[$0] }
  }

  /// A quantile with its error: that of the rank times the slope of the quantiles about it.
  ///
  /// The slope is taken over one standard error of independent paths to either side, also where pairs and copies know the rank better:
  /// between two paths that lie close it would be mostly noise.
  /// - Parameters:
  ///   - rankError: standard error of the share of values below the quantile, which it is told; nil where none can be said.
  ///   - quantile: says a quantile at a level.
  public static func estimate(
    _ level: Double, rankError: (Double) throws -> Double?, of paths: PathSet, _ quantile: (Double) throws -> Double
  ) rethrows -> Estimate {
    let value = try quantile(level)
    let freedom = Double(max(0, paths.observations - 1))
    guard let rankError = try rankError(value) else {
      return Estimate(value, standardError: nil, degreesOfFreedom: 0, paths: paths.count)
    }
    let width = max(rankError, paths.rankError(level) ?? 0)
    let reach = try quantile(min(1, level + width)) - quantile(max(0, level - width))
    return Estimate(
      value, standardError: width > 0 ? reach / 2 * (rankError / width) : 0, degreesOfFreedom: freedom,
      paths: paths.count)
  }

  /// Values that are in the worst `share` of `count`: all whole ones and the next.
  public static func tail(_ share: Double, of count: Int) -> Int {
    min(count, max(1, Int((share * Double(count)).rounded(.up))))
  }

  /// Mean of the worst `share` of values from sums over the tail: of distances from its edge, and of their squares.
  ///
  /// The error is that of the tail's mean together with that of its edge: √(Var + (1 − share)·(mean − edge)²) over the root of the
  /// tail's count. The last value counts with the part of it that the share leaves.
  public static func shortfall(_ share: Double, of paths: PathSet, edge: Double, sum: Double, squares: Double)
    -> Estimate
  {
    let weight = min(Double(tail(share, of: paths.count)), max(share * Double(paths.count), 1))
    let distance = sum / weight
    let variance = max(0, squares / weight - distance * distance)
    let error = ((variance + (1 - share) * distance * distance) / weight).squareRoot()
    return Estimate(
      edge + distance, standardError: paths.observations < 2 ? nil : error,
      degreesOfFreedom: Double(max(0, paths.observations - 1)), paths: paths.count)
  }
}

extension PathSet {
  /// Standard error of the share of independent paths below the quantile at `level`.
  public func rankError(_ level: Double) -> Double? {
    observations < 2 ? nil : (level * (1 - level) / Double(count)).squareRoot()
  }
}

/// Values of paths in order.
public struct SortedObservations: Sendable {
  public let observations: Observations
  public let values: [Double]
  private var paths: PathSet { observations.paths }

  public init(_ observations: Observations) {
    (self.observations, values) = (observations, observations.values.sorted())
  }

  /// Paths of one observation hang together: the share of them below the quantile is then a mean over observations.
  public func quantile(_ level: Double) -> Estimate {
    OrderStatistics.estimate(level, rankError: { rankError(level, quantile: $0) }, of: paths) {
      OrderStatistics.quantile($0, ofSorted: values)
    }
  }

  private func rankError(_ level: Double, quantile: Double) -> Double? {
    guard paths.sampling != .independent else { return paths.rankError(level) }
    return paths.mean { observations.values[$0] < quantile ? 1 : 0 }.standardError
  }

  /// Mean of the worst `share` of paths.
  public func expectedShortfall(_ share: Double) -> Estimate {
    guard !values.isEmpty else { return Estimate(0, standardError: nil) }
    let count = OrderStatistics.tail(share, of: values.count)
    let edge = values[count - 1]
    var sums = CompensatedSums(count: 2)
    for value in values[..<count] {
      sums.add(value - edge, at: 0)
      sums.add((value - edge) * (value - edge), at: 1)
    }
    var found = OrderStatistics.shortfall(share, of: paths, edge: edge, sum: sums[0], squares: sums[1])
    if paths.sampling != .independent {
      found.standardError = paths.mean { min(0, observations.values[$0] - edge) / share }.standardError
    }
    return found
  }
}
