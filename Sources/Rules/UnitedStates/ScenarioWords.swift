// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension ScenarioVocabulary {
  /// What a scenario may say of a record under US Social Security, and which regimes of US law it may name.
  public static let unitedStates: ScenarioVocabulary = {
    var words = records.doubting(unitedStatesDoubts)
    (words.premiumKey, words.premiumStandard) = ("medicare", "part B")
    words.countsWithheld = true
    return words
  }()

  /// What SSA could settle. The others are facts (months of work) or choices.
  private static let unitedStatesDoubts: [String: LegalDoubt] = [
    "earningsTestTiming": .derived,  // 20 CFR 404.434 gives the order; SSA often holds whole months back
    "alien-nonpayment": .assumed,  // 42 U.S.C. § 402(t): its list of countries was not read
  ]

  private static let records = ScenarioVocabulary(
    amountsKey: "earnings", limitName: "wage base",
    units: .init(
      key: "quarters", perYear: 4,
      meaning: "quarters of coverage where the year's amount cannot tell: before 1978, or to override"),
    settings: [
      .init(
        "wep", in: .regime, .oneOf(["repealed", "historical", "reinstated", "article"]), standard: "repealed",
        meaning: "which form of the windfall elimination provision holds"),
      .init(
        "wep.from", in: .regime, .month, standard: nil,
        meaning: "first month of the form that `wep` names; without it, every month"),
      .init(
        "wep.new-eligibles-only", in: .regime, .yesNo, standard: "false",
        meaning: "whether those are left alone who reached 62 before the year of `wep.from`"),
      .init(
        "wep.rate", in: .regime, .number(0...1), standard: "0.5",
        meaning: "share of the US benefit that the popular article's version takes away"),
      .init(
        "full-age.extra-months", in: .regime, .wholeNumber(0...60), standard: "0",
        meaning: "months added to full retirement age by a reform"),
      .init(
        "full-age.first-birth", in: .regime, .wholeNumber(1900...2060), standard: "1975",
        meaning: "first year of birth for which `full-age.extra-months` counts"),
      .init(
        "foreign-work-through", in: .reading, .month, standard: nil,
        meaning:
          "last month of more than 45 hours of work abroad that US Social Security does not cover: benefits of such "
          + "months before full retirement age are lost; `foreign_work` of a person says it for one"),
      .init(
        "earningsTestTiming", in: .reading, .oneOf(["byMonth", "wholeMonths"]), standard: "byMonth",
        meaning:
          "whether excess earnings are charged month by month, the last one in part, or whole months are held back "
          + "and the rest comes in the next January"),
      .init(
        "graceMonths", in: .reading, .oneOf(["fromRecord", "even"]), standard: "fromRecord",
        meaning:
          "whether wages of the last year on record lie in the months before the claim, or are spread evenly over all "
          + "twelve; where `work` says the last month they lie before it either way"),
      .init(
        "foreignRest", in: .reading, .oneOf(["year", "period"]), standard: "year",
        meaning:
          "whether insured time abroad that is left over makes one more quarter in each calendar year, or once in each "
          + "insurance period, under the agreements that state it so"),
      .init(
        "lumpSum", in: .reading, .yesNo, standard: "yes",
        meaning: "whether a spouse's death brings the single death payment of 255 dollars"),
      .init(
        "alien-nonpayment", in: .reading, .oneOf(["pay", "suspend"]), standard: "pay",
        meaning: "whether benefits stop after six months abroad where only an exception by citizenship, which is not "
          + "modelled, could keep them"),
    ] + taxSettings,
    regimes: [
      .init(
        LawRegime(name: "historical", settings: ["wep": "historical"]),
        meaning: "the windfall elimination provision in force to December 2023, nothing after"),
      .init(
        LawRegime(name: "reinstated", settings: ["wep": "reinstated"]),
        meaning: "the windfall elimination provision back in force"),
      .init(
        LawRegime(name: "article", settings: ["wep": "article"]),
        meaning: "the popular misreading of the windfall elimination provision; not law"),
    ], reforms: Reform.unitedStates, statedKey: "pia", paysSpouses: true)
}

extension UnitedStates {
  public var vocabulary: ScenarioVocabulary { .unitedStates }

  /// The contribution and benefit base.
  ///
  /// - Source: 42 U.S.C. § 430.
  public func earningsLimit(in year: Int) -> ExactDecimal? {
    let base = tables.contributionBase
    return base.contains(year) ? base[year].amount : nil
  }
}
