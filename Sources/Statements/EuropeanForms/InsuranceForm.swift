// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The Union's forms E 205 and P5000: periods by country, from, to, days or months, nature. They carry no incomes.
///
/// - Source: the neighbouring forms U002 and U017 (sozialversicherungen.admin.ch) for kinds 01, 02 and 99; the layout is assumed.
public struct EuropeanForm: StatementReader {
  public let format = "e205"
  public let title = "E 205 or P5000"
  public let country: Country? = nil

  public init() {}

  static let words = PeriodWords(kinds: [
    (["volontaire", "facultative", "continuee", "voluntary", "freiwillig", "=b"], .kind("voluntary")),
    (["assimile", "assimilated", "gleichgestellt", "residence", "=c"], .notCounted),
    (
      [
        "salarie", "independant", "obligatoire", "chomage", "employ", "compulsory", "pflicht", "beschaftigung",
        "selbst",
        "arbeitnehmer", "apprenti", "=a", "=01", "=02",
      ], .kind("compulsory")
    ),
  ])

  public func recognises(_ text: StatementText) -> Bool {
    let head = text.lines.prefix(40).map(\.folded)
    return head.contains { $0.contains("e 205") || $0.contains("e205") || $0.contains("e-205") || $0.contains("p5000") }
  }

  public func read(_ text: StatementText, _ context: ReadingContext) -> [Statement] {
    let interview = context.interview
    var table = PeriodTable(text, Self.words, context, prefix: "form", assumedKind: "compulsory")
    table.read()
    guard !interview.hasErrors else { return [] }
    table.checkTotals()
    guard !table.rows.isEmpty else {
      interview.fail(Place(text.file), "no period with a first and a last day in it")
      return []
    }
    let named = Self.country(of: text) ?? context.country
    var byCountry: [Country: [PeriodRow]] = [:]
    for row in table.rows {
      var country = row.country ?? named
      if country == nil {
        country = interview.ask(
          Question(
            "form-country", at: Place(text.file), "The form does not say whose periods these are. Which country's?",
            form: "two letters, such as FR")
        ) { text in PeriodTable.codes.contains(text.lowercased()) ? Country(text.uppercased()) : nil }
      }
      if let country { byCountry[country, default: []].append(row) }
    }
    return byCountry.sorted { $0.key < $1.key }.map { country, rows in
      var statement = Statement(text, format: format, title: title, country: country, .periods(rows))
      (statement.issued, statement.born) = (table.issued, table.born)
      return statement
    }
  }

  /// The two letters behind the form's number.
  private static func country(of text: StatementText) -> Country? {
    for line in text.lines.prefix(40) {
      guard let match = line.folded.firstMatch(of: /(?:e ?-?205|p5000)\s+([a-z]{2})\b/),
        PeriodTable.codes.contains(String(match.1))
      else { continue }
      return Country(match.1.uppercased())
    }
    return nil
  }
}

extension StatementFormats {
  public static let europe = StatementFormats(readers: [EuropeanForm()], assemblies: [])
}
