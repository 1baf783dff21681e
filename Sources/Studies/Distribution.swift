// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// A distribution of one number, as a study file states it, drawn by inversion so that any design can feed it.
public enum Distribution: Hashable, Sendable {
  case constant(Double)
  case uniform(low: Double, high: Double)
  case triangular(low: Double, mode: Double, high: Double)
  /// Normal, cut to an interval: mass outside is left out, not heaped on the ends.
  case normal(mean: Double, deviation: Double, low: Double, high: Double)
  /// `median · exp(sigma · Z)`.
  case lognormal(median: Double, sigma: Double)
  /// Values with weights, in order of value.
  case choice(values: [Double], weights: [Double])

  /// The value below which a share `u` of the distribution lies; `u` in (0, 1).
  public func quantile(_ u: Double) -> Double {
    switch self {
    case .constant(let value): return value
    case .uniform(let low, let high): return low + (high - low) * u
    case .triangular(let low, let mode, let high):
      guard high > low else { return low }
      let split = (mode - low) / (high - low)
      return u < split
        ? low + ((high - low) * (mode - low) * u).squareRoot()
        : high - ((high - low) * (high - mode) * (1 - u)).squareRoot()
    case .normal(let mean, let deviation, let low, let high):
      let from = gsl_cdf_gaussian_P(low - mean, deviation)
      let to = gsl_cdf_gaussian_P(high - mean, deviation)
      let value = mean + gsl_cdf_gaussian_Pinv(from + (to - from) * u, deviation)
      return min(max(value, low), high)
    case .lognormal(let median, let sigma):
      return median * gsl_cdf_lognormal_Pinv(u, 0, sigma)
    case .choice(let values, let weights):
      let total = weights.reduce(0, +)
      var sum = 0.0
      for (value, weight) in zip(values, weights) {
        sum += weight / total
        if u < sum { return value }
      }
      return values[values.count - 1]
    }
  }

  /// What is wrong with the numbers, in words; nil when nothing is.
  public var fault: String? {
    switch self {
    case .constant(let value): value.isFinite ? nil : "\(value) is not a number"
    case .uniform(let low, let high): low <= high ? nil : "\(low) is above \(high)"
    case .triangular(let low, let mode, let high):
      low <= mode && mode <= high ? nil : "low, mode and high are not in order: \(low), \(mode), \(high)"
    case .normal(_, let deviation, let low, let high):
      deviation <= 0 ? "a deviation of \(deviation)" : low < high ? nil : "\(low) is not below \(high)"
    case .lognormal(let median, let sigma):
      median > 0 && sigma > 0 ? nil : "median \(median) and sigma \(sigma) must be above 0"
    case .choice(let values, let weights):
      values.isEmpty || values.count != weights.count || weights.contains { $0 < 0 } || weights.reduce(0, +) <= 0
        ? "\(values.count) values and \(weights.count) weights" : nil
    }
  }
}
