// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// The sentences of what comparison and search assume, change, try or refuse.
public enum EngineWords {
  public static var catalogue: WordCatalogue { EmbeddedWords.catalogue }

  /// What a spouse of the past is called who has no name.
  public static func nameless(isLate: Bool, in language: String) -> String {
    let key = isLate ? EnginePhrase.lateSpouse : .formerSpouse
    return catalogue.sentence(key.rawValue, in: language) ?? catalogue.sentence(key.rawValue, in: "en") ?? key.rawValue
  }
}

extension Remark {
  /// A sentence of `Words/`.
  init(_ key: EnginePhrase, _ arguments: [String: Argument] = [:]) { self.init(key: key.rawValue, arguments) }
}

extension PensionSystem {
  /// The pension in a few words, in the reader's language where the country has them.
  var pensionInWords: Remark.Argument { inWords("pensionName", pensionName) }
  var nameInWords: Remark.Argument { inWords("country", name) }

  private func inWords(_ key: String, _ english: String) -> Remark.Argument {
    let key = country.code.lowercased() + "." + key
    return words.sentence(key, in: "en") == nil ? .text(english) : .remark(Remark(key: key))
  }
}

extension ClaimRefusal {
  /// A refusal of planning, in whose sentence words of `system` may stand.
  init(_ reason: Remark, article: String, hint: Remark, by system: any PensionSystem) {
    self.init(reason, article: article, hint: hint, words: EngineWords.catalogue, system.words)
  }
}
