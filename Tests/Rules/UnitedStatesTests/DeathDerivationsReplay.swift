// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import UnitedStatesRules

/// Each step comes out of its inputs, and the last one is what ``LawTables/survivorBenefit(_:survivor:entitlement:withheld:)`` gives.
@Suite("United States: what a death leaves, step by step")
struct DeathDerivationsReplay {
  private func person(_ id: String, born: String, earnings: ClosedRange<Int>, _ amount: ExactDecimal) throws
    -> Applicant
  {
    Applicant(
      person: Person(
        id: id, born: try #require(CalendarDate(born)), sex: .male, citizenship: ["US"],
        residence: [Residence(country: "US", from: YearMonth(1960, 1))]),
      record: InsuranceRecord(
        country: "US", earnings: Dictionary(uniqueKeysWithValues: earnings.map { ($0, StatedEarnings(amount)) })),
      asOf: YearMonth(2026, 11))
  }

  struct Death: Sendable, CustomTestStringConvertible {
    var born: String
    var survivor: String
    var claim: YearMonth?
    var died: YearMonth
    /// Steps that this death has and others have not.
    var steps: Set<String>
    var testDescription: String { "born \(born), died \(died), claimed \(claim?.description ?? "never")" }
  }

  static let deaths = [
    // 62 in 2026: a reduced benefit, which limits what is left.
    Death(
      born: "1964-06-15", survivor: "1966-02-10", claim: YearMonth(2026, 12), died: YearMonth(2031, 3),
      steps: ["us.reduction_months", "us.survivor.limit", "us.survivor.benefit"]),
    // Dead at 68 without a claim: credits pass on.
    Death(
      born: "1964-06-15", survivor: "1966-02-10", claim: nil, died: YearMonth(2032, 12),
      steps: ["us.death.credits"]),
    // Credits of a claim at 70.
    Death(
      born: "1964-06-15", survivor: "1966-02-10", claim: YearMonth(2034, 6), died: YearMonth(2036, 1),
      steps: ["us.death.credits"]),
    // Dead at 57, the widow is 60 six years later: widow's indexing.
    Death(
      born: "1970-04-02", survivor: "1973-08-20", claim: nil, died: YearMonth(2027, 5),
      steps: ["us.death.year", "us.death.widow_year", "us.widow_pia_at_eligibility", "us.death.pia"]),
    // Dead at 57, the widow is over 60: the year of death alone.
    Death(
      born: "1970-04-02", survivor: "1964-08-20", claim: nil, died: YearMonth(2027, 5), steps: ["us.death.year"]),
  ]

  @Test("every step comes out again, and the end is the law's", arguments: deaths)
  func replay(_ death: Death) throws {
    let ben = try person("ben", born: death.born, earnings: 1992...2022, 60_000)
    let eva = try person("eva", born: death.survivor, earnings: 1995...2010, 15_000)
    let award = try death.claim.map { try law.award(to: ben, from: $0) }
    let own = try law.award(to: eva, from: law.ages(born: eva.person.born).fullMonth)
    let survivor = law.ages(born: eva.person.born)
    let first = max(death.died, survivor.month(attaining: Age(years: 60)))
    for start in [first, max(first, survivor.survivorFullMonth)] {
      let found = try #require(
        try law.survivorDerivation(of: ben, claimed: award, to: eva, own: own, died: death.died, from: start))
      let replay = ExpressionEvaluator.replay(found.derivation)
      #expect(replay.complaints == [])
      #expect(replay.count > 30, "the record line by line")
      let ids = found.derivation.steps.map(\.id)
      #expect(Set(ids).count == ids.count && death.steps.isSubset(of: ids), "\(death.steps.subtracting(ids))")
      #expect(found.derivation.steps.allSatisfy { !$0.article.isEmpty })
      #expect(ids.last == "us.survivor.paid")
      let last = try #require(found.derivation.steps.last)
      #expect(ExactDecimal(last.result) == found.firstMonthlyAmount)
      // What paths take of the same death, within the dimes that they leave out.
      let left = try law.survivorAwards(
        of: ben, claimed: award, to: eva.person, couple: .married, through: YearMonth(2060, 1))
      let group = try #require(left.first { $0.deaths.contains(death.died) })
      let shares =
        group.waits.isEmpty ? [] : group.waits[min(death.died - group.deaths.lowerBound, group.waits.count - 1)]
      let share = try #require(shares.isEmpty ? nil : shares[min(start - first, shares.count - 1)])
      let base = try #require(found.derivation.steps.first { $0.id == "us.survivor.base" })
      let pia = try #require(base.inputs.first { $0.name == "pia" }.flatMap { ExactDecimal($0.value) })
      let whole = try #require(
        found.derivation.steps.last { ["us.survivor.benefit", "us.survivor.reduced"].contains($0.id) }
          .flatMap { ExactDecimal($0.result) })
      #expect(abs(whole.double - pia.double * share) < 0.35, "\(whole) \(pia.double * share)")
    }
  }

  @Test("of somebody who is not insured nothing is left")
  func uninsured() throws {
    let ben = try person("ben", born: "1970-04-02", earnings: 2015...2016, 60_000)
    let eva = try person("eva", born: "1966-02-10", earnings: 1995...2010, 15_000)
    #expect(
      try law.survivorDerivation(
        of: ben, claimed: nil, to: eva, own: nil, died: YearMonth(2027, 5), from: YearMonth(2027, 5)) == nil)
  }
}
