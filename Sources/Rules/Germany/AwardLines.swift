// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// The `de` part of a line of `retiresim awards`, and its answers.
public struct GermanyLines: CaseLaw {
  let law: Germany

  /// - Throws: ``ParameterError`` where a parameter file is broken.
  public init() throws { law = try Germany() }

  public var country: Country { law.country }
  public let caseFields = ["periods", "pay", "east", "points", "months", "child_months", "claim", "filed", "settings"]

  public func counts(periodsIn other: Country) -> Bool {
    (try? Aggregation(law.parameters, on: law.lastValue))?.agreements.contains { $0.partners.contains(other) } ?? false
  }

  public func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage {
    try law.coverage(of: record, person: person)
  }

  /// Pay by year in the currency of the year, periods, months by waiting period, and points as printed.
  public func record(of part: CaseReader) throws -> InsuranceRecord {
    var record = InsuranceRecord(country: country)
    record.earnings = (try part.amountsByYear("pay") ?? [:]).mapValues { StatedEarnings($0) }
    if let negative = record.earnings.first(where: { $0.value.amount < .zero }) {
      throw LineError("'\(part.prefix)pay' of \(negative.key) is negative")
    }
    record.periods = try (part.list("periods", known: ["from", "to", "kind", "pay"]) ?? []).map { try period($0) }
    for year in try eastYears(part) {
      guard record.earnings[year] != nil,
        !record.periods.contains(where: { $0.from.year <= year && $0.through.year >= year })
      else {
        throw LineError(
          "'\(part.prefix)east' names \(year), for which 'pay' states none alone; of periods write kind: \(GermanCareer.eastKind)"
        )
      }
      record.periods.append(
        InsurancePeriod(from: .january(year), through: .december(year), kind: GermanCareer.eastKind))
    }
    if let months = try part.object("months", known: ["general", "long", "very_long"]) {
      record.totals["general"] = ExactDecimal(try months.required(months.count("general"), "general"))
      for name in ["long", "very_long"] { record.totals[name] = try months.count(name).map { ExactDecimal($0) } }
    }
    if let points = try part.amount("points") {
      // The greatest points of a year lie under 2.8, and no career is longer than 60 years.
      guard points >= .zero, points <= 170 else {
        throw LineError("'\(part.prefix)points' is \(points); no pay of a life gives them (SGB VI Anlage 2b)")
      }
      record.totals["points"] = points
    }
    if let months = try part.count("child_months") { record.totals["child_months"] = ExactDecimal(months) }
    return record
  }

  private func eastYears(_ part: CaseReader) throws -> [Int] {
    guard let value = part["east"] else { return [] }
    guard case .array(let items) = value else {
      throw LineError("'\(part.prefix)east' is a list of years whose pay was earned in the accession territory")
    }
    return try items.map { item in
      guard case .string(let text) = item, let year = Int(text), (1945...2024).contains(year) else {
        throw LineError("'\(part.prefix)east' lists years from 1945 to 2024, as text (SGB VI § 256a)")
      }
      return year
    }
  }

  private func period(_ fields: CaseReader) throws -> InsurancePeriod {
    let from = try fields.required(fields.month("from"), "from")
    let through = try fields.required(fields.month("to"), "to")
    let kind = try fields.text("kind") ?? "compulsory"
    let kinds = law.vocabulary.periodKinds.map(\.name)
    guard kinds.contains(kind) else {
      throw LineError("'\(fields.prefix)kind' is '\(kind)'; there are \(kinds.joined(separator: ", "))")
    }
    guard from <= through else { throw LineError("'\(fields.prefix)to' is \(through), before \(from)") }
    guard through - from < 1200 else { throw LineError("'\(fields.prefix)to' is \(through), long after \(from)") }
    return InsurancePeriod(from: from, through: through, kind: kind, monthlyPay: try fields.amount("pay"))
  }

  public func answer(_ line: CaseLine) throws -> [AwardField] {
    guard let part = line.part(of: country) else { return [] }
    let claim = try part.fields.required(part.claim, "claim")
    let regular = AwardField("regularAge", .integer(law.oldAge.ages.regular(born: line.born).inMonths))
    if let fault = law.faults(in: part.record, born: line.born).first {
      throw LineError("'\(part.fields.prefix)periods[\(fault.period)]': \(fault)")
    }
    let applicant = Applicant(
      person: Person(id: "case", born: line.born, sex: line.sex ?? .female), record: part.record,
      foreign: try line.coverage(outside: country), settings: try part.fields.texts("settings") ?? [:], asOf: claim)
    let claimant = try GermanClaimant(applicant, in: law)
    do {
      let filed = try part.fields.month("filed") ?? claim
      let month = try claimant.start(wanted: claim, filed: filed)
      let found = try claimant.decision(startingIn: month)
      var fields = [
        AwardField("entitled", .bool(true)), AwardField("route", .text(found.opened.kind.rawValue)),
        AwardField("basis", .text(found.opened.answer.basis.rawValue)),
        AwardField("points", .decimal(found.points.total)), AwardField("accessFactor", .decimal(found.opened.factor)),
        AwardField("personalPoints", .decimal(found.personalPoints)),
        AwardField("pensionValue", .decimal(found.value.value)), AwardField("grossMonthly", .decimal(found.gross)),
        AwardField("firstMonth", .text(month.description)), regular,
      ]
      if found.isProjected { fields.append(AwardField("projected", .bool(true))) }
      return fields
    } catch let refusal as ClaimRefusal {
      return [AwardField("entitled", .bool(false)), AwardField("reason", .text("\(refusal)")), regular]
    }
  }

  /// The gross pension of each month from its first one on, at the pension value of the month.
  public func paid(_ months: ClosedRange<YearMonth>, of line: CaseLine) throws -> [AwardField]? {
    guard let part = line.part(of: country), let claim = part.claim else { return nil }
    let applicant = Applicant(
      person: Person(id: "case", born: line.born, sex: line.sex ?? .female), record: part.record,
      foreign: try line.coverage(outside: country), settings: try part.fields.texts("settings") ?? [:], asOf: claim)
    let claimant = try GermanClaimant(applicant, in: law)
    let filed = try part.fields.month("filed") ?? claim
    let start: YearMonth
    do {
      start = try claimant.start(wanted: claim, filed: filed)
    } catch is ClaimRefusal {
      return months.map { AwardField($0.description, .integer(0)) }
    }
    let personal = try claimant.decision(startingIn: start).personalPoints
    return try months.map { month in
      // The month of death is paid whole (SGB VI § 102(5)).
      let isDue = month >= start && line.died.map { month <= $0.yearMonth } ?? true
      return AwardField(
        month.description,
        .decimal(isDue ? try law.amounts.gross(personalPoints: personal, in: month) : .zero))
    }
  }
}
