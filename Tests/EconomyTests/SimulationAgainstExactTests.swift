// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Economy

let slow = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil

@Suite("Simulated exchange rates against their exact laws")
struct SimulationAgainstExactTests {
  /// Parameters of the golden laws, and of models that have only moments.
  static let models: [EconomySettings] = [
    EconomySettings(model: "rw", modelParameters: ["s": 0.0271]),
    EconomySettings(model: "gbm", modelParameters: ["m": -0.0003, "s": 0.0271]),
    EconomySettings(model: "ou", modelParameters: ["kappa": 0.35, "theta": 0.1, "sigma": 0.11, "q0": 0.4]),
    EconomySettings(model: "ou", parameterUncertainty: true),
    EconomySettings(model: "student_t", modelParameters: ["m": -0.0003, "s": 0.0226, "nu": 6.5]),
    EconomySettings(model: "ou_t", modelParameters: ["kappa": 0.16, "theta": 0.21, "sigma": 0.095, "nu": 7]),
    EconomySettings(model: "ou_t", parameterUncertainty: true),
    EconomySettings(
      model: "merton", modelParameters: ["m": 0, "s": 0.022, "lambda_m": 0.05, "muJ": -0.04, "deltaJ": 0.03]),
    EconomySettings(
      model: "rs2",
      modelParameters: [
        "m1": 0.00014, "m2": -0.00107, "s1": 0.0202, "s2": 0.036, "p12": 0.023, "p21": 0.0424, "prob2_0": 0.3517,
      ]),
    EconomySettings(model: "rs2_common_mean"),
    EconomySettings(
      model: "ou_rs",
      modelParameters: [
        "kappa": 0.16, "theta": 0.21, "s1": 0.0204, "s2": 0.0359, "p12": 0.022, "p21": 0.0416, "prob2_0": 0.3459,
        "q0": 0.1433,
      ]),
    EconomySettings(model: "default"),
    EconomySettings(
      model: "garch", modelParameters: ["m": 0, "omega": 4.9e-05, "alpha": 0.1074, "beta": 0.8262, "h1": 0.0007]),
    EconomySettings(model: "garch_t"), EconomySettings(model: "ou_garch"),
    EconomySettings(model: "bootstrap", modelParameters: ["restart_probability": 0.0417, "centred": 0]),
  ]

  @Test("moments and quantiles lie within four standard errors", arguments: models)
  func simulationClosedForm(_ settings: EconomySettings) async throws {
    try await compare(settings, months: [1, 3, 24], paths: 4096, antithetic: false)
  }

  @Test("the same with antithetic pairs", arguments: [EconomySettings(), EconomySettings(model: "garch")])
  func antitheticClosedForm(_ settings: EconomySettings) async throws {
    try await compare(settings, months: [1, 24], paths: 4096, antithetic: true)
  }

  @Test("the same at a million paths and thirty years", .enabled(if: slow), .serialized, arguments: models)
  func simulationClosedFormSlow(_ settings: EconomySettings) async throws {
    try await compare(settings, months: [1, 3, 12, 60, 120, 360], paths: 1_000_000, antithetic: false)
  }

  private func compare(_ settings: EconomySettings, months: [Int], paths: Int, antithetic: Bool) async throws {
    let projection = try await EconomyProjection.run(
      settings, months: months, paths: paths, seed: 20_261_121, antithetic: antithetic)
    let n = Double(paths)
    for horizon in projection.horizons {
      let exact = try #require(horizon.exact)
      let label = Comment(rawValue: "\(settings.model) \(settings.modelParameters) at \(horizon.months) months")
      #expect(abs(horizon.mean.value - exact.mean) <= 4 * horizon.mean.error + 1e-15, label)
      if let kurtosis = exact.excessKurtosis {
        // The variance's own standard error; pairs carry at worst half the information.
        let error = exact.variance * sqrt((kurtosis + 2) / (antithetic ? n / 2 : n))
        #expect(abs(horizon.variance - exact.variance) <= 4 * error, label)
      }
      if let meanOfExpMinus = exact.meanOfExpMinus, let simulated = horizon.meanOfExpMinus {
        #expect(abs(simulated.value - meanOfExpMinus) <= 4 * simulated.error, label)
      }
      let law = TerminalLaw(projection.process, months: horizon.months)
      for quantile in horizon.quantiles {
        // A sample quantile is off by what its probability is off, a binomial share; type 7 moves it by at most one draw.
        guard let reached = law.probability(below: quantile.estimate.value) else { break }
        let p = quantile.probability
        #expect(
          abs(reached - p) <= 4 * sqrt(p * (1 - p) / (antithetic ? n / 2 : n)) + 1 / n,
          "\(settings.model) \(horizon.months) months, quantile \(p)")
      }
    }
  }

  /// `kappa` → 0 makes `ou` the random walk, no jumps make `merton` one with drift, and a chain that never leaves calm makes `ou_rs`
  /// the plain process.
  @Test("limits join the models")
  func limitsInvariants() throws {
    func q(_ settings: EconomySettings) throws -> [Double] {
      let model = try EconomyModel(settings, asOf: YearMonth(2026, 5), months: 120, seed: 8)
      var block = model.makeBlock(lanes: 64)
      model.generateExchangeRate(&block, firstPath: 0, lanes: 64)
      return block.logRealRate
    }
    func equal(_ a: EconomySettings, _ b: EconomySettings, _ tolerance: Double) throws {
      for (x, y) in zip(try q(a), try q(b)) { #expect(abs(x - y) <= tolerance) }
    }
    let s = 0.095 / sqrt(12.0)
    let walk = EconomySettings(model: "rw", modelParameters: ["s": s])
    for kappa in [0, 1e-300, 1e-9] {
      try equal(
        EconomySettings(model: "ou", modelParameters: ["kappa": kappa, "theta": 0.21, "sigma": 0.095]), walk, 1e-8)
    }
    try equal(
      EconomySettings(
        model: "ou_rs",
        modelParameters: [
          "kappa": 0.16, "theta": 0.21, "p12": 0, "p21": 0.04, "prob2_0": 0, "s2": 0.5,
          "s1": sqrt(0.095 * 0.095 * -expm1(-0.16 / 6) / 0.32),
        ]),
      EconomySettings(model: "ou", modelParameters: ["kappa": 0.16, "theta": 0.21, "sigma": 0.095]), 1e-14)
    let drift = EconomySettings(model: "gbm", modelParameters: ["m": -0.0003, "s": 0.0271])
    for lambda in [0, 1e-12] {
      try equal(
        EconomySettings(
          model: "merton", modelParameters: ["m": -0.0003, "s": 0.0271, "lambda_m": lambda, "muJ": 0.3, "deltaJ": 0.2]),
        drift, 1e-14)
    }
    // The same limits of the exact laws.
    let law = { (model: ExchangeRateModel, values: [String: Double]) in
      TerminalLaw(try ExchangeRateProcess(model: model, values: values), months: 120)
    }
    let tiny = try law(.meanReverting, ["kappa": 1e-10, "theta": 0.21, "sigma": 0.095, "q0": 0.1])
    #expect(abs(tiny.variance - s * s * 120) < 1e-8 && abs(tiny.mean) < 1e-8)
  }

  @Test("no mean of a euro value is reported where there is none, and one is under a cap")
  func refusedMeanInvariants() async throws {
    let heavy = try await EconomyProjection.run(EconomySettings(model: "student_t"), months: [12], paths: 64)
    #expect(heavy.horizons[0].meanOfExpMinus == nil && heavy.horizons[0].rateMean == nil)
    #expect(
      heavy.json().contains("\"E_exp_minus_x\": null")
        && heavy.json().contains("\"reason\": \"the exponential of a Student t"))
    let capped = try await EconomyProjection.run(EconomySettings(model: "student_t", cap: 0.7), months: [12], paths: 64)
    #expect(capped.horizons[0].meanOfExpMinus != nil && capped.json().contains("\"cap\": 0.7"))
    #expect(capped.horizons[0].exact == nil)
  }

  @Test("the projection is the same for any number of threads and lanes, and is what it says")
  func projectionInvariants() async throws {
    var texts: Set<String> = []
    for threads in [1, 2, 3, 8] {
      let projection = try await EconomyProjection.run(
        EconomySettings(), months: [24, 6, 24], paths: 9000, seed: 4, threads: threads)
      #expect(projection.horizons.map(\.months) == [6, 24] && projection.asOf == YearMonth(2026, 5))
      texts.insert(projection.json())
    }
    let work = slow ? [1, 1000, 4096].flatMap { lanes in [1, 2, 3, 8].map { ($0, lanes) } } : [(3, 1000)]
    for (threads, lanes) in work {
      let projection = try await EconomyProjection.run(
        EconomySettings(), asOf: nil, months: [24, 6, 24], paths: 9000, seed: 4, antithetic: false, threads: threads,
        exact: true, lanes: lanes)
      texts.insert(projection.json())
    }
    #expect(texts.count == 1)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(texts.first!.utf8)) as? [String: Any])
    #expect(Set(object.keys).isSuperset(of: ["model", "parameters", "paths", "seed", "horizons"]))
    let parameters = try #require(object["parameters"] as? [String: Double])
    #expect(parameters["q0"] == 0.1433 && parameters["prob2_0"] == 0.071)
    let horizons = try #require(object["horizons"] as? [[String: Any]])
    let exact = try #require(horizons[1]["exact"] as? [String: Any])
    #expect((exact["quantiles"] as? [String: Double])?.count == 7)
    await #expect(throws: EconomyError.self) { try await EconomyProjection.run(EconomySettings(), months: [0]) }
    await #expect(throws: EconomyError.self) {
      try await EconomyProjection.run(EconomySettings(), months: [12], paths: 7, antithetic: true)
    }
  }
}
