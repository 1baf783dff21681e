// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Two more made-up countries: what they bring to the economy stands in their own files and nowhere else.
extension Ruritania {
  /// Ruritania's law in a country with its own currency, the crown, of which four are a dollar.
  ///
  /// - Parameters:
  ///   - still: prices rise by 12 % a year in logs and nothing is drawn, so that amounts can be added up by hand.
  ///   - against: the currency that the crown's real rate is modelled against; nil for the first.
  public static func graustark(still: Bool = false, against: String? = nil) throws -> Ruritania {
    func text(_ name: String, _ mean: Double, _ sigma: Double) -> String {
      """
      economy.macro.\(name).mean: { title: Mean, unit: log, source: Bank of Graustark, values: { 1950: \(mean) } }
      economy.macro.\(name).sigma: { title: Deviation, unit: log, source: Bank of Graustark, values: { 1950: \(still ? 0 : sigma) } }
      economy.start.\(name): { title: Start, unit: log, source: Bank of Graustark, values: { 1950: \(mean) } }

      """
    }
    func crown(_ name: String, _ value: String) -> String {
      "economy.currency.XGC.\(name): { title: Crown, unit: any, source: Bank of Graustark, values: { 1950: \(value) } }\n"
    }
    var yaml = text("pi_xg", still ? 0.12 : 0.04, 0.02) + text("w_xg", still ? 0 : 0.02, 0.01)
    yaml += text("i_xg", still ? 0 : 0.05, 0.01) + text("l_xg", 0.05, 0.01) + text("eq_xg", 0.05, 0.2)
    yaml += """
      economy.macro.pi_xg.regressors: { title: From, unit: series, source: Bank of Graustark, values: { 1950: [pi_xg_1] } }
      economy.macro.pi_xg.slopes: { title: Slope, unit: number, source: Bank of Graustark, values: { 1950: [0.5] } }
      economy.macro.correlation.pairs: { title: Pairs, unit: series, source: Bank of Graustark, values: { 1950: ["pi_us:pi_xg"] } }
      economy.macro.correlation.values: { title: Correlations, unit: number, source: Bank of Graustark, values: { 1950: [0.4] } }

      """
    let moves = still ? [("m", "0"), ("s", "0")] : [("kappa", "0.3"), ("theta", "-1.2"), ("sigma", "0.12")]
    for (name, value) in [("model", still ? "rw" : "ou"), ("rate", "0.25"), ("q0", "-1.4")] + moves {
      yaml += crown(name, value)
    }
    if let against { yaml += crown("against", against) }
    return try country("XG", "Graustark", "XGC", yaml)
  }

  /// Ruritania's law in another country of the euro.
  ///
  /// - Parameter calibrated: its prices rise by 6 % a year in logs without chance and its wages are its own; else both follow the
  ///   euro's area with the shipped spread.
  public static func orsinia(calibrated: Bool = true) throws -> Ruritania {
    let yaml = ["pi_xo": 0.06, "w_xo": 0.01].sorted { $0.key < $1.key }.map { name, mean in
      """
      economy.macro.\(name).mean: { title: Mean, unit: log, source: Bank of Orsinia, values: { 1950: \(mean) } }
      economy.macro.\(name).sigma: { title: Deviation, unit: log, source: Bank of Orsinia, values: { 1950: 0 } }
      economy.start.\(name): { title: Start, unit: log, source: Bank of Orsinia, values: { 1950: \(mean) } }

      """
    }
    return try country("XO", "Orsinia", "EUR", calibrated ? yaml.joined() : "")
  }

  private static func country(_ code: String, _ name: String, _ currency: String, _ economy: String) throws -> Ruritania
  {
    var made = try Ruritania()
    made.country = Country(code)
    (made.name, made.pensionName) = (name, "\(name) pension")
    made.currency = CurrencyCode(currency)
    let law = Self.text.split(separator: "\n").filter { !$0.hasPrefix("economy.") }.joined(separator: "\n")
    made.parameters = try ParameterLibrary(
      files: [("law.yaml", law), ("economy.yaml", economy)].filter { !$0.1.isEmpty }, root: "Tests/Support/\(name)")
    return made
  }
}
