// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels
import Parameters
import Quantities

/// A model of the log real rate with all its parameters: what is simulated, and what the closed forms are about.
///
/// Units: step a month; `kappa` a year, `sigma` per √year, all else a month.
public struct ExchangeRateProcess: Sendable {
  public let model: ExchangeRateModel
  /// Every parameter of ``ExchangeRateModel/parameterNames``.
  public let values: [String: Double]
  /// What each path draws for itself; nil where the parameters are taken as known.
  public let uncertainty: ParameterUncertainty?
  /// Changes that the bootstrap draws from, centred or not as asked; empty under other models.
  public let history: [Double]

  public subscript(_ name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("'\(model.rawValue)' has no parameter '\(name)'") }
    return value
  }

  /// Drift a month; 0 for models that revert or have a drift by state.
  public var drift: Double { values["m"] ?? 0 }
  /// Share of the distance to the mean that a month leaves; 1 for models that do not revert.
  public var monthlyDecay: Double { model.revertsToMean ? Self.decay(kappa: self["kappa"]) : 1 }

  /// The simulation's own constants come from the kernels' exp, so that their bits are the same on every processor.
  static func decay(kappa: Double) -> Double { ck_exp1(-kappa / 12) }

  /// Standard deviation of a month's change of the Ornstein–Uhlenbeck process, continuous in kappa = 0.
  static func monthlySpread(kappa: Double, sigma: Double) -> Double {
    // (1 − e^−y) / (2 kappa) with y = kappa / 6 is (1 − e^−y) / y / 12; the quotient by the log of e^−y keeps its digits as y → 0
    // (Kahan).
    let u = ck_exp1(-kappa / 6)
    let quotient = u == 1 ? 1 : (u - 1) / ck_log1(u)
    return (sigma * sigma * quotient / 12).squareRoot()
  }

  /// Fills what the settings leave open with the shipped parameters, and checks all of it.
  ///
  /// - Parameter asOf: decides the start: rate, real rate and state of volatility in force in that month.
  /// - Throws: ``EconomyError`` naming an unknown model or parameter or a value out of range.
  public init(_ settings: EconomySettings, asOf: YearMonth) throws {
    let model = try ExchangeRateModel(named: settings.model)
    let parameters = try EconomyParameters.shipped()
    let given = settings.modelParameters
    for name in given.keys.sorted() where !model.parameterNames.contains(name) {
      if name == "theta_sd", model.revertsToMean { continue }
      throw EconomyError.unknown(
        "parameter of '\(model.rawValue)':", name,
        known: model.parameterNames + (model.revertsToMean ? ["theta_sd"] : []))
    }
    var values: [String: Double] = [:]
    for name in model.parameterNames where !model.startNames.contains(name) {
      values[name] = try given[name] ?? parameters.value("economy.fx.\(model.rawValue).\(name)", in: asOf)
    }
    let moved = model.parameterNames.contains { given[$0] != nil && !model.startNames.contains($0) }
    let start = try ExchangeRateStart(asOf: asOf)
    values["q0"] = try given["q0"] ?? start.logRealRate(under: settings)
    let pair = try ExchangeRateStart.pair()
    if given["q0"] != nil, try settings.statedRate(pair) != nil {
      throw EconomyError(
        name: pair.description, message: "'\(pair)' and 'q0' both say where the exchange rate starts",
        hint: "keep one of them")
    }
    if let p12 = values["p12"], let p21 = values["p21"] {
      // The filter's probability belongs to the default parameters; with others the long-run one is the honest start.
      let filtered = model == .meanRevertingRegimes && !moved ? start.turbulentProbability : nil
      values["prob2_0"] = given["prob2_0"] ?? filtered ?? (p12 + p21 > 0 ? p12 / (p12 + p21) : 0)
    }
    if let omega = values["omega"], let alpha = values["alpha"], let beta = values["beta"] {
      values["h1"] = given["h1"] ?? omega / (1 - alpha - beta)
    }
    try Self.check(model, values)
    let wanted = settings.parameterUncertainty ?? (model == .meanRevertingRegimes && !moved)
    if wanted, !model.revertsToMean {
      throw EconomyError(
        name: model.rawValue,
        message: "parameter uncertainty is about half-life and mean, and '\(model.rawValue)' reverts to no mean")
    }
    if !wanted, given["theta_sd"] != nil {
      throw EconomyError(
        name: "theta_sd",
        message: "'theta_sd' is how far theta differs between paths, and parameter uncertainty is off",
        hint: "switch parameter uncertainty on, or leave 'theta_sd' out")
    }
    self.model = model
    self.values = values
    uncertainty =
      wanted
      ? try ParameterUncertainty(parameters, given: given, asOf: asOf) : nil
    if model == .bootstrap {
      let changes = try ExchangeRateData.real.series().differences
      let mean = values["centred"] == 1 ? changes.reduce(0, +) / Double(changes.count) : 0
      history = changes.map { $0 - mean }
    } else {
      history = []
    }
  }

  /// A process with parameters as they are, for estimation and closed forms.
  public init(model: ExchangeRateModel, values: [String: Double], history: [Double] = []) throws(EconomyError) {
    for name in model.parameterNames where values[name] == nil {
      throw EconomyError(name: name, message: "'\(model.rawValue)' needs a value for '\(name)'")
    }
    try Self.check(model, values)
    (self.model, self.values, self.history, uncertainty) = (model, values, history, nil)
  }

  private static func check(_ model: ExchangeRateModel, _ values: [String: Double]) throws(EconomyError) {
    if let alpha = values["alpha"], let beta = values["beta"], alpha + beta >= 1 {
      throw .invalid("alpha + beta", alpha + beta, "the variance is stationary only below 1")
    }
    for name in model.parameterNames {
      guard let value = values[name] else { continue }
      guard value.isFinite else { throw .invalid(name, value, "it must be a finite number") }
      switch name {
      case "s", "s1", "s2", "sigma", "deltaJ", "kappa", "lambda_m", "alpha", "beta":
        if value < 0 { throw .invalid(name, value, "it must not be negative") }
      case "omega", "h1":
        if value <= 0 { throw .invalid(name, value, "a variance must be above 0") }
      case "nu":
        if value <= 2 { throw .invalid(name, value, "the variance of Student's t exists only above 2") }
      case "p12", "p21", "prob2_0":
        if !(0...1).contains(value) { throw .invalid(name, value, "a probability lies between 0 and 1") }
      case "restart_probability":
        if !(value > 0 && value <= 1) { throw .invalid(name, value, "it must lie above 0 and not above 1") }
      case "centred":
        if value != 0 && value != 1 { throw .invalid(name, value, "it is 0 or 1") }
      default: break
      }
    }
  }
}

/// What a country's file says of a currency that settings do not choose a process for.
struct BroughtCurrency {
  let process: ExchangeRateProcess
  /// In the valuation month, and at q = 0 with all price levels 1: units of the currency it is modelled against for one.
  let rate, rateAtPar: Double

  /// - Throws: ``EconomyError`` where the model or a value of it is missing or wrong.
  /// - Parameter stated: the rate that a scenario states in place of the file's.
  init(_ currency: CurrencyAreas.Currency, of areas: CurrencyAreas, asOf: YearMonth, stated: Double?) throws {
    let parameters = EconomyParameters(library: areas.libraries[currency.file])
    let prefix = "economy.currency.\(currency.code)"
    let model = try ExchangeRateModel(named: try parameters.value("\(prefix).model", in: asOf))
    guard model != .bootstrap, model.reasonWithoutMean == nil else {
      throw EconomyError(
        name: model.rawValue, message: "\(currency.code) cannot follow '\(model.rawValue)'",
        hint: "take a model whose means exist and that needs no series, for example ou")
    }
    var values: [String: Double] = [:]
    for name in model.parameterNames where name != "prob2_0" {
      values[name] = try parameters.value("\(prefix).\(name)", in: asOf)
    }
    if let p12 = values["p12"], let p21 = values["p21"] {
      values["prob2_0"] = p12 + p21 > 0 ? p12 / (p12 + p21) : 0
    }
    let published: Double = try parameters.value("\(prefix).rate", in: asOf)
    guard published > 0, published.isFinite else {
      throw EconomyError.invalid("\(prefix).rate", published, "a rate is above 0")
    }
    rateAtPar = published * ck_exp1(-(values["q0"] ?? 0))
    rate = stated ?? published
    // The published rate tells what prices are to each other; a stated one moves the real rate.
    if let stated { values["q0", default: 0] += ck_log1(stated / published) }
    process = try ExchangeRateProcess(model: model, values: values)
  }
}

/// What each path draws once for itself: a half-life from a grid and a mean from a normal law.
public struct ParameterUncertainty: Hashable, Sendable {
  /// Per year; 0 is the random walk.
  public let kappas: [Double]
  /// They sum to 1.
  public let weights: [Double]
  /// Standard deviation of theta between paths.
  public let thetaSD: Double

  /// The half-life at rank `u` of the weights, as an index into `kappas`.
  func choice(atRank u: Double) -> Int {
    var left = u
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }

  /// A `kappa` that the user gave stays as it is; a `theta` is the centre of what is drawn.
  init(_ parameters: EconomyParameters, given: [String: Double], asOf: YearMonth) throws {
    if let kappa = given["kappa"] {
      (kappas, weights) = ([kappa], [1])
    } else {
      let halfLives: [Double] = try parameters.value("economy.fx.uncertainty.half_life", in: asOf)
      let weights: [Double] = try parameters.value("economy.fx.uncertainty.weight", in: asOf)
      let total = weights.reduce(0, +)
      kappas = halfLives.map { $0.isInfinite ? 0 : M_LN2 / $0 }
      self.weights = weights.map { $0 / total }
    }
    thetaSD = try given["theta_sd"] ?? parameters.value("economy.fx.uncertainty.theta_sd", in: asOf)
    if !(thetaSD >= 0) { throw EconomyError.invalid("theta_sd", thetaSD, "it must not be negative") }
  }
}

/// Where the exchange rate stands in the valuation month.
public struct ExchangeRateStart: Hashable, Sendable {
  /// Units of the first currency for one of the modelled one.
  public let rate: Double
  public let logRealRate: Double
  /// Of the first simulated month, by the filter of the default model; nil where none was run.
  public let turbulentProbability: Double?

  /// From the dated start parameters, and before their first date from the series themselves.
  public init(asOf: YearMonth) throws {
    let parameters = try EconomyParameters.shipped()
    if let rate = try parameters.start("economy.start.usd_per_eur", in: asOf),
      let q = try parameters.start("economy.start.q", in: asOf)
    {
      (self.rate, logRealRate) = (rate, q)
      turbulentProbability = try parameters.start("economy.start.prob2_0", in: asOf)
    } else {
      let real = try ExchangeRateData.real.series()
      let nominal = try ExchangeRateData.nominal.series()
      guard asOf >= real.firstMonth else {
        throw EconomyError(
          name: "as_of", message: "there is no euro before \(real.firstMonth), and the valuation month is \(asOf)")
      }
      logRealRate = real.levels[asOf - real.firstMonth]
      rate = ck_exp1(nominal.levels[asOf - nominal.firstMonth])
      turbulentProbability = nil
    }
  }

  /// What the rate is quoted as.
  static func pair() throws -> CurrencyPair {
    let codes: [String] = try EconomyParameters.shipped().value("economy.currencies", in: .january(2026))
    return CurrencyPair(CurrencyCode(codes[0]), per: CurrencyCode(codes[CurrencyAreas.modelled]))
  }

  /// The real rate that a stated rate makes, at the prices that belong to the published one.
  func logRealRate(under settings: EconomySettings) throws -> Double {
    try settings.statedRate(Self.pair()).map { logRealRate + ck_log1($0 / rate) } ?? logRealRate
  }

  /// The rate of the valuation month, where the process starts from `q0`.
  func rate(under settings: EconomySettings, starting q0: Double) throws -> Double {
    if let stated = try settings.statedRate(Self.pair()) { return stated }
    return q0 == logRealRate ? rate : rate * ck_exp1(q0 - logRealRate)
  }
}
