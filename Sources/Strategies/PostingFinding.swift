// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Economy
import Pensions
import Quantities

/// What one posting of a scenario costs in contributions, with and without a certificate of coverage.
public struct PostingFinding: Sendable {
  public var spec: PostingSpec
  /// Where contributions are owed by the agreement: at home for an employee, where they live for the self-employed.
  public var covered: Country
  /// The country that asks too where no certificate shows that.
  public var other: Country
  /// In the currency of `covered`.
  public var currency: CurrencyCode
  public var costs: PostingCosts

  /// - Throws: `ScenarioError` where a country cannot price work; ``ParameterError`` where it has no rates for a year.
  public init(_ spec: PostingSpec, of scenario: Scenario, systems: [any PensionSystem]) throws {
    self.spec = spec
    let person = scenario.members.first { $0.person.id == spec.person }?.person
    // Employees stay in the system of the sending country; the self-employed are covered where they reside.
    let lives = person?.residence(in: spec.from)
    let coveredAtHost = spec.status == .selfEmployed && lives == spec.host
    (covered, other) = coveredAtHost ? (spec.host, spec.home) : (spec.home, spec.host)
    func law(_ country: Country) throws -> any ContributionLaw {
      guard let law = systems.first(where: { $0.country == country }) as? any ContributionLaw else {
        throw ScenarioError(path: scenario.path, message: "the contributions of \(country) are not known here")
      }
      return law
    }
    let (home, host) = (try law(covered), try law(other))
    currency = home.currency
    let rates = try YearlyRates(asOf: scenario.asOf)
    let pay = Dictionary(
      uniqueKeysWithValues: spec.income.map { year, amount in
        (year, amount * rates.price(of: spec.currency, in: home.currency, year: year))
      })
    costs = try PostingCosts(
      pay: pay, status: spec.status == .employee ? .employee : .selfEmployed, home: home, host: host,
      homePerHost: { rates.price(of: host.currency, in: home.currency, year: $0) })
  }

  /// The first year, of the posting's own and later ones, whose contributions both countries can price; nil where none is.
  public static func firstPriced(_ spec: PostingSpec, of scenario: Scenario, systems: [any PensionSystem]) -> Int? {
    guard let pay = spec.income.min(by: { $0.key < $1.key })?.value else { return nil }
    return (spec.from.year...max(spec.from.year, scenario.asOf.year)).first { year in
      var one = spec
      one.income = [year: pay]
      return (try? PostingFinding(one, of: scenario, systems: systems)) != nil
    }
  }
}

/// Dollars for one euro by calendar year, mean of month-ends; the first and the last known year hold beyond them.
struct YearlyRates {
  private var means: [Int: ExactDecimal] = [:]
  private let first: Int
  private let last: Int

  init(asOf: YearMonth) throws {
    let series = try ExchangeRateData.nominal.complete()
    first = series.firstMonth.year
    last = min(series.lastMonth, asOf).year
    for year in first...max(first, last) {
      let months = (1...12).map { YearMonth(year, $0) }.filter { $0 >= series.firstMonth && $0 <= series.lastMonth }
      let logs = months.map { series.levels[$0 - series.firstMonth] }
      let mean = logs.map { exp($0) }.reduce(0, +) / Double(max(1, logs.count))
      means[year] = ExactDecimal(shortest: mean)?.roundedHalfUp(places: 4)
    }
  }

  func usdPerEUR(_ year: Int) -> ExactDecimal { means[min(max(year, first), last)] ?? .one }

  /// Units of `quote` for one of `currency`.
  func price(of currency: CurrencyCode, in quote: CurrencyCode, year: Int) -> ExactDecimal {
    switch (currency, quote) {
    case (.eur, .usd): usdPerEUR(year)
    case (.usd, .eur): .one / usdPerEUR(year)
    default: .one
    }
  }
}
