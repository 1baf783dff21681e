// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Testing
import TestSupport

@Suite("retiresim explain")
struct ExplainTests {
  private struct Page: Decodable {
    struct Strategy: Decodable {
      struct Claim: Decodable {
        var country: String
        var entitlement: String
        var award: String
      }
      var name: String
      var claims: [Claim]
    }
    struct Award: Decodable {
      struct Parameter: Decodable {
        var key: String
        var value: String
        var source: String
      }
      struct Step: Decodable {
        var id: String
        var title: String
        var expression: String?
        var inputs: [String: String]
        var result: String
        var unit: String
        var article: String
        var parameters: [Parameter]
      }
      var id: String
      var country: String
      var from: String
      var firstMonthlyAmount: Double
      var steps: [Step]
    }
    var strategies: [Strategy]
    var awards: [Award]
  }

  private static func page(_ arguments: [String] = []) async throws -> Page {
    let folder = try TemporaryFolder()
    return try await page(of: try folder.file("small.yaml", SmallScenario.text), arguments)
  }

  private static func page(of file: String, _ arguments: [String] = []) async throws -> Page {
    let run = try await Program.run(["explain", file, "--format", "json"] + arguments)
    #expect(run.status == 0, "\(run.error)")
    return try JSONDecoder().decode(Page.self, from: run.output)
  }

  @Test("every step of its JSON comes out again from the inputs that it prints")
  func replay() async throws {
    let page = try await Self.page()
    #expect(page.strategies.map(\.name) == ["soon", "late"])
    #expect(page.awards.count == 3)  // both strategies claim in Luxembourg at 65
    var expressions = 0
    for award in page.awards {
      let derivation = Derivation(
        award.steps.map { step in
          Derivation.Step(
            id: step.id, title: Remark(key: step.title), expression: step.expression ?? "",
            inputs: step.inputs.map { Derivation.Input($0.key, $0.value) }, result: step.result,
            unit: Remark(key: step.unit),
            article: step.article)
        })
      let replay = ExpressionEvaluator.replay(derivation)
      #expect(replay.complaints == [])
      expressions += replay.count
      #expect(award.steps.allSatisfy { !$0.article.isEmpty && $0.parameters.allSatisfy { !$0.source.isEmpty } })
    }
    #expect(expressions > 100)
  }

  /// What the record or the article itself states, digits left out: nothing else may come from nowhere.
  private static let stated: Set<String> = [
    "earnings_", "earnings", "income", "quarters", "quarters_", "mean", "compulsory", "voluntary", "complementary",
    "foreign", "own", "total", "passed", "age", "full_age", "months", "parts", "fewest", "most", "first_year",
    "dropped",
    "reference",
  ]

  private static let shipped: [String] = {
    let folder = Program.root.appending(path: "Scenarios")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder.path + "/" + $0 }
  }()

  /// Numbers of a text, `[90, 32]` as 90 and 32.
  private static func numbers(_ text: String) -> [ExactDecimal] {
    text.matches(of: #/-?[0-9]+(\.[0-9]+)?/#).compactMap { ExactDecimal(String($0.output.0)) }
  }

  @Test(
    "of a shipped scenario replays: each input is an earlier result, a parameter of the step, or stated; the last gives the amount",
    arguments: shipped)
  func chain(_ file: String) async throws {
    let page = try await Self.page(of: file)
    #expect(!page.awards.isEmpty)
    for award in page.awards {
      var results: Set<ExactDecimal> = []
      var derivation = Derivation()
      for step in award.steps {
        let parameters = step.parameters.flatMap { Self.numbers($0.value) }
        let known = results.union(parameters).union(parameters.map { $0 / 100 })
        for (name, value) in step.inputs where !Self.stated.contains(name.filter { !$0.isNumber }) {
          let number = try #require(ExactDecimal(value), "\(step.id): \(name)")
          #expect(known.contains(number), "\(file) \(award.id) \(step.id): where does \(name) = \(value) come from?")
        }
        results.formUnion(Self.numbers(step.result))
        derivation.add(
          Derivation.Step(
            id: step.id, title: Remark(key: step.title), expression: step.expression ?? "",
            inputs: step.inputs.map { Derivation.Input($0.key, $0.value) }, result: step.result,
            unit: Remark(key: step.unit),
            article: step.article))
      }
      #expect(ExpressionEvaluator.replay(derivation).complaints == [])
      #expect(results.contains(try #require(ExactDecimal(shortest: award.firstMonthlyAmount))), "\(file) \(award.id)")
    }
  }

  @Test("explains one strategy alone, and names those that there are")
  func oneStrategy() async throws {
    let page = try await Self.page(["--strategy", "late"])
    #expect(page.strategies.map(\.name) == ["late"])
    #expect(page.strategies[0].claims.map(\.entitlement) == ["2035-02", "2030-02"])
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text)
    let refused = try await Program.run(["explain", file, "--strategy", "later"])
    #expect(refused.status == 64)
    #expect(refused.error.contains("hint: there are 'soon', 'late'"))
  }

  @Test("writes a page with articles, steps and the parameters used")
  func markdown() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text)
    let run = try await Program.run(["explain", file])
    #expect(run.status == 0)
    for words in [
      "# How each award comes about: A short one", "## Who may claim when", "## A1: ana", "20 CFR 404.1918",
      "CSS art. 183", "## Parameters used", "`us.average_wage_index`",
    ] {
      #expect(run.text.contains(words), "'\(words)' is missing")
    }
  }

  @Test("writes the page in the language of the report, and as one HTML file")
  func languages() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text + "report: { language: fr }\n")
    let run = try await Program.run(["explain", file, "--format", "html"])
    #expect(run.status == 0)
    for words in [
      "<html lang=\"fr\">", "Comment chaque pension est calculée", "Qui peut demander quand", "retraite dès 62 ans",
      "la pension luxembourgeoise à partir de", "arrondi au multiple inférieur de 0.1", "Paramètres utilisés",
    ] {
      #expect(run.text.contains(words), "'\(words)' is missing")
    }
    #expect(run.text.firstMatch(of: #/(src|href)=/#) == nil)
  }
}
