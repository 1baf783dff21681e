// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// Insurance records, in the words that each country accepts.
extension ScenarioReader {
  /// - Parameter isOnly: whether nobody else's record can bring a pension.
  /// - Returns: records in countries whose law is known, and bare coverage in others.
  func records(
    _ element: Element, id: String, born: CalendarDate?, isOnly: Bool = true
  ) -> (records: [Country: InsuranceRecord], other: [Country: Coverage]) {
    let hint = "records: { US: { earnings: { 1994: 31000 } }, LU: { periods: [ … ] } }"
    guard let entries = entries(element, named: "records", hint: hint) else { return ([:], [:]) }
    var found: [Country: InsuranceRecord] = [:]
    var other: [Country: Coverage] = [:]
    for entry in entries {
      guard let country = country(entry.key, "records", at: entry.keyPosition) else {
        incomplete.insert(id)
        continue
      }
      if let system = systems[country], !isBare(entry.value, of: system) {
        found[country] = record(entry.value, of: system, id: id, born: born)
      } else if let coverage = coverage(entry.value, country: country, id: id, born: born) {
        other[country] = coverage
        assume(
          "people.\(id).records.\(country)",
          "\(coverage.total) months that count towards rights elsewhere; no pension of its own")
      } else {
        incomplete.insert(id)
      }
    }
    for (country, record) in found where record.stated != nil && found.count + other.count > 1 {
      let key = systems[country]?.vocabulary.statedKey ?? ""
      warn(
        entries.first { $0.key == country.code }?.keyPosition ?? element.position,
        "\(id)'s periods in \(country) are not known from the \(key); no other country counts them towards its rights",
        hint: "state earnings by year for totalization")
    }
    warnSharedMonths(found, other, entries, id: id)
    if found.isEmpty, !incomplete.contains(id), !((isCouple || !isOnly) && entries.isEmpty) {
      fail(
        element.position, "\(id) has no record in a country whose law is known here",
        hint: "known: \(countries.map(\.code).joined(separator: ", "))")
    }
    return (found, other)
  }

  /// A record in a country whose law is known.
  ///
  /// - Parameters:
  ///   - id: whose it is, for messages.
  ///   - born: nil where the birthday could not be read; then no record is too early.
  package func record(_ element: Element, of system: any PensionSystem, id: String, born: CalendarDate?)
    -> InsuranceRecord
  {
    RecordReading(reader: self, system: system, id: id, born: born).record(element)
  }

  /// The period without what only a known law could use, which is reported.
  private func withoutLaw(_ item: Element, _ country: Country) -> Element {
    guard let entries = item.entries else { return item }
    let own = Set(ScenarioKeys.coverage.keys.map(\.name))
    let others = Set(ScenarioKeys.period.keys.map(\.name)).subtracting(own)
    for entry in entries where others.contains(entry.key) {
      fail(
        entry.keyPosition, "'\(entry.key)' says nothing here: the law of '\(country)' is not known",
        hint: "a period there has 'from' and 'to' alone; it counts towards rights elsewhere")
    }
    return Element(position: item.position, content: .mapping(entries.filter { !others.contains($0.key) }))
  }

  /// Months insured in a country whose law is not known.
  private func coverage(_ element: Element, country: Country, id: String, born: CalendarDate?) -> Coverage? {
    let what = "\(id)'s record in \(country)"
    guard let entries = element.entries, !entries.isEmpty, entries.allSatisfy({ $0.key == "periods" }),
      let items = entries[0].value.items
    else {
      let place = element.entries?.first { $0.key != "periods" }?.keyPosition ?? element.position
      fail(
        place, "the law of '\(country)' is not known here; \(what) can only say its periods",
        hint: "periods: [ { from: 1992-01, to: 1995-12 } ]; they count towards rights elsewhere")
      return nil
    }
    var coverage = Coverage(unit: .month)
    for item in items.map({ withoutLaw($0, country) }) {
      guard let fields = fields(item, ScenarioKeys.coverage, named: "period"),
        let from = fields("from").flatMap({ month($0, "from") }),
        let through = fields("to").flatMap({ month($0, "to") })
      else { continue }
      guard from <= through else {
        fail(
          fields.place("to"), "the period ends in \(through), before it starts in \(from)",
          hint: "the earlier month comes first")
        continue
      }
      if let born, from < born.yearMonth {
        fail(fields.place("from"), "the period starts before \(id) was born, in \(born.yearMonth)")
        continue
      }
      coverage.insert(from...through)
    }
    return coverage
  }
}

/// One record while it is read.
private final class RecordReading {
  let reader: ScenarioReader
  let system: any PensionSystem
  let words: ScenarioVocabulary
  let id: String
  let born: CalendarDate?
  var record: InsuranceRecord
  /// Where each year's amount stands.
  var places: [Int: Position] = [:]

  init(reader: ScenarioReader, system: any PensionSystem, id: String, born: CalendarDate?) {
    (self.reader, self.system, self.id, self.born) = (reader, system, id, born)
    words = system.vocabulary
    record = InsuranceRecord(country: system.country)
  }

  func record(_ element: Element) -> InsuranceRecord {
    var known: Set<String> = []
    if let key = words.amountsKey { known.insert(key) }
    if let units = words.units { known.insert(units.key) }
    if !words.periodKinds.isEmpty { known.insert("periods") }
    if let key = words.statedKey { known.insert(key) }
    let what = "\(id)'s record in \(system.country)"
    guard let fields = reader.fields(element, ScenarioKeys.record, named: what, only: known) else { return record }
    if fields.entries.isEmpty, element.entries?.isEmpty ?? false {
      reader.fail(element.position, "\(what) is empty", hint: "its keys are \(known.sorted().joined(separator: ", "))")
    }
    if let key = words.amountsKey, let element = fields.entries[key]?.value { amounts(element, key) }
    if let units = words.units, let element = fields.entries[units.key]?.value { self.units(element, units) }
    if let element = fields.entries["periods"]?.value { periods(element) }
    if let key = words.statedKey, let element = fields.entries[key]?.value {
      stated(element, key)
      if let other = fields.entries.keys.sorted().first(where: { $0 != key }) {
        reader.fail(
          fields.place(key), "a record states its \(key) or its \(other), not both", hint: "keep one of the two")
      }
    }
    return record
  }

  /// `2175 USD`, or `{ amount, as_of }`.
  private func stated(_ element: Element, _ key: String) {
    var amount: ExactDecimal?
    var month: YearMonth?
    if element.entries == nil {
      amount = reader.money(element, key, in: system.currency)
    } else if let fields = reader.fields(element, ScenarioKeys.stated, named: key) {
      amount = fields("amount").flatMap { reader.money($0, key, in: system.currency) }
      month = fields("as_of").flatMap { reader.month($0, "as_of") }
      if let month, let asOf = reader.asOf, month > asOf {
        reader.fail(
          fields.place("as_of"), "the \(key) is stated for \(month), after the valuation month \(asOf)",
          hint: "write the month of the statement")
      }
    }
    guard let amount else { return }
    guard amount > .zero else {
      reader.fail(
        element.position, "a \(key) of \(amount) is none",
        hint: "leave the record out: a spouse's pension needs no record of one's own")
      return
    }
    record.stated = StatedAmount(amount, asOf: month)
  }

  // MARK: Amounts by year

  private func amounts(_ element: Element, _ key: String, within: ClosedRange<YearMonth>? = nil) {
    let hint = "\(key): { 1994: 31000, 1995..2000: { amount: 52000, wages_of: 2000 } }"
    guard let entries = reader.entries(element, named: key, hint: hint) else { return }
    var whole: [Element.Entry] = []
    var index = 0
    while index < entries.count {
      if let cut = reader.cutByComma(entries, at: index) {
        reader.failCut(cut.text, at: entries[index].value.position)
        index += cut.count
      } else {
        whole.append(entries[index])
        index += 1
      }
    }
    for entry in whole {
      guard let years = reader.years(entry.key, key, at: entry.keyPosition) else { continue }
      guard let stated = statedEarnings(entry.value, "\(key) of \(entry.key)") else { continue }
      for year in years {
        if let first = places[year] {
          reader.fail(
            entry.keyPosition, "\(key) of \(year) are given twice; the first is on line \(first.line)",
            hint: "keep one of the two")
          break
        }
        if let within, !(within.lowerBound.year...within.upperBound.year).contains(year) {
          reader.fail(
            entry.keyPosition, "\(key) of \(year) lie outside the period, \(within.lowerBound) to \(within.upperBound)")
          break
        }
        if let born, year < born.year {
          reader.fail(entry.keyPosition, "\(key) of \(year) are before \(id) was born, in \(born.year)")
          break
        }
        places[year] = entry.keyPosition
        record.earnings[year] = stated
      }
      reader.warnUnlikelyAge(years, key, id: id, born: born, at: entry.keyPosition)
      warnAboveLimit(stated, years: years, key: key, at: entry.value.position)
    }
  }

  /// An amount, or `{ amount, wages_of }`.
  private func statedEarnings(_ element: Element, _ what: String) -> StatedEarnings? {
    guard element.entries != nil else {
      return reader.money(element, what, in: system.currency).map { StatedEarnings($0) }
    }
    guard let fields = reader.fields(element, ScenarioKeys.amount, named: what) else { return nil }
    let amount = fields("amount").flatMap { reader.money($0, what, in: system.currency) }
    var wagesOf: Int?
    if let element = fields("wages_of") {
      wagesOf = reader.digits(element, "wages_of").flatMap { reader.year($0, "wages_of", at: element.position) }
    }
    return amount.map { StatedEarnings($0, wagesOf: wagesOf) }
  }

  private func warnAboveLimit(_ stated: StatedEarnings, years: ClosedRange<Int>, key: String, at position: Position) {
    let measured = stated.wagesOf.map { $0...$0 } ?? years
    for year in measured {
      guard let limit = system.earningsLimit(in: year), stated.amount > limit else { continue }
      reader.warn(
        position,
        "\(key) of \(year), \(stated.amount) \(system.currency), are above the \(words.limitName) of \(limit) \(system.currency)",
        hint: "they are capped; only the \(words.limitName) counts")
      return
    }
  }

  // MARK: Units by year

  private func units(_ element: Element, _ units: ScenarioVocabulary.Units) {
    guard let entries = reader.entries(element, named: units.key, hint: "\(units.key): { 1977: 3 }") else { return }
    for entry in entries {
      guard let years = reader.years(entry.key, units.key, at: entry.keyPosition),
        let count = reader.count(entry.value, "\(units.key) of \(entry.key)", in: 0...units.perYear)
      else { continue }
      for year in years {
        if record.units[year] != nil {
          reader.fail(entry.keyPosition, "\(units.key) of \(year) are given twice", hint: "keep one of the two")
          break
        }
        if let born, year < born.year {
          reader.fail(entry.keyPosition, "\(units.key) of \(year) are before \(id) was born, in \(born.year)")
          break
        }
        record.units[year] = count
      }
    }
  }

  // MARK: Periods

  private func periods(_ element: Element) {
    guard let items = element.items else {
      reader.fail(
        element.position, "'periods' is \(reader.describe(element)); a list is wanted",
        hint: "periods: [ { from: 2001-03, to: 2016-02, kind: compulsory, pay: 4200 } ]")
      return
    }
    var found: [(period: InsurancePeriod, kind: ScenarioVocabulary.PeriodKind, position: Position)] = []
    for item in items {
      guard let (period, kind) = period(item) else { continue }
      found.append((period, kind, item.position))
    }
    found.sort { ($0.period.from, $0.position) < ($1.period.from, $1.position) }
    var last: (period: InsurancePeriod, kind: ScenarioVocabulary.PeriodKind, position: Position)?
    for (period, kind, position) in found {
      if let last, period.from <= last.period.through, !(kind.isShared && last.kind.isShared) {
        reader.fail(
          position,
          "the period from \(period.from) overlaps the one from \(last.period.from) on line \(last.position.line)",
          hint: "a month counts once, however many jobs; end one the month before, and add the pay together")
      }
      if period.through > last?.period.through ?? YearMonth(index: 0) { last = (period, kind, position) }
    }
    for (period, kind, position) in found { checkIncome(period, kind, at: position) }
    record.periods = found.map(\.period)
    guard let born else { return }
    for fault in system.faults(in: record, born: born) {
      reader.fail(found[fault.period].position, "\(fault.message) (\(fault.article))", hint: fault.hint)
    }
  }

  private func period(_ element: Element) -> (InsurancePeriod, ScenarioVocabulary.PeriodKind)? {
    guard let fields = reader.fields(element, ScenarioKeys.period, named: "period") else { return nil }
    let from = fields("from").flatMap { reader.month($0, "from") }
    let through = fields("to").flatMap { reader.month($0, "to") }
    var kind: ScenarioVocabulary.PeriodKind?
    if let element = fields("kind"), let text = reader.text(element, "kind") {
      kind = words.periodKinds.first { $0.name == text }
      if kind == nil {
        reader.failUnknown("kind of period", text, among: words.periodKinds.map(\.name), at: element.position)
      }
    }
    let pay = fields("pay").flatMap { statedEarnings($0, "pay") }
    if let pay, let year = pay.wagesOf ?? from?.year, let limit = system.earningsLimit(in: year),
      pay.amount * 12 > limit,
      let place = fields("pay")?.position,
      !reader.warnYearlyPay(pay.amount, limit: limit, system.currency, at: place)
    {
      reader.warn(
        place,
        "pay of \(pay.amount) \(system.currency) a month in \(year) is above the \(words.limitName) of \(limit) \(system.currency)",
        hint: "it is capped; only the \(words.limitName) counts")
    }
    guard let from, let through else { return nil }
    guard from <= through else {
      reader.fail(
        fields.place("to"), "the period ends in \(through), before it starts in \(from)",
        hint: "the earlier month comes first")
      return nil
    }
    if let born, from < born.yearMonth {
      reader.fail(fields.place("from"), "the period starts before \(id) was born, in \(born.yearMonth)")
      return nil
    }
    if let element = fields("income") {
      if fields("pay") != nil {
        reader.fail(
          fields.place("income"), "a period has either pay or income by year, not both", hint: "keep one of the two")
      } else {
        amounts(element, "income", within: from...through)
      }
    }
    if kind?.pay == .required {
      reader.warnUnlikelyAge(from.year...through.year, "work", id: id, born: born, at: fields.place("from"))
    }
    // Pay that could not be read is not missing as well.
    guard let kind, pay != nil || fields("pay") == nil else { return nil }
    if kind.pay == .none, fields("pay") != nil || fields("income") != nil {
      reader.fail(
        fields.place(fields("pay") != nil ? "pay" : "income"), "a \(kind.name) period has no pay",
        hint: "\(kind.name): \(kind.meaning)")
    }
    return (
      InsurancePeriod(
        from: from, through: through, kind: kind.name, monthlyPay: pay?.amount, wagesOf: pay?.wagesOf), kind
    )
  }

  /// A month that counts because of work needs the pay that was insured.
  private func checkIncome(_ period: InsurancePeriod, _ kind: ScenarioVocabulary.PeriodKind, at position: Position) {
    guard kind.pay == .required else { return }
    if let pay = period.monthlyPay {
      if pay > .zero { return }
    }
    let missing = (period.from.year...period.through.year).filter { year in
      !(record.earnings[year].map { $0.amount > .zero } ?? false)
    }
    guard let first = missing.first else { return }
    let years = missing.count == 1 ? "\(first)" : "\(first) to \(missing[missing.count - 1])"
    reader.fail(
      position, "\(kind.name) months without income in \(years)",
      hint: "add pay: { amount: 4200 \(system.currency), wages_of: \(period.through.year) } for pay a month, "
        + "or income: { \(first): 38000 } for the year")
  }
}
