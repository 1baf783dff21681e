// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

extension UnitedStates {
  /// What stands behind the figures of a household, from what costs most months on.
  public var limitKeys: [String] {
    let said: [UsPhrase] = [
      .workOnRecord, .wagesSpread, .noReducedClaim, .statedNotWorkedOut, .quartersGuessed, .unitAssumed,
      .abroadDepends, .spouseAbroad,
    ]
    return said.map(\.rawValue) + UsLimitPhrase.allCases.map(\.rawValue)
  }

  /// What a former spouse's death would change, what of Medicare is left out, and which choices a running benefit has beside.
  ///
  /// - Source: 42 U.S.C. § 402(e), (f); §§ 1395r, 1395s; 20 CFR 404.313, 404.640.
  public func limits(touching question: LimitQuestion) throws -> [Remark] {
    let name = Remark.Argument.text(question.person.id)
    var found = question.former.filter { $0.died == nil && $0.records[country] != nil }.map {
      Remark(UsLimitPhrase.formerLives, ["former": .text($0.person.id), "name": name])
    }
    found += try premiumLimits(question)
    guard let running = question.record?.inPayment else { return found }
    let ages = RetirementAges(born: question.person.born, tables: tables)
    if question.asOf < ages.lastMonth { found.append(Remark(UsLimitPhrase.noSuspension, ["name": name])) }
    let last = running.since + Self.monthsToWithdraw
    if question.asOf <= last {
      found.append(Remark(UsLimitPhrase.noWithdrawal, ["name": name, "month": .month(last)]))
    }
    return found
  }

  /// Months after the first one in which an application for a retirement benefit can be withdrawn.
  ///
  /// - Source: 20 CFR 404.640(b)(4).
  private static let monthsToWithdraw = 12

  /// Of somebody who lives in the United States at 65 or later.
  private func premiumLimits(_ question: LimitQuestion) throws -> [Remark] {
    let since = max(
      RetirementAges(born: question.person.born, tables: tables).month(attaining: Age(years: 65)), question.asOf)
    let stays = question.person.residence.filter { stay in
      stay.country == country && stay.through.map { $0 >= since } ?? true
    }
    guard let stay = stays.first else { return [] }
    let name = Remark.Argument.text(question.person.id)
    guard let stated = question.premium else {
      return question.awards.isEmpty ? [] : [Remark(UsLimitPhrase.premiumUnstated, ["name": name])]
    }
    var found = [Remark(UsLimitPhrase.premiumAlone, ["name": name])]
    let premium: ExactDecimal
    switch stated {
    case .standard:
      premium = try parameters.value(.partBPremium, inForce: max(question.asOf, YearMonth(2026, 1))).value.amount
    case .amount(let amount): premium = amount
    }
    guard let first = question.awards.min(by: { $0.from < $1.from }) else { return found }
    if let months = unpaid(question.awards, from: max(since, stay.from)), let last = months.last {
      found.append(
        Remark(
          UsLimitPhrase.premiumBilled,
          [
            "name": name, "months": .integer(months.count), "from": .month(months[0]), "through": .month(last),
          ]))
    }
    let amount = question.awards.reduce(ExactDecimal.zero) { $0 + $1.firstMonthlyAmount }
    if amount > .zero, amount < premium, first.from <= stay.through ?? first.from {
      found.append(
        Remark(UsLimitPhrase.premiumRest, ["name": name, "premium": .exact(premium), "amount": .exact(amount)]))
    }
    return found
  }

  /// Months from `start` on without a payment: before the first claim, and those that work takes whole.
  private func unpaid(_ awards: [Award], from start: YearMonth) -> [YearMonth]? {
    guard let first = awards.map(\.from).min() else { return nil }
    var months = start < first ? Array(start...(first - 1)) : []
    for award in awards where award.from == first {
      for loss in award.losses where loss.kind == .workAbroad && loss.through >= start {
        months += Array(max(start, loss.from)...loss.through)
      }
    }
    let found = Set(months).sorted()
    return found.isEmpty ? nil : found
  }
}
