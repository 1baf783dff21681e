// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// What a fitted model says of the change x of the log rate over a horizon.
extension ModelFit {
  /// Variance of x after `months`, from a month without news of the volatility; drift and reversion's mean left out.
  ///
  /// Exact under every model; infinite moments are those of exp(x), not of x. Nil where the model's variance does not
  /// exist (persistence of 1).
  public func variance(ofChangeAfter months: Int) -> Double? {
    func p(_ name: String) -> Double { self[name] ?? .nan }
    let h = Double(months)
    let monthly: Double
    switch model {
    case .rw, .gbm: monthly = p("s") * p("s")
    case .studentT: monthly = p("s") * p("s") * p("nu") / (p("nu") - 2)
    case .merton: monthly = p("s") * p("s") + p("lambda_m") * (p("muJ") * p("muJ") + p("deltaJ") * p("deltaJ"))
    case .rs2, .rs2CommonMean, .ouRS:
      let turbulent = p("p12") / (p("p12") + p("p21"))
      monthly = (1 - turbulent) * p("s1") * p("s1") + turbulent * p("s2") * p("s2")
    case .garch, .garchT, .ouGARCH: monthly = p("omega") / (1 - p("alpha") - p("beta"))
    case .ou, .ouT: return p("sigma") * p("sigma") * -expm1(-2 * p("kappa") * h / 12) / (2 * p("kappa"))
    }
    guard monthly.isFinite, monthly > 0 else { return nil }
    if model.reverts { return monthly * expm1(-p("kappa") * h / 6) / expm1(-p("kappa") / 6) }
    guard model == .rs2 else { return monthly * h }
    // The state's mean is autocorrelated with coefficient 1 − p12 − p21.
    let turbulent = p("p12") / (p("p12") + p("p21"))
    let spread = (p("m1") - p("m2")) * (p("m1") - p("m2")) * turbulent * (1 - turbulent)
    let root = 1 - p("p12") - p("p21")
    var (power, sum) = (1.0, h)
    for k in 1..<max(1, months) {
      power *= root
      sum += 2 * Double(months - k) * power
    }
    return monthly * h + spread * sum
  }

  /// The stress it implies: share of its euro value that a dollar income loses, or more, in one of twenty cases after
  /// `months`, by the normal law with the model's variance and without drift.
  public func lossInOneOfTwenty(after months: Int) -> Double? {
    variance(ofChangeAfter: months).map { -expm1(-gsl_cdf_ugaussian_Pinv(0.95) * $0.squareRoot()) }
  }
}
