// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Quantities
import Statistics

/// How long institutions take from a complete claim to the first payment. Durations are in months.
public struct DelaySettings: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    /// Gamma with this shape parameter and mean.
    case gamma(shape: Double, mean: Double)
    case triangular(low: Double, mode: Double, high: Double)
    case fixed(Double)
  }

  /// Claims decided by totalization, in either country.
  public var totalized: Shape
  /// Claims on national periods alone, by country code; a country's own figure holds where it is not named.
  public var national: [String: Double]
  /// Mean falls linearly from `totalized`'s to `trendMean` between these months; nil for no trend.
  public var trend: ClosedRange<YearMonth>?
  public var trendMean: Double
  public var documentFailure: Double
  public var rework: Shape
  public var denial: Double
  public var appeal: Shape
  /// The record was verified at 55: no document failure.
  public var preVerified: Bool
  /// The claim went to the wrong agency first: months lost before the clock starts.
  public var wrongAgencyMonths: Int

  public init(
    totalized: Shape = .gamma(shape: 22.95, mean: 10.247), national: [String: Double] = [:],
    trend: ClosedRange<YearMonth>? = nil, trendMean: Double = 9, documentFailure: Double = 0.08,
    rework: Shape = .gamma(shape: 4, mean: 3), denial: Double = 0.15, appeal: Shape = .gamma(shape: 4, mean: 6),
    preVerified: Bool = false, wrongAgencyMonths: Int = 0
  ) {
    (self.totalized, self.national, self.trend, self.trendMean) = (totalized, national, trend, trendMean)
    (self.documentFailure, self.rework, self.denial, self.appeal) = (documentFailure, rework, denial, appeal)
    (self.preVerified, self.wrongAgencyMonths) = (preVerified, wrongAgencyMonths)
  }
}

extension DelaySettings {
  /// Every claim, in whatever country, takes `months` and nothing goes wrong.
  public func certain(months: Double, in countries: [String]) -> DelaySettings {
    var settings = self
    (settings.totalized, settings.trend) = (.fixed(months), nil)
    for country in countries { settings.national[country] = months }
    (settings.documentFailure, settings.denial, settings.wrongAgencyMonths) = (0, 0, 0)
    return settings
  }
}

/// How many paths, from which seed, on how many threads.
public struct SimulationSettings: Hashable, Sendable {
  /// More paths than any question needs; beyond them a run does not end.
  public static let mostPaths = 100_000_000

  public var paths: Int
  public var seed: UInt64
  /// nil uses the machine's processors. Results do not depend on it.
  public var threads: Int?
  public var antithetic: Bool
  /// Years of the exchange rate that take Sobol points, with the lifetimes and the drawn half-life and mean; 0 for none.
  public var sobolYears: Int = 0
  /// Adds paths until the ranking is settled, at most `paths`.
  public var untilDecided: Bool
  /// Last age simulated.
  public var lastAge: Int
  /// Real discount rate a year for lifetime values.
  public var discountRate: Double
  /// How the lifetimes of a couple hang together.
  public var couple: LifetimeDependence = .independent

  public init(
    paths: Int = 20_000, seed: UInt64 = 1, threads: Int? = nil, antithetic: Bool = false,
    untilDecided: Bool = false, lastAge: Int = 110, discountRate: Double = 0.01
  ) {
    (self.paths, self.seed, self.threads, self.antithetic) = (paths, seed, threads, antithetic)
    (self.untilDecided, self.lastAge, self.discountRate) = (untilDecided, lastAge, discountRate)
  }

  /// Paths of the first look where paths are added until the ranking is settled.
  static let firstLook = 2_048

  /// Numbers of paths at which the ranking is looked at, one after the other: all at once, or twice as many each time until it is
  /// settled.
  public var looks: [Int] {
    guard untilDecided else { return [paths] }
    var looks = [min(Self.firstLook, paths)]
    while let last = looks.last, last < paths { looks.append(min(2 * last, paths)) }
    return looks
  }

  /// The paths of a run of `paths`, or of the number below that makes whole observations.
  public func pathSet(_ paths: Int) -> PathSet {
    guard sobolYears > 0 else {
      return PathSet(
        seed: seed, sampling: antithetic ? .mirroredPairs : .independent, count: antithetic ? paths / 2 * 2 : paths)
    }
    let points = max(1, paths / QuasiRandomPaths.copies)
    return PathSet(seed: seed, sampling: .shiftedCopies(points: points), count: points * QuasiRandomPaths.copies)
  }

  /// The Sobol points of a run; nil where none were asked for.
  ///
  /// - Throws: ``SimulationError`` beyond the dimensions that there are.
  public func quasiRandom(months: Int) throws -> QuasiRandomPaths? {
    guard sobolYears > 0 else { return nil }
    guard sobolYears <= QuasiRandomPaths.mostYears else {
      throw SimulationError(
        "Sobol points have at most 40 dimensions: \(QuasiRandomPaths.mostYears) years of the exchange rate beside two lifetimes, "
          + "half-life and mean, not \(sobolYears)",
        hint: "write sobol_years: 30; later years are drawn as ever")
    }
    guard !antithetic else {
      throw SimulationError(
        "paths are mirrored or take Sobol points, not both", hint: "leave out antithetic or sobol_years")
    }
    return try QuasiRandomPaths(years: min(sobolYears, max(1, months / 12)), paths: pathSet(paths).count, seed: seed)
  }
}
