// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// What a person states of work beside the records.
extension ScenarioReader {
  /// Hours of a month of 31 days.
  static let mostHours = 744

  /// - Parameter records: what the person has on record, which such statements must not contradict.
  func work(
    _ fields: Fields, id: String, _ records: (records: [Country: InsuranceRecord], other: [Country: Coverage])
  ) -> (work: WorkHistory, pay: StatedPay?) {
    var work = WorkHistory()
    var pay: StatedPay?
    if let element = fields("work"), let inner = self.fields(element, ScenarioKeys.work, named: "work") {
      work.until = inner("until").flatMap { month($0, "until") }
      if let until = work.until { checkEnd(until, at: inner.place("until"), id: id, records.records) }
      pay = self.pay(inner, id: id, until: work.until, records)
      if inner.entries.isEmpty {
        fail(element.position, "'work' says nothing", hint: ScenarioKeys.person.key("work")?.hint)
      }
    }
    if let element = fields("work_abroad") { work.hours = hoursAbroad(element, id: id) }
    if let element = fields("foreign_work"), let stated = foreignWork(element) {
      work.abroad = stated
      if let first = work.hours.first(where: { $0.hours > 0 }), stated == .none {
        fail(
          fields.place("foreign_work"),
          "'foreign_work' says that \(id) does not work abroad, and 'work_abroad' states \(first.hours) hours from \(first.from) on",
          hint: "keep one of the two")
      }
    }
    return (work, pay)
  }

  /// Pay on record after the end of work is a contradiction: what a record states is lived and charged.
  private func checkEnd(_ until: YearMonth, at place: Position, id: String, _ records: [Country: InsuranceRecord]) {
    for (country, record) in records.sorted(by: { $0.key < $1.key }) {
      guard let system = systems[country] else { continue }
      let spells = system.work(in: record)
      let earned = record.periods.isEmpty ? record.earnings.filter { $0.value.amount > .zero }.keys.max() : nil
      if let last = spells.map(\.through).max(), last > until {
        fail(
          place, "\(id) works until \(until), and the record in \(country) states work to \(last)",
          hint: "end the record in \(until), or write work: { until: \(last) }")
      } else if let earned, earned > until.year {
        fail(
          place, "\(id) works until \(until), and the record in \(country) states earnings of \(earned)",
          hint: "leave the later years out, or write work: { until: \(YearMonth.december(earned)) }")
      }
    }
  }

  /// `{ 2027-01..2029-06: 40 h }`.
  private func hoursAbroad(_ element: Element, id: String) -> [WorkHistory.StatedHours] {
    let hint = "work_abroad: { 2027-01..2029-06: 40 h }"
    guard let entries = entries(element, named: "work_abroad", hint: hint) else { return [] }
    var found: [WorkHistory.StatedHours] = []
    for entry in entries {
      let key = Element(position: entry.keyPosition, content: .text(entry.key))
      guard let span = span(key, "work_abroad", openStart: asOf), let hours = hours(entry.value, in: entry.key) else {
        continue
      }
      let through = span.through ?? YearMonth.december(Self.years.upperBound)
      if let other = found.first(where: { $0.from <= through && span.from <= $0.through }) {
        fail(
          entry.keyPosition, "hours of \(max(other.from, span.from)) are stated twice in 'work_abroad'",
          hint: "end the earlier span the month before")
        continue
      }
      found.append(.init(from: span.from, through: through, hours: hours))
    }
    return found
  }

  private func hours(_ element: Element, in months: String) -> Int? {
    let form = "hours a month are a whole number and h, for example 40 h"
    guard let text = digits(element, months, hint: form) else { return nil }
    var number = Substring(text)
    if number.last == "h" { number = number.dropLast() }
    guard let hours = Int(String(number).trimmed), hours >= 0 else {
      fail(element.position, "hours of \(months) are '\(text.shortened)', which is no number of hours", hint: form)
      return nil
    }
    guard hours <= Self.mostHours else {
      fail(
        element.position, "\(hours) hours of work in a month of \(months); a month has at most \(Self.mostHours)",
        hint: "write the hours of one month, for example 160 h")
      return nil
    }
    return hours
  }

  /// `from record`, `none`, or `through MONTH`.
  private func foreignWork(_ element: Element) -> WorkHistory.Abroad? {
    let form = "from record, none, or through a month: through 2030-02"
    guard let text = text(element, "foreign_work", hint: form) else { return nil }
    switch text {
    case "from record": return .fromRecord
    case "none": return WorkHistory.Abroad.none
    default: break
    }
    let words = text.split(separator: " ")
    guard words.count == 2, words[0] == "through" else {
      fail(element.position, "'foreign_work' is '\(text.shortened)', which is not known", hint: form)
      return nil
    }
    return month(String(words[1]), "foreign_work", at: element.position).map { .through($0) }
  }
}
