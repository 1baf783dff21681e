// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// A symmetric law given by its characteristic function ψ, which is then real.
///
/// P(y < c) = ½ + π⁻¹ Σ_k ψ(u_k) sin(u_k c) / (k + ½) with u_k = (k + ½) h: the mid-point rule, whose only error is the mass further
/// out than half a period, π / h.
struct SymmetricInversion: Sendable {
  private let step: Double
  /// ψ(u_k) / (k + ½)
  private let coefficients: [Double]

  /// - Parameters:
  ///   - reach: beyond this there is no mass that matters.
  ///   - psi: the characteristic function, 1 at 0 and falling.
  init(reach: Double, psi: (Double) -> Double) {
    step = Double.pi / reach
    var coefficients: [Double] = []
    var small = 0
    // Past a dozen terms below the last bit, nothing is added any more.
    while small < 12, coefficients.count < 200_000 {
      let k = Double(coefficients.count) + 0.5
      let value = psi(k * step)
      coefficients.append(value / k)
      small = abs(value) < 1e-17 ? small + 1 : 0
    }
    self.coefficients = coefficients
  }

  func probability(below c: Double) -> Double {
    let period = 2 * Double.pi / step
    if abs(c) >= period / 2 { return c > 0 ? 1 : 0 }
    var sum = 0.0
    for (k, coefficient) in coefficients.enumerated() { sum += coefficient * sin((Double(k) + 0.5) * step * c) }
    return 0.5 + sum / Double.pi
  }

  /// E[e^−y; y > c]: by parts e^−c P(y > c) − ∫ e^−y P(y > t) dt over t > c, term by term to where no mass is left.
  func exponentialTail(above c: Double) -> Double {
    let end = max(c, Double.pi / step * 0.95)
    // ∫_c^end e^−t (½ − π⁻¹ Σ coefficient sin(u t)) dt
    var integral = (exp(-c) - exp(-end)) / 2
    for (k, coefficient) in coefficients.enumerated() {
      let u = (Double(k) + 0.5) * step
      func primitive(_ t: Double) -> Double { -exp(-t) * (sin(u * t) + u * cos(u * t)) / (1 + u * u) }
      integral -= coefficient / Double.pi * (primitive(end) - primitive(c))
    }
    return exp(-c) * (1 - probability(below: c)) - integral
  }
}
