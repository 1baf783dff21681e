// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Exact log-likelihoods of monthly changes, natural logs, no constant dropped.
///
/// Every function takes changes [month] and the mean to take off. Outside the admissible region the value is −∞.
enum LogLikelihood {
  static let logTwoPi = 1.8378770664093454836

  /// Σ ln N(e; mean, variance).
  static func gaussian(_ e: [Double], mean: Double, variance: Double) -> Double {
    guard variance > 0 else { return -.infinity }
    let squares = e.withUnsafeBufferPointer { e in
      var sum = 0.0
      for x in e { sum += (x - mean) * (x - mean) }
      return sum
    }
    return -0.5 * (Double(e.count) * (logTwoPi + log(variance)) + squares / variance)
  }

  /// ln of the constant of Student's density with `nu` degrees of freedom and unit scale.
  private static func studentConstant(_ nu: Double) -> Double {
    gsl_sf_lngamma((nu + 1) / 2) - gsl_sf_lngamma(nu / 2) - 0.5 * log(nu * .pi)
  }

  /// Σ ln[t_ν((e − mean)/scale)/scale].
  static func student(_ e: [Double], mean: Double, scale: Double, nu: Double) -> Double {
    guard scale > 0, nu > 0 else { return -.infinity }
    let factor = 1 / (scale * scale * nu)
    let logs = e.withUnsafeBufferPointer { e in
      var sum = 0.0
      for x in e { sum += log1p((x - mean) * (x - mean) * factor) }
      return sum
    }
    return Double(e.count) * (studentConstant(nu) - log(scale)) - (nu + 1) / 2 * logs
  }

  /// Σ ln Σ_{k ≤ 20} Pois(k; λ)·N(e; m + kμ, s² + kδ²).
  static func merton(_ e: [Double], m: Double, s: Double, lambda: Double, jumpMean: Double, jumpDeviation: Double)
    -> Double
  {
    guard s > 0, lambda >= 0 else { return -.infinity }
    let terms = 21
    var centre = [Double](repeating: 0, count: terms)
    var half = centre
    var weight = centre
    var poisson = exp(-lambda)
    for k in 0..<terms {
      let variance = s * s + Double(k) * jumpDeviation * jumpDeviation
      centre[k] = m + Double(k) * jumpMean
      half[k] = -0.5 / variance
      weight[k] = poisson / (2 * .pi * variance).squareRoot()
      poisson *= lambda / Double(k + 1)
    }
    // Terms whose weight cannot reach the last bit of the sum are left out; they are the last ones.
    let used = (weight.lastIndex { $0 > weight[0] * 1e-18 } ?? 0) + 1
    return e.withUnsafeBufferPointer { e in
      var total = 0.0
      for x in e {
        var density = 0.0
        for k in 0..<used { density += weight[k] * exp((x - centre[k]) * (x - centre[k]) * half[k]) }
        total += log(density)
      }
      return total
    }
  }

  /// Two-state Hamilton filter, first prediction by the stationary probabilities.
  ///
  /// - Returns: Σ ln of the normalising constants, and the predicted probability of state 2 in the month after the last.
  static func regimes(
    _ e: [Double], mean1: Double, mean2: Double, s1: Double, s2: Double, p12: Double, p21: Double
  ) -> (value: Double, nextInState2: Double) {
    guard s1 > 0, s2 > 0, p12 > 0, p21 > 0, p12 <= 1, p21 <= 1 else { return (-.infinity, .nan) }
    let (c1, c2) = (exp(-0.5 * logTwoPi) / s1, exp(-0.5 * logTwoPi) / s2)
    let (h1, h2) = (-0.5 / (s1 * s1), -0.5 / (s2 * s2))
    return e.withUnsafeBufferPointer { e in
      var inState2 = p12 / (p12 + p21)
      var total = 0.0
      for x in e {
        let f1 = (1 - inState2) * c1 * exp((x - mean1) * (x - mean1) * h1)
        let f2 = inState2 * c2 * exp((x - mean2) * (x - mean2) * h2)
        let density = f1 + f2
        total += log(density)
        let filtered = f2 / density
        inState2 = (1 - filtered) * p12 + filtered * (1 - p21)
      }
      return (total, inState2)
    }
  }

  /// GARCH(1,1), with normal shocks or, where `nu` is given, Student's scaled to unit variance.
  ///
  /// h₁ = `firstVariance`; h_{t+1} = ω + αe_t² + βh_t.
  static func garch(
    _ e: [Double], mean: Double, omega: Double, alpha: Double, beta: Double, firstVariance: Double, nu: Double? = nil
  ) -> Double {
    guard omega > 0, alpha >= 0, beta >= 0, firstVariance > 0 else { return -.infinity }
    if let nu, nu <= 2 { return -.infinity }
    let constant = nu.map { studentConstant($0) - 0.5 * log(($0 - 2) / $0) } ?? -0.5 * logTwoPi
    return e.withUnsafeBufferPointer { e in
      var h = firstVariance
      var total = 0.0
      for x in e {
        guard h > 0 else { return -.infinity }
        let square = (x - mean) * (x - mean)
        if let nu {
          total += constant - 0.5 * log(h) - (nu + 1) / 2 * log1p(square / (h * (nu - 2)))
        } else {
          total += constant - 0.5 * (log(h) + square / h)
        }
        h = omega + alpha * square + beta * h
      }
      return total
    }
  }
}
