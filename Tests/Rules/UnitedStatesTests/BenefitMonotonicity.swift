// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// A small generator with a fixed seed, so that the drawn careers are the same everywhere.
private struct Draws {
  var state: UInt64
  mutating func next(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }
}

@Suite("United States: properties of the benefit")
struct BenefitMonotonicity {
  struct Drawn {
    var born: CalendarDate
    var earnings: [Int: ExactDecimal]
    var foreign: Int?
    var ages: RetirementAges { law.ages(born: born) }
  }

  static func careers(_ count: Int, seed: UInt64) -> [Drawn] {
    var draws = Draws(state: seed)
    return (0..<count).map { _ in
      let year = draws.next(1944...1980)
      let born = CalendarDate(year, draws.next(1...12), draws.next(1...28))!
      let first = year + draws.next(18...35)
      let years = draws.next(2...42)
      var earnings: [Int: ExactDecimal] = [:]
      for y in first..<min(first + years, year + 62) where draws.next(0...9) > 1 && y > 1977 {
        earnings[y] = ExactDecimal(draws.next(300...260_000))
      }
      return Drawn(born: born, earnings: earnings, foreign: draws.next(0...2) == 0 ? nil : draws.next(0...60))
    }
  }

  static func benefit(_ drawn: Drawn, claim: YearMonth, at: YearMonth? = nil) throws -> WorkerBenefit {
    law.tables.workerBenefit(
      try law.question(
        UnitedStatesCase(
          born: drawn.born, earnings: drawn.earnings, claim: claim, at: at, foreignQuarters: drawn.foreign)))
  }

  @Test("rises with the month of claim, seen from 70 on")
  func claimAge() throws {
    for drawn in Self.careers(24, seed: 1) {
      let ages = drawn.ages
      var before = Money<USD>.zero
      for claim in stride(from: ages.firstMonth, through: ages.lastMonth, by: 1) {
        let now = try Self.benefit(drawn, claim: claim, at: ages.lastMonth + 12)
        // On a totalized record the last usable wage year moves with the claim and can lower the amount a little.
        if now.basis == .national { #expect(now.benefit >= before, "\(drawn.born) \(claim)") }
        before = now.basis == .national ? now.benefit : .zero
      }
    }
  }

  @Test("does not fall when a year's earnings rise, in the same basis")
  func earnings() throws {
    var draws = Draws(state: 77)
    for drawn in Self.careers(150, seed: 2) {
      guard let year = drawn.earnings.keys.sorted().randomPick(&draws) else { continue }
      let claim = drawn.ages.fullMonth
      let before = try Self.benefit(drawn, claim: claim)
      var more = drawn
      more.earnings[year] = (more.earnings[year] ?? .zero) + ExactDecimal(draws.next(1...40_000))
      let after = try Self.benefit(more, claim: claim)
      #expect(after.quarters >= before.quarters)
      if before.basis == .national { #expect(after.benefit >= before.benefit, "\(drawn.born) \(year)") }
      if before.basis == .totalized, after.basis == .totalized, after.quarters == before.quarters {
        #expect(after.benefit >= before.benefit, "\(drawn.born) \(year)")
      }
    }
  }

  /// Doubling every wage, the index and the bend points doubles the AIME, up to whole dollars and cents.
  @Test("is homogeneous in the wage level up to rounding")
  func homogeneity() throws {
    for drawn in Self.careers(60, seed: 3) {
      let ages = drawn.ages
      let career = law.career(earnings: drawn.earnings.mapValues { Money($0, rounded: .halfUp) })
      var doubled = law.tables
      doubled.averageWage.values = doubled.averageWage.values.map { $0 * 2 }
      doubled.contributionBase.values = doubled.contributionBase.values.map { $0 * 2 }
      let twice = law.career(earnings: drawn.earnings.mapValues { Money($0 * 2, rounded: .halfUp) })
      func aime(_ tables: LawTables, _ career: CoveredCareer) -> Int {
        averageIndexedMonthlyEarnings(
          tables.indexed(career, eligibilityYear: ages.eligibilityYear, through: ages.eligibilityYear - 1),
          years: computationYears(ages, rules: tables.fixed)
        ).aime
      }
      #expect(abs(aime(doubled, twice) - 2 * aime(law.tables, career)) <= 1)
    }
  }

  @Test("never pays before the first month, nor for a month before the claim")
  func firstMonth() throws {
    for drawn in Self.careers(80, seed: 4) {
      let first = drawn.ages.firstMonth
      let early = try Self.benefit(drawn, claim: first - 1)
      #expect(early.benefit == .zero && early.reason != nil)
      #expect(try Self.benefit(drawn, claim: first, at: first - 1).reason != nil)
      #expect(drawn.ages.month(attaining: Age(years: 62)) <= first)
    }
  }

  @Test("increases come in order: later months never pay less")
  func costOfLivingOrder() throws {
    for drawn in Self.careers(16, seed: 5) {
      let claim = drawn.ages.fullMonth
      var before = Money<USD>.zero
      for month in stride(from: claim, through: claim + 180, by: 1) {
        let now = try Self.benefit(drawn, claim: claim, at: month)
        #expect(now.benefit >= before, "\(drawn.born) \(month)")
        before = now.benefit
      }
    }
  }

  @Test(
    "refuses what no record can hold",
    arguments: [
      UnitedStatesCase(born: CalendarDate(1890, 1, 1)!, claim: YearMonth(2000, 1)),
      UnitedStatesCase(born: CalendarDate(1912, 1, 1)!, claim: YearMonth(2000, 1)),
      UnitedStatesCase(born: CalendarDate(1960, 1, 1)!, claim: YearMonth(2500, 1)),
      UnitedStatesCase(born: CalendarDate(1960, 1, 1)!, earnings: [1999: -1], claim: YearMonth(2025, 1)),
      UnitedStatesCase(born: CalendarDate(1960, 1, 1)!, earnings: [1900: 5], claim: YearMonth(2025, 1)),
      UnitedStatesCase(born: CalendarDate(1960, 1, 1)!, quarters: [1999: 5], claim: YearMonth(2025, 1)),
      UnitedStatesCase(born: CalendarDate(1960, 1, 1)!, claim: YearMonth(2025, 1), foreignQuarters: -3),
      UnitedStatesCase(born: CalendarDate(1960, 1, 1)!, claim: YearMonth(2025, 1), noncoveredPension: -3),
    ])
  func refusals(_ input: UnitedStatesCase) {
    #expect(throws: CaseError.self) { try law.answer(input) }
  }
}

extension Array {
  fileprivate func randomPick(_ draws: inout Draws) -> Element? {
    isEmpty ? nil : self[draws.next(0...count - 1)]
  }
}
