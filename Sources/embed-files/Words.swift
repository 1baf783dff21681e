// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Yams

/// What is wrong with a file of sentences, and where.
struct WordsError: Error, CustomStringConvertible {
  var file: String
  var line = 1
  var column = 1
  var message: String
  var hint: String
  var description: String { "\(file):\(line):\(column): error: \(message)\n  hint: \(hint)" }
}

/// The sentences of one module: `en.yaml`, `fr.yaml` and `de.yaml` of sections, each of keys, each with one sentence.
///
/// Every language holds the same keys, and each sentence the same `{places}`, the same `**` and the same backticks as the English.
struct Words {
  static let languages = ["en", "fr", "de"]

  struct Sentence {
    var text: String
    var line: Int
    var column: Int
  }

  /// Sections in the order of the English file, with their keys.
  private(set) var sections: [(name: String, keys: [String])] = []
  /// By language, then by `section.key`.
  private(set) var sentences: [String: [String: Sentence]] = [:]

  /// - Throws: ``WordsError`` with file, line and column.
  init(folder: URL) throws {
    for language in Self.languages {
      let file = folder.appending(path: "\(language).yaml").path()
      let found = try Self.read(file)
      if language == "en" {
        sections = found.map { ($0.name, $0.keys.map(\.key)) }
      }
      var all: [String: Sentence] = [:]
      for section in found { for (key, sentence) in section.keys { all["\(section.name).\(key)"] = sentence } }
      sentences[language] = all
    }
    for language in Self.languages.dropFirst() {
      try check(language, folder.appending(path: "\(language).yaml").path())
    }
  }

  private static func read(_ file: String) throws -> [(name: String, keys: [(key: String, sentence: Sentence)])] {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw WordsError(file: file, message: "cannot be read", hint: "each language has a file of its own")
    }
    func fail(_ node: Node, _ message: String, _ hint: String) -> WordsError {
      WordsError(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message: message, hint: hint)
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw WordsError(file: file, message: "not YAML: \(error)", hint: "quote sentences: key: \"…\"")
    }
    guard let root, let mapping = root.mapping else {
      throw WordsError(file: file, message: "no sections", hint: "section:, then keys with a sentence each")
    }
    return try mapping.map { name, section in
      guard let keys = section.mapping else {
        throw fail(section, "'\(name.scalar?.string ?? "")' is no section", "a section holds keys with a sentence each")
      }
      return (
        name.scalar?.string ?? "",
        try keys.map { key, value in
          guard let sentence = value.scalar?.string, !sentence.contains("\n"), !sentence.contains("\t") else {
            throw fail(value, "'\(key.scalar?.string ?? "")' is not one line of text", "quote it: key: \"…\"")
          }
          return (
            key.scalar?.string ?? "",
            Sentence(text: sentence, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
          )
        }
      )
    }
  }

  private func check(_ language: String, _ file: String) throws {
    let english = sentences["en"] ?? [:]
    let here = sentences[language] ?? [:]
    for (name, keys) in sections {
      for key in keys where here["\(name).\(key)"] == nil {
        throw WordsError(
          file: file, message: "'\(key)' of section '\(name)' is missing", hint: "every language holds every key")
      }
    }
    for (key, sentence) in here.sorted(by: { ($0.value.line, $0.key) < ($1.value.line, $1.key) }) {
      guard let original = english[key] else {
        throw WordsError(
          file: file, line: sentence.line, column: sentence.column, message: "'\(key)' is not in en.yaml",
          hint: "add the English sentence, or take this one out")
      }
      guard Self.places(sentence.text) == Self.places(original.text) else {
        let asked = Self.places(original.text).sorted().map { "{\($0)}" }.joined(separator: ", ")
        throw WordsError(
          file: file, line: sentence.line, column: sentence.column,
          message: "'\(key)' does not hold the places of the English sentence",
          hint: asked.isEmpty ? "it holds none" : "they are \(asked)")
      }
      for mark in ["**", "`"] where Self.count(mark, sentence.text) != Self.count(mark, original.text) {
        throw WordsError(
          file: file, line: sentence.line, column: sentence.column,
          message: "'\(key)' sets other parts in \(mark) than the English sentence", hint: "the same number of \(mark)")
      }
    }
  }

  static func places(_ text: String) -> Set<String> {
    Set(
      text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
        $0.split(separator: "}").first.map(String.init)
      })
  }

  private static func count(_ mark: String, _ text: String) -> Int { text.components(separatedBy: mark).count - 1 }

  private static func isName(_ text: String) -> Bool {
    text.first?.isLetter == true && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// An enum a section, whose cases are its keys, and the sentences as lines of key and languages, parted by tabs.
  ///
  /// A section with keys that are no names, such as those of parameters, gets no enum: its sentences are looked up by text.
  var swift: String {
    var code = "import Pensions\n\n"
    for (name, keys) in sections where keys.allSatisfy(Self.isName) {
      code += "enum \(name.prefix(1).uppercased())\(name.dropFirst())Phrase: String, PhraseKey {\n"
      for key in keys { code += "  case `\(key)` = \"\(name).\(key)\"\n" }
      code += "}\n\n"
    }
    var table = ""
    for (name, keys) in sections {
      for key in keys {
        let texts = Self.languages.map { sentences[$0]?["\(name).\(key)"]?.text ?? "" }
        table += ([name + "." + key] + texts).joined(separator: "\t") + "\n"
      }
    }
    let languages = Self.languages.map { "\"\($0)\"" }.joined(separator: ", ")
    code += "enum EmbeddedWords {\n  static let catalogue = WordCatalogue(\n    languages: [\(languages)],\n"
    return code + "    table: \"\(escaped(table))\")\n}\n"
  }
}
