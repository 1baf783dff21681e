// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// How the lifetimes of a couple hang together.
public enum LifetimeDependence: Hashable, Sendable {
  case independent
  /// Gaussian copula with this Kendall's tau.
  case gaussian(kendallTau: Double)
  /// Frank copula with this Kendall's tau.
  case frank(kendallTau: Double)
}

/// Turns two independent uniforms into two dependent ones and leaves the first as it is.
///
/// So a person's own lifetime does not move when dependence is switched on; only the partner's does.
public struct LifetimeCopula: Sendable {
  public let dependence: LifetimeDependence
  /// Correlation of the normals, or Frank's θ.
  let parameter: Double

  /// - Throws: ``LongevityError`` unless tau is at least 0 and at most 0.95.
  public init(_ dependence: LifetimeDependence) throws {
    func checked(_ tau: Double) throws -> Double {
      guard tau >= 0, tau <= 0.95 else {
        throw LongevityError("Kendall's tau of a couple's lifetimes is \(tau); it must be between 0 and 0.95")
      }
      return tau
    }
    switch dependence {
    case .independent: parameter = 0
    case .gaussian(let tau): parameter = sin(.pi / 2 * (try checked(tau)))
    case .frank(let tau): parameter = Self.frankTheta(kendallTau: try checked(tau))
    }
    self.dependence = dependence
  }

  /// The partner's uniform, given the first person's and an independent one.
  ///
  /// - Source: conditional inversion; Nelsen (2006), An Introduction to Copulas, § 2.9 and (4.2.5).
  public func second(given first: Double, independent w: Double) -> Double {
    guard parameter != 0 else { return w }
    switch dependence {
    case .independent:
      return w
    case .gaussian:
      let smallest = 0x1p-54
      let z = parameter * gsl_cdf_ugaussian_Pinv(max(first, smallest))
      let own = (1 - parameter * parameter).squareRoot() * gsl_cdf_ugaussian_Pinv(max(w, smallest))
      return min(gsl_cdf_ugaussian_P(z + own), 1 - 0x1p-53)
    case .frank:
      let a = exp(-parameter * first)
      let v = -log1p(w * -expm1(-parameter) / (w * (a - 1) - a)) / parameter
      return min(max(v, 0), 1 - 0x1p-53)
    }
  }

  /// Probability that both are alive where each alone is with these probabilities; nil for the Gaussian copula.
  ///
  /// Frank's copula is its own survival copula, so it applies to survival probabilities as to ranks.
  public func bothAlive(_ first: Double, _ second: Double) -> Double? {
    guard parameter != 0 else { return first * second }
    switch dependence {
    case .independent: return first * second
    case .gaussian: return nil
    case .frank:
      let product = expm1(-parameter * first) * expm1(-parameter * second)
      return -log1p(product / expm1(-parameter)) / parameter
    }
  }

  /// θ with τ = 1 − 4/θ·(1 − D₁(θ)), by bisection; D₁ is Debye's function.
  ///
  /// - Source: Nelsen (2006), § 5.1, exercise 5.9.
  static func frankTheta(kendallTau tau: Double) -> Double {
    guard tau > 0 else { return 0 }
    var (low, high) = (1e-6, 200.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      let reached = 1 - 4 / middle * (1 - gsl_sf_debye_1(middle))
      if reached < tau { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

/// Expected times of a couple from two monthly survival curves.
public struct JointLives: Sendable {
  /// [month]: both alive.
  public let joint: [Double]
  /// [month]: at least one alive.
  public let last: [Double]

  /// - Parameters:
  ///   - first: [month] survival; the shorter curve counts as 0 beyond its end.
  ///   - copula: independent lives by default.
  /// - Throws: ``LongevityError`` for the Gaussian copula, which has no closed form here.
  public init(_ first: [Double], _ second: [Double], copula: LifetimeCopula? = nil) throws {
    let count = max(first.count, second.count)
    var joint: [Double] = []
    var last: [Double] = []
    for month in 0..<count {
      let a = month < first.count ? first[month] : 0
      let b = month < second.count ? second[month] : 0
      guard let both = copula.map({ $0.bothAlive(a, b) }) ?? a * b else {
        throw LongevityError("joint survival under a Gaussian copula is simulated, not computed")
      }
      joint.append(both)
      last.append(a + b - both)
    }
    (self.joint, self.last) = (joint, last)
  }
}
