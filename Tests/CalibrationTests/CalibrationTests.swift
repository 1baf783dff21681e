// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Parameters
import Quantities
import Testing

@testable import Calibration

/// One fit of `Goldens/maximum-likelihood.csv`.
struct ReferenceFit: Sendable, CustomTestStringConvertible {
  var series: ExchangeRateData
  var model: CalibratedModel
  var n: Int
  var logLikelihood, aic, bic: Double
  var names: [String] = []
  var estimates: [Double] = []
  var errors: [Double] = []

  var testDescription: String { "\(series.rawValue).\(model.rawValue)" }

  static func all() throws -> [ReferenceFit] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/maximum-likelihood.csv")
    let table = try CSVTable(String(contentsOf: file, encoding: .utf8), file: "maximum-likelihood.csv")
    var fits: [ReferenceFit] = []
    for row in table.rows {
      let series = try #require(ExchangeRateData(rawValue: row[0]))
      let model = try #require(CalibratedModel(rawValue: row[1]))
      let numbers = try row[2...5].map { try #require(Double($0)) }
      if fits.last?.series != series || fits.last?.model != model {
        fits.append(
          ReferenceFit(
            series: series, model: model, n: Int(numbers[0]), logLikelihood: numbers[1], aic: numbers[2],
            bic: numbers[3]))
      }
      fits[fits.count - 1].names.append(row[6])
      fits[fits.count - 1].estimates.append(try #require(Double(row[7])))
      fits[fits.count - 1].errors.append(try #require(Double(row[8])))
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
    let sample = try CalibrationSample(try reference.series.series())
    #expect(sample.count == reference.n)
    #expect(abs(reference.model.logLikelihood(reference.estimates, sample) - reference.logLikelihood) < 1e-5)
  }

  @Test("standard errors at the reference's estimates are the reference's", arguments: try ReferenceFit.all())
  func errors(_ reference: ReferenceFit) throws {
    let sample = try CalibrationSample(try reference.series.series())
    let errors = try #require(
      standardErrors(of: { -reference.model.logLikelihood($0, sample) }, at: reference.estimates))
    for (ours, theirs) in zip(errors, reference.errors) { #expect(abs(ours / theirs - 1) < 0.05) }
  }

  @Test("every fit finds the reference's maximum", arguments: try ReferenceFit.all())
  func fits(_ reference: ReferenceFit) throws {
    let sample = try CalibrationSample(try reference.series.series())
    reference.expectEqual(try reference.model.fit(sample))
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
