// SPDX-License-Identifier: GPL-3.0-or-later

/// One key of a scenario file.
public struct ScenarioKey: Hashable, Sendable {
  public let name: String
  /// One line, as hints and the schema say it.
  public let meaning: String
  /// A value that is allowed.
  public let example: String
  public let isRequired: Bool

  package init(_ name: String, _ meaning: String, example: String, required: Bool = false) {
    (self.name, self.meaning, self.example, isRequired) = (name, meaning, example, required)
  }

  /// What a message says of the key.
  var hint: String { "\(name) is \(meaning), for example \(example)" }
}

/// The keys that one mapping of a scenario file may hold.
public struct ScenarioSection: Hashable, Sendable {
  /// Where the mapping stands: `simulation`, `people.PERSON`; empty for the file itself.
  public let path: String
  public let keys: [ScenarioKey]

  package init(_ path: String, _ keys: [ScenarioKey]) { (self.path, self.keys) = (path, keys) }

  func key(_ name: String) -> ScenarioKey? { keys.first { $0.name == name } }
}

/// Every key that the reader knows, in the order in which a file states them.
///
/// The JSON schema and the documentation of scenario files are tested against this list, both ways. The keys of a
/// record, of settings and of changes of law come from the countries (``Pensions/ScenarioVocabulary``, ``events(of:)``).
public enum ScenarioKeys {
  public static let sections = [
    file, person, widowed, divorced, formerPension, work, pension, record, stated, amount, period, coverage, needs,
    otherIncome, longevity, couple, strategy, wishes, buys, grid,
    claim,
    law,
    filing,
    duration,
    trend,
    posting,
    economy, simulation, report,
  ]

  static let file = ScenarioSection(
    "",
    [
      .init("title", "what the report is called", example: "Analyst, 7 years in New York", required: true),
      .init("as_of", "the valuation month; money in the report is at its prices", example: "2026-11", required: true),
      .init("currency", "the currency that the household spends", example: "EUR", required: true),
      .init("people", "one person or a couple, by name", example: "{ ana: { … } }", required: true),
      .init(
        "married", "whether a couple is married or in a registered partnership, or since which day",
        example: "1995-06-17"),
      .init(
        "needs", "what the household needs a month, at today's prices: an amount, amounts by currency, or a mapping",
        example: "{ amount: 2400, from 2040-01: 2100 }"),
      .init(
        "other_income", "income beside pensions and work, a list",
        example: "[ { who: ana, kind: rent, amount: 400, from: 2030-01 } ]"),
      .init(
        "objective", "what the household is after where a need is stated: money, need or both", example: "both"),
      .init("savings", "money put aside, by currency", example: "{ EUR: 60000, USD: 40000 }"),
      .init(
        "strategies", "when to claim what: a list to compare", example: "[ { name: …, ana: { US: 67, LU: 65 } } ]",
        required: true),
      .init("law", "the law that holds: a regime's name, or a mix", example: "current"),
      .init(
        "settings", "readings of the law that differ from the defaults, by country",
        example: "{ LU: { foreignTimeInThreshold: no } }"),
      .init("filing", "how long institutions take from a claim to the first payment", example: "{ pre_verified: yes }"),
      .init(
        "posting", "times of work abroad for a business at home", example: "[ { person: paul, certificate: no, … } ]"),
      .init("means_test", "how means-tested income counts pensions, or none", example: "none"),
      .init("longevity", "the life table of everybody who states none", example: "{ multiplier: 0.9 }"),
      .init(
        "taxes", "what is taken: full, income tax of each year too; withholding, at source alone; or none",
        example: "full"),
      .init("deductions", "the older name of taxes: withholding or none", example: "withholding"),
      .init("events", "changes of law that may come; none happens unless stated", example: "{ trust_fund: payable }"),
      .init("economy", "the exchange-rate model, or a mapping with its parameters", example: "default"),
      .init("simulation", "how many paths, from which seed", example: "{ paths: 20000, seed: 1 }"),
      .init("report", "language and paper of the report", example: "{ language: en }"),
    ])

  static let person = ScenarioSection(
    "people.PERSON",
    [
      .init("born", "the day of birth", example: "1966-05-14", required: true),
      .init("sex", "female or male, for the life table", example: "female", required: true),
      .init("citizenship", "countries, by two letters", example: "[US, LU]"),
      .init(
        "lives", "where the person lives and lived, by country", example: "{ US: 1990-09..2001-02, LU: 2001-03.. }",
        required: true),
      .init(
        "records", "insurance records, by country", example: "{ US: { earnings: { 1994: 31000 } } }", required: true),
      .init("longevity", "the person's own life table", example: "{ multiplier: 0.9 }"),
      .init(
        "work", "until when the person works, and what is left of the pay; without it the records say",
        example: "{ until: 2031-05, net: 4800 }"),
      .init(
        "pensions", "pensions in payment or promised, by country, beside or instead of a record",
        example: "{ FR: { from: 2032-03, amount: 553 } }"),
      .init(
        "work_abroad", "hours of work a month outside the country that pays, by months, where records do not tell them",
        example: "{ 2027-01..2029-06: 40 h }"),
      .init(
        "foreign_work", "which work abroad counts: from record, none, or through a month",
        example: "through 2030-02"),
      .init(
        "medicare", "a health premium that is taken from payments: part B for the published one, or an amount a month",
        example: "part B"),
      .init(
        "widowed", "a marriage that a death has ended, or a list of them",
        example: "{ died: 2024-05, born: 1962-03-02, married: 1990-06, records: { … } }"),
      .init(
        "divorced", "a marriage that a divorce has ended, or a list of them",
        example: "[ { born: 1961-04-09, married: 1985-01, divorced: 1997-02, records: { … } } ]"),
      .init(
        "died", "the day or month of death of somebody who is named as the late spouse of the other person",
        example: "2025-04-17"),
    ])

  static let record = ScenarioSection(
    "people.PERSON.records.COUNTRY",
    [
      .init(
        "earnings", "covered earnings by year, in the country's currency",
        example: "{ 1994: 31000, 1995..2000: { amount: 52000, wages_of: 2000 } }"),
      .init("income", "insured income by year, in the country's currency", example: "{ 2001: 38000 }"),
      .init("quarters", "quarters of coverage where amounts cannot tell", example: "{ 1977: 3 }"),
      .init(
        "pia", "the primary insurance amount that a statement gives, in place of all earnings",
        example: "{ amount: 2175 USD, as_of: 2026-05 }"),
      .init(
        "periods", "insured periods, a list",
        example: "[ { from: 2001-03, to: 2016-02, kind: compulsory, pay: 4200 EUR } ]"),
    ])

  static let stated = ScenarioSection(
    "people.PERSON.records.COUNTRY.pia",
    [
      .init("amount", "money a month in the country's currency", example: "2175 USD", required: true),
      .init("as_of", "the month that it is stated for; without it the valuation month", example: "2026-05"),
    ])

  static let amount = ScenarioSection(
    "AMOUNT",
    [
      .init("amount", "money in the country's currency", example: "52000", required: true),
      .init(
        "wages_of", "the year in whose wages the amount is stated; it is scaled to each year by the average wage",
        example: "2000"),
    ])

  static let period = ScenarioSection(
    "people.PERSON.records.COUNTRY.periods",
    [
      .init("from", "the first month", example: "2001-03", required: true),
      .init("to", "the last month, included", example: "2016-02", required: true),
      .init("kind", "the kind of insurance", example: "compulsory", required: true),
      .init("pay", "pay a month", example: "{ amount: 4200 EUR, wages_of: 2016 }"),
      .init("income", "income by year, instead of pay", example: "{ 2001: 38000 }"),
    ])

  /// Periods in a country whose law is not known.
  static let coverage = ScenarioSection(
    "people.PERSON.records.OTHER.periods",
    [
      .init("from", "the first month", example: "1992-01", required: true),
      .init("to", "the last month, included", example: "1995-12", required: true),
    ])

  /// Beside these keys, `from YYYY-MM` holds an amount from that month on.
  static let needs = ScenarioSection(
    "needs",
    [
      .init("amount", "money a month at today's prices, or money by currency", example: "2400", required: true),
      .init("alone", "the share of it that one of two people needs after the other's death", example: "70 %"),
    ])

  static let longevity = ScenarioSection(
    "longevity",
    [
      .init("table", "the country whose life table is used", example: "LU"),
      .init("multiplier", "a factor on every death rate", example: "0.9"),
      .init("age_at_death", "a certain age at death, to look at one course of life", example: "88y6m"),
      .init(
        "couple", "how the lifetimes of a couple hang together, for the household: independent, frank or gaussian",
        example: "{ copula: frank, kendall_tau: 0.15 }"),
    ])

  static let couple = ScenarioSection(
    "longevity.couple",
    [
      .init("copula", "frank or gaussian", example: "frank", required: true),
      .init("kendall_tau", "the rank correlation of the two lifetimes, from 0 to 0.95", example: "0.15"),
    ])

  static let strategy = ScenarioSection(
    "strategies",
    [.init("name", "what the report calls the strategy", example: "everything as soon as possible", required: true)])

  static let grid = ScenarioSection(
    "strategies.GRID",
    [
      .init(
        "grid", "every combination of the claims listed, by person and country",
        example: "{ ana: { US: 62..70 by year, LU: [earliest, 65] } }", required: true),
      .init("name", "what stands before the names of the combinations", example: "late filing"),
    ])

  /// Beside the countries in which the person claims.
  static let wishes = ScenarioSection(
    "strategies.PERSON",
    [
      .init(
        "survivor",
        "when a survivor's pension starts, by country: best, at once, an age or a month; without it the best month by the survivor's own lifetime",
        example: "{ US: best }"),
      .init("work", "when work ends; as the person's record and 'work' say without it", example: "until 63"),
      .init(
        "buys", "insured months that the person buys, by country; their price leaves the household's income",
        example: "{ LU: { kind: voluntary, months: 2027-01..2027-12, base: minimum } }"),
    ])

  static let buys = ScenarioSection(
    "strategies.PERSON.buys.COUNTRY",
    [
      .init("kind", "the kind of period, in the country's words", example: "voluntary", required: true),
      .init("months", "which months", example: "2027-01..2027-12", required: true),
      .init("base", "pay a month that they are insured on, or the least", example: "minimum"),
    ])

  static let claim = ScenarioSection(
    "strategies.PERSON.COUNTRY",
    [
      .init("claim", "a month or an age", example: "2031-04 or 65", required: true),
      .init("file", "when the claim is filed", example: "6 months before"),
    ])

  static let law = ScenarioSection(
    "law",
    [
      .init("base", "the regime that holds", example: "current"),
      .init("mix", "regimes with weights that add up to 1", example: "{ current: 0.8, reinstated: 0.2 }"),
      .init("beside", "regimes that the report sets beside, each alone", example: "[reinstated, article]"),
      .init(
        "regimes", "regimes of your own: a name and its settings",
        example: "{ wep back in 2030: { wep: reinstated, wep.from: 2030-01 } }"),
    ])

  static let filing = ScenarioSection(
    "filing",
    [
      .init(
        "totalized", "how long a claim takes that counts periods of both countries",
        example: "{ distribution: triangular, low: 7, mode: 9, high: 14 }"),
      .init(
        "national", "how long a claim on one country's own periods takes, by country",
        example: "{ US: 2 months, LU: 3 months }"),
      .init(
        "trend", "a linear change of the mean between two months",
        example: "{ from: 2027-01, to: 2032-12, mean: 9 months }"),
      .init("documents", "usual, in order (nothing is asked for again) or missing", example: "in order"),
      .init("document_failure", "the chance that documents are asked for again", example: "8 %"),
      .init("rework", "how much longer that takes", example: "{ distribution: gamma, shape: 4, mean: 3 }"),
      .init("denial", "the chance of a first refusal on a technical ground", example: "15 %"),
      .init("appeal", "how much longer that takes", example: "{ distribution: gamma, shape: 4, mean: 6 }"),
      .init("pre_verified", "whether the record was verified at 55", example: "yes"),
      .init("wrong_agency_first", "time lost because the claim went to the wrong agency first", example: "3 months"),
    ])

  static let duration = ScenarioSection(
    "DURATION",
    [
      .init("distribution", "gamma, triangular or fixed", example: "gamma", required: true),
      .init("shape", "the gamma distribution's shape", example: "22.95"),
      .init("mean", "the gamma distribution's mean in months", example: "10.247"),
      .init("low", "the triangle's lower end in months", example: "7"),
      .init("mode", "the triangle's peak in months", example: "9"),
      .init("high", "the triangle's upper end in months", example: "14"),
      .init("months", "the fixed length in months", example: "10"),
    ])

  static let trend = ScenarioSection(
    "filing.trend",
    [
      .init("from", "the month in which the mean begins to move", example: "2027-01", required: true),
      .init("to", "the month in which it has arrived", example: "2032-12", required: true),
      .init("mean", "where it arrives", example: "9 months"),
    ])

  static let posting = ScenarioSection(
    "posting",
    [
      .init("person", "who worked", example: "paul", required: true),
      .init("home", "the country of the business", example: "US", required: true),
      .init("host", "the country of the work", example: "LU", required: true),
      .init("from", "the first month", example: "2019-01", required: true),
      .init("to", "the last month, included", example: "2022-12", required: true),
      .init("status", "employee or self-employed", example: "self-employed"),
      .init("certificate", "whether there was a certificate of coverage", example: "no", required: true),
      .init("income", "income from the work by year", example: "{ 2019: 95000 }", required: true),
      .init("currency", "the currency of the income", example: "EUR"),
    ])

  static let economy = ScenarioSection(
    "economy",
    [
      .init("usd_per_eur", "today's exchange rate, in place of the last one published", example: "1.17"),
      .init("model", "the exchange-rate model", example: "ou_rs"),
      .init("parameters", "parameters of the model that replace the defaults", example: "{ kappa: 0.16, theta: 0.21 }"),
      .init("parameter_uncertainty", "whether half-life and mean are drawn once a path", example: "yes"),
      .init(
        "macro", "means and volatilities of prices, wages and rates that replace the defaults",
        example: "{ pi_us.mean: 3 % }"),
      .init("coupling", "correlation of exchange-rate shocks with each macro series", example: "{ pi_lu: -0.3 }"),
      .init(
        "cap", "the largest distance of the log real rate from today's, where a model has no mean without",
        example: "1.5"),
      .init(
        "path", "a shift of the log real exchange rate by months after as_of, as a stress",
        example: "{ 12: 0, 60: -0.3 }"),
    ])

  static let simulation = ScenarioSection(
    "simulation",
    [
      .init("paths", "how many paths are drawn", example: "20000"),
      .init("seed", "where the random numbers start", example: "1"),
      .init("threads", "how many threads; results do not depend on it", example: "2"),
      .init("antithetic", "whether paths are drawn in mirrored pairs", example: "no"),
      .init(
        "sobol_years",
        "years of the exchange rate that take Sobol points, with lifetimes, half-life and mean; at most 36",
        example: "30"),
      .init("until_decided", "whether to stop as soon as the ranking is settled", example: "no"),
      .init("last_age", "the last age simulated", example: "110"),
      .init("discount_rate", "the real discount rate a year for lifetime values", example: "1 %"),
    ])

  static let report = ScenarioSection(
    "report",
    [
      .init("language", "en, fr or de", example: "en"),
      .init("page_size", "A4 or letter", example: "A4"),
    ])
}
