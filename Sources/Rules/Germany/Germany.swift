// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// Germany's statutory pension insurance, its agreement with the United States of 1976, and the coordination of the Union.
///
/// - Source: Sozialgesetzbuch (SGB) VI; see the folder's README for articles, readings and doubts.
public struct Germany: PensionSystem {
  public let country: Country = "DE"
  public let name = "Germany"
  public let pensionName = "German pension"
  public let currency = CurrencyCode.eur
  public let levelNames = ["pension value", "prices"]
  public let parameters: ParameterLibrary
  public let filingLead: Int
  public let points: EarningsPoints
  public let oldAge: OldAgePension
  public let amounts: MonthlyPension
  public let children: ChildRaising
  public let widows: WidowsPension
  public let firstMonth: FirstMonth
  /// The last month in which a pension value is fixed.
  let lastValue: YearMonth
  public var vocabulary: ScenarioVocabulary { .germany }

  /// Indices into ``levelNames``.
  enum Level {
    static let pensionValue = 0
    static let prices = 1
  }

  /// - Throws: ``ParameterError`` where a parameter file is broken.
  public init() throws {
    parameters = try GermanParameters.library()
    points = try EarningsPoints(parameters)
    oldAge = try OldAgePension(parameters)
    amounts = MonthlyPension(parameters)
    children = ChildRaising(parameters)
    widows = try WidowsPension(parameters)
    firstMonth = FirstMonth(parameters)
    filingLead = try parameters.value(.claimLead, inForce: YearMonth(2026, 1)).value
    lastValue = try parameters.values(.pensionValueWest).last?.from ?? YearMonth(1992, 1)
  }

  public func earningsLimit(in year: Int) -> ExactDecimal? { points.ceilings.ceiling(of: year) }

  /// Months of contributions; creditable ones are no coverage of contributions for another country.
  public func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage {
    if let months = GivenMonths(record)?.months { return Coverage(unit: .month, override: months.general) }
    let years = GermanCareer(record).months.months(of: WaitingPeriods.contributions)
    return Coverage(unit: .month, years: years.mapValues { .init(count: $0.count, months: $0.bits) })
  }

  /// Average earnings, the last known ones beyond them; in euros throughout.
  ///
  /// - Source: SGB VI Anlage 1.
  public func wageLevel(of year: Int) throws -> ExactDecimal? {
    guard let average = points.averages.average(of: year) else { return nil }
    return year < 2002 ? average / (try parameters.value(.marksPerEuro, inForce: YearMonth(1999, 1)).value) : average
  }

  public func eligibility(of applicant: Applicant) throws -> Eligibility {
    try GermanClaimant(applicant, in: self).eligibility()
  }

  /// The month wanted where the claim comes in time; else the month of filing.
  ///
  /// - Source: SGB VI § 99(1). Whoever wants a later month than the first possible one is paid from that month, never from before it.
  public func entitlementMonth(wanted: YearMonth, filed: YearMonth, applicant: Applicant) throws -> YearMonth {
    guard filed >= wanted - filingLead else {
      throw ClaimRefusal(
        Remark(.filedTooEarly, ["wanted": .month(wanted), "filed": .month(filed), "lead": .integer(filingLead)]),
        article: "DRV practice", hint: Remark(.fileFrom, ["month": .month(wanted - filingLead)]))
    }
    let claimant = try GermanClaimant(applicant, in: self)
    return try claimant.start(wanted: wanted, filed: filed)
  }

  public func award(to applicant: Applicant, from month: YearMonth) throws -> Award {
    try GermanClaimant(applicant, in: self).award(startingIn: month)
  }
}
