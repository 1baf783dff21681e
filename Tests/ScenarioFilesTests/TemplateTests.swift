// SPDX-License-Identifier: GPL-3.0-or-later
import ScenarioFiles
import Strategies
import Testing

@Suite("Scenario files: the scenario of 'retiresim new'")
struct TemplateInvariants {
  @Test(
    "it can be read whatever the name",
    arguments: ["", "my plan", "L'an 2031: \"départ\"", "a\\b", "#", "x: y", "\u{0}\n\t", "- [", "NO"])
  func readable(_ name: String) throws {
    let text = Scenario.template(name: name)
    let scenario = try Sample.read(text)
    #expect(scenario.warnings == [])
    #expect(scenario.strategies.count == 3 + 9 * 2)
    let expected = name.filter { $0 != "\"" && $0 != "\\" && !$0.unicodeScalars.contains { $0.value < 0x20 } }
    #expect(scenario.title == (expected.isEmpty ? "A career in two countries" : expected))
  }
}
