// SPDX-License-Identifier: GPL-3.0-or-later
import struct Foundation.Data
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Testing
import UnitedStatesRules

@testable import Strategies

@Suite("The scenarios of 'retiresim new'")
struct HouseholdTemplateTests {
  private func systems() throws -> [any PensionSystem] { [try UnitedStates(), try Luxembourg()] }

  private func run(_ text: String) async throws -> ComparisonResult {
    var scenario = try Scenario.read(text: text, path: "new.yaml", countries: try systems())
    #expect(scenario.warnings == [])
    #expect(scenario.refusals(by: try systems()) == [])
    scenario.simulation.paths = 16
    return try await Simulator(scenario, systems: try systems()).compare(.strategies)
  }

  @Test("each is read without a warning, allowed by the law, and runs", arguments: Scenario.templates)
  func runs(_ household: String) async throws {
    let text = Scenario.template(name: "mine", for: household)
    #expect(!text.contains("{title}") && !text.contains("{schema}") && text.contains("title: \"mine\""))
    let result = try await run(text)
    #expect(result.strategies.count >= 2)
  }

  @Test("there is one for each household that the manual names")
  func names() {
    #expect(Scenario.templates == ["one", "already-drawing", "commuter", "couple", "florida", "widow"])
  }

  @Test("answers to a dozen questions make a scenario that runs")
  func asked() async throws {
    let interview = ScenarioInterview(try systems())
    let answers = [
      "month": "2026-11", "born": "1966-05-14", "sex": "female", "citizenship": "us lu", "home": "lu",
      "since": "2001-03",
      "work-US": "1992-01..2001-02", "pay-US": "52000", "work-LU": "2001-03..2029-05", "pay-LU": "5200",
      "currency": "EUR", "need": "2600", "savings": "60000", "aim": "need",
    ]
    #expect((12...16).contains(interview.questions.count))
    for question in interview.questions {
      #expect(question.fault(in: answers[question.id] ?? "") == nil, "\(question.id)")
      #expect(question.fault(in: "?") != nil, "\(question.id)")
    }
    let text = interview.scenario(answers, title: "asked")
    let scenario = try Scenario.read(text: text, path: "asked.yaml", countries: try systems())
    #expect(scenario.aim == .need && scenario.savings == [.eur: 60_000])
    #expect(scenario.members[0].person.residence.map(\.country.code) == ["US", "LU"])
    #expect(try await run(text).strategies.count >= 2)
  }

  @Test("the program writes each, and says what it does not know")
  func program() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "pair").path
    let made = try await Program.run(["new", path, "--for", "couple"])
    #expect(made.status == 0)
    #expect(try await Program.run(["validate", path + ".yaml"]).status == 0)
    let wrong = try await Program.run(["new", path + "2", "--for", "coupel"])
    #expect(wrong.status == 64 && wrong.error.contains("did you mean 'couple'?"))
    let open = try await Program.run(["new", path + "3", "--ask"], input: Data("2026-11\n".utf8))
    #expect(open.status == 75 && open.error.contains("When were you born?"))
  }
}
