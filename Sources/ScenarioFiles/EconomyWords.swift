// SPDX-License-Identifier: GPL-3.0-or-later

/// Names that a scenario may use of the economy.
enum EconomyWords {
  /// Parameters by exchange-rate model. Rates per year for `kappa`, `theta`, `sigma`; per month for the others.
  private static let byModel: KeyValuePairs<String, [String]> = [
    "default": ["kappa", "theta", "s1", "s2", "p12", "p21", "prob2_0"],
    "ou_rs": ["kappa", "theta", "s1", "s2", "p12", "p21", "prob2_0"],
    "ou": ["kappa", "theta", "sigma"],
    "ou_t": ["kappa", "theta", "sigma", "nu"],
    "ou_garch": ["kappa", "theta", "omega", "alpha", "beta"],
    "rw": ["s"],
    "gbm": ["m", "s"],
    "student_t": ["m", "s", "nu"],
    "merton": ["m", "s", "lambda_m", "muJ", "deltaJ"],
    "rs2": ["m1", "m2", "s1", "s2", "p12", "p21", "prob2_0"],
    "rs2_common_mean": ["m", "s1", "s2", "p12", "p21", "prob2_0"],
    "garch": ["m", "omega", "alpha", "beta"],
    "garch_t": ["m", "omega", "alpha", "beta", "nu"],
    "bootstrap": ["p"],
  ]

  static let models = byModel.map(\.key)

  static func parameters(of model: String) -> [String] {
    // Every model starts from a level of the log real rate, which a scenario may set too.
    ["q0"] + (byModel.first { $0.key == model }?.value ?? [])
  }

  /// Series of the yearly cascade of prices, wages, rates and returns.
  static let series = ["pi_us", "pi_lu", "w_us", "w_lu", "i_us", "i_eu", "l_us", "l_eu", "eq_us", "eq_ea"]
  static let macroParameters = series.flatMap { ["\($0).mean", "\($0).sigma"] }
}
