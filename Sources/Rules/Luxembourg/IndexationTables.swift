// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Parameters
import Pensions
import Quantities

/// What every path of a simulation has in common: the published past, and the law.
struct IndexationStart {
  let regime: LuxembourgRegime
  let asOf: YearMonth
  /// First year of the yearly tables, and the last.
  let firstYear, lastYear: Int
  /// Starts before 1987 carry the frozen factor and need no row of their own.
  let firstEntryYear = 1987
  /// Application index of the valuation month, and the maturity of the next tranche.
  let level, nextMaturity: Double
  let step: Double
  /// Price level of the valuation month, to which the paths are relative.
  private let base: Double
  /// Of the valuation month and the five before, relative to it; and their sum.
  let windowPrices: [Double]
  let window: Double
  /// [year from the valuation year]: share of real wage growth that running pensions follow.
  let moderators: [Double]
  /// [year from the first]: revaluation factors to the year before the valuation year.
  let factors: [Double]
  /// [year from the first]: product of the readjustments from 2014 to the valuation year.
  let readjustments: [Double]
  /// Of the year before the valuation year: mean index / 100, and mean price level.
  let meanBefore, pricesBefore: Double
  /// Sum of the price level over the months of the valuation year to the valuation month.
  let pastPrices: Double
  /// Sum of the index / 100 over the months of the valuation year before the paths.
  let pastSum: Double
  /// [year from ``firstEntryYear``]: what a start is multiplied by where that is the same on every path.
  let entry: [Double?]

  init(_ system: Luxembourg, _ terms: IndexationTerms) throws {
    let asOf = terms.asOf
    let readings = try Readings(terms.settings)
    let regime = try LuxembourgRegime(terms.regime, asOf: asOf)
    (self.regime, self.asOf) = (regime, asOf)
    (firstYear, lastYear) = (asOf.year - 6, terms.lastYear)
    guard let state = system.scale.state(in: asOf) else {
      throw ParameterError(
        file: "Sources/Rules/Luxembourg/Parameters/sliding-scale.yaml",
        message: "'lu.index.level' has no value for \(asOf)")
    }
    (level, nextMaturity) = (state.level.double, state.nextMaturity.double)
    step = system.scale.step.double
    let base = system.scale.consumerPrices(asOf).double
    let known = (0..<6).map { system.scale.consumerPrices(asOf - $0).double }
    self.base = base
    windowPrices = known.map { $0 / base }
    window = known.reduce(0, +) / base
    moderators = (asOf.year...terms.lastYear).map { system.factors.moderator(in: $0, regime: regime).double }

    func prices(_ year: Int) -> Double {
      (1...12).reduce(0.0) { $0 + system.scale.consumerPrices(YearMonth(year, $1)).double } / 12
    }
    func published(_ month: YearMonth) -> Double { (system.scale.state(in: month)?.level.double ?? 0) / 100 }
    func mean(_ year: Int) -> Double { (1...12).reduce(0.0) { $0 + published(YearMonth(year, $1)) } / 12 }
    meanBefore = mean(asOf.year - 1)
    pricesBefore = prices(asOf.year - 1) / base
    pastPrices = (1...asOf.month).reduce(0.0) { sum, month in
      sum + system.scale.consumerPrices(YearMonth(asOf.year, month)).double / base
    }
    pastSum = (1...asOf.month).reduce(0.0) { $0 + published(YearMonth(asOf.year, $1)) }

    let lastFixed = min(system.factors.lastYear, asOf.year - 2)
    let growth = try system.parameters.value(.assumedWageGrowth, inForce: asOf).value.double
    var value = try system.factors.revaluation(of: min(firstYear, lastFixed)).value.double
    factors = try (firstYear..<asOf.year).map { year in
      if year <= lastFixed {
        value = try system.factors.revaluation(of: year).value.double
      } else if readings.missingFactor == "grow" {
        let wages = (1 + growth) * prices(year) / prices(year - 1)
        value = Self.toThousandth(value * wages * mean(year - 1) / mean(year))
      }
      return value
    }
    func readjustment(to year: Int) throws -> Double {
      guard year >= 2014 else { return 1 }
      return try system.factors.readjustment(from: 2013, to: min(year, asOf.year), regime: regime).double
    }
    readjustments = try (firstYear...asOf.year).map(readjustment)
    let first = firstYear
    entry = try (firstEntryYear...terms.lastYear).map { year in
      guard year < 2014 || year - 4 < first else { return nil }
      return try system.factors.award(startingIn: year).value.double / readjustment(to: year)
    }
  }

  /// A maturity in the window's units: the sum of six months, relative to the valuation month.
  @inline(__always)
  func trigger(_ maturity: Double) -> Double { 6 * maturity / base }

  /// Cut to two decimals, above the noise of the product.
  @inline(__always)
  static func cut(_ value: Double) -> Double { Double(Int(value * 100 + 1e-6)) / 100 }

  static func toThousandth(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// The yearly tables of a block, [year × lane] from the first year: filled year by year as the months go by.
struct YearTables: ~Copyable {
  private let known: IndexationStart
  private let lanes: Int
  private let memory: UnsafeMutablePointer<Double>
  private let size: Int
  /// Revaluation factors: fixed ones to two years before the valuation year, the path's from the valuation year on.
  private let factor: UnsafeMutablePointer<Double>
  /// Product of the readjustments from 2014 on.
  private let readjustment: UnsafeMutablePointer<Double>
  /// Rises of the minimum wage since the valuation year.
  private let minimumWage: UnsafeMutablePointer<Double>
  /// [lane]: sum of the monthly levels of the open year, / 100.
  private let sum: UnsafeMutablePointer<Double>
  private let meanBefore, wageBefore, change: UnsafeMutablePointer<Double>

  init(_ known: IndexationStart, lanes: Int) {
    (self.known, self.lanes) = (known, lanes)
    let table = (known.lastYear - known.firstYear + 1) * lanes
    size = 3 * table + 4 * lanes
    memory = .allocate(capacity: size)
    memory.initialize(repeating: 1, count: size)
    (factor, readjustment, minimumWage) = (memory, memory + table, memory + 2 * table)
    let rows = memory + 3 * table
    (sum, meanBefore, wageBefore, change) = (rows, rows + lanes, rows + 2 * lanes, rows + 3 * lanes)
    // Years before the valuation year are the same on every path.
    for (year, value) in known.factors.enumerated() {
      (factor + year * lanes).update(repeating: value, count: lanes)
    }
    for (year, value) in known.readjustments.enumerated() {
      (readjustment + year * lanes).update(repeating: value, count: lanes)
    }
  }

  deinit { memory.deallocate() }

  /// Offset of a year's row.
  private func at(_ year: Int) -> Int {
    precondition((known.firstYear...known.lastYear).contains(year), "year \(year)")
    return (year - known.firstYear) * lanes
  }

  /// Back to the valuation month.
  func start() {
    sum.update(repeating: known.pastSum, count: lanes)
    meanBefore.update(repeating: known.meanBefore, count: lanes)
    wageBefore.update(repeating: known.pricesBefore, count: lanes)
  }

  /// Hands out a year's readjustment and minimum wage, and the sum of its index.
  func withRows(
    of year: Int, _ body: (UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) {
    body(readjustment + at(year), minimumWage + at(year), sum)
  }

  /// January: the readjustment of running pensions and, every second year, of the minimum wage.
  ///
  /// The minimum wage rises by the growth of the factor over two years, which gives 1.1, 2.8, 3.3 and 2.7 % for 2019 to
  /// 2025 beside the rises of 2.0 (0.9 of them by policy), 2.8, 3.2 and 2.6 % that parliament made; never down.
  func openYear(_ year: Int, shares: [Double]) {
    let row = at(year)
    let (two, three, four) = (factor + at(year - 2), factor + at(year - 3), factor + at(year - 4))
    ck_change_row(change, two, three, lanes)
    ck_follow_row(readjustment + row, readjustment + (row - lanes), shares, change, lanes)
    if year % 2 == 1 {
      ck_change_row(change, two, four, lanes)
      ck_follow_row(minimumWage + row, minimumWage + (row - lanes), nil, change, lanes)
    } else {
      (minimumWage + row).update(from: minimumWage + (row - lanes), count: lanes)
    }
    sum.update(repeating: 0, count: lanes)
  }

  /// December: `F(y)/F(y−1) = (W(y)/W(y−1)) / (M(y)/M(y−1))`, to three decimals.
  ///
  /// Prices of the valuation year are those that the sliding scale goes by, known to the valuation month and the path's from then
  /// on: the economy carries that year back by another index, which would set wages and the mean index M on two price series.
  func closeYear(_ year: Int, monthsSummed: Int, _ paths: PricePaths) {
    let row = at(year)
    let wages = (year - paths.firstYear) * lanes
    let months = monthsSummed + (year == known.asOf.year ? known.asOf.month : 0)
    guard months > 0, year - paths.firstYear < paths.years else {
      (factor + row).update(from: factor + (row - lanes), count: lanes)
      return
    }
    let isFirst = year == known.asOf.year
    if isFirst { meanPrices(of: months, simulated: monthsSummed, paths) }
    paths.realWage.withUnsafeBufferPointer { real in
      paths.yearPriceLevel.withUnsafeBufferPointer { price in
        guard let real = real.baseAddress, let price = price.baseAddress else { return }
        ck_factor_row(
          factor + row, factor + (row - lanes), real + wages, isFirst ? UnsafePointer(change) : price + wages, sum,
          Double(months), wageBefore, meanBefore, lanes)
      }
    }
  }

  /// Puts the valuation year's mean price level into ``change``.
  private func meanPrices(of months: Int, simulated: Int, _ paths: PricePaths) {
    precondition(simulated <= paths.window, "\(simulated) months of the first year, \(paths.window) held")
    change.update(repeating: known.pastPrices, count: lanes)
    paths.priceLevel.withUnsafeBufferPointer { prices in
      for month in 0..<simulated {
        for lane in 0..<lanes { change[lane] += prices[month * lanes + lane] }
      }
    }
    for lane in 0..<lanes { change[lane] /= Double(months) }
  }

  /// What a start in `year` is multiplied by: its award factor, less the readjustments before it.
  func enter(_ year: Int, into entry: inout [Double], at start: Int) {
    let award = factor + at(year - 4)
    let before = readjustment + at(year)
    let fixed = year <= known.asOf.year ? known.readjustments[year - known.firstYear] : nil
    for lane in 0..<lanes { entry[start + lane] = award[lane] / (fixed ?? before[lane]) }
  }
}
