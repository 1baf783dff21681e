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
  public let plan: HouseholdPlan
  public let paths: Int
  /// [strategy][path]: present value of income for life. Eight bytes a path and strategy.
  public let values: [[Double]]
  private let totals: ChunkTotals
  private let bins: WorkerBins
  private let shifts: PathShifts

  init(plan: HouseholdPlan, totals: ChunkTotals, bins: WorkerBins, shifts: PathShifts, values: [[Double]]) {
    (self.plan, self.totals, self.bins, self.shifts, self.values) = (plan, totals, bins, shifts, values)
    paths = totals.paths
  }

  /// Independent observations: paths, or antithetic pairs.
  public var observations: Int { paths / totals.group }
  /// Paths of one observation.
  public var group: Int { totals.group }

  /// Mean of a measure over paths.
  public func mean(_ measure: PathMeasure, of strategy: Int) -> MeanError {
    let cell = strategy * totals.columns + measure.column
    let n = Double(max(1, observations))
    let distance = totals.moments[cell * 2] / n
    let square = totals.moments[cell * 2 + 1] / n
    let variance = max(0, square - distance * distance) * n / max(1, n - 1)
    return MeanError(shifts.measures[cell] + distance, (variance / n).squareRoot())
  }

  /// Standard deviation of the value over paths, with its own standard error.
  public func standardDeviation(of strategy: Int) -> MeanError {
    let n = Double(max(1, paths))
    // The mean distance of paths, which is that of observations where none is left over.
    let m1 = mean(.value, of: strategy).mean - shifts.measures[strategy * totals.columns]
    let (p2, p3, p4) = (
      totals.powers[strategy * 4] / n, totals.powers[strategy * 4 + 1] / n, totals.powers[strategy * 4 + 2] / n
    )
    let m2 = max(0, p2 - m1 * m1)
    let m4 = max(0, p4 - 4 * m1 * p3 + 6 * m1 * m1 * p2 - 3 * m1 * m1 * m1 * m1)
    guard m2 > 0 else { return MeanError(0, 0) }
    return MeanError((m2 * n / max(1, n - 1)).squareRoot(), (max(0, m4 - m2 * m2) / (4 * m2 * n)).squareRoot())
  }

  /// The level real income a month that has the strategy's mean value: mean value over mean discounted months of life.
  public func levelIncome(of strategy: Int) -> MeanError {
    let n = Double(max(1, paths))
    let a1 = totals.annuity[0] / n
    let months = shifts.annuity + a1
    guard months > 0 else { return MeanError(0, 0) }
    let value = mean(.value, of: strategy).mean
    let v1 = value - shifts.measures[strategy * totals.columns]
    let ratio = value / months
    let varianceA = totals.annuity[1] / n - a1 * a1
    let varianceV = totals.powers[strategy * 4] / n - v1 * v1
    let covariance = totals.powers[strategy * 4 + 3] / n - v1 * a1
    let residual = max(0, varianceV - 2 * ratio * covariance + ratio * ratio * varianceA)
    return MeanError(ratio, (residual / n).squareRoot() / months)
  }

  /// Quantiles of monthly income in a calendar year, among paths in which somebody lives in its middle.
  public func incomeQuantiles(_ levels: [Double], of strategy: Int, year: Int) -> [Double] {
    bins.income.quantiles(levels, of: strategy * totals.years + year - plan.years.lowerBound)
  }

  /// Share of paths in which somebody lives in the middle of the year.
  public func aliveShare(year: Int) -> Double { Double(alive(year)) / Double(max(1, paths)) }

  /// Share of those with means-tested income in some month of the year.
  public func minimumShare(of strategy: Int, year: Int) -> Double {
    let cell = strategy * totals.years + year - plan.years.lowerBound
    return Double(totals.minimumPaths[cell]) / Double(max(1, alive(year)))
  }

  /// Mean monthly means-tested income of the year, among the same paths.
  public func minimumMean(of strategy: Int, year: Int) -> Double {
    totals.minimumYears[strategy * totals.years + year - plan.years.lowerBound] / Double(max(1, alive(year)))
  }

  /// Mean monthly income of the year from one country, among the same paths.
  public func sourceMean(_ source: Int, of strategy: Int, year: Int) -> Double {
    plan.strategies[strategy].reduce(0.0) { sum, payment in
      guard plan.source(ofPayment: payment) == source else { return sum }
      return sum + totals.sourceYears[payment * totals.years + year - plan.years.lowerBound]
    } / Double(max(1, alive(year)))
  }

  /// Mean months from filing to the first payment.
  public func meanDelay(ofPayment payment: Int) -> Double { Double(totals.delays[payment]) / Double(max(1, paths)) }

  /// Quantiles of a series of ``HouseholdPlan/economySeries`` in December.
  public func economyQuantiles(_ levels: [Double], series: Int, year: Int) -> [Double] {
    bins.economy.quantiles(levels, of: series * totals.years + year - plan.years.lowerBound)
  }

  private func alive(_ year: Int) -> Int { totals.aliveYears[year - plan.years.lowerBound] }
}
