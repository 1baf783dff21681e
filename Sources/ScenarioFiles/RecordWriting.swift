// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// A country's record as a scenario writes it, with a comment behind each line that says where it comes from.
public struct WrittenRecord: Sendable {
  public var record: InsuranceRecord
  /// Months alone: the country's law is not known.
  public var isBare: Bool
  public var yearComments: [Int: String]
  /// By the period's first month.
  public var periodComments: [YearMonth: String]
  public var unitsComment: String?
  /// Of amounts that are not in the country's own currency.
  public var currencies: [Int: CurrencyCode]

  public init(
    _ record: InsuranceRecord, isBare: Bool = false, yearComments: [Int: String] = [:],
    periodComments: [YearMonth: String] = [:], unitsComment: String? = nil, currencies: [Int: CurrencyCode] = [:]
  ) {
    (self.record, self.isBare, self.yearComments) = (record, isBare, yearComments)
    (self.periodComments, self.unitsComment, self.currencies) = (periodComments, unitsComment, currencies)
  }

  /// The country's key and everything below it; lines without their ends.
  ///
  /// - Parameters:
  ///   - indent: blanks before the country's key.
  ///   - vocabulary: the country's words; nil where its law is not known.
  public func lines(indent: Int, vocabulary: ScenarioVocabulary?) -> [String] {
    let (first, second, third) = (Self.blanks(indent), Self.blanks(indent + 2), Self.blanks(indent + 4))
    var lines = ["\(first)\(record.country):"]
    if let stated = record.stated, let key = vocabulary?.statedKey {
      let month = stated.asOf.map { ", as_of: \($0)" } ?? ""
      return lines + ["\(second)\(key): { amount: \(Self.plain(stated.amount))\(month) }"]
    }
    var rest = record.earnings
    var periods: [String] = []
    for period in record.periods {
      var parts = ["from: \(period.from)", "to: \(period.through)"]
      if !isBare { parts.append("kind: \(period.kind)") }
      if let pay = period.monthlyPay {
        parts.append("pay: \(amount(StatedEarnings(pay, wagesOf: period.wagesOf)))")
      } else if !isBare {
        let own = rest.filter { (period.from.year...period.through.year).contains($0.key) }.sorted { $0.key < $1.key }
        if !own.isEmpty {
          parts.append("income: { \(own.map { "\($0.key): \(amount($0.value, $0.key))" }.joined(separator: ", ")) }")
        }
        for (year, _) in own { rest[year] = nil }
      }
      periods.append("\(third)- { \(parts.joined(separator: ", ")) }" + Self.comment(periodComments[period.from]))
    }
    if !rest.isEmpty, let key = vocabulary?.amountsKey {
      lines.append("\(second)\(key):")
      lines += yearLines(rest).map { third + $0 }
    }
    if !record.units.isEmpty, let units = vocabulary?.units {
      let counts = record.units.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      lines.append("\(second)\(units.key): { \(counts.joined(separator: ", ")) }" + Self.comment(unitsComment))
    }
    if !periods.isEmpty { lines += ["\(second)periods:"] + periods }
    if lines.count == 1 { lines[0] += " {}" }
    return lines
  }

  /// A line a year; years of one pay in wages of another year as a span.
  private func yearLines(_ amounts: [Int: StatedEarnings]) -> [String] {
    var lines: [String] = []
    let years = amounts.keys.sorted()
    var index = 0
    while index < years.count {
      let first = years[index]
      guard let stated = amounts[first] else { break }
      var last = first
      while stated.wagesOf != nil, index + 1 < years.count, years[index + 1] == last + 1, amounts[last + 1] == stated {
        index += 1
        last += 1
      }
      let key = first == last ? "\(first)" : "\(first)..\(last)"
      lines.append("\(key): \(amount(stated, first))" + Self.comment(yearComments[first]))
      index += 1
    }
    return lines
  }

  private func amount(_ stated: StatedEarnings, _ year: Int? = nil) -> String {
    let currency = year.flatMap { currencies[$0] }.map { " \($0)" } ?? ""
    let plain = Self.plain(stated.amount) + currency
    return stated.wagesOf.map { "{ amount: \(plain), wages_of: \($0) }" } ?? plain
  }

  /// Whole units, or two decimals.
  static func plain(_ amount: ExactDecimal) -> String {
    let text = amount.description
    return text.contains(".") ? amount.text(places: 2) : text
  }

  static func comment(_ text: String?) -> String { text.map { "   # \(line($0))" } ?? "" }
  static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// A comment on one line that nothing in it can end.
  static func line(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let breaks =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
      scalars.append(breaks ? " " : scalar)
    }
    return String(scalars)
  }
}

/// A scenario that is not a file yet: what somebody answered, or papers say.
///
/// ``yaml(countries:schema:)`` writes the file; reading it gives the same household.
public struct ScenarioDraft: Sendable {
  public struct Member: Sendable {
    public var person: Person
    public var records: [WrittenRecord]
    public init(_ person: Person, records: [WrittenRecord]) { (self.person, self.records) = (person, records) }

    /// The person's key and everything below it.
    func lines(indent: Int, _ countries: [any PensionSystem]) -> [String] {
      let (first, second) = (WrittenRecord.blanks(indent), WrittenRecord.blanks(indent + 2))
      var lines = ["\(first)\(person.id):", "\(second)born: \(person.born)", "\(second)sex: \(person.sex.rawValue)"]
      if !person.citizenship.isEmpty {
        lines.append("\(second)citizenship: [\(person.citizenship.map(\.code).joined(separator: ", "))]")
      }
      var spans: [(country: Country, spans: [String])] = []
      for part in person.residence {
        let span = "\(part.from).." + (part.through?.description ?? "")
        if let index = spans.firstIndex(where: { $0.country == part.country }) {
          spans[index].spans.append(span)
        } else {
          spans.append((part.country, [span]))
        }
      }
      let lives = spans.map { part in
        "\(part.country): " + (part.spans.count == 1 ? part.spans[0] : "[\(part.spans.joined(separator: ", "))]")
      }
      lines.append("\(second)lives: { \(lives.joined(separator: ", ")) }")
      guard !records.isEmpty else { return lines + ["\(second)records: {}"] }
      lines.append("\(second)records:")
      for record in records {
        lines += record.lines(
          indent: indent + 4, vocabulary: countries.first { $0.country == record.record.country }?.vocabulary)
      }
      return lines
    }
  }

  /// A strategy's name, and each person's claims in the file's words, such as `US: 67`.
  public struct Strategy: Sendable {
    public var name: String
    public var claims: [(person: String, claims: [(country: Country, claim: String)])]
    public init(_ name: String, _ claims: [(person: String, claims: [(country: Country, claim: String)])]) {
      (self.name, self.claims) = (name, claims)
    }
  }

  public var title: String
  public var asOf: YearMonth
  public var currency: CurrencyCode
  public var members: [Member]
  public var needs: ExactDecimal?
  public var savings: [CurrencyCode: ExactDecimal]
  public var strategies: [Strategy]
  /// Lines above the file, without `#`.
  public var comments: [String]

  public init(
    title: String, asOf: YearMonth, currency: CurrencyCode, members: [Member], needs: ExactDecimal? = nil,
    savings: [CurrencyCode: ExactDecimal] = [:], strategies: [Strategy], comments: [String] = []
  ) {
    (self.title, self.asOf, self.currency, self.members) = (title, asOf, currency, members)
    (self.needs, self.savings, self.strategies, self.comments) = (needs, savings, strategies, comments)
  }

  /// The file's text.
  ///
  /// - Parameters:
  ///   - countries: the countries whose law is known.
  ///   - schema: where the schema lies, seen from the file.
  public func yaml(countries: [any PensionSystem], schema: String = "Scenarios/scenario.schema.json") -> String {
    var lines = ["# yaml-language-server: $schema=\(schema)", "#"]
    lines += comments.map { "# \(WrittenRecord.line($0))" }
    lines += ["title: \(Self.quoted(title))", "as_of: \(asOf)", "currency: \(currency)", "people:"]
    for member in members { lines += member.lines(indent: 2, countries) }
    if let needs { lines.append("needs: \(WrittenRecord.plain(needs)) \(currency)") }
    if !savings.isEmpty {
      let parts = savings.sorted { $0.key < $1.key }.map { "\($0.key): \(WrittenRecord.plain($0.value))" }
      lines.append("savings: { \(parts.joined(separator: ", ")) }")
    }
    lines.append("strategies:")
    for strategy in strategies {
      lines.append("  - name: \(Self.quoted(strategy.name))")
      for (person, claims) in strategy.claims {
        lines.append("    \(person): { \(claims.map { "\($0.country): \($0.claim)" }.joined(separator: ", ")) }")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text in double quotes.
  static func quoted(_ text: String) -> String {
    "\"" + WrittenRecord.line(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
