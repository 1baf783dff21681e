// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Whether pay comes from an employer or from own business.
public enum WorkStatus: String, Hashable, Sendable, CaseIterable {
  case employee
  case selfEmployed = "self-employed"
}

/// One branch of social security and what it takes from a year's pay.
public struct ContributionLine: Hashable, Sendable {
  public var branch: String
  public var article: String
  /// Part of the pay on which the rates fall, after floor, ceiling and allowance.
  public var base: ExactDecimal
  /// Paid by the worker, and by the employer; a self-employed person's whole contribution is the worker's.
  public var worker: ExactDecimal
  public var employer: ExactDecimal

  public init(branch: String, article: String, base: ExactDecimal, worker: ExactDecimal, employer: ExactDecimal) {
    (self.branch, self.article, self.base) = (branch, article, base)
    (self.worker, self.employer) = (worker, employer)
  }
}

/// A country that can say what social security costs on a year's pay.
public protocol ContributionLaw: Sendable {
  var country: Country { get }
  var currency: CurrencyCode { get }

  /// Contributions on `pay` of calendar year `year`, in the country's currency.
  func contributions(on pay: ExactDecimal, status: WorkStatus, year: Int) throws -> [ContributionLine]
}

/// A posting with and without a certificate of coverage: what the two systems take, and what the certificate saves.
///
/// With the certificate only the country that issued it is owed; without proof both are asked for the same pay.
public struct PostingCosts: Hashable, Sendable {
  public struct Year: Hashable, Sendable {
    public var year: Int
    /// In the currency of the issuing country.
    public var pay: ExactDecimal
    /// In the currency of the issuing country.
    public var home: [ContributionLine]
    /// In the currency of the other country.
    public var host: [ContributionLine]
    /// Units of the home currency for one of the host's.
    public var homePerHost: ExactDecimal

    public var homeWorker: ExactDecimal { home.reduce(.zero) { $0 + $1.worker } }
    public var homeEmployer: ExactDecimal { home.reduce(.zero) { $0 + $1.employer } }
    /// What is paid twice without the certificate, in the home currency.
    public var doubleWorker: ExactDecimal { host.reduce(.zero) { $0 + $1.worker } * homePerHost }
    public var doubleEmployer: ExactDecimal { host.reduce(.zero) { $0 + $1.employer } * homePerHost }
  }

  public var years: [Year]

  /// - Parameters:
  ///   - pay: by calendar year, in the home currency.
  ///   - home: the country that issues, or would issue, the certificate.
  ///   - homePerHost: units of the home currency for one of the host's, by year.
  public init(
    pay: [Int: ExactDecimal], status: WorkStatus, home: some ContributionLaw, host: some ContributionLaw,
    homePerHost: (Int) -> ExactDecimal
  ) throws {
    years = try pay.keys.sorted().map { year in
      let rate = homePerHost(year)
      precondition(rate > .zero, "an exchange rate of \(rate)")
      let amount = pay[year] ?? .zero
      return Year(
        year: year, pay: amount, home: try home.contributions(on: amount, status: status, year: year),
        host: try host.contributions(on: amount / rate, status: status, year: year), homePerHost: rate)
    }
  }

  /// Owed by the worker with the certificate, in the home currency.
  public var workerWithCertificate: ExactDecimal { years.reduce(.zero) { $0 + $1.homeWorker } }
  /// What the worker pays on top without it.
  public var workerLoss: ExactDecimal { years.reduce(.zero) { $0 + $1.doubleWorker } }
  /// What the employer pays on top without it.
  public var employerLoss: ExactDecimal { years.reduce(.zero) { $0 + $1.doubleEmployer } }
}
