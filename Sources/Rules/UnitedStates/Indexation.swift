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
  var growthBefore: Double { 1 + Double(tables.cola[asOf.year]) / 1000 }

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
  func power(_ base: Double, twelfths: Int) -> Double {
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
  public func indexer(_ terms: IndexationTerms) throws -> any Indexer { UnitedStatesIndexer(tables, terms) }
}
