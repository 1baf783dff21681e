// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Luxembourg's papers: the yearly *relevé de carrière* (by year, or by employer) and the *certificat d'affiliation*.
///
/// No public source shows one. The layouts are assumed, and every import says that it is experimental until a real paper was seen.
///
/// - Source: what the papers are: extrait-carriere.lu (FAQ), cnap.public.lu, guichet.lu. Kinds: CSS art. 171 to 174.
public struct LuxembourgPaper: StatementReader {
  public enum Layout: String, Sendable, CaseIterable {
    /// Year, months, income, kind.
    case byYear = "ccss-by-year"
    /// Days, employer, kind, months, income; or without income.
    case byPeriod = "ccss-by-period"
  }

  public let layout: Layout
  public var format: String { layout.rawValue }
  public var title: String { layout == .byYear ? "Luxembourg record by year" : "Luxembourg record by period" }
  public let country: Country? = "LU"

  public init(_ layout: Layout) { self.layout = layout }

  static let words = PeriodWords(kinds: [
    (["baby-year", "baby year", "babyjahr", "annees bebe"], .kind("compulsory")),
    (
      [
        "continuee", "facultative", "volontaire", "weiterversicherung", "freiwillig", "voluntary", "continued",
        "optional",
      ],
      .kind("voluntary")
    ),
    (["achat retroactif", "rachat", "nachkauf", "ruckwirkend", "purchase"], .kind("purchased")),
    (
      [
        "complementaire", "etudes", "education d'enfant", "education des enfants", "erganzungszeit", "studien",
        "studium",
        "erziehungszeit", "complementary", "studies", "child-raising",
      ], .kind("complementary")
    ),
    (
      [
        "obligatoire", "salarie", "independant", "chomage", "maladie", "conge parental", "pre-retraite", "preretraite",
        "pflichtversicherung", "arbeitnehmer", "selbststandig", "selbstandig", "arbeitslos", "krankheit",
        "elternurlaub",
        "vorruhestand", "compulsory", "employee", "self-employed", "unemployment", "sickness", "parental leave",
        "apprenti",
        "fonctionnaire", "ouvrier",
      ], .kind("compulsory")
    ),
  ])

  private static let ownWords = [
    "luxembourg", "luxemburg", "ccss", "centre commun", "matricule", "certificat d'affiliation", "affiliation",
    "assurance pension", "pensionsversicherung", "cotisable", "beitragspflichtig", "pflichtversicherung", "employeur",
    "arbeitgeber", "employer", "assurance obligatoire", "compulsory insurance", "contributory income", "insurable",
  ]

  public func recognises(_ text: StatementText) -> Bool {
    let folded = text.folded
    guard Self.ownWords.contains(where: { folded.contains($0) }), !EuropeanForm().recognises(text),
      !["versicherungsverlauf", "deutsche rentenversicherung", "trim.", "trimestre", "social security"].contains(
        where: {
          folded.contains($0)
        }), !AnyPIA().recognises(text)
    else { return false }
    let lines = text.lines.enumerated().map { PeriodLine($0.element, $0.offset + 1) }
    let hasPeriods = lines.contains { $0.days.count >= 2 || ($0.days.count == 1 && $0.isOpen) }
    return layout == .byPeriod
      ? hasPeriods : !hasPeriods && lines.contains { $0.leadingYear != nil && !$0.numbers.isEmpty }
  }

  public func read(_ text: StatementText, _ context: ReadingContext) -> [Statement] {
    var table = PeriodTable(text, Self.words, context, prefix: "lu", assumedKind: "compulsory")
    table.read()
    guard !context.interview.hasErrors else { return [] }
    table.checkTotals()
    guard !table.rows.isEmpty else {
      context.interview.fail(
        Place(text.file), "no row of a period or of a year and its months in it",
        hint: "the columns are: year, months, income, kind; or first day, last day, employer, kind, months, income")
      return []
    }
    var statement = Statement(text, format: format, title: title, country: "LU", .periods(table.rows))
    (statement.issued, statement.born, statement.totals) = (table.issued, table.born, table.totals)
    statement.isExperimental = true
    return [statement]
  }
}

extension StatementFormats {
  /// The franc ended at 40.3399 for a euro.
  ///
  /// - Source: Council Regulation (EC) No 2866/98, art. 1. The ceiling is five times the minimum wage: CSS art. 241.
  public static let luxembourg = StatementFormats(
    readers: LuxembourgPaper.Layout.allCases.map { LuxembourgPaper($0) },
    assemblies: [
      PeriodAssembly(
        country: "LU", former: .init(code: CurrencyCode("LUF"), perUnit: 40.3399, until: 1999), limitInLowestPays: 5)
    ])
}
