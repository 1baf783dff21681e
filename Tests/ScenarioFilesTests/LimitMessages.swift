// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import ScenarioFiles
import Strategies
import Testing

@Suite("Scenario files: limits")
struct LimitMessages {
  static let economies: [(economy: String, start: String)] = [
    ("{ model: ou, macro: { pi_us.mean: -99 % } }", "27:32: error: pi_us.mean is -0.99, outside -0.1 to 0.3"),
    ("{ model: rs2, parameters: { s2: 2 } }", "27:38: error: s2 is 2.0, outside 0 to 0.3"),
    ("{ model: ou, parameters: { sigma: 9 } }", "27:37: error: sigma is 9.0, outside 0 to 1"),
  ]

  @Test("an economy that nobody has seen is refused at its line", arguments: economies)
  func absurd(_ economy: String, _ start: String) {
    let messages = Sample.messages(replacing: "economy: default", with: "economy: \(economy)")
    #expect(messages.count == 1 && messages[0].hasPrefix("Scenarios/ana.yaml:\(start)"), "\(messages)")
  }

  @Test("one key 160,000 times is answered at once; keys given twice further apart as ever")
  func manyKeys() {
    let start = ContinuousClock.now
    let many = Sample.messages(of: Sample.minimal + String(repeating: "k: 1\n", count: 160_000))
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(
      many.count == 21 && many[0].contains(":30:1: error: 'k' is given twice; the first is on line 29"), "\(many)")
    #expect(many[20].contains("the file is not read further"))
    // Below a key, and in items of a list: each item has keys of its own.
    let below = Sample.messages(of: "people:\n" + String(repeating: "  k: 1\n", count: 30))
    #expect(below.count == 21 && below[0].contains(":3:3: error: 'k' is given twice; the first is on line 2"))
    let items = Sample.messages(
      of: Sample.minimal + "strange:\n" + String(repeating: "  - k: 1\n    l: 2\n", count: 30))
    #expect(items.count == 1 && items[0].contains("unknown key 'strange'"), "\(items)")
    let flow = Sample.messages(
      of: Sample.minimal + "strange: [\n" + String(repeating: "  {\n  k: 1\n  },\n", count: 30) + "  ]\n")
    #expect(flow.count == 1 && flow[0].contains("unknown key 'strange'"), "\(flow)")
    let block = Sample.messages(of: Sample.minimal + "strange: |\n" + String(repeating: "  k: 1\n", count: 30))
    #expect(block.count == 1 && block[0].contains("unknown key 'strange'"), "\(block)")
  }

  @Test("the first hundred mistakes and their number")
  func manyMistakes() throws {
    let text = Sample.minimal + (0..<250).map { "wrong\($0): 1\n" }.joined()
    do {
      _ = try Sample.read(text)
      Issue.record("250 unknown keys were taken")
    } catch let errors as ScenarioErrors {
      #expect(errors.errors.count == 250)
      let shown = errors.description
      #expect(shown.split(separator: "\n").filter { $0.contains(": error: ") }.count == 100)
      #expect(shown.hasSuffix("\nerrors: 250; the first 100 are shown"))
    }
  }

  @Test("characters that a terminal or a spreadsheet would obey are refused, and not repeated")
  func controls() {
    for (escaped, raw) in [("\\e[31mred", "\u{1B}"), ("a\\u202Eb", "\u{202E}"), ("a\\x9Bb", "\u{9B}")] {
      let messages = Sample.messages(replacing: "dollars at full retirement age", with: "\"\(escaped)\"")
      #expect(messages.count >= 1 && messages[0].contains("holds a character that cannot be seen"), "\(messages)")
      #expect(!messages.contains { $0.replacing("\n  hint", with: "").contains(raw) }, "\(messages)")
    }
  }

  @Test("a scenario has 2,500 strategies and no more")
  func strategies() {
    // 9 × 277 combinations and the two named ones; then 9 × 278.
    let most = Sample.minimal.replacing("[earliest, 65, 67]", with: "2031-01..2054-01 by month")
    #expect(Sample.messages(of: most) == [])
    let more = Sample.messages(of: most.replacing("2054-01", with: "2054-02"))
    #expect(more.count == 1 && more[0].contains("the grid has more than 2500 combinations"), "\(more)")
  }

  @Test("paths at their limits")
  func paths() {
    #expect(Sample.messages(replacing: "paths: 20000", with: "paths: 100000000") == [])
    #expect(Sample.messages(replacing: "paths: 20000", with: "paths: 100000001").count == 1)
    #expect(Sample.messages(replacing: "paths: 20000", with: "paths: 0").count == 1)
  }
}
