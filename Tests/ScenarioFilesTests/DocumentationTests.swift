// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import ScenarioFiles
import Strategies
import Testing

@Suite("Scenario files: docs/scenario.md", .serialized)
struct DocumentationInvariants {
  private func lines() throws -> [String] {
    try String(contentsOf: repository.appendingPathComponent("docs/scenario.md"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Rows of the first table with this header that follows a heading.
  private func rows(under heading: String, header: String) throws -> [[String]] {
    let lines = try lines()
    let start = try #require(
      lines.firstIndex { $0.hasPrefix("#") && $0.trimmingCharacters(in: ["#", " "]) == heading },
      "no heading '\(heading)'")
    let rest = lines[(start + 1)...]
    let table = try #require(rest.firstIndex(of: header), "no table under '\(heading)'")
    return rest[(table + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test("every key stands in the table of its section, with its meaning", arguments: WordsOnly.sections)
  func keys(_ section: ScenarioSection) throws {
    let rows = try rows(
      under: section.path.isEmpty ? "The file" : "`\(section.path)`", header: "| key | meaning | default | example |")
    #expect(rows.map { $0[0] } == section.keys.map { "`\($0.name)`" })
    for (row, key) in zip(rows, section.keys) {
      #expect(row[1] == key.meaning)
      #expect((row[2] == "required") == key.isRequired)
      #expect(row[3] == "`\(key.example)`")
    }
  }

  @Test(
    "every setting of a country stands in its table; RETIRESIM_RECORD=1 rewrites it",
    arguments: [
      ("`law`", ScenarioVocabulary.Setting.Section.regime), ("`settings`", .reading), ("`means_test`", .meansTest),
    ])
  func settings(_ heading: String, _ section: ScenarioVocabulary.Setting.Section) throws {
    let header = "| country | setting | meaning | values | default |"
    let known = WordsOnly.both.flatMap { system in
      system.vocabulary.settings(in: section).map { setting in
        [system.country.code, "`\(setting.name)`", setting.meaning, values(setting), standard(setting)]
      }
    }
    let rows = try rows(under: heading, header: header)
    if ProcessInfo.processInfo.environment["RETIRESIM_RECORD"] != nil, rows != known {
      let file = repository.appendingPathComponent("docs/scenario.md")
      let old = rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
      let new = known.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing(old, with: new, maxReplacements: 1).write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(rows == known, "RETIRESIM_RECORD=1 rewrites the table")
    }
  }

  private func values(_ setting: ScenarioVocabulary.Setting) -> String {
    switch setting.values {
    case .oneOf(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .oneOfOrAmount(let words, let before, let currency):
      (words + ["\(before) AMOUNT \(currency)"]).map { "`\($0)`" }.joined(separator: ", ")
    case .yesNo: "yes, no"
    case .number(let range): "a number, \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    case .wholeNumber(let range): "a whole number, \(range.lowerBound) to \(range.upperBound)"
    case .month: "a month"
    }
  }

  private func plain(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }

  private func standard(_ setting: ScenarioVocabulary.Setting) -> String {
    guard let standard = setting.standard else { return "none" }
    return "`\(setting.values == .yesNo ? ["true": "yes", "false": "no"][standard] ?? standard : standard)`"
  }

  @Test("its examples are read")
  func examples() throws {
    let text = try lines().joined(separator: "\n")
    var blocks: [String] = []
    for part in text.components(separatedBy: "```yaml\n").dropFirst() {
      blocks.append(part.components(separatedBy: "\n```")[0] + "\n")
    }
    let whole = try #require(blocks.first { $0.hasPrefix("title:") })
    #expect(Sample.messages(of: whole) == [])
    let law = try #require(blocks.first { $0.hasPrefix("law:") })
    #expect(Sample.messages(of: whole.replacing("law: current\n", with: law)) == [])
  }

  @Test("the examples of the keys are read in their place")
  func keyExamples() {
    let replaceable = [
      "title", "as_of", "currency", "needs", "savings", "law", "means_test", "taxes", "deductions", "economy",
      "simulation",
    ]
    for key in ScenarioKeys.sections[0].keys where replaceable.contains(key.name) {
      let lines = Sample.minimal.split(separator: "\n").filter { !$0.hasPrefix(key.name + ":") }
      let text = (["\(key.name): \(key.example)"] + lines).joined(separator: "\n")
      #expect(Sample.messages(of: text) == [], "\(key.name)")
    }
    for section in ["longevity", "filing", "events", "simulation", "report"] {
      for key in WordsOnly.sections.first(where: { $0.path == section })?.keys ?? [] {
        let lines = Sample.minimal.split(separator: "\n").filter { !$0.hasPrefix(section + ":") }
        let text = (lines + ["\(section): { \(key.name): \(key.example) }"]).joined(separator: "\n")
        #expect(Sample.messages(of: text) == [], "\(section).\(key.name)")
      }
    }
  }
}

@Suite("Scenario files: docs/cookbook.md")
struct CookbookInvariants {
  @Test("it names every scenario of the cookbook once, and no other")
  func names() throws {
    let text = try String(contentsOf: repository.appendingPathComponent("docs/cookbook.md"), encoding: .utf8)
    let named = text.components(separatedBy: "](../Scenarios/cookbook/").dropFirst().map {
      $0.components(separatedBy: ".yaml)")[0]
    }
    let shipped = try shippedScenarios().filter { $0.contains("/cookbook/") }
      .map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
    #expect(named.sorted() == shipped.sorted())
  }

  @Test(
    "its recipes are read",
    arguments: [
      "longevity: { age_at_death: 90 }", "economy: { parameters: { theta: 0.10 } }", "economy: rw",
      "economy: { path: { 24: -0.2 } }", "means_test: none", "settings: { LU: { foreignTimeInThreshold: no } }",
    ])
  func recipes(_ recipe: String) throws {
    let text = try String(contentsOf: repository.appendingPathComponent("docs/cookbook.md"), encoding: .utf8)
    #expect(text.contains("`\(recipe)`"))
    let key = recipe.split(separator: ":")[0] + ":"
    let lines = Sample.minimal.split(separator: "\n").filter { !$0.hasPrefix(key) }
    #expect(Sample.messages(of: (lines + [Substring(recipe)]).joined(separator: "\n")) == [])
  }
}
