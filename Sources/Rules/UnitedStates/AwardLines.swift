// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The `us` part of a line of `retiresim awards`, and its answers.
public struct UnitedStatesLines: CaseLaw {
  private let law: UnitedStates
  /// Prices and wages held after the last published ones, for what is paid.
  private let held: UnitedStates

  /// - Throws: ``ParameterError`` where a parameter file is broken.
  public init() throws {
    law = try UnitedStates()
    held = try law.held()
  }

  public var country: Country { law.country }
  public let caseFields = [
    "earnings", "quarters", "claim", "at", "foreign_quarters", "noncovered_pension", "pension_from_agreement", "law",
    "filed",
    "survivor_claim",
  ]

  public func record(of part: CaseReader) throws -> InsuranceRecord {
    InsuranceRecord(
      country: country, earnings: (try part.amountsByYear("earnings") ?? [:]).mapValues { StatedEarnings($0) },
      units: try part.countsByYear("quarters") ?? [:])
  }

  public func coverage(of record: InsuranceRecord, person: Person) throws -> Coverage {
    try law.coverage(of: record, person: person)
  }

  public func counts(periodsIn other: Country) -> Bool {
    law.tables.agreements.contains { $0.agreement.partners.contains(other) }
  }

  public func answer(_ line: CaseLine) throws -> [AwardField] {
    guard let part = line.part(of: country) else { return [] }
    return try law.answer(question(part, line))
  }

  /// - Parameter claim: stands in for the part's own.
  private func question(_ part: CasePart, _ line: CaseLine, claim stated: YearMonth? = nil) throws -> UnitedStatesCase {
    let fields = part.fields
    var foreign: [Country: Coverage] = [:]
    for partner in law.tables.agreements.flatMap(\.agreement.partners) {
      foreign[partner] = try line.part(of: partner)?.coverage(of: line.person)
    }
    return UnitedStatesCase(
      born: line.born, sex: line.sex, earnings: part.record.earnings.mapValues(\.amount), quarters: part.record.units,
      claim: try fields.required(part.claim ?? stated, "claim"), at: try fields.month("at"),
      foreignQuarters: try fields.count("foreign_quarters"), foreign: foreign,
      noncoveredPension: try fields.amount("noncovered_pension"),
      pensionFromAgreement: try fields.flag("pension_from_agreement") ?? false,
      law: try fields.regime("law", among: ScenarioVocabulary.unitedStates.regimes.map(\.regime)))
  }

  public func paid(_ months: ClosedRange<YearMonth>, of line: CaseLine) throws -> [AwardField]? {
    let family = try line.family()
    guard ([line] + family.everybody).contains(where: { $0.part(of: country) != nil }) else { return nil }
    let person = try paymentCase(line)
    let sixty = held.ages(born: line.born).month(attaining: Age(years: 60))
    if let month = person.survivorClaim, month < sixty {
      throw LineError(
        "'us.survivor_claim' is \(month), before the month of 60, \(sixty) (42 U.S.C. § 402(e)(1)(B)); ask for \(sixty) or later"
      )
    }
    var former = try (family.widowed.map { [try paymentCase($0)] } ?? [])
    for ended in family.divorced {
      var member = try paymentCase(ended)
      member.divorced = try ended.fields.dayOrMonth("divorced")
      former.append(member)
    }
    let paid = try held.paid(months, to: person, spouse: family.spouse.map { try paymentCase($0) }, former: former)
    return paid.map { AwardField($0.month.description, .integer($0.amount.cents / 100)) }
  }

  /// A person of the line as the law of payments asks about it.
  private func paymentCase(_ line: CaseLine) throws -> PaymentCase {
    var subject = PaymentCase(person: try line.resident(), married: line.married, died: line.died)
    if let part = line.part(of: country) {
      subject.filed = try part.fields.month("filed")
      subject.survivorClaim = try part.fields.month("survivor_claim")
      if part.claim != nil {
        subject.claim = try question(part, line)
      } else {
        // Of somebody who had not claimed the month is found by the law.
        let age = held.ages(born: line.born).firstMonth
        subject.unclaimed = try question(part, line, claim: line.died?.yearMonth ?? age)
      }
    }
    subject.work = try work(line)
    if subject.work == nil { subject.hoursOnRecord = hoursOnRecords(line) }
    return subject
  }

  /// `"work"`: covered wages and self-employment here, hours elsewhere; nil where the line has none.
  private func work(_ line: CaseLine) throws -> WorkRecord? {
    guard let spans = try line.work() else { return nil }
    var work = WorkRecord()
    for span in spans {
      for month in span.months {
        if span.country == country {
          let amount = Money<USD>(span.pay ?? .zero, rounded: .halfUp)
          if span.isSelfEmployed {
            work[month].selfEmployment += amount
            work[month].isSelfEmployed = work[month].isSelfEmployed || WorkRecord.isSubstantial(hours: span.hours)
          } else {
            work[month].wages += amount
          }
        } else {
          work[month].hoursAbroad +=
            span.hours
            ?? held.impliedHoursAbroad(
              kind: "compulsory", pay: span.isSelfEmployed ? nil : span.pay,
              minimumWage: line.minimumWage(of: span.country, in: month))
        }
      }
    }
    return work
  }

  /// Hours that records abroad imply, from the first claim on.
  private func hoursOnRecords(_ line: CaseLine) -> [YearMonth: Int] {
    guard let claim = line.part(of: country)?.claim else { return [:] }
    var hours: [YearMonth: Int] = [:]
    for part in line.parts where part.country != country {
      for period in part.record.periods where period.through >= claim {
        for month in max(period.from, claim)...period.through {
          let implied = held.impliedHoursAbroad(
            kind: period.kind, pay: period.monthlyPay, minimumWage: line.minimumWage(of: part.country, in: month))
          hours[month] = max(hours[month] ?? 0, implied)
        }
      }
    }
    return hours
  }
}
