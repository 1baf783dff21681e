// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import ScenarioFiles

@Suite("Months that say from when to when and no more")
struct BareMonthsTests {
  private func bare(_ yaml: String, takes: Bool) throws -> Bool {
    var system = WordsOnly.luxembourg
    system.vocabulary.takesBareMonths = takes
    let reader = ScenarioReader(path: "bare.yaml", systems: [system.country: system])
    return reader.isBare(
      try #require(YAMLReading.read(ScenarioText(bytes: Array(yaml.utf8), path: "bare.yaml")).root), of: system)
  }

  @Test("are coverage for others where the country says so, and only without a kind or pay")
  func bareMonths() throws {
    let months = "periods: [ { from: 1992-01, to: 2021-12 } ]"
    #expect(try bare(months, takes: true))
    #expect(try !bare(months, takes: false))
    #expect(try !bare("periods: [ { from: 1992-01, to: 2021-12, kind: compulsory } ]", takes: true))
    #expect(try !bare("{ periods: [ { from: 1992-01, to: 2021-12 } ], income: { 1992: 20000 } }", takes: true))
    #expect(try !bare("periods: []", takes: true))
  }
}
