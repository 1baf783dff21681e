// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// Luxembourg amounts along simulated prices and wages, a block of paths at a time.
///
/// Goals, in order: the law's own steps (six-month mean, cut ladder, factors of three decimals) on each path; no division
/// of a path from its neighbours; one pass over the months with the lanes inside. Lanes hold `Double`; the exact form
/// of the same steps is in the tests and is tied to this one there.
struct IndexationKernel {
  let system: Luxembourg
  let paths: PricePaths
  let asOf: YearMonth
  let regime: LuxembourgRegime
  let readings: Readings

  /// First year of the yearly tables.
  var firstYear: Int { asOf.year - 6 }
  var lastYear: Int { (paths.firstMonth + max(0, paths.months - 1)).year }
  /// Starts before this year carry the frozen factor and need no row of their own.
  static let firstEntryYear = 1987

  func run() throws -> IndexationPaths {
    let lanes = paths.lanes
    let levels = try ladder()
    let factors = try revaluationFactors(levels: levels)
    let readjusted = try readjustments(factors: factors)
    let minimumWages = minimumWageRises(factors: factors)

    // Tables by month: index, index × readjustment, index × minimum wage.
    var index = levels
    for position in index.indices { index[position] /= 100 }
    var pension = index
    var minimum = index
    for month in 0..<paths.months {
      let row = ((paths.firstMonth + month).year - firstYear) * lanes
      for lane in 0..<lanes {
        pension[month * lanes + lane] *= readjusted[row + lane]
        minimum[month * lanes + lane] *= minimumWages[row + lane]
      }
    }

    // What a start in each year is multiplied by: its award factor, less the readjustments before it.
    var entry: [Double] = []
    entry.reserveCapacity((lastYear - Self.firstEntryYear + 1) * lanes)
    for year in Self.firstEntryYear...lastYear {
      let known = try knownReadjustment(to: year)
      for lane in 0..<lanes {
        let award = try awardFactor(startingIn: year, lane: lane, factors: factors)
        let before = year <= asOf.year ? known : readjusted[(year - firstYear) * lanes + lane]
        entry.append(award / before)
      }
    }
    return IndexationPaths(levels: [pension, index, minimum], firstEntryYear: Self.firstEntryYear, entry: entry)
  }

  /// [month × lane]: application index.
  private func ladder() throws -> [Double] {
    let lanes = paths.lanes
    guard let state = system.scale.state(in: asOf) else {
      throw ParameterError(
        file: "Sources/Rules/Luxembourg/Parameters/sliding-scale.yaml", message: "'lu.index.level' has no value for \(asOf)")
    }
    let base = system.scale.consumerPrices(asOf).double
    let known = (0..<6).map { system.scale.consumerPrices(asOf - $0).double }  // this month and the five before
    var levels = [Double](repeating: 0, count: paths.months * lanes)
    var level = [Double](repeating: state.level.double, count: lanes)
    var trigger = [Double](repeating: 6 * state.nextMaturity.double, count: lanes)
    var window = [Double](repeating: known.reduce(0, +), count: lanes)
    let step = system.scale.step.double
    let prices = paths.priceLevel
    // The mean of the months before reaches the maturity: the tranche is due on the first of this month.
    for month in 0..<paths.months {
      let row = month * lanes
      let dropped = month - 6
      for lane in 0..<lanes {
        let due = window[lane] >= trigger[lane]
        level[lane] = due ? Self.cut(level[lane] * step) : level[lane]
        trigger[lane] = due ? 6 * Self.cut(trigger[lane] / 6 * step) : trigger[lane]
        levels[row + lane] = level[lane]
        let left = dropped >= 0 ? prices[dropped * lanes + lane] * base : known[5 - month]
        window[lane] += prices[row + lane] * base - left
      }
    }
    guard regime.trancheDelay > 0 else { return levels }
    // A political delay: what would be in force is paid so many months late.
    let late = min(regime.trancheDelay, paths.months) * lanes
    let before = [Double](repeating: state.level.double, count: late)
    return before + levels.dropLast(late)
  }

  /// Cut to two decimals, above the noise of the product.
  private static func cut(_ value: Double) -> Double { (value * 100 + 1e-6).rounded(.down) / 100 }

  /// [year × lane] from ``firstYear``: revaluation factors, fixed ones to two years before the valuation year.
  ///
  /// `F(y)/F(y−1) = (W(y)/W(y−1)) / (M(y)/M(y−1))`, to three decimals.
  private func revaluationFactors(levels: [Double]) throws -> [Double] {
    let lanes = paths.lanes
    let years = lastYear - firstYear + 1
    var factors = [Double](repeating: 0, count: years * lanes)
    let lastFixed = min(system.factors.lastYear, asOf.year - 2)
    let growth = readings.missingFactor == "grow"
      ? try system.parameters.value(.assumedWageGrowth, inForce: asOf).value.double : 0
    let base = system.scale.consumerPrices(asOf).double
    func knownPrices(_ year: Int) -> Double {
      (1...12).reduce(0.0) { $0 + system.scale.consumerPrices(YearMonth(year, $1)).double } / 12
    }
    func knownMean(_ year: Int) -> Double {
      (1...12).reduce(0.0) { $0 + (system.scale.state(in: YearMonth(year, $1))?.level.double ?? 0) } / 12
    }
    // Years before the valuation year are the same on every path.
    var scalar = try system.factors.revaluation(of: min(firstYear, lastFixed)).value.double
    for year in firstYear..<asOf.year {
      if year <= lastFixed {
        scalar = try system.factors.revaluation(of: year).value.double
      } else if readings.missingFactor == "grow" {
        let wages = (1 + growth) * knownPrices(year) / knownPrices(year - 1)
        scalar = Self.toThousandth(scalar * wages * knownMean(year - 1) / knownMean(year))
      }
      let row = (year - firstYear) * lanes
      for lane in 0..<lanes { factors[row + lane] = scalar }
    }
    // From the valuation year on, by the path.
    var previousMean = [Double](repeating: knownMean(asOf.year - 1), count: lanes)
    var previousWage = [Double](repeating: knownPrices(asOf.year - 1) / base, count: lanes)
    for year in asOf.year...lastYear {
      let row = (year - firstYear) * lanes
      let wageRow = (year - paths.firstYear) * lanes
      let first = max(YearMonth.january(year), paths.firstMonth)
      let simulated = (YearMonth.december(year) - first) + 1
      let before = (0..<(12 - simulated)).reduce(0.0) {
        $0 + (system.scale.state(in: YearMonth(year, $1 + 1))?.level.double ?? 0)
      }
      for lane in 0..<lanes {
        var sum = before
        var count = 12 - simulated
        for month in 0..<simulated {
          let position = first - paths.firstMonth + month
          guard position < paths.months else { break }
          sum += levels[position * lanes + lane]
          count += 1
        }
        let mean = sum / Double(max(count, 1))
        guard wageRow + lane < paths.realWage.count else {
          factors[row + lane] = factors[row - lanes + lane]
          continue
        }
        let wage = paths.realWage[wageRow + lane] * paths.yearPriceLevel[wageRow + lane]
        factors[row + lane] = Self.toThousandth(
          factors[row - lanes + lane] * (wage / previousWage[lane]) / (mean / previousMean[lane]))
        previousMean[lane] = mean
        previousWage[lane] = wage
      }
    }
    return factors
  }

  private static func toThousandth(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  /// Product of the readjustments from 2014 to `year`, of years whose factors are fixed.
  private func knownReadjustment(to year: Int) throws -> Double {
    guard year >= 2014 else { return 1 }
    return try system.factors.readjustment(from: 2013, to: min(year, asOf.year), regime: regime).double
  }

  /// [year × lane] from ``firstYear``: product of the readjustments from 2014 on.
  private func readjustments(factors: [Double]) throws -> [Double] {
    let lanes = paths.lanes
    var product = [Double](repeating: 1, count: factors.count)
    for year in firstYear...lastYear {
      let row = (year - firstYear) * lanes
      if year <= asOf.year {
        let known = try knownReadjustment(to: year)
        for lane in 0..<lanes { product[row + lane] = known }
      } else {
        let share = system.factors.moderator(in: year, regime: regime).double
        let (after, before) = (row - 2 * lanes, row - 3 * lanes)
        for lane in 0..<lanes {
          let change = Self.toThousandth(factors[after + lane] / factors[before + lane] - 1)
          product[row + lane] = product[row - lanes + lane] * (1 + share * change)
        }
      }
    }
    return product
  }

  /// [year × lane] from ``firstYear``: rises of the minimum wage since the valuation year.
  ///
  /// Every second January by the growth of the factor over two years, which gives 1.1, 2.8, 3.3 and 2.7 % for 2019 to
  /// 2025 beside the rises of 2.0 (0.9 of them by policy), 2.8, 3.2 and 2.6 % that parliament made; never down.
  private func minimumWageRises(factors: [Double]) -> [Double] {
    let lanes = paths.lanes
    var product = [Double](repeating: 1, count: factors.count)
    for year in (asOf.year + 1)...max(asOf.year + 1, lastYear) where year <= lastYear {
      let row = (year - firstYear) * lanes
      let reset = year % 2 == 1
      for lane in 0..<lanes {
        let change = Self.toThousandth(factors[row - 2 * lanes + lane] / factors[row - 4 * lanes + lane] - 1)
        product[row + lane] = product[row - lanes + lane] * (reset ? 1 + max(0, change) : 1)
      }
    }
    return product
  }

  private func awardFactor(startingIn year: Int, lane: Int, factors: [Double]) throws -> Double {
    let source = year - 4
    if year < 2014 || source < firstYear { return try system.factors.award(startingIn: year).value.double }
    return factors[(source - firstYear) * paths.lanes + lane]
  }
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
