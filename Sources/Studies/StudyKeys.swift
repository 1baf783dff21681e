// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import ScenarioFiles

/// Every key that a study file may hold.
public enum StudyKeys {
  public static let sections = [file, careers, draw, leg, posting, correlation, distribution, assumptions, lawEvents]

  static let file = ScenarioSection(
    "",
    [
      .init("title", "what the study is called", example: "Split careers of Americans in Luxembourg", required: true),
      .init(
        "base", "the scenario whose strategies, needs, law and economy every career gets; a path from here",
        example: "base.yaml", required: true),
      .init(
        "careers", "rows of a file, or distributions to draw from", example: "{ file: careers.csv }", required: true),
      .init("paths", "simulated paths of each career", example: "2000"),
      .init("seed", "the seed of the paths and of the drawn careers", example: "1"),
      .init("block", "careers computed and written together", example: "16"),
      .init(
        "naive", "the strategy that the best one is set against; the base's first by default",
        example: "everything at once"),
      .init("assumptions", "assumptions to cross with every career", example: "{ grid: { economy.model: [ou, rw] } }"),
      .init(
        "sensitivity", "shares of the answer's variance, by assumption",
        example: "{ points: 64, vary: { longevity.multiplier: [0.7, 1.1] } }"),
      .init(
        "law_events", "changes of law whose effect on each career is asked about",
        example: "{ events: [trust_fund], careers: 200 }"),
      .init(
        "compare_shares", "shares that circulate, to be shown beside the study's own", example: "{ totalized: 42 % }"),
    ])

  static let careers = ScenarioSection(
    "careers",
    [
      .init("file", "a CSV or JSON Lines file with one career a row; a path from here", example: "careers.csv"),
      .init("draw", "distributions to draw careers from", example: "{ count: 2000, … }"),
    ])

  static let draw = ScenarioSection(
    "careers.draw",
    [
      .init("count", "how many careers", example: "2000", required: true),
      .init("born", "the year of birth", example: "{ uniform: [1960, 1975] }", required: true),
      .init("female", "the share of women", example: "50 %"),
      .init("citizenship", "countries, by two letters", example: "[US]"),
      .init("residence", "where the household lives after the last leg", example: "LU", required: true),
      .init(
        "legs", "the stays in each country, in order", example: "[ { country: US, … }, { country: LU, … } ]",
        required: true),
      .init("age_profile", "a factor on earnings by age, linear in between", example: "{ 20: 0.5, 40: 1.1, 60: 1 }"),
      .init("documents_fail", "the share of careers whose documents fail when periods are totalized", example: "8 %"),
      .init(
        "posting", "a time of work that two countries ask contributions for, and who has a certificate",
        example: "{ leg: LU, other: US, share: 40 %, years: 3, certificate: 85 % }"),
      .init(
        "correlations", "correlations of the normal scores of two variables",
        example: "[ { between: [US.length, LU.length], is: -0.3 } ]"),
    ])

  static let leg = ScenarioSection(
    "careers.draw.legs",
    [
      .init("country", "the country, by two letters", example: "US", required: true),
      .init("unit", "quarter (recorded by year) or month (recorded by period)", example: "quarter", required: true),
      .init("kind", "the kind of period, in the country's words", example: "compulsory"),
      .init("start_age", "the age at the start of the first leg", example: "{ normal: [24, 3], within: [18, 40] }"),
      .init("after_years", "the years since the leg before", example: "{ uniform: [0, 2] }"),
      .init("length", "insured units", example: "{ triangular: [0, 20, 60] }", required: true),
      .init(
        "relative_earnings", "earnings as a multiple of the reference wage", example: "{ lognormal: [1.2, 0.5] }",
        required: true),
      .init(
        "reference_wage", "the wage that 1 means: a year for quarters, a month for months", example: "69846.57",
        required: true),
      .init("reference_year", "the year in whose wages it is stated", example: "2024", required: true),
      .init("gap_share", "the share of the stay that is a gap in its middle", example: "{ uniform: [0, 0.2] }"),
    ])

  static let posting = ScenarioSection(
    "careers.draw.posting",
    [
      .init(
        "leg", "the leg in whose last years it falls, by its country, which covers it", example: "LU", required: true),
      .init("other", "the country that asks for contributions too", example: "US", required: true),
      .init("status", "employee or self-employed", example: "self-employed"),
      .init("share", "the share of careers with such a time", example: "40 %", required: true),
      .init("years", "how long", example: "{ triangular: [0.5, 3, 5] }", required: true),
      .init("certificate", "the share of them with a certificate of coverage", example: "85 %", required: true),
    ])

  static let lawEvents = ScenarioSection(
    "law_events",
    [
      .init(
        "events", "changes of law, by the names of a scenario's events; all by default",
        example: "[wep_reinstatement, trust_fund]"),
      .init("careers", "how many of the study's first careers are asked about", example: "200"),
    ])

  static let correlation = ScenarioSection(
    "careers.draw.correlations",
    [
      .init("between", "two variables", example: "[US.length, LU.length]", required: true),
      .init("is", "the correlation, above -1 and below 1", example: "-0.3", required: true),
    ])

  static let distribution = ScenarioSection(
    "DISTRIBUTION",
    [
      .init("uniform", "low and high end", example: "[0, 2]"),
      .init("triangular", "low end, peak, high end", example: "[0, 20, 60]"),
      .init("normal", "mean and standard deviation", example: "[24, 3]"),
      .init("within", "the ends that a normal distribution is cut to", example: "[18, 40]"),
      .init("lognormal", "median and standard deviation of the logarithm", example: "[1.2, 0.5]"),
      .init("choice", "values with weights", example: "{ 6: 0.5, 12: 0.3, 24: 0.2 }"),
    ])

  static let assumptions = ScenarioSection(
    "assumptions",
    [
      .init("grid", "lists of values, every combination", example: "{ economy.model: [ou_rs, rw] }"),
      .init(
        "latin_hypercube", "ends of intervals, a few points spread evenly",
        example: "{ points: 8, vary: { filing.mean: [7, 14] } }"),
      .init("points", "how many points; for a sensitivity analysis a power of two", example: "8"),
      .init("replicates", "independent repetitions, whose spread is the standard error", example: "16"),
      .init("careers", "how many careers of the study each evaluation averages over", example: "16"),
      .init("paths", "paths of each evaluation", example: "500"),
      .init("vary", "assumptions with the ends of their intervals", example: "{ longevity.multiplier: [0.7, 1.1] }"),
    ])

  // MARK: Rows of careers

  private static let personKeys: [ScenarioKey] = [
    .init("id", "what the tables call the career", example: "a7", required: true),
    .init("born", "the date of birth", example: "1964-05-14", required: true),
    .init("sex", "F or M", example: "F", required: true),
    .init("citizenship", "countries, by two letters", example: "US"),
    .init("residence", "where the household lives after the last stay, by two letters", example: "LU", required: true),
  ]

  private static let stayKeys: [ScenarioKey] = [
    .init("from", "the first month of the stay", example: "1995-01"),
    .init("units", "insured units: quarters, or months where the country counts months", example: "300"),
    .init("pay", "pay a year, or a month where the country counts months", example: "4500"),
    .init("pay_year", "the year in whose wages it is stated", example: "2020"),
    .init("kind", "the kind of period, in the country's words", example: "compulsory"),
  ]

  static let person = ScenarioSection("row", personKeys)

  static let period = ScenarioSection(
    "row.periods",
    [
      .init("from", "the first month", example: "\"1995-01\"", required: true),
      .init("to", "the last month", example: "\"2012-12\"", required: true),
      .init("kind", "the kind of period, in the country's words", example: "\"compulsory\"", required: true),
      .init("pay", "pay a month", example: "4100"),
      .init("pay_year", "the year in whose wages it is stated", example: "2010"),
      .init("income", "income by year, instead of pay", example: "{ \"1995\": 38000 }"),
    ])

  static func stay(_ name: String) -> ScenarioKey? { stayKeys.first { $0.name == name } }

  /// Columns of a CSV file: those of the person, then of each country's stay, its code in lower case first.
  static func columns(of countries: [any PensionSystem]) -> ScenarioSection {
    ScenarioSection(
      "row",
      personKeys
        + countries.flatMap { system in
          stayKeys.map { key in
            ScenarioKey("\(system.country.code.lowercased())_\(key.name)", key.meaning, example: key.example)
          }
        })
  }

  /// Keys of a JSON line: those of the person, and each country's record under its code in lower case.
  static func row(of countries: [any PensionSystem]) -> ScenarioSection {
    ScenarioSection(
      "row",
      personKeys
        + countries.map { system in
          ScenarioKey(
            system.country.code.lowercased(), "the record in \(system.country)", example: "{ … }")
        })
  }
}
