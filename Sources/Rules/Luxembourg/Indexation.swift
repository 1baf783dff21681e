// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Luxembourg amounts along simulated prices and wages, a block of paths at a time.
///
/// Goals, in order: the law's own steps (six-month mean, cut ladder, factors of three decimals) on each path; no path
/// depends on its neighbours; two passes over the months with the lanes inside, without branches but the rare tranche.
/// Lanes hold `Double`; the exact form of the same steps is in the tests and is tied to this one there.
struct IndexationKernel {
  let system: Luxembourg
  let paths: PricePaths
  let asOf: YearMonth
  let regime: LuxembourgRegime
  let readings: Readings
  /// Changes of law on single paths, with what this country knows of them.
  let changes: [(regime: LuxembourgRegime, from: [Int])]

  init(
    system: Luxembourg, paths: PricePaths, asOf: YearMonth, regime: LuxembourgRegime, readings: Readings
  ) throws {
    (self.system, self.paths, self.asOf, self.regime, self.readings) = (system, paths, asOf, regime, readings)
    changes = try paths.changes.map {
      (try LuxembourgRegime(LawRegime(name: "change", settings: $0.settings), asOf: asOf), $0.from)
    }
  }

  /// First year of the yearly tables.
  var firstYear: Int { asOf.year - 6 }
  var lastYear: Int { (paths.firstMonth + max(0, paths.months - 1)).year }
  /// Starts before this year carry the frozen factor and need no row of their own.
  static let firstEntryYear = 1987

  func run() throws -> IndexationPaths {
    let lanes = paths.lanes
    let due = try ladder()
    let index = paid(due)
    var pension = [Double](repeating: 0, count: index.count)
    var minimum = [Double](repeating: 0, count: index.count)
    var years = try YearTables(self)
    for year in asOf.year...lastYear {
      if year > asOf.year { years.openYear(year) }
      let first = max(0, YearMonth.january(year) - paths.firstMonth)
      let end = min(paths.months, YearMonth.january(year + 1) - paths.firstMonth)
      if first < end {
        let row = (year - firstYear) * lanes
        // A late tranche is late for wages too, so revaluation, which is wages at a constant index, goes by what is due.
        due.withUnsafeBufferPointer { due in
          index.withUnsafeBufferPointer { index in
            pension.withUnsafeMutableBufferPointer { pension in
              minimum.withUnsafeMutableBufferPointer { minimum in
                years.readjustment.withUnsafeBufferPointer { readjustment in
                  years.minimumWage.withUnsafeBufferPointer { minimumWage in
                    years.sum.withUnsafeMutableBufferPointer { sum in
                      for month in first..<end {
                        let at = month * lanes
                        for lane in 0..<lanes {
                          let level = index[at + lane]
                          pension[at + lane] = level * readjustment[row + lane]
                          minimum[at + lane] = level * minimumWage[row + lane]
                          sum[lane] += due[at + lane]
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
      try years.closeYear(year, monthsSummed: max(0, end - first))
    }

    // What a start in each year is multiplied by: its award factor, less the readjustments before it.
    var entry: [Double] = []
    entry.reserveCapacity((lastYear - Self.firstEntryYear + 1) * lanes)
    for year in Self.firstEntryYear...lastYear {
      let source = year - 4
      let known = try knownReadjustment(to: year)
      if year < 2014 || source < firstYear {
        let award = try system.factors.award(startingIn: year).value.double
        for lane in 0..<lanes {
          let before = year <= asOf.year ? known : years.readjustment[(year - firstYear) * lanes + lane]
          entry.append(award / before)
        }
      } else {
        for lane in 0..<lanes {
          let before = year <= asOf.year ? known : years.readjustment[(year - firstYear) * lanes + lane]
          entry.append(years.factor[(source - firstYear) * lanes + lane] / before)
        }
      }
    }
    return IndexationPaths(levels: [pension, index, minimum], firstEntryYear: Self.firstEntryYear, entry: entry)
  }

  /// [month × lane]: application index / 100, each tranche when it is due.
  private func ladder() throws -> [Double] {
    let lanes = paths.lanes
    guard let state = system.scale.state(in: asOf) else {
      throw ParameterError(
        file: "Sources/Rules/Luxembourg/Parameters/sliding-scale.yaml",
        message: "'lu.index.level' has no value for \(asOf)")
    }
    let base = system.scale.consumerPrices(asOf).double
    let known = (0..<6).map { system.scale.consumerPrices(asOf - $0).double }  // this month and the five before
    let step = system.scale.step.double
    var index = [Double](repeating: 0, count: paths.months * lanes)
    var levels = [Double](repeating: state.level.double, count: lanes)
    // The maturity in the window's units: the sum of six months, relative to the valuation month.
    var maturities = [Double](repeating: state.nextMaturity.double, count: lanes)
    var triggers = maturities.map { 6 * $0 / base }
    var window = [Double](repeating: known.reduce(0, +) / base, count: lanes)
    var current = levels.map { $0 / 100 }
    paths.priceLevel.withUnsafeBufferPointer { prices in
      index.withUnsafeMutableBufferPointer { index in
        window.withUnsafeMutableBufferPointer { window in
          triggers.withUnsafeMutableBufferPointer { triggers in
            current.withUnsafeMutableBufferPointer { current in
              for month in 0..<paths.months {
                let row = month * lanes
                // The mean of the months before has reached the maturity: a tranche is due on the first of this month.
                for lane in 0..<lanes where window[lane] >= triggers[lane] {
                  levels[lane] = Self.cut(levels[lane] * step)
                  maturities[lane] = Self.cut(maturities[lane] * step)
                  triggers[lane] = 6 * maturities[lane] / base
                  current[lane] = levels[lane] / 100
                }
                for lane in 0..<lanes { index[row + lane] = current[lane] }
                if month >= 6 {
                  for lane in 0..<lanes { window[lane] += prices[row + lane] - prices[row - 6 * lanes + lane] }
                } else {
                  let left = known[5 - month] / base
                  for lane in 0..<lanes { window[lane] += prices[row + lane] - left }
                }
              }
            }
          }
        }
      }
    }
    return index
  }

  /// The ladder as it is paid: political delays of every tranche, or of a single one on the paths on which such a law comes.
  ///
  /// The first tranche that falls due once that law holds waits, and one that falls due meanwhile waits with it.
  ///
  /// - Source: Law of 29 June 2022: the tranche of July 2022 was paid in April 2023.
  private func paid(_ due: [Double]) -> [Double] {
    let (lanes, months) = (paths.lanes, paths.months)
    let always = [Int](repeating: 0, count: lanes)
    let single = ([(regime, always)] + changes).filter { $0.0.nextTrancheDelay > 0 }
    let late = min(regime.trancheDelay, months)
    guard late > 0 || !single.isEmpty, let known = system.scale.state(in: asOf)?.level.double else { return due }
    var index = due
    for month in stride(from: months - 1, through: 0, by: -1) {
      for lane in 0..<lanes {
        index[month * lanes + lane] = month < late ? known / 100 : due[(month - late) * lanes + lane]
      }
    }
    for (law, from) in single {
      for lane in 0..<lanes where from[lane] < months {
        func level(_ month: Int) -> Double { month < 0 ? known / 100 : index[month * lanes + lane] }
        guard let first = (max(0, from[lane])..<months).first(where: { level($0) > level($0 - 1) }) else { continue }
        let held = level(first - 1)
        for month in first..<min(first + law.nextTrancheDelay, months) { index[month * lanes + lane] = held }
      }
    }
    return index
  }

  /// [lane]: share of real wage growth that running pensions follow from January of `year`.
  fileprivate func moderators(in year: Int) -> [Double] {
    var shares = [Double](repeating: system.factors.moderator(in: year, regime: regime).double, count: paths.lanes)
    let january = YearMonth.january(year) - paths.firstMonth
    for (law, from) in changes {
      guard let cut = law.moderator?.double else { continue }
      for lane in 0..<paths.lanes where january >= from[lane] { shares[lane] = min(shares[lane], cut) }
    }
    return shares
  }

  /// Cut to two decimals, above the noise of the product.
  private static func cut(_ value: Double) -> Double { (value * 100 + 1e-6).rounded(.down) / 100 }

  /// Product of the readjustments from 2014 to `year`, of years whose factors are fixed.
  fileprivate func knownReadjustment(to year: Int) throws -> Double {
    guard year >= 2014 else { return 1 }
    return try system.factors.readjustment(from: 2013, to: min(year, asOf.year), regime: regime).double
  }
}

/// The yearly tables of a block, [year × lane] from the kernel's first year: filled year by year as the months go by.
private struct YearTables {
  let kernel: IndexationKernel
  /// Revaluation factors: fixed ones to two years before the valuation year, the path's from the valuation year on.
  var factor: [Double]
  /// Product of the readjustments from 2014 on.
  var readjustment: [Double]
  /// Rises of the minimum wage since the valuation year.
  var minimumWage: [Double]
  /// [lane]: sum of the monthly levels of the open year, / 100.
  var sum: [Double]
  private var meanBefore: [Double]
  private var wageBefore: [Double]
  private let lanes: Int

  init(_ kernel: IndexationKernel) throws {
    self.kernel = kernel
    lanes = kernel.paths.lanes
    let count = (kernel.lastYear - kernel.firstYear + 1) * lanes
    factor = [Double](repeating: 0, count: count)
    readjustment = [Double](repeating: 1, count: count)
    minimumWage = [Double](repeating: 1, count: count)
    let (system, asOf) = (kernel.system, kernel.asOf)
    func knownPrices(_ year: Int) -> Double {
      (1...12).reduce(0.0) { $0 + system.scale.consumerPrices(YearMonth(year, $1)).double } / 12
    }
    func knownLevel(_ month: YearMonth) -> Double { (system.scale.state(in: month)?.level.double ?? 0) / 100 }
    func knownMean(_ year: Int) -> Double { (1...12).reduce(0.0) { $0 + knownLevel(YearMonth(year, $1)) } / 12 }

    // Years before the valuation year are the same on every path.
    let lastFixed = min(system.factors.lastYear, asOf.year - 2)
    let growth = try system.parameters.value(.assumedWageGrowth, inForce: asOf).value.double
    var value = try system.factors.revaluation(of: min(kernel.firstYear, lastFixed)).value.double
    for year in kernel.firstYear..<asOf.year {
      if year <= lastFixed {
        value = try system.factors.revaluation(of: year).value.double
      } else if kernel.readings.missingFactor == "grow" {
        let wages = (1 + growth) * knownPrices(year) / knownPrices(year - 1)
        value = Self.toThousandth(value * wages * knownMean(year - 1) / knownMean(year))
      }
      let row = (year - kernel.firstYear) * lanes
      for lane in 0..<lanes { factor[row + lane] = value }
    }
    for year in kernel.firstYear...asOf.year {
      let known = try kernel.knownReadjustment(to: year)
      let row = (year - kernel.firstYear) * lanes
      for lane in 0..<lanes { readjustment[row + lane] = known }
    }
    meanBefore = [Double](repeating: knownMean(asOf.year - 1), count: lanes)
    wageBefore = [Double](
      repeating: knownPrices(asOf.year - 1) / system.scale.consumerPrices(asOf).double, count: lanes)
    // Months of the valuation year that lie before the paths.
    let past = (1...asOf.month).reduce(0.0) { $0 + knownLevel(YearMonth(asOf.year, $1)) }
    sum = [Double](repeating: past, count: lanes)
  }

  /// January: the readjustment of running pensions and, every second year, of the minimum wage.
  ///
  /// The minimum wage rises by the growth of the factor over two years, which gives 1.1, 2.8, 3.3 and 2.7 % for 2019 to
  /// 2025 beside the rises of 2.0 (0.9 of them by policy), 2.8, 3.2 and 2.6 % that parliament made; never down.
  mutating func openYear(_ year: Int) {
    let row = (year - kernel.firstYear) * lanes
    let shares = kernel.moderators(in: year)
    let raises = year % 2 == 1
    for lane in 0..<lanes {
      let factors = (
        factor[row - 2 * lanes + lane], factor[row - 3 * lanes + lane], factor[row - 4 * lanes + lane]
      )
      let change = Self.toThousandth(factors.0 / factors.1 - 1)
      readjustment[row + lane] = readjustment[row - lanes + lane] * (1 + shares[lane] * change)
      let rise = raises ? max(0, Self.toThousandth(factors.0 / factors.2 - 1)) : 0
      minimumWage[row + lane] = minimumWage[row - lanes + lane] * (1 + rise)
      sum[lane] = 0
    }
  }

  /// December: `F(y)/F(y−1) = (W(y)/W(y−1)) / (M(y)/M(y−1))`, to three decimals.
  mutating func closeYear(_ year: Int, monthsSummed: Int) throws {
    let paths = kernel.paths
    let row = (year - kernel.firstYear) * lanes
    let wages = (year - paths.firstYear) * lanes
    let months = monthsSummed + (year == kernel.asOf.year ? kernel.asOf.month : 0)
    for lane in 0..<lanes {
      guard months > 0, wages + lane < paths.realWage.count else {
        factor[row + lane] = factor[row - lanes + lane]
        continue
      }
      let mean = sum[lane] / Double(months)
      let wage = paths.realWage[wages + lane] * paths.yearPriceLevel[wages + lane]
      factor[row + lane] = Self.toThousandth(
        factor[row - lanes + lane] * (wage / wageBefore[lane]) / (mean / meanBefore[lane]))
      (meanBefore[lane], wageBefore[lane]) = (mean, wage)
    }
  }

  private static func toThousandth(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension Luxembourg {
  public func indexation(
    along paths: PricePaths, asOf: YearMonth, regime: LawRegime, settings: [String: String]
  ) throws -> IndexationPaths {
    try IndexationKernel(
      system: self, paths: paths, asOf: asOf, regime: LuxembourgRegime(regime, asOf: asOf),
      readings: Readings(settings)
    ).run()
  }
}
