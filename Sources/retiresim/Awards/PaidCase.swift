// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import UnitedStatesRules

/// What a line says of payments: the months asked for, work, stay and family.
struct PaidPart {
  let months: ClosedRange<YearMonth>
  let spouse: CaseLine?
  let widowed: CaseLine?
  let divorced: [CaseLine]

  /// Nil where the line does not ask.
  ///
  /// - Throws: ``LineError`` for a span or a marriage that cannot be.
  init?(_ line: CaseLine) throws {
    guard let span = try line.fields.months("paid") else { return nil }
    months = span
    spouse = try line.fields.value("spouse").map { try CaseLine($0, in: "spouse") }
    widowed = try line.fields.value("widowed").map { try CaseLine($0, in: "widowed") }
    var former: [CaseLine] = []
    if case .array(let items) = line.fields.value("divorced") {
      for (place, item) in items.enumerated() { former.append(try CaseLine(item, in: "divorced[\(place)]")) }
    }
    divorced = former
    for ended in former {
      guard let day = try ended.fields.dayOrMonth("divorced"), let married = ended.married, married < day else {
        throw LineError(
          "'\(ended.fields.prefix)divorced' comes after '\(ended.fields.prefix)married'; both are asked for, days or months"
        )
      }
    }
    guard let widowed else { return }
    guard let died = widowed.died else {
      throw LineError("'widowed.died' is missing: the day or the month of the death")
    }
    if let married = widowed.married ?? line.married, died < married {
      throw LineError("'widowed.died' is \(died), before the wedding of \(married)")
    }
  }

  /// What the United States pay for each of the months; nil where nothing of the line is about them.
  func unitedStates(_ line: CaseLine, desk: AwardDesk) throws -> AwardValue? {
    let others = [spouse, widowed].compactMap { $0 } + divorced
    guard line.us != nil || others.contains(where: { $0.us != nil }) else { return nil }
    let person = try line.paymentCase(desk)
    let sixty = desk.held.ages(born: line.born).month(attaining: Age(years: 60))
    if let month = person.survivorClaim, month < sixty {
      throw LineError(
        "'us.survivor_claim' is \(month), before the month of 60, \(sixty) (42 U.S.C. § 402(e)(1)(B)); ask for \(sixty) or later"
      )
    }
    var former = try (widowed.map { [try $0.paymentCase(desk)] } ?? [])
    for ended in divorced {
      var member = try ended.paymentCase(desk)
      member.divorced = try ended.fields.dayOrMonth("divorced")
      former.append(member)
    }
    let paid = try desk.held.paid(months, to: person, spouse: spouse?.paymentCase(desk), former: former)
    return .object(paid.map { AwardField($0.month.description, .integer($0.amount.cents / 100)) })
  }
}

extension CaseLine {
  /// The person as the United States' law of payments asks about it.
  fileprivate func paymentCase(_ desk: AwardDesk) throws -> PaymentCase {
    var subject = PaymentCase(
      person: Person(
        id: "case", born: born, sex: sex ?? .female, citizenship: try fields.countries("citizenship"),
        residence: try residence()), married: married, died: died)
    let foreign = try lu.map { try desk.luxembourg.coverage(of: $0.record, person: subject.person) }
    if let us {
      subject.filed = try us.filed()
      subject.survivorClaim = try us.survivorClaim()
      if us.claim != nil {
        subject.claim = try us.question(self, foreign: foreign)
      } else {
        // Of somebody who had not claimed the month is found by the law.
        let age = desk.held.ages(born: born).firstMonth
        subject.unclaimed = try us.question(self, claim: died?.yearMonth ?? age, foreign: foreign)
      }
    }
    subject.work = try work(desk)
    if subject.work == nil, let record = lu?.record { subject.hoursOnRecord = hours(record, desk) }
    return subject
  }

  /// `"residence"`: a country, or spans of months.
  private func residence() throws -> [Residence] {
    if case .string = fields.value("residence") {
      return try fields.countries("residence").map { Residence(country: $0, from: born.yearMonth) }
    }
    return try (fields.list("residence", known: ["from", "to", "country"]) ?? []).map { span in
      Residence(
        country: Country(try span.required(span.text("country"), "country")),
        from: try span.required(span.month("from"), "from"), through: try span.month("to"))
    }
  }

  /// `"work"`: covered wages and self-employment in the United States, hours elsewhere; nil where the line has none.
  private func work(_ desk: AwardDesk) throws -> WorkRecord? {
    guard let spans = try fields.list("work", known: ["from", "to", "country", "hours", "pay", "self_employed"]) else {
      return nil
    }
    var work = WorkRecord()
    for span in spans {
      let from = try span.required(span.month("from"), "from")
      let to = try span.required(span.month("to"), "to")
      guard from <= to, to - from < 1200 else {
        throw LineError("'\(span.prefix)to' is \(to), before or long after \(from)")
      }
      let country = try span.required(span.text("country"), "country")
      let hours = try span.count("hours")
      if let hours, hours > 744 { throw LineError("'\(span.prefix)hours' is \(hours); a month has at most 744") }
      let (pay, isBusiness) = (try span.amount("pay"), try span.flag("self_employed") ?? false)
      for month in from...to {
        if country == "US" {
          let amount = Money<USD>(pay ?? .zero, rounded: .halfUp)
          if isBusiness {
            work[month].selfEmployment += amount
            work[month].isSelfEmployed = work[month].isSelfEmployed || WorkRecord.isSubstantial(hours: hours)
          } else {
            work[month].wages += amount
          }
        } else {
          work[month].hoursAbroad +=
            hours
            ?? desk.held.impliedHoursAbroad(
              kind: "compulsory", pay: isBusiness ? nil : pay,
              minimumWage: country == "LU" ? minimumWage(month, desk) : nil)
        }
      }
    }
    return work
  }

  /// Hours that a Luxembourg record implies, from the year of the first claim on.
  private func hours(_ record: InsuranceRecord, _ desk: AwardDesk) -> [YearMonth: Int] {
    guard let claim = us?.claim else { return [:] }
    var hours: [YearMonth: Int] = [:]
    for period in record.periods where period.through >= claim {
      for month in max(period.from, claim)...period.through {
        let implied = desk.held.impliedHoursAbroad(
          kind: period.kind, pay: period.monthlyPay, minimumWage: minimumWage(month, desk))
        hours[month] = max(hours[month] ?? 0, implied)
      }
    }
    return hours
  }

  private func minimumWage(_ month: YearMonth, _ desk: AwardDesk) -> ExactDecimal? {
    (try? desk.luxembourg.socialParameters(in: month))?.minimumWage.amount
  }
}

extension CaseReader {
  /// The field as it stands; nil where it is missing or null.
  func value(_ name: String) -> JSONValue? { self[name] }

  /// A country, or a list of them.
  func countries(_ name: String) throws(LineError) -> [Country] {
    switch self[name] {
    case nil: return []
    case .string(let code): return [Country(code)]
    case .array(let items):
      var countries: [Country] = []
      for item in items {
        guard case .string(let code) = item else { throw LineError("'\(prefix)\(name)' is a list of country codes") }
        countries.append(Country(code))
      }
      return countries
    default: throw LineError("'\(prefix)\(name)' is a country code or a list of them")
    }
  }

  /// The first and the last of some months: `["2026-11", "2031-12"]`.
  func months(_ name: String) throws(LineError) -> ClosedRange<YearMonth>? {
    guard let value = self[name] else { return nil }
    guard case .array(let ends) = value, ends.count == 2, case .string(let a) = ends[0], case .string(let b) = ends[1],
      let first = YearMonth(a), let last = YearMonth(b), first <= last, last - first < 1200
    else {
      throw LineError(
        "'\(prefix)\(name)' is the first and the last month, [\"YYYY-MM\", \"YYYY-MM\"], at most a hundred years")
    }
    return first...last
  }

  /// A day, or a month, which stands for its first day.
  func dayOrMonth(_ name: String) throws(LineError) -> CalendarDate? {
    guard case .string(let text) = self[name], let month = YearMonth(text) else { return try date(name) }
    return CalendarDate(month.year, month.month, 1)
  }
}
