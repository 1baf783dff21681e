// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics

/// What a household's strategies gave on all paths. Amounts are real, in the household's currency.
public struct HouseholdTotals: Sendable {
  /// One for each law regime that was mixed.
  public let plans: [HouseholdPlan]
  public let pathSet: PathSet
  /// [strategy][path]: present value of income for life, of all paths or of the first ones that were kept. Eight bytes a path
  /// and strategy.
  public let values: [[Double]]
  /// [strategy][path]: the measure that was kept; empty where none was.
  public let kept: [[Double]]
  /// By plan.
  private let totals: [ChunkTotals]
  private let bins: WorkerBins
  private let shifts: PathShifts

  init(
    plans: [HouseholdPlan], totals: [ChunkTotals], bins: WorkerBins, shifts: PathShifts, values: [[Double]],
    kept: [[Double]], paths: PathSet
  ) {
    (self.kept, pathSet) = (kept, paths)
    (self.plans, self.totals, self.bins, self.shifts, self.values) = (plans, totals, bins, shifts, values)
  }

  public var paths: Int { pathSet.count }

  /// Present value of income for life on every path.
  ///
  /// - Precondition: all were kept.
  public func value(of strategy: Int) -> Observations { Observations(values[strategy], of: pathSet) }

  /// The measure that was kept, on every path.
  public func kept(of strategy: Int) -> Observations { Observations(kept[strategy], of: pathSet) }

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

  /// Mean of a measure over paths.
  public func mean(_ measure: PathMeasure, of strategy: Int) -> Estimate {
    let cell = strategy * columns + measure.column
    let shift = shifts.measures[cell]
    if case .shiftedCopies(let points) = pathSet.sampling {
      let stride = totals[0].strategies * columns
      var copies = Moments((0..<pathSet.observations).map { sum(\.copies, $0 * stride + cell) / Double(points) })
        .estimate(paths: paths)
      copies.value += shift
      return copies
    }
    return Moments(
      count: pathSet.observations, sum: sum(\.moments, cell * 2), squares: sum(\.moments, cell * 2 + 1), about: shift
    ).estimate(paths: paths)
  }

  /// Standard deviation of the value over paths, with its own standard error.
  public func standardDeviation(of strategy: Int) -> Estimate {
    let n = Double(max(1, paths))
    // The mean distance of paths, which is that of observations where none is left over.
    let m1 = mean(.value, of: strategy).value - shifts.measures[strategy * columns]
    let (p2, p3, p4) = (
      sum(\.powers, strategy * 4) / n, sum(\.powers, strategy * 4 + 1) / n, sum(\.powers, strategy * 4 + 2) / n
    )
    let m2 = max(0, p2 - m1 * m1)
    let m4 = max(0, p4 - 4 * m1 * p3 + 6 * m1 * m1 * p2 - 3 * m1 * m1 * m1 * m1)
    guard paths > 1 else { return Estimate(0, standardError: nil, paths: paths) }
    guard m2 > 0 else { return Estimate(0, standardError: 0, paths: paths) }
    return Estimate(
      (m2 * n / (n - 1)).squareRoot(), standardError: (max(0, m4 - m2 * m2) / (4 * m2 * n)).squareRoot(),
      degreesOfFreedom: n - 1, paths: paths)
  }

  /// The level real income a month that has the strategy's mean value: mean value over mean discounted months of life.
  public func levelIncome(of strategy: Int) -> Estimate {
    let n = Double(max(1, paths))
    let a1 = sum(\.annuity, 0) / n
    let months = shifts.annuity + a1
    guard months > 0 else { return Estimate(0, standardError: nil, paths: paths) }
    let value = mean(.value, of: strategy).value
    let v1 = value - shifts.measures[strategy * columns]
    let ratio = value / months
    let varianceA = sum(\.annuity, 1) / n - a1 * a1
    let varianceV = sum(\.powers, strategy * 4) / n - v1 * v1
    let covariance = sum(\.powers, strategy * 4 + 3) / n - v1 * a1
    let residual = max(0, varianceV - 2 * ratio * covariance + ratio * ratio * varianceA)
    return Estimate(
      ratio, standardError: paths > 1 ? (residual / n).squareRoot() / months : nil, degreesOfFreedom: max(0, n - 1),
      paths: paths)
  }

  /// The mean value with the household's discounted months of life as control variate, whose expectation the life tables give
  /// exactly, and what it gains: the variance of the plain mean over its own.
  ///
  /// A household lives while one of its people does: 1 − ∏(1 − survival) for lifetimes that do not hang together.
  /// - Source: Glasserman (2003), § 4.1.
  /// - Parameter areIndependent: whether nothing ties the lifetimes of a couple.
  /// - Returns: nil for a couple whose lifetimes are tied, since the tables know nothing of that, and for paths that are mirrored or
  ///   low-discrepancy points.
  public func controlledByLifetime(of strategy: Int, areIndependent: Bool = true) -> (mean: Estimate, gain: Double)? {
    guard pathSet.sampling == .independent, paths > 2, plan.lifetimes.count == 1 || areIndependent else { return nil }
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
    let v1 = value.value - shifts.measures[strategy * columns]
    let varianceV = sum(\.powers, strategy * 4) / n - v1 * v1
    let covariance = sum(\.powers, strategy * 4 + 3) / n - v1 * a1
    guard varianceA > 0, varianceV > 0 else { return nil }
    let slope = covariance / varianceA
    let residual = max(0, varianceV - covariance * slope)
    let mean = value.value - slope * (shifts.annuity + a1 - expected)
    return (
      Estimate(mean, standardError: (residual / (n - 2)).squareRoot(), degreesOfFreedom: n - 2, paths: paths),
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
    guard !plan.savings.isEmpty else { return nil }
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
