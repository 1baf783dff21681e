// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Simulation

/// An objective as a mean over paths, so that differences of any objective are paired.
///
/// Each path gets the value whose mean over paths is the objective, to first order in the sampling error (the
/// influence function; Hampel 1974). The mean, and a chance, are so exactly.
struct ObjectiveValues {
  var value: Double
  /// [path]; their mean is `value`.
  var byPath: [Double]

  /// - Parameters:
  ///   - values: [path] lifetime value.
  ///   - met: [path] 1 where needs are met for life; empty where another objective is asked for.
  init(_ objective: SearchObjective, values: [Double], met: [Double]) {
    let n = Double(max(1, values.count))
    switch objective {
    case .mean:
      byPath = values
      value = PathStatistics.mean(count: values.count, group: 1) { values[$0] }.value
    case .needsMet:
      byPath = met
      value = PathStatistics.mean(count: met.count, group: 1) { met[$0] }.value
    case .median:
      let sorted = values.sorted()
      let median = PathStatistics.quantile(0.5, ofSorted: sorted)
      let reach = min(0.25, max(1 / n, 1 / n.squareRoot()))
      let spread =
        PathStatistics.quantile(0.5 + reach, ofSorted: sorted)
        - PathStatistics.quantile(0.5 - reach, ofSorted: sorted)
      let slope = spread / (2 * reach)  // one over the density at the median
      let below = Double(values.count { $0 < median }) / n
      byPath = values.map { median + slope * (below - ($0 < median ? 1 : 0)) }
      value = median
    case .shortfall:
      let share = 0.05
      let sorted = values.sorted()
      let shortfall = PathStatistics.expectedShortfall(share, ofSorted: sorted).value
      let edge = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, max(0, Int((share * n).rounded(.up)) - 1))]
      let raw = values.map { edge + min(0, $0 - edge) / share }
      let mean = PathStatistics.mean(count: raw.count, group: 1) { raw[$0] }.value
      byPath = raw.map { $0 - mean + shortfall }
      value = shortfall
    case .certaintyEquivalent(let gamma):
      // Utility of a value below one unit of money is that of one unit, so that a short life has a finite one.
      let held = values.map { max(1, $0) }
      let utility = held.map { gamma == 1 ? log($0) : pow($0, 1 - gamma) / (1 - gamma) }
      let mean = PathStatistics.mean(count: utility.count, group: 1) { utility[$0] }.value
      let certain = gamma == 1 ? exp(mean) : pow((1 - gamma) * mean, 1 / (1 - gamma))
      let marginal = pow(certain, -gamma)
      byPath = utility.map { certain + ($0 - mean) / marginal }
      value = certain
    }
  }
}
