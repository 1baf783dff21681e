// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// The distribution of D = lost + base + B₁·rework + B₂·appeal, all parts independent, in closed form or by inversion.
public struct DelayLaw: Sendable {
  public let base: DelaySettings.Shape
  public let rework: (probability: Double, shape: DelaySettings.Shape)
  public let appeal: (probability: Double, shape: DelaySettings.Shape)
  /// Months added with certainty.
  public let lost: Double

  public init(
    base: DelaySettings.Shape, rework: (probability: Double, shape: DelaySettings.Shape),
    appeal: (probability: Double, shape: DelaySettings.Shape), lost: Double = 0
  ) {
    (self.base, self.rework, self.appeal, self.lost) = (base, rework, appeal, lost)
  }

  /// Months.
  public var mean: Double {
    lost + base.mean + rework.probability * rework.shape.mean + appeal.probability * appeal.shape.mean
  }

  /// Months².
  public var variance: Double {
    func part(_ p: Double, _ shape: DelaySettings.Shape) -> Double {
      p * (shape.variance + shape.mean * shape.mean) - p * p * shape.mean * shape.mean
    }
    return base.variance + part(rework.probability, rework.shape) + part(appeal.probability, appeal.shape)
  }

  /// P(D > months), the mixture over what goes wrong.
  public func probability(exceeding months: Double) -> Double {
    var total = 0.0
    for (p, reworked) in [(1 - rework.probability, false), (rework.probability, true)] where p > 0 {
      for (q, appealed) in [(1 - appeal.probability, false), (appeal.probability, true)] where q > 0 {
        let parts = [base] + (reworked ? [rework.shape] : []) + (appealed ? [appeal.shape] : [])
        total += p * q * Self.probability(ofSum: parts, exceeding: months - lost)
      }
    }
    return total
  }

  /// P(sum > x): by the distribution's own function for one random part, else by inverting characteristic functions.
  static func probability(ofSum shapes: [DelaySettings.Shape], exceeding x: Double) -> Double {
    var threshold = x
    var random: [DelaySettings.Shape] = []
    for shape in shapes {
      if shape.variance == 0 { threshold -= shape.mean } else { random.append(shape) }
    }
    guard let first = random.first else { return threshold < 0 ? 1 : 0 }
    if random.count == 1 { return first.probability(exceeding: threshold) }
    return inverted(random, exceeding: threshold)
  }

  /// F(x) = ½ − π⁻¹ Σ Im(ψ(u_k)·e^{−iu_k x})/(k + ½), u_k = (k + ½)h with h = 2π/(60 sd).
  ///
  /// - Source: Gil-Pelaez (1951); mid-point rule, exact to rounding while the sum is within 30 sd of its mean.
  private static func inverted(_ shapes: [DelaySettings.Shape], exceeding x: Double) -> Double {
    let deviation = shapes.reduce(0) { $0 + $1.variance }.squareRoot()
    let step = 2 * Double.pi / (60 * deviation)
    var sum = 0.0
    for k in 0..<200_000 {
      let u = (Double(k) + 0.5) * step
      var (real, imaginary) = (cos(u * x), -sin(u * x))
      var size = 1.0
      for shape in shapes {
        let (a, b) = shape.characteristic(u)
        (real, imaginary) = (real * a - imaginary * b, real * b + imaginary * a)
        size *= (a * a + b * b).squareRoot()
      }
      sum += imaginary / (Double(k) + 0.5)
      if size < 1e-15 { break }
    }
    return min(1, max(0, 0.5 + sum / .pi))
  }
}

extension DelaySettings.Shape {
  /// Months.
  public var mean: Double {
    switch self {
    case .gamma(_, let mean): mean
    case .triangular(let low, let mode, let high): (low + mode + high) / 3
    case .fixed(let months): months
    }
  }

  /// Months².
  public var variance: Double {
    switch self {
    case .gamma(let shape, let mean): mean * mean / shape
    case .triangular(let a, let c, let b): (a * a + b * b + c * c - a * b - a * c - b * c) / 18
    case .fixed: 0
    }
  }

  /// P(X > x).
  func probability(exceeding x: Double) -> Double {
    switch self {
    case .gamma(let shape, let mean): return x <= 0 ? 1 : gsl_cdf_gamma_Q(x, shape, mean / shape)
    case .fixed(let months): return months > x ? 1 : 0
    case .triangular(let low, let mode, let high):
      if x <= low { return 1 }
      if x >= high { return 0 }
      return x < mode
        ? 1 - (x - low) * (x - low) / ((high - low) * (mode - low))
        : (high - x) * (high - x) / ((high - low) * (high - mode))
    }
  }

  /// E[e^{iuX}], u > 0: real and imaginary part.
  func characteristic(_ u: Double) -> (Double, Double) {
    switch self {
    case .fixed(let months): return (cos(u * months), sin(u * months))
    case .gamma(let shape, let mean):
      let scaled = u * mean / shape
      let size = exp(-0.5 * shape * log1p(scaled * scaled))
      let angle = shape * atan(scaled)
      return (size * cos(angle), size * sin(angle))
    case .triangular(let low, let mode, let high):
      // Each side is the density 2s/(w·width) of the distance s from its own end, 0 ≤ s ≤ w: for the right side mirrored.
      func side(_ w: Double, _ sign: Double) -> (Double, Double) {
        guard w > 0 else { return (0, 0) }
        let (c, s) = (cos(u * w), sin(u * w))
        let real = w * s / u + (c - 1) / (u * u)
        let imaginary = s / (u * u) - w * c / u
        let factor = 2 / (w * (high - low))
        return (factor * real, sign * factor * imaginary)
      }
      func turned(_ z: (Double, Double), by x: Double) -> (Double, Double) {
        let (c, s) = (cos(u * x), sin(u * x))
        return (z.0 * c - z.1 * s, z.0 * s + z.1 * c)
      }
      let left = turned(side(mode - low, 1), by: low)
      let right = turned(side(high - mode, -1), by: high)
      return (left.0 + right.0, left.1 + right.1)
    }
  }
}
