// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// The exchange-rate models that have a likelihood.
public enum CalibratedModel: String, CaseIterable, Sendable {
  case rw, gbm
  case studentT = "student_t"
  case merton, rs2
  case rs2CommonMean = "rs2_common_mean"
  case garch
  case garchT = "garch_t"
  case ou
  case ouT = "ou_t"
  case ouRS = "ou_rs"
  case ouGARCH = "ou_garch"

  /// In the order of estimates; m, s, λ_m, ω a month, κ a year, σ per √year.
  public var parameterNames: [String] {
    switch self {
    case .rw: ["s"]
    case .gbm: ["m", "s"]
    case .studentT: ["m", "s", "nu"]
    case .merton: ["m", "s", "lambda_m", "muJ", "deltaJ"]
    case .rs2: ["m1", "m2", "s1", "s2", "p12", "p21"]
    case .rs2CommonMean: ["m", "s1", "s2", "p12", "p21"]
    case .garch: ["m", "omega", "alpha", "beta"]
    case .garchT: ["m", "omega", "alpha", "beta", "nu"]
    case .ou: ["kappa", "theta", "sigma"]
    case .ouT: ["kappa", "theta", "sigma", "nu"]
    case .ouRS: ["kappa", "theta", "s1", "s2", "p12", "p21"]
    case .ouGARCH: ["kappa", "theta", "omega", "alpha", "beta"]
    }
  }

  /// Reverts to a mean, so that levels and not only changes matter.
  public var reverts: Bool { parameterNames.contains("kappa") }
  var hasRegimes: Bool { parameterNames.contains("p12") }

  /// The models fitted where none is named: a nominal rate has no level to revert to.
  public static func defaults(real: Bool) -> [CalibratedModel] { allCases.filter { real || !$0.reverts } }

  /// Exact log-likelihood at natural parameters; −∞ outside the region where the density exists.
  func logLikelihood(_ p: [Double], _ sample: CalibrationSample) -> Double {
    let r = sample.changes
    switch self {
    case .rw: return LogLikelihood.gaussian(r, mean: 0, variance: p[0] * p[0])
    case .gbm: return LogLikelihood.gaussian(r, mean: p[0], variance: p[1] * p[1])
    case .studentT: return LogLikelihood.student(r, mean: p[0], scale: p[1], nu: p[2])
    case .merton:
      return LogLikelihood.merton(r, m: p[0], s: p[1], lambda: p[2], jumpMean: p[3], jumpDeviation: p[4])
    case .rs2:
      return LogLikelihood.regimes(r, mean1: p[0], mean2: p[1], s1: p[2], s2: p[3], p12: p[4], p21: p[5]).value
    case .rs2CommonMean:
      return LogLikelihood.regimes(r, mean1: p[0], mean2: p[0], s1: p[1], s2: p[2], p12: p[3], p21: p[4]).value
    case .garch:
      return LogLikelihood.garch(
        r, mean: p[0], omega: p[1], alpha: p[2], beta: p[3], firstVariance: sample.variance)
    case .garchT:
      return LogLikelihood.garch(
        r, mean: p[0], omega: p[1], alpha: p[2], beta: p[3], firstVariance: sample.variance, nu: p[4])
    case .ou, .ouT:
      guard p[0] > 0, p[2] > 0 else { return -.infinity }
      let e = sample.residuals(kappa: p[0], theta: p[1])
      let variance = p[2] * p[2] * -expm1(-p[0] / 6) / (2 * p[0])  // σ²(1 − φ²)/2κ, φ² = exp(−κ/6)
      if self == .ou { return LogLikelihood.gaussian(e, mean: 0, variance: variance) }
      guard p[3] > 2 else { return -.infinity }
      return LogLikelihood.student(e, mean: 0, scale: (variance * (p[3] - 2) / p[3]).squareRoot(), nu: p[3])
    case .ouRS:
      let e = sample.residuals(kappa: p[0], theta: p[1])
      return LogLikelihood.regimes(e, mean1: 0, mean2: 0, s1: p[2], s2: p[3], p12: p[4], p21: p[5]).value
    case .ouGARCH:
      let e = sample.residuals(kappa: p[0], theta: p[1])
      let first = e.reduce(0) { $0 + $1 * $1 } / Double(e.count)
      return LogLikelihood.garch(e, mean: 0, omega: p[2], alpha: p[3], beta: p[4], firstVariance: first)
    }
  }

  /// Predicted probability of the turbulent state in the month after the sample; nil without regimes.
  func turbulentNext(_ p: [Double], _ sample: CalibrationSample) -> Double? {
    let r = sample.changes
    switch self {
    case .rs2:
      return LogLikelihood.regimes(r, mean1: p[0], mean2: p[1], s1: p[2], s2: p[3], p12: p[4], p21: p[5])
        .nextInState2
    case .rs2CommonMean:
      return LogLikelihood.regimes(r, mean1: p[0], mean2: p[0], s1: p[1], s2: p[2], p12: p[3], p21: p[4])
        .nextInState2
    case .ouRS:
      let e = sample.residuals(kappa: p[0], theta: p[1])
      return LogLikelihood.regimes(e, mean1: 0, mean2: 0, s1: p[2], s2: p[3], p12: p[4], p21: p[5]).nextInState2
    default: return nil
    }
  }
}
