// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Economy
import Quantities
import Testing

@Suite("Exact laws of the exchange rate")
struct ClosedFormTests {
  /// One case has all its statistics together.
  struct Case: Sendable, CustomTestStringConvertible {
    var rows: [GoldenRow]
    var testDescription: String { rows[0]["case"] + " " + rows[0]["parameters"] }

    static func all() throws -> [Case] {
      var cases: [Case] = []
      for row in try GoldenRow.rows("terminal-laws.csv") {
        if let last = cases.last, last.rows[0]["case"] == row["case"], last.rows[0]["parameters"] == row["parameters"] {
          cases[cases.count - 1].rows.append(row)
        } else {
          cases.append(Case(rows: [row]))
        }
      }
      return cases
    }
  }

  @Test("the golden file has sixty cases")
  func goldenInvariants() throws {
    #expect(try Case.all().count == 60)
  }

  @Test("agree with high-precision mixtures and inversions", arguments: try Case.all())
  func terminalLawClosedForm(_ golden: Case) throws {
    let law = TerminalLaw(try golden.rows[0].process(), months: Int(golden.rows[0]["months"])!)
    // Quantiles of inverted laws are printed to twelve places.
    let inverted = ["student_t", "ou_t", "ou_rs", "garch"].contains(golden.rows[0]["model"])
    var names: Set<String> = []
    for row in golden.rows {
      let expected = try #require(row.number("value"))
      let statistic = row["statistic"].split(separator: " ").map(String.init)
      names.insert(statistic[0])
      switch statistic[0] {
      case "mean": #expect(close(law.mean, expected, absolute: 1e-16), "\(row.testDescription) \(law.mean) \(expected)")
      case "variance": #expect(close(law.variance, expected))
      case "skewness": #expect(close(law.skewness, expected, absolute: 1e-13), "\(law.skewness) \(expected)")
      case "excess_kurtosis": #expect(close(law.excessKurtosis, expected, absolute: 1e-12))
      case "E_exp_x": #expect(close(law.meanOfExp, expected))
      case "E_exp_minus_x": #expect(close(law.meanOfExpMinus, expected))
      case "quantile":
        let value = law.quantile(Double(statistic[1])!)
        #expect(
          close(value, expected, absolute: inverted ? 1e-9 : 0), "\(row.testDescription) \(value ?? .nan) \(expected)")
      case "probability":
        let value = law.probability(below: CGSL.log(Double(statistic[1])!))
        #expect(
          close(value, expected, absolute: inverted ? 1e-11 : 1e-14),
          "\(row.testDescription) \(value ?? .nan) \(expected)")
      default: Issue.record("unknown statistic \(row["statistic"])")
      }
    }
    #expect((law.meanOfExpMinus != nil) == names.contains("E_exp_minus_x"))
    #expect(law.hasDistribution == names.contains("quantile"))
  }

  @Test("value of a dollar pension while alive", arguments: try GoldenRow.rows("annuities.csv"))
  func annuityClosedForm(_ row: GoldenRow) throws {
    func number(_ name: String) throws -> Double { try #require(row.number(name)) }
    let (age, modal, dispersion, gamma) = (try number("age"), try number("M"), try number("b"), try number("gamma"))
    let survival = (1...Int(try number("months"))).map { month in
      let c = 1 / dispersion - gamma
      let years = Double(month) / 12
      return CGSL.exp(-CGSL.exp((age - modal) / dispersion) / dispersion * (CGSL.exp(c * years) - 1) / c)
    }
    let annuity = RealDollarAnnuity(
      usdPerMonth: try number("usd_per_month"), survival: survival, realRate: try number("real_rate"))
    let process = try row.process()
    #expect(close(annuity.mean(under: process), try number("mean_eur")))
    #expect(close(annuity.frozenValue(q0: process["q0"]), try number("frozen_eur")))
    #expect(close(annuity.standardDeviation(under: process), row.number("sd_eur")))
  }

  @Test("income against a threshold", arguments: try GoldenRow.rows("thresholds.csv"))
  func thresholdClosedForm(_ row: GoldenRow) throws {
    let test = ThresholdTest(
      usdPerMonth: try #require(row.number("usd_per_month")), thresholdEUR: try #require(row.number("threshold_eur")),
      months: try #require(Int(row["months"])))
    let process = try row.process()
    #expect(close(test.probabilityAbove(under: process), row.number("probability_above")))
    let shortfall = test.shortfall(under: process)
    #expect(close(shortfall, row.number("shortfall_eur")), "\(shortfall ?? .nan)")
  }

  @Test("options on the euro", arguments: try GoldenRow.rows("options.csv"))
  func optionClosedForm(_ row: GoldenRow) throws {
    func number(_ name: String) throws -> Double { try #require(row.number(name)) }
    let option = CurrencyOption(
      spot: try number("S"), strike: try number("K"), expiry: try number("T"), volatility: try number("sigma"),
      usdRate: try number("r_usd"), eurRate: try number("r_eur"))
    #expect(close(option.call, try number("call")))
    #expect(close(option.put, try number("put")))
    #expect(close(option.cashCall, try number("cash_call")))
    #expect(close(option.cashPut, try number("cash_put")))
    #expect(close(option.assetCall, try number("asset_call")))
  }

  @Test("moments of the bootstrap given its sample", arguments: try GoldenRow.rows("bootstrap.csv"))
  func bootstrapClosedForm(_ row: GoldenRow) throws {
    func number(_ name: String) throws -> Double { try #require(row.number(name)) }
    let process = try ExchangeRateProcess(
      EconomySettings(
        model: "bootstrap",
        modelParameters: ["restart_probability": try number("restart_probability"), "centred": try number("centred")]),
      asOf: YearMonth(2026, 5))
    let law = TerminalLaw(process, months: Int(try number("months")))
    #expect(close(law.mean, try number("mean"), absolute: 1e-14))
    #expect(close(law.variance, try number("variance")))
    #expect(law.quantile(0.5) == nil && law.meanOfExp == nil)
  }
}
