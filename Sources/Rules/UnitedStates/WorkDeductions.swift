// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What work after the claim takes from the months before full retirement age.
struct WorkDeductions: Hashable, Sendable {
  /// Share of the benefit that is paid, for months in which it is not all, and for a January that brings back what was held back.
  var paidShare: [YearMonth: Double] = [:]
  /// Every month from the entitlement to full retirement age; empty where nothing is lost.
  var monthly: [StreamMonth] = []
  /// Why, for the reader.
  var losses: [PaymentLoss] = []
  /// The work that was charged.
  var record = WorkRecord()
  /// Months to some month that were lost as the owner of a running benefit knows them, in place of those found.
  var stated: Stated?

  struct Stated: Hashable, Sendable {
    var months: Int
    var through: YearMonth
  }

  /// Months lost to work in whole or in part, which leave the reduction at full retirement age.
  var months: Int {
    (stated?.months ?? 0)
      + monthly.count { month in Self.counts(month.loss) && stated.map { month.month > $0.through } ?? true }
  }

  func months(lostTo loss: StreamMonth.Loss) -> [YearMonth] { monthly.filter { $0.loss == loss }.map(\.month) }

  static func counts(_ loss: StreamMonth.Loss) -> Bool { loss == .foreignWork || loss == .earnings }
}

extension UnitedStates {
  /// The setting that names the last month of work abroad of more than 45 hours, not covered by US Social Security; the statement of a person
  /// goes before it, and of a couple it speaks of whoever has work abroad on record.
  static let foreignWorkSetting = "foreign-work-through"

  /// Months lost to the foreign work test and to the earnings test, by the steps of ``LawTables/monthsPaid(_:of:through:)``.
  ///
  /// The limits of the earnings test after the last published year are those of the outlook, also along simulated paths.
  ///
  /// - Source: 42 U.S.C. § 403(b), (c), (f); 20 CFR 404.415–404.440; POMS RS 02605.005.
  /// - Throws: ``ClaimRefusal`` when a setting cannot be read.
  func workDeductions(_ question: BenefitQuestion, of applicant: Applicant) throws -> WorkDeductions {
    let (start, full) = (question.entitlement, question.ages.fullMonth)
    guard start < full else { return WorkDeductions() }
    var result = WorkDeductions()
    if let running = applicant.record.inPayment, running.since == start, let months = running.withheld {
      result.stated = .init(months: min(months, full - start), through: running.asOf)
    }
    let history = try workHistory(of: applicant)
    let record = workRecord(question, history, settings: applicant.settings)
    guard !record.months.isEmpty else { return result }
    // Without covered earnings nothing hangs on the amount.
    let years = Set(record.months.filter { $0.value.wages > .zero || $0.value.selfEmployment > .zero }.keys.map(\.year))
    let stream = BenefitStream(person: 0, record: 0, first: start, adjusts: full) { [tables] month, _, _ in
      years.contains(month.year) ? tables.workerBenefit(question.asked(in: month)).benefit : .zero
    }
    let suspends = applicant.settings["alien-nonpayment"] == "suspend"
    let person = Beneficiary(
      fullMonth: full, work: record,
      isSuspended: { month in
        suspends
          && ((try? self.paymentAbroad(
            of: applicant.person, quarters: question.career.quartersHeld(in: month), in: month
          ).isDoubtful) ?? false)
      })
    var family = Family(streams: [stream], people: [person])
    if let dependant = applicant.dependants.first { try add(dependant, to: &family, of: question) }
    let months = tables.monthsPaid(family.streams, of: family.people, through: full - 1)[0]
    guard months.contains(where: { WorkDeductions.counts($0.loss) }) else { return result }
    (result.monthly, result.record) = (months, record)
    for month in months {
      switch month.loss {
      case .foreignWork: result.paidShare[month.month] = 0
      case .earnings: result.paidShare[month.month] = month.rest.double / month.benefit.double
      case .none, .abroad: break
      }
    }
    if applicant.settings["earningsTestTiming"] == "wholeMonths" { holdBackWholeMonths(&result, question) }
    result.losses = losses(result, history, of: applicant.person)
    return result
  }

  /// What the person states goes before the setting.
  func workHistory(of applicant: Applicant) throws -> WorkHistory {
    var history = applicant.work
    guard let text = applicant.settings[Self.foreignWorkSetting] else { return history }
    guard let last = YearMonth(text) else {
      throw ClaimRefusal(
        message: "'\(Self.foreignWorkSetting)' is '\(text)'", article: "42 U.S.C. § 403(c)",
        hint: "a month, for example 2031-05")
    }
    let isMeant = !history.isOfCouple || history.knowsWork(outside: country)
    if history.abroad == .fromRecord, history.hours.isEmpty, isMeant { history.abroad = .through(last) }
    return history
  }

  /// Hours abroad before full retirement age, and wages of each year from the one of the entitlement on.
  func workRecord(_ question: BenefitQuestion, _ history: WorkHistory, settings: [String: String])
    -> WorkRecord
  {
    let (start, full) = (question.entitlement, question.ages.fullMonth)
    var record = WorkRecord()
    if let last = history.lastMonth(outside: country), last >= start {
      for month in start...min(last, full - 1) {
        let hours = history.hours(outside: country, in: month, full: tables.fixed.foreignWorkHours + 1).hours
        if hours > 0 { record[month].hoursAbroad = hours }
      }
    }
    let career = question.career
    let last = career.years.last { career.earnings($0) > .zero }
    for year in start.year...full.year
    where career.earnings(year) > .zero && tables.exemptUnderFullAge.contains(year) {
      record.spread(
        career.earnings(year), in: year, isLast: year == last, entitlement: start, until: history.until,
        evenly: settings["graceMonths"] == "even")
    }
    return record
  }

  /// Whole months are held back until the excess is covered, and what was held back too much comes in the next January: the same sum.
  ///
  /// - Source: the practice under 20 CFR 404.434; see the setting `earningsTestTiming`.
  private func holdBackWholeMonths(_ work: inout WorkDeductions, _ question: BenefitQuestion) {
    let partly = work.monthly.filter { $0.loss == .earnings && $0.rest > .zero }
    for (year, months) in Dictionary(grouping: partly, by: \.month.year) {
      for month in months { work.paidShare[month.month] = 0 }
      let january = YearMonth.january(year + 1)
      let due = tables.workerBenefit(question.asked(in: january)).amount(withheld: work.months, tables)
      let held = months.reduce(Money<USD>.zero) { $0 + $1.rest }
      guard due > .zero else { continue }
      work.paidShare[january, default: 1] += held.double / due.double
    }
  }

  private func losses(_ work: WorkDeductions, _ history: WorkHistory, of person: Person) -> [PaymentLoss] {
    var found: [PaymentLoss] = []
    let abroad = work.months(lostTo: .foreignWork)
    if let first = abroad.first, let last = abroad.last {
      var countries: [Country] = []
      for month in abroad {
        let source = history.hours(outside: country, in: month, full: tables.fixed.foreignWorkHours + 1).source
        if case .record(let country) = source, !countries.contains(country) { countries.append(country) }
      }
      var filling: [String: Remark.Argument] = [
        "name": .text(person.id), "month": .month(history.lastMonth(outside: country) ?? last),
        "hours": .integer(tables.fixed.foreignWorkHours), "months": .integer(abroad.count),
      ]
      if !countries.isEmpty { filling["country"] = .list(countries.map { .text($0.code) }) }
      found.append(
        PaymentLoss(
          .workAbroad, from: first, through: last, months: abroad.count,
          sentence: Remark(countries.isEmpty ? .workStatedAbroad : .workOnRecord, filling)))
    }
    let charged = work.months(lostTo: .earnings)
    if let first = charged.first, let last = charged.last {
      found.append(
        PaymentLoss(
          .earnings, from: first, through: last, months: charged.count,
          sentence: Remark(
            .earningsCharged,
            [
              "name": .text(person.id), "months": .integer(charged.count), "from": .month(first),
              "through": .month(last),
            ])))
    }
    return found
  }
}

extension UnitedStates {
  /// What is told of work beside an award: what it costs and brings back, or that none is stated, as it is.
  func remarks(on work: WorkDeductions, _ applicant: Applicant, _ question: BenefitQuestion, _ first: WorkerBenefit)
    throws -> [Remark]
  {
    let (start, full) = (question.entitlement, question.ages.fullMonth)
    var remarks = work.losses.map(\.sentence)
    if work.months > 0 {
      remarks.append(Remark(.workCosts, ["months": .integer(work.months), "full": .month(full)]))
    }
    if start < full, question.career.earnings(start.year) > .zero, applicant.work.until?.year != start.year {
      remarks.append(Remark(.wagesSpread, ["year": .integer(start.year)]))
    }
    guard work.months(lostTo: .foreignWork).isEmpty, first.adjustment.map({ $0.reductionMonths > 0 }) ?? false,
      let home = applicant.person.residence(in: first.month), home != country
    else { return remarks }
    let history = try workHistory(of: applicant)
    let allowed = tables.fixed.foreignWorkHours
    let months = (start..<full).map { history.hours(outside: country, in: $0, full: allowed + 1) }
    var filling: [String: Remark.Argument] = ["hours": .integer(allowed), "full": .month(full)]
    if months.contains(where: { $0.hours > 0 }) {
      remarks.append(Remark(.workAbroadFew, filling))
    } else if months.contains(where: { $0.source == .statement }) {
      remarks.append(Remark(.workAbroadNone, filling))
    } else {
      filling["from"] = .month(start)
      remarks.append(Remark(.workAbroad, filling))
    }
    return remarks
  }
}
