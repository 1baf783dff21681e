// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Testing

@testable import LuxembourgRules

/// CSS art. 185, 212: a claim after 65 reaches back sixty months, each at the index and the readjustments of its own month.
@Suite("Late claims in Luxembourg, by hand")
struct LateClaimHandCalculation {
  /// Born on 3 March 1960, 324 months of work to December 2024; 65 on 3 March 2025.
  private let ana = worker(born: day(1960, 3, 3), from: YearMonth(1998, 1), through: YearMonth(2024, 12))

  @Test("the sixty-fifth birthday can be claimed twenty months later, and no month before it")
  func reach() throws {
    let eligibility = try luxembourg.eligibility(of: ana)
    #expect(eligibility.claimable?.lowerBound == YearMonth(2025, 3))
    #expect(eligibility.fullMonth == YearMonth(2025, 3))
    #expect(
      try luxembourg.entitlementMonth(wanted: YearMonth(2025, 3), filed: ana.asOf, applicant: ana) == YearMonth(2025, 3)
    )
    #expect(throws: ClaimRefusal.self) { try luxembourg.award(to: ana, from: YearMonth(2025, 2)) }
  }

  /// Amounts of each month as `awards` pays them, which knows nothing of the engine's awards.
  @Test("arrears are the sum of what would have been paid month by month, with the allowance of December")
  func arrears() throws {
    let award = try luxembourg.award(to: ana, from: YearMonth(2025, 3))
    let back = try #require(award.backPay)
    #expect(back.amounts.count == 21 && back.months == 20)
    #expect(back.fileBy == YearMonth(2030, 3))
    let question = LuxembourgCase(
      born: ana.person.born, record: ana.record, foreign: [:], claim: YearMonth(2025, 3), at: nil, settings: [:])
    let payee = LuxembourgPayee(born: ana.person.born, question: question, hasClaimed: true, filed: ana.asOf)
    let paid = try luxembourg.paid(YearMonth(2025, 3)...YearMonth(2026, 11), to: payee)
    #expect(paid.count == 21)
    for (month, amount) in zip(paid, back.amounts) where month.month.month != 12 {
      #expect(amount == month.amount.amount, "\(month.month)")
    }
    let december = try #require(paid.firstIndex { $0.month == YearMonth(2025, 12) })
    let allowance = back.amounts[december] - paid[december].amount.amount
    // Ten twelfths in the first year.
    let part = award.components[1]
    let whole = part.base * (back.amounts[december - 1].double / award.components[0].base)
    #expect(abs(allowance.double - whole * 10 / 12) < 0.02)
    #expect(award.losses.isEmpty)
  }

  @Test("past sixty months instalments have lapsed, and the report names them")
  func lapsed() throws {
    let old = worker(born: day(1954, 3, 3), from: YearMonth(1991, 1), through: YearMonth(2018, 12))
    #expect(try luxembourg.eligibility(of: old).claimable?.lowerBound == YearMonth(2021, 11))
    let award = try luxembourg.award(to: old, from: YearMonth(2021, 11))
    #expect(award.backPay?.months == 60 && award.backPay?.fileBy == YearMonth(2026, 11))
    let lost = try #require(award.losses.first)
    #expect(lost.kind == .lateClaim && lost.months == 32)
    #expect((lost.from, lost.through) == (YearMonth(2019, 3), YearMonth(2021, 10)))
  }

  @Test("a later start at wish, or none by the reading lateStart: first")
  func wish() throws {
    let later = YearMonth(2026, 3)
    #expect(try luxembourg.entitlementMonth(wanted: later, filed: ana.asOf, applicant: ana) == later)
    var strict = ana
    strict.settings["lateStart"] = "first"
    #expect(
      try luxembourg.entitlementMonth(wanted: later, filed: ana.asOf, applicant: strict) == YearMonth(2025, 3))
    // Before 65 the reading says nothing.
    let young = worker(
      born: day(1965, 3, 3), from: YearMonth(1985, 1), through: YearMonth(2026, 10), settings: ["lateStart": "first"])
    #expect(
      try luxembourg.entitlementMonth(wanted: YearMonth(2026, 12), filed: young.asOf, applicant: young)
        == YearMonth(2026, 12))
  }
}
