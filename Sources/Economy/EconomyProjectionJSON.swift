// SPDX-License-Identifier: GPL-3.0-or-later

extension EconomyProjection {
  /// One object: model, parameters, paths, seed, and a horizon at a time what was simulated and what is exact.
  ///
  /// `mean`, `variance` and `quantiles` are of x; a mean that does not exist is null, with `reason` beside it.
  public func json() -> String {
    var object = JSONText()
    object.add("model", text: process.model.rawValue)
    object.add("parameters", process.model.parameterNames.map { ($0, number(process[$0])) })
    if let uncertainty = process.uncertainty {
      object.add(
        "parameter_uncertainty",
        [
          ("kappa", list(uncertainty.kappas.map(number))), ("weight", list(uncertainty.weights.map(number))),
          ("theta_sd", number(uncertainty.thetaSD)),
        ])
    }
    object.add("as_of", text: asOf.description)
    object.add("paths", String(paths))
    object.add("seed", String(seed))
    if antithetic { object.add("antithetic", "true") }
    if case .capped(let cap) = meanExistence { object.add("cap", number(cap)) }
    object.add("horizons", list(horizons.map(json)))
    return object.text
  }

  private func json(_ horizon: Horizon) -> String {
    var object = JSONText()
    object.add("months", String(horizon.months))
    object.add("mean", number(horizon.mean.value))
    object.add("meanStandardError", number(horizon.mean.standardError))
    object.add("variance", number(horizon.variance))
    object.add("quantiles", horizon.quantiles.map { (key($0.probability), number($0.estimate.value)) })
    object.add(
      "quantileStandardErrors", horizon.quantiles.map { (key($0.probability), number($0.estimate.standardError)) })
    object.add("E_exp_x", number(horizon.meanOfExp?.value))
    object.add("E_exp_x_standardError", number(horizon.meanOfExp?.standardError))
    object.add("E_exp_minus_x", number(horizon.meanOfExpMinus?.value))
    object.add("E_exp_minus_x_standardError", number(horizon.meanOfExpMinus?.standardError))
    if case .doesNotExist(let reason) = meanExistence { object.add("reason", text: reason) }
    object.add(
      "usd_per_eur",
      [
        ("mean", number(horizon.rateMean?.value)),
        ("meanStandardError", number(horizon.rateMean?.standardError)),
        ("quantiles", fields(horizon.rateQuantiles.map { (key($0.probability), number($0.estimate.value)) })),
      ])
    if let exact = horizon.exact {
      var fields = [
        ("mean", number(exact.mean)), ("variance", number(exact.variance)), ("skewness", number(exact.skewness)),
        ("excess_kurtosis", number(exact.excessKurtosis)), ("E_exp_x", number(exact.meanOfExp)),
        ("E_exp_minus_x", number(exact.meanOfExpMinus)),
      ]
      fields.append(
        ("quantiles", exact.quantiles.map { self.fields($0.map { (key($0.probability), number($0.value)) }) } ?? "null")
      )
      fields.append(
        (
          "prob_x_below",
          exact.probabilitiesBelow.map { self.fields($0.map { (key($0.level), number($0.value)) }) } ?? "null"
        ))
      object.add("exact", fields)
    } else {
      object.add("exact", "null")
    }
    return object.text
  }

  private func key(_ probability: Double) -> String { probability.description }
  private func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return value == 0 ? "0" : value.description
  }
  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
  private func fields(_ pairs: [(String, String)]) -> String {
    var object = JSONText()
    for (name, value) in pairs { object.add(name, value) }
    return object.text
  }
}

/// An object under construction; values are JSON already.
struct JSONText {
  private var members: [String] = []

  var text: String { "{" + members.joined(separator: ", ") + "}" }

  mutating func add(_ name: String, _ json: String) { members.append("\"\(name)\": \(json)") }

  mutating func add(_ name: String, text: String) {
    let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
    add(name, "\"\(String(escaped))\"")
  }

  mutating func add(_ name: String, _ pairs: [(String, String)]) {
    add(name, "{" + pairs.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
  }
}
