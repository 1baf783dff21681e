// SPDX-License-Identifier: GPL-3.0-or-later

/// Mistakes about income that no claim brings.
extension MessageRegression {
  static let incomes: [Mistake] = [
    Mistake(
      "savings:", "other_income: rent\nsavings:", "19:15", "'other_income' is 'rent'; a list is wanted",
      "other_income: [ { who: ana, kind: rent, amount: 400, from: 2030-01 } ]"),
    Mistake(
      "savings:", "other_income: [ { kind: rent } ]\nsavings:", "19:17", "'other_income' has no 'amount'",
      "amount is money a month at the prices and wages of the valuation month, for example 400"),
    Mistake(
      "savings:", "other_income: [ { who: anna, amount: 400 } ]\nsavings:", "19:24",
      "unknown person 'anna'; did you mean 'ana'?", "known: ana"),
    Mistake(
      "savings:", "other_income: [ { kind: rents, amount: 400 } ]\nsavings:", "19:25",
      "'kind' is 'rents'; did you mean 'rent'?", "one of rent, maintenance, pension, other"),
    Mistake(
      "savings:", "other_income: [ { amount: 400, from: 2030-02, until: 2030-01 } ]\nsavings:", "19:47",
      "the income ends in 2030-01, before it starts in 2030-02", "the earlier month comes first"),
    Mistake(
      "savings:", "other_income: [ { amount: 400, until: 2026-11 } ]\nsavings:", "19:32",
      "the income ends in 2026-11, not after the valuation month 2026-11",
      "leave it out: income counts from the month after the valuation month on"),
    Mistake(
      "savings:", "other_income: [ { amount: 400, follows: gold } ]\nsavings:", "19:41",
      "'follows' is 'gold', which is not known", "one of wages, prices, nothing"),
  ]

}

/// Mistakes about pensions in payment or promised.
extension MessageRegression {
  private static func person(_ pensions: String) -> (String, String) {
    ("sex: female", "sex: female\n    pensions: \(pensions)")
  }

  private static func mistake(_ pensions: String, _ place: String, _ message: String, _ hint: String) -> Mistake {
    Mistake(person(pensions).0, person(pensions).1, place, message, hint)
  }

  static let pensions: [Mistake] = [
    mistake(
      "{ US: { from: 2031-05, amount: 900 } }", "8:23",
      "'from' says nothing of a pension from US, whose law is known here",
      "one in payment has 'since'; one to come is claimed by strategies, on records: { US: … }"),
    mistake(
      "{ US: { since: 2027-05, amount: 900 } }", "8:23",
      "a pension since 2027-05 is not in payment in the valuation month 2026-11",
      "one to come is claimed by strategies, or has 'from' where the country's law is not known here"),
    mistake(
      "{ LU: { since: 2026-05, pia: 900 } }", "8:39", "a pension from LU has no 'pia'", "state its amount"),
    mistake(
      "{ LU: { since: 2026-05, flat: 600 } }", "8:39",
      "one part of the pension from LU is stated, and not the other",
      "write both, flat: 612.40, proportional: 2310.00, or the amount alone"),
    mistake(
      "{ DE: { from: 2032-03 } }", "8:21", "the pension from DE has no 'amount', and its law is not known here",
      "amount: 553 a month, before anything is withheld"),
    mistake(
      "{ DE: { amount: 553 } }", "8:21", "the pension from DE has no first month", "from: 2032-03, or since: 2024-08"),
    mistake(
      "{ US: { since: 2026-05, as_of: 2027-01, amount: 900 } }", "8:39",
      "the amount is stated for 2027-01; the pension is paid from 2026-05 to 2026-11",
      "write the month of the statement"),
    running,
  ]

  /// Every strategy that claims what is paid already.
  private static let running: Mistake = {
    var found = mistake(
      "{ US: { since: 2026-05, amount: 900 } }", "23:12", "ana's pension from US is in payment since 2026-05",
      "leave US out: there is nothing to claim")
    found.expected += ["25:12", "26:20"].map { found.expected[0].replacing("23:12", with: $0) }
    return found
  }()
}
