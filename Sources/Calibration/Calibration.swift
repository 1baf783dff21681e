// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities

/// One model's answer: a fit, or why there is none.
public typealias CalibrationOutcome = Result<ModelFit, CalibrationRefusal>

/// What `retiresim calibrate` asks: which models on which series.
public struct Calibration: Sendable {
  public var sample: CalibrationSample
  public var models: [CalibratedModel]
  public var effort: SearchEffort

  /// - Parameters:
  ///   - series: the shipped one or the user's, cut to the months wanted.
  ///   - models: nil for all that make sense on the series.
  /// - Throws: `ParameterError` where the series is too short or does not move.
  public init(_ series: ExchangeRateSeries, models: [CalibratedModel]? = nil, effort: SearchEffort = .standard) throws {
    sample = try CalibrationSample(series)
    self.models = models ?? CalibratedModel.defaults(real: series.isReal)
    self.effort = effort
  }

  /// Fits the models side by side, one task each.
  ///
  /// - Returns: [model] in the order of ``models``; the same for any number of threads.
  public func run() async -> [CalibrationOutcome] {
    await withTaskGroup(of: (Int, CalibrationOutcome).self) { group in
      for (index, model) in models.enumerated() {
        group.addTask {
          (index, Result { () throws(CalibrationRefusal) in try model.fit(sample, effort: effort) })
        }
      }
      var outcomes = [CalibrationOutcome?](repeating: nil, count: models.count)
      for await (index, outcome) in group { outcomes[index] = outcome }
      return outcomes.compactMap { $0 }
    }
  }
}
