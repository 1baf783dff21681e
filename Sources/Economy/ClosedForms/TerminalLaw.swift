// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import RandomStreams

/// The exact law of x = q_H − q_0 under a model: a mixture of laws that are symmetric about their means.
///
/// Closed form or quadrature, no simulation. What a model does not have (a fourth moment, an exponential moment, or a distribution
/// function that can be computed) is nil.
///
/// - Source: Merton (1976); Hamilton (1989) and Hardy (2001) for the sojourn counts; Gil-Pelaez (1951) for the inversion.
public struct TerminalLaw: Sendable {
  public let months: Int
  let parts: [Part]

  struct Part: Sendable {
    var weight: Double
    var mean: Double
    var variance: Double
    /// Fourth central moment; nil where it is infinite.
    var fourth: Double?
    /// E[e^{±(x − mean)}], the same for both signs; nil where it is infinite.
    var exponential: Double?
    var shape: Shape
  }

  /// How the distribution function of x − mean is computed.
  enum Shape: Sendable {
    case gaussian
    case inverted(SymmetricInversion)
    case garch(GarchQuadrature)
    case unknown
  }

  /// - Parameters:
  ///   - months: horizon H, at least 1.
  ///   - momentsOnly: leaves out what only distribution functions need, which is most of the work.
  public init(_ process: ExchangeRateProcess, months: Int, momentsOnly: Bool = false) {
    precondition(months >= 1, "a horizon of \(months) months")
    self.months = months
    guard let uncertainty = process.uncertainty else {
      parts = process.parts(
        months: months, kappa: process.values["kappa"], extraVariance: 0, momentsOnly: momentsOnly)
      return
    }
    // Theta is normal between paths: it moves x by 1 − decay^H of itself.
    parts = zip(uncertainty.kappas, uncertainty.weights).flatMap { kappa, weight in
      let pull = uncertainty.thetaSD * -expm1(-kappa / 12 * Double(months))
      return process.parts(months: months, kappa: kappa, extraVariance: pull * pull, momentsOnly: momentsOnly)
        .map { part in
          var part = part
          part.weight *= weight
          return part
        }
    }
  }

  public var mean: Double { parts.reduce(0) { $0 + $1.weight * $1.mean } }

  public var variance: Double {
    let mean = mean
    return parts.reduce(0) { $0 + $1.weight * ($1.variance + ($1.mean - mean) * ($1.mean - mean)) }
  }

  public var skewness: Double {
    let mean = mean
    let third = parts.reduce(0.0) { sum, part in
      let d = part.mean - mean
      return sum + part.weight * d * (3 * part.variance + d * d)
    }
    let variance = variance
    return third == 0 ? 0 : third / (variance * sqrt(variance))
  }

  /// Nil where the fourth moment is infinite.
  public var excessKurtosis: Double? {
    let mean = mean
    var fourth = 0.0
    for part in parts {
      guard let own = part.fourth else { return nil }
      let d = part.mean - mean
      fourth += part.weight * (own + d * d * (6 * part.variance + d * d))
    }
    return variance == 0 ? 0 : fourth / (variance * variance) - 3
  }

  /// E[e^x].
  public var meanOfExp: Double? { exponential(sign: 1) }
  /// E[e^−x], the expected euro value of a dollar relative to today's.
  public var meanOfExpMinus: Double? { exponential(sign: -1) }

  private func exponential(sign: Double) -> Double? {
    var sum = 0.0
    for part in parts {
      guard let own = part.exponential else { return nil }
      sum += part.weight * exp(sign * part.mean) * own
    }
    return sum
  }

  /// Whether ``probability(below:)``, ``quantile(_:)`` and ``shortfall(below:)`` can be computed.
  public var hasDistribution: Bool {
    parts.allSatisfy { if case .unknown = $0.shape { false } else { true } }
  }

  /// P(x < `value`).
  public func probability(below value: Double) -> Double? {
    guard hasDistribution else { return nil }
    let sum = parts.reduce(0) { $0 + $1.weight * $1.probability(below: value - $1.mean) }
    return min(1, max(0, sum))
  }

  /// The `p`-quantile of x, for 0 < p < 1.
  public func quantile(_ p: Double) -> Double? {
    precondition(p > 0 && p < 1, "a quantile at \(p)")
    guard hasDistribution else { return nil }
    if parts.count == 1 {
      if case .gaussian = parts[0].shape { return parts[0].mean + sqrt(parts[0].variance) * gsl_cdf_ugaussian_Pinv(p) }
      if p == 0.5 { return parts[0].mean }
    }
    let (mean, sd) = (mean, sqrt(variance))
    if sd == 0 { return mean }
    // Cantelli: no quantile lies further out than sqrt((1 − p) / p) standard deviations.
    let low = mean - sd * sqrt((1 - p) / p) * 1.000001 - 1e-9
    let high = mean + sd * sqrt(p / (1 - p)) * 1.000001 + 1e-9
    return Root.find(in: low...high) { (probability(below: $0) ?? 0) - p }
  }

  /// E[e^−x; x > `value`] where it can be computed.
  func exponentialTail(above value: Double) -> Double? {
    var sum = 0.0
    for part in parts {
      guard let own = part.exponentialTail(above: value - part.mean) else { return nil }
      sum += part.weight * exp(-part.mean) * own
    }
    return sum
  }
}

extension TerminalLaw.Part {
  /// Of x − mean.
  func probability(below y: Double) -> Double {
    switch shape {
    case .gaussian: variance == 0 ? (y > 0 ? 1 : 0) : gsl_cdf_ugaussian_P(y / sqrt(variance))
    case .inverted(let law): law.probability(below: y)
    case .garch(let law): law.probability(below: y)
    case .unknown: .nan
    }
  }

  /// E[e^−y; y > c] with y = x − mean.
  func exponentialTail(above c: Double) -> Double? {
    switch shape {
    case .gaussian:
      guard variance > 0 else { return c < 0 ? 1 : 0 }
      return exp(variance / 2) * gsl_cdf_ugaussian_Q((c + variance) / sqrt(variance))
    case .inverted(let law): return exponential == nil ? nil : law.exponentialTail(above: c)
    case .garch, .unknown: return nil
    }
  }
}

/// Root of a monotone function by Brent's method.
enum Root {
  private struct Box { let function: (Double) -> Double }

  static func find(in range: ClosedRange<Double>, _ function: (Double) -> Double) -> Double {
    let (a, b) = (function(range.lowerBound), function(range.upperBound))
    if a == 0 || a.sign == b.sign { return abs(a) <= abs(b) ? range.lowerBound : range.upperBound }
    GSLErrors.areReturned
    guard let solver = gsl_root_fsolver_alloc(cgsl_root_brent()) else {
      preconditionFailure("no memory for a root solver")
    }
    defer { gsl_root_fsolver_free(solver) }
    return withoutActuallyEscaping(function) { function in
      withUnsafePointer(to: Box(function: function)) { box in
        var target = gsl_function(
          function: { x, box in box!.assumingMemoryBound(to: Box.self).pointee.function(x) },
          params: UnsafeMutableRawPointer(mutating: box))
        return withUnsafeMutablePointer(to: &target) { target in
          guard Int(gsl_root_fsolver_set(solver, target, range.lowerBound, range.upperBound)) == GSL_SUCCESS else {
            return .nan
          }
          for _ in 0..<200 {
            guard Int(gsl_root_fsolver_iterate(solver)) == GSL_SUCCESS else { break }
            let (low, high) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
            if abs(high - low) <= 1e-15 + 1e-14 * abs(low) { break }
          }
          return gsl_root_fsolver_root(solver)
        }
      }
    }
  }
}
