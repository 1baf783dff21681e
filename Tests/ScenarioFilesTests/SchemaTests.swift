// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import ScenarioFiles
import Strategies
import Testing

/// The repository, seen from this file.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Every scenario that is shipped.
func shippedScenarios() throws -> [String] {
  let folder = repository.appendingPathComponent("Scenarios")
  return try [folder, folder.appendingPathComponent("cookbook")].flatMap { folder in
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".yaml") }.map { folder.appendingPathComponent($0).path }
  }
}

@Suite("Scenario files: the JSON schema")
struct SchemaInvariants {
  /// Where the schema describes each section.
  static let places = [
    "": nil, "people.PERSON": "person", "people.PERSON.records.COUNTRY": "record", "AMOUNT": "amount",
    "people.PERSON.records.COUNTRY.periods": "period",
    "people.PERSON.records.OTHER.periods": "coverage", "longevity": "longevity",
    "longevity.couple": "couple", "strategies": "strategy",
    "strategies.GRID": "grid", "strategies.PERSON.COUNTRY": "claim", "law": "law", "filing": "filing",
    "DURATION": "duration", "filing.trend": "trend", "posting": "posting", "events": "events",
    "events.trust_fund": "trustFund", "economy": "economy", "simulation": "simulation", "report": "report",
  ]

  private typealias Object = [String: Any]

  private func schema() throws -> Object {
    let data = try Data(contentsOf: repository.appendingPathComponent("Scenarios/scenario.schema.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? Object)
  }

  /// The mapping among a definition's alternatives.
  private func mapping(_ definition: Object) -> Object? {
    if definition["properties"] != nil { return definition }
    return (definition["anyOf"] as? [Object])?.compactMap { mapping($0) }.first
  }

  @Test("it knows the keys that the reader knows, both ways, with their meaning", arguments: ScenarioKeys.sections)
  func keys(_ section: ScenarioSection) throws {
    let schema = try schema()
    let name = try #require(Self.places[section.path], "section '\(section.path)' has no place in the schema")
    let definition = try name.map { try #require((schema["$defs"] as? Object)?[$0] as? Object) } ?? schema
    let mapping = try #require(self.mapping(definition))
    let properties = try #require(mapping["properties"] as? [String: Object])
    #expect(Set(properties.keys) == Set(section.keys.map(\.name)))
    #expect(Set(mapping["required"] as? [String] ?? []) == Set(section.keys.filter(\.isRequired).map(\.name)))
    for key in section.keys {
      let description = properties[key.name]?["description"] as? String ?? ""
      #expect(description.lowercased().contains(key.meaning.lowercased()), "\(section.path).\(key.name)")
      #expect(description.hasSuffix("Example: \(key.example)"), "\(section.path).\(key.name)")
    }
  }

  @Test("it describes no section that the reader does not know")
  func definitions() throws {
    let definitions = try #require(try schema()["$defs"] as? [String: Object])
    let sections = Set(definitions.filter { mapping($0.value) != nil }.keys)
    #expect(sections == Set(Self.places.values.compactMap { $0 } + ["claims"]))
  }

  @Test("it offers the exchange-rate models that there are")
  func models() throws {
    let definitions = try #require(try schema()["$defs"] as? [String: Object])
    #expect(definitions["model"]?["enum"] as? [String] == ["default"] + ExchangeRateModel.allCases.map(\.rawValue))
  }

  @Test(
    "shipped scenarios and the scenario of 'retiresim new' agree with it",
    .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil))
  func validated() throws {
    let template = FileManager.default.temporaryDirectory.appendingPathComponent("template-\(UUID().uuidString).yaml")
    try Scenario.template(name: "x").write(to: template, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: template) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["python3", repository.appendingPathComponent("scripts/check-scenarios.py").path, template.path]
      + (try shippedScenarios())
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
  }
}

@Suite("Scenario files: the shipped scenarios")
struct ShippedScenarioInvariants {
  @Test("each is read without a warning, and says in its first lines what it asks", arguments: try shippedScenarios())
  func read(_ path: String) throws {
    let scenario = try Scenario.read(path: path, countries: WordsOnly.both)
    #expect(scenario.warnings == [])
    #expect(scenario.strategies.count >= 2)
    let story = scenario.text.split(separator: "\n").prefix { $0.hasPrefix("#") }.joined(separator: "\n")
    #expect(story.contains("$schema="), "editors complete keys by the schema")
    #expect(story.contains("invented"), "a reader must know that the earnings are invented")
    #expect(story.count > 300, "a scenario tells its story")
  }

  @Test("the three that the report of the project rests on are there")
  func present() throws {
    let names = Set(try shippedScenarios().map { URL(fileURLWithPath: $0).lastPathComponent })
    #expect(names.isSuperset(of: ["new-york-analyst.yaml", "kirchberg-commuter.yaml", "forty-quarters.yaml"]))
  }
}
