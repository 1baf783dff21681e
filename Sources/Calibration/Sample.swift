// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Economy
import Parameters
import Quantities

/// A series made ready for estimation.
public struct CalibrationSample: Sendable {
  public let series: ExchangeRateSeries
  /// [month] q, logs.
  let levels: [Double]
  /// [month from the second] changes of q.
  let changes: [Double]
  /// Mean of the changes.
  let mean: Double
  /// Variance of the changes around their mean, divisor n.
  let variance: Double
  let levelMean: Double

  /// Fewer monthly changes than this say nothing of six parameters.
  public static let fewestChanges = 30

  /// Number of monthly changes, the `n` of every likelihood.
  public var count: Int { changes.count }

  /// - Throws: ``ParameterError`` where the series is too short or does not move.
  public init(_ series: ExchangeRateSeries) throws {
    self.series = series
    levels = series.levels
    changes = series.differences
    guard changes.count >= Self.fewestChanges else {
      throw ParameterError(
        file: series.name,
        message: "\(changes.count) monthly changes from \(series.firstMonth) to \(series.lastMonth)",
        hint: "estimation needs at least \(Self.fewestChanges); take more months")
    }
    let n = Double(changes.count)
    let mean = changes.reduce(0, +) / n
    self.mean = mean
    variance = changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    levelMean = levels.reduce(0, +) / Double(levels.count)
    guard variance > 1e-18 else {
      throw ParameterError(file: series.name, message: "the rate never moves; there is nothing to estimate")
    }
  }

  var deviation: Double { variance.squareRoot() }

  /// Innovations of the mean-reverting models: q_t − θ − φ(q_{t−1} − θ) with φ = exp(−κ/12).
  func residuals(kappa: Double, theta: Double) -> [Double] {
    let phi = exp(-kappa / 12)
    let constant = theta * -expm1(-kappa / 12)
    return levels.withUnsafeBufferPointer { q in
      [Double](unsafeUninitializedCapacity: q.count - 1) { out, count in
        count = q.count - 1
        for t in 0..<count { out[t] = q[t + 1] - constant - phi * q[t] }
      }
    }
  }
}
