// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

extension ReportBuilder {
  /// What claims of the proposed plan bring for months that have passed, and by when to file; and what it leaves of such months.
  func backPay() -> [RichText] {
    var points = proposed.claims.compactMap { claim in
      claim.award.backPay.map {
        ofPerson(
          claim.person, brings($0, claim.award, filed: claim.filed, after: claim.deductions, pension(claim.country)))
      }
    }
    for paid in result.spouses[proposed.name] ?? [] where paid.award.firstMonthlyAmount > .zero {
      guard let back = paid.award.backPay else { continue }
      let name = words.text(paid.kind.phrase, ["pension": pension(paid.award.country)])
      points.append(ofPerson(paid.spouse, brings(back, paid.award, filed: paid.filed, after: paid.deductions, name)))
    }
    return points + leftOfBackPay()
  }

  /// What is to be filed on records of former spouses under the proposed plan.
  func formerClaims() -> [RichText] {
    (result.spouses[proposed.name] ?? []).filter { $0.kind != .spouse && $0.award.firstMonthlyAmount > .zero }.map {
      ofPerson(
        $0.spouse,
        words.rich(
          AnswerPhrase.claimFormer,
          [
            "pension": words.text($0.kind.phrase, ["pension": pension($0.award.country)]), "former": $0.worker,
            "filed": numbers.month($0.filed), "month": numbers.month($0.award.from),
            "age": age(of: $0.spouse, in: $0.award.from).map(numbers.age) ?? "–",
          ]))
    }
  }

  private func brings(
    _ back: BackPay, _ award: Award, filed: YearMonth, after deductions: [Deduction], _ pension: String
  ) -> RichText {
    var filling: [String: any TextPart] = [
      "amount": numbers.money(back.arrears, award.currency), "filed": numbers.month(filed), "pension": pension,
      "months": numbers.integer(back.months), "from": numbers.month(award.from),
      "through": numbers.month(back.asOf - 1),
      "net": numbers.money(back.arrears(after: deductions), award.currency),
      "perMonth": numbers.money(back.amounts.count > 1 ? back.amounts[1] : back.firstMonth, award.currency),
    ]
    filling["until"] = numbers.month(back.fileBy)
    var text =
      words.rich(AnswerPhrase.backPay, filling) + RichText(" ")
      + words.rich(back.fileBy > filed ? AnswerPhrase.backPayUntil : .backPayNow, filling)
    if back.isExchanged { text = text + RichText(" ") + words.rich(AnswerPhrase.backPayExchanged) }
    return text
  }

  /// Months that a claim of the valuation month could bring and the proposed plan does not take.
  private func leftOfBackPay() -> [RichText] {
    result.eligibility.compactMap { found in
      guard let first = found.eligibility.claimable?.lowerBound, first < scenario.asOf,
        let claim = result.awards.first(where: {
          $0.person == found.person && $0.country == found.country && $0.entitlement == first
        }), let back = claim.award.backPay
      else { return nil }
      let taken = proposed.claims.first { $0.person == found.person && $0.country == found.country }
      let left = min((taken?.entitlement ?? scenario.asOf) - first, back.months)
      guard left > 0 else { return nil }
      return ofPerson(
        found.person,
        words.rich(
          AnswerPhrase.backPayLeft,
          [
            "amount": numbers.money(back.amounts.prefix(left).reduce(.zero, +), claim.award.currency),
            "pension": pension(found.country), "months": numbers.integer(left), "from": numbers.month(first),
            "through": numbers.month(first + (left - 1)), "filed": numbers.month(scenario.asOf),
          ]))
    }
  }
}

extension PlannedSpouse.Kind {
  fileprivate var phrase: AnswerPhrase { self == .survivor ? .survivorPension : .spousePension }
}
