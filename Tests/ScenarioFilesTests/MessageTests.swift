// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Strategies
import Testing

/// A mistake and the message that it gets, word for word.
struct Mistake: CustomTestStringConvertible, Sendable {
  var old: String
  var new: String
  /// Position, message and hint.
  var expected: [String]
  var testDescription: String { new.isEmpty ? "without \(old)" : new }

  init(_ old: String, _ new: String, _ place: String, _ message: String, _ hint: String?) {
    (self.old, self.new) = (old, new)
    expected = ["Scenarios/ana.yaml:\(place): error: \(message)" + (hint.map { "\n  hint: \($0)" } ?? "")]
  }
}

/// Terminal users read these; a change of words is a change of the product.
@Suite("Scenario files: messages")
struct MessageRegression {
  static let keys: [Mistake] = [
    Mistake(
      "{ claim: 65,", "{ clam: 65,", "24:28", "unknown key 'clam'; did you mean 'claim'?",
      "claim is a month or an age, for example 2031-04 or 65"),
    Mistake(
      "title: An", "titel: An", "1:1", "unknown key 'titel'; did you mean 'title'?",
      "title is what the report is called, for example Analyst, 7 years in New York"),
    Mistake(
      "needs: 2400 EUR", "wishes: none", "18:1", "unknown key 'wishes'",
      "known here: title, as_of, currency, people, married, needs, other_income, objective, savings, strategies, law, settings, filing, "
        + "posting, means_test, longevity, taxes, deductions, events, economy, simulation, report"),
    Mistake(
      "    born: 1966-05-14\n", "", "6:5", "'ana' has no 'born'", "born is the day of birth, for example 1966-05-14"),
    Mistake(
      "as_of: 2026-11                       # v", "# v", "1:1", "the file has no 'as_of'",
      "as_of is the valuation month; money in the report is at its prices, for example 2026-11"),
    Mistake(
      "needs: 2400 EUR", "needs:", "18:1", "'needs' has no value",
      "needs is what the household needs a month, at today's prices: an amount, amounts by currency, or a mapping, for "
        + "example { amount: 2400, from 2040-01: 2100 }"),
    Mistake(
      "strategies:", "title: twice\nstrategies:", "20:1", "'title' is given twice; the first is on line 1",
      "keep one of the two"),
    Mistake(
      "savings: { EUR: 60000", "savings: { EUR: 1, \"EUR\": 60000", "19:20",
      "'EUR' is given twice; the first is on line 19", "keep one of the two"),
    Mistake(
      "title: An", "title: &x An", "1:8", "anchors and aliases are not allowed",
      "write the value out where it is used"),
    Mistake(
      "citizenship: [US]", "citizenship: !!seq [US]", "8:18", "tags are not allowed",
      "leave '!…' out; each key knows what kind of value it holds"),
    Mistake(
      "    sex: female", "\tsex: female", "7:1",
      "the file is not YAML here: found a tab character that violates indentation",
      "indent with spaces, and put text that begins with a special character in quotes"),
  ]

  static let values: [Mistake] = [
    Mistake(
      "as_of: 2026-11", "as_of: 2026-13", "2:8", "month '2026-13' does not exist",
      "months run from 01 to 12, for example 2026-12"),
    Mistake(
      "as_of: 2026-11", "as_of: 2026-11-01", "2:8", "'as_of' is the day '2026-11-01'; a month is wanted",
      "leave the day out: 2026-11"),
    Mistake(
      "as_of: 2026-11", "as_of: november", "2:8", "'as_of' is 'november', which is not a month",
      "a month is YYYY-MM, for example 2026-11"),
    Mistake(
      "born: 1966-05-14", "born: 1966-02-30", "6:11", "day '1966-02-30' does not exist",
      "a day is YYYY-MM-DD, for example 1966-05-14"),
    Mistake("sex: female", "sex: femal", "7:10", "'sex' is 'femal'; did you mean 'female'?", "one of female, male"),
    Mistake(
      "[US]", "[UK]", "8:19", "unknown country 'UK' in 'citizenship'; did you mean 'GB'?",
      "countries are two capital letters (ISO 3166), for example US, LU, FR"),
    Mistake(
      "LU: 2001-03.. }", "LU: 2001-02.. }", "9:40", "ana lives in US and in LU in 2001-02",
      "residence is where a person lives most of the month; end the first span the month before"),
    Mistake(
      "needs: 2400 EUR", "needs: 2400 USD", "18:8", "'needs' is in USD; it is counted in EUR",
      "money is a plain number, then the currency if you like: 2400 EUR"),
    Mistake(
      "1994: 31000", "1894: 31000", "13:11", "'earnings' has the year 1894, which is out of range",
      "years run from 1900 to 2200"),
    Mistake(
      "1994: 31000", "94: 31000", "13:11", "'earnings' is '94', which is not a year",
      "a year has four digits, for example 1994"),
    Mistake(
      "{ amount: 4200 EUR, wages_of: 2016 }", "4200 USD", "17:66", "'pay' is in USD; it is counted in EUR",
      "money is a plain number, then the currency if you like: 2400 EUR"),
    Mistake(
      "      US:\n        earn",
      "      FR: { periods: [ { from: 1987-11, to: 1988-02, kind: compulsory } ] }\n      US:\n        earn",
      "11:54", "'kind' says nothing here: the law of 'FR' is not known",
      "a period there has 'from' and 'to' alone; it counts towards rights elsewhere"),
    Mistake(
      "law: current", "settings: { LU: { thresholdCut: x } }", "26:33", "unknown value of 'thresholdCut': 'x'",
      "known: sum, parts"),
    Mistake(
      "law: current", "means_test: { wealth: excluded above 24806 }", "26:23",
      "'wealth' asks for an amount with its currency behind 'excluded above', not '24806'",
      "annuity, ignored, or excluded above and an amount, for example excluded above 24806 EUR"),
    Mistake("currency: EUR", "currency: GBP", "3:11", "unknown currency 'GBP'", "known: EUR, USD"),
    Mistake(
      "paths: 20000", "paths: lots", "28:22", "'paths' is 'lots', which is no whole number in range",
      "a whole number from 1 to 100000000"),
    Mistake(
      "economy: default", "economy: ou_sr", "27:10", "unknown exchange-rate model 'ou_sr'; did you mean 'ou_rs'?",
      "known: default, rw, gbm, ou, student_t, ou_t, merton, rs2, rs2_common_mean, ou_rs, garch, garch_t, ou_garch, "
        + "bootstrap"),
    Mistake(
      "economy: default", "economy: { model: ou, parameters: { kapa: 0.2 } }", "27:37",
      "unknown parameter of 'ou': 'kapa'; did you mean 'kappa'?", "known are kappa, theta, sigma, q0, theta_sd"),
    Mistake(
      "economy: default", "economy: { macro: { pi_us.mean: 3 %, w_us.slope.w_us_1: 1.5 } }", "27:38",
      "w_us.slope.w_us_1 is 1.5, but the series is stable only between -1 and 1", nil),
    Mistake(
      "law: current", "law: reinstatd", "26:6", "unknown law regime 'reinstatd'; did you mean 'reinstated'?",
      "known: current, luxembourg-2012, moderator-half, moderator-none, index-delayed, historical, reinstated, article; or your own under 'regimes'"
    ),
    Mistake(
      "law: current", "law: { mix: { current: 0.5 } }", "26:13", "the weights of 'mix' add up to 0.5, not 1",
      "mix: { current: 0.8, reinstated: 0.2 }"),
  ]

  static let records: [Mistake] = [
    Mistake(
      "1994: 31000", "1994: -31000", "13:17", "'earnings of 1994' is negative: -31000", "write 0, or leave it out"),
    Mistake(
      "1994: 31000", "1994: 31,000", "13:17", "'earnings of 1994' is '31,000', which can be read as 31000 or as 31",
      "write 31000, or 31.00"),
    Mistake(
      "1994: 31000", "1994: 34.120,55", "13:17",
      "'earnings of 1994' is '34.120,55', which is not an amount of money",
      "write 34120.55: nothing between thousands, cents after a point"),
    Mistake(
      "1994: 31000", "1994: 34'120.55 USD", "13:17",
      "'earnings of 1994' is '34'120.55 USD', which is not an amount of money",
      "write 34120.55: nothing between thousands, cents after a point"),
    Mistake(
      "1994: 31000", "1994: -1", "13:17", "'earnings of 1994' is negative: -1",
      "-1 on a statement means not recorded yet: leave it out; 0 would say that there was nothing"),
    Mistake(
      "needs: 2400 EUR", "needs: 2.400 EUR", "18:8", "'needs' is '2.400 EUR', which can be read as 2400 or as 2.4",
      "write 2400, or 2.40"),
    Mistake(
      "needs: 2400 EUR", "needs: { amount: 2400, form 2040-01: 2100 }", "18:24",
      "unknown key of 'needs' 'form 2040-01'", "known: amount, alone, from YYYY-MM"),
    Mistake(
      "needs: 2400 EUR", "needs: { amount: 2400, from 2026-11: 2100 }", "18:24",
      "needs from 2026-11 are not after the valuation month 2026-11",
      "the first need is 'amount'; what follows starts later, for example from 2040-01: 2100"),
    Mistake(
      "needs: 2400 EUR", "needs: { amount: 2400, from 2040-01: 2100, from 2040-1: 2000 }", "18:44",
      "'from' is '2040-1', which is not a month", "a month is YYYY-MM, for example 2026-11"),
    Mistake(
      "needs: 2400 EUR", "needs: { amount: 2400, alone: 70 % }", "18:24",
      "'alone' is what one of two people needs, and the file names one person",
      "leave it out, or name the other one under people"),
    Mistake(
      "economy: default", "economy: { usd_per_eur: 0 }", "27:25", "'usd_per_eur' is 0, which is out of range",
      "a plain number from 0.0001 to 10000"),
    Mistake(
      "economy: default", "economy: { usd_per_euro: 1.17 }", "27:12",
      "unknown key of 'economy' 'usd_per_euro'; did you mean 'usd_per_eur'?",
      "known: usd_per_eur, model, parameters, parameter_uncertainty, macro, coupling, cap, path"),
    Mistake(
      "economy: default", "economy: { usd_per_chf: 1.1 }", "27:12",
      "unknown exchange rate 'usd_per_chf'; did you mean 'usd_per_eur'?", "known are usd_per_eur"),
    Mistake(
      "economy: default", "economy: { usd_per_eur: 1.17, eur_per_usd: 0.85 }", "27:12",
      "'usd_per_eur' and 'eur_per_usd' are stated both", "keep one of them"),
    Mistake(
      "economy: default", "economy: { usd_per_eur: 1.17, parameters: { q0: 0.1 } }", "27:12",
      "'usd_per_eur' and 'q0' both say where the exchange rate starts", "keep one of them"),
    Mistake(
      "savings: { EUR: 60000", "savings: { EUR: 60.000", "19:17",
      "'savings' is '60.000', which can be read as 60000 or as 60", "write 60000, or 60.00"),
    Mistake(
      "1994: 31000", "1995: 31000", "14:11", "earnings of 1995 are given twice; the first is on line 13",
      "keep one of the two"),
    Mistake(
      "      US:\n        earnings", "      DE:\n        earnings", "12:9",
      "the law of 'DE' is not known here; ana's record in DE can only say its periods",
      "periods: [ { from: 1992-01, to: 1995-12 } ]; they count towards rights elsewhere"),
    Mistake(
      ", pay: { amount: 4200 EUR, wages_of: 2016 }", "", "17:13", "compulsory months without income in 2001 to 2016",
      "add pay: { amount: 4200 EUR, wages_of: 2016 } for pay a month, or income: { 2001: 38000 } for the year"),
    Mistake(
      "kind: compulsory", "kind: compulsry", "17:49",
      "unknown kind of period 'compulsry'; did you mean 'compulsory'?",
      "known: compulsory, baby years, babyYears, voluntary, purchased, complementary, study, raisingChildren"),
    Mistake(
      "kind: compulsory", "kind: complementary", "17:64", "a complementary period has no pay",
      "complementary: study, raising a child, time without contributions (CSS 172)"),
    Mistake(
      "to: 2016-02", "to: 2000-02", "17:30", "the period ends in 2000-02, before it starts in 2001-03",
      "the earlier month comes first"),
    Mistake(
      "wages_of: 2016 } }",
      "wages_of: 2016 } }\n          - { from: 2016-02, to: 2016-12, kind: voluntary, pay: 2000 }",
      "18:13", "the period from 2016-02 overlaps the one from 2001-03 on line 17",
      "a month counts once, however many jobs; end one the month before, and add the pay together"),
  ]

  static let work: [Mistake] = [
    Mistake(
      "sex: female", "sex: female\n    work_abroad: { 2027-01..2029-06: 800 h }", "8:38",
      "800 hours of work in a month of 2027-01..2029-06; a month has at most 744",
      "write the hours of one month, for example 160 h"),
    Mistake(
      "sex: female", "sex: female\n    work_abroad: { 2027-01..2029-06: many }", "8:38",
      "hours of 2027-01..2029-06 are 'many', which is no number of hours",
      "hours a month are a whole number and h, for example 40 h"),
    Mistake(
      "sex: female", "sex: female\n    work_abroad: { 2027-01..: 40 h, 2028-01: 20 h }", "8:37",
      "hours of 2028-01 are stated twice in 'work_abroad'", "end the earlier span the month before"),
    Mistake(
      "sex: female", "sex: female\n    foreign_work: sometimes", "8:19",
      "'foreign_work' is 'sometimes', which is not known", "from record, none, or through a month: through 2030-02"),
    Mistake(
      "sex: female", "sex: female\n    work_abroad: { 2027-01: 40 h }\n    foreign_work: none", "9:5",
      "'foreign_work' says that ana does not work abroad, and 'work_abroad' states 40 hours from 2027-01 on",
      "keep one of the two"),
    Mistake(
      "sex: female", "sex: female\n    work: { until: 2015-06 }", "8:13",
      "ana works until 2015-06, and the record in LU states work to 2016-02",
      "end the record in 2015-06, or write work: { until: 2016-02 }"),
    Mistake(
      "sex: female", "sex: female\n    work: { until: 2016-02, net: 3000 EUR }", "8:29",
      "ana earns nothing after the valuation month 2026-11: work ends in 2016-02",
      "leave 'net' out, or write a later month: work: { until: 2027-11, net: 3000 EUR }"),
    Mistake(
      "sex: female", "sex: female\n    work: { until: 2030-02, brutto: 3000 EUR }", "8:29", "unknown key 'brutto'",
      "known here: until, net"),
    Mistake(
      "sex: female", "sex: female\n    work: { net: 3000 CHF }", "8:18", "unknown currency 'CHF'", "known: EUR, USD"),
    Mistake(
      "sex: female", "sex: female\n    work: {}", "8:11", "'work' says nothing",
      "work is until when the person works, and what is left of the pay; without it the records say, for example { until: 2031-05, net: 4800 }"
    ),
  ]

  static let strategies: [Mistake] = [
    Mistake(
      "US: earliest, LU: earliest", "US: 62:30, LU: earliest", "22:16", "'62:30' is no age, month or word for a claim",
      "a claim is earliest, full, latest, never, an age (62y6m) or a month (2031-04)"),
    Mistake(
      "US: earliest, LU: earliest", "US: earliest", "22:5", "the strategy does not say when ana claims in LU",
      "add LU: earliest, or LU: never"),
    Mistake(
      "ana: { US: earliest", "anna: { US: earliest", "22:5", "unknown person 'anna'; did you mean 'ana'?",
      "people of this scenario: ana"),
    Mistake(
      "    ana: { US: earliest, LU: earliest }\n", "", "21:5", "the strategy does not name ana",
      "a strategy says for everybody when to claim; add ana: { LU: earliest, US: earliest }"),
    Mistake(
      "6 months before", "7 months before", "24:45",
      "filing 7 months before the claim is too early; Luxembourg allows 6",
      "write 6 months before, or as early as allowed"),
    Mistake(
      "62..70 by year", "62..70", "25:24", "the range '62..70' has no step",
      "a range is 62..70 by year, 62..64 by month or 2028-01..2030-12 by 3 months"),
    Mistake("[earliest, 65, 67]", "[65, 65]", "25:44", "'65' stands twice in the list", "keep one of the two"),
    Mistake(
      "US: full,", "US: 62..65 by year,", "24:16",
      "a named strategy has one claim, not the range '62..65 by year'", "a range belongs in a grid"),
    Mistake(
      "US: 62..70 by year", "US: 2026-12..2099-12 by month", "25:5",
      "the grid has more than 2500 combinations", "take larger steps, or let 'retiresim search' try every month"),
    Mistake(
      "dollars at full retirement age", "everything as soon as possible", "23:5",
      "two strategies are called 'everything as soon as possible'; the first is on line 21",
      "give each a name of its own"),
  ]

  static let runs = [
    Mistake(
      "paths: 20000,", "paths: 16384, sobol_years: 37,", "28:42",
      "Sobol points have at most 40 dimensions: 36 years of the exchange rate beside two lifetimes, half-life and mean",
      "write 36 or less; later years are drawn as ever"),
    Mistake(
      "paths: 20000,", "paths: 1000, sobol_years: 30,", "28:22",
      "Sobol points come in 16 copies, so paths are a multiple of 16, not 1000", "write 16384"),
    Mistake(
      "paths: 20000,", "paths: 2048, antithetic: yes, sobol_years: 30,", "28:58",
      "paths are mirrored or take Sobol points, not both", "leave out 'antithetic' or 'sobol_years'"),
  ]

  @Test(
    "a mistake gets one clear message",
    arguments: keys + work + incomes + taxes + pensions + values + records + strategies + runs)
  func message(_ mistake: Mistake) {
    #expect(Sample.minimal.contains(mistake.old))
    #expect(Sample.messages(replacing: mistake.old, with: mistake.new) == mistake.expected)
  }

  @Test("what is doubtful but possible is a warning at its place")
  func warnings() throws {
    func warnings(_ old: String, _ new: String) throws -> [String] {
      try Sample.read(Sample.minimal.replacing(old, with: new)).warnings
    }
    #expect(
      try warnings("1994: 31000", "1994: 90000") == [
        """
        Scenarios/ana.yaml:13:17: warning: earnings of 1994, 90000 USD, are above the wage base of 60600 USD
          hint: they are capped; only the wage base counts
        """
      ])
    #expect(
      try warnings("amount: 4200 EUR", "amount: 12000 EUR") == [
        "Scenarios/ana.yaml:17:66: warning: pay of 12000 EUR a month in 2016 is above the yearly ceiling of 115378 EUR\n"
          + "  hint: it is capped; only the yearly ceiling counts"
      ])
    #expect(
      try warnings("amount: 4200 EUR", "amount: 42000 EUR") == [
        "Scenarios/ana.yaml:17:66: warning: pay of 42000 EUR a month looks like a year's\n"
          + "  hint: 'pay' is a month's: write 3500, or give years by income: { YEAR: 42000 }"
      ])
    #expect(
      try warnings("LU: 2001-03.. }", "LU: 2003-03.. }") == [
        "Scenarios/ana.yaml:9:40: warning: where ana lived from 2001-03 to 2003-02 is not said; "
          + "no country counts those months as residence\n"
          + "  hint: let LU begin in 2001-03, or name the country in between"
      ])
    #expect(
      try warnings("1994: 31000", "1974: 31000") == [
        "Scenarios/ana.yaml:13:11: warning: earnings of 1974: ana is 8 then\n  hint: check the year, and the day of birth"
      ])
    #expect(
      try warnings("1994: 31000", "2090: 31000") == [
        "Scenarios/ana.yaml:13:11: warning: earnings of 2090: ana is 124 then\n  hint: check the year, and the day of birth"
      ])
    #expect(
      try warnings("LU: 2001-03.. }", "LU: 2001-03..2016-02 }") == [
        """
        Scenarios/ana.yaml:9:40: warning: where ana lives after 2016-02 is not said; taken as LU, open-ended
          hint: write LU: 2001-03..
        """
      ])
  }

  @Test("every mistake of a file is found in one pass, in the order of the file")
  func onePass() {
    let text = Sample.minimal
      .replacing("as_of: 2026-11", with: "as_of: 2026-13")
      .replacing("sex: female", with: "sex: F\n    sex: female\n    sex: male")
      .replacing("1994: 31000", with: "1994: -1")
      .replacing("law: current", with: "lwa: current")
      .replacing("savings: {", with: "savings: { EUR: 1, USD: 1,")
    #expect(
      Sample.messages(of: text).map { $0.split(separator: "\n")[0] } == [
        "Scenarios/ana.yaml:2:8: error: month '2026-13' does not exist",
        "Scenarios/ana.yaml:7:10: error: 'sex' is 'F', which is not known",
        "Scenarios/ana.yaml:8:5: error: 'sex' is given twice; the first is on line 7",
        "Scenarios/ana.yaml:9:5: error: 'sex' is given twice; the first is on line 7",
        "Scenarios/ana.yaml:15:17: error: 'earnings of 1994' is negative: -1",
        "Scenarios/ana.yaml:21:28: error: 'EUR' is given twice; the first is on line 21",
        "Scenarios/ana.yaml:21:40: error: 'USD' is given twice; the first is on line 21",
        "Scenarios/ana.yaml:28:1: error: unknown key 'lwa'; did you mean 'law'?",
      ])
  }

  @Test("a refusal of the law is reported at the strategy's line")
  func refusal() throws {
    let strategy = try Sample.read(Sample.minimal).strategies[1]
    let refusal = ClaimRefusal(
      message: "no pension starts in 2027-01", article: "CSS 183", hint: "the first month is 2031-05")
    let error = ScenarioError(
      refusal, strategy: strategy, person: "ana", country: "LU", path: "Scenarios/ana.yaml")
    #expect(
      error.description == """
        Scenarios/ana.yaml:23:5: error: strategy 'dollars at full retirement age', ana in LU: \
        no pension starts in 2027-01 (CSS 183)
          hint: the first month is 2031-05
        """)
    #expect(error.exitCode == 65)
  }
}
