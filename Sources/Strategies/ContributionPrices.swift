// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What is paid twice without a certificate of coverage, in a household's currency: the rates of exchange are looked up once.
public struct ContributionPrices: Sendable {
  private let rates: YearlyRates
  private let systems: [any PensionSystem]
  private let currency: CurrencyCode

  /// - Parameter asOf: exchange rates after this month are not used.
  /// - Throws: what the exchange rate's data refuses.
  public init(asOf: YearMonth, currency: CurrencyCode, systems: [any PensionSystem]) throws {
    rates = try YearlyRates(asOf: asOf)
    (self.systems, self.currency) = (systems, currency)
  }

  /// Contributions that `other` asks for on pay for which `covered` is owed, by the law and the exchange rate of a year.
  ///
  /// - Parameter pay: of the year, in the currency of `covered`.
  /// - Returns: parts of the worker and of the employer, in the household's currency.
  /// - Throws: ``ScenarioError`` where a country has no contributions here; ``ParameterError`` where a rate is not known.
  public func paidTwice(
    pay: ExactDecimal, status: WorkStatus, covered: Country, other: Country, year: Int
  ) throws -> (worker: ExactDecimal, employer: ExactDecimal) {
    func law(_ country: Country) throws -> any ContributionLaw {
      guard let law = systems.first(where: { $0.country == country }) as? any ContributionLaw else {
        throw ScenarioError(path: "posting", message: "the contributions of \(country) are not known here")
      }
      return law
    }
    let (home, host) = (try law(covered), try law(other))
    let costs = try PostingCosts(
      pay: [year: pay], status: status, home: home, host: host,
      homePerHost: { rates.price(of: host.currency, in: home.currency, year: $0) })
    let price = rates.price(of: home.currency, in: currency, year: year)
    return (costs.workerLoss * price, costs.employerLoss * price)
  }
}
