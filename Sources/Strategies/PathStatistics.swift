// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Simulation

/// Statistics of numbers that are one a path, in path order.
///
/// Sums run in path order in blocks of 4,096 with what rounding cut off carried along, so the same paths give the same
/// bytes however they were made.
enum PathStatistics {
  /// Mean over observations of `group` neighbouring paths each, with its standard error.
  static func mean(count: Int, group: Int, _ value: (Int) -> Double) -> Estimate {
    let observations = count / group
    guard observations > 0 else { return Estimate(0, standardError: 0) }
    let shift = value(0)
    var sums = CompensatedSums(count: 2)
    for observation in 0..<observations {
      var distance = 0.0
      for path in (observation * group)..<((observation + 1) * group) { distance += value(path) - shift }
      distance /= Double(group)
      sums.add(distance, at: 0)
      sums.add(distance * distance, at: 1)
    }
    let n = Double(observations)
    let mean = sums[0] / n
    let variance = max(0, sums[1] / n - mean * mean) * n / max(1, n - 1)
    return Estimate(shift + mean, standardError: (variance / n).squareRoot())
  }

  /// Quantile of sorted values, type 7 of Hyndman and Fan (1996).
  static func quantile(_ level: Double, ofSorted values: [Double]) -> Double {
    guard let last = values.last else { return 0 }
    let position = level * Double(values.count - 1)
    let rank = Int(position)
    guard rank + 1 < values.count else { return last }
    return values[rank] + (position - Double(rank)) * (values[rank + 1] - values[rank])
  }

  /// Quantile with half the distance of the order statistics one standard error of its rank to either side.
  static func quantileEstimate(_ level: Double, ofSorted values: [Double]) -> Estimate {
    let n = Double(max(1, values.count))
    let reach = (level * (1 - level) / n).squareRoot()
    let above = quantile(min(1, level + reach), ofSorted: values)
    let below = quantile(max(0, level - reach), ofSorted: values)
    return Estimate(quantile(level, ofSorted: values), standardError: (above - below) / 2)
  }

  /// Mean of the worst `share` of paths.
  ///
  /// The error is that of the tail's mean together with that of its edge: √(Var + (1 − share)·(mean − edge)²) over the
  /// root of the tail's count.
  static func expectedShortfall(_ share: Double, ofSorted values: [Double]) -> Estimate {
    let wanted = share * Double(values.count)
    let count = min(values.count, max(1, Int(wanted.rounded(.up))))
    guard values.count > 0 else { return Estimate(0, standardError: 0) }
    let edge = values[count - 1]
    var sums = CompensatedSums(count: 2)
    for value in values[..<count] {
      sums.add(value - edge, at: 0)
      sums.add((value - edge) * (value - edge), at: 1)
    }
    // The last value counts with the part of it that the share leaves.
    let weight = min(Double(count), max(wanted, 1))
    let distance = sums[0] / weight
    let variance = max(0, sums[1] / weight - distance * distance)
    let error = ((variance + (1 - share) * distance * distance) / weight).squareRoot()
    return Estimate(edge + distance, standardError: error)
  }

  /// (Var A + Var B) / Var (A − B): what common paths gain over independent ones; nil where the difference is certain.
  static func pairingGain(_ a: [Double], _ b: [Double]) -> Double? {
    func variance(_ value: (Int) -> Double) -> Double {
      let found = mean(count: a.count, group: 1, value)
      return found.standardError * found.standardError
    }
    let difference = variance { a[$0] - b[$0] }
    guard difference > 0 else { return nil }
    return (variance { a[$0] } + variance { b[$0] }) / difference
  }

  /// Normal quantile at which the best of `others` comparisons is judged with 95 % for all of them together.
  ///
  /// Bonferroni: one-sided, 5 % shared among the comparisons.
  static func comparisonBound(others: Int) -> Double { gsl_cdf_ugaussian_Pinv(1 - 0.05 / Double(max(1, others))) }
}
