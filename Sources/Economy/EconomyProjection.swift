// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Quantities
import Statistics

/// What the exchange rate does under a model: simulated, with standard errors, beside what is known exactly.
///
/// x = q_H − q_0 is the change of the log real rate; quantities of USD per EUR are nominal and include both price levels.
public struct EconomyProjection: Sendable {
  public struct Quantile: Hashable, Sendable {
    public let probability: Double
    public let estimate: Estimate
  }

  /// What is known without simulation; nil where a model has no such thing or none that can be computed.
  public struct Exact: Hashable, Sendable {
    public let mean, variance, skewness: Double
    public let excessKurtosis: Double?
    public let meanOfExp, meanOfExpMinus: Double?
    public let quantiles: [(probability: Double, value: Double)]?
    /// P(e^x < level).
    public let probabilitiesBelow: [(level: Double, value: Double)]?

    public static func == (a: Self, b: Self) -> Bool { a.key == b.key }
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
    private var key: [Double?] {
      [mean, variance, skewness, excessKurtosis, meanOfExp, meanOfExpMinus]
        + (quantiles ?? []).flatMap { [$0.probability, $0.value] }
        + (probabilitiesBelow ?? []).flatMap { [$0.level, $0.value] }
    }
  }

  public struct Horizon: Hashable, Sendable {
    public let months: Int
    public let mean: Estimate
    public let variance: Double
    public let quantiles: [Quantile]
    /// E[e^x] and E[e^−x]; nil where they do not exist.
    public let meanOfExp, meanOfExpMinus: Estimate?
    /// Dollars per euro; its mean is nil where it does not exist.
    public let rateMean: Estimate?
    public let rateQuantiles: [Quantile]
    /// Nil under a cap or a stress path, which have no closed form.
    public let exact: Exact?
  }

  public let process: ExchangeRateProcess
  public let asOf: YearMonth
  public let paths: Int
  public let seed: UInt64
  public let antithetic: Bool
  public let meanExistence: MeanExistence
  /// Dollars per euro in the valuation month, as `q0` has it.
  public let startRate: Double
  public let horizons: [Horizon]

  public static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

  /// The last month for which the rate and both price indices are published: where a projection without a scenario starts.
  public static func defaultMonth() throws -> YearMonth { try ExchangeRateData.real.series().lastMonth }

  /// Simulates and computes.
  ///
  /// The result does not depend on `threads`: sums run in blocks of 4 096 paths by path number.
  /// - Parameters:
  ///   - asOf: nil for ``defaultMonth()``.
  ///   - months: horizons, in any order; each once.
  ///   - paths: with `antithetic`, an even number.
  ///   - exact: false leaves out what is known without simulation.
  /// - Throws: ``EconomyError``.
  public static func run(
    _ settings: EconomySettings, asOf: YearMonth? = nil, months: [Int], paths: Int = 20_000, seed: UInt64 = 1,
    antithetic: Bool = false, threads: Int = 2, exact: Bool = true
  ) async throws -> EconomyProjection {
    try await run(
      settings, asOf: asOf, months: months, paths: paths, seed: seed, antithetic: antithetic, threads: threads,
      exact: exact, lanes: 256)
  }

  /// - Parameter lanes: paths that a task holds at once; the result does not depend on it.
  static func run(
    _ settings: EconomySettings, asOf: YearMonth?, months: [Int], paths: Int, seed: UInt64, antithetic: Bool,
    threads: Int, exact: Bool, lanes: Int
  ) async throws -> EconomyProjection {
    let asOf = try asOf ?? defaultMonth()
    let horizons = Array(Set(months)).sorted()
    guard let first = horizons.first, let last = horizons.last, first >= 1 else {
      throw EconomyError(name: "months", message: "a horizon is at least one month", hint: "for example 12,120,360")
    }
    guard paths >= 2, !antithetic || paths % 2 == 0 else {
      throw EconomyError.invalid(
        "paths", Double(paths), "at least two are needed, an even number with antithetic paths")
    }
    let model = try EconomyModel(settings, asOf: asOf, months: last, seed: seed, antithetic: antithetic)
    let draws = await Sample.draw(model, horizons: horizons, paths: paths, threads: max(1, threads), lanes: lanes)
    let hasExact = exact && settings.cap == nil && settings.path.isEmpty
    return EconomyProjection(
      process: model.process, asOf: asOf, paths: paths, seed: seed, antithetic: antithetic,
      meanExistence: model.usesMean,
      startRate: model.start.rate * exp(model.process["q0"] - model.start.logRealRate),
      horizons: horizons.indices.map { k in
        let x = draws.logChange[k]
        var hasMean = true
        if case .doesNotExist = model.usesMean { hasMean = false }
        let all = PathSet(seed: seed, sampling: antithetic ? .mirroredPairs : .independent, count: paths)
        func mean(_ values: [Double]) -> Estimate { Observations(values, of: all).mean }
        func quantiles(_ values: [Double]) -> [Quantile] {
          let sorted = SortedObservations(Observations(values, of: all))
          return probabilities.map { Quantile(probability: $0, estimate: sorted.quantile($0)) }
        }
        return Horizon(
          months: horizons[k], mean: mean(x), variance: all.single.moments { x[$0] }.variance ?? 0,
          quantiles: quantiles(x),
          meanOfExp: hasMean ? mean(x.map { exp($0) }) : nil, meanOfExpMinus: hasMean ? mean(x.map { exp(-$0) }) : nil,
          rateMean: hasMean ? mean(draws.rate[k]) : nil,
          rateQuantiles: quantiles(draws.rate[k]),
          exact: hasExact ? Exact(TerminalLaw(model.process, months: horizons[k])) : nil)
      })
  }
}

extension EconomyProjection.Exact {
  init(_ law: TerminalLaw) {
    (mean, variance, skewness, excessKurtosis) = (law.mean, law.variance, law.skewness, law.excessKurtosis)
    (meanOfExp, meanOfExpMinus) = (law.meanOfExp, law.meanOfExpMinus)
    quantiles =
      law.hasDistribution
      ? EconomyProjection.probabilities.map { ($0, law.quantile($0) ?? .nan) } : nil
    probabilitiesBelow =
      law.hasDistribution ? [0.8, 0.9, 1.1].map { ($0, law.probability(below: log($0)) ?? .nan) } : nil
  }
}

/// Values at the horizons on every path.
struct Sample {
  /// [horizon][path]
  var logChange: [[Double]]
  var rate: [[Double]]

  static let block = 4096

  static func draw(_ model: EconomyModel, horizons: [Int], paths: Int, threads: Int, lanes: Int) async -> Sample {
    let blocks = (paths + block - 1) / block
    let q0 = model.process["q0"]
    var sample = Sample(
      logChange: horizons.map { _ in Array(repeating: 0, count: paths) },
      rate: horizons.map { _ in Array(repeating: 0, count: paths) })
    typealias Part = (firstPath: Int, logChange: [[Double]], rate: [[Double]])
    await withTaskGroup(of: [Part].self) { group in
      for worker in 0..<min(threads, blocks) {
        group.addTask {
          var buffer = model.makeBlock(lanes: lanes)
          return stride(from: worker, to: blocks, by: threads).map { index in
            let range = (index * block)..<min(paths, (index + 1) * block)
            var part: Part = (range.lowerBound, horizons.map { _ in [] }, horizons.map { _ in [] })
            for first in stride(from: range.lowerBound, to: range.upperBound, by: lanes) {
              let count = min(lanes, range.upperBound - first)
              model.generate(&buffer, firstPath: first, lanes: count)
              for (k, months) in horizons.enumerated() {
                let row = (months - 1) * lanes
                part.logChange[k] += buffer.logRealRates[CurrencyAreas.modelled][row..<(row + count)].lazy.map {
                  $0 - q0
                }
                part.rate[k] += buffer.rates[CurrencyAreas.modelled][row..<(row + count)]
              }
            }
            return part
          }
        }
      }
      for await parts in group {
        for part in parts {
          for k in horizons.indices {
            let range = part.firstPath..<(part.firstPath + part.logChange[k].count)
            sample.logChange[k].replaceSubrange(range, with: part.logChange[k])
            sample.rate[k].replaceSubrange(range, with: part.rate[k])
          }
        }
      }
    }
    return sample
  }
}
