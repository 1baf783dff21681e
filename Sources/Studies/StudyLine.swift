// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Statistics
import Strategies

/// One item of a block as a line of JSON: what `merge` makes its tables from.
///
/// Money has four decimals and shares six, far below their standard errors.
enum StudyLine {
  static func error(item: Int, point: Int, _ error: RowError) -> String {
    var fields = [
      AwardField("item", .integer(item)), AwardField("point", .integer(point)),
      AwardField("line", .integer(error.line)),
    ]
    if let field = error.field { fields.append(AwardField("field", .text(field))) }
    fields.append(AwardField("error", .text(error.message)))
    return AwardValue.object(fields).json
  }

  static func result(
    item: Int, point: Int, career: Career, prepared: PreparedCareer, comparison: CareerComparison?,
    changes: [(event: LawEvent, change: CareerChange)] = [], plan: StudyPlan
  ) throws -> String {
    let first = plan.study.firstCountry(of: career)
    let own = prepared.eligibility.first { $0.country == first }
    let kind = CareerClass(own?.eligibility, documentsFail: career.documentsFail)
    var fields = [
      AwardField("item", .integer(item)), AwardField("point", .integer(point)), AwardField("id", .text(career.id)),
      AwardField("born", .text("\(career.person.born)")), AwardField("sex", .text(career.person.sex.rawValue)),
      AwardField("class", .text(kind.rawValue)),
      AwardField(
        "units",
        .object(
          prepared.eligibility.sorted { $0.country < $1.country }
            .map { AwardField($0.country.code, .integer($0.coverage.total)) })),
    ]
    fields.append(AwardField("routes", routes(prepared)))
    if let posting = career.posting { fields.append(AwardField("posting", try self.posting(posting, plan))) }
    guard let comparison else {
      let reasons = prepared.eligibility.compactMap { finding in
        finding.eligibility.reason.flatMap { reason in
          plan.systems.first { $0.country == finding.country }?.english(reason)
        }
      }
      fields.append(AwardField("nothing", .text(reasons.joined(separator: "; "))))
      return AwardValue.object(fields).json
    }
    fields.append(AwardField("undecided", .integer(comparison.undecided)))
    fields.append(AwardField("ranking", .array(comparison.ranking.map { .integer($0) })))
    fields.append(AwardField("strategies", .array(try comparison.strategies.map { try strategy($0) })))
    if !comparison.minimumByRate.isEmpty {
      let bins = try comparison.minimumByRate.map {
        AwardValue.array(
          [.integer($0.paths), .integer($0.exposed), try number($0.value.value, 4)]
            + (try $0.value.standardError.map { [try number($0, 4)] } ?? []))
      }
      fields.append(AwardField("minimum_by_rate", .array(bins)))
    }
    if !changes.isEmpty {
      fields.append(AwardField("law", .array(try changes.map { try change($0.event, $0.change) })))
    }
    return AwardValue.object(fields).json
  }

  /// What is asked for twice: the part of the posting's months in a year's contributions, in the study's currency.
  private static func posting(_ posting: CareerPosting, _ plan: StudyPlan) throws -> AwardValue {
    let year = try plan.prices.paidTwice(
      pay: posting.pay, status: posting.status, covered: posting.covered, other: posting.other, year: posting.year)
    func amount(_ yearly: ExactDecimal) -> AwardValue {
      .decimal(yearly.scaled(by: ExactDecimal(posting.months), over: 12).roundedHalfUp(places: 2))
    }
    return .object([
      AwardField("covered", .text(posting.covered.code)), AwardField("other", .text(posting.other.code)),
      AwardField("status", .text(posting.status.rawValue)), AwardField("months", .integer(posting.months)),
      AwardField("certificate", .text(posting.hasCertificate ? "yes" : "no")),
      AwardField("worker", amount(year.worker)), AwardField("employer", amount(year.employer)),
    ])
  }

  private static func change(_ event: LawEvent, _ change: CareerChange) throws -> AwardValue {
    var fields = [
      AwardField("event", .text(event.key)), AwardField("best", .text(change.best)),
      AwardField("best_changes", .text(change.bestChanges ? "yes" : "no")),
    ]
    for (name, estimate) in [("change", change.change), ("cost_of_staying", change.costOfStaying)] {
      guard let estimate else { continue }
      fields.append(AwardField(name, try number(estimate.value, 4)))
      fields.append(AwardField(name + "_se", try error(of: estimate, 4)))
    }
    return .object(fields)
  }

  private static func strategy(_ strategy: CareerStrategy) throws -> AwardValue {
    var fields = [AwardField("name", .text(strategy.name))]
    fields.append(
      AwardField(
        "claims",
        .array(
          strategy.claims.map { claim in
            .fields([
              "country": .text(claim.country.code), "from": .text("\(claim.entitlement)"),
              "basis": .text(claim.award.basis),
              "monthly": .decimal(claim.award.firstMonthlyAmount.roundedHalfUp(places: 2)),
            ])
          })))
    func add(_ name: String, _ estimate: Estimate?, places: Int) throws {
      guard let estimate else { return }
      fields.append(AwardField(name, try number(estimate.value, places)))
      fields.append(AwardField(name + "_se", try error(of: estimate, places)))
    }
    try add("value", strategy.lifetimeValue, places: 4)
    try add("needs_met", strategy.needsMet, places: 6)
    try add("minimum_months", strategy.minimumMonths, places: 6)
    try add("minimum_value", strategy.minimumValue, places: 4)
    try add("minimum_share", strategy.minimumShare, places: 6)
    try add("to_best", strategy.differenceToBest, places: 4)
    try add("to_naive", strategy.differenceToNaive, places: 4)
    return .object(fields)
  }

  /// - Throws: ``StudyError`` for a figure that is no number or too large to be written: never another one in its place.
  /// `none` where no error can be said.
  private static func error(of estimate: Estimate, _ places: Int) throws -> AwardValue {
    try estimate.standardError.map { try number($0, places) } ?? .text("none")
  }

  private static func number(_ value: Double, _ places: Int) throws -> AwardValue {
    guard let exact = ExactDecimal(shortest: value) else {
      throw StudyError("a figure of the comparison is out of range", hint: "look at the amounts and at the economy")
    }
    return .decimal(exact.roundedHalfUp(places: places))
  }
}

extension StudyFile {
  /// The country whose pension decides a career's class: the first leg's, or the first in which the career began.
  func firstCountry(of career: Career) -> Country? {
    if case .draw(let population) = careers { return population.legs.first?.country }
    func start(_ record: InsuranceRecord) -> YearMonth {
      let starts = record.periods.map(\.from) + record.earnings.keys.map { YearMonth.january($0) }
      return starts.min() ?? YearMonth(9999, 12)
    }
    return career.records.values.min { (start($0), $0.country) < (start($1), $1.country) }?.country
  }
}
