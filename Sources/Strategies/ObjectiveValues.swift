// SPDX-License-Identifier: GPL-3.0-or-later
import Simulation
import Statistics

/// An objective as a mean over paths, so that differences of any objective are paired.
///
/// Each path gets the value whose mean over paths is the objective, to first order in the sampling error (the
/// influence function; Hampel 1974). The mean, and a chance, are so exactly.
struct ObjectiveValues {
  var value: Double
  /// Their mean is `value`.
  var byPath: Observations

  /// With the error of the mean by path.
  var estimate: Estimate {
    var found = byPath.mean
    found.value = value
    return found
  }

  /// - Parameters:
  ///   - values: lifetime value.
  ///   - met: 1 where needs are met for life; nil where another objective is asked for.
  ///   - months: discounted months of life; nil where another objective than the certainty equivalent is asked for.
  init(_ objective: SearchObjective, values: Observations, met: Observations? = nil, months: Observations? = nil) {
    let paths = values.paths
    func mean(_ values: [Double]) -> Double { paths.single.mean { values[$0] }.value }
    (value, byPath) = (0, values)
    switch objective {
    case .mean: value = mean(values.values)
    case .needsMet:
      byPath = met ?? values
      value = mean(byPath.values)
    case .median:
      let sorted = values.values.sorted()
      let n = Double(max(1, sorted.count))
      let median = OrderStatistics.quantile(0.5, ofSorted: sorted)
      let reach = min(0.25, max(1 / n, 1 / n.squareRoot()))
      let spread =
        OrderStatistics.quantile(0.5 + reach, ofSorted: sorted)
        - OrderStatistics.quantile(0.5 - reach, ofSorted: sorted)
      let slope = spread / (2 * reach)  // one over the density at the median
      let below = Double(sorted.count { $0 < median }) / n
      (value, byPath) = (
        median, Observations(values.values.map { median + slope * (below - ($0 < median ? 1 : 0)) }, of: paths)
      )
    case .shortfall:
      let share = 0.05
      let sorted = SortedObservations(values)
      let shortfall = sorted.expectedShortfall(share).value
      let edge = sorted.values.isEmpty ? 0 : sorted.values[OrderStatistics.tail(share, of: sorted.values.count) - 1]
      let raw = values.values.map { edge + min(0, $0 - edge) / share }
      let middle = mean(raw)
      (value, byPath) = (shortfall, Observations(raw.map { $0 - middle + shortfall }, of: paths))
    case .certaintyEquivalent(let preference):
      guard let months else { preconditionFailure("a certainty equivalent without months of life") }
      (value, byPath) = preference.of(values, months: months)
    }
  }
}
