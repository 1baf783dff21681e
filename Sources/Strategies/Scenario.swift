// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation

/// A person with a record in each country, and how long she may live.
public struct Member: Sendable {
  public var person: Person
  public var records: [Country: InsuranceRecord]
  public var longevity: LongevitySettings
  /// Insured time in countries whose law is not modelled; it counts towards rights elsewhere where they are bound to it.
  public var otherCoverage: [Country: Coverage]
  /// What is stated of work beside the records, whose own work it does not hold.
  public var work: WorkHistory
  /// Spouses of the past, dead or divorced at the valuation month.
  public var former: [FormerSpouse] = []
  /// A premium that is taken from payments, by country.
  public var premiums: [Country: StatedPremium] = [:]
  /// Pay as stated, in place of what the records say.
  public var pay: StatedPay?
  /// Pensions of countries whose law is not modelled.
  public var pensions: [StatedIncome] = []

  public init(
    person: Person, records: [Country: InsuranceRecord], longevity: LongevitySettings = LongevitySettings(),
    otherCoverage: [Country: Coverage] = [:], work: WorkHistory = WorkHistory()
  ) {
    (self.person, self.records, self.longevity) = (person, records, longevity)
    (self.otherCoverage, self.work) = (otherCoverage, work)
  }

  /// Work by month, of the records and as stated.
  ///
  /// - Parameter systems: the countries whose law is known.
  func workHistory(_ systems: [any PensionSystem]) -> WorkHistory {
    var work = work
    work.spells = systems.flatMap { system in records[system.country].map { system.work(in: $0) } ?? [] }
    for (country, coverage) in otherCoverage.sorted(by: { $0.key < $1.key }) {
      work.spells += coverage.work(in: country)
    }
    return work
  }
}

/// When one pension is wanted, in the words of the scenario.
public struct ClaimWish: Hashable, Sendable, Codable {
  public enum Start: Hashable, Sendable, Codable {
    /// The first possible month not before the valuation month.
    case earliest
    /// The month in which the full amount is reached: full retirement age in the United States, 65 in Luxembourg.
    case full
    /// The last month in which waiting still gains, 70 in the United States.
    case latest
    case age(Age)
    case month(YearMonth)
    case never
  }

  public enum Filing: Hashable, Sendable, CustomStringConvertible, Codable {
    /// As early as the country allows; the default.
    case asEarlyAsAllowed
    /// In the month wanted.
    case onTheDay
    case monthsBefore(Int)
    case monthsAfter(Int)
    case month(YearMonth)

    /// In the words of the scenario language.
    public var description: String {
      switch self {
      case .asEarlyAsAllowed: "as early as allowed"
      case .onTheDay: "on the day"
      case .monthsBefore(let months): "\(months) months before"
      case .monthsAfter(let months): "\(months) months late"
      case .month(let month): "in \(month)"
      }
    }
  }

  public var start: Start
  public var filing: Filing
  public init(start: Start, filing: Filing = .asEarlyAsAllowed) { (self.start, self.filing) = (start, filing) }
}

/// One strategy: for every person and every country with a record, when to claim.
public struct StrategySpec: Hashable, Sendable, Codable {
  public var name: String
  /// Person's id → country → wish.
  public var wishes: [String: [Country: ClaimWish]]
  /// Survivor's id → country → when that pension starts; the best month where nothing is said.
  public var survivors: [String: [Country: SurvivorWish]] = [:]
  /// Person's id → when work ends; as the scenario has it where nothing is said.
  public var work: [String: WorkEnd] = [:]
  /// Person's id → country → insured months that are bought.
  public var buys: [String: [Country: [BoughtMonths]]] = [:]
  /// Made from a grid: an impossible cell is dropped and counted, not an error.
  public var fromGrid: Bool
  /// Where the scenario file says it, for messages.
  public var line: Int
  public var column: Int
  /// Strategies of the scenario that come to the same claims under every law asked about; this one stands for them.
  public var twins: [StrategySpec] = []

  public init(
    name: String, wishes: [String: [Country: ClaimWish]], fromGrid: Bool = false, line: Int = 1, column: Int = 1
  ) {
    (self.name, self.wishes, self.fromGrid, self.line) = (name, wishes, fromGrid, line)
    self.column = column
  }
}

/// Law regimes with their weights; one regime of weight 1 where nothing is mixed.
public struct LawMix: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var regime: LawRegime
    public var weight: Double
    public init(regime: LawRegime, weight: Double) { (self.regime, self.weight) = (regime, weight) }
  }
  public var parts: [Part]
  /// Regimes to set beside the base in the report, each alone.
  public var beside: [LawRegime]
  public init(parts: [Part] = [Part(regime: .current, weight: 1)], beside: [LawRegime] = []) {
    (self.parts, self.beside) = (parts, beside)
  }
}

/// What the scenario says of the report.
public struct ReportSettings: Hashable, Sendable {
  public var language: String
  public var pageSize: String
  public init(language: String = "en", pageSize: String = "A4") {
    (self.language, self.pageSize) = (language, pageSize)
  }
}

/// A time of work in one country for a business at home in another, with or without a certificate of coverage.
///
/// Without one, both countries ask for contributions.
public struct PostingSpec: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case employee
    case selfEmployed = "self-employed"
  }

  /// The person's name in the scenario.
  public var person: String
  public var home: Country
  public var host: Country
  public var from: YearMonth
  /// Last month, included.
  public var through: YearMonth
  public var status: Status
  public var certificate: Bool
  /// By calendar year, in `currency`.
  public var income: [Int: ExactDecimal]
  public var currency: CurrencyCode

  public init(
    person: String, home: Country, host: Country, from: YearMonth, through: YearMonth, status: Status,
    certificate: Bool, income: [Int: ExactDecimal], currency: CurrencyCode
  ) {
    (self.person, self.home, self.host, self.from, self.through) = (person, home, host, from, through)
    (self.status, self.certificate, self.income, self.currency) = (status, certificate, income, currency)
  }
}

/// What is taken from pensions, and from income, before it is spent.
public enum DeductionSetting: String, Hashable, Sendable, CaseIterable {
  /// What is withheld from each payment at source, and the income tax of each calendar year.
  case full
  case withholding, none
}

/// A household's question, complete: everything that a run needs and nothing of how it runs.
public struct Scenario: Sendable {
  /// The file's name without extension; the name of the report folder.
  public var name: String
  /// The file as given, for messages.
  public var path: String
  /// The file's bytes, for the manifest's hash.
  public var text: String
  public var title: String
  /// Valuation month; money in the report is at this month's prices.
  public var asOf: YearMonth
  /// What the household spends.
  public var currency: CurrencyCode
  public var members: [Member]
  /// Of two people: what they are to each other before the law.
  public var couple: Couple
  /// A month, in `currency` at the valuation month's prices; 0 where none is stated.
  public var needs: HouseholdNeeds
  /// Beside pensions and work.
  public var otherIncome: [StatedIncome] = []
  /// By currency of the account.
  public var savings: [CurrencyCode: ExactDecimal]
  public var strategies: [StrategySpec]
  public var law: LawMix
  /// Readings of the law, by country: `settings[LU]["foreignTimeInThreshold"]`.
  public var settings: [Country: [String: String]]
  public var economy: EconomySettings
  public var filing: DelaySettings
  public var events: EventSettings
  public var deductions: DeductionSetting
  public var isTaxed: Bool { deductions == .full }
  /// Whether a country counts insured time in others, as agreements between them provide; off to ask what they are worth.
  public var countsForeignCoverage = true
  public var postings: [PostingSpec]
  public var simulation: SimulationSettings
  public var report: ReportSettings
  /// What the household is after.
  public var aim = Aim.both
  /// Defaults that were filled in: key and value, in the file's order, to print back.
  public var assumed: [(key: String, value: String)]
  /// What the reader should know, in the form `file:line:column: warning: …`.
  public var warnings: [String]

  public init(
    name: String, path: String, text: String, title: String, asOf: YearMonth, currency: CurrencyCode,
    members: [Member], needs: ExactDecimal = .zero, savings: [CurrencyCode: ExactDecimal] = [:],
    strategies: [StrategySpec], law: LawMix = LawMix(), settings: [Country: [String: String]] = [:],
    economy: EconomySettings = EconomySettings(), filing: DelaySettings = DelaySettings(),
    events: EventSettings = EventSettings(), deductions: DeductionSetting = .withholding,
    postings: [PostingSpec] = [], simulation: SimulationSettings = SimulationSettings(),
    report: ReportSettings = ReportSettings(), couple: Couple = .married,
    assumed: [(key: String, value: String)] = [], warnings: [String] = []
  ) {
    (self.name, self.path, self.text, self.title) = (name, path, text, title)
    (self.asOf, self.currency, self.members) = (asOf, currency, members)
    self.needs = HouseholdNeeds([currency: needs])
    (self.savings, self.strategies, self.law, self.settings) = (savings, strategies, law, settings)
    (self.economy, self.filing, self.events, self.deductions) = (economy, filing, events, deductions)
    (self.postings, self.simulation, self.report) = (postings, simulation, report)
    self.couple = couple
    (self.assumed, self.warnings) = (assumed, warnings)
  }
}
