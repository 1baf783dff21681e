// SPDX-License-Identifier: GPL-3.0-or-later

/// The processes that the log real exchange rate may follow, monthly, each by its exact transition.
public enum ExchangeRateModel: String, CaseIterable, Sendable {
  /// Random walk.
  case randomWalk = "rw"
  /// Random walk with an estimated drift.
  case geometricBrownian = "gbm"
  /// Ornstein and Uhlenbeck: reverts to a mean.
  case meanReverting = "ou"
  /// Random walk with Student's t shocks.
  case studentT = "student_t"
  /// Reverts to a mean, Student's t shocks.
  case meanRevertingStudentT = "ou_t"
  /// Random walk with Poisson jumps.
  case jumps = "merton"
  /// Random walk, two states with a drift and a volatility each.
  case regimes = "rs2"
  /// Random walk, two states of volatility.
  case regimesCommonMean = "rs2_common_mean"
  /// Reverts to a mean, two states of volatility: the default.
  case meanRevertingRegimes = "ou_rs"
  /// Random walk, volatility by GARCH(1,1).
  case garch = "garch"
  /// The same with Student's t shocks.
  case garchStudentT = "garch_t"
  /// Reverts to a mean, volatility by GARCH(1,1).
  case meanRevertingGarch = "ou_garch"
  /// Blocks of the observed changes.
  case bootstrap = "bootstrap"

  /// Names of its parameters, in the order in which they are printed; `q0` and the start of the hidden state come last.
  public var parameterNames: [String] {
    let own: [String] =
      switch self {
      case .randomWalk, .geometricBrownian: ["m", "s"]
      case .meanReverting: ["kappa", "theta", "sigma"]
      case .studentT: ["m", "s", "nu"]
      case .meanRevertingStudentT: ["kappa", "theta", "sigma", "nu"]
      case .jumps: ["m", "s", "lambda_m", "muJ", "deltaJ"]
      case .regimes: ["m1", "m2", "s1", "s2", "p12", "p21"]
      case .regimesCommonMean: ["m", "s1", "s2", "p12", "p21"]
      case .meanRevertingRegimes: ["kappa", "theta", "s1", "s2", "p12", "p21"]
      case .garch: ["m", "omega", "alpha", "beta"]
      case .garchStudentT: ["m", "omega", "alpha", "beta", "nu"]
      case .meanRevertingGarch: ["kappa", "theta", "omega", "alpha", "beta"]
      case .bootstrap: ["restart_probability", "centred"]
      }
    return own + startNames
  }

  /// Parameters that say where the process starts rather than how it moves.
  public var startNames: [String] {
    switch self {
    case .regimes, .regimesCommonMean, .meanRevertingRegimes: ["prob2_0", "q0"]
    case .garch, .garchStudentT, .meanRevertingGarch: ["h1", "q0"]
    default: ["q0"]
    }
  }

  /// Whether its draws carry bits of the C library's `exp` and `log`, which differ between processors.
  ///
  /// Student's t does: GSL divides by the root of a chi-squared. All others take whole numbers from GSL, or normals, of which one
  /// in about 10⁹ differs, see `RandomStreams/README.md`.
  public var drawsThroughMathLibrary: Bool { parameterNames.contains("nu") }

  public var revertsToMean: Bool {
    switch self {
    case .meanReverting, .meanRevertingStudentT, .meanRevertingRegimes, .meanRevertingGarch: true
    default: false
    }
  }

  /// Why E[exp(±q)] is infinite, where it is.
  ///
  /// Student's t has no exponential moment. Under GARCH the third month's needs a bound on the second month's variance, which
  /// has none, even with normal shocks.
  public var reasonWithoutMean: String? {
    switch self {
    case .studentT, .meanRevertingStudentT:
      "the exponential of a Student t variable has no finite mean, so neither has the euro value of a dollar"
    case .garch, .garchStudentT, .meanRevertingGarch:
      "under GARCH the exponential of the log rate has no finite mean from the third month on, so neither has the euro value of a dollar"
    default: nil
    }
  }

  /// The model with this name; `default` is ``meanRevertingRegimes``.
  public init(named name: String) throws(EconomyError) {
    if name == "default" {
      self = .meanRevertingRegimes
    } else if let model = Self(rawValue: name) {
      self = model
    } else {
      throw .unknown("exchange-rate model", name, known: ["default"] + Self.allCases.map(\.rawValue))
    }
  }
}

/// Whether the mean of a euro value exists under a model.
public enum MeanExistence: Hashable, Sendable {
  case exists
  /// Exists only because |q_H − q_0| is held below this; reports print it.
  case capped(Double)
  case doesNotExist(reason: String)
}
