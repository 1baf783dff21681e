// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// A report in French or German holds no English: neither of its own nor what the law and the engine said.
@Suite("Reports in French and German")
struct LanguageTests {
  /// Words that no French or German sentence has.
  private static let english: Set<Substring> = [
    "the", "of", "and", "is", "are", "which", "with", "from", "months", "years", "not", "that", "by", "for", "has",
    "each",
    "percent", "age", "year", "month", "law", "reading",
  ]

  private static func scenario(_ file: String, language: String) throws -> String {
    let text = try String(contentsOf: Program.root.appending(path: file), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("report:") }
      .joined(separator: "\n") + "\nreport: { language: \(language) }\n"
  }

  /// What the scenario's author wrote: its title and the names of its strategies; those of a grid are in the scenario's own words.
  private static func ownWords(in scenario: String) -> [String] {
    scenario.matches(of: #/(?:^title|- name): *"?([^"\n#]*[^"\n# ])/#.anchorsMatchLineEndings()).map {
      String($0.output.1)
    }
  }

  /// Lines of a page without what is quoted: code, names that the author gave, links, the sources of parameters (a table's last cell), and
  /// the scenario's own keys and values printed back.
  private static func sentences(of page: String, ownWords: [String]) -> [String] {
    var text = page
    for name in ownWords.sorted(by: { $0.count > $1.count }) { text = text.replacing(name, with: "") }
    return text.split(separator: "\n").compactMap { line in
      if line.hasPrefix("| `"), !line.contains(/^\| `(us|lu)\./) { return nil }
      var line = String(line)
      if line.hasPrefix("| `") { line = line.split(separator: "|").dropLast().joined(separator: "|") }
      line.replace(/filed (?:on the day|as early as allowed|[0-9]+ months (?:late|before)|in [0-9-]+)/, with: "")
      return line.replacing(/`[^`]*`/, with: "").replacing(/https?:\S+/, with: "")
    }
  }

  @Test(
    "hold no English in sentences, remarks, notes and rows of parameters",
    arguments: [
      ("fr", "Scenarios/new-york-analyst.yaml"), ("de", "Scenarios/new-york-analyst.yaml"),
      ("de", "Scenarios/cookbook/couple.yaml"), ("fr", "Scenarios/cookbook/wep-back.yaml"),
    ])
  func translated(_ language: String, _ file: String) async throws {
    let folder = try TemporaryFolder()
    let text = try Self.scenario(file, language: language)
    let scenario = try folder.file("asked.yaml", text)
    let run = try await Program.run(["compare", scenario, "--paths", "64", "--quiet", "--output", folder.url.path])
    #expect(run.status == 0, "\(run.error)")
    let report = try String(contentsOf: folder.url.appending(path: "asked/report.md"), encoding: .utf8)
    let explained = try await Program.run(["explain", scenario])
    for page in [report, explained.text] {
      for line in Self.sentences(of: page, ownWords: Self.ownWords(in: text)) {
        let found = line.split { !$0.isLetter }.filter { Self.english.contains($0) }
        #expect(found.isEmpty, "\(found): \(line)")
      }
    }
  }
}
