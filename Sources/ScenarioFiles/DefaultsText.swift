// SPDX-License-Identifier: GPL-3.0-or-later
import Simulation

/// Defaults in words, made from the values themselves.
extension ScenarioReader {
  var standardDelay: String {
    let delay = DelaySettings()
    let known = countries.compactMap { country in
      // What is no number is refused where the months are used.
      (try? systems[country]?.nationalFilingMonths()).flatMap { $0 }.map { "\(country) \(Self.plain($0))" }
    }
    let national = known.isEmpty ? "0" : known.joined(separator: ", ")
    return "totalized claims \(text(delay.totalized)); national claims \(national) months; documents asked for again "
      + "\(Self.percent(delay.documentFailure)), \(text(delay.rework)); first refusal \(Self.percent(delay.denial)), \(text(delay.appeal))"
  }

  private func text(_ shape: DelaySettings.Shape) -> String {
    func plain(_ value: Double) -> String { Self.plain(value) }
    return switch shape {
    case .gamma(let shape, let mean): "gamma with shape \(plain(shape)) and mean \(plain(mean)) months"
    case .triangular(let low, let mode, let high):
      "triangular from \(plain(low)) over \(plain(mode)) to \(plain(high)) months"
    case .fixed(let months): "\(plain(months)) months"
    }
  }
}
