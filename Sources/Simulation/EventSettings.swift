// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// What a scenario says of the changes of law that countries list: all off unless it asks.
public struct EventSettings: Hashable, Sendable {
  /// The hazard of a change that has come by the first simulated month.
  public static let atOnce = Double.infinity

  /// By ``Reform/key``: hazard a year, or of a fund's shortfall the chance of the cut; without one it cannot come.
  public private(set) var likelihoods: [String: Double]
  /// By key of a ``Reform/Option``; the country's own figure holds where it is not named.
  public var options: [String: Reform.Value]

  public init(_ likelihoods: [String: Double] = [:], options: [String: Reform.Value] = [:]) {
    (self.likelihoods, self.options) = (likelihoods.filter { $0.value > 0 }, options)
  }

  /// The likelihood of the change with a key; 0 where it cannot come.
  public subscript(key: String) -> Double {
    get { likelihoods[key] ?? 0 }
    set { likelihoods[key] = newValue > 0 ? newValue : nil }
  }

  /// Lets a change come for certain: at once, or of a fund's shortfall when its reserves run out.
  public mutating func makeCertain(_ reform: Reform) {
    if case .share = reform.effect { self[reform.key] = 1 } else { self[reform.key] = Self.atOnce }
  }
}
