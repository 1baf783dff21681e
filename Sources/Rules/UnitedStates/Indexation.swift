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

  /// The same for every lane.
  func thirdQuarter(_ year: Int, into row: inout [Double]) {
    let lanes = paths.lanes
    var before = 0.0
    for lane in 0..<lanes { row[lane] = 0 }
    for month in 7...9 {
      let offset = YearMonth(year, month) - paths.firstMonth
      if offset < 0 {
        before += power(growthBefore, twelfths: offset + 1)
      } else {
        for lane in 0..<lanes { row[lane] += paths.priceLevel[offset * lanes + lane] }
      }
    }
    for lane in 0..<lanes { row[lane] = (before + row[lane]) / 3 }
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

  /// The increase that `now` gives over `before`, in whole tenths of a percent.
  static func tenths(_ now: Double, over before: Double) -> Double {
    let exact = (now / before - 1) * 1000
    return exact > 0 ? Double(Int(exact + 0.5)) : 0
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
        if year >= asOf.year - 3, year <= lastPathYear, tables.cola[year] > 0 || base == nil {
          base = thirdQuarter(year, lane: lane)
        }
        continue
      }
      let now = thirdQuarter(year, lane: lane)
      let before = base ?? thirdQuarter(year - 1, lane: lane)
      let tenths = Self.tenths(now, over: before)
      result.append(Int(tenths))
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
    let lastYear = max(paths.firstYear + paths.years - 1, (paths.firstMonth + max(0, paths.months - 1)).year)
    var block = IndexationBlock(
      path: PathIndexation(tables: tables, paths: paths, asOf: asOf), firstEntry: tables.bendPoints.firstYear,
      lastEntry: lastYear + 2)
    block.applyIncreases()
    block.applyWages()
    return IndexationPaths(levels: [block.level], firstEntryYear: block.firstEntry, entry: block.entry)
  }
}

/// The tables of one block, filled a year at a time with lanes innermost; ``PathIndexation`` says what they hold.
private struct IndexationBlock {
  let path: PathIndexation
  let firstEntry: Int
  let lastEntry: Int
  /// [month × lane].
  var level: [Double]
  /// [year × lane].
  var entry: [Double]

  init(path: PathIndexation, firstEntry: Int, lastEntry: Int) {
    (self.path, self.firstEntry, self.lastEntry) = (path, firstEntry, lastEntry)
    level = [Double](repeating: 1, count: path.paths.months * path.paths.lanes)
    entry = [Double](repeating: 1, count: (lastEntry - firstEntry + 1) * path.paths.lanes)
  }

  /// Increases of the years that are in force by the valuation month, the same in every lane, then year by year.
  mutating func applyIncreases() {
    let (tables, paths, asOf) = (path.tables, path.paths, path.asOf)
    let (lanes, months) = (paths.lanes, paths.months)
    let inForce = tables.lastIncrease(in: asOf)
    var known = 1.0
    var base = [Double](repeating: 0, count: lanes)
    var hasBase = false
    for year in stride(from: inForce, through: firstEntry, by: -1) {
      known /= 1 + Double(tables.cola[year]) / 1000
      let row = (year - firstEntry) * lanes
      for lane in 0..<lanes { entry[row + lane] = 1 / known }
      if !hasBase, year >= asOf.year - 3, tables.cola[year] > 0 {
        hasBase = true
        path.thirdQuarter(year, into: &base)
      }
    }
    var level = level
    var entry = entry
    var running = [Double](repeating: 1, count: lanes)
    var quarter = [Double](repeating: 0, count: lanes)
    for year in stride(from: max(inForce + 1, firstEntry), through: lastEntry, by: 1) {
      let row = (year - firstEntry) * lanes
      for lane in 0..<lanes { entry[row + lane] = 1 / running[lane] }
      if path.isGiven(year) {
        let growth = 1 + Double(tables.cola[year]) / 1000
        for lane in 0..<lanes { running[lane] *= growth }
        if year <= path.lastPathYear, tables.cola[year] > 0 || !hasBase {
          hasBase = true
          path.thirdQuarter(year, into: &base)
        }
      } else {
        if !hasBase {
          hasBase = true
          path.thirdQuarter(year - 1, into: &base)
        }
        path.thirdQuarter(year, into: &quarter)
        for lane in 0..<lanes {
          let tenths = PathIndexation.tenths(quarter[lane], over: base[lane])
          running[lane] *= 1 + tenths / 1000
          base[lane] = tenths > 0 ? quarter[lane] : base[lane]
        }
      }
      let first = max(0, YearMonth(year, tables.colaMonth[year]) - paths.firstMonth)
      let end = min(months, YearMonth(year + 1, tables.colaMonth[year + 1]) - paths.firstMonth)
      guard first < end else { continue }
      for month in first..<end {
        for lane in 0..<lanes { level[month * lanes + lane] = running[lane] }
      }
    }
    (self.level, self.entry) = (level, entry)
  }

  /// Wages of the path over those of the tables, for years of eligibility whose index year is simulated.
  mutating func applyWages() {
    let (tables, paths) = (path.tables, path.paths)
    let lanes = paths.lanes
    let lastWage = paths.firstYear + paths.years - 1
    var entry = entry
    var ratio = [Double](repeating: 1, count: lanes)
    var indexYear = path.lastKnownWage
    for year in stride(from: path.lastKnownWage + 3, through: lastEntry, by: 1) {
      while indexYear < min(year - 2, lastWage) {
        indexYear += 1
        let baseline = tables.averageWage[indexYear - 1].double / tables.averageWage[indexYear].double
        for lane in 0..<lanes { ratio[lane] *= path.wageGrowth(indexYear, lane: lane) * baseline }
      }
      let row = (year - firstEntry) * lanes
      for lane in 0..<lanes { entry[row + lane] *= ratio[lane] }
    }
    self.entry = entry
  }
}
