// SPDX-License-Identifier: GPL-3.0-or-later

/// Mean and variance of independent observations.
public struct Moments: Hashable, Sendable {
  public let count: Int
  public let mean: Double
  /// Unbiased; nil for fewer than two.
  public let variance: Double?

  /// From sums of distances from `shift`, a number near the mean, so that squares lose no digits.
  public init(count: Int, sum: Double, squares: Double, about shift: Double) {
    let n = Double(max(1, count))
    let distance = sum / n
    (self.count, mean) = (count, shift + distance)
    variance = count < 2 ? nil : max(0, squares / n - distance * distance) * n / (n - 1)
  }

  /// Of numbers that are few; mean first, then squares about it.
  public init(_ values: [Double]) {
    let n = Double(max(1, values.count))
    let mean = values.reduce(0, +) / n
    (count, self.mean) = (values.count, mean)
    variance = count < 2 ? nil : values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
  }

  /// The mean with its standard error, of n − 1 degrees of freedom.
  ///
  /// - Parameter paths: that the observations are made of.
  public func estimate(paths: Int) -> Estimate {
    Estimate(
      mean, standardError: variance.map { ($0 / Double(count)).squareRoot() },
      degreesOfFreedom: Double(max(0, count - 1)), paths: paths)
  }
}
