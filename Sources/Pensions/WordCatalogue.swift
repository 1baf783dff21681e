// SPDX-License-Identifier: GPL-3.0-or-later

/// A key of a module's sentences: the build makes one enum of each section of the module's `Words/` files.
///
/// Its raw value is `section.key`.
public protocol PhraseKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// Sentences by key, in each language. Places to fill are `{name}`; `**…**` is set in bold and `` `…` `` as code.
///
/// The build writes one for each module with a `Words/` folder, and fails where a language lacks a key or a place.
public struct WordCatalogue: Sendable {
  /// By language code, then by key.
  private var sentences: [String: [String: String]]

  public init() { sentences = [:] }

  /// - Parameter table: a line a key: the key and its sentence in each of `languages`, parted by tabs.
  public init(languages: [String], table: StaticString) {
    sentences = [:]
    for line in "\(table)".split(separator: "\n") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      precondition(cells.count == languages.count + 1, "\(cells.count) cells for \(languages.count) languages")
      for (language, text) in zip(languages, cells.dropFirst()) {
        sentences[language, default: [:]][String(cells[0])] = String(text)
      }
    }
  }

  /// The sentence of `key`; nil where there is none.
  public func sentence(_ key: String, in language: String) -> String? { sentences[language]?[key] }

  /// Every key.
  public var keys: [String] { sentences.first?.value.keys.sorted() ?? [] }
}
