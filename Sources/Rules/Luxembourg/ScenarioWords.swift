// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension ScenarioVocabulary {
  /// What a scenario may say of a record in Luxembourg's general pension scheme, of readings of its law and of regimes.
  public static let luxembourg: ScenarioVocabulary = {
    var words = insurance.doubting(LuxembourgDoubts.all)
    words.pensionParts = [PensionInPayment.flatPart, PensionInPayment.proportionalPart]
    return words
  }()

  private static let insurance = ScenarioVocabulary(
    amountsKey: "income", limitName: "yearly ceiling",
    periodKinds: [
      .init(
        "compulsory", meaning: "work, sickness or unemployment pay, parental leave (CSS 171)",
        pay: .required, isShared: true),
      .init(
        "baby years",
        meaning: "24 or 48 compulsory months for a child, at the mean pay of the twelve months before (CSS 171)",
        pay: .none, isShared: true),
      .init("babyYears", meaning: "the same, in one word", pay: .none, isShared: true),
      .init("voluntary", meaning: "continued or optional insurance (CSS 173, 173bis)", pay: .required),
      .init("purchased", meaning: "retroactive purchase (CSS 174)", pay: .required),
      .init(
        "complementary", meaning: "study, raising a child, time without contributions (CSS 172)", pay: .none,
        isShared: true),
      .init(
        "study", meaning: "study or unpaid training after 18, nine years at most (CSS 172)", pay: .none, isShared: true),
      .init("raisingChildren", meaning: "raising a child under 6 (CSS 172)", pay: .none, isShared: true),
    ],
    settings: readings + monthsAndIncome + taxSettings + meansTest + regimeSettings,
    regimes: [
      .init(
        LawRegime(name: "luxembourg-2012", settings: ["earlyPension": "2012"]),
        meaning: "the early pension at 60 without the further months of the law of 19 December 2025"),
      .init(
        LawRegime(name: "moderator-half", settings: ["moderator": "0.5"]),
        meaning: "running pensions follow half of real wage growth from the valuation month on"),
      .init(
        LawRegime(name: "moderator-none", settings: ["moderator": "0"]),
        meaning: "running pensions follow no real wage growth from the valuation month on"),
      .init(
        LawRegime(name: "index-delayed", settings: ["tranche.delay": "12"]),
        meaning: "each tranche of the index is paid twelve months late"),
    ], reforms: Reform.luxembourg)

  private static let readings: [Setting] = [
    .init(
      "foreignTimeInThreshold", in: .reading, .yesNo, standard: "yes",
      meaning: "foreign time enters age plus years of the threshold bonus"),
    .init(
      "complementaryInFraction", in: .reading, .yesNo, standard: "no",
      meaning: "complementary months enter the share that Luxembourg pays"),
    .init(
      "complementaryYieldsToForeign", in: .reading, .yesNo, standard: "yes",
      meaning: "a complementary month gives way to a foreign month of the same year (CSS 172)"),
    .init(
      "foreignTimeAsCompulsory", in: .reading, .yesNo, standard: "yes",
      meaning: "foreign time counts as compulsory time at 57 and for the further months at 60"),
    .init(
      "totalizeEffectiveMonths", in: .reading, .yesNo, standard: "yes",
      meaning: "the 120 effective months of the pension at 60 may be reached with foreign time"),
    .init(
      "minimumInTotalized", in: .reading, .yesNo, standard: "yes",
      meaning: "the minimum pension is worked out on total time and paid in Luxembourg's share"),
    .init(
      "begunYearsInFlatPart", in: .reading, .yesNo, standard: "yes",
      meaning: "a year that has begun counts for the flat part"),
    .init(
      "begunYearsInMinimum", in: .reading, .yesNo, standard: "no",
      meaning: "a year that has begun counts for the minimum pension"),
    .init(
      "thresholdCut", in: .reading, .oneOf(["sum", "parts"]), standard: "sum",
      meaning: "age and months are added and then cut to years, or each is cut first"),
    .init(
      "extraMonthsBy", in: .reading, .oneOf(["rightOpens", "monthsComplete"]), standard: "rightOpens",
      meaning: "which month decides the further months at 60"),
    .init(
      "compareWithProrated", in: .reading, .yesNo, standard: "no",
      meaning: "national and prorated pension are compared under the US agreement too"),
    .init(
      "tripleTotalization", in: .reading, .yesNo, standard: "no", meaning: "EU and US time are added in one test"),
    .init(
      "purchasedFactor", in: .reading, .oneOf(["awardYear", "ownYear"]), standard: "awardYear",
      meaning: "by which revaluation factor purchased months are reduced"),
    .init(
      "missingFactor", in: .reading, .oneOf(["grow", "hold"]), standard: "grow",
      meaning: "on simulated paths, a factor of the past that is not fixed yet grows with wages, or is held"),
    .init(
      "healthContributions", in: .reading, .oneOf(["residence", "yes", "no"]), standard: "residence",
      meaning: "health and dependency contributions: from residents of Luxembourg and the Union, always, never"),
  ]

  private static let monthsAndIncome: [Setting] = [
    .init(
      "shortMonths", in: .reading, .oneOf(["carried", "dropped"]), standard: "carried",
      meaning: "whether hours of a month of fewer than 64 go on to the next ones or are lost (CSS 175)"),
    .init(
      "ceilingBefore1979", in: .reading, .oneOf(["employees", "all", "none"]), standard: "employees",
      meaning: "whose income before 1979 is cut at the ceiling; a record is taken for an employee's"),
    .init(
      "lateStart", in: .reading, .oneOf(["best", "first"]), standard: "best",
      meaning:
        "whether a claim after 65 may start in a later month than the first that it brings, or always starts in that"),
    .init(
      "workBesideEarly", in: .reading, .oneOf(["fromRecord", "stops", "ignored"]), standard: "fromRecord",
      meaning:
        "whether work that the record states after an early pension starts is set against it, ends with it or is ignored"
    ),
    .init(
      "mean5Foreign", in: .reading, .oneOf(["own", "prorated"]), standard: "own",
      meaning: "whether the mean of the five best years beside an early pension is taken whole or in Luxembourg's share"
    ),
    .init(
      "unreadTreaty", in: .reading, .oneOf(["counted", "notCounted"]), standard: "counted",
      meaning:
        "whether months with a State whose treaty with Luxembourg was not read count, as under the US agreement: 12 own "
        + "months, where own time is not enough, paid pro rata"),
    .init(
      "euCap", in: .reading, .oneOf(["byPart", "none"]), standard: "byPart",
      meaning:
        "whether totals beyond 40 years count as 40 for the flat part and the minimum under the Union's rules "
        + "(Regulation (EC) 883/2004 art. 56(1)(a))"),
    .init(
      "incomeRounding", in: .reading, .oneOf(["exact", "cnap"]), standard: "exact",
      meaning: "whether income at index 100 is exact, or rounded as CNAP prints it"),
    .init(
      "foreignPensions", in: .reading, .oneOf(["counted", "left out"]), standard: "counted",
      meaning: "whether a foreign pension is own income beside a survivor's pension (CSS 229)"),
    .init(
      "childUplift", in: .reading, .oneOf(["ofThreshold", "ofReference"]), standard: "ofThreshold",
      meaning:
        "whether a child raises the limit of own income beside a survivor's pension by a share of it, or of the reference amount"
    ),
    .init(
      "specialIncreases", in: .reading, .oneOf(["computed", "left out"]), standard: "computed",
      meaning: "whether a death before 65 without a pension in payment adds prospective years"),
    .init(
      "refundShare", in: .reading, .oneOf(["both", "own"]), standard: "both",
      meaning: "whose share of the contributions is paid back where no pension is due (CSS 213)"),
  ]

  private static let meansTest: [Setting] = [
    .init(
      "pensionShare", in: .meansTest, .number(0...1), standard: "1",
      meaning: "share of pensions that counts against the inclusion benefit", tried: ["0.75"]),
    .init(
      "wealth", in: .meansTest, .oneOfOrAmount(["annuity", "ignored"], "excluded above", .eur), standard: "annuity",
      meaning:
        "whether savings count against the inclusion benefit as an annuity over the remaining life of the elder claimant, not at all, or shut it out above an amount at prices of the valuation month",
      tried: ["excluded above 24806"]),
    .init(
      "earlyClaimRequired", in: .meansTest, .yesNo, standard: "yes",
      meaning: "whether a pension that can be had early, at a lower amount, is a right that must be used first"),
    .init(
      "revisAmounts", in: .meansTest, .oneOf(["totals", "rises"]), standard: "totals",
      meaning: "amounts backed out of official totals, or those of 2020 with the legal rises"),
    .init(
      "revisConversion", in: .meansTest, .oneOf(["monthlyMean", "paymentDay", "halfYearFrozen"]),
      standard: "monthlyMean", meaning: "at which rate a foreign pension is converted"),
    .init(
      "arrearsCountAs", in: .meansTest, .oneOf(["month", "spread"]), standard: "month",
      meaning:
        "whether arrears of months before the valuation month are income of the month in which they come, or of the "
        + "months that they are for"),
    .init(
      "otherRightsFirst", in: .meansTest, .yesNo, standard: "yes",
      meaning: "whether a pension that could be drawn but is not claimed shuts out the inclusion benefit"),
    .init(
      "costOfLivingAllowance", in: .meansTest, .yesNo, standard: "yes",
      meaning:
        "whether the yearly cost-of-living allowance, the energy premium and the seniors' allowance are paid to a household of low income"
    ),
    .init(
      "costOfLivingGrowth", in: .meansTest, .oneOf(["index", "held"]), standard: nil,
      meaning: "what avcLimits and avcAmounts say apart, in one word as in earlier files"),
    .init(
      "avcLimits", in: .meansTest, .oneOf(["index", "held"]), standard: "index",
      meaning: "whether their income limits go by the index of each 1 January, or stay"),
    .init(
      "avcAmounts", in: .meansTest, .oneOf(["held", "index"]), standard: "held",
      meaning: "whether their amounts stay until a decision raises them, or follow the index"),
    .init(
      "afpaLimit", in: .meansTest, .oneOfOrAmount(["avc"], "up to", .eur), standard: "avc",
      meaning:
        "income limit of the seniors' allowance: that of the cost-of-living allowance, or an amount a year for one person"
    ),
    .init(
      "costOfLivingEdge", in: .meansTest, .oneOf(["taper", "cutOff"]), standard: "taper",
      meaning: "what happens at the income limit of the cost-of-living allowance"),
  ]

  private static let regimeSettings: [Setting] = [
    .init(
      "earlyPension", in: .regime, .oneOf(["2012", "2025"]), standard: "2025",
      meaning: "which law rules the early pension at 60"),
    .init(
      "earlyPension.extraMonths", in: .regime, .wholeNumber(0...120), standard: "0",
      meaning: "months that a later reform adds at 60"),
    .init(
      "earlyPension.from", in: .regime, .month, standard: nil,
      meaning: "first month in which a right opens with them; without it, the valuation month"),
    .init(
      "moderator", in: .regime, .number(0...1), standard: "1",
      meaning: "share of real wage growth that running pensions follow"),
    .init(
      "moderator.from", in: .regime, .month, standard: nil,
      meaning: "first month of that share; without it, the valuation month"),
    .init(
      "tranche.delay", in: .regime, .wholeNumber(0...60), standard: "0",
      meaning: "months by which each tranche of the index is paid late"),
    .init(
      "tranche.delayNext", in: .regime, .wholeNumber(0...60), standard: "0",
      meaning: "months by which the next tranche alone is paid late; one that falls due meanwhile waits with it"),
  ]
}
