// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Parameters
import Pensions
import Quantities
import ScenarioFiles
import Strategies
import UnitedStatesRules

/// A country that knows its words and limits and no law, so that reading is tested without any.
struct WordsOnly: PensionSystem {
  var country: Country
  var name: String
  var currency: CurrencyCode
  var filingLead: Int
  var vocabulary: ScenarioVocabulary
  var limits: [Int: ExactDecimal]
  /// From which age, and to which, a survivor chooses.
  var survivorAges: ClosedRange<Int>?
  var parameters = ParameterLibrary()

  static let unitedStates = WordsOnly(
    country: "US", name: "the United States", currency: .usd, filingLead: 4, vocabulary: .unitedStates,
    limits: [1994: 60600, 2000: 76200], survivorAges: 60...67, parameters: filing("us", months: 2))
  static let luxembourg = WordsOnly(
    country: "LU", name: "Luxembourg", currency: .eur, filingLead: 6, vocabulary: .luxembourg, limits: [2016: 115_378],
    parameters: filing("lu", months: 3))

  /// How long a claim on a country's own periods takes, and figures of its changes of law.
  private static func filing(_ code: String, months: Int) -> ParameterLibrary {
    var text = "filing.national.\(code): { title: Time, unit: months, source: made up, values: { 2026: \(months) } }\n"
    let reforms = (code == "us" ? ScenarioVocabulary.unitedStates : .luxembourg).reforms
    for option in reforms.flatMap(\.options) {
      guard let name = option.parameter else { continue }
      func add(_ name: String, _ value: String) {
        text += "\(name): { title: Figure, unit: any, source: made up, values: { 2026: \(value) } }\n"
      }
      switch option.kind {
      case .share: add(name, "0.5")
      case .year: add(name, "1975")
      case .months: add(name, "9")
      case .month: add(name, "2040-01")
      case .weighted:
        add(name, "[6, 12]")
        add(name.replacing(".months", with: ".weights"), "[0.5, 0.5]")
      }
    }
    guard let library = try? ParameterLibrary(files: [("filing.yaml", text)], root: "Tests") else {
      preconditionFailure("the made-up parameters are broken")
    }
    return library
  }

  static let both: [any PensionSystem] = [unitedStates, luxembourg]
  /// All sections of a scenario file.
  static let sections = ScenarioKeys.sections + ScenarioKeys.events(of: both.flatMap(\.reforms))

  var pensionName: String { name }
  var levelNames: [String] { [] }
  func survivorMonths(of survivor: Person) -> SurvivorMonths? {
    survivorAges.map { ages in
      let first = Age(years: ages.lowerBound)
      return SurvivorMonths(
        first: survivor.month(attaining: first), full: survivor.month(attaining: Age(years: ages.upperBound)),
        firstAge: first, article: "art. 2")
    }
  }
  func earningsLimit(in year: Int) -> ExactDecimal? { limits[year] }
  func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage { Coverage(unit: .month) }
  func eligibility(of applicant: Applicant) throws -> Eligibility {
    Eligibility(routes: [], claimable: YearMonth(2026, 11)...YearMonth(2045, 12), fullMonth: YearMonth(2033, 5))
  }
  func entitlementMonth(wanted: YearMonth, filed: YearMonth, applicant: Applicant) throws -> YearMonth {
    if wanted < applicant.asOf || wanted < YearMonth(2027, 1) {
      throw ClaimRefusal(message: "no pension starts in \(wanted)", article: "art. 1", hint: "it starts in 2027-01")
    }
    return wanted
  }
  func award(to applicant: Applicant, from month: YearMonth) throws -> Award {
    Award(
      country: country, currency: currency, from: month, basis: "national", article: "-", firstMonthlyAmount: 0,
      isProjected: false, components: [])
  }
  func deductions(from award: Award, applicant: Applicant) -> [Deduction] { [] }
  func indexer(_ terms: IndexationTerms) throws -> any Indexer {
    BlockwiseIndexer { _ in IndexationPaths(levels: [], firstEntryYear: terms.asOf.year, entry: []) }
  }
  func socialMinimum(
    for household: [Person], asOf: YearMonth, settings: [String: String]
  ) throws -> SocialMinimumAnswer { .none(reason: Remark(key: "no law"), article: Remark(key: "-")) }
}

/// A scenario with a part replaced, for tests of one key.
enum Sample {
  /// The example of the scenario language, with every default that it leaves out.
  static let minimal = """
    title: Analyst, 7 years in New York and 15 in Luxembourg
    as_of: 2026-11                       # valuation month; money in the report is at this month's prices
    currency: EUR                        # what the household spends
    people:
      ana:
        born: 1966-05-14
        sex: female
        citizenship: [US]
        lives: { US: 1990-09..2001-02, LU: 2001-03.. }
        records:
          US:
            earnings:
              1994: 31000
              1995..2000: { amount: 52000, wages_of: 2000 }
          LU:
            periods:
              - { from: 2001-03, to: 2016-02, kind: compulsory, pay: { amount: 4200 EUR, wages_of: 2016 } }
    needs: 2400 EUR
    savings: { EUR: 60000, USD: 40000 }
    strategies:
      - name: everything as soon as possible
        ana: { US: earliest, LU: earliest }
      - name: dollars at full retirement age
        ana: { US: full, LU: { claim: 65, file: 6 months before } }
      - grid: { ana: { US: 62..70 by year, LU: [earliest, 65, 67] } }
    law: current
    economy: default
    simulation: { paths: 20000, seed: 1 }

    """

  static func read(_ text: String) throws -> Scenario {
    try Scenario.read(text: text, path: "Scenarios/ana.yaml", countries: WordsOnly.both)
  }

  /// What the reader says of the sample with `old` replaced; empty when it is content.
  static func messages(replacing old: String, with new: String) -> [String] {
    precondition(minimal.contains(old), "the sample has no '\(old)'")
    return messages(of: minimal.replacing(old, with: new, maxReplacements: 1))
  }

  static func messages(of text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch let errors as ScenarioErrors {
      return errors.errors.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }
}
