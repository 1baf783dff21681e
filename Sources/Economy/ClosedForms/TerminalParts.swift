// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

extension ExchangeRateProcess {
  /// The law of x after `months`, by its parts.
  ///
  /// - Parameters:
  ///   - kappa: in place of the process's own; nil where it does not revert.
  ///   - extraVariance: of an independent normal added to x.
  ///   - momentsOnly: no distribution functions.
  func parts(months: Int, kappa: Double?, extraVariance: Double, momentsOnly: Bool) -> [TerminalLaw.Part] {
    let h = Double(months)
    // x = pull · (theta − q0) + Σ decay^(H − j) e_j
    let pull = kappa.map { -expm1(-$0 / 12 * h) } ?? 0
    let mean = model.revertsToMean ? pull * (self["theta"] - self["q0"]) : drift * h
    let weights = { (0..<months).map { exp(-(kappa ?? 0) / 12 * Double($0)) } }
    switch model {
    case .randomWalk, .geometricBrownian:
      return [.gaussian(mean: mean, variance: self["s"] * self["s"] * h)]
    case .meanReverting:
      let spread = Self.monthlySpread(kappa: kappa ?? 0, sigma: self["sigma"])
      let sum = weights().reduce(0) { $0 + $1 * $1 }
      return [.gaussian(mean: mean, variance: spread * spread * sum + extraVariance)]
    case .studentT:
      return [
        studentPart(
          mean: mean, scales: Array(repeating: self["s"], count: months), extraVariance: extraVariance,
          momentsOnly: momentsOnly)
      ]
    case .meanRevertingStudentT:
      let nu = self["nu"]
      let s = Self.monthlySpread(kappa: kappa ?? 0, sigma: self["sigma"]) * sqrt((nu - 2) / nu)
      return [
        studentPart(
          mean: mean, scales: weights().map { $0 * s }, extraVariance: extraVariance, momentsOnly: momentsOnly)
      ]
    case .jumps: return jumpParts(mean: mean, horizon: h)
    case .regimes, .regimesCommonMean: return sojournParts(months: months)
    case .meanRevertingRegimes:
      return [
        regimePart(
          mean: mean, weights: weights().reversed(), extraVariance: extraVariance, momentsOnly: momentsOnly)
      ]
    case .garch, .garchStudentT, .meanRevertingGarch:
      return [
        garchPart(
          mean: mean, weights: weights().reversed(), decay: exp(-(kappa ?? 0) / 12), extraVariance: extraVariance,
          momentsOnly: momentsOnly)
      ]
    case .bootstrap: return [bootstrapPart(months: months)]
    }
  }

  /// The number of jumps is Poisson; given it, x is normal.
  private func jumpParts(mean: Double, horizon: Double) -> [TerminalLaw.Part] {
    let expected = self["lambda_m"] * horizon
    let (s, mu, delta) = (self["s"], self["muJ"], self["deltaJ"])
    func part(_ count: Int, _ weight: Double) -> TerminalLaw.Part {
      let k = Double(count)
      return .gaussian(weight: weight, mean: mean + k * mu, variance: s * s * horizon + k * delta * delta)
    }
    guard expected > 0 else { return [part(0, 1)] }
    // From the likeliest number outward by ratios, so that nothing underflows.
    let mode = Int(expected)
    var weights: [Int: Double] = [mode: 1]
    var weight = 1.0
    var k = mode
    while weight > 1e-30 {
      k += 1
      weight *= expected / Double(k)
      weights[k] = weight
    }
    (weight, k) = (1, mode)
    while k > 0, weight > 1e-30 {
      weight *= Double(k) / expected
      k -= 1
      weights[k] = weight
    }
    let ordered = weights.sorted { $0.key < $1.key }
    let total = ordered.reduce(0) { $0 + $1.value }
    return ordered.map { part($0.key, $0.value / total) }
  }

  /// The number of months in the turbulent state, by forward recursion; given it, x is normal.
  private func sojournParts(months: Int) -> [TerminalLaw.Part] {
    let (p12, p21, first) = (self["p12"], self["p21"], self["prob2_0"])
    // [months in state 2]: probability of being in state 1, in state 2.
    var calm = [1 - first, 0]
    var turbulent = [0, first]
    for _ in 1..<max(1, months) {
      calm.append(0)
      turbulent.append(0)
      var (nextCalm, nextTurbulent) = (calm, turbulent)
      for k in calm.indices {
        nextCalm[k] = calm[k] * (1 - p12) + turbulent[k] * p21
        nextTurbulent[k] = k == 0 ? 0 : calm[k - 1] * p12 + turbulent[k - 1] * (1 - p21)
      }
      (calm, turbulent) = (nextCalm, nextTurbulent)
    }
    let (m1, m2) = (values["m1"] ?? drift, values["m2"] ?? drift)
    let (v1, v2) = (self["s1"] * self["s1"], self["s2"] * self["s2"])
    return calm.indices.compactMap { k in
      let weight = calm[k] + turbulent[k]
      let (inTurbulent, inCalm) = (Double(k), Double(months - k))
      return weight == 0
        ? nil
        : .gaussian(weight: weight, mean: inCalm * m1 + inTurbulent * m2, variance: inCalm * v1 + inTurbulent * v2)
    }
  }

  /// Reversion with two volatilities: given the states x is normal, and ψ is a product of 2 × 2 matrices.
  ///
  /// - Parameter weights: decay^(H − j) of month j, from the first.
  private func regimePart(
    mean: Double, weights: [Double], extraVariance: Double, momentsOnly: Bool
  ) -> TerminalLaw.Part {
    let (p12, p21, first) = (self["p12"], self["p21"], self["prob2_0"])
    let (v1, v2) = (self["s1"] * self["s1"], self["s2"] * self["s2"])
    /// Σ over state paths of probability times Π of the months' factors.
    func expectation(_ factor: (_ weight: Double, _ variance: Double) -> Double) -> Double {
      var (calm, turbulent) = (1 - first, first)
      for (j, w) in weights.enumerated() {
        if j > 0 { (calm, turbulent) = (calm * (1 - p12) + turbulent * p21, calm * p12 + turbulent * (1 - p21)) }
        calm *= factor(w, v1)
        turbulent *= factor(w, v2)
      }
      return calm + turbulent
    }
    // Moments of V = Σ w² s² given the state now: E[1], E[V], E[V²] in each state.
    var calm = (p: 1 - first, v: 0.0, vv: 0.0)
    var turbulent = (p: first, v: 0.0, vv: 0.0)
    for (j, w) in weights.enumerated() {
      if j > 0 {
        let (a, b) = (calm, turbulent)
        calm = (a.p * (1 - p12) + b.p * p21, a.v * (1 - p12) + b.v * p21, a.vv * (1 - p12) + b.vv * p21)
        turbulent = (a.p * p12 + b.p * (1 - p21), a.v * p12 + b.v * (1 - p21), a.vv * p12 + b.vv * (1 - p21))
      }
      for (state, variance) in [(0, w * w * v1), (1, w * w * v2)] {
        let old = state == 0 ? calm : turbulent
        let new = (
          p: old.p, v: old.v + variance * old.p, vv: old.vv + 2 * variance * old.v + variance * variance * old.p
        )
        if state == 0 { calm = new } else { turbulent = new }
      }
    }
    let (v, vv) = (calm.v + turbulent.v, calm.vv + turbulent.vv)
    let variance = v + extraVariance
    let fourth = 3 * (vv + 2 * v * extraVariance + extraVariance * extraVariance)
    let shape: TerminalLaw.Shape
    if variance == 0 {
      shape = .gaussian
    } else if momentsOnly {
      shape = .unknown
    } else {
      let largest = weights.reduce(0) { $0 + $1 * $1 } * max(v1, v2) + extraVariance
      shape = .inverted(
        SymmetricInversion(reach: max(30 * sqrt(variance), 12 * sqrt(largest))) { u in
          exp(-u * u * extraVariance / 2) * expectation { w, variance in exp(-u * u * w * w * variance / 2) }
        })
    }
    return TerminalLaw.Part(
      weight: 1, mean: mean, variance: variance, fourth: fourth,
      exponential: exp(extraVariance / 2) * expectation { w, variance in exp(w * w * variance / 2) }, shape: shape)
  }

  /// A sum of independent Student's t variables with these scales.
  private func studentPart(
    mean: Double, scales: [Double], extraVariance: Double, momentsOnly: Bool
  ) -> TerminalLaw.Part {
    let nu = self["nu"]
    let unit = nu / (nu - 2)
    let sum = scales.reduce(0) { $0 + $1 * $1 }
    let variance = sum * unit + extraVariance
    let fourthPowers = scales.reduce(0) { $0 + $1 * $1 * $1 * $1 }
    let fourth = nu > 4 ? 3 * variance * variance + fourthPowers * unit * unit * 6 / (nu - 4) : nil
    guard variance > 0, let largest = scales.max(), largest > 0 else {
      return .gaussian(mean: mean, variance: variance)
    }
    if momentsOnly {
      return TerminalLaw.Part(
        weight: 1, mean: mean, variance: variance, fourth: fourth, exponential: nil, shape: .unknown)
    }
    // Out to where all months together have less than 1e-14 left.
    let tail = gsl_cdf_tdist_Qinv(1e-14 / Double(scales.count), nu) * largest
    let law = SymmetricInversion(reach: max(30 * sqrt(variance), min(tail, 20_000 * sqrt(variance)))) { u in
      var product = exp(-u * u * extraVariance / 2)
      if scales.count > 1, scales[0] == scales[scales.count - 1] {
        product *= pow(studentCharacteristic(u * scales[0], nu: nu), Double(scales.count))
      } else {
        for scale in scales { product *= studentCharacteristic(u * scale, nu: nu) }
      }
      return product
    }
    return TerminalLaw.Part(
      weight: 1, mean: mean, variance: variance, fourth: fourth, exponential: nil, shape: .inverted(law))
  }

  /// Exact variance and fourth moment of Σ w_j e_j; the distribution for up to three months of normal shocks.
  private func garchPart(
    mean: Double, weights: [Double], decay: Double, extraVariance: Double, momentsOnly: Bool
  ) -> TerminalLaw.Part {
    let (omega, alpha, beta, h1) = (self["omega"], self["alpha"], self["beta"], self["h1"])
    // E[z⁴] of the standardised shock.
    let z4: Double? = values["nu"].map { $0 > 4 ? 3 + 6 / ($0 - 4) : nil } ?? 3
    let persistence = alpha + beta
    let longRun = omega / (1 - persistence)
    var h = [h1]
    while h.count < weights.count { h.append(omega + persistence * h[h.count - 1]) }
    let variance = zip(weights, h).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } + extraVariance
    var fourth: Double?
    if let z4 {
      var hh = [h1 * h1]
      while hh.count < weights.count {
        let t = hh.count - 1
        hh.append(
          omega * omega + 2 * omega * persistence * h[t]
            + (z4 * alpha * alpha + 2 * alpha * beta + beta * beta) * hh[t])
      }
      var own = 0.0
      var cross = 0.0
      for s in weights.indices {
        own += z4 * weights[s] * weights[s] * weights[s] * weights[s] * hh[s]
        // E[e_s² h_t], going back to the long run as t moves away.
        var product = omega * h[s] + (z4 * alpha + beta) * hh[s]
        for t in (s + 1)..<max(s + 1, weights.count) {
          cross += 6 * weights[s] * weights[s] * weights[t] * weights[t] * product
          product = longRun * h[s] + persistence * (product - longRun * h[s])
        }
      }
      let inner = variance - extraVariance
      fourth = own + cross + 6 * inner * extraVariance + 3 * extraVariance * extraVariance
    }
    let shape: TerminalLaw.Shape
    if values["nu"] == nil, weights.count <= 3, extraVariance == 0, !momentsOnly {
      shape = .garch(
        GarchQuadrature(months: weights.count, omega: omega, alpha: alpha, beta: beta, h1: h1, decay: decay))
    } else {
      shape = .unknown
    }
    return TerminalLaw.Part(
      weight: 1, mean: mean, variance: variance, fourth: fourth,
      exponential: nil, shape: shape)
  }

  /// Mean and variance given the sample: circular autocovariances, damped by the chance that a block goes on.
  private func bootstrapPart(months: Int) -> TerminalLaw.Part {
    let count = history.count
    let mean = history.reduce(0, +) / Double(count)
    let centred = history.map { $0 - mean }
    func autocovariance(_ lag: Int) -> Double {
      (0..<count).reduce(0) { $0 + centred[$1] * centred[($1 + lag) % count] } / Double(count)
    }
    let stay = 1 - self["restart_probability"]
    var variance = Double(months) * autocovariance(0)
    var power = 1.0
    for lag in 1..<max(1, months) {
      power *= stay
      if power < 1e-18 { break }
      variance += 2 * Double(months - lag) * power * autocovariance(lag)
    }
    return TerminalLaw.Part(
      weight: 1, mean: Double(months) * mean, variance: variance, fourth: nil, exponential: nil, shape: .unknown)
  }
}

extension TerminalLaw.Part {
  static func gaussian(weight: Double = 1, mean: Double, variance: Double) -> Self {
    Self(
      weight: weight, mean: mean, variance: variance, fourth: 3 * variance * variance,
      exponential: exp(variance / 2), shape: .gaussian)
  }
}

/// Characteristic function of Student's t: K_{ν/2}(√ν |u|) (√ν |u|)^{ν/2} / (Γ(ν/2) 2^{ν/2 − 1}).
func studentCharacteristic(_ u: Double, nu: Double) -> Double {
  let z = sqrt(nu) * abs(u)
  if z < 1e-9 { return 1 }
  if z > 700 { return 0 }
  let order = nu / 2
  return exp(gsl_sf_bessel_lnKnu(order, z) + order * log(z) - gsl_sf_lngamma(order) - (order - 1) * M_LN2)
}
