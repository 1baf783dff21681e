// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension ScenarioVocabulary {
  /// What a scenario may say of a record in Luxembourg's general pension scheme.
  public static let luxembourg = ScenarioVocabulary(
    amountsKey: "income", limitName: "yearly ceiling",
    periodKinds: [
      .init(
        "compulsory", meaning: "work, sickness or unemployment pay, parental leave, baby years (CSS 171)",
        pay: .required),
      .init("voluntary", meaning: "continued or optional insurance (CSS 173, 173bis)", pay: .required),
      .init("purchased", meaning: "retroactive purchase (CSS 174)", pay: .required),
      .init("complementary", meaning: "study, raising a child, time without contributions (CSS 172)", pay: .none),
    ])
}
