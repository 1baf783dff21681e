// SPDX-License-Identifier: GPL-3.0-or-later

/// An annual series of an area.
public struct MacroSeries: Hashable, Sendable {
  /// What a series is about; an area has one of each.
  public enum Kind: Int, CaseIterable, Sendable {
    case inflation, wages, shortRate, longRate, equities

    /// Begins the names of its series.
    var prefix: String { ["pi", "w", "i", "l", "eq"][rawValue] }
  }

  /// The name in parameter files and scenarios.
  public let name: String
  public let kind: Kind
  /// Number of the stream of its shocks: it depends on the series alone, so that no area moves another's draws.
  let stream: Int
  /// Where its equation stands.
  let origin: Origin

  enum Origin: Hashable, Sendable {
    /// In the file at this place of ``CurrencyAreas/libraries``.
    case file(Int)
    /// This year's value of another series and a spread, which that file may state.
    case follows(Int, file: Int)

    var file: Int {
      switch self {
      case .file(let file), .follows(_, let file): file
      }
    }
  }
}

/// Which annual series somebody reads. Every draw has its own address, so what is left out moves nothing.
public enum WantedSeries: Sendable {
  case all
  /// Prices, wages and short rates: households with savings.
  case savings
  /// Prices and wages.
  case pensions

  /// Whether the tables of short rates are filled, and those of long rates and returns.
  var hasShortRates: Bool { self != .pensions }
  var hasReturns: Bool { self == .all }

  var kinds: [MacroSeries.Kind] {
    switch self {
    case .all: MacroSeries.Kind.allCases
    case .savings: [.inflation, .wages, .shortRate]
    case .pensions: [.inflation, .wages]
    }
  }
}
