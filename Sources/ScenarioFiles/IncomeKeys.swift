// SPDX-License-Identifier: GPL-3.0-or-later

/// Keys of income that no claim brings.
extension ScenarioKeys {
  static let work = ScenarioSection(
    "people.PERSON.work",
    [
      .init("until", "the last month of work; without it that of the records", example: "2031-05"),
      .init(
        "net", "what is left of the pay a month, at the wages of the valuation month, in place of what the records say",
        example: "4800"),
    ])

  static let pension = ScenarioSection(
    "people.PERSON.pensions.COUNTRY",
    [
      .init("since", "the first month of a pension in payment", example: "2024-08"),
      .init("from", "the first month of one to come, of a country whose law is not known", example: "2032-03"),
      .init("amount", "money a month before anything is withheld, premiums included", example: "1480"),
      .init("as_of", "the month that the amounts are of; without it the valuation month", example: "2026-11"),
      .init("pia", "the primary insurance amount behind it, where the country has one", example: "1763.20"),
      .init("flat", "its flat part, where the country has one", example: "612.40"),
      .init("proportional", "its proportional part, where the country has one", example: "2310.00"),
      .init(
        "follows", "what the amount moves with where no law here moves it: wages, prices or nothing", example: "wages"),
      .init(
        "withheld",
        "months that work took so far, where the country counts them later, in place of what the records say",
        example: "7"),
      .init("survivor_share", "what the other of two people goes on being paid of it", example: "55 %"),
    ])

  static let otherIncome = ScenarioSection(
    "other_income",
    [
      .init("who", "whose income it is; of one person it need not be said", example: "ana"),
      .init("kind", "rent, maintenance, pension or other; without it other", example: "rent"),
      .init(
        "amount", "money a month at the prices and wages of the valuation month", example: "400", required: true),
      .init("from", "the first month; without it the one after the valuation month", example: "2030-01"),
      .init("until", "the last month, included; without it for life", example: "2040-12"),
      .init("follows", "what the amount moves with: wages, prices or nothing; without it prices", example: "prices"),
      .init(
        "ends_with_death", "no where it goes on to the other of two people after the death; yes without it",
        example: "no"),
    ])
}
