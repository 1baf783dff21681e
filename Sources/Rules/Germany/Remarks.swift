// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

extension Remark {
  /// A sentence of `Words/`, in this country's section.
  init(_ key: DePhrase, _ arguments: [String: Argument] = [:]) { self.init(key: key.rawValue, arguments) }
}

extension ClaimRefusal {
  init(_ reason: Remark, article: String, hint: Remark? = nil) {
    self.init(reason, article: article, hint: hint, words: EmbeddedWords.catalogue)
  }
}

extension Germany {
  public var words: WordCatalogue { EmbeddedWords.catalogue }
}
