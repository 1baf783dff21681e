// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// Which law holds, and from when: a name of the scenario language and its settings.
///
/// A regime is data. Each country reads the settings it knows, for example `wep` and `wep.from`.
public struct LawRegime: Hashable, Sendable, Codable {
  public var name: String
  public var settings: [String: String]

  public init(name: String, settings: [String: String] = [:]) {
    (self.name, self.settings) = (name, settings)
  }

  /// The law in force, nothing assumed.
  public static let current = LawRegime(name: "current")
}

/// A pension from another country, as far as it can touch this country's amount.
public struct OtherPension: Hashable, Sendable {
  public var country: Country
  public var from: YearMonth
  /// A month, in this country's currency, at the rate of the first month in which both are payable.
  public var monthlyAmount: ExactDecimal
  /// Entitlement itself needed periods under an agreement.
  public var basedOnAgreement: Bool

  public init(country: Country, from: YearMonth, monthlyAmount: ExactDecimal, basedOnAgreement: Bool) {
    (self.country, self.from) = (country, from)
    (self.monthlyAmount, self.basedOnAgreement) = (monthlyAmount, basedOnAgreement)
  }
}

/// Everything a country's law needs to know of one person.
public struct Applicant: Sendable {
  public var person: Person
  public var record: InsuranceRecord
  /// Coverage in other countries.
  public var foreign: [Country: Coverage]
  public var otherPensions: [OtherPension]
  public var regime: LawRegime
  /// Readings of the law that the scenario may choose, by the country's own names.
  public var settings: [String: String]
  /// Valuation month: nothing is claimed before it, and later values are projected.
  public var asOf: YearMonth
  /// Work by month, of all countries' records and as the person states it.
  public var work = WorkHistory()
  /// Whether awards say how they came about; where only amounts are wanted, of many careers, they need not.
  public var wantsDerivation = true
  /// Who draws a pension on this person's record while the person lives; excess earnings are charged to all of it together.
  public var dependants: [Dependant] = []
  /// A premium that the person has taken from payments; nil without one.
  public var premium: StatedPremium?

  public init(
    person: Person, record: InsuranceRecord, foreign: [Country: Coverage] = [:],
    otherPensions: [OtherPension] = [], regime: LawRegime = .current, settings: [String: String] = [:],
    asOf: YearMonth
  ) {
    (self.person, self.record, self.foreign) = (person, record, foreign)
    (self.otherPensions, self.regime, self.settings, self.asOf) = (otherPensions, regime, settings, asOf)
  }
}

/// One way into a pension: an age with its conditions, met or not.
public struct EligibilityRoute: Hashable, Sendable, Codable {
  /// For example `old age at 65` or `early at 57`.
  public var name: Remark
  public var article: String
  /// First month in which a pension by this route can start; nil where the conditions are never met on this record.
  public var firstMonth: YearMonth?
  /// `national`, `totalized` or `none`.
  public var basis: String
  /// Countries whose periods an agreement adds to open it; empty where own periods suffice, or none do.
  public var partners: [Country]
  /// What was counted and what was asked.
  public var explanation: Remark

  public init(
    name: Remark, article: String, firstMonth: YearMonth?, basis: String, partners: [Country] = [],
    explanation: Remark
  ) {
    (self.name, self.article, self.firstMonth) = (name, article, firstMonth)
    (self.basis, self.partners, self.explanation) = (basis, partners, explanation)
  }
}

public struct Eligibility: Hashable, Sendable, Codable {
  public var routes: [EligibilityRoute]
  /// First and last month in which starting makes sense; nil where no pension is ever due.
  public var claimable: ClosedRange<YearMonth>?
  /// The month in which the full amount is reached, where the country has such a thing.
  public var fullMonth: YearMonth?
  /// Why nothing is payable, where nothing is.
  public var reason: Remark?

  public init(
    routes: [EligibilityRoute], claimable: ClosedRange<YearMonth>?, fullMonth: YearMonth? = nil,
    reason: Remark? = nil
  ) {
    (self.routes, self.claimable, self.fullMonth, self.reason) = (routes, claimable, fullMonth, reason)
  }
}

/// Why a claim is refused, with the article and what would be possible.
///
/// A report shows ``reason`` and ``advice`` in its reader's language; the terminal shows ``description``, in English.
public struct ClaimRefusal: Error, Hashable, Codable, CustomStringConvertible {
  public let reason: Remark
  public let article: String
  /// What would be possible.
  public private(set) var advice: Remark?
  /// ``reason`` in English.
  public let message: String
  /// ``advice`` in English.
  public private(set) var hint: String?

  /// - Parameter words: the sentences of whoever refuses.
  public init(_ reason: Remark, article: String, hint: Remark? = nil, words: WordCatalogue...) {
    (self.reason, self.article, advice) = (reason, article, hint)
    message = words.text(reason, in: "en")
    self.hint = hint.map { words.text($0, in: "en") }
  }

  /// What no report shows, as it is put to whoever wrote a record or a setting that cannot be read.
  public init(message: String, article: String, hint: String? = nil) {
    (reason, self.article, advice) = (Remark(key: message), article, hint.map { Remark(key: $0) })
    (self.message, self.hint) = (message, hint)
  }

  /// The same refusal, with advice where it has none.
  public func advising(_ advice: Remark, words: WordCatalogue) -> ClaimRefusal {
    guard self.advice == nil else { return self }
    var refusal = self
    (refusal.advice, refusal.hint) = (advice, [words].text(advice, in: "en"))
    return refusal
  }

  public var description: String { "\(message) (\(article))" + (hint.map { "; \($0)" } ?? "") }
}

/// Means-tested income for a household that lives in the country.
public struct SocialMinimum: Hashable, Sendable, Codable {
  public var name: Remark
  public var article: Remark
  /// Guaranteed amount a month in units of level series `level`, by number of adults alive (index 0 is none).
  public var amountByAdults: [Double]
  /// Index into ``PensionSystem/levelNames``.
  public var level: Int
  /// Share of own and of foreign pensions that counts as income.
  public var countedShare: Double
  /// Share of income from work and of maintenance that counts, and of rent and other income; nil where they count like pensions.
  public var workShare, otherShare: Double?
  /// Months in which the household qualifies by residence and age.
  public var months: ClosedRange<YearMonth>
  /// Whether every other right must be used first, so that a pension that could be drawn but is not shuts it out.
  public var otherRightsFirst: Bool
  /// Arrears of months before the valuation month are income of the month in which they come, not of those that they are for.
  public var countsArrears = true
  /// Foreign pensions count at the rate of the last January or July instead of the month's own.
  public var freezesRate: Bool
  /// What the report says of savings, for a household that has some.
  public var notesOfWealth: [Remark] = []
  /// How savings count; nil where they do not.
  public var wealth: WealthRule?
  /// Whether a pension that could be drawn at a lower amount than the full one must be used, too.
  public var earlyClaimRequired = true
  /// What was read and what was chosen, for the report.
  public var notes: [Remark]

  /// How savings count as income of a month.
  public enum WealthRule: Hashable, Sendable, Codable {
    /// As an annuity over the remaining life of the elder claimant, on average.
    case annuity
    /// More than this, in the country's currency at the prices of the valuation month, shuts the income out.
    case excludedAbove(Double)
  }

  public init(
    name: Remark, article: Remark, amountByAdults: [Double], level: Int, countedShare: Double,
    months: ClosedRange<YearMonth>, otherRightsFirst: Bool = true, freezesRate: Bool = false, notes: [Remark] = []
  ) {
    self.otherRightsFirst = otherRightsFirst
    (self.name, self.article, self.amountByAdults, self.level) = (name, article, amountByAdults, level)
    (self.countedShare, self.months, self.notes) = (countedShare, months, notes)
    self.freezesRate = freezesRate
  }
}

/// A change of law that comes on some paths of a block, each at its own time.
public struct LawChange: Hashable, Sendable {
  /// What holds from then on, in the words of ``LawRegime/settings``; a country reads those that it knows.
  public var settings: [String: String]
  /// [lane]: months from the first simulated one to the first of the change; `never` where it does not come.
  public var from: [Int]

  public static let never = Int.max

  public init(settings: [String: String], from: [Int]) { (self.settings, self.from) = (settings, from) }
}

/// Simulated prices and wages of one country, a block of paths.
public struct PricePaths: Sendable {
  /// First simulated month: the month after the valuation month.
  public var firstMonth: YearMonth
  public var months: Int
  public var lanes: Int
  /// [month × lane]: consumer price level, 1 in the valuation month. Of the months held, where they are not all; month m in row
  /// m mod ``window``.
  public var priceLevel: [Double]
  /// Months held.
  public var window: Int
  /// First calendar year of `realWage`: the year of the valuation month.
  public var firstYear: Int
  /// [year × lane]: real wage level of the calendar year, 1 in the year before `firstYear`; consumer prices divide it.
  public var realWage: [Double]
  /// [year × lane]: mean consumer price level of the calendar year, 1 in the valuation month.
  public var yearPriceLevel: [Double]
  /// Changes of law that come along the paths and may move amounts in payment.
  public var changes: [LawChange]

  public init(
    firstMonth: YearMonth, months: Int, lanes: Int, priceLevel: [Double], firstYear: Int, realWage: [Double],
    yearPriceLevel: [Double], changes: [LawChange] = [], window: Int? = nil
  ) {
    self.window = window ?? months
    precondition(
      priceLevel.count == self.window * lanes, "\(priceLevel.count) prices for \(self.window) × \(lanes)")
    precondition(realWage.count == yearPriceLevel.count && realWage.count % max(1, lanes) == 0)
    precondition(changes.allSatisfy { $0.from.count == lanes }, "changes of law for other than \(lanes) lanes")
    self.changes = changes
    (self.firstMonth, self.months, self.lanes, self.priceLevel) = (firstMonth, months, lanes, priceLevel)
    (self.firstYear, self.realWage, self.yearPriceLevel) = (firstYear, realWage, yearPriceLevel)
  }

  public var years: Int { lanes == 0 ? 0 : realWage.count / lanes }
}

/// How a country's amounts move along a block of paths.
///
/// The payment of a component in month t is `base · factor(t) · levels[component.level][t] · entry[component.entryYear]`.
public struct IndexationPaths: Sendable {
  /// One [month × lane] table per name in ``PensionSystem/levelNames``.
  public var levels: [[Double]]
  /// First year of `entry`.
  public var firstEntryYear: Int
  /// [year × lane]: what an award entered in that year is multiplied by (wage path, and the level it starts from).
  public var entry: [Double]

  public init(levels: [[Double]], firstEntryYear: Int, entry: [Double]) {
    (self.levels, self.firstEntryYear, self.entry) = (levels, firstEntryYear, entry)
  }
}

/// A country's old-age pension law, as the engine and the reports see it.
///
/// Implementations are values without hidden state; the same question gets the same answer.
public protocol PensionSystem: AmountIndexing {
  var country: Country { get }
  /// In English, with article where the language wants it: `the United States`.
  var name: String { get }
  /// The pension in a few words: `US Social Security`.
  var pensionName: String { get }
  var currency: CurrencyCode { get }
  var parameters: ParameterLibrary { get }
  /// Whether a pension is paid for the whole month in which its owner dies.
  var paysMonthOfDeath: Bool { get }
  /// How many months before the first month of benefit a claim may be filed.
  var filingLead: Int { get }
  /// The sentences of its remarks, in each language.
  var words: WordCatalogue { get }
  /// What a scenario file may say of this country.
  var vocabulary: ScenarioVocabulary { get }
  /// Its income tax; nil where none is known.
  var incomeTax: (any IncomeTax)? { get }
  /// The most that counts in a calendar year, in ``currency``; nil where no limit is known for that year.
  func earningsLimit(in year: Int) -> ExactDecimal?

  /// What of the record the law does not know; empty where all is well.
  func faults(in record: InsuranceRecord, born: CalendarDate) -> [RecordFault]

  /// Coverage under this country's law, for the others.
  func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage

  /// Work as a record of this country states it, for the laws of all.
  func work(in record: InsuranceRecord) -> [WorkSpell]

  /// Nominal wages of a year, known or projected, relative to those of other years; nil where none are known.
  func wageLevel(of year: Int) throws -> ExactDecimal?

  /// What a worker pays to social security on a year's pay.
  func workContributions(on pay: ExactDecimal, year: Int) throws -> ExactDecimal

  /// The routes into a pension and the months in which it can start, none before the valuation month.
  func eligibility(of applicant: Applicant) throws -> Eligibility

  /// The month of entitlement that follows from the month wanted and the month of filing.
  ///
  /// - Throws: ``ClaimRefusal`` when the claim is impossible.
  func entitlementMonth(wanted: YearMonth, filed: YearMonth, applicant: Applicant) throws -> YearMonth

  /// The award that starts in `month`.
  ///
  /// - Throws: ``ClaimRefusal`` when nothing is payable then.
  func award(to applicant: Applicant, from month: YearMonth) throws -> Award

  /// What is withheld from each payment of `award`.
  ///
  /// - Throws: where a rate that the law asks for is missing; nothing is withheld only where the law withholds nothing.
  func deductions(from award: Award, applicant: Applicant) throws -> [Deduction]

  /// Means-tested income for people who live in this country; nil, with the reason, where there is none.
  func socialMinimum(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> SocialMinimumAnswer

  /// The months from which someone without a right of her own can draw a pension on the spouse's record while both live; nil where
  /// there are none.
  ///
  /// - Parameters:
  ///   - spouse: who would draw it.
  ///   - worker: on whose record, for whom some claim is possible.
  func spouseMonths(for spouse: Applicant, of worker: Applicant, couple: Couple) throws -> ClosedRange<YearMonth>?

  /// What one person is paid on the other's record while both live; nil where that is nothing.
  ///
  /// - Returns: an award whose components below zero are own rights set against the others; their sum counts where it is positive.
  func spouseAward(to claim: SpouseClaim, of worker: Applicant, claimed award: Award, couple: Couple) throws -> Award?

  /// Insured months that the applicant buys, with their price.
  ///
  /// - Throws: ``ClaimRefusal`` where the law sells them not to this person, or not for these months.
  func sale(of months: BoughtMonths, to applicant: Applicant) throws -> MonthSale

  /// What a death leaves to the spouse, by month of death from the month after the valuation month to `last`.
  ///
  /// - Parameter award: the dead person's pension, which is drawn from its first month on; nil where none is ever claimed.
  func survivorAwards(
    of deceased: Applicant, claimed award: Award?, to spouse: Person, couple: Couple, through last: YearMonth
  ) throws -> [SurvivorAward]

  /// The months among which a survivor chooses the first one; nil where there is nothing to choose.
  func survivorMonths(of survivor: Person) -> SurvivorMonths?

  /// The months from which a person can draw a pension on the record of a former spouse.
  ///
  /// - Parameters:
  ///   - worker: the former spouse before this law.
  ///   - remarried: the day of a later marriage that lasts.
  /// - Throws: ``ClaimRefusal`` with the condition that fails.
  func formerSpouseMonths(
    for applicant: Applicant, of former: FormerSpouse, worker: Applicant, remarried: CalendarDate?
  ) throws -> FormerSpouseMonths?

  /// What a person is paid on the record of a former spouse beside the own pension; nil where that is nothing.
  ///
  /// - Returns: an award whose components below zero are own rights set against the others; their sum counts where it is positive.
  /// - Throws: ``ClaimRefusal`` with the condition that fails.
  func formerSpouseAward(to claim: FormerSpouseClaim) throws -> Award?

  /// Keys of the sentences that say what this country's figures leave out or take for granted, in the order of a report: the one list that
  /// reports choose from and that the documentation prints.
  var limitKeys: [String] { get }

  /// Those of ``limitKeys`` that touch somebody and that no award or answer says by itself.
  func limits(touching question: LimitQuestion) throws -> [Remark]

  /// What a death would leave in one month, step by step, for whoever wants to redo it; nil where it leaves nothing, or the country derives
  /// nothing.
  ///
  /// - Parameters:
  ///   - award: the dead person's pension; nil where none is ever claimed.
  ///   - own: the survivor's own pension from this country; nil without one.
  ///   - died: the month of death.
  ///   - start: the first month that is paid.
  func survivorDerivation(
    of deceased: Applicant, claimed award: Award?, to survivor: Applicant, own: Award?, died: YearMonth,
    from start: YearMonth
  ) throws -> Award?

  /// A yearly payment to households of low income that live in this country; nil where there is none for them.
  func yearlyAllowance(for household: [Person], asOf: YearMonth, settings: [String: String]) throws -> YearlyAllowance?
}

/// Whether a household can have means-tested income, and if not, by which article.
public enum SocialMinimumAnswer: Hashable, Sendable, Codable {
  case available(SocialMinimum)
  case none(reason: Remark, article: Remark)
}
