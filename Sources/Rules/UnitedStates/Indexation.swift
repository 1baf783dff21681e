// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Cost of living and wages of the law along a block of simulated paths.
///
/// A published increase is taken as it is. A later one is the change of the mean price level of July to September from the
/// last third quarter that gave an increase, to 0.1 %, never below zero (42 U.S.C. § 415(i)). The average wage index of a
/// simulated year grows by the path's real wages and prices.
///
/// The paths begin after the valuation month. What lies before is carried back at the increase of the valuation year: the
/// third quarter before, and the price growth of the year that has begun.
struct PathIndexation {
  let tables: LawTables
  let paths: PricePaths
  let asOf: YearMonth

  /// The increase of the valuation year as a yearly growth factor.
  private var growthBefore: Double { 1 + Double(tables.cola[asOf.year]) / 1000 }

  /// Last year whose wage index is not simulated.
  var lastKnownWage: Int { max(tables.lastGivenWage, paths.firstYear - 1) }

  /// Whether the increase of `year` is taken from the tables.
  func isGiven(_ year: Int) -> Bool {
    year <= tables.cola.lastPublished || YearMonth(year, 9) <= asOf || year > lastPathYear
  }

  /// Last year whose third quarter the paths reach.
  var lastPathYear: Int {
    let last = paths.firstMonth + (paths.months - 1)
    return last.month >= 9 ? last.year : last.year - 1
  }

  /// Mean price level of July to September; months before the paths are carried back at a constant rate.
  func thirdQuarter(_ year: Int, lane: Int) -> Double {
    var sum = 0.0
    for month in 7...9 {
      let offset = YearMonth(year, month) - paths.firstMonth
      sum +=
        offset >= 0
        ? paths.priceLevel[offset * paths.lanes + lane]
        : power(growthBefore, twelfths: offset + 1)
    }
    return sum / 3
  }

  /// `base` to the power of `twelfths` / 12, for the few months before the paths.
  private func power(_ base: Double, twelfths: Int) -> Double {
    // (1 + g)^(n/12) by the binomial series, which settles within a few terms for yearly rates.
    let (g, exponent) = (base - 1, Double(twelfths) / 12)
    var term = 1.0
    var sum = 1.0
    for k in 1...40 {
      term *= (exponent - Double(k) + 1) / Double(k) * g
      sum += term
    }
    return sum
  }

  /// Tenths of a percent for each year from `first` on, for one lane.
  func increases(from first: Int, through last: Int, lane: Int) -> [Int] {
    var result: [Int] = []
    var base: Double?
    guard first <= last else { return result }
    for year in first...last {
      if isGiven(year) {
        result.append(tables.cola[year])
        // Only the last years before the paths can be the base of a later increase.
        if year >= asOf.year - 3, year <= lastPathYear, tables.cola[year] > 0 || base == nil { base = thirdQuarter(year, lane: lane) }
        continue
      }
      let now = thirdQuarter(year, lane: lane)
      let before = base ?? thirdQuarter(year - 1, lane: lane)
      let tenths = ((now / before - 1) * 1000).rounded(.toNearestOrAwayFromZero)
      result.append(tenths > 0 ? Int(tenths) : 0)
      base = tenths > 0 ? now : before
    }
    return result
  }

  /// Growth factor of the average wage index over the year before, for a year after ``lastKnownWage``.
  func wageGrowth(_ year: Int, lane: Int) -> Double {
    let row = min(year - paths.firstYear, paths.years - 1)
    let now = row * paths.lanes + lane
    guard row > 0 else { return paths.realWage[now] * growthBefore }
    let before = now - paths.lanes
    return paths.realWage[now] / paths.realWage[before] * paths.yearPriceLevel[now] / paths.yearPriceLevel[before]
  }

  /// One lane as an outlook for the exact law, percentages to 10⁻⁶.
  func outlook(lane: Int) -> Outlook {
    let lastYear = paths.firstYear + paths.years - 1
    var wages: [Int: ExactDecimal] = [:]
    for year in stride(from: lastKnownWage + 1, through: lastYear, by: 1) {
      wages[year] = ExactDecimal(shortest: (wageGrowth(year, lane: lane) - 1) * 100) ?? .zero
    }
    let first = tables.cola.lastPublished + 1
    let tenths = increases(from: asOf.year - 1, through: max(lastPathYear, first), lane: lane)
    var cola: [Int: ExactDecimal] = [:]
    for year in stride(from: first, through: max(lastPathYear, first), by: 1) where year >= asOf.year - 1 {
      cola[year] = ExactDecimal(tenths[year - asOf.year + 1], over: 10)
    }
    return Outlook(wageGrowth: wages, cola: cola)
  }
}

extension UnitedStates {
  /// The exact law carried on along one lane of simulated prices and wages, the reference of ``indexation(along:asOf:regime:settings:)``.
  public func projected(along paths: PricePaths, lane: Int, asOf: YearMonth) throws -> UnitedStates {
    let path = PathIndexation(tables: tables, paths: paths, asOf: asOf)
    var outlook = path.outlook(lane: lane)
    outlook.wageGrowth.merge(self.outlook.wageGrowth) { new, _ in new }
    outlook.cola.merge(self.outlook.cola) { new, _ in new }
    return try projected(along: outlook)
  }

  /// Levels: the running product of cost-of-living increases, 1 in the valuation month. Entry: what an amount in dollars
  /// of a year of eligibility is multiplied by, the path's wages of the index year over the tables', over the level before that
  /// year's increase.
  ///
  /// - Source: 42 U.S.C. § 415(a)(1)(B), (b)(3), (i). Wages scale earnings and bend points alike, so the amount at eligibility
  ///   moves in proportion to the index of the year two before.
  /// - Shape: levels [month × lane], entry [year × lane] from 1979 to two years after the last simulated one.
  public func indexation(along paths: PricePaths, asOf: YearMonth, regime: LawRegime, settings: [String: String]) throws
    -> IndexationPaths
  {
    let path = PathIndexation(tables: tables, paths: paths, asOf: asOf)
    let lanes = paths.lanes
    let firstEntry = tables.bendPoints.firstYear
    let lastYear = max(paths.firstYear + paths.years - 1, (paths.firstMonth + max(0, paths.months - 1)).year)
    let lastEntry = lastYear + 2
    var level = [Double](repeating: 1, count: paths.months * lanes)
    var entry = [Double](repeating: 1, count: (lastEntry - firstEntry + 1) * lanes)
    // Increases in force in the valuation month, and in each simulated month, as numbers of years from `firstEntry`.
    let inForce = tables.lastIncrease(in: asOf)
    let effective = (0..<paths.months).map { tables.lastIncrease(in: paths.firstMonth + $0) }
    for lane in 0..<lanes {
      let tenths = path.increases(from: firstEntry, through: lastEntry, lane: lane)
      // running[k]: level after the increases of the first k years, 1 in the valuation month.
      var running = [Double](repeating: 1, count: tenths.count + 1)
      let anchor = inForce - firstEntry + 1
      for k in stride(from: anchor, to: tenths.count, by: 1) { running[k + 1] = running[k] * (1 + Double(tenths[k]) / 1000) }
      for k in stride(from: anchor - 1, through: 0, by: -1) { running[k] = running[k + 1] / (1 + Double(tenths[k]) / 1000) }
      for month in 0..<paths.months { level[month * lanes + lane] = running[effective[month] - firstEntry + 1] }
      var ratio = 1.0
      var indexYear = path.lastKnownWage
      let lastWage = paths.firstYear + paths.years - 1
      for year in firstEntry...lastEntry {
        while indexYear < min(year - 2, lastWage) {
          indexYear += 1
          ratio *= path.wageGrowth(indexYear, lane: lane) * tables.averageWage[indexYear - 1].double
            / tables.averageWage[indexYear].double
        }
        entry[(year - firstEntry) * lanes + lane] = (year - 2 > path.lastKnownWage ? ratio : 1) / running[year - firstEntry]
      }
    }
    return IndexationPaths(levels: [level], firstEntryYear: firstEntry, entry: entry)
  }
}
