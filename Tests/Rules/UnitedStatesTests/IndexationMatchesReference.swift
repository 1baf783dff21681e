// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import UnitedStatesRules

/// The engine's products against the exact law on the same path.
@Suite("United States: engine and law on a path")
struct IndexationMatchesReference {
  /// Prices that rise, fall for two years, and rise again; real wages that grow unevenly. Lanes differ.
  static func unsteadyPaths(asOf: YearMonth, months: Int) -> PricePaths {
    let lanes = 3
    var prices: [Double] = []
    var level = [1.0, 1.0, 1.0]
    for month in 0..<months {
      for lane in 0..<lanes {
        let falling = (40..<64).contains(month) && lane == 1
        level[lane] *= 1 + (falling ? -0.0012 : 0.0011 + 0.0007 * Double(lane))
        prices.append(level[lane])
      }
    }
    let lastYear = (asOf + months).year
    var wages: [Double] = []
    var means: [Double] = []
    for year in asOf.year...lastYear {
      for lane in 0..<lanes {
        let before = year == asOf.year ? 1 : wages[wages.count - lanes]
        wages.append(before * (1 + [0.012, -0.004, 0.02][lane] + (year % 3 == 0 ? 0.01 : 0)))
        let mean = (1...12).reduce(0.0) { sum, month in
          let offset = YearMonth(year, month) - (asOf + 1)
          return sum + (offset < 0 ? 0.985 : prices[min(offset, months - 1) * lanes + lane])
        }
        means.append(mean / 12)
      }
    }
    return PricePaths(
      firstMonth: asOf + 1, months: months, lanes: lanes, priceLevel: prices, firstYear: asOf.year, realWage: wages,
      yearPriceLevel: means)
  }

  /// Each rounding of the law takes less than a dime, and there are fewer than forty of them.
  @Test("base × factor × level × entry is the law's amount within its roundings", arguments: [0, 1, 2, 4])
  func engineValue(_ number: Int) throws {
    let applicant = Applicants.all[number]
    let asOf = Applicants.asOf
    let paths = Self.unsteadyPaths(asOf: asOf, months: 420)
    let indexation = try law.indexation(along: paths, asOf: asOf, regime: .current, settings: [:])
    let claimable = try #require(try law.eligibility(of: applicant).claimable)
    var compared = 0
    for lane in 0..<paths.lanes {
      let exact = try law.projected(along: paths, lane: lane, asOf: asOf)
      for claim in [claimable.lowerBound, claimable.lowerBound + 17, claimable.upperBound] {
        let award = try law.award(to: applicant, from: claim)
        for month in [claim, claim + 1, claim + 14, claim + 62, claim + 130] {
          let row = month - paths.firstMonth
          guard row >= 0, row < paths.months else { continue }
          let value = award.components.reduce(0.0) { sum, part in
            sum + part.base * part.factor(in: month) * indexation.levels[part.level][row * paths.lanes + lane]
              * indexation.entry[(part.entryYear - indexation.firstEntryYear) * paths.lanes + lane]
          }
          let benefit = exact.tables.workerBenefit(try exact.question(applicant, entitlement: claim, month: month))
          let steps = Double(exact.tables.increaseYears(from: benefit.ages.eligibilityYear, in: month).count)
          // Wage growth scales the whole formula, but AIME and bend points are whole dollars (0.2 % of a small amount).
          let tolerance = 0.1 * (steps + 3) * max(1, value / 900) + 0.002 * value
          #expect(abs(value - benefit.benefit.double) < tolerance, "\(number) \(lane) \(claim) \(month)")
          compared += 1
        }
      }
    }
    #expect(compared >= 30)
  }

  @Test(
    "the block's tables are what the plain form gives lane by lane",
    arguments: [
      YearMonth(2026, 11), YearMonth(2026, 12), YearMonth(2027, 3), YearMonth(2027, 8), YearMonth(2015, 6),
      YearMonth(2031, 9),
    ])
  func blockAndPlainForm(_ asOf: YearMonth) throws {
    let paths = Self.unsteadyPaths(asOf: asOf, months: 300)
    let found = try law.indexation(along: paths, asOf: asOf, regime: .current, settings: [:])
    let path = PathIndexation(tables: law.tables, paths: paths, asOf: asOf)
    let first = found.firstEntryYear
    let last = first + found.entry.count / paths.lanes - 1
    for lane in 0..<paths.lanes {
      let tenths = path.increases(from: first, through: last, lane: lane)
      func running(through year: Int) -> Double {
        tenths.prefix(max(0, year - first + 1)).reduce(1) { $0 * (1 + Double($1) / 1000) }
      }
      let anchor = running(through: law.tables.lastIncrease(in: asOf))
      for month in stride(from: 0, to: paths.months, by: 7) {
        let want = running(through: law.tables.lastIncrease(in: paths.firstMonth + month)) / anchor
        #expect(abs(found.levels[0][month * paths.lanes + lane] / want - 1) < 1e-12, "\(asOf) \(month)")
      }
      var ratio = 1.0
      for year in first...last {
        if year - 2 > path.lastKnownWage, year - 2 < paths.firstYear + paths.years {
          let wages = law.tables.averageWage
          ratio *= path.wageGrowth(year - 2, lane: lane) * wages[year - 3].double / wages[year - 2].double
        }
        let want = ratio / (running(through: year - 1) / anchor)
        #expect(abs(found.entry[(year - first) * paths.lanes + lane] / want - 1) < 1e-12, "\(asOf) \(year)")
      }
    }
  }

  @Test("blocks one after the other give what each gives alone")
  func indexerContract() throws {
    let asOf = Applicants.asOf
    let steady = PensionSystemContract.steadyPaths(asOf: asOf, months: 420, lanes: 3, inflation: 0.04)
    let found = try IndexerContract.violations(
      of: law, along: [Self.unsteadyPaths(asOf: asOf, months: 420), steady], asOf: asOf,
      entryYears: [2010, asOf.year, asOf.year + 9])
    #expect(found == [])
  }

  @Test("increases follow third quarters, never fall, and make up lost ground first")
  func increasesHandCalculation() throws {
    // Prices 1 in November 2026; flat steps each June: 2027 +2 %, 2028 −1 %, 2029 +1 % (still below 2027), 2030 +3 %.
    let asOf = YearMonth(2026, 11)
    var prices: [Double] = []
    for month in (asOf + 1)...(asOf + 60) {
      let steps = [
        (YearMonth(2027, 6), 1.02), (YearMonth(2028, 6), 0.99), (YearMonth(2029, 6), 1.01), (YearMonth(2030, 6), 1.03),
      ]
      prices.append(steps.reduce(1.0) { month >= $1.0 ? $0 * $1.1 : $0 })
    }
    let paths = PricePaths(
      firstMonth: asOf + 1, months: 60, lanes: 1, priceLevel: prices, firstYear: 2026,
      realWage: Array(repeating: 1, count: 6), yearPriceLevel: Array(repeating: 1, count: 6))
    let path = PathIndexation(tables: law.tables, paths: paths, asOf: asOf)
    let tenths = path.increases(from: 2026, through: 2031, lane: 0)
    // 2026 is published. 2027: third quarter of 2026 is carried back three months at 3.6 % a year: 1.02 · 1.036^(1/4) − 1.
    #expect(tenths.prefix(5) == [36, 29, 0, 0, 30])
    #expect(path.isGiven(2026) && !path.isGiven(2027))
    // 2030: 1.02 · 0.99 · 1.01 · 1.03 against 1.02 of 2027, because 2028 and 2029 gave nothing.
    #expect((0.99 * 1.01 * 1.03 - 1) * 1000 > 29.5)
    let level = try law.indexation(along: paths, asOf: asOf, regime: .current, settings: [:]).levels[0]
    // The first simulated month is December 2026, in which the published increase takes effect.
    #expect(level[0] == 1.036 && level[11] == 1.036)
    #expect(abs(level[12] - 1.036 * 1.029) < 1e-12)
    #expect(level[12] == level[36] && level[36] == level[47])
    #expect(abs(level[48] - level[47] * 1.030) < 1e-12)
  }
}
