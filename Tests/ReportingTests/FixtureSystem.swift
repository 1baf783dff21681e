// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import TestSupport

/// A country that answers with numbers made up for the tests of reports; it holds no law.
struct FixtureSystem: PensionSystem {
  var country: Country
  var name: String
  var pensionName: String
  var currency: CurrencyCode
  var levelNames = ["prices", "index"]
  var parameters = ParameterLibrary()
  var filingLead: Int
  /// Means-tested income of one adult in the index's units; nil for none.
  var minimum: Double?

  static let unitedStates = FixtureSystem(
    country: "US", name: "the United States", pensionName: "US Social Security", currency: .usd, filingLead: 4)
  static let luxembourg = FixtureSystem(
    country: "LU", name: "Luxembourg", pensionName: "Luxembourg old-age pension", currency: .eur, filingLead: 6,
    minimum: 195.8)

  /// The pension as a reader knows it.
  var words: WordCatalogue {
    country == "US"
      ? WordCatalogue(languages: ["en", "fr", "de"], table: "us.pension\tthe US pension (Social Security)\t\t\n")
      : WordCatalogue(languages: ["en", "fr", "de"], table: "lu.pension\tthe Luxembourg pension\t\t\n")
  }

  struct NotAsked: Error {}

  func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage { throw NotAsked() }
  func eligibility(of applicant: Applicant) throws -> Eligibility { throw NotAsked() }
  func entitlementMonth(wanted: YearMonth, filed: YearMonth, applicant: Applicant) throws -> YearMonth {
    throw NotAsked()
  }
  func award(to applicant: Applicant, from month: YearMonth) throws -> Award { throw NotAsked() }
  func deductions(from award: Award, applicant: Applicant) -> [Deduction] { [] }

  /// Level 0 is prices; level 1 an index that stands at 9.9224 under constant prices.
  func indexer(_ terms: IndexationTerms) throws -> any Indexer {
    BlockwiseIndexer { paths in
      IndexationPaths(
        levels: [paths.priceLevel, paths.priceLevel.map { $0 * 9.9224 }], firstEntryYear: terms.asOf.year - 5,
        entry: [Double](repeating: 1, count: (paths.years + 5) * paths.lanes))
    }
  }

  func socialMinimum(for household: [Person], asOf: YearMonth, settings: [String: String]) throws
    -> SocialMinimumAnswer
  {
    guard let minimum else { return .none(reason: "none here", article: "none") }
    return .available(
      SocialMinimum(
        name: "REVIS", article: "law of 28.7.2018", amountByAdults: [0, minimum, minimum * 1.5], level: 1,
        countedShare: 1, months: asOf...(asOf + 1200)))
  }
}
