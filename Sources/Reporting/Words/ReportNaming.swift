// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Strategies

/// What every report says of people, countries and months, in the scenario's language.
protocol ReportNaming {
  var scenario: Scenario { get }
  var systems: [Country: any PensionSystem] { get }
  var words: Wording { get }
}

extension ReportNaming {
  var numbers: NumberText { words.numbers }
  var currency: CurrencyCode { scenario.currency }

  func pension(_ country: Country) -> String { systems[country].map(words.pension) ?? country.code }

  func country(_ country: Country) -> String { systems[country].map(words.country) ?? country.code }

  func person(_ id: String) -> Person? { scenario.members.first { $0.person.id == id }?.person }

  /// The age that the person has completed at the end of `month`.
  func age(of id: String, in month: YearMonth) -> Age? {
    person(id).map { Age(months: max(0, month - $0.born.yearMonth)) }
  }

  func basis(_ text: String) -> String {
    switch text {
    case "national": words.text(GeneralPhrase.basisNational)
    case "totalized": words.text(GeneralPhrase.basisTotalized)
    case "none": words.text(GeneralPhrase.basisNone)
    default: text
    }
  }

  func unit(_ coverage: Coverage) -> String {
    words.text(coverage.unit == .quarter ? LabelPhrase.monthsQuarter : .monthsMonth)
  }

  func regimeName(_ regime: LawRegime) -> String {
    switch regime.name {
    case "current": words.text(RegimePhrase.current)
    case "historical": words.text(RegimePhrase.historical)
    case "reinstated": words.text(RegimePhrase.reinstated)
    case "article": words.text(RegimePhrase.article)
    case "luxembourg-2012": words.text(RegimePhrase.earlyPensionOf2012)
    case "moderator-half": words.text(RegimePhrase.moderatorHalf)
    case "moderator-none": words.text(RegimePhrase.moderatorNone)
    case "index-delayed": words.text(RegimePhrase.indexDelayed)
    default: words.text(RegimePhrase.other, ["name": regime.name])
    }
  }
}

extension Wording {
  /// The language that a scenario asks for; English where the catalogue lacks it.
  init(for scenario: Scenario) { self.init(language: Language(rawValue: scenario.report.language) ?? .en) }

  func origin(_ origin: ParameterOrigin) -> String {
    switch origin {
    case .published: text(GeneralPhrase.published)
    case .projected: text(GeneralPhrase.projected)
    case .assumption: text(GeneralPhrase.assumption)
    }
  }

  /// Words that the law or the engine put into a result, in the reader's language where the catalogue has them.
  ///
  /// They are looked up clause by clause, with their months, numbers and country codes taken out and put back.
  func translated(_ text: String) -> String {
    guard language != .en else { return text }
    if let whole = found(text) { return whole }
    let chance = "chance that "
    if text.hasPrefix(chance) {
      let filling = ["change": translated(String(text.dropFirst(chance.count)))]
      return RichText(template: FoundPhrase.chanceThat.phrase.text(in: language), filling).plain
    }
    let clauses = text.split(separator: "; ").map { (english: String($0), here: found(String($0))) }
    guard clauses.contains(where: { $0.here != nil }) else { return text }
    return clauses.map { $0.here ?? $0.english }.joined(separator: self.text(GeneralPhrase.clauseEnd))
  }

  private func found(_ text: String) -> String? {
    var key = ""
    var filling: [String: any TextPart] = [:]
    var rest = Substring(text)
    while let found = rest.firstMatch(of: #/[0-9]{4}-[0-9]{2}|[0-9]+|\b[A-Z]{2}\b/#) {
      let name = String(filling.count + 1)
      key += rest[..<found.range.lowerBound] + "{\(name)}"
      let token = String(found.output)
      filling[name] = YearMonth(token).map(numbers.month) ?? token
      rest = rest[found.range.upperBound...]
    }
    key += rest
    guard let phrase = Self.found[key] else { return nil }
    return RichText(template: phrase.text(in: language), filling).plain
  }

  private static let found: [String: Phrase] = Dictionary(
    FoundPhrase.allCases.map { ($0.phrase.en, $0.phrase) }, uniquingKeysWith: { first, _ in first })
}
