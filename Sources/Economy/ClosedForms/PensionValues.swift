// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// A pension of constant dollars at constant prices, valued in euros at constant prices while its owner lives. Only the exchange rate
/// is uncertain; survival enters as weights.
public struct RealDollarAnnuity: Sendable {
  /// Dollars a month, 2025 prices.
  public var usdPerMonth: Double
  /// [month − 1]: chance to be alive at the end of each month, one payment a month.
  public var survival: [Double]
  /// Real discount rate a year.
  public var realRate: Double

  public init(usdPerMonth: Double, survival: [Double], realRate: Double) {
    (self.usdPerMonth, self.survival, self.realRate) = (usdPerMonth, survival, realRate)
  }

  private func weight(_ month: Int) -> Double {
    usdPerMonth * survival[month - 1] * pow(1 + realRate, -Double(month) / 12)
  }

  /// At today's real rate for ever.
  public func frozenValue(q0: Double) -> Double {
    exp(-q0) * survival.indices.reduce(0) { $0 + weight($1 + 1) }
  }

  /// Expected value in euros; nil where it does not exist.
  public func mean(under process: ExchangeRateProcess) -> Double? {
    var sum = 0.0
    for month in survival.indices.map({ $0 + 1 }) {
      guard let factor = TerminalLaw(process, months: month, momentsOnly: true).meanOfExpMinus else { return nil }
      sum += weight(month) * factor
    }
    return exp(-process["q0"]) * sum
  }

  /// Standard deviation in euros, exact for normal laws of q; nil under other models.
  ///
  /// Cov(e^−x_j, e^−x_k) = E_j E_k (e^C − 1) with C the covariance of x_j and x_k.
  public func standardDeviation(under process: ExchangeRateProcess) -> Double? {
    guard process.uncertainty == nil else { return nil }
    let kappa = process.values["kappa"] ?? 0
    switch process.model {
    case .randomWalk, .geometricBrownian, .meanReverting: break
    default: return nil
    }
    let laws = survival.indices.map { TerminalLaw(process, months: $0 + 1) }
    let values = laws.indices.map { weight($0 + 1) * (laws[$0].meanOfExpMinus ?? .nan) }
    var variance = 0.0
    for j in values.indices {
      variance += values[j] * values[j] * expm1(laws[j].variance)
      for k in (j + 1)..<max(j + 1, values.count) {
        let covariance = laws[j].variance * exp(-kappa / 12 * Double(k - j))
        variance += 2 * values[j] * values[k] * expm1(covariance)
      }
    }
    return exp(-process["q0"]) * sqrt(variance)
  }
}

/// A constant dollar income at constant prices against a threshold in euros: a means test, a tax limit.
public struct ThresholdTest: Sendable {
  public var usdPerMonth: Double
  public var thresholdEUR: Double
  public var months: Int

  public init(usdPerMonth: Double, thresholdEUR: Double, months: Int) {
    (self.usdPerMonth, self.thresholdEUR, self.months) = (usdPerMonth, thresholdEUR, months)
  }

  /// Income exceeds the threshold where x is below this.
  private func level(_ process: ExchangeRateProcess) -> Double { log(usdPerMonth / thresholdEUR) - process["q0"] }

  /// P(income > threshold).
  public func probabilityAbove(under process: ExchangeRateProcess) -> Double? {
    TerminalLaw(process, months: months).probability(below: level(process))
  }

  /// E[(threshold − income)⁺] in euros a month.
  public func shortfall(under process: ExchangeRateProcess) -> Double? {
    let law = TerminalLaw(process, months: months)
    let level = level(process)
    guard let below = law.probability(below: level), let tail = law.exponentialTail(above: level) else { return nil }
    return thresholdEUR * (1 - below) - usdPerMonth * exp(-process["q0"]) * tail
  }
}

/// Prices of options on the euro, to judge a hedge. Risk-neutral: not to be mixed with the models' chances.
///
/// - Source: Garman and Kohlhagen (1983).
public struct CurrencyOption: Sendable {
  /// Dollars per euro.
  public var spot: Double
  public var strike: Double
  /// Years.
  public var expiry: Double
  /// Per √year.
  public var volatility: Double
  /// Continuously compounded.
  public var usdRate: Double
  public var eurRate: Double

  public init(
    spot: Double, strike: Double, expiry: Double, volatility: Double, usdRate: Double, eurRate: Double
  ) {
    (self.spot, self.strike, self.expiry) = (spot, strike, expiry)
    (self.volatility, self.usdRate, self.eurRate) = (volatility, usdRate, eurRate)
  }

  private var d1: Double {
    (log(spot / strike) + (usdRate - eurRate + volatility * volatility / 2) * expiry) / (volatility * sqrt(expiry))
  }
  private var d2: Double { d1 - volatility * sqrt(expiry) }
  private var usdDiscount: Double { exp(-usdRate * expiry) }
  private var eurDiscount: Double { exp(-eurRate * expiry) }

  /// Dollars for the right to buy one euro.
  public var call: Double {
    spot * eurDiscount * gsl_cdf_ugaussian_P(d1) - strike * usdDiscount * gsl_cdf_ugaussian_P(d2)
  }
  /// Dollars for the right to sell one euro.
  public var put: Double {
    strike * usdDiscount * gsl_cdf_ugaussian_P(-d2) - spot * eurDiscount * gsl_cdf_ugaussian_P(-d1)
  }
  /// Dollars for one dollar if the euro ends above the strike.
  public var cashCall: Double { usdDiscount * gsl_cdf_ugaussian_P(d2) }
  /// Dollars for one dollar if it ends below.
  public var cashPut: Double { usdDiscount * gsl_cdf_ugaussian_P(-d2) }
  /// Dollars for one euro if it ends above.
  public var assetCall: Double { spot * eurDiscount * gsl_cdf_ugaussian_P(d1) }
}
