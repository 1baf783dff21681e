// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A mean with its standard error.
public struct MeanError: Hashable, Sendable {
  public var mean: Double
  public var standardError: Double
  public init(_ mean: Double, _ standardError: Double) { (self.mean, self.standardError) = (mean, standardError) }
}

/// What a household's strategies gave on all paths. Amounts are real, in the household's currency.
public struct HouseholdTotals: Sendable {
  /// One for each law regime that was mixed.
  public let plans: [HouseholdPlan]
  public let paths: Int
  /// [strategy][path]: present value of income for life, of all paths or of the first ones that were kept. Eight bytes a path
  /// and strategy.
  public let values: [[Double]]
  /// [strategy][path]: the measure that was kept; empty where none was.
  public let kept: [[Double]]
  /// By plan.
  private let totals: [ChunkTotals]
  private let bins: WorkerBins
  private let shifts: PathShifts
  /// Paths of a copy of low-discrepancy points; nil without them.
  private let points: Int?

  init(
    plans: [HouseholdPlan], totals: [ChunkTotals], bins: WorkerBins, shifts: PathShifts, values: [[Double]],
    kept: [[Double]], points: Int? = nil
  ) {
    (self.kept, self.points) = (kept, points)
    (self.plans, self.totals, self.bins, self.shifts, self.values) = (plans, totals, bins, shifts, values)
    paths = totals.reduce(0) { $0 + $1.paths }
  }

  /// The first regime's plan; the others have the same strategies.
  public var plan: HouseholdPlan { plans[0] }

  private func sum(_ sums: KeyPath<ChunkTotals, CompensatedSums>, _ index: Int) -> Double {
    totals.reduce(0) { $0 + $1[keyPath: sums][index] }
  }

  private func count(_ counts: KeyPath<ChunkTotals, [Int]>, _ index: Int) -> Int {
    totals.reduce(0) { $0 + $1[keyPath: counts][index] }
  }

  private var columns: Int { totals[0].columns }
  private var years: Int { totals[0].years }

  /// Independent observations: paths, antithetic pairs, or shifted copies of low-discrepancy points.
  public var observations: Int { paths / group }
  /// Paths of one observation.
  public var group: Int { points ?? totals[0].group }

  /// Mean of a measure over paths.
  public func mean(_ measure: PathMeasure, of strategy: Int) -> MeanError {
    let cell = strategy * columns + measure.column
    if let points {
      let means = (0..<observations).map { sum(\.copies, $0 * totals[0].strategies * columns + cell) / Double(points) }
      let n = Double(max(1, means.count))
      let mean = means.reduce(0, +) / n
      let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
      return MeanError(shifts.measures[cell] + mean, (variance / n).squareRoot())
    }
    let n = Double(max(1, observations))
    let distance = sum(\.moments, cell * 2) / n
    let square = sum(\.moments, cell * 2 + 1) / n
    let variance = max(0, square - distance * distance) * n / max(1, n - 1)
    return MeanError(shifts.measures[cell] + distance, (variance / n).squareRoot())
  }

  /// Standard deviation of the value over paths, with its own standard error.
  public func standardDeviation(of strategy: Int) -> MeanError {
    let n = Double(max(1, paths))
    // The mean distance of paths, which is that of observations where none is left over.
    let m1 = mean(.value, of: strategy).mean - shifts.measures[strategy * columns]
    let (p2, p3, p4) = (
      sum(\.powers, strategy * 4) / n, sum(\.powers, strategy * 4 + 1) / n, sum(\.powers, strategy * 4 + 2) / n
    )
    let m2 = max(0, p2 - m1 * m1)
    let m4 = max(0, p4 - 4 * m1 * p3 + 6 * m1 * m1 * p2 - 3 * m1 * m1 * m1 * m1)
    guard m2 > 0 else { return MeanError(0, 0) }
    return MeanError((m2 * n / max(1, n - 1)).squareRoot(), (max(0, m4 - m2 * m2) / (4 * m2 * n)).squareRoot())
  }

  /// The level real income a month that has the strategy's mean value: mean value over mean discounted months of life.
  public func levelIncome(of strategy: Int) -> MeanError {
    let n = Double(max(1, paths))
    let a1 = sum(\.annuity, 0) / n
    let months = shifts.annuity + a1
    guard months > 0 else { return MeanError(0, 0) }
    let value = mean(.value, of: strategy).mean
    let v1 = value - shifts.measures[strategy * columns]
    let ratio = value / months
    let varianceA = sum(\.annuity, 1) / n - a1 * a1
    let varianceV = sum(\.powers, strategy * 4) / n - v1 * v1
    let covariance = sum(\.powers, strategy * 4 + 3) / n - v1 * a1
    let residual = max(0, varianceV - 2 * ratio * covariance + ratio * ratio * varianceA)
    return MeanError(ratio, (residual / n).squareRoot() / months)
  }

  /// The mean value with the household's discounted months of life as control variate, whose expectation the life tables give
  /// exactly, and what it gains: the variance of the plain mean over its own.
  ///
  /// A household lives while one of its people does: 1 − ∏(1 − survival) for lifetimes that do not hang together.
  /// - Source: Glasserman (2003), § 4.1.
  /// - Parameter areIndependent: whether nothing ties the lifetimes of a couple.
  /// - Returns: nil for a couple whose lifetimes are tied, since the tables know nothing of that, and for paths that are mirrored or
  ///   low-discrepancy points.
  public func controlledByLifetime(of strategy: Int, areIndependent: Bool = true) -> (mean: MeanError, gain: Double)? {
    guard group == 1, plan.lifetimes.count == 1 || areIndependent else { return nil }
    var expected = 0.0
    for month in 0..<plan.months {
      let none = plan.lifetimes.reduce(1.0) { none, life in
        none * (1 - (month + 1 < life.survival.count ? life.survival[month + 1] : 0))
      }
      expected += plan.discount[month] * (1 - none)
    }
    let n = Double(max(1, paths))
    let a1 = sum(\.annuity, 0) / n
    let varianceA = sum(\.annuity, 1) / n - a1 * a1
    let value = mean(.value, of: strategy)
    let v1 = value.mean - shifts.measures[strategy * columns]
    let varianceV = sum(\.powers, strategy * 4) / n - v1 * v1
    let covariance = sum(\.powers, strategy * 4 + 3) / n - v1 * a1
    guard varianceA > 0, varianceV > 0 else { return nil }
    let slope = covariance / varianceA
    let residual = max(0, varianceV - covariance * slope)
    let mean = value.mean - slope * (shifts.annuity + a1 - expected)
    return (
      MeanError(mean, (residual / max(1, n - 2)).squareRoot()),
      residual > 0 ? varianceV / residual : .infinity
    )
  }

  /// Quantiles of monthly income in a calendar year, among paths in which somebody lives in its middle.
  public func incomeQuantiles(_ levels: [Double], of strategy: Int, year: Int) -> [Double] {
    bins.income.quantiles(levels, of: strategy * years + year - plan.years.lowerBound)
  }

  /// Share of paths in which somebody lives in the middle of the year.
  public func aliveShare(year: Int) -> Double { Double(alive(year)) / Double(max(1, paths)) }

  /// Share of those with means-tested income in some month of the year.
  public func minimumShare(of strategy: Int, year: Int) -> Double {
    let cell = strategy * years + year - plan.years.lowerBound
    return Double(count(\.minimumPaths, cell)) / Double(max(1, alive(year)))
  }

  /// Mean monthly means-tested income of the year, among the same paths.
  public func minimumMean(of strategy: Int, year: Int) -> Double {
    sum(\.minimumYears, strategy * years + year - plan.years.lowerBound) / Double(max(1, alive(year)))
  }

  /// Mean a month taken from savings in the year, among the same paths; nil without savings.
  public func savingsMean(of strategy: Int, year: Int) -> Double? {
    guard plan.savings != nil else { return nil }
    return sum(\.savingsYears, strategy * years + year - plan.years.lowerBound) / Double(max(1, alive(year)))
  }

  /// Mean a month of yearly allowances in the year, among the same paths; nil where there are none.
  public func allowanceMean(of strategy: Int, year: Int) -> Double? {
    guard plan.hasAllowance else { return nil }
    return sum(\.allowanceYears, strategy * years + year - plan.years.lowerBound) / Double(max(1, alive(year)))
  }

  /// Mean monthly income of the year from one country, among the same paths.
  public func sourceMean(_ source: Int, of strategy: Int, year: Int) -> Double {
    var total = 0.0
    for (plan, totals) in zip(plans, totals) {
      for payment in plan.strategies[strategy] where plan.source(ofPayment: payment) == source {
        total += totals.sourceYears[payment * years + year - plan.years.lowerBound]
      }
    }
    return total / Double(max(1, alive(year)))
  }

  /// Mean months from filing to the first payment of a strategy's claim, in the order of its claims.
  public func meanDelay(of strategy: Int, claim: Int) -> Double {
    let months = zip(plans, totals).reduce(0) { sum, part in
      sum + part.1.delays[part.0.strategies[strategy][claim]]
    }
    return Double(months) / Double(max(1, paths))
  }

  /// Quantiles of a series of ``HouseholdPlan/economySeries`` in December.
  public func economyQuantiles(_ levels: [Double], series: Int, year: Int) -> [Double] {
    bins.economy.quantiles(levels, of: series * years + year - plan.years.lowerBound)
  }

  private func alive(_ year: Int) -> Int { count(\.aliveYears, year - plan.years.lowerBound) }
}
