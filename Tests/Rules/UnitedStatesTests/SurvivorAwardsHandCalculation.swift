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
}
