// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension ScenarioVocabulary {
  /// What a scenario may say of federal income tax.
  static let taxSettings = [
    Setting(
      "taxStatus", in: .reading, .oneOf(["auto", "single", "joint", "separate", "head"]), standard: "auto",
      meaning: "how a return is filed while nobody has died; by the facts unless stated"),
    Setting(
      "stateTaxRate", in: .reading, .number(0...0.2), standard: "0",
      meaning: "flat rate of a state's income tax on what a resident has beside Social Security"),
  ].map { $0.ofTax() }
}
