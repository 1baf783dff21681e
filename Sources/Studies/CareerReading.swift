// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Strategies

/// One row of careers.
extension ScenarioReader {
  // MARK: JSON

  /// A JSON line with whole records.
  func career(json row: Element, form: CareerForm) -> (id: String?, career: Career?) {
    guard let fields = fields(row, form.keys, named: "row") else { return (nil, nil) }
    let id = careerID(fields)
    let born = livingBirthday(fields, id: id)
    var records: [Country: InsuranceRecord] = [:]
    for system in form.countries {
      guard let part = fields(system.country.code.lowercased()) else { continue }
      guard let body = withPayYears(part, system: system) else { continue }
      records[system.country] = record(body, of: system, id: id ?? "the person", born: born)
    }
    var citizenship: [Country] = []
    if let element = fields("citizenship") {
      if element.items == nil {
        fail(element.position, "'citizenship' is \(describe(element)); a list is wanted", hint: "[\"US\"]")
      } else {
        citizenship = countryList(element, "citizenship")
      }
    }
    return (id, career(fields, id: id, born: born, citizenship: citizenship, records: records, form: form))
  }

  /// The record with `pay` and `pay_year` of its periods put together as a scenario states them; nil where a period is wrong.
  private func withPayYears(_ record: Element, system: any PensionSystem) -> Element? {
    guard var entries = record.entries, !system.vocabulary.periodKinds.isEmpty else { return record }
    let problems = errors.count
    for (index, entry) in entries.enumerated() where entry.key == "periods" {
      guard let items = entry.value.items else { continue }
      let periods = items.map { withPayYear($0) }
      entries[index].value = Element(position: entry.value.position, content: .list(periods))
    }
    return errors.count == problems ? Element(position: record.position, content: .mapping(entries)) : nil
  }

  private func withPayYear(_ period: Element) -> Element {
    guard let fields = fields(period, StudyKeys.period, named: "period") else { return period }
    var own = fields.entries
    if let year = own.removeValue(forKey: "pay_year") {
      _ = digits(year.value, "pay_year").flatMap { self.year($0, "pay_year", at: year.value.position) }
      if let pay = own["pay"], pay.value.entries == nil {
        let amount = Element.Entry(key: "amount", keyPosition: pay.keyPosition, value: pay.value)
        let wages = Element.Entry(key: "wages_of", keyPosition: year.keyPosition, value: year.value)
        own["pay"]?.value = Element(position: pay.value.position, content: .mapping([amount, wages]))
      } else {
        fail(
          year.keyPosition, "'pay_year' says whose wages a plain 'pay' is in",
          hint: "{ \"pay\": 4100, \"pay_year\": 2010 }")
      }
    }
    return Element(
      position: period.position, content: .mapping(own.values.sorted { $0.keyPosition < $1.keyPosition }))
  }

  // MARK: CSV

  /// A CSV row with one stay a country.
  func career(_ row: CareerCellsByName, form: CareerForm) -> (id: String?, career: Career?) {
    guard let fields = fields(row.mapping(StudyKeys.person), StudyKeys.person, named: "row") else { return (nil, nil) }
    let id = careerID(fields)
    let born = livingBirthday(fields, id: id)
    var records: [Country: InsuranceRecord] = [:]
    for system in form.countries {
      guard let body = stay(row, system: system) else { continue }
      records[system.country] =
        body.entries?.isEmpty ?? true
        ? InsuranceRecord(country: system.country)
        : record(body, of: system, id: id ?? "the person", born: born)
    }
    var citizenship: [Country] = []
    if let element = fields("citizenship"), let text = element.text {
      let codes = text.split(separator: " ").map {
        Element(position: element.position, content: .text(String($0)))
      }
      citizenship = countryList(Element(position: element.position, content: .list(codes)), "citizenship")
    }
    return (id, career(fields, id: id, born: born, citizenship: citizenship, records: records, form: form))
  }

  /// One stay as a scenario would state the record.
  ///
  /// - Returns: nil where none is stated, or not well; an empty mapping for one of no length.
  private func stay(_ row: CareerCellsByName, system: any PensionSystem) -> Element? {
    let prefix = system.country.code.lowercased()
    func cell(_ name: String) -> Element? { row.element("\(prefix)_\(name)") }
    guard ["from", "units", "pay", "pay_year"].contains(where: { cell($0) != nil }) else { return nil }
    let kinds = system.vocabulary.periodKinds
    var kind = kinds.first
    if let element = cell("kind"), let text = element.text {
      kind = kinds.first { $0.name == text }
      if kinds.isEmpty {
        fail(element.position, "periods in \(system.country) have no kinds", hint: "leave the cell empty")
      } else if kind == nil {
        failUnknown("kind of period", text, among: kinds.map(\.name), at: element.position)
        return nil
      }
    }
    let isPaid = kind.map { $0.pay != .none } ?? true
    var isWhole = true
    for name in ["from", "units"] + (isPaid ? ["pay", "pay_year"] : []) where cell(name) == nil {
      let place = row.place("\(prefix)_\(name)") ?? row.place("\(prefix)_from") ?? Position(line: row.line, column: 0)
      fail(place, "'\(prefix)_\(name)' has no value", hint: StudyKeys.stay(name)?.example)
      isWhole = false
    }
    let from = cell("from").flatMap { month($0, "\(prefix)_from") }
    let units = cell("units").flatMap { count($0, "\(prefix)_units", in: 0...(kinds.isEmpty ? 480 : 1440)) }
    let pay = cell("pay").flatMap { money($0, "\(prefix)_pay", in: system.currency) }
    let year = cell("pay_year").flatMap { element in
      digits(element, "\(prefix)_pay_year").flatMap { self.year($0, "\(prefix)_pay_year", at: element.position) }
    }
    guard isWhole, let from, let units, let fromCell = cell("from"), let unitsCell = cell("units"),
      !isPaid || (pay != nil && year != nil)
    else { return nil }
    guard units > 0 else { return Element(position: fromCell.position, content: .mapping([])) }
    let payPlace = cell("pay")?.position ?? fromCell.position
    func entry(_ key: String, _ text: String, at place: Position) -> Element.Entry {
      Element.Entry(key: key, keyPosition: place, value: Element(position: place, content: .text(text)))
    }
    func amount(_ key: String, _ amount: ExactDecimal, at place: Position) -> Element.Entry {
      let wages = entry("wages_of", "\(year ?? from.year)", at: cell("pay_year")?.position ?? payPlace)
      return Element.Entry(
        key: key, keyPosition: place,
        value: Element(
          position: payPlace, content: .mapping([entry("amount", amount.description, at: payPlace), wages])))
    }
    let first = fromCell.position
    if kinds.isEmpty {
      let years = CareerRecord.years(from: from.year, units: units)
      let earnings = years.map { year, count in
        amount("\(year)", CareerRecord.share(count, of: pay ?? .zero), at: first)
      }
      let counts = years.map { entry("\($0)", "\($1)", at: unitsCell.position) }
      return Element(
        position: first,
        content: .mapping(
          [(system.vocabulary.amountsKey, earnings), (system.vocabulary.units?.key, counts)].compactMap { key, list in
            key.map {
              Element.Entry(key: $0, keyPosition: first, value: Element(position: first, content: .mapping(list)))
            }
          }))
    }
    var period = [
      entry("from", "\(from)", at: first), entry("to", "\(from + (units - 1))", at: unitsCell.position),
      entry("kind", kind?.name ?? "", at: cell("kind")?.position ?? first),
    ]
    if let pay { period.append(amount("pay", pay, at: payPlace)) }
    let list = Element(
      position: payPlace, content: .list([Element(position: payPlace, content: .mapping(period))]))
    return Element(
      position: first, content: .mapping([Element.Entry(key: "periods", keyPosition: first, value: list)]))
  }

  // MARK: Both

  /// The birthday; nil also where it cannot be right, so that no record is held against it.
  private func livingBirthday(_ fields: Fields, id: String?) -> CalendarDate? {
    let problems = errors.count
    let born = birthday(fields, id: id ?? "the person")
    return errors.count == problems ? born : nil
  }

  /// What the tables call the career: text that a terminal and a spreadsheet take as text.
  private func careerID(_ fields: Fields) -> String? {
    guard let element = fields("id"), let id = text(element, "id") else { return nil }
    guard id.unicodeScalars.count <= 100 else {
      fail(element.position, "the id is longer than 100 characters", hint: "give a short name or a number")
      return nil
    }
    let isPrinted = id.unicodeScalars.allSatisfy {
      ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    guard isPrinted else {
      fail(element.position, "the id holds a character that is not printed", hint: "use letters and digits")
      return nil
    }
    return id
  }

  private func career(
    _ fields: Fields, id: String?, born: CalendarDate?, citizenship: [Country], records: [Country: InsuranceRecord],
    form: CareerForm
  ) -> Career? {
    let sexes: KeyValuePairs<String, Sex> = ["F": .female, "M": .male, "female": .female, "male": .male]
    let sex = fields("sex").flatMap { word($0, "sex", sexes) }
    let residence = fields("residence").flatMap { element in
      text(element, "residence").flatMap { country($0, "residence", at: element.position) }
    }
    if records.isEmpty, errors.isEmpty { fail(fields.position, "the row has no record in any country") }
    guard let id, let born, let sex, let residence, errors.isEmpty else { return nil }
    let person = Person(
      id: form.personID, born: born, sex: sex, citizenship: citizenship,
      residence: CareerRecord.residence(records, then: residence, born: born.yearMonth))
    return Career(id: id, person: person, records: records)
  }
}

/// Records of one stay, and where somebody with such records lived.
enum CareerRecord {
  /// Four units a year from the first year on, the rest in the last year.
  static func years(from first: Int, units: Int) -> [(year: Int, units: Int)] {
    (0..<(units + 3) / 4).map { (first + $0, min(4, units - 4 * $0)) }
  }

  /// So many quarters of a year's pay, to the cent.
  static func share(_ quarters: Int, of pay: ExactDecimal) -> ExactDecimal {
    pay.scaled(by: ExactDecimal(quarters), over: 4).roundedHalfUp(places: 2)
  }

  /// Each country from its first to its last insured month, then the country where the household lives now.
  static func residence(_ records: [Country: InsuranceRecord], then home: Country, born: YearMonth) -> [Residence] {
    var stays: [Residence] = []
    for record in records.values {
      let firsts = record.periods.map(\.from) + record.earnings.keys.map { YearMonth.january($0) }
      let lasts = record.periods.map(\.through) + record.earnings.keys.map { YearMonth.december($0) }
      if let first = firsts.min(), let last = lasts.max() {
        stays.append(Residence(country: record.country, from: first, through: last))
      }
    }
    stays.sort { ($0.from, $0.country) < ($1.from, $1.country) }
    // At home since the last stay abroad ended, or since the first insured month at home where that is earlier.
    let abroad = stays.filter { $0.country != home }.compactMap(\.through).max()
    return stays + [Residence(country: home, from: abroad.map { $0 + 1 } ?? born)]
  }
}
