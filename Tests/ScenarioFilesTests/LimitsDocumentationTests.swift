// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import Testing
import UnitedStatesRules

@Suite("What is not modelled: docs/not-modelled.md")
struct LimitsDocumentationInvariants {
  private static let start = "## By country\n"

  /// The sentences of every country with their places in capitals, from the list that reports choose from.
  private func section(_ countries: [any PensionSystem]) throws -> String {
    var text = Self.start + "\n"
    text +=
      "A report adds those of these sentences that touch its household. Words in capitals stand for what is the household's.\n"
    for system in countries {
      text += "\n### \(system.name.prefix(1).uppercased() + system.name.dropFirst())\n\n"
      for key in system.limitKeys {
        let sentence = try #require(system.words.sentence(key, in: "en"), "\(key)")
        text += "- \(places(sentence))\n"
      }
    }
    return text
  }

  /// `{name}'s record` as `NAME's record`.
  private func places(_ sentence: String) -> String {
    sentence.replacing(/\{(\w+)\}/) { $0.output.1.uppercased() }
  }

  @Test("holds the sentences of each country, in the order of its list; RETIRESIM_RECORD=1 rewrites them")
  func oneList() throws {
    let file = repository.appendingPathComponent("docs/not-modelled.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let wanted = try section([try UnitedStates(), try Luxembourg()])
    let from = try #require(page.range(of: Self.start)).lowerBound
    let rest = page[page.index(after: from)...]
    let end = rest.range(of: "\n## ")?.lowerBound ?? page.endIndex
    if ProcessInfo.processInfo.environment["RETIRESIM_RECORD"] != nil {
      try page.replacingCharacters(in: from..<end, with: wanted).write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(String(page[from..<end]) == wanted, "RETIRESIM_RECORD=1 rewrites the section")
    }
  }

  @Test("each country's list names sentences that it has in every language, each once")
  func keys() throws {
    for system in [try UnitedStates(), try Luxembourg()] as [any PensionSystem] {
      #expect(!system.limitKeys.isEmpty && Set(system.limitKeys).count == system.limitKeys.count)
      for key in system.limitKeys {
        for language in ["en", "fr", "de"] { #expect(system.words.sentence(key, in: language) != nil, "\(key)") }
      }
    }
  }
}
