// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Testing
import UnitedStatesRules

import struct Foundation.Data

@testable import Reporting
@testable import Strategies

/// What a file may say and hardly means is said before it runs; what cannot be priced is a sentence.
@Suite("Unlikely scenarios")
struct UnlikelyScenarioTests {
  private func text(records: String = "", posting: String = "", strategy: String = "US: 70, LU: 65") -> String {
    """
    title: unlikely
    as_of: 2026-11
    currency: EUR
    people:
      ian:
        born: 1963-01-30
        sex: male
        citizenship: [US]
        lives: { US: 1963-01..1997-12, LU: 1998-01.. }
        records:
          US: { earnings: { 1988..1997: 40000, \(records) } }
          LU:
            periods:
              - { from: 1998-03, to: 2029-12, kind: compulsory, pay: 4000 }
    \(posting)
    strategies:
      - { name: the plan, ian: { \(strategy) } }
    simulation: { paths: 8, seed: 1 }
    """
  }

  private func validate(_ text: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "ian.yaml")
    try Data(text.utf8).write(to: file)
    let found = Scenario.validate(paths: [file.path], countries: [try UnitedStates(), try Luxembourg()])
    #expect(found.flatMap(\.errors) == [])
    return found.flatMap(\.warnings)
  }

  @Test("an early pension while work is stated")
  func earlyBesideWork() throws {
    let warnings = try validate(text(strategy: "US: earliest, LU: 65"))
    #expect(warnings.count == 1)
    let warning = try #require(warnings.first)
    #expect(
      warning.contains("'the plan'") && warning.contains("42 U.S.C. § 403") && warning.contains("'work'"), "\(warning)")
    #expect(try validate(text()) == [])
  }

  @Test("a posting before contributions are known is one sentence that says from when, and years may be a run")
  func earlyPosting() async throws {
    let posting =
      "posting: [ { person: ian, home: US, host: LU, from: 2012-01, to: 2015-12, status: self-employed, certificate: no, income: { 2012..2015: 60000 } } ]"
    let systems: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    let scenario = try Scenario.read(text: text(posting: posting), path: "ian.yaml", countries: systems)
    #expect(scenario.postings[0].income == [2012: 60_000, 2013: 60_000, 2014: 60_000, 2015: 60_000])
    let result = try await Simulator(scenario, systems: systems).compare(.strategies)
    let builder = ReportBuilder(result, of: scenario, systems: systems, version: "1")
    let page = Markdown(document: Document(language: .en, title: "t", blocks: builder.postings())).text
      .replacing("\u{A0}", with: " ")
    #expect(page.contains("The posting of ian from January 2012 to December 2015 is not priced"))
    #expect(page.contains("known here from 2013 on") && !page.contains("error") && !page.contains(".yaml"), "\(page)")
  }

  @Test("a command that is misspelt")
  func command() async throws {
    let run = try await Program.run(["compar", "x.yaml"])
    #expect(run.status == 64 && run.error.contains("did you mean 'compare'?"))
    let study = try await Program.run(["validate", "Scenarios/studies/totalized-careers.yaml"])
    #expect(study.status == 0 && study.text.contains("careers"))
  }
}
