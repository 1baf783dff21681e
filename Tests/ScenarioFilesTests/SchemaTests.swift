// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
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
    "": nil, "people.PERSON": "person", "people.PERSON.widowed": "widowed",
    "people.PERSON.divorced": "divorced", "people.PERSON.widowed.pensions.COUNTRY": "formerPension",
    "people.PERSON.work": "work", "people.PERSON.pensions.COUNTRY": "pension",
    "people.PERSON.records.COUNTRY": "record",
    "AMOUNT": "amount",
    "people.PERSON.records.COUNTRY.periods": "period", "people.PERSON.records.COUNTRY.pia": "stated",
    "people.PERSON.records.OTHER.periods": "coverage", "needs": "needs", "other_income": "otherIncome",
    "longevity": "longevity",
    "longevity.couple": "couple", "strategies": "strategy",
    "strategies.PERSON": "wishes", "strategies.GRID": "grid", "strategies.PERSON.buys.COUNTRY": "buys",
    "strategies.PERSON.COUNTRY": "claim", "law": "law",
    "filing": "filing",
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

  @Test("it knows the keys that the reader knows, both ways, with their meaning", arguments: WordsOnly.sections)
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

  @Test("it names every setting of each country where the reader takes it, with its values and meaning, and no other")
  func settings() throws {
    let schema = try schema()
    let top = try #require(schema["properties"] as? [String: Object])
    let byCountry = try #require(top["settings"]?["properties"] as? [String: Object])
    #expect(Set(byCountry.keys) == ["US", "LU"])
    for country in WordsOnly.both {
      let block = try #require(byCountry[country.country.code])
      try check(block, country.vocabulary.settings(in: .reading))
    }
    let all = WordsOnly.both.flatMap(\.vocabulary.settings)
    let meansTest = (top["means_test"]?["anyOf"] as? [Object])?.first { $0["properties"] != nil }
    try check(try #require(meansTest), all.filter { $0.section == .meansTest })
    let definitions = try #require(schema["$defs"] as? [String: Object])
    let law = try #require(definitions["law"]?["properties"] as? [String: Object])
    try check(try #require(law["regimes"]?["additionalProperties"] as? Object), all.filter { $0.section == .regime })
    let regimes = (definitions["regime"]?["anyOf"] as? [Object])?.compactMap { $0["enum"] as? [String] }.first
    #expect(regimes == ["current"] + WordsOnly.both.flatMap(\.vocabulary.regimes).map(\.regime.name))
  }

  private func check(_ block: Object, _ settings: [ScenarioVocabulary.Setting]) throws {
    let properties = try #require(block["properties"] as? [String: Object])
    #expect(Set(properties.keys) == Set(settings.map(\.name)))
    #expect(block["additionalProperties"] as? Bool == false)
    for setting in settings {
      let property = try #require(properties[setting.name])
      let description = property["description"] as? String ?? ""
      #expect(description.lowercased().hasPrefix(setting.meaning.lowercased()), "\(setting.name)")
      if let standard = setting.standard {
        let shown = ["true": "yes", "false": "no"][standard] ?? standard
        #expect(description.hasSuffix("Without it: \(shown)"), "\(setting.name)")
      }
      let reference = property["$ref"] as? String
      switch setting.values {
      case .oneOf(let words):
        #expect((property["enum"] as? [Any])?.compactMap { $0 as? String } == words, "\(setting.name)")
      case .oneOfOrAmount(let words, let before, let currency):
        let ways = try #require(property["anyOf"] as? [Object])
        #expect((ways.first?["enum"] as? [Any])?.compactMap { $0 as? String } == words, "\(setting.name)")
        let pattern = try #require(ways.last?["pattern"] as? String)
        #expect("\(before) 24806 \(currency)".wholeMatch(of: try Regex(pattern)) != nil, "\(setting.name)")
        #expect("\(before) 24806".wholeMatch(of: try Regex(pattern)) == nil, "\(setting.name)")
      case .yesNo: #expect(reference == "#/$defs/flag", "\(setting.name)")
      case .number: #expect(reference == "#/$defs/number", "\(setting.name)")
      case .wholeNumber: #expect(reference == "#/$defs/count", "\(setting.name)")
      case .month: #expect(reference == "#/$defs/month", "\(setting.name)")
      }
    }
  }

  @Test("it names every parameter of the economy that the models take, and no other")
  func economy() throws {
    let definitions = try #require(try schema()["$defs"] as? [String: Object])
    let keys = try #require(definitions["economy"]?["properties"] as? [String: Object])
    func names(_ key: String) -> Set<String> { Set((keys[key]?["properties"] as? Object)?.keys.map { $0 } ?? []) }
    #expect(names("parameters") == Set(ExchangeRateModel.allCases.flatMap(\.parameterNames) + ["theta_sd"]))
    let cascade = try MacroCascade(parameters: [:], coupling: [:], asOf: YearMonth(2026, 11))
    #expect(names("macro") == Set(cascade.parameterNames))
    #expect(names("coupling") == Set(cascade.series.map(\.name)))
    func description(_ key: String, _ name: String) -> String {
      ((keys[key]?["properties"] as? [String: Object])?[name]?["description"] as? String) ?? ""
    }
    for (name, limits) in ParameterLimits.ofModels {
      #expect(description("parameters", name).hasSuffix("; \(ParameterLimits.text(limits))"), "\(name)")
    }
    for name in cascade.parameterNames {
      let limits = ParameterLimits.text(ParameterLimits.ofCascade(name))
      #expect(description("macro", name).hasSuffix("; \(limits)"), "\(name)")
    }
  }

  /// Mistakes that an editor must mark, each with what stands in a good file.
  static let mistakes = [
    ("law: current", "settings: { LU: { foreignTime: no } }"),
    ("law: current", "settings: { LU: { thresholdCut: x } }"),
    ("law: current", "law: { regimes: { mine: { web: reinstated } } }"), ("law: current", "means_test: { share: 1 }"),
    ("economy: default", "economy: { model: ou, parameters: { cappa: 0.2 } }"),
    ("economy: default", "economy: { macro: { pi_fr.mean: 2 % } }"), ("economy: default", "economy: brownian"),
    ("currency: EUR", "curency: EUR"), ("born: 1966-05-14", "born: 14.05.1966"), ("2400 EUR", "-2400 EUR"),
    ("sex: female", "sex: f"), ("from: 2001-03", "from: 2001-13"), ("paths: 20000", "paths: many"),
  ]

  @Test("the reader refuses what it refuses", arguments: mistakes)
  func refusedByReader(good: String, bad: String) {
    #expect(!Sample.messages(replacing: good, with: bad).isEmpty)
  }

  @Test(
    "it refuses what the reader refuses",
    .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil), arguments: mistakes)
  func refusedBySchema(good: String, bad: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("bad-\(UUID().uuidString).yaml")
    try Sample.minimal.replacing(good, with: bad, maxReplacements: 1).write(
      to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let (status, output) = try check([file.path])
    #expect(status == 1, "\(bad): \(output)")
  }

  private func check(_ paths: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", repository.appendingPathComponent("scripts/check-scenarios.py").path] + paths
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test(
    "shipped scenarios and the scenario of 'retiresim new' agree with it",
    .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil))
  func validated() throws {
    let template = FileManager.default.temporaryDirectory.appendingPathComponent("template-\(UUID().uuidString).yaml")
    try Scenario.template(name: "x").write(to: template, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: template) }
    let (status, output) = try check([template.path] + shippedScenarios())
    #expect(status == 0, "\(output)")
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
