// SPDX-License-Identifier: GPL-3.0-or-later

/// The annual series, in the order in which a year's values follow from each other.
///
/// The raw number is part of the address of each series' shocks and never changes.
public enum MacroSeries: Int, CaseIterable, Sendable {
  case usInflation = 0
  case luInflation = 1
  case usWages = 2
  case luWages = 3
  case usShortRate = 4
  case euroShortRate = 5
  case usLongRate = 6
  case euroLongRate = 7
  case usEquities = 8
  case euroEquities = 9

  /// The name in parameter files and scenarios.
  public var name: String { Self.names[rawValue] }

  static let names = ["pi_us", "pi_lu", "w_us", "w_lu", "i_us", "i_eu", "l_us", "l_eu", "eq_us", "eq_ea"]

  public init(named name: String) throws(EconomyError) {
    guard let index = Self.names.firstIndex(of: name), let series = Self(rawValue: index) else {
      throw .unknown("series", name, known: Self.names)
    }
    self = series
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

  var series: [MacroSeries] {
    switch self {
    case .all: MacroSeries.allCases
    case .savings: [.usInflation, .luInflation, .usWages, .luWages, .usShortRate, .euroShortRate]
    case .pensions: [.usInflation, .luInflation, .usWages, .luWages]
    }
  }
}
