// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Parameters
import Quantities
import Testing

@testable import Calibration

/// One fit of `Goldens/maximum-likelihood.csv`, of a whole series or of a cut one.
struct ReferenceFit: Sendable, CustomTestStringConvertible {
  var data: ExchangeRateData
  var from, to: YearMonth?
  var model: CalibratedModel
  var n: Int
  var logLikelihood, aic, bic: Double
  var names: [String] = []
  var estimates: [Double] = []
  var errors: [Double] = []

  var testDescription: String {
    "\(data.rawValue) \(from.map(\.description) ?? "")..\(to.map(\.description) ?? "") \(model.rawValue)"
  }

  func sample() throws -> CalibrationSample { try CalibrationSample(try data.series(from: from, through: to)) }

  static func all() throws -> [ReferenceFit] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/maximum-likelihood.csv")
    let table = try CSVTable(String(contentsOf: file, encoding: .utf8), file: "maximum-likelihood.csv")
    var fits: [ReferenceFit] = []
    for row in table.rows {
      let data = try #require(ExchangeRateData(rawValue: row[0]))
      let (from, to) = (YearMonth(row[1]), YearMonth(row[2]))
      let model = try #require(CalibratedModel(rawValue: row[3]))
      let numbers = try row[4...7].map { try #require(Double($0)) }
      let last = fits.last
      if last?.data != data || last?.model != model || last?.from != from || last?.to != to {
        fits.append(
          ReferenceFit(
            data: data, from: from, to: to, model: model, n: Int(numbers[0]), logLikelihood: numbers[1],
            aic: numbers[2], bic: numbers[3]))
      }
      fits[fits.count - 1].names.append(row[8])
      fits[fits.count - 1].estimates.append(try #require(Double(row[9])))
      fits[fits.count - 1].errors.append(try #require(Double(row[10])))
    }
    return fits
  }

  func expectEqual(_ fit: ModelFit) {
    #expect(fit.n == n && fit.parameters.map(\.name) == names)
    #expect(abs(fit.logLikelihood - logLikelihood) < 1e-3)
    #expect(abs(fit.aic - aic) < 2e-3 && abs(fit.bic - bic) < 2e-3)
    for (i, parameter) in fit.parameters.enumerated() {
      #expect(
        abs(parameter.value - estimates[i]) <= max(1e-3 * abs(estimates[i]), 0.02 * errors[i]),
        "\(parameter.name) \(parameter.value) for \(estimates[i])")
      let error = parameter.standardError ?? .nan
      #expect(abs(error / errors[i] - 1) < 0.05, "error of \(parameter.name) \(error) for \(errors[i])")
    }
  }
}

@Suite("Calibration: estimates, MatchesReference")
struct EstimatesMatchReferenceTests {
  @Test("every likelihood has the reference's value at its estimates", arguments: try ReferenceFit.all())
  func likelihood(_ reference: ReferenceFit) throws {
    let sample = try reference.sample()
    #expect(sample.count == reference.n)
    #expect(abs(reference.model.logLikelihood(reference.estimates, sample) - reference.logLikelihood) < 1e-5)
  }

  @Test("standard errors at the reference's estimates are the reference's", arguments: try ReferenceFit.all())
  func errors(_ reference: ReferenceFit) throws {
    let sample = try reference.sample()
    let errors = try #require(
      standardErrors(of: { -reference.model.logLikelihood($0, sample) }, at: reference.estimates))
    for (ours, theirs) in zip(errors, reference.errors) { #expect(abs(ours / theirs - 1) < 0.05) }
  }

  @Test("a short search finds the reference's maximum", arguments: try ReferenceFit.all())
  func quickFits(_ reference: ReferenceFit) throws {
    let effort = SearchEffort(looked: 64, started: 3, polished: 1)
    reference.expectEqual(try reference.model.fit(try reference.sample(), effort: effort))
  }

  @Test(
    "the search as shipped finds the reference's maximum",
    .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil), arguments: try ReferenceFit.all())
  func fits(_ reference: ReferenceFit) throws {
    reference.expectEqual(try reference.model.fit(try reference.sample()))
  }

  /// `ou` has a closed form, which `fit` uses; the search must find it too.
  @Test("the search finds the regression's maximum")
  func searchAgainstRegression() throws {
    let sample = try CalibrationSample(try ExchangeRateData.real.series())
    let exact = try #require(CalibratedModel.ou.regression(sample))
    let search = MaximumSearch(
      coordinates: Coordinates(model: .ou, sample: sample), effort: SearchEffort(looked: 16, started: 1, polished: 1))
    let found = try #require(search.run())
    for (a, b) in zip(found.parameters, exact) { #expect(abs(a / b - 1) < 1e-4) }
  }

  /// The rounded default parameters of the economy, on the real series to 2026-05.
  @Test("the default model's likelihood and its next month's turbulence")
  func defaultModel() throws {
    let sample = try CalibrationSample(try ExchangeRateData.real.series())
    let p = [0.16, 0.21, 0.0204, 0.0359, 0.022, 0.0416]
    #expect(abs(CalibratedModel.ouRS.logLikelihood(p, sample) - 732.82708) < 1e-5)
    #expect(abs(try #require(CalibratedModel.ouRS.turbulentNext(p, sample)) - 0.0706) < 5e-5)
  }
}
