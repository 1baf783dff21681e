// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// One line of `retiresim awards`: a person, a part for each country, and what payments depend on.
public struct CaseLine {
  public let fields: CaseReader
  public let born: CalendarDate
  public let sex: Sex?
  /// Of the marriage, and of the person's death; the first day of a month that stands alone.
  public let married: CalendarDate?
  public let died: CalendarDate?
  /// Parts of the countries whose law is known, in the order of the laws, then of those that only say when somebody was insured.
  public let parts: [CasePart]

  private let laws: [any CaseLaw]

  /// - Throws: ``LineError`` for a field of another form.
  public init(_ value: JSONValue, laws: [any CaseLaw]) throws {
    try self.init(CaseReader(value, known: nil), laws: laws)
  }

  /// - Parameter fields: of a line, or of the spouse or the deceased in it, who needs no claim.
  private init(_ fields: CaseReader, laws: [any CaseLaw]) throws {
    (self.fields, self.laws) = (fields, laws)
    (married, died) = (try fields.dayOrMonth("married"), try fields.dayOrMonth("died"))
    born = try fields.required(fields.date("born"), "born")
    sex = try fields.text("sex").map { text in
      switch text.lowercased() {
      case "f", "female": .female
      case "m", "male": .male
      default: throw LineError("'sex' is F or M, not '\(text)'")
      }
    }
    var parts: [CasePart] = []
    for law in laws {
      guard let part = try fields.object(law.caseKey, known: law.caseFields) else { continue }
      parts.append(
        CasePart(
          country: law.country, fields: part, record: try law.record(of: part), claim: try part.month("claim"), law: law
        ))
    }
    for key in fields.keys where CasePart.isCountry(key) && !laws.contains(where: { $0.caseKey == key }) {
      if let part = try CasePart(periodsOf: key, in: fields) { parts.append(part) }
    }
    self.parts = parts
    guard fields.prefix.isEmpty, !fields.has("widowed") else { return }
    let keys = laws.map(\.caseKey)
    let asked = parts.filter { $0.law != nil }
    if asked.isEmpty { throw LineError("the case has neither \(keys.map { "'\($0)'" }.joined(separator: " nor "))") }
    if asked.allSatisfy({ $0.claim == nil }) {
      throw LineError("'\(asked[0].fields.prefix)claim' is missing")
    }
  }

  /// The part of one country.
  public func part(of country: Country) -> CasePart? { parts.first { $0.country == country } }

  /// Who the line is about, as an award asks.
  public var person: Person { Person(id: "case", born: born, sex: sex ?? .female) }

  /// The same with citizenship and residence, as payments ask.
  public func resident() throws -> Person {
    var person = person
    (person.citizenship, person.residence) = (try fields.countries("citizenship"), try residence())
    return person
  }

  /// Coverage in the countries other than `country`.
  public func coverage(outside country: Country) throws -> [Country: Coverage] {
    var found: [Country: Coverage] = [:]
    for part in parts where part.country != country { found[part.country] = try part.coverage(of: person) }
    return found
  }

  /// `"residence"`: a country, or spans of months.
  private func residence() throws -> [Residence] {
    if case .string = fields["residence"] {
      return try fields.countries("residence").map { Residence(country: $0, from: born.yearMonth) }
    }
    return try (fields.list("residence", known: ["from", "to", "country"]) ?? []).map { span in
      Residence(
        country: Country(try span.required(span.text("country"), "country")),
        from: try span.required(span.month("from"), "from"), through: try span.month("to"))
    }
  }

  /// A span of `"work"`.
  public struct Work {
    public let months: ClosedRange<YearMonth>
    public let country: Country
    /// A month; nil where the line does not say.
    public let hours: Int?
    /// A month, in the country's currency; nil where the line does not say.
    public let pay: ExactDecimal?
    public let isSelfEmployed: Bool
    /// What messages put before a field of it.
    public let prefix: String
  }

  /// `"work"`; nil where the line has none.
  public func work() throws -> [Work]? {
    try fields.list("work", known: ["from", "to", "country", "hours", "pay", "self_employed"])?.map { span in
      let from = try span.required(span.month("from"), "from")
      let to = try span.required(span.month("to"), "to")
      guard from <= to, to - from < 1200 else {
        throw LineError("'\(span.prefix)to' is \(to), before or long after \(from)")
      }
      let country = try span.required(span.text("country"), "country")
      let hours = try span.count("hours")
      if let hours, hours > 744 { throw LineError("'\(span.prefix)hours' is \(hours); a month has at most 744") }
      return Work(
        months: from...to, country: Country(country), hours: hours, pay: try span.amount("pay"),
        isSelfEmployed: try span.flag("self_employed") ?? false, prefix: span.prefix)
    }
  }

  /// The people of the line beside the one it is about.
  public struct Family {
    public var spouse: CaseLine?
    public var widowed: CaseLine?
    public var divorced: [CaseLine] = []
    public var everybody: [CaseLine] { [spouse, widowed].compactMap { $0 } + divorced }
  }

  /// - Throws: ``LineError`` for a marriage that cannot be.
  public func family() throws -> Family {
    func line(_ name: String) throws -> CaseLine? {
      try fields[name].map { try CaseLine(fields.reader($0, under: name, known: nil), laws: laws) }
    }
    var family = Family(spouse: try line("spouse"), widowed: try line("widowed"))
    if case .array(let items) = fields["divorced"] {
      for (place, item) in items.enumerated() {
        family.divorced.append(
          try CaseLine(fields.reader(item, under: "divorced", at: "[\(place)]", known: nil), laws: laws))
      }
    }
    for ended in family.divorced {
      guard let day = try ended.fields.dayOrMonth("divorced"), let married = ended.married, married < day else {
        throw LineError(
          "'\(ended.fields.prefix)divorced' comes after '\(ended.fields.prefix)married'; both are asked for, days or months"
        )
      }
    }
    try checkMarriages(family)
    guard let widowed = family.widowed else { return family }
    guard let died = widowed.died else {
      throw LineError("'widowed.died' is missing: the day or the month of the death")
    }
    if let married = widowed.married ?? married, died < married {
      throw LineError("'widowed.died' is \(died), before the wedding of \(married)")
    }
    return family
  }

  /// - Throws: ``LineError`` for a marriage that begins before another one has ended, which no law knows.
  private func checkMarriages(_ family: Family) throws {
    var spans: [(name: String, from: CalendarDate, end: CalendarDate?)] = []
    for ended in family.divorced {
      guard let from = ended.married else { continue }
      spans.append(("\(ended.fields.prefix)married", from, try ended.fields.dayOrMonth("divorced")))
    }
    let widowed = family.widowed
    if let widowed, let from = widowed.married ?? (family.spouse == nil ? married : nil), let died = widowed.died,
      from <= died
    {
      spans.append((widowed.married == nil ? "married" : "widowed.married", from, died))
    }
    if let spouse = family.spouse, let from = spouse.married ?? married {
      spans.append((spouse.married == nil ? "married" : "spouse.married", from, nil))
    }
    spans.sort { $0.from < $1.from }
    for (earlier, later) in zip(spans, spans.dropFirst()) where earlier.end.map({ $0 > later.from }) ?? true {
      throw LineError(
        "'\(later.name)' is \(later.from), before the marriage of \(earlier.from)"
          + (earlier.end.map { " ended in \($0.yearMonth)" } ?? " has ended")
          + "; a second marriage begins after the first has ended")
    }
  }

  /// The least that a full month of work in `country` is paid, in its currency; nil where that is not known.
  public func minimumWage(of country: Country, in month: YearMonth) -> ExactDecimal? {
    laws.first { $0.country == country }?.minimumWage(in: month)
  }
}
