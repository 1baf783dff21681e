// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Parameters
import Quantities
import Testing

@testable import Calibration

private func series(_ levels: [Double]) -> ExchangeRateSeries {
  ExchangeRateSeries(name: "made up", isReal: true, firstMonth: YearMonth(2000, 1), levels: levels)
}

private let short = SearchEffort(looked: 32, started: 2, polished: 1)

@Suite("Calibration: what it refuses, Invariants")
struct CalibrationRefusalTests {
  @Test("a series that is too short or never moves")
  func samples() throws {
    let error = try #require(throws: ParameterError.self) {
      try CalibrationSample(series((0..<30).map { Double($0 % 3) }))
    }
    #expect(error.message == "29 monthly changes from 2000-01 to 2002-06")
    #expect(throws: ParameterError.self) { try CalibrationSample(series([Double](repeating: 0.2, count: 50))) }
    #expect(try CalibrationSample(series((0..<31).map { Double($0 % 3) })).count == 30)
  }

  @Test("a rate that runs away has no mean to revert to")
  func explosive() throws {
    var levels = [0.01]
    for month in 0..<120 { levels.append(levels[month] * 1.02 + (month % 2 == 0 ? 0.001 : -0.001)) }
    let refusal = try #require(throws: CalibrationRefusal.self) {
      try CalibratedModel.ou.fit(try CalibrationSample(series(levels)))
    }
    #expect(refusal.model == .ou && refusal.reason.hasPrefix("the sample does not revert"))
  }

  @Test(
    "tails thinner than the normal's have no nu, and steady shocks no second regime",
    arguments: [
      CalibratedModel.studentT, .garch, .merton,
    ])
  func thinTails(_ model: CalibratedModel) throws {
    // Changes of one size and irregular sign.
    var levels = [0.0]
    var word: UInt32 = 1
    for month in 0..<150 {
      word = word &* 1_664_525 &+ 1_013_904_223
      levels.append(levels[month] + (word >> 31 == 0 ? 0.02 : -0.02))
    }
    #expect(throws: CalibrationRefusal.self) {
      try model.fit(try CalibrationSample(series(levels)), effort: short)
    }
  }
}

@Suite("Calibration: outcomes, HandCalculation")
struct CalibrationOutcomeTests {
  func fit(_ model: CalibratedModel, _ values: [Double]) -> ModelFit {
    ModelFit(
      model: model, n: 100,
      parameters: zip(model.parameterNames, values).map {
        ParameterEstimate(name: $0, value: $1, standardError: nil)
      }, logLikelihood: 10, turbulentNext: nil, notes: [])
  }

  @Test("half-life, information criteria and variances")
  func derived() throws {
    let ou = fit(.ou, [0.16, 0.21, 0.095])
    #expect(abs(try #require(ou.halfLifeYears) - 4.332169878) < 1e-9)
    #expect(ou.aic == -14 && abs(ou.bic - (3 * 4.605170186 - 20)) < 1e-9)
    // 0.095²·(1 − e^−3.2)/0.32, and 1 − exp(−1.6449 of its root)
    #expect(abs(try #require(ou.variance(ofChangeAfter: 120)) - 0.0270535035) < 1e-9)
    #expect(abs(try #require(ou.lossInOneOfTwenty(after: 120)) - 0.2370362) < 1e-7)
    // Fixed half-life against the random walk: 16.4 % and 30.0 % after ten years.
    let walk = fit(.rw, [0.095 / 12.0.squareRoot()])
    #expect(abs(try #require(walk.variance(ofChangeAfter: 120)) - 0.09025) < 1e-12)
    #expect(walk.halfLifeYears == nil)
    #expect(fit(.garch, [0, 1e-5, 0.1, 0.95]).variance(ofChangeAfter: 12) == nil)
  }

  /// Two months, states enumerated: four paths of the chain with their probabilities.
  @Test("two regimes with two means")
  func twoMonths() throws {
    let (m1, m2, s1, s2, p12, p21) = (0.01, -0.02, 0.02, 0.04, 0.1, 0.3)
    let start = [0.75, 0.25]
    let step = [[0.9, 0.1], [0.3, 0.7]]
    var (mean, second) = (0.0, 0.0)
    for a in 0...1 {
      for b in 0...1 {
        let p = start[a] * step[a][b]
        let m = [m1, m2][a] + [m1, m2][b]
        mean += p * m
        second += p * (m * m + [s1 * s1, s2 * s2][a] + [s1 * s1, s2 * s2][b])
      }
    }
    let model = fit(.rs2, [m1, m2, s1, s2, p12, p21])
    #expect(abs(try #require(model.variance(ofChangeAfter: 2)) - (second - mean * mean)) < 1e-15)
  }

  @Test("JSON lines hold what was promised, refusals included")
  func json() async throws {
    let calibration = try Calibration(try ExchangeRateData.nominal.series(), models: [.rw])
    let outcomes =
      await calibration.run() + [
        .failure(CalibrationRefusal(model: .ou, n: 333, reason: "no \"mean\""))
      ]
    let report = CalibrationReport(calibration, outcomes)
    let lines = report.jsonLines.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("{\"model\":\"rw\",\"n\":333,\"parameters\":{\"s\":{\"estimate\":0.02654680"))
    #expect(lines[0].contains(",\"loglik\":735.8991") && lines[0].contains("\"from\":\"1999-01\",\"to\":\"2026-10\""))
    #expect(
      lines[1]
        == "{\"model\":\"ou\",\"n\":333,\"series\":\"nominal\",\"from\":\"1999-01\",\"to\":\"2026-10\",\"error\":\"no \\\"mean\\\"\"}"
    )
    #expect(report.table.contains("rw     1  735.8991  -1469.80  -1465.99"))
    #expect(report.table.contains("refused: no \"mean\""))
  }

  @Test("numbers are written without powers of ten")
  func numbers() {
    #expect(fixed(1.005, 1) == "1.0" && fixed(-0.04, 1) == "0.0" && fixed(-1.25, 1) == "-1.3" && fixed(7, 0) == "7")
    #expect(significant(-5.6451e-05, 5) == "-0.000056451" && significant(735.9, 2) == "736")
  }
}
