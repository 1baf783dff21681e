// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension ScenarioVocabulary {
  /// What a scenario may say of income tax.
  static let taxSettings = [
    Setting(
      "taxClass", in: .reading, .oneOf(["auto", "1", "1a", "2"]), standard: "auto",
      meaning: "tax class while nobody has died; by the facts unless stated (LIR 119)"),
    Setting(
      "taxScale", in: .reading, .oneOf(["law", "index", "frozen"]), standard: "law",
      meaning: "whether the bounds of the scale follow the index from 2028 on, from now on, or never"),
    Setting(
      "treaty", in: .reading, .oneOf(["payer", "residence_with_credit"]), standard: "payer",
      meaning:
        "who taxes social security under the treaty with the United States: the State that pays, or that of residence "
        + "with a credit"),
  ].map { $0.ofTax() }
}
