// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A country's part of `retiresim awards`: how its part of a line is read, and what it answers.
///
/// Each country of the program brings one; ``AwardDesk`` knows no more of it than this.
public protocol CaseLaw: Sendable {
  var country: Country { get }
  /// Name of its part of a line, and of its answer: the country's code in small letters.
  var caseKey: String { get }
  /// Fields of its part; any other is an error.
  var caseFields: [String] { get }

  /// What the part says of insurance, coverage for the other countries.
  func record(of part: CaseReader) throws -> InsuranceRecord
  func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage
  /// Whether an instrument lets periods in `other` help to a right here.
  func counts(periodsIn other: Country) -> Bool
  /// The least that a full month of work is paid; nil where it is not known.
  func minimumWage(in month: YearMonth) -> ExactDecimal?

  /// The answer to a line whose part has a claim.
  func answer(_ line: CaseLine) throws -> [AwardField]
  /// What is paid for each of some months; nil where nothing of the line is about this country.
  func paid(_ months: ClosedRange<YearMonth>, of line: CaseLine) throws -> [AwardField]?
}

extension CaseLaw {
  public var caseKey: String { country.code.lowercased() }
  public func minimumWage(in month: YearMonth) -> ExactDecimal? { nil }
}

/// What a line says of one country.
public struct CasePart {
  public let country: Country
  public let fields: CaseReader
  public let record: InsuranceRecord
  /// Nil for a record that is coverage for the other countries alone.
  public let claim: YearMonth?
  /// Nil for a country whose law is not known.
  public let law: (any CaseLaw)?

  init(country: Country, fields: CaseReader, record: InsuranceRecord, claim: YearMonth?, law: any CaseLaw) {
    (self.country, self.fields, self.record, self.claim) = (country, fields, record, claim)
    self.law = law
  }

  /// Whether a field of a line can be a country's: two small letters.
  static func isCountry(_ key: String) -> Bool {
    key.utf8.count == 2 && key.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }

  /// Months insured where no law is known: `"fr": {"periods": [{"from": "1985-01", "to": "1990-12"}]}`.
  ///
  /// - Returns: nil for a field that is no country's part but a note.
  init?(periodsOf key: String, in line: CaseReader) throws {
    guard case .object(let part) = line.peek(key), part.contains(where: { $0.key == "periods" }) else { return nil }
    country = Country(key.uppercased())
    fields = try line.reader(.object(part), under: key, known: nil)
    _ = line[key]
    (claim, law) = (nil, nil)
    let periods = try (fields.list("periods", known: ["from", "to", "kind", "pay"]) ?? []).map { period in
      let from = try period.required(period.month("from"), "from")
      let through = try period.required(period.month("to"), "to")
      guard from <= through else { throw LineError("'\(period.prefix)to' is \(through), before \(from)") }
      guard through - from < 1200 else { throw LineError("'\(period.prefix)to' is \(through), long after \(from)") }
      return InsurancePeriod(
        from: from, through: through, kind: try period.text("kind") ?? "compulsory",
        monthlyPay: try period.amount("pay"))
    }
    record = InsuranceRecord(country: country, periods: periods)
  }

  /// Coverage as other countries see it.
  public func coverage(of person: Person) throws -> Coverage {
    if let law { return try law.coverage(of: record, person: person) }
    return Coverage(months: record.periods.flatMap { Array($0.from...$0.through) })
  }
}
