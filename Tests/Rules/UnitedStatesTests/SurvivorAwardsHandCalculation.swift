// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import UnitedStatesRules

/// 42 U.S.C. § 402(e), (q): 71.5 % of the PIA at 60, all of it at the survivor's full age; at most the reduced benefit of the dead
/// worker or 82.5 %; delayed credits pass on.
@Suite("United States: what a death leaves along paths")
struct SurvivorAwardsHandCalculation {
  static let last = YearMonth(2070, 1)

  /// Born in June 1964: 62 throughout July 2026, full age 67 in June 2031.
  private func worker(_ law: UnitedStates) throws -> Applicant {
    Applicant(
      person: Person(
        id: "ben", born: try #require(CalendarDate(1964, 6, 15)), sex: .male, citizenship: ["US"],
        residence: [Residence(country: "US", from: YearMonth(1964, 6))]),
      record: InsuranceRecord(
        country: "US",
        earnings: Dictionary(uniqueKeysWithValues: (1990...2020).map { ($0, StatedEarnings(40_000)) })),
      asOf: YearMonth(2026, 11))
  }

  private func left(claim: YearMonth?, spouseBorn: String, couple: Couple = .married) throws -> [SurvivorAward] {
    let law = try UnitedStates()
    let ben = try worker(law)
    let spouse = Person(id: "eva", born: try #require(CalendarDate(spouseBorn)), sex: .female)
    let award = try claim.map { try law.award(to: ben, from: $0) }
    return try law.survivorAwards(of: ben, claimed: award, to: spouse, couple: couple, through: Self.last)
  }

  @Test("early, late, and no claim at all")
  func shares() throws {
    // Claimed at 62 and six months, 54 months early: 72.5 % of the PIA, so 82.5 % is the limit for an old survivor.
    let early = try #require(try left(claim: YearMonth(2026, 12), spouseBorn: "1950-01-10").last)
    #expect(early.paysExcessOverOwn)
    #expect((early.share(ofDeathIn: YearMonth(2040, 1)) - 0.825).magnitude < 1e-12)
    // At 70: 36 months of credit of two thirds of a percent.
    let late = try #require(try left(claim: YearMonth(2034, 6), spouseBorn: "1950-01-10").last)
    #expect((late.share(ofDeathIn: YearMonth(2040, 1)) - 1.24).magnitude < 1e-12)
    // Died at 69 without a claim: 24 months of credit, whatever was planned.
    let unclaimed = try left(claim: YearMonth(2034, 6), spouseBorn: "1950-01-10")
    let year = try #require(unclaimed.first { $0.deaths.contains(YearMonth(2033, 6)) })
    #expect((year.share(ofDeathIn: YearMonth(2033, 6)) - 1.16).magnitude < 1e-12)
    // A survivor who is 60 in the month of death: 28.5 % less; at full age 67 nothing less.
    let young = try #require(try left(claim: YearMonth(2031, 6), spouseBorn: "1975-03-20").last)
    #expect((young.share(ofDeathIn: YearMonth(2033, 1)) - 0.715).magnitude < 1e-12)
    #expect(young.award.from == YearMonth(2035, 3))
    #expect((young.share(ofDeathIn: YearMonth(2035, 3)) - 0.715).magnitude < 1e-12)
    #expect((young.share(ofDeathIn: YearMonth(2042, 3)) - 1).magnitude < 1e-12)
    #expect(young.share(ofDeathIn: YearMonth(2060, 3)) == young.share(ofDeathIn: YearMonth(2042, 3)))
  }

  @Test("nine months of marriage, and none")
  func marriage() throws {
    let wedding = Couple.marriedSince(try #require(CalendarDate(2031, 9, 1)))
    let found = try #require(try left(claim: YearMonth(2031, 6), spouseBorn: "1950-01-10", couple: wedding).last)
    #expect(found.share(ofDeathIn: YearMonth(2032, 5)) == 0)
    #expect(found.share(ofDeathIn: YearMonth(2032, 6)) > 0)
    #expect(try left(claim: nil, spouseBorn: "1950-01-10", couple: .unmarried).isEmpty)
  }

  /// Every month of death and of waiting against the exact function: PIA times share is its amount but for the dime.
  @Test(
    "amounts by month of death and first month",
    arguments: [nil, YearMonth(2026, 12), YearMonth(2034, 6)] as [YearMonth?])
  func exactAmounts(claim: YearMonth?) throws {
    let law = try UnitedStates()
    let ben = try worker(law)
    for born in ["1964-03-20", "1972-08-02", "1985-01-05"] {
      let survivor = RetirementAges(born: try #require(CalendarDate(born)), tables: law.tables)
      for left in try left(claim: claim, spouseBorn: born) {
        for death in stride(
          from: left.deaths.lowerBound, through: min(left.deaths.upperBound, YearMonth(2048, 1)), by: 5)
        where death - left.deaths.lowerBound < left.waits.count {
          let first = max(death, left.award.from)
          for (wait, share) in left.waits[death - left.deaths.lowerBound].enumerated() where wait % 7 == 0 {
            let start = first + wait
            var question = try law.question(ben, entitlement: claim ?? death)
            question.month = question.entitlement
            let base = try #require(
              law.tables.survivorBase(
                of: question, died: death, hadClaimed: claim.map { $0 < death } ?? false, survivor: survivor, in: start)
            )
            let exact = law.tables.survivorBenefit(base, survivor: survivor, entitlement: start)
            #expect(
              (base.pia.double * share - exact.double).magnitude < 0.31, "\(born): death \(death), start \(start)")
          }
        }
      }
    }
  }

  /// payment.md's hand calculation of the limit: 82.5 % is reached 51 months before full age, 0.285 × 51 / 84 = 0.173.
  @Test("waiting past the limit of a reduced benefit is no choice")
  func lastUsefulMonth() throws {
    let early = try #require(try left(claim: YearMonth(2026, 12), spouseBorn: "1970-03-20").last)
    // 60 in March 2030; 84 months to full age, so month 33 of waiting is 51 before it.
    let waits = try #require(early.waits.first)
    #expect(waits.count == 34)
    #expect((waits[0] - 0.715).magnitude < 1e-12)
    #expect((waits[32] - (1 - 0.285 * 52 / 84)).magnitude < 1e-12)
    #expect((waits[33] - 0.825).magnitude < 1e-12)
  }

  /// The worker born in June 1975 dies at 53: indexed to 2026 by the year of death, to the year in which he would be 62 or the widow 60.
  @Test("deaths before 62 have an amount of their own, with widow's indexing")
  func beforeSixtyTwo() throws {
    let law = try UnitedStates()
    var ben = try worker(law)
    ben.person.born = try #require(CalendarDate(1975, 6, 15))
    for (born, year) in [("1980-01-10", 2037), ("1972-01-10", 2032), ("1966-01-10", 2028)] {
      let spouse = Person(id: "eva", born: try #require(CalendarDate(born)), sex: .female)
      let found = try law.survivorAwards(of: ben, claimed: nil, to: spouse, couple: .married, through: Self.last)
      let left = try #require(found.first { $0.deaths.contains(YearMonth(2028, 5)) })
      let survivor = RetirementAges(born: spouse.born, tables: law.tables)
      let first = left.start(ofDeathIn: YearMonth(2028, 5))
      #expect(first == max(YearMonth(2028, 5), survivor.month(attaining: Age(years: 60))))
      let exact = try #require(
        law.tables.amountAtDeath(
          law.career(of: ben.record), deceased: RetirementAges(born: ben.person.born, tables: law.tables),
          death: YearMonth(2028, 5), survivor: survivor, in: left.award.from))
      #expect(exact.byWidow?.year ?? 2028 == year)
      let part = left.award.components[0]
      #expect(part.entryYear == (exact.byWidow.map { $0.pia > exact.byDeath.pia } ?? false ? year : 2028))
      #expect(left.award.firstMonthlyAmount == exact.pia.amount)
    }
    // Ten years of work are not enough at 53: 32 years since 22, six quarters at least.
    ben.record.earnings = [1998: StatedEarnings(40_000)]
    #expect(
      try law.survivorAwards(
        of: ben, claimed: nil, to: Person(id: "eva", born: CalendarDate(1980, 1, 10)!, sex: .female), couple: .married,
        through: YearMonth(2036, 12)
      ).isEmpty)
  }
}
