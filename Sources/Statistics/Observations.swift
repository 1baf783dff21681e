// SPDX-License-Identifier: GPL-3.0-or-later

/// How paths make independent observations.
public enum Sampling: Hashable, Sendable {
  /// Each path is one.
  case independent
  /// A path and the next one, its mirror image, are one.
  case mirroredPairs
  /// So many paths in a row, a copy of low-discrepancy points with a random shift of its own, are one.
  case shiftedCopies(points: Int)

  /// Paths of one independent observation.
  public var group: Int {
    switch self {
    case .independent: 1
    case .mirroredPairs: 2
    case .shiftedCopies(let points): points
    }
  }
}

/// Which paths numbers belong to: what must be equal before two of them may be subtracted path by path.
public struct PathSet: Hashable, Sendable {
  public var seed: UInt64
  public var sampling: Sampling
  public var count: Int

  public init(seed: UInt64, sampling: Sampling, count: Int) {
    (self.seed, self.sampling, self.count) = (seed, sampling, count)
  }

  /// Independent observations; paths of one that is not complete are left out.
  public var observations: Int { count / sampling.group }

  /// The sample that is kept of many paths: the first ones, of shifted copies the first points of each.
  public func kept(_ most: Int) -> PathSet {
    guard most < count else { return self }
    guard case .shiftedCopies = sampling else {
      return PathSet(seed: seed, sampling: sampling, count: most / sampling.group * sampling.group)
    }
    let points = max(1, most / observations)
    return PathSet(seed: seed, sampling: .shiftedCopies(points: points), count: points * observations)
  }

  /// Whether a path is in the sample ``kept(_:)``.
  public func isKept(_ path: Int, in sample: PathSet) -> Bool {
    guard case .shiftedCopies(let points) = sampling else { return path < sample.count }
    return path % points < sample.sampling.group
  }

  /// The same paths, each an observation of its own.
  public var single: PathSet { PathSet(seed: seed, sampling: .independent, count: count) }

  /// Mean over the paths of a number of each, with the standard error of independent observations.
  public func mean(_ value: (Int) -> Double) -> Estimate { moments(value).estimate(paths: count) }

  /// Mean and variance of independent observations, each the mean over its paths of a number of each.
  ///
  /// Sums run in path order with what rounding cuts off carried along, so that the same paths give the same bytes.
  public func moments(_ value: (Int) -> Double) -> Moments {
    guard observations > 0 else { return Moments(count: 0, sum: 0, squares: 0, about: 0) }
    let (group, shift) = (sampling.group, value(0))
    var sums = CompensatedSums(count: 2)
    for observation in 0..<observations {
      var distance = 0.0
      for path in (observation * group)..<((observation + 1) * group) { distance += value(path) - shift }
      distance /= Double(group)
      sums.add(distance, at: 0)
      sums.add(distance * distance, at: 1)
    }
    return Moments(count: observations, sum: sums[0], squares: sums[1], about: shift)
  }
}

/// A number on each path, which knows what its paths are.
public struct Observations: Sendable {
  public let paths: PathSet
  /// In path order.
  public let values: [Double]

  public init(_ values: [Double], of paths: PathSet) {
    precondition(values.count == paths.count, "\(values.count) values of \(paths.count) paths")
    (self.values, self.paths) = (values, paths)
  }

  public var mean: Estimate { paths.mean { values[$0] } }

  /// Mean over the paths on which `condition` holds, a ratio of two means, with its error to first order.
  public func mean(where condition: (Int) -> Bool) -> Estimate {
    let held = values.indices.filter(condition)
    let alone = PathSet(seed: paths.seed, sampling: .independent, count: held.count)
    var found = alone.mean { values[held[$0]] }
    guard paths.sampling != .independent, held.count > 1 else { return found }
    let (mean, share) = (found.value, Double(held.count) / Double(paths.count))
    let rest = paths.mean { condition($0) ? (values[$0] - mean) / share : 0 }
    (found.standardError, found.degreesOfFreedom) = (rest.standardError, rest.degreesOfFreedom)
    return found
  }
}
