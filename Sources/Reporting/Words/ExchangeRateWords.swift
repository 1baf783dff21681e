// SPDX-License-Identifier: GPL-3.0-or-later

extension AnswerPhrase {
  /// `ou_rs` of `ou_rs (kappa 0.16, …)`.
  static func modelName(_ text: String) -> String { String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }

  /// What a model of the exchange rate assumes, by its name at the start of `text`.
  static func model(_ text: String, in words: Wording) -> RichText {
    let phrase: AnswerPhrase =
      switch modelName(text) {
      case "ou", "ou_t", "ou_garch": .modelReversion
      case "ou_rs": .modelReversionRegimes
      case "rw", "gbm", "student_t", "merton", "rs2", "rs2_common_mean", "garch", "garch_t", "bootstrap": .modelWalk
      default: .modelOther
      }
    return words.rich(phrase)
  }
}
