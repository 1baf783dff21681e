// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The French *relevé de carrière*: year, nature, francs, euros, quarters of the general scheme, of others, and counted (RG, AR, TR).
///
/// A quarter is three months of insurance (Regulation (EC) No 987/2009, art. 13(3)); where they lie in the year is asked.
///
/// - Source: la-retraite-en-clair.fr for the columns.
public struct FrenchStatement: StatementReader {
  public let format = "fr-releve-de-carriere"
  public let title = "French relevé de carrière"
  public let country: Country? = "FR"

  public init() {}

  public func recognises(_ text: StatementText) -> Bool {
    let folded = text.folded
    return folded.contains("trim") && (folded.contains("releve de carriere") || folded.contains("annee"))
      && !EuropeanForm().recognises(text)
  }

  public func read(_ text: StatementText, _ context: ReadingContext) -> [Statement] {
    let interview = context.interview
    var quarters: [Int: (count: Int, line: Int)] = [:]
    var issued: CalendarDate?
    var heading: String?
    for (index, raw) in text.lines.enumerated() {
      let line = PeriodLine(raw, index + 1)
      if heading == nil, line.folded.contains("trim"), line.leadingYear == nil { heading = line.folded }
      guard let year = line.leadingYear else {
        if issued == nil, let day = Self.day(line) { issued = day }
        if heading != nil, line.numbers.filter({ $0.count.map { $0 <= 9 } ?? false }).count >= 3 {
          interview.fail(Place(text.file, line.number), "a row without a year", hint: "a digit may be missing")
        }
        continue
      }
      let place = Place(text.file, line.number)
      guard year <= context.today.year || context.allowsFuture else {
        interview.fail(place, "\(year) lies after this year", hint: "a slip of a digit?")
        continue
      }
      guard let row = Self.quarters(line, isWhole: heading.map(Self.hasAll) ?? true) else {
        interview.fail(
          place, "\(year) has no quarters at its end",
          hint: "the last columns are the quarters: RG, AR and TR, 0 to 4 each")
        continue
      }
      if let parts = row.parts, min(4, parts.reduce(0, +)) != row.total {
        interview.fail(
          place, "\(year): \(parts.map(String.init).joined(separator: " and ")) quarters cannot make \(row.total)",
          hint: "TR is the sum of RG and AR, at most 4")
        continue
      }
      quarters[year] = (min(4, (quarters[year]?.count ?? 0) + row.total), quarters[year]?.line ?? line.number)
    }
    guard !interview.hasErrors else { return [] }
    let rows = quarters.filter { $0.value.count > 0 }.sorted { $0.key < $1.key }.map { year, found in
      PeriodRow(.year(year, months: 3 * found.count), kind: "compulsory", counted: 3 * found.count, line: found.line)
    }
    guard !rows.isEmpty else {
      interview.fail(Place(text.file), "no year with quarters in it")
      return []
    }
    interview.say("French quarters are three months each.")
    var statement = Statement(text, format: format, title: title, country: "FR", .periods(rows))
    statement.issued = issued
    return [statement]
  }

  private static func hasAll(_ heading: String) -> Bool {
    heading.contains("rg") && heading.contains("ar") && heading.contains("tr")
  }

  /// The last numbers of a row: RG, AR and TR, or TR alone.
  private static func quarters(_ line: PeriodLine, isWhole: Bool) -> (total: Int, parts: [Int]?)? {
    let counts = line.numbers.suffix(isWhole ? 3 : 1).map(\.count)
    guard counts.count == (isWhole ? 3 : 1), counts.allSatisfy({ $0.map { $0 <= 4 } ?? false }) else { return nil }
    let values = counts.compactMap { $0 }
    return (values[values.count - 1], isWhole ? Array(values.dropLast()) : nil)
  }

  /// `12 octobre 2026` or `12.10.2026`.
  private static func day(_ line: PeriodLine) -> CalendarDate? {
    if case .day(let day)? = line.days.first { return day }
    let months = [
      "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
      "decembre",
    ]
    guard let match = line.folded.firstMatch(of: /([0-9]{1,2})(?:er)? ([a-z]+) ([0-9]{4})/),
      let month = months.firstIndex(of: String(match.2)), let day = Int(match.1), let year = Int(match.3)
    else { return nil }
    return CalendarDate(year, month + 1, day)
  }
}

extension StatementFormats {
  public static let france = StatementFormats(readers: [FrenchStatement()], assemblies: [])
}
