// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// Luxembourg's general pension scheme, its agreement with the United States, and the coordination of the Union.
///
/// - Source: Code de la sécurité sociale (CSS), book III; see the folder's README for articles, readings and doubts.
public struct Luxembourg: PensionSystem {
  public let country: Country = "LU"
  public let name = "Luxembourg"
  public let pensionName = "Luxembourg pension"
  public let currency = CurrencyCode.eur
  public let levelNames = [
    "sliding scale and readjustment", "sliding scale", "sliding scale and minimum wage",
  ]
  public let parameters: ParameterLibrary
  public let filingLead: Int
  public let scale: SlidingScale
  public let factors: WageFactors
  public let base: ContributionBase
  public var vocabulary: ScenarioVocabulary { .luxembourg }

  /// Indices into ``levelNames``.
  enum Level {
    static let pension = 0
    static let index = 1
    static let minimumWage = 2
  }

  /// - Throws: ``ParameterError`` where a parameter file is broken.
  public init() throws {
    parameters = try ParameterLibrary(
      files: EmbeddedFiles.all.map { ($0.name, "\($0.text)") }, root: "Sources/Rules/Luxembourg/Parameters")
    scale = try SlidingScale(parameters)
    factors = try WageFactors(parameters)
    base = try ContributionBase(parameters, scale: scale)
    filingLead = try parameters.value(.claimLead, inForce: scale.checked).value
  }

  public func earningsLimit(in year: Int) -> ExactDecimal? { base.ceiling(of: year) }

  /// Effective months; complementary ones are no coverage for another country.
  public func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage {
    let career = try Career(record)
    if career.isTotals {
      let (own, _) = career.counts(before: YearMonth.december(9999))
      return Coverage(unit: .month, override: own.effective)
    }
    return Coverage(
      unit: .month,
      years: career.years.compactMapValues { year in
        year.effective.count == 0 ? nil : Coverage.Year(count: year.effective.count, months: year.effective.bits)
      })
  }

  public func eligibility(of applicant: Applicant) throws -> Eligibility {
    try Claimant(applicant, in: self).eligibility()
  }

  /// The month wanted, or later where the claim came too late to reach it.
  ///
  /// - Source: CSS art. 185, 212. From 65, five years back; before, to the end of pay, or to the claim if work goes on.
  public func entitlementMonth(wanted: YearMonth, filed: YearMonth, applicant: Applicant) throws -> YearMonth {
    let claimant = try Claimant(applicant, in: self)
    guard filed >= wanted - filingLead else {
      throw ClaimRefusal(
        Remark(
          .filedTooEarly, ["wanted": .month(wanted), "filed": .month(filed), "lead": .integer(filingLead)]),
        article: "CNAP practice", hint: Remark(.fileFrom, ["month": .month(wanted - filingLead)]))
    }
    _ = try claimant.decision(startingIn: wanted)
    let reach = try parameters.value(.claimReach, inForce: wanted).value
    let oldAge = claimant.month(attaining: try parameters.value(.oldAge, inForce: wanted).value)
    var month = max(wanted, filed - reach)
    if wanted > oldAge, claimant.readings.lateStart == "first" {
      // Whoever claims late is paid from the month in which the conditions were met, whatever the wish.
      month = max(try claimant.firstOldAgeMonth(to: wanted) ?? wanted, filed - reach)
    }
    if wanted < oldAge, filed > wanted, claimant.worksOn(from: wanted) {
      // The first of the month after the claim.
      month = max(month, min(filed + 1, max(oldAge, filed - reach)))
    }
    return month
  }

  public func award(to applicant: Applicant, from month: YearMonth) throws -> Award {
    try Claimant(applicant, in: self).award(startingIn: month)
  }
}
