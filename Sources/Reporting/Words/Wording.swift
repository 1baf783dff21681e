// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Strategies

/// All sentences in one language, those of the reports, of the engine and of each country's law, with that language's numbers.
struct Wording: Sendable {
  let language: Language
  private let catalogues: [WordCatalogue]
  var numbers: NumberText { NumberText(language: language) }

  init(language: Language, systems: [any PensionSystem] = []) {
    self.language = language
    catalogues = [EmbeddedWords.catalogue, EngineWords.catalogue] + systems.map(\.words)
  }

  /// The language that a scenario asks for; English where the catalogue lacks it.
  init(for scenario: Scenario, systems: [any PensionSystem]) {
    self.init(language: Language(rawValue: scenario.report.language) ?? .en, systems: systems)
  }

  func rich(_ key: some PhraseKey, _ arguments: [String: any TextPart] = [:]) -> RichText {
    RichText(template: EmbeddedWords.catalogue.sentence(key.rawValue, in: language.rawValue) ?? key.rawValue, arguments)
  }

  func text(_ key: some PhraseKey, _ arguments: [String: any TextPart] = [:]) -> String {
    rich(key, arguments).plain
  }

  /// What law or engine found; months stay as they are in English.
  func text(_ remark: Remark) -> String {
    catalogues.text(remark, in: language.rawValue, month: { language == .en ? $0.description : numbers.month($0) })
  }

  /// What law or engine found, in the language of column descriptions and JSON.
  func english(_ remark: Remark) -> String { catalogues.text(remark, in: Language.en.rawValue) }

  /// Why a claim is refused, by which article, and what would be possible.
  func text(_ refusal: ClaimRefusal) -> String {
    "\(text(refusal.reason)) (\(refusal.article))"
      + (refusal.advice.map { text(GeneralPhrase.clauseEnd) + text($0) } ?? "")
  }

  /// `“name”` as the language quotes.
  func quoted(_ text: String) -> String {
    switch language {
    case .en: "“\(text)”"
    case .fr: "«\u{A0}\(text)\u{A0}»"
    case .de: "„\(text)“"
    }
  }

  /// `a, b and c`.
  func list(_ parts: [String]) -> String {
    guard parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + text(GeneralPhrase.and) + parts[parts.count - 1]
  }

  /// The pension as a reader knows it; the country's own name for it where its `Words/` have none.
  func pension(of system: any PensionSystem) -> String { own("pension", of: system) ?? system.pensionName }

  func country(_ system: any PensionSystem) -> String { own("country", of: system) ?? system.name }

  /// Of a country whose law is not among the systems; its code where nobody has named it.
  func name(ofCountry code: String) -> String {
    EmbeddedWords.catalogue.sentence("country.\(code)", in: language.rawValue) ?? code
  }

  private func own(_ key: String, of system: any PensionSystem) -> String? {
    system.words.sentence("\(system.country.code.lowercased()).\(key)", in: language.rawValue)
  }

  /// A parameter's unit, as its file states it in English; so where no translation is known.
  func unit(_ text: String) -> String {
    EmbeddedWords.catalogue.sentence("unit." + text, in: language.rawValue) ?? text
  }

  func origin(_ origin: ParameterOrigin) -> String {
    switch origin {
    case .published: text(GeneralPhrase.published)
    case .projected: text(GeneralPhrase.projected)
    case .assumption: text(GeneralPhrase.assumption)
    }
  }
}
