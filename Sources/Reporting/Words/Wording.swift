// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// The catalogue in one language, with that language's numbers.
struct Wording: Sendable {
  let language: Language
  var numbers: NumberText { NumberText(language: language) }

  func rich(_ key: some PhraseKey, _ arguments: [String: any TextPart] = [:]) -> RichText {
    RichText(template: EmbeddedWords.catalogue.sentence(key.rawValue, in: language.rawValue) ?? key.rawValue, arguments)
  }

  func text(_ key: some PhraseKey, _ arguments: [String: any TextPart] = [:]) -> String {
    rich(key, arguments).plain
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

  /// The pension as a reader knows it; the country's own words where the catalogue has none.
  func pension(of system: any PensionSystem) -> String {
    switch system.country {
    case "US": text(GeneralPhrase.pensionUS)
    case "LU": text(GeneralPhrase.pensionLU)
    default: system.pensionName
    }
  }

  func country(_ system: any PensionSystem) -> String {
    switch system.country {
    case "US": text(GeneralPhrase.countryUS)
    case "LU": text(GeneralPhrase.countryLU)
    default: system.name
    }
  }
}
