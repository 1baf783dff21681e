// SPDX-License-Identifier: GPL-3.0-or-later

/// What a scenario or a command may say of the economy's parameters: far beyond anything observed, and near enough that every run of a
/// century stays within numbers that a report can print.
///
/// A volatility of 0.3 a month is ten times what is observed; a century of it moves the rate by some factor of 10¹³.
public enum ParameterLimits {
  /// Of the parameters of exchange-rate models, by name; those that are not here have limits of their own meaning, such as chances.
  public static let ofModels: [String: ClosedRange<Double>] = [
    "m": -0.05...0.05, "m1": -0.05...0.05, "m2": -0.05...0.05,
    "s": 0...0.3, "s1": 0...0.3, "s2": 0...0.3, "sigma": 0...1,
    "kappa": 0...100, "theta": -2...2, "theta_sd": 0...1, "q0": -2...2,
    "nu": 2.5...1000, "lambda_m": 0...1, "muJ": -0.3...0.3, "deltaJ": 0...0.3,
    "omega": 1e-12...0.01, "h1": 1e-12...0.1, "alpha": 0...1, "beta": 0...1,
  ]

  /// Of a parameter of the yearly cascade, by its name: `SERIES.mean`, `SERIES.slope.REGRESSOR`.
  public static func ofCascade(_ name: String) -> ClosedRange<Double> {
    switch name {
    case "stagflation": return 0...1
    case "floor": return -0.5...0.5
    case "bond_duration": return 0...30
    default: break
    }
    let parts = name.split(separator: ".")
    if parts.first == "correlation" { return -1...1 }
    let isReturn = name.hasPrefix("eq_")
    switch parts.dropFirst().first {
    case "sigma": return isReturn ? 0...1 : 0...0.1
    case "slope": return -2...2
    default: return isReturn ? -0.5...0.5 : -0.1...0.3
    }
  }

  /// Refuses what lies outside.
  ///
  /// - Throws: ``EconomyError`` naming the parameter and its limits; names that no model has are left to the models.
  public static func check(_ settings: EconomySettings) throws(EconomyError) {
    for (name, value) in settings.modelParameters.sorted(by: { $0.key < $1.key }) {
      if let limits = ofModels[name] { try check(name, value, limits) }
    }
    for (name, value) in settings.macroParameters.sorted(by: { $0.key < $1.key }) {
      try check(name, value, ofCascade(name))
    }
  }

  private static func check(_ name: String, _ value: Double, _ limits: ClosedRange<Double>) throws(EconomyError) {
    guard !limits.contains(value) else { return }
    throw EconomyError(
      name: name, message: "\(name) is \(value), outside \(text(limits))",
      hint: "beyond that nobody has seen an economy, and a century of it cannot be computed")
  }

  /// `-0.05 to 0.3`, as the schema and messages say it.
  public static func text(_ limits: ClosedRange<Double>) -> String {
    func plain(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
    return "\(plain(limits.lowerBound)) to \(plain(limits.upperBound))"
  }
}
