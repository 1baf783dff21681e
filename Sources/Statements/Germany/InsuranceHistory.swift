// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The German *Versicherungsverlauf*: from, to, months, kind, amount in DM or EUR.
///
/// Only contribution periods are insured months here; times of credit (*Anrechnungszeit*) and unemployment without benefit are noted and left out.
///
/// - Source: SGB VI §§ 54, 55, 56, 58 for the kinds. The layout is assumed.
public struct GermanHistory: StatementReader {
  public let format = "de-versicherungsverlauf"
  public let title = "German Versicherungsverlauf"
  public let country: Country? = "DE"

  public init() {}

  static let words = PeriodWords(kinds: [
    (["freiwillig"], .kind("voluntary")),
    (["pflichtbeitrag", "kindererziehung"], .kind("compulsory")),
    (
      [
        "anrechnungszeit", "arbeitslosigkeit", "ersatzzeit", "berucksichtigungszeit", "zurechnungszeit", "krankheit",
        "schul",
        "studium", "geringfugig", "versorgungsausgleich",
      ], .notCounted
    ),
  ])

  public func recognises(_ text: StatementText) -> Bool {
    let folded = text.folded
    return ["versicherungsverlauf", "rentenversicherung", "pflichtbeitragszeit"].contains { folded.contains($0) }
      && !EuropeanForm().recognises(text) && !folded.contains("luxemburg")
  }

  public func read(_ text: StatementText, _ context: ReadingContext) -> [Statement] {
    var table = PeriodTable(text, Self.words, context, prefix: "de")
    table.read()
    guard !context.interview.hasErrors else { return [] }
    table.checkTotals()
    guard !table.rows.isEmpty else {
      context.interview.fail(Place(text.file), "no contribution period in it")
      return []
    }
    var statement = Statement(text, format: format, title: title, country: "DE", .periods(table.rows))
    (statement.issued, statement.born, statement.totals) = (table.issued, table.born, table.totals)
    return [statement]
  }
}

extension StatementFormats {
  public static let germany = StatementFormats(readers: [GermanHistory()], assemblies: [])
}
