// SPDX-License-Identifier: GPL-3.0-or-later

/// Which exchange-rate model and which departures from the default economy a scenario asks for.
public struct EconomySettings: Hashable, Sendable {
  /// A name of ``ExchangeRateModel``, such as `ou_rs`.
  public var model: String
  /// Parameters of the exchange-rate model that replace the defaults, by name: `kappa`, `theta`, `sigma`, …
  public var modelParameters: [String: Double]
  /// Draws half-life and mean from their posterior, once a path; nil is the model's default.
  public var parameterUncertainty: Bool?
  /// Means and volatilities of the macro cascade that replace the defaults: `pi_us.mean`, `w_lu.sigma`, …
  public var macroParameters: [String: Double]
  /// Correlation of the year's exchange-rate shock with each macro series, by name; zero where absent.
  public var coupling: [String: Double]
  /// Cap on |q_H − q_0| that makes a mean exist under models that have none.
  public var cap: Double?
  /// A deterministic log path added to the model's, as a stress: months after the valuation month to shift of q.
  public var path: [Int: Double]

  /// Exchange rates of the valuation month that replace the published ones.
  public var statedRates: [CurrencyPair: Double] = [:]

  public init(
    model: String = "default", modelParameters: [String: Double] = [:], parameterUncertainty: Bool? = nil,
    macroParameters: [String: Double] = [:], coupling: [String: Double] = [:], cap: Double? = nil,
    path: [Int: Double] = [:]
  ) {
    (self.model, self.modelParameters, self.parameterUncertainty) = (model, modelParameters, parameterUncertainty)
    (self.macroParameters, self.coupling, self.cap, self.path) = (macroParameters, coupling, cap, path)
  }
}
