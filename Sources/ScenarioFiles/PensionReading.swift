// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Strategies

/// Pensions that a person draws already, or was promised: `pensions` of a person.
extension ScenarioReader {
  /// Enters pensions in payment of countries with rules into the records, and returns the others.
  func pensions(
    _ element: Element, id: String, born: CalendarDate?, into records: inout [Country: InsuranceRecord]
  ) -> [StatedIncome] {
    guard let entries = entries(element, named: "pensions", hint: ScenarioKeys.person.key("pensions")?.hint ?? "")
    else { return [] }
    var found: [StatedIncome] = []
    for entry in entries {
      guard let country = country(entry.key, "pensions", at: entry.keyPosition),
        let fields = fields(entry.value, ScenarioKeys.pension, named: "pension from \(country)")
      else { continue }
      if let system = systems[country] {
        if let running = inPayment(fields, of: system, id: id, born: born, records[country]) {
          records[country, default: InsuranceRecord(country: country)].inPayment = running
        }
      } else if let stated = stated(fields, country: country, id: id) {
        found.append(stated)
      }
    }
    return found
  }

  // MARK: Of a country whose law is known

  private func inPayment(
    _ fields: Fields, of system: any PensionSystem, id: String, born: CalendarDate?, _ record: InsuranceRecord?
  ) -> PensionInPayment? {
    let country = system.country
    for key in ["from", "follows"] where fields.entries[key] != nil {
      fail(
        fields.place(key), "'\(key)' says nothing of a pension from \(country), whose law is known here",
        hint: key == "from"
          ? "one in payment has 'since'; one to come is claimed by strategies, on records: { \(country): … }"
          : "its amount moves by that law; leave it out")
      return nil
    }
    guard let since = sinceMonth(fields, id: id, born: born) else { return nil }
    let before = errors.count
    let amount = fields("amount").flatMap { money($0, "amount", in: system.currency) }
    let stated = self.amount("pia", of: fields, allowed: system.vocabulary.statedKey, system)
    var parts: [String: ExactDecimal] = [:]
    for part in ["flat", "proportional"] {
      parts[part] = self.amount(part, of: fields, allowed: system.vocabulary.pensionParts.first { $0 == part }, system)
    }
    if parts.count == 1, let known = parts.keys.first {
      fail(
        fields.place(known), "one part of the pension from \(country) is stated, and not the other",
        hint: "write both, flat: 612.40, proportional: 2310.00, or the amount alone")
      return nil
    }
    if record?.isBare ?? true, amount == nil, stated == nil, parts.isEmpty {
      let more = system.vocabulary.statedKey.map { ", or \($0): 1763.20" } ?? ""
      fail(
        fields.position, "nothing says what \(id)'s pension from \(country) in payment since \(since) is",
        hint: "add amount: 1480\(more), or state \(id)'s record in \(country)")
      return nil
    }
    var running = PensionInPayment(
      since: since, amount: amount, stated: stated, parts: parts, asOf: month(of: fields, since: since) ?? since,
      survivorShare: survivorShare(fields))
    running.withheld = withheld(fields, since: since, through: running.asOf, of: system)
    return errors.count == before ? running : nil
  }

  private func withheld(_ fields: Fields, since: YearMonth, through last: YearMonth, of system: any PensionSystem)
    -> Int?
  {
    guard let element = fields("withheld") else { return nil }
    guard system.vocabulary.countsWithheld else {
      fail(
        fields.place("withheld"), "months that work took count no more in \(system.country)",
        hint: "leave 'withheld' out")
      return nil
    }
    return count(element, "withheld", in: 0...max(0, last - since + 1))
  }

  private func amount(_ key: String, of fields: Fields, allowed: String?, _ system: any PensionSystem) -> ExactDecimal?
  {
    guard let element = fields(key) else { return nil }
    guard allowed == key else {
      fail(fields.place(key), "a pension from \(system.country) has no '\(key)'", hint: "state its amount")
      return nil
    }
    return money(element, key, in: system.currency)
  }

  private func sinceMonth(_ fields: Fields, id: String, born: CalendarDate?) -> YearMonth? {
    guard let element = fields("since") else {
      fail(
        fields.position, "'pension' has no 'since', the first month of a pension in payment",
        hint: "since: 2024-08")
      return nil
    }
    guard let since = month(element, "since") else { return nil }
    if let asOf, since > asOf {
      fail(
        fields.place("since"), "a pension since \(since) is not in payment in the valuation month \(asOf)",
        hint: "one to come is claimed by strategies, or has 'from' where the country's law is not known here")
      return nil
    }
    if let born, since < born.yearMonth {
      fail(fields.place("since"), "the pension starts before \(id) was born, in \(born.yearMonth)")
      return nil
    }
    return since
  }

  /// The month of the amounts: that which is stated, else the valuation month.
  private func month(of fields: Fields, since: YearMonth) -> YearMonth? {
    guard let element = fields("as_of") else { return asOf }
    guard let month = month(element, "as_of") else { return nil }
    if let asOf, month > asOf || month < since {
      fail(
        fields.place("as_of"), "the amount is stated for \(month); the pension is paid from \(since) to \(asOf)",
        hint: "write the month of the statement")
      return nil
    }
    return month
  }

  private func survivorShare(_ fields: Fields) -> ExactDecimal? {
    fields("survivor_share").flatMap { number($0, "survivor_share", in: 0...1) }.flatMap(ExactDecimal.init(shortest:))
  }

  // MARK: Of another country

  private func stated(_ fields: Fields, country: Country, id: String) -> StatedIncome? {
    for key in ["pia", "flat", "proportional", "withheld"] where fields.entries[key] != nil {
      fail(
        fields.place(key), "'\(key)' says nothing here: the law of '\(country)' is not known", hint: "state its amount")
      return nil
    }
    if fields.entries["since"] != nil, fields.entries["from"] != nil {
      fail(
        fields.place("from"), "a pension has 'since', where it is in payment, or 'from', where it is to come",
        hint: "keep one of the two")
      return nil
    }
    let since = fields("since").flatMap { month($0, "since") }
    let from = fields("from").flatMap { month($0, "from") }
    guard let first = since ?? from else {
      if fields.entries["since"] == nil, fields.entries["from"] == nil {
        fail(
          fields.position, "the pension from \(country) has no first month", hint: "from: 2032-03, or since: 2024-08")
      }
      return nil
    }
    if fields.entries["as_of"] != nil { _ = month(of: fields, since: since ?? first) }
    guard let element = fields("amount") else {
      fail(
        fields.position, "the pension from \(country) has no 'amount', and its law is not known here",
        hint: "amount: 553 a month, before anything is withheld")
      return nil
    }
    guard let amount = moneyWithCurrency(element, "amount") else { return nil }
    var follows = AmountFollows.prices
    if let element = fields("follows") {
      follows = word(element, "follows", Self.followsWords) ?? .prices
    } else {
      assume("people.\(id).pensions.\(country).follows", "prices")
    }
    return StatedIncome(
      person: id, kind: .pension, code: country.code, country: country, currency: amount.currency, gross: amount.amount,
      follows: follows, from: first, survivorShare: survivorShare(fields) ?? .zero)
  }

  // MARK: Claims of the past

  /// Reports a claim of what is paid already; false where it is not.
  func refusesRunning(_ choice: Element.Entry, of member: Claimants, in country: Country) -> Bool {
    guard let since = member.inPayment[country] else { return false }
    fail(
      choice.keyPosition, "\(member.id)'s pension from \(country) is in payment since \(since)",
      hint: "leave \(country) out: there is nothing to claim")
    return true
  }

  /// A first month before the valuation month that every strategy names, and that no claim filed now could reach, is that of a pension in
  /// payment.
  func takeAsRunning(_ strategies: inout [StrategySpec], _ members: inout [Member], at place: Position) {
    guard let asOf, !strategies.isEmpty else { return }
    for index in members.indices {
      let person = members[index].person
      for country in members[index].recordsToClaim {
        guard let system = systems[country], let record = members[index].records[country],
          case .month(let month)? = strategies[0].wishes[person.id]?[country]?.start, month < asOf,
          strategies.allSatisfy({ $0.wishes[person.id]?[country] == ClaimWish(start: .month(month)) }),
          !reaches(month, Applicant(person: person, record: record, asOf: asOf), system),
          let record = running(record, since: month, of: person, system)
        else { continue }
        members[index].records[country] = record
        for strategy in strategies.indices { strategies[strategy].wishes[person.id]?[country] = nil }
        warn(
          place, "\(person.id)'s pension from \(country) is taken as in payment since \(month)",
          hint: "say so: pensions: { \(country): { since: \(month) } } under \(person.id)")
      }
    }
  }

  private func reaches(_ month: YearMonth, _ applicant: Applicant, _ system: any PensionSystem) -> Bool {
    (try? system.entitlementMonth(wanted: month, filed: applicant.asOf, applicant: applicant)) == month
  }

  /// The record with that pension; nil where the law did not give one then.
  private func running(_ record: InsuranceRecord, since: YearMonth, of person: Person, _ system: any PensionSystem)
    -> InsuranceRecord?
  {
    let then = Applicant(person: person, record: record, asOf: since)
    guard (try? system.award(to: then, from: since)) != nil else { return nil }
    var running = record
    running.inPayment = PensionInPayment(since: since, asOf: asOf ?? since)
    return running
  }
}
