// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension UnitedStates {
  /// The premium of Medicare Part B in the months from 65 on in which the person lives in the United States; nothing that is not stated.
  ///
  /// The last one published is held, in dollars of the day. What the payment does not cover is billed, and left out here.
  ///
  /// - Source: 42 U.S.C. §§ 1395r, 1395s; 20 CFR 404.1807 for the order: the premium comes off before the cents.
  func premiums(from award: Award, _ applicant: Applicant) throws -> [Deduction] {
    guard let stated = applicant.premium else { return [] }
    let since = RetirementAges(born: applicant.person.born, tables: tables).month(attaining: Age(years: 65))
    let published = try parameters.value(.partBPremium, inForce: max(applicant.asOf, YearMonth(2026, 1)))
    let (amount, name): (ExactDecimal, Remark) =
      switch stated {
      case .standard:
        (published.value.amount, Remark(.premiumHeld, ["year": .integer(published.from.year)]))
      case .amount(let amount): (amount, Remark(.premiumStated))
      }
    return applicant.person.residence.filter { $0.country == country }.compactMap { stay in
      let (first, last) = (max(since, stay.from), stay.through ?? YearMonth(LawTables.lastYear, 12))
      guard first <= last, last >= award.from else { return nil }
      var premium = Deduction(name: name, article: "42 U.S.C. §§ 1395r, 1395s", share: 0)
      (premium.fixed, premium.months) = (amount, first...last)
      return premium
    }
  }
}
