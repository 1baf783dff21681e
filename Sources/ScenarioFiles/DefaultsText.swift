// SPDX-License-Identifier: GPL-3.0-or-later
import Simulation

/// Defaults in words, made from the values themselves.
extension ScenarioReader {
  static var standardDelay: String {
    let delay = DelaySettings()
    let national = delay.national.keys.sorted().map { "\($0) \(plain(delay.national[$0] ?? 0))" }.joined(
      separator: ", ")
    return "totalized claims \(text(delay.totalized)); national claims \(national) months; documents asked for again "
      + "\(percent(delay.documentFailure)), \(text(delay.rework)); first refusal \(percent(delay.denial)), \(text(delay.appeal))"
  }

  private static func text(_ shape: DelaySettings.Shape) -> String {
    switch shape {
    case .gamma(let shape, let mean): "gamma with shape \(plain(shape)) and mean \(plain(mean)) months"
    case .triangular(let low, let mode, let high):
      "triangular from \(plain(low)) over \(plain(mode)) to \(plain(high)) months"
    case .fixed(let months): "\(plain(months)) months"
    }
  }
}
