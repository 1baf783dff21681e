// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import TestSupport
import Testing

@testable import LuxembourgRules

/// The law on one path in its plain, exact form: decimals, one month after the other.
struct PlainPath {
  /// As paid.
  var level: [YearMonth: ExactDecimal] = [:]
  var factor: [Int: ExactDecimal] = [:]

  /// - Parameter delay: a law of this month by which the next tranche is paid late, and by how many months.
  init(
    _ paths: PricePaths, lane: Int, asOf: YearMonth, assumedGrowth: Double = 0.01,
    delay: (law: YearMonth, months: Int)? = nil
  ) throws {
    let scale = luxembourg.scale
    let base = scale.consumerPrices(asOf).double
    func prices(_ month: YearMonth) -> Double {
      month <= asOf
        ? scale.consumerPrices(month).double
        : base * paths.priceLevel[(month - paths.firstMonth) * paths.lanes + lane]
    }
    for month in YearMonth(2010, 1)...asOf { level[month] = scale.level(in: month) }
    var due = level
    var current = try #require(scale.level(in: asOf))
    var trigger: ExactDecimal = 1_064.75
    var late: (level: ExactDecimal, until: YearMonth)?
    for month in paths.firstMonth..<(paths.firstMonth + paths.months) {
      let mean = (1...6).reduce(0.0) { $0 + prices(month - $1) } / 6
      if mean >= trigger.double {
        if let delay, late == nil, month >= delay.law { late = (current, month + delay.months) }
        current = scale.next(after: current)
        trigger = scale.next(after: trigger)
      }
      due[month] = current
      level[month] = late.flatMap { month < $0.until ? $0.level : nil } ?? current
    }
    for year in 1950...2024 { factor[year] = try luxembourg.factors.revaluation(of: year).value }
    func annualMean(_ year: Int) -> ExactDecimal {
      let levels = (1...12).compactMap { due[YearMonth(year, $0)] }
      return levels.reduce(.zero, +) / levels.count
    }
    func known(_ year: Int) -> Double { (1...12).reduce(0.0) { $0 + prices(YearMonth(year, $1)) } / 12 }
    var wages: [Int: Double] = [2024: 1, 2025: (1 + assumedGrowth) * known(2025) / known(2024)]
    // The path states wages relative to 2025, and prices relative to the valuation month.
    func nominal(_ year: Int) -> Double {
      guard year > 2025 else { return known(2025) / base }
      let row = (year - paths.firstYear) * paths.lanes + lane
      // Of the valuation year the months that have passed are known.
      return paths.realWage[row] * (year == 2026 ? known(2026) / base : paths.yearPriceLevel[row])
    }
    for year in 2026...(paths.firstYear + paths.years - 1) {
      wages[year] = (wages[year - 1] ?? 0) * nominal(year) / nominal(year - 1)
    }
    for year in 2025...(paths.firstYear + paths.years - 1) {
      let growth = try #require(ExactDecimal(shortest: (wages[year] ?? 0) / (wages[year - 1] ?? 1)))
      factor[year] = (try #require(factor[year - 1]) * growth * annualMean(year - 1) / annualMean(year))
        .roundedHalfUp(places: 3)
    }
  }

  func readjustment(_ year: Int, moderator: ExactDecimal) throws -> ExactDecimal {
    let change = try #require(factor[year - 2]) / (try #require(factor[year - 3])) - .one
    return .one + moderator * change.roundedHalfUp(places: 3)
  }

  /// Index / 100 × award factor × readjustments after the start.
  ///
  /// - Parameter cut: a law of this month that lowers the moderator from then on, and to what.
  func adjustment(
    start: YearMonth, month: YearMonth, moderator: ExactDecimal = .one, cut: (law: YearMonth, to: ExactDecimal)? = nil
  ) throws -> ExactDecimal {
    var value = try #require(level[month]) / 100 * (try #require(factor[start.year - 4]))
    if month.year > start.year {
      for year in (start.year + 1)...month.year {
        let share = cut.flatMap { YearMonth.january(year) >= $0.law ? $0.to : nil } ?? moderator
        value = value * (try readjustment(year, moderator: share))
      }
    }
    return value
  }
}

@Suite("Luxembourg: engine lanes against the exact law")
struct IndexationMatchesReference {
  static let asOf = YearMonth(2026, 11)

  /// Three lanes: calm, high inflation with falling real wages, falling prices; with a ripple so that no lane is smooth.
  static func paths(months: Int = 360) -> PricePaths {
    let inflation = [0.021, 0.055, -0.012]
    let growth = [0.012, -0.007, 0.019]
    let first = asOf + 1
    func level(_ lane: Int, _ months: Double) -> Double {
      exp(log(1 + inflation[lane]) * months / 12 + 0.004 * sin(months * 1.7 + Double(lane)))
    }
    var prices: [Double] = []
    for month in 1...months { for lane in 0..<3 { prices.append(level(lane, Double(month)) / level(lane, 0)) } }
    var wages: [Double] = []
    var means: [Double] = []
    for year in asOf.year...(asOf + months).year {
      for lane in 0..<3 {
        wages.append(exp(log(1 + growth[lane]) * Double(year - asOf.year + 1) + 0.01 * sin(Double(year * 3 + lane))))
        means.append(
          (0..<12).reduce(0.0) { $0 + level(lane, Double(YearMonth(year, $1 + 1) - asOf)) / level(lane, 0) } / 12)
      }
    }
    return PricePaths(
      firstMonth: first, months: months, lanes: 3, priceLevel: prices, firstYear: asOf.year, realWage: wages,
      yearPriceLevel: means)
  }

  @Test("every month of a pension on three paths", arguments: [("current", "1"), ("half", "0.5"), ("none", "0")])
  func pensions(name: String, moderator: String) throws {
    let paths = Self.paths()
    let regime = LawRegime(name: name, settings: ["moderator": moderator])
    let share = try #require(ExactDecimal(moderator))
    let indexation = try luxembourg.indexation(along: paths, asOf: Self.asOf, regime: regime, settings: [:])
    var worst = 0.0
    for (birth, start) in [
      (day(1961, 11, 1), YearMonth(2026, 12)), (day(1963, 4, 1), YearMonth(2028, 4)),
      (day(1970, 1, 1), YearMonth(2035, 1)),
    ] {
      var applicant = worker(born: birth, from: YearMonth(1996, 1), through: YearMonth(2026, 10), pay: 4_200)
      applicant.regime = regime
      let award = try luxembourg.award(to: applicant, from: start)
      let claimant = try Claimant(applicant, in: luxembourg)
      let pension = try claimant.decision(startingIn: start).pension
      for lane in 0..<3 {
        let plain = try PlainPath(paths, lane: lane, asOf: Self.asOf)
        for month in (start + 1)..<(paths.firstMonth + paths.months) {
          let exact = pension.amounts(adjustedBy: try plain.adjustment(start: start, month: month, moderator: share))
          let column = (month - paths.firstMonth) * 3 + lane
          func engine(_ component: AwardComponent) -> Double {
            component.base * component.factor(in: month) * indexation.levels[component.level][column]
              * indexation.entry[(component.entryYear - indexation.firstEntryYear) * 3 + lane]
          }
          // Two parts are rounded to the cent each.
          worst = max(worst, (engine(award.components[0]) - exact.gross.double).magnitude)
          if month.month == 12, month.year > start.year {
            worst = max(worst, (engine(award.components[1]) - exact.yearEndAllowance.double).magnitude)
          }
        }
      }
    }
    #expect(worst <= 0.0101, "largest difference \(worst) EUR")
  }

  /// The economy carries 2026 back by the harmonised index of the euro area (2.89 % a year), the sliding scale by its own means; the
  /// factor of 2026 was 0.3 % lower for that.
  @Test("prices of the valuation year are those of the sliding scale, whatever the economy carries back")
  func valuationYearRegression() throws {
    let paths = Self.paths()
    var other = paths
    for lane in 0..<3 { other.yearPriceLevel[lane] *= 0.98 }
    let (a, b) = try (
      luxembourg.indexation(along: paths, asOf: Self.asOf, regime: .current, settings: [:]),
      luxembourg.indexation(along: other, asOf: Self.asOf, regime: .current, settings: [:])
    )
    #expect(a.levels == b.levels)
    #expect(a.entry == b.entry)
    // Prices that stand still and wages that follow them: the factor of 2026 moves by how 2026's prices and index lie to 2025's.
    let months = 60
    let flat = PricePaths(
      firstMonth: Self.asOf + 1, months: months, lanes: 1, priceLevel: Array(repeating: 1, count: months),
      firstYear: 2026, realWage: Array(repeating: 1, count: 6), yearPriceLevel: Array(repeating: 1, count: 6))
    let scale = luxembourg.scale
    func mean(_ year: Int, _ value: (YearMonth) -> Double) -> Double {
      (1...12).reduce(0.0) { $0 + value(YearMonth(year, $1)) } / 12
    }
    func price(_ month: YearMonth) -> Double { scale.consumerPrices(min(month, Self.asOf)).double }
    func level(_ month: YearMonth) -> Double { scale.level(in: min(month, Self.asOf))?.double ?? .nan }
    let plain = try PlainPath(flat, lane: 0, asOf: Self.asOf)
    let before = try #require(plain.factor[2025]).double
    let expected = before * (mean(2026, price) / mean(2025, price)) / (mean(2026, level) / mean(2025, level))
    let indexation = try luxembourg.indexation(along: flat, asOf: Self.asOf, regime: .current, settings: [:])
    let start2030 = indexation.entry[2030 - indexation.firstEntryYear]
    let readjusted = try (2014...2030).reduce(1.0) { value, year in
      value
        * (year <= 2026
          ? try luxembourg.factors.readjustment(from: year - 1, to: year, regime: .init(.current, asOf: Self.asOf))
            .double
          : try plain.readjustment(year, moderator: 1).double)
    }
    #expect(abs(start2030 * readjusted - (expected * 1000).rounded() / 1000) < 1e-9)
  }

  /// Laws that come at another month on each path, or never; the second path has high inflation.
  @Test("changes of law on single paths", arguments: ["0.5", "0"])
  func changes(to cut: String) throws {
    var paths = Self.paths()
    let after = try #require(ExactDecimal(cut))
    let (cuts, delays) = ([50, 3, LawChange.never], [LawChange.never, 40, 0])
    let plainIndexation = try luxembourg.indexation(along: paths, asOf: Self.asOf, regime: .current, settings: [:])
    paths.changes = [
      LawChange(settings: ["moderator": cut], from: cuts),
      LawChange(settings: ["tranche.delayNext": "15"], from: delays),
    ]
    let indexation = try luxembourg.indexation(along: paths, asOf: Self.asOf, regime: .current, settings: [:])
    let start = YearMonth(2028, 4)
    let applicant = worker(born: day(1963, 4, 1), from: YearMonth(1996, 1), through: YearMonth(2026, 10), pay: 4_200)
    let award = try luxembourg.award(to: applicant, from: start)
    let pension = try Claimant(applicant, in: luxembourg).decision(startingIn: start).pension
    func law(_ month: Int) -> YearMonth? { month == LawChange.never ? nil : paths.firstMonth + month }
    for lane in 0..<3 {
      let plain = try PlainPath(paths, lane: lane, asOf: Self.asOf, delay: law(delays[lane]).map { ($0, 15) })
      var (worst, moved) = (0.0, 0)
      for month in (start + 1)..<(paths.firstMonth + paths.months) {
        let adjustment = try plain.adjustment(start: start, month: month, cut: law(cuts[lane]).map { ($0, after) })
        let column = (month - paths.firstMonth) * 3 + lane
        func engine(_ indexation: IndexationPaths) -> Double {
          let component = award.components[0]
          return component.base * component.factor(in: month) * indexation.levels[0][column]
            * indexation.entry[(component.entryYear - indexation.firstEntryYear) * 3 + lane]
        }
        worst = max(worst, (engine(indexation) - pension.amounts(adjustedBy: adjustment).gross.double).magnitude)
        if engine(indexation) != engine(plainIndexation) {
          moved += 1
          let first = min(cuts[lane], delays[lane])
          #expect(month - paths.firstMonth >= first, "moved before the law")
        }
        // The limits of means-tested income follow the index that is paid.
        let paid = try #require(plain.level[month]).double / 100
        #expect(abs(indexation.levels[1][column] - paid) < 1e-12)
      }
      #expect(worst <= 0.0101, "path \(lane): largest difference \(worst) EUR")
      #expect(moved > 0 || lane == 2, "path \(lane) did not move")
    }
    #expect(
      indexation.levels[1].enumerated().allSatisfy {
        $0.offset % 3 != 0 || $0.element == plainIndexation.levels[1][$0.offset]
      })
  }

  @Test("a regime that delays the next tranche is a law of the first month")
  func delayedOnceByRegime() throws {
    var paths = Self.paths()
    let regime = LawRegime(name: "once", settings: ["tranche.delayNext": "9"])
    let always = try luxembourg.indexation(along: paths, asOf: Self.asOf, regime: regime, settings: [:])
    paths.changes = [LawChange(settings: regime.settings, from: [0, 0, 0])]
    let change = try luxembourg.indexation(along: paths, asOf: Self.asOf, regime: .current, settings: [:])
    #expect(always.levels == change.levels && always.entry == change.entry)
  }

  @Test("the ladder never falls, and a delay pays the same levels later")
  func ladderInvariants() throws {
    let paths = Self.paths()
    let now = try luxembourg.indexation(along: paths, asOf: Self.asOf, regime: .current, settings: [:]).levels[1]
    let late = try luxembourg.indexation(
      along: paths, asOf: Self.asOf, regime: LawRegime(name: "late", settings: ["tranche.delay": "12"]), settings: [:]
    ).levels[1]
    for month in 1..<paths.months {
      for lane in 0..<3 {
        #expect(now[month * 3 + lane] >= now[(month - 1) * 3 + lane])
        #expect(late[month * 3 + lane] == (month < 12 ? 9.9224 : now[(month - 12) * 3 + lane]))
      }
    }
    #expect(now[(paths.months - 1) * 3 + 2] == 9.9224, "prices that fall never trigger a tranche")
  }

  @Test("published months are the same whichever month is the valuation month")
  func pastRegression() throws {
    // As of March 2023 the tranche of April 2023 was known by law only; the ladder by prices is due by then.
    let state = try #require(luxembourg.scale.state(in: YearMonth(2023, 3)))
    #expect(state.level == 898.93)
    #expect(state.nextMaturity == 964.64)
    let later = try #require(luxembourg.scale.state(in: YearMonth(2028, 12)))
    #expect(later.level >= 1_017.04)
  }

  @Test("a pension in payment pays its known amount in the first month")
  func continuity() throws {
    let paths = PensionSystemContract.steadyPaths(
      asOf: Self.asOf, months: 24, lanes: 1, inflation: 0, realWageGrowth: 0)
    let indexation = try luxembourg.indexation(
      along: paths, asOf: Self.asOf, regime: .current, settings: ["missingFactor": "hold"])
    let award = try luxembourg.award(
      to: worker(born: day(1961, 11, 1), from: YearMonth(1990, 1), through: YearMonth(2020, 12)),
      from: YearMonth(2026, 12))
    let component = award.components[0]
    let engine =
      component.base * indexation.levels[0][0] * indexation.entry[component.entryYear - indexation.firstEntryYear]
    #expect((engine - award.firstMonthlyAmount.double).magnitude <= 0.0101)
  }

  @Test("blocks one after the other give what each gives alone")
  func indexerContract() throws {
    let steady = PensionSystemContract.steadyPaths(asOf: Self.asOf, months: 360, lanes: 3, inflation: 0.04)
    let found = try IndexerContract.violations(
      of: luxembourg, along: [Self.paths(), steady], asOf: Self.asOf, entryYears: [2010, 2026, 2031])
    #expect(found == [])
  }

  @Test(
    "consumer prices reach a maturity in the month before its tranche and not earlier, after the last published mean")
  func maturities() throws {
    let scale = luxembourg.scale
    let tranches = scale.tranches.filter { $0.from > YearMonth(2024, 1) }
    #expect(tranches.map(\.from) == [YearMonth(2025, 5), YearMonth(2026, 6)])
    for tranche in tranches {
      let maturity = try #require(tranche.maturity)
      #expect(scale.sixMonthMean(tranche.from - 1) >= maturity, "\(tranche.from)")
      #expect(scale.sixMonthMean(tranche.from - 2) < maturity, "\(tranche.from)")
    }
  }
}
