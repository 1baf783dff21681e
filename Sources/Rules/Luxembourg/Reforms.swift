// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension Reform {
  /// Changes of Luxembourg's law that may come; none happens unless a scenario says so.
  static let luxembourg = [tighterEarlyPension, lessReadjustment, lateTranche]

  /// More months for the early pension at 60, in the form of the law of 19 December 2025: rights that opened before are spared.
  ///
  /// - Source: CSS art. 184 al. 1 as that law changed it.
  private static let tighterEarlyPension = Reform(
    "early-pension-tightened", key: "luxembourg_reform",
    meaning: "the yearly hazard that Luxembourg asks more months for early pensions", example: "5 %", address: 2,
    words: Words(
      label: Remark(.reformEarly), question: Remark(.reformEarlyAsked), short: Remark(.reformEarlyShort)),
    effect: .law(
      ["earlyPension.extraMonths": .option("extra_months"), "earlyPension.from": .arrival], reaching: .starting),
    options: [
      Option(
        "extra_months", .weighted, meaning: "how many more months, with weights that add up to 1",
        example: "{ 6: 0.5, 12: 0.3, 24: 0.2 }", parameter: "events.luxembourg_reform.months", place: "months")
    ])

  /// The yearly readjustment follows real wages by less.
  ///
  /// - Source: CSS art. 225bis names one half or less.
  private static let lessReadjustment = Reform(
    "moderator-cut", key: "moderator_cut",
    meaning: "the yearly hazard that Luxembourg's readjustment follows wages by less", example: "3 %", address: 5,
    words: Words(
      label: Remark(.reformModerator), question: Remark(.reformModeratorAsked), short: Remark(.reformModeratorShort)),
    effect: .law(["moderator": .option("moderator_after_cut")], reaching: .indexing),
    options: [
      Option(
        "moderator_after_cut", .share, meaning: "the moderator from then on, 1 being the whole of wages",
        example: "0.5", parameter: "events.moderator_after_cut", place: "share")
    ])

  /// The first index tranche that falls due after the change is paid late.
  ///
  /// - Source: the law of 29 June 2022 delayed one from July 2022 to April 2023.
  private static let lateTranche = Reform(
    "index-delayed", key: "index_delay",
    meaning: "the yearly hazard that Luxembourg pays its next index tranche late", example: "5 %", address: 6,
    words: Words(
      label: Remark(.reformTranche), question: Remark(.reformTrancheAsked), short: Remark(.reformTrancheShort)),
    effect: .law(["tranche.delayNext": .option("index_delay_months")], reaching: .indexing),
    options: [
      Option(
        "index_delay_months", .months, meaning: "how late", example: "9 months",
        parameter: "events.index_delay.months", place: "months")
    ])
}
