// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Maps the parameters of a model to unbounded coordinates of order one, in which the search runs.
///
/// Goals, in order: every admissible point is reached and no other; a bound that may hold at the maximum (Merton's) is
/// reached at finite coordinates; κ → 0 is a smooth limit (the mean enters as the pull at the sample's mean level).
struct Coordinates {
  let model: CalibratedModel
  let sample: CalibrationSample

  /// Standard deviations of a single state or of the diffusion below this share of the sample's are spurious maxima.
  static let narrowest = 0.25

  /// Coordinates of the search box, one range a parameter.
  var box: [ClosedRange<Double>] {
    let mean = -0.3...0.3
    let scale = -0.7...0.6
    let nu = -0.5...3.5
    let staying = -5.0...0.5
    let kappa = -4.0...1.0
    let long = -0.7...0.7
    let persistence = 0.5...4.5
    let share = -3.5...0.0
    return switch model {
    case .rw: [scale]
    case .gbm: [mean, scale]
    case .studentT: [mean, scale, nu]
    case .merton: [mean, 0.3...1.9, 0.1...1.4, -1...1, -1...1]
    case .rs2: [mean, mean, scale, scale, staying, staying]
    case .rs2CommonMean: [mean, scale, scale, staying, staying]
    case .garch: [mean, long, persistence, share]
    case .garchT: [mean, long, persistence, share, nu]
    case .ou: [kappa, mean, scale]
    case .ouT: [kappa, mean, scale, nu]
    case .ouRS: [kappa, mean, scale, scale, staying, staying]
    case .ouGARCH: [kappa, mean, long, persistence, share]
    }
  }

  /// Plain places to begin: calm and turbulent months that last, moderate tails, a half-life of a few years.
  var plainStarts: [[Double]] {
    switch model {
    case .rw: [[0]]
    case .gbm: [[0, 0]]
    case .studentT: [[0, -0.2, 1.5]]
    case .merton: [[0, 1.4, 0.6, 0, 0], [0, 1.6, 0.3, 0, 0.5]]
    case .rs2: [[0, 0, -0.3, 0.3, -3.5, -3], [0, 0, -0.2, 0.4, -2, -0.5]]
    case .rs2CommonMean: [[0, -0.3, 0.3, -3.5, -3], [0, -0.2, 0.4, -2, -0.5]]
    case .garch: [[0, 0, 2.7, -2]]
    case .garchT: [[0, 0, 2.7, -2, 2]]
    case .ou: [[-1.5, 0, 0]]
    case .ouT: [[-1.5, 0, 0, 1.5], [-3, 0, 0, 1.5]]
    case .ouRS: [[-1.8, 0, -0.3, 0.3, -3.5, -3], [-1.8, 0, -0.2, 0.4, -2, -0.5]]
    case .ouGARCH: [[-1.6, 0, 0, 2.7, -2], [-3, 0, 0, 2.7, -2]]
    }
  }

  /// Natural parameters at coordinates `u`.
  func natural(_ u: [Double]) -> [Double] {
    let sd = sample.deviation
    func mean(_ u: Double) -> Double { sample.mean + sd * u }
    func scale(_ u: Double) -> Double { sd * exp(u) }
    func share(_ u: Double) -> Double { 1 / (1 + exp(-u)) }
    func tail(_ u: Double) -> Double { 2 + exp(u) }
    /// Pull at the mean level, a month, in units of the monthly deviation: κ(θ − q̄)/12 = sd·u.
    func theta(_ kappa: Double, _ u: Double) -> Double { sample.levelMean + 12 * sd * u / kappa }
    func garch(_ long: Double, _ persistence: Double, _ part: Double) -> [Double] {
      let sum = share(persistence)
      let alpha = sum * share(part)
      return [sample.variance * exp(long) * (1 - sum), alpha, sum - alpha]
    }
    switch model {
    case .rw: return [scale(u[0])]
    case .gbm: return [mean(u[0]), scale(u[1])]
    case .studentT: return [mean(u[0]), scale(u[1]), tail(u[2])]
    case .merton:
      let sine = sin(u[2])
      return [mean(u[0]), Self.narrowest * sd * (1 + u[1] * u[1]), sine * sine, sd * u[3], scale(u[4])]
    case .rs2: return [mean(u[0]), mean(u[1]), scale(u[2]), scale(u[3]), share(u[4]), share(u[5])]
    case .rs2CommonMean: return [mean(u[0]), scale(u[1]), scale(u[2]), share(u[3]), share(u[4])]
    case .garch: return [mean(u[0])] + garch(u[1], u[2], u[3])
    case .garchT: return [mean(u[0])] + garch(u[1], u[2], u[3]) + [tail(u[4])]
    case .ou:
      let kappa = exp(u[0])
      return [kappa, theta(kappa, u[1]), scale(u[2]) * 12.0.squareRoot()]
    case .ouT:
      let kappa = exp(u[0])
      return [kappa, theta(kappa, u[1]), scale(u[2]) * 12.0.squareRoot(), tail(u[3])]
    case .ouRS:
      let kappa = exp(u[0])
      return [kappa, theta(kappa, u[1]), scale(u[2]), scale(u[3]), share(u[4]), share(u[5])]
    case .ouGARCH:
      let kappa = exp(u[0])
      return [kappa, theta(kappa, u[1])] + garch(u[2], u[3], u[4])
    }
  }

  /// What the search minimises: −ln L, and a wall where a state is narrower than any that is not spurious.
  func objective(_ u: [Double]) -> Double {
    let p = natural(u)
    if narrow(p) { return Self.wall }
    let value = -model.logLikelihood(p, sample)
    return value.isFinite ? value : Self.wall
  }

  static let wall = 1e10

  private func narrow(_ p: [Double]) -> Bool {
    guard let first = model.parameterNames.firstIndex(of: "s1") else { return false }
    return min(p[first], p[first + 1]) < Self.narrowest * sample.deviation
  }

  /// The state with the larger deviation is state 2.
  func labelled(_ p: [Double]) -> [Double] {
    guard let s1 = model.parameterNames.firstIndex(of: "s1"), p[s1] > p[s1 + 1] else { return p }
    var q = p
    q.swapAt(s1, s1 + 1)
    q.swapAt(s1 + 2, s1 + 3)
    if model == .rs2 { q.swapAt(0, 1) }
    return q
  }
}
