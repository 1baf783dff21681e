// SPDX-License-Identifier: GPL-3.0-or-later

/// What a stream of draws is for: the second word of its address.
///
/// The numbers are part of every result ever printed. New purposes get new numbers; none is ever changed or reused.
public enum Purpose: UInt32, CaseIterable, Sendable {
  /// Monthly exchange-rate shocks.
  case exchangeRate = 1
  /// Regime states, jump counts and bootstrap restarts of the exchange rate.
  case regimes = 2
  /// Annual shocks of prices, wages, rates and returns, one stream a series.
  case macro = 3
  /// Lifetime of the first person.
  case lifetimeA = 4
  /// Lifetime of the second person.
  case lifetimeB = 5
  /// Processing times.
  case delay = 6
  /// Changes of law.
  case policy = 7
  /// Parameters drawn once a path.
  case parameters = 8
  /// Random shifts of low-discrepancy points.
  case quasiRandomShifts = 9
  /// Careers of a study.
  case careers = 10

  /// How the words of a period lie in the stream.
  var layout: Layout {
    switch self {
    case .exchangeRate, .macro: .dense
    case .regimes: .paired
    default: .sparse
    }
  }

  enum Layout: Sendable {
    /// The word of period t is word t mod 4 of block ⌊t/4⌋.
    case dense
    /// The two words of period t are words 2·(t mod 2) and the next of block ⌊t/2⌋.
    case paired
    /// Period t has blocks 256·t onward.
    case sparse
  }
}

/// A purpose, and for the purposes that have several streams a period, which of them.
public struct StreamID: Hashable, Sendable {
  public let purpose: Purpose
  public let series: UInt16
  /// Second word of the counter: the purpose, or purpose · 2¹⁶ + series for a family of streams.
  public let word: UInt32

  public init(_ purpose: Purpose) {
    precondition(purpose != .macro, "macro streams are told apart by their series")
    (self.purpose, series, word) = (purpose, 0, purpose.rawValue)
  }

  /// The stream of macro series `series`.
  public init(macroSeries series: Int) { self.init(family: .macro, series) }

  /// The stream of a purpose for the process of one currency; 0 is the one that has the purpose to itself.
  public init(_ purpose: Purpose, process: Int) {
    if process == 0 { self.init(purpose) } else { self.init(family: purpose, process) }
  }

  private init(family purpose: Purpose, _ series: Int) {
    precondition((0...0xFFFF).contains(series), "series \(series) of \(purpose)")
    (self.purpose, self.series) = (purpose, UInt16(series))
    word = purpose.rawValue << 16 + UInt32(series)
  }
}
