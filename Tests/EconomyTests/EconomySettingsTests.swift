// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities
import TestSupport
import Testing

@Suite("Settings of the economy")
struct EconomySettingsTests {
  private func refusal(_ settings: EconomySettings, asOf: YearMonth = YearMonth(2026, 11)) throws -> EconomyError {
    try #require(throws: EconomyError.self) {
      _ = try EconomyModel(settings, asOf: asOf, months: 12, seed: 1)
    }
  }

  @Test("unknown names are refused with names that exist")
  func unknownNamesInvariants() throws {
    let model = try refusal(EconomySettings(model: "ou_rss"))
    #expect(model.candidates.first == "ou_rs" && model.name == "ou_rss")
    #expect(
      model.description.hasPrefix(
        "unknown exchange-rate model 'ou_rss'; did you mean 'ou_rs'?\n  hint: known are default, rw"))
    let parameter = try refusal(EconomySettings(model: "ou", modelParameters: ["kapa": 0.2]))
    #expect(parameter.candidates == ["kappa"])
    let foreign = try refusal(EconomySettings(model: "rw", modelParameters: ["theta": 0.2]))
    #expect(foreign.message == "unknown parameter of 'rw': 'theta'")
    #expect(try refusal(EconomySettings(macroParameters: ["pi_us.men": 0.1])).candidates.first == "pi_us.mean")
    #expect(try refusal(EconomySettings(coupling: ["pi_uk": 0.1])).candidates.contains("pi_us"))
  }

  @Test(
    "values out of range are refused",
    arguments: [
      ("student_t", "nu", 2.0), ("garch", "alpha", 0.5), ("ou_rs", "p12", 1.1), ("gbm", "s", -0.01),
      ("ou", "kappa", -1),
      ("bootstrap", "restart_probability", 0), ("bootstrap", "centred", 2), ("garch", "h1", 0), ("ou", "theta", .nan),
    ])
  func rangesInvariants(_ model: String, _ name: String, _ value: Double) throws {
    let error = try refusal(EconomySettings(model: model, modelParameters: [name: value]))
    #expect(error.name.contains(name))
  }

  @Test("correlations that no shocks can have are refused")
  func correlationInvariants() throws {
    let error = try refusal(
      EconomySettings(macroParameters: ["correlation.eq_us.eq_ea": 0.99, "correlation.pi_us.eq_ea": 0.6]))
    #expect(error.name == "correlation" && error.message.contains("not positive definite"))
    let coupled = try refusal(EconomySettings(coupling: ["eq_us": 0.9, "eq_ea": -0.9]))
    #expect(coupled.message.contains("coupling"))
    #expect(throws: Never.self) {
      try EconomyModel(EconomySettings(coupling: ["eq_us": 0.3]), asOf: YearMonth(2026, 11), months: 1, seed: 1)
    }
    #expect(try refusal(EconomySettings(macroParameters: ["pi_us.slope.pi_us_1": 1.0])).name == "pi_us.slope.pi_us_1")
  }

  @Test("what has no sense is refused")
  func combinationsInvariants() throws {
    #expect(try refusal(EconomySettings(model: "rw", parameterUncertainty: true)).name == "rw")
    #expect(try refusal(EconomySettings(model: "bootstrap", coupling: ["pi_us": 0.1])).name == "bootstrap")
    #expect(try refusal(EconomySettings(cap: 0)).name == "cap")
    #expect(try refusal(EconomySettings(model: "ou", modelParameters: ["theta_sd": 0.1])).name == "theta_sd")
    #expect(try refusal(EconomySettings(path: [0: 0.1])).name == "path")
    #expect(try refusal(EconomySettings(), asOf: YearMonth(1998, 12)).name == "as_of")
  }

  @Test("the mean of a euro value exists, does not, or exists under a cap", arguments: ExchangeRateModel.allCases)
  func meanInvariants(_ model: ExchangeRateModel) throws {
    let heavy: Set = ["student_t", "ou_t", "garch", "garch_t", "ou_garch"]
    func mean(cap: Double?) throws -> MeanExistence {
      try EconomyModel(EconomySettings(model: model.rawValue, cap: cap), asOf: YearMonth(2026, 11), months: 1, seed: 1)
        .usesMean
    }
    if heavy.contains(model.rawValue) {
      guard case .doesNotExist(let reason) = try mean(cap: nil) else {
        Issue.record("\(model) has a mean")
        return
      }
      #expect(reason.contains("no finite mean"))
    } else {
      #expect(try mean(cap: nil) == .exists)
    }
    #expect(try mean(cap: 1) == .capped(1))
  }

  @Test("the default is ou_rs with uncertainty, and a parameter given switches it off")
  func defaultsHandCalculation() throws {
    let asOf = YearMonth(2026, 11)
    let model = try ExchangeRateProcess(EconomySettings(), asOf: asOf)
    #expect(model.model == .meanRevertingRegimes && model.uncertainty != nil)
    #expect(model["kappa"] == 0.16 && model["theta"] == 0.21 && model["q0"] == 0.098 && model["prob2_0"] == 0.073)
    let given = try ExchangeRateProcess(EconomySettings(model: "ou_rs", modelParameters: ["p12": 0.03]), asOf: asOf)
    #expect(given.uncertainty == nil && abs(given["prob2_0"] - 0.03 / (0.03 + 0.0416)) < 1e-15)
    let kept = try ExchangeRateProcess(
      EconomySettings(model: "ou_rs", modelParameters: ["theta": 0.06], parameterUncertainty: true), asOf: asOf)
    #expect(kept.uncertainty?.kappas.count == 8 && kept["theta"] == 0.06)
    #expect(abs(kept.uncertainty!.weights.reduce(0, +) - 1) < 1e-15)
  }

  @Test("the start is that of the valuation month, and before the first dated one that of the series")
  func startHandCalculation() throws {
    let may = try ExchangeRateStart(asOf: YearMonth(2026, 5))
    #expect(may.rate == 1.1644 && may.logRealRate == 0.1433 && may.turbulentProbability == 0.071)
    let november = try ExchangeRateStart(asOf: YearMonth(2026, 11))
    #expect(november.rate == 1.1172 && november.logRealRate == 0.098)
    let old = try ExchangeRateStart(asOf: YearMonth(1999, 1))
    #expect(abs(old.rate - 1.1384) < 1e-12 && old.logRealRate == 0.2419940756)
    let model = try EconomyModel(EconomySettings(), asOf: YearMonth(2010, 6), months: 3, seed: 1)
    #expect(model.cascade.starts == model.cascade.means)
  }
}
