// SPDX-License-Identifier: GPL-3.0-or-later

/// Marriages of the past.
extension ScenarioKeys {
  private static let formerKeys: [ScenarioKey] = [
    .init("name", "what the report calls the former spouse", example: "john"),
    .init("born", "the former spouse's day of birth", example: "1962-03-02", required: true),
    .init(
      "records", "the former spouse's insurance records",
      example: "{ PT: { periods: [ { from: 1985-01, to: 1990-12 } ] } }", required: true),
    .init(
      "pensions", "the first month of each pension that the former spouse drew", example: "{ PT: { since: 2024-06 } }"),
  ]

  static let widowed = ScenarioSection(
    "people.PERSON.widowed",
    [
      .init("died", "the day or month of death", example: "2024-05", required: true),
      .init("married", "the day or month of the marriage; without it long enough for every right", example: "1990-06"),
    ] + formerKeys)

  static let divorced = ScenarioSection(
    "people.PERSON.divorced",
    [
      .init("married", "the day or month of the marriage", example: "1985-01", required: true),
      .init("divorced", "the day or month of the divorce", example: "1997-02", required: true),
      .init("died", "the day or month of a death after it", example: "2020-11"),
    ] + formerKeys)

  static let formerPension = ScenarioSection(
    "people.PERSON.widowed.pensions.COUNTRY",
    [.init("since", "the first month of the pension", example: "2024-06", required: true)])
}
