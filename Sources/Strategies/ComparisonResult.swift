// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Statistics

/// One pension of one strategy, decided.
public struct PlannedClaim: Sendable, Codable {
  public var person: String
  public var country: Country
  public var wanted: YearMonth
  public var filed: YearMonth
  /// First month of entitlement that follows from the two.
  public var entitlement: YearMonth
  public var award: Award
  public var deductions: [Deduction]
  /// Whether it was filed before the valuation month and is paid.
  public var isInPayment = false

  public init(
    person: String, country: Country, wanted: YearMonth, filed: YearMonth, entitlement: YearMonth, award: Award,
    deductions: [Deduction]
  ) {
    (self.person, self.country, self.wanted, self.filed) = (person, country, wanted, filed)
    (self.entitlement, self.award, self.deductions) = (entitlement, award, deductions)
  }
}

/// Mean monthly income of one source in a year.
public struct SourceMean: Hashable, Sendable, Codable {
  public var source: String
  public var mean: Double
  public init(_ source: String, _ mean: Double) { (self.source, self.mean) = (source, mean) }
}

/// Present value of income of one source.
public struct SourceValue: Hashable, Sendable, Codable {
  public var source: String
  public var value: Estimate
  public init(_ source: String, _ value: Estimate) { (self.source, self.value) = (source, value) }
}

/// Percentiles 5, 25, 50, 75, 95 of one series of the economy.
public struct EconomySeriesYear: Hashable, Sendable, Codable {
  public var name: String
  public var percentiles: [Double]
  public init(_ name: String, _ percentiles: [Double]) { (self.name, self.percentiles) = (name, percentiles) }
}

/// The strategies under another law, on the same paths.
public struct RegimeResult: Sendable, Codable {
  public var regime: LawRegime
  public var strategies: [StrategyResult]
  public init(_ regime: LawRegime, _ strategies: [StrategyResult]) {
    (self.regime, self.strategies) = (regime, strategies)
  }
}

/// Percentiles of one calendar year's monthly income, real, among paths in which somebody of the household lives.
public struct IncomeYear: Sendable, Codable {
  public var year: Int
  /// Percentiles 5, 25, 50, 75, 95 of the month's mean income, in the household's currency at the valuation month's prices.
  public var total: [Double]
  /// Mean by source, in the same money: `US`, `LU`, …, `work`, `other`, `minimum` (means-tested), `allowance` (yearly), `savings`.
  public var meanBySource: [SourceMean]
  /// Share of paths in which somebody lives in the middle of the year.
  public var aliveShare: Double
  /// Share of those paths with means-tested income in some month of the year.
  public var minimumShare: Double

  public init(
    year: Int, total: [Double], meanBySource: [SourceMean], aliveShare: Double,
    minimumShare: Double
  ) {
    (self.year, self.total, self.meanBySource) = (year, total, meanBySource)
    (self.aliveShare, self.minimumShare) = (aliveShare, minimumShare)
  }
}

/// What one strategy gives on all paths. Amounts are real, in the household's currency at the valuation month's prices.
public struct StrategyResult: Sendable, Codable {
  public var name: String
  public var spec: StrategySpec
  public var claims: [PlannedClaim]
  /// Present value of all income for life: pensions after deductions, arrears, means-tested income, yearly allowances.
  public var lifetimeValue: Estimate
  public var standardDeviation: Estimate
  /// 5, 25, 50, 75, 95 %.
  public var percentiles: [Estimate]
  /// Mean of the worst 5 %.
  public var expectedShortfall: Estimate
  /// Chance that needs are met in every month of life; 1 where none are stated.
  public var needsMet: Estimate
  public var monthsBelowNeeds: Estimate
  public var minimumMonths: Estimate
  /// Present value of means-tested income.
  public var minimumValue: Estimate
  /// Present value by source, pensions after deductions: country codes, then `minimum`, `allowance` where there is one.
  public var valueBySource: [SourceValue]
  /// Present value of pensions that another person's death brings; part of their countries' values.
  public var survivorValue = Estimate.exact(0)
  /// Present value of pensions on the other's record while both live; part of their countries' values.
  public var spouseValue = Estimate.exact(0)
  /// This strategy less the best, path by path; zero for the best itself.
  public var differenceToBest: Estimate
  /// Sorted sample of those differences for charts: 101 percentiles from 0 to 100 %.
  public var differencePercentiles: [Double]
  /// Chance to be better than the best strategy on a path.
  public var chanceBetterThanBest: Estimate
  /// This strategy less the proposed one (``Recommendation``), path by path; zero for that one itself.
  public var differenceToProposed = Estimate.exact(0)
  /// As ``differencePercentiles``.
  public var percentilesToProposed: [Double] = []
  public var chanceBetterThanProposed = Estimate.exact(0)
  /// Chance to be the best of all on a path.
  public var chanceBest: Estimate
  /// Mean of what the best of each path gives more.
  public var regret: Estimate
  public var income: [IncomeYear]
  /// Mean of income a month over life: lifetime value as a level real income, for sentences.
  public var meanMonthlyIncome: Estimate
  /// Months from filing to the first payment, mean over paths, by claim in the order of `claims`.
  public var delayMonths: [Double]

  public init(
    name: String, spec: StrategySpec, claims: [PlannedClaim], lifetimeValue: Estimate, standardDeviation: Estimate,
    percentiles: [Estimate], expectedShortfall: Estimate, needsMet: Estimate, monthsBelowNeeds: Estimate,
    minimumMonths: Estimate, minimumValue: Estimate, valueBySource: [SourceValue],
    differenceToBest: Estimate, differencePercentiles: [Double], chanceBetterThanBest: Estimate,
    chanceBest: Estimate, regret: Estimate, income: [IncomeYear], meanMonthlyIncome: Estimate, delayMonths: [Double]
  ) {
    (self.name, self.spec, self.claims, self.lifetimeValue) = (name, spec, claims, lifetimeValue)
    (self.standardDeviation, self.percentiles, self.expectedShortfall) = (
      standardDeviation, percentiles, expectedShortfall
    )
    (self.needsMet, self.monthsBelowNeeds, self.minimumMonths) = (needsMet, monthsBelowNeeds, minimumMonths)
    (self.minimumValue, self.valueBySource, self.differenceToBest) = (minimumValue, valueBySource, differenceToBest)
    (self.differencePercentiles, self.chanceBetterThanBest) = (differencePercentiles, chanceBetterThanBest)
    (self.chanceBest, self.regret, self.income) = (chanceBest, regret, income)
    (self.meanMonthlyIncome, self.delayMonths) = (meanMonthlyIncome, delayMonths)
  }
}

/// A grid cell that the law does not allow.
public struct DroppedCell: Sendable, Codable {
  public var name: String
  public var refusal: ClaimRefusal
  public init(name: String, refusal: ClaimRefusal) { (self.name, self.refusal) = (name, refusal) }
}

/// Percentiles 5, 25, 50, 75, 95 of the economy in the December of a year.
public struct EconomyYear: Sendable, Codable {
  public var year: Int
  public var usdPerEUR: [Double]
  /// By series name: `us.prices`, `lu.prices`, `US.<level>`, `LU.<level>`; 1 in the valuation month.
  public var series: [EconomySeriesYear]
  public init(year: Int, usdPerEUR: [Double], series: [EconomySeriesYear]) {
    (self.year, self.usdPerEUR, self.series) = (year, usdPerEUR, series)
  }
}

/// All strategies again under one changed assumption.
public struct StressRow: Sendable, Codable {
  /// A stable name: `rw`, `dollar-1985`, `delay-14`, `live-to-98`, …; `base` for the run with nothing changed.
  public var id: String
  public var label: Remark
  /// Not law, or judgement: what the report must say beside it; nil for none.
  public var caveat: Remark?
  /// A law that comes at once, so that one may ask at which chance of it the ranking turns.
  public var isChangeOfLaw: Bool
  /// The law as it stands, read otherwise: a doubt that has no probability.
  public var isReading: Bool
  /// Of a reading: who can say whether it holds; nil where nobody is named.
  public var office: Remark?
  /// Whether every strategy gives on every path what it gives in the base: the assumption does not concern this household.
  public var changesNothing: Bool
  /// The first ones of the main run, the same for all rows.
  public var paths: Int
  public var bestName: String
  /// By strategy, in the order of the result's strategies.
  public var lifetimeValues: [Estimate]
  public var minimumMonths: [Estimate]
  /// The proposed strategy less its rival (``Recommendation``), under this assumption.
  public var differenceOfThePair: Estimate
  /// That difference less the one of the base, path by path; zero where the assumption moves both strategies alike.
  public var changeOfThePair: Estimate

  public init(
    id: String, label: Remark, caveat: Remark?, isChangeOfLaw: Bool = false, isReading: Bool = false,
    office: Remark? = nil,
    changesNothing: Bool = false, paths: Int,
    bestName: String, lifetimeValues: [Estimate], minimumMonths: [Estimate], differenceOfThePair: Estimate,
    changeOfThePair: Estimate
  ) {
    (self.id, self.label, self.caveat, self.isChangeOfLaw) = (id, label, caveat, isChangeOfLaw)
    (self.isReading, self.office) = (isReading, office)
    (self.changesNothing, self.paths, self.bestName) = (changesNothing, paths, bestName)
    (self.lifetimeValues, self.minimumMonths) = (lifetimeValues, minimumMonths)
    (self.differenceOfThePair, self.changeOfThePair) = (differenceOfThePair, changeOfThePair)
  }
}

/// Where the ranking of the proposed strategy and its rival turns, see ``Recommendation``.
public struct SwitchingValue: Sendable, Codable {
  /// `usd-per-eur`, `death-age`, `delay`, `discount-rate`, `volatility`, …; of a chance that of the stress row with `-chance`.
  public var id: String
  public var label: Remark
  /// Whose assumption it is, in a household of two; nil where it is everybody's.
  public var person: String?
  public var unit: Remark
  public var base: Double
  /// Nil where the ranking holds on the whole range tried.
  public var value: Double?
  public var triedFrom: Double
  public var triedTo: Double
  /// Difference of the pair at the ends of the range tried, for the tornado.
  public var differenceAtFrom: Estimate
  public var differenceAtTo: Estimate

  public init(
    id: String, label: Remark, person: String? = nil, unit: Remark, base: Double, value: Double?, triedFrom: Double,
    triedTo: Double, differenceAtFrom: Estimate, differenceAtTo: Estimate
  ) {
    (self.id, self.label, self.person, self.unit, self.base, self.value) = (id, label, person, unit, base, value)
    (self.triedFrom, self.triedTo) = (triedFrom, triedTo)
    (self.differenceAtFrom, self.differenceAtTo) = (differenceAtFrom, differenceAtTo)
  }
}

/// Eligibility of one person in one country, for the report.
public struct EligibilityFinding: Sendable, Codable {
  public var person: String
  public var country: Country
  public var eligibility: Eligibility
  public var coverage: Coverage
  public init(person: String, country: Country, eligibility: Eligibility, coverage: Coverage) {
    (self.person, self.country, self.eligibility, self.coverage) = (person, country, eligibility, coverage)
  }
}

/// All strategies on the same paths.
public struct ComparisonResult: Sendable, Codable {
  /// Best first by mean lifetime value.
  public var strategies: [StrategyResult]
  /// Indices into `strategies` that cannot be told from the best at 95 % (multiple comparison with the best).
  public var undecided: [Int]
  public var dropped: [DroppedCell]
  public var eligibility: [EligibilityFinding]
  /// What each pension pays for every month in which it can be claimed, by person, country and month.
  public var awards: [PlannedClaim]
  /// Months of claim after which the same pension is much lower for life.
  public var cliffs: [Cliff] = []
  /// The search whose best is among the strategies; nil without one.
  public var quickSearch: QuickSearchResult?
  /// What the household is after.
  public var aim = Aim.money
  /// How the need is covered, also where a figure is off; nil where it has no vote.
  public var needCover: NeedCover?
  /// Where the two aims begin or cease to ask for one plan; empty where one plan is best for both.
  public var aimTurns: [AimTurn] = []
  public var minimum: SocialMinimumAnswer?
  public var economy: [EconomyYear]
  /// The base regime's name, then each regime beside it with its own result on the same paths.
  public var beside: [RegimeResult]
  /// Every assumption that was tried, also those that change nothing here.
  public var stresses: [StressRow]
  /// The run with nothing changed, on the paths of the stress rows and switching values; nil without them.
  public var stressBase: StressRow?
  /// What the strategies give before income tax, on the same paths; nil where nothing but what is withheld is taken.
  public var beforeTax: BeforeTax?
  /// How many other readings of the law were tried for the rows; nil without them.
  public var readings: TriedReadings?
  public var switching: [SwitchingValue]
  public var paths: Int
  public var seed: UInt64
  /// Name of the exchange-rate model that ran, with its parameters, to print back.
  public var economyModel: Remark
  /// Assumptions made on the way: life table fall-back, conversion, …
  public var notes: [Remark]
  /// Income that no claim brings, under every strategy.
  public var incomes: [StatedIncome] = []
  /// Share of paths in which the movements of the exchange rate alone change the number of months that the best strategy
  /// has means-tested income: against the same path at zero volatility. Nil without such income.
  public var crossedByExchangeRate: Estimate?
  /// By how much common paths lower the variance of the difference of the two best, against independent draws.
  public var pairingGain: Double?
  /// By name of strategy: what a death would leave.
  public var survivors: [String: [PlannedSurvivor]] = [:]
  /// By strategy's name: what one person is paid on the other's record while both live.
  public var spouses: [String: [PlannedSpouse]] = [:]
  /// What control variates and mirrored paths gain; nil where nothing is known exactly.
  public var precision: PrecisionGains?
  /// What each strategy gives less than the best in each state of the world; nil without stress runs.
  public var regrets: RegretMatrix?
  /// A yearly payment to households of low income that counts as their income; nil where none is simulated.
  public var allowance: YearlyAllowance?
  /// Shipped values of the economy, of longevity and of the risks that the run read.
  public var background: [BackgroundParameter] = []
  /// Dollars for one euro in the valuation month; nil where the run has none.
  public var usdPerEUR: ExactDecimal?

  public init(
    strategies: [StrategyResult], undecided: [Int], dropped: [DroppedCell], eligibility: [EligibilityFinding],
    awards: [PlannedClaim] = [], minimum: SocialMinimumAnswer?, economy: [EconomyYear],
    beside: [RegimeResult] = [], stresses: [StressRow] = [],
    switching: [SwitchingValue] = [], paths: Int, seed: UInt64, economyModel: Remark, notes: [Remark] = [],
    crossedByExchangeRate: Estimate? = nil
  ) {
    (self.strategies, self.undecided, self.dropped) = (strategies, undecided, dropped)
    (self.eligibility, self.awards, self.minimum, self.economy) = (eligibility, awards, minimum, economy)
    (self.beside, self.stresses, self.switching) = (beside, stresses, switching)
    (self.paths, self.seed, self.economyModel, self.notes) = (paths, seed, economyModel, notes)
    self.crossedByExchangeRate = crossedByExchangeRate
  }
}
