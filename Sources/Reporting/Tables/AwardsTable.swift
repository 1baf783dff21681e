// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

extension ReportBuilder {
  /// `awards.csv`: person × country × claim month × part, for every month in which a pension can be claimed.
  func awardsData() -> DataTable {
    var table = DataTable(
      name: "awards", title: "Awards and their parts, for every claim month", columns: awardColumns(),
      primaryKey: ["person", "country", "entitled", "part"])
    let used = distinctClaims(of: result.strategies)
    let claims = merged(used, with: result.awards)
    let prices = constantPrices(through: claims.map(\.entitlement).max() ?? scenario.asOf)
    for claim in claims {
      let amounts = prices[claim.country].flatMap { ConstantAmounts(claim, at: $0) }
      let isUsed = used.contains { isSameMonth($0, claim) }
      for part in claim.award.components {
        table.append([
          .text(claim.person), .text(claim.country.code), .month(claim.entitlement),
          age(of: claim.person, in: claim.entitlement).map { .integer($0.inMonths) } ?? .empty, .month(claim.filed),
          .boolean(isUsed), .text(words.english(part.name)), .text(claim.award.basis), .text(claim.award.currency.text),
          .number(claim.award.firstMonthlyAmount.double),
          .number(claim.award.firstMonthlyNet(after: claim.deductions).double), .boolean(claim.award.isProjected),
          amounts.map { .number($0.gross) } ?? .empty, amounts.map { .number($0.net) } ?? .empty,
          amounts.flatMap { $0.parts[part.name] }.map { .number($0) } ?? .empty,
          .number(part.base), .number(part.steps.first?.factor ?? 0),
          .integer(part.calendarMonths.nonzeroBitCount), .text(claim.award.article),
        ])
      }
    }
    return table
  }

  private func awardColumns() -> [DataTable.Column] {
    let constant = "currency of the row, at prices and real wages of \(scenario.asOf)"
    return [
      .init("person", .text, "Name in the scenario."), .init("country", .text, "ISO 3166-1 alpha-2 code."),
      .init("entitled", .month, "First month of entitlement: the claim month."),
      .init("age_months", .integer, unit: "months", "Completed age then.", minimum: 0, required: false),
      .init("filed", .month, "Month of filing: as early as the law takes it, or as the strategy has it."),
      .init("used", .boolean, "Whether a strategy starts this pension then."),
      .init("part", .text, "Part of the award, such as the pension or a yearly allowance."),
      .init("basis", .text, "national: own periods alone; totalized: with another country's."),
      .init("currency", .text, "ISO 4217 code of the amounts."),
      .init(
        "first_amount_of_award", .number(places: 2), unit: "currency of the row, at prices of the first month",
        "Gross amount of the award's first full month, all parts paid every month.", minimum: 0),
      .init(
        "first_net_amount_of_award", .number(places: 2), unit: "currency of the row, at prices of the first month",
        "The same after what is withheld at source.", minimum: 0),
      .init("projected", .boolean, "Whether a parameter beyond the last published one went in."),
      .init(
        "gross_constant_prices", .number(places: 2), unit: constant,
        "Gross amount of the month after the first, all parts paid every month.", minimum: 0, required: false),
      .init(
        "net_constant_prices", .number(places: 2), unit: constant,
        "The same after what is withheld at source; income tax beyond it is not taken off.", minimum: 0,
        required: false),
      .init(
        "part_payment_constant_prices", .number(places: 2), unit: constant,
        "One gross payment of the part, the first one after the first month.", minimum: 0, required: false),
      .init(
        "part_base", .number(places: 6), unit: "currency of the row, in the units that the law keeps constant",
        "Amount of the part a payment before indexation."),
      .init("part_factor", .number(places: 8), unit: "factor", "Factor of the part in its first month."),
      .init(
        "part_payments_per_year", .integer, unit: "payments a year", "Payments of the part a year.", minimum: 0,
        maximum: 12),
      .init("article", .text, "Where the law says it."),
    ]
  }

  private func isSameMonth(_ a: PlannedClaim, _ b: PlannedClaim) -> Bool {
    a.person == b.person && a.country == b.country && a.entitlement == b.entitlement
  }

  /// Where a strategy starts a pension in a month, its own award, which may depend on when it starts the others.
  private func merged(_ used: [PlannedClaim], with all: [PlannedClaim]) -> [PlannedClaim] {
    (used + all.filter { claim in !used.contains { isSameMonth($0, claim) } })
      .sorted { ($0.person, $0.country, $0.entitlement) < ($1.person, $1.country, $1.entitlement) }
  }

  /// Through the December after `last`, so that a part that is paid once a year has a payment.
  private func constantPrices(through last: YearMonth) -> [Country: ConstantPrices] {
    let end = YearMonth.december(max(last, scenario.asOf).year + 1)
    return systems.compactMapValues { system in
      try? ConstantPrices(system, asOf: scenario.asOf, through: end, scenario: scenario)
    }
  }
}

/// What an award pays a month at constant prices and wages, before and after what is withheld.
private struct ConstantAmounts {
  var gross: Double
  var net: Double
  /// One payment by the part's name; parts without a payment are left out.
  var parts: [Remark: Double] = [:]

  /// Nil where the award starts beyond the months that prices are known for.
  init?(_ claim: PlannedClaim, at prices: ConstantPrices) {
    let month = max(claim.entitlement + 1, prices.firstMonth)
    guard let gross = prices.monthlyAmount(of: claim.award, in: month) else { return nil }
    var withheld = 0.0
    for deduction in claim.deductions {
      guard let level = deduction.exempt == 0 ? 1 : prices.level(deduction.level, in: month) else { return nil }
      withheld += deduction.share * max(0, gross - deduction.exempt * level)
    }
    (self.gross, net) = (gross, gross - withheld)
    for part in claim.award.components {
      let paid = (month..<month + 12).first { part.factor(in: $0) > 0 }
      parts[part.name] = paid.flatMap { prices.payment(of: part, in: $0) }
    }
  }
}
