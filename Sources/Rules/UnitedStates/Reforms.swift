// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension Reform {
  /// Changes of US law that may come; none happens unless a scenario says so.
  static let unitedStates = [windfallBack, trustFund, treaty, laterFullAge]

  /// The windfall elimination provision, repealed for months from January 2024 on, holds again for months after the change.
  ///
  /// - Source: 42 U.S.C. § 415(a)(7) as it stood; Social Security Fairness Act of 2023 (Public Law 118-273).
  private static let windfallBack = Reform(
    "wep-reinstated", key: "wep_reinstatement",
    meaning: "the yearly hazard that the windfall elimination provision comes back", example: "1 %", address: 0,
    words: Words(
      label: Remark(.reformWindfall), caveat: Remark(.reformWindfallCaveat, ["year": 2024]),
      question: Remark(.reformWindfallAsked), short: Remark(.reformWindfallShort)),
    // It holds from the change on, whatever month the regime names.
    effect: .law(["wep": .value("reinstated"), "wep.from": .cleared], reaching: .paying))

  /// The trust fund of old-age and survivors insurance runs out and pays what comes in; no law says how that would be shared out.
  ///
  /// - Source: Trustees Report 2026; 42 U.S.C. § 401(h).
  private static let trustFund = Reform(
    "trust-fund-payable", key: "trust_fund", meaning: "scheduled, payable, or a chance that the cut comes",
    example: "payable", address: 1,
    words: Words(
      label: Remark(.reformFund), caveat: Remark(.reformFundCaveat), question: Remark(.reformFundAsked),
      short: Remark(.reformFundShort)),
    effect: .share(
      of: Fund(
        "us.trust_fund.oasi", month: "depletion", share: "payable_share", spread: "depletion_spread",
        chance: "events.trust_fund.probability")),
    options: [
      Option("depletion", .month, meaning: "the first month of reduced US benefits", example: "2032-12"),
      Option("payable_share", .share, meaning: "the share of US benefits paid from then on", example: "78 %"),
      Option(
        "depletion_spread", .months, meaning: "how far before and after its month the depletion may come, evenly",
        example: "18 months"),
    ])

  private static let treaty = Reform(
    "treaty-changed", key: "treaty_change",
    meaning: "the yearly hazard that the tax treaty changes; a flag in the report", example: "1 %", address: 3,
    words: Words(label: Remark(.reformTreaty)), effect: .note(Remark(.reformTreaty)))

  /// A higher full retirement age for later births.
  ///
  /// - Source: 42 U.S.C. § 416(l), as Congress changed it in 1983.
  private static let laterFullAge = Reform(
    "full-age-raised", key: "full_retirement_age_rise",
    meaning: "the yearly hazard that the US full retirement age rises for later births", example: "1 %", address: 4,
    words: Words(
      label: Remark(.reformFullAge), question: Remark(.reformFullAgeAsked), short: Remark(.reformFullAgeShort)),
    effect: .law(
      [
        "full-age.extra-months": .option("full_retirement_age_months"),
        "full-age.first-birth": .option("full_retirement_age_births"),
      ], reaching: .starting),
    options: [
      Option(
        "full_retirement_age_months", .months, meaning: "by how much it rises", example: "12 months",
        parameter: "events.full_retirement_age.months", place: "months"),
      Option(
        "full_retirement_age_births", .year(1900...2100), meaning: "the first year of birth that it concerns",
        example: "1975", parameter: "events.full_retirement_age.births", place: "year"),
    ])
}
