// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics

/// What strategies that were run together gave.
struct StrategyTotals: Sendable {
  let strategies: Int
  /// One for each law regime that was mixed.
  let plans: [HouseholdPlan]
  /// By plan.
  let totals: [ChunkTotals]
  let shifts: PathShifts
  /// [strategy][year][level]: ``HouseholdTotals/levels`` of monthly income; empty where years were not counted.
  let income: [[Double]]

  func sum(_ sums: KeyPath<ChunkTotals, CompensatedSums>, _ index: Int) -> Double {
    totals.reduce(0) { $0 + $1[keyPath: sums][index] }
  }

  func count(_ counts: KeyPath<ChunkTotals, [Int]>, _ index: Int) -> Int {
    totals.reduce(0) { $0 + $1[keyPath: counts][index] }
  }

  var columns: Int { totals[0].columns }
  var years: Int { totals[0].years }

  /// Sum over a copy's paths of a measure's distance, or of the value's squared distance after the last.
  func copy(_ copy: Int, _ strategy: Int, _ column: Int) -> Double {
    sum(\.copies, copy * totals[0].copyStride + strategy * (columns + 1) + column)
  }

  /// The same of the discounted months of life.
  func copyLife(_ copy: Int) -> Double { sum(\.copies, (copy + 1) * totals[0].copyStride - 1) }
}

/// What a household's strategies gave on all paths. Amounts are real, in the household's currency.
public struct HouseholdTotals: Sendable {
  /// Quantiles that are told of income and of the economy by year.
  public static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// One for each law regime that was mixed.
  public let plans: [HouseholdPlan]
  public let pathSet: PathSet
  /// [strategy][path]: present value of income for life, of all paths or of those that were kept (``PathSet/kept(_:)``). Eight bytes
  /// a path and strategy.
  public let values: [[Double]]
  /// [strategy][path]: the measure that was kept; empty where none was.
  public let kept: [[Double]]
  /// Equally many strategies each but the last, in their order.
  private let parts: [StrategyTotals]
  /// [series][year][level]; empty where years were not counted.
  private let economy: [[Double]]

  init(
    plans: [HouseholdPlan], parts: [StrategyTotals], economy: [[Double]], values: [[Double]], kept: [[Double]],
    paths: PathSet
  ) {
    (self.kept, pathSet) = (kept, paths)
    (self.plans, self.parts, self.economy, self.values) = (plans, parts, economy, values)
  }

  /// Runs of some of the strategies each, one after the other, as one of all.
  init(_ plans: [HouseholdPlan], joining runs: [HouseholdTotals]) {
    self.init(
      plans: plans, parts: runs.flatMap(\.parts), economy: runs[0].economy, values: runs.flatMap(\.values),
      kept: runs.flatMap(\.kept), paths: runs[0].pathSet)
  }

  private func place(_ strategy: Int) -> (part: StrategyTotals, strategy: Int) {
    let size = parts[0].strategies
    return (parts[strategy / size], strategy % size)
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

  /// Mean and variance, over observations, of a sum of what a path gives: the value's distance from that of path 0, its square, and the
  /// distance of the discounted months of life.
  ///
  /// - Precondition: the square and the months are not wanted together.
  private func combined(_ strategy: Int, value a: Double, square b: Double = 0, months c: Double = 0) -> Moments {
    precondition(b * c == 0, "square and months together")
    let (part, strategy) = place(strategy)
    let n = pathSet.observations
    if case .shiftedCopies(let points) = pathSet.sampling {
      return Moments(
        (0..<n).map { copy in
          (a * part.copy(copy, strategy, 0) + b * part.copy(copy, strategy, part.columns) + c * part.copyLife(copy))
            / Double(points)
        })
    }
    func power(_ index: Int) -> Double { part.sum(\.powers, strategy * 4 + index) }
    func value(_ index: Int) -> Double { part.sum(\.moments, strategy * part.columns * 2 + index) }
    return Moments(
      count: n, sum: a * value(0) + b * power(0) + c * part.sum(\.annuity, 0),
      squares: a * a * value(1) + b * b * power(2) + c * c * part.sum(\.annuity, 1)
        + 2 * a * (b * power(1) + c * power(3)), about: 0)
  }

  /// Mean of a measure over paths.
  public func mean(_ measure: PathMeasure, of strategy: Int) -> Estimate {
    let (part, strategy) = place(strategy)
    let cell = strategy * part.columns + measure.column
    let shift = part.shifts.measures[cell]
    if case .shiftedCopies(let points) = pathSet.sampling {
      let copies = (0..<pathSet.observations).map { part.copy($0, strategy, measure.column) / Double(points) }
      var found = Moments(copies).estimate(paths: paths)
      found.value += shift
      return found
    }
    return Moments(
      count: pathSet.observations, sum: part.sum(\.moments, cell * 2), squares: part.sum(\.moments, cell * 2 + 1),
      about: shift
    ).estimate(paths: paths)
  }

  /// Standard deviation of the value over paths, with its own standard error.
  public func standardDeviation(of strategy: Int) -> Estimate {
    guard paths > 1 else { return Estimate(0, standardError: nil, paths: paths) }
    let n = Double(paths)
    let first = combined(strategy, value: 1).mean
    let variance = combined(strategy, value: 0, square: 1).mean - first * first
    guard variance > 0 else { return Estimate(0, standardError: 0, paths: paths) }
    // Of (d − first)², whose mean the variance is: the error of a mean over observations.
    var found = combined(strategy, value: -2 * first, square: 1).estimate(paths: paths) * (0.5 / variance.squareRoot())
    found.value = (variance * n / (n - 1)).squareRoot()
    return found
  }

  /// The level real income a month that has the strategy's mean value: mean value over mean discounted months of life.
  public func levelIncome(of strategy: Int) -> Estimate {
    let months = place(strategy).part.shifts.annuity + combined(strategy, value: 0, months: 1).mean
    guard months > 0 else { return Estimate(0, standardError: nil, paths: paths) }
    let ratio = mean(.value, of: strategy).value / months
    // A ratio of means has the error of the mean of what is left of the value.
    var found = combined(strategy, value: 1, months: -ratio).estimate(paths: paths) * (1 / months)
    found.value = ratio
    return found
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
    let (part, index) = place(strategy)
    let n = Double(paths)
    let a1 = part.sum(\.annuity, 0) / n
    let varianceA = part.sum(\.annuity, 1) / n - a1 * a1
    let value = mean(.value, of: strategy)
    let v1 = value.value - part.shifts.measures[index * part.columns]
    let varianceV = part.sum(\.powers, index * 4) / n - v1 * v1
    let covariance = part.sum(\.powers, index * 4 + 3) / n - v1 * a1
    guard varianceA > 0, varianceV > 0 else { return nil }
    let slope = covariance / varianceA
    let residual = max(0, varianceV - covariance * slope)
    let mean = value.value - slope * (part.shifts.annuity + a1 - expected)
    return (
      Estimate(mean, standardError: (residual / (n - 2)).squareRoot(), degreesOfFreedom: n - 2, paths: paths),
      residual > 0 ? varianceV / residual : .infinity
    )
  }

  private func index(of year: Int) -> Int { year - plan.years.lowerBound }

  /// ``levels`` of monthly income in a calendar year, among paths in which somebody lives in its middle.
  ///
  /// - Precondition: years were counted; so for all that is told by year.
  public func incomeQuantiles(of strategy: Int, year: Int) -> [Double] {
    let (part, strategy) = place(strategy)
    return part.income[strategy * part.years + index(of: year)]
  }

  private func alive(_ year: Int) -> Int { parts[0].count(\.aliveYears, index(of: year)) }

  /// Share of paths in which somebody lives in the middle of the year.
  public func aliveShare(year: Int) -> Double { Double(alive(year)) / Double(max(1, paths)) }

  /// Share of those with means-tested income in some month of the year.
  public func minimumShare(of strategy: Int, year: Int) -> Double {
    let (part, strategy) = place(strategy)
    return Double(part.count(\.minimumPaths, strategy * part.years + index(of: year))) / Double(max(1, alive(year)))
  }

  /// A sum of the year over the same paths as a mean a month.
  private func yearMean(_ sums: KeyPath<ChunkTotals, CompensatedSums>, of strategy: Int, year: Int) -> Double {
    let (part, strategy) = place(strategy)
    return part.sum(sums, strategy * part.years + index(of: year)) / Double(max(1, alive(year)))
  }

  /// Mean monthly means-tested income of the year, among the same paths.
  public func minimumMean(of strategy: Int, year: Int) -> Double { yearMean(\.minimumYears, of: strategy, year: year) }

  /// Mean a month taken from savings in the year, among the same paths; nil without savings.
  public func savingsMean(of strategy: Int, year: Int) -> Double? {
    plan.savings.isEmpty ? nil : yearMean(\.savingsYears, of: strategy, year: year)
  }

  /// Mean a month of yearly allowances in the year, among the same paths; nil where there are none.
  public func allowanceMean(of strategy: Int, year: Int) -> Double? {
    plan.hasAllowance ? yearMean(\.allowanceYears, of: strategy, year: year) : nil
  }

  /// Mean monthly income of the year from one country, among the same paths.
  public func sourceMean(_ source: Int, of strategy: Int, year: Int) -> Double {
    let (part, strategy) = place(strategy)
    var total = 0.0
    for (plan, totals) in zip(part.plans, part.totals) {
      for payment in plan.strategies[strategy] where plan.source(ofPayment: payment) == source {
        total += totals.sourceYears[payment * part.years + index(of: year)]
      }
    }
    return total / Double(max(1, alive(year)))
  }

  /// Mean months from filing to the first payment of a strategy's claim, in the order of its claims.
  public func meanDelay(of strategy: Int, claim: Int) -> Double {
    let (part, strategy) = place(strategy)
    let months = zip(part.plans, part.totals).reduce(0) { sum, held in
      sum + held.1.delays[held.0.strategies[strategy][claim]]
    }
    return Double(months) / Double(max(1, paths))
  }

  /// ``levels`` of a series of ``HouseholdPlan/economySeries`` in December.
  public func economyQuantiles(series: Int, year: Int) -> [Double] {
    economy[series * parts[0].years + index(of: year)]
  }
}
