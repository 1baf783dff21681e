// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statistics
import Strategies
import Testing

@testable import Reporting

/// No answer is called sure without what that rests on.
@Suite("How sure, and given what")
struct SureWordsTests {
  private func builder(_ language: String, stresses: Bool, readings: TriedReadings?, chance: Double) -> ReportBuilder {
    var fixture = ReportFixture()
    (fixture.language, fixture.withStresses) = (language, stresses)
    var result = fixture.result
    for index in result.strategies.indices.dropFirst() {
      result.strategies[index].chanceBetterThanBest = Estimate(1 - chance, standardError: 0.001)
      result.strategies[index].chanceBetterThanProposed = Estimate(1 - chance, standardError: 0.001)
    }
    result.readings = readings
    return ReportBuilder(result, of: fixture.scenario, systems: fixture.systems, version: "1")
  }

  private func lines(_ builder: ReportBuilder) -> [String] {
    Markdown(document: Document(language: builder.words.language, title: "t", blocks: builder.answer())).text
      .split(separator: "\n").map(String.init)
  }

  @Test(
    "a share of futures stands with the law that it is given",
    arguments: ["en", "fr", "de"], [nil, TriedReadings(count: 0, refused: []), TriedReadings(count: 31, refused: [])])
  func given(_ language: String, _ readings: TriedReadings?) throws {
    for stresses in [true, false] {
      for chance in [0.9999, 0.96, 0.5] {
        let builder = builder(language, stresses: stresses, readings: readings, chance: chance)
        let start = try #require(builder.words.text(AnswerPhrase.sure, Self.blanks).split(separator: ".").first)
        let sure = lines(builder).filter { $0.contains(start) }
        #expect(sure.count == 1)
        let given = builder.words.text(AnswerPhrase.givenPlain).prefix(14)
        #expect(sure.allSatisfy { $0.contains(given) }, "\(sure)")
      }
    }
  }

  private static var blanks: [String: any TextPart] {
    ["share": "", "paths": "", "low": "", "high": "", "low90": "", "high90": ""]
  }
}
