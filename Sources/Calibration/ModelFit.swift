// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Economy

/// A parameter with its standard error.
public struct ParameterEstimate: Hashable, Sendable {
  public let name: String
  public let value: Double
  /// Nil where the Hessian is not positive definite.
  public let standardError: Double?
}

/// One model fitted to one sample by maximum likelihood.
public struct ModelFit: Sendable {
  public let model: CalibratedModel
  /// Monthly changes in the sample.
  public let n: Int
  public let parameters: [ParameterEstimate]
  public let logLikelihood: Double
  /// Predicted probability of the turbulent state in the month after the sample; nil without regimes.
  public let turbulentNext: Double?
  /// What a reader must know of this fit: a bound that holds, an error that does not exist.
  public let notes: [String]

  public var aic: Double { 2 * Double(parameters.count) - 2 * logLikelihood }
  public var bic: Double { Double(parameters.count) * log(Double(n)) - 2 * logLikelihood }

  /// Estimates by name.
  public subscript(name: String) -> Double? { parameters.first { $0.name == name }?.value }

  /// Years in which half of a departure from the mean is gone; nil for models that do not revert.
  public var halfLifeYears: Double? { self["kappa"].map { log(2) / $0 } }
}

/// A model that this sample does not identify.
public struct CalibrationRefusal: Error, Hashable, CustomStringConvertible {
  public let model: CalibratedModel
  public let n: Int
  public let reason: String
  public var description: String { "\(model.rawValue): \(reason)" }
}

extension CalibratedModel {
  /// Fits the model to the sample.
  ///
  /// - Throws: ``CalibrationRefusal`` where the maximum is degenerate: no reversion, tails that cannot be told from the
  ///   normal, a component without effect, or nothing but spikes.
  public func fit(_ sample: CalibrationSample, effort: SearchEffort = .standard) throws(CalibrationRefusal) -> ModelFit
  {
    let estimates = try maximum(sample, effort)
    var notes = boundNotes(estimates, sample)
    let errors = standardErrors(of: { logLikelihoodNegative($0, sample) }, at: estimates)
    if errors == nil {
      notes.append("the likelihood is flat or at a bound in some direction: no standard errors")
    }
    return ModelFit(
      model: self, n: sample.count,
      parameters: parameterNames.indices.map {
        ParameterEstimate(name: parameterNames[$0], value: estimates[$0], standardError: errors?[$0])
      },
      logLikelihood: logLikelihood(estimates, sample), turbulentNext: turbulentNext(estimates, sample), notes: notes)
  }

  private func logLikelihoodNegative(_ p: [Double], _ sample: CalibrationSample) -> Double {
    -logLikelihood(p, sample)
  }

  private func refuse(_ sample: CalibrationSample, _ reason: String) -> CalibrationRefusal {
    CalibrationRefusal(model: self, n: sample.count, reason: reason)
  }

  /// Natural parameters at the maximum.
  private func maximum(_ sample: CalibrationSample, _ effort: SearchEffort) throws(CalibrationRefusal) -> [Double] {
    switch self {
    case .rw:
      return [(sample.changes.reduce(0) { $0 + $1 * $1 } / Double(sample.count)).squareRoot()]
    case .gbm:
      return [sample.mean, sample.deviation]
    case .ou:
      guard let estimates = regression(sample) else {
        throw refuse(sample, "the sample does not revert: the slope of q on last month's q is not between 0 and 1")
      }
      return estimates
    default: break
    }
    let search = MaximumSearch(coordinates: Coordinates(model: self, sample: sample), effort: effort)
    guard let found = search.run() else {
      throw refuse(
        sample, "no maximum with two regimes: every one is a spike on a few months or a chain that swaps every month")
    }
    let p = found.parameters
    if let i = parameterNames.firstIndex(of: "nu"), p[i] > 1_000 {
      throw refuse(sample, "the tails cannot be told from the normal: nu has no finite maximum")
    }
    if let i = parameterNames.firstIndex(of: "kappa"), p[i] * Double(sample.count) / 12 < 0.01 {
      throw refuse(sample, "the sample does not revert: kappa goes to 0")
    }
    if let plain = nested(sample), found.logLikelihood < plain + 1e-3 {
      throw refuse(sample, "no better than the model with constant normal shocks: what it adds is not identified")
    }
    return p
  }

  /// ln L of the same model with constant normal shocks; nil where that does not exist.
  private func nested(_ sample: CalibrationSample) -> Double? {
    if !reverts { return Self.gbm.logLikelihood([sample.mean, sample.deviation], sample) }
    return regression(sample).map { Self.ou.logLikelihood($0, sample) }
  }

  /// The exact maximum of `ou`: q_t on (1, q_{t−1}), residual variance with divisor n.
  ///
  /// - Returns: κ, θ, σ; nil unless the slope is between 0 and 1.
  func regression(_ sample: CalibrationSample) -> [Double]? {
    let (x, y) = (sample.levels.dropLast(), sample.levels.dropFirst())
    let n = Double(sample.count)
    let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    var (xx, xy) = (0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      xy += (a - meanX) * (b - meanY)
    }
    let slope = xy / xx
    guard slope > 0, slope < 1 else { return nil }
    let theta = (meanY - slope * meanX) / (1 - slope)
    let variance =
      zip(x, y).reduce(0) { sum, pair in
        let e = pair.1 - theta - slope * (pair.0 - theta)
        return sum + e * e
      } / n
    let kappa = -log(slope) * 12
    return [kappa, theta, (2 * kappa * variance / (1 - slope * slope)).squareRoot()]
  }

  /// Merton's bounds are part of the model as fitted; a maximum that lies on one says so.
  private func boundNotes(_ p: [Double], _ sample: CalibrationSample) -> [String] {
    guard self == .merton else { return [] }
    var notes: [String] = []
    if p[2] > 1 - 1e-6 { notes.append("lambda_m is at its bound, 1 jump a month") }
    if p[1] < Coordinates.narrowest * sample.deviation * (1 + 1e-6) {
      notes.append("s is at its bound, a quarter of the sample's standard deviation")
    }
    if p[4] < 1e-4 * sample.deviation { notes.append("deltaJ is at its bound, 0: all jumps have one size") }
    return notes
  }
}
