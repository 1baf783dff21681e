// SPDX-License-Identifier: GPL-3.0-or-later

/// How well a reading of the law is founded that a scenario may replace by another.
///
/// Only such settings are rows of the law and counted as readings: who decides on the claim can say which holds. Others are facts of the
/// household, assumptions of the simulation, or choices.
public enum LegalDoubt: String, Hashable, Sendable, Codable {
  /// From official summaries or parallel texts, not from the text itself.
  case derived
  /// No rule was found.
  case assumed
}

extension ScenarioVocabulary {
  /// The same words with the settings marked that the law leaves open.
  ///
  /// - Precondition: every name is one of a setting.
  public func doubting(_ doubts: [String: LegalDoubt]) -> ScenarioVocabulary {
    var words = self
    for (name, doubt) in doubts {
      words.settings[words.settings.requiredIndex(of: name) { $0.name == name }].doubt = doubt
    }
    return words
  }

  /// Settings that the law leaves open.
  public var doubts: [Setting] { settings.filter { $0.doubt != nil && $0.section != .regime } }
}

extension PensionSystem {
  /// What a value of a setting says of the law, for the person whom it concerns: who reads what in which way; nil where the country's words
  /// say nothing of it.
  ///
  /// - Parameter value: in the form in which settings are passed on.
  public func reading(_ setting: ScenarioVocabulary.Setting, _ value: String) -> Remark? {
    let name = "\(setting.name)_\(setting.written(value))".map { $0.isLetter || $0.isNumber ? String($0) : "_" }
      .joined()
    let key = "\(country.code.lowercased())Reading.\(name)"
    return words.sentence(key, in: "en") == nil ? nil : Remark(key: key)
  }
}
