// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A spouse of the past, dead or divorced at the valuation month, on whose record a pension may be drawn.
///
/// No path is drawn for such a person: one who has died is dead on every path, and one who is divorced is taken to live on.
public struct FormerSpouse: Hashable, Sendable {
  /// The name is the scenario's, or words such as `the late spouse`.
  public var person: Person
  /// Nil where nobody says: long enough for every right.
  public var married: CalendarDate?
  public var divorced: CalendarDate?
  public var died: CalendarDate?
  public var records: [Country: InsuranceRecord]
  /// Insured time in countries whose law is not modelled.
  public var otherCoverage: [Country: Coverage]
  /// First month of the own pension, by country; nothing where none was drawn.
  public var claims: [Country: YearMonth]

  public init(
    person: Person, married: CalendarDate? = nil, divorced: CalendarDate? = nil, died: CalendarDate? = nil,
    records: [Country: InsuranceRecord], otherCoverage: [Country: Coverage] = [:], claims: [Country: YearMonth] = [:]
  ) {
    precondition(divorced != nil || died != nil, "\(person.id) is neither divorced nor dead")
    (self.person, self.married, self.divorced, self.died) = (person, married, divorced, died)
    (self.records, self.otherCoverage, self.claims) = (records, otherCoverage, claims)
  }

  /// The day on which the marriage ended.
  public var end: CalendarDate {
    guard let day = divorced ?? died else { preconditionFailure("\(person.id) is neither divorced nor dead") }
    return day
  }
}

/// A person who may be paid on the record of a former spouse.
public struct FormerSpouseClaim: Sendable {
  public var applicant: Applicant
  /// The person's own pension from the same country, drawn from its first month on; nil without one.
  public var own: Award?
  public var former: FormerSpouse
  /// The former spouse before the law of the country that is asked.
  public var worker: Applicant
  /// The day of a later marriage that lasts; nil without one.
  public var remarried: CalendarDate?
  /// First month wanted.
  public var wanted: YearMonth
  public var filed: YearMonth

  public init(
    applicant: Applicant, own: Award? = nil, former: FormerSpouse, worker: Applicant, remarried: CalendarDate? = nil,
    wanted: YearMonth, filed: YearMonth
  ) {
    (self.applicant, self.own, self.former, self.worker) = (applicant, own, former, worker)
    (self.remarried, self.wanted, self.filed) = (remarried, wanted, filed)
  }
}

/// The months of a pension on the record of a former spouse.
public struct FormerSpouseMonths: Hashable, Sendable {
  /// From the first month that a claim of the valuation month can bring, to the one from which waiting brings nothing.
  public var months: ClosedRange<YearMonth>
  /// Whether the month is the person's choice, apart from that of the own pension.
  public var isChosenApart: Bool
  public var article: String

  public init(months: ClosedRange<YearMonth>, isChosenApart: Bool, article: String) {
    (self.months, self.isChosenApart, self.article) = (months, isChosenApart, article)
  }
}

extension PensionSystem {
  /// A country that pays nothing on the record of a former spouse here.
  public func formerSpouseMonths(
    for applicant: Applicant, of former: FormerSpouse, worker: Applicant, remarried: CalendarDate?
  ) throws -> FormerSpouseMonths? { nil }

  /// A country that pays nothing on the record of a former spouse here.
  public func formerSpouseAward(to claim: FormerSpouseClaim) throws -> Award? { nil }
}
