// SPDX-License-Identifier: GPL-3.0-or-later
import GermanyRules
import Quantities
import Testing

@Suite("German law against printed figures, other programs and hand calculations")
struct PensionsMatchReference {
  @Test("every case, to the cent or the tolerance it states", arguments: try goldenCases())
  func matches(_ line: GoldenCase) throws {
    let found = try LawAnswers().answer(line.rule, line.given)
    #expect(!line.wanted.isEmpty)
    for (key, wanted) in line.wanted {
      #expect(
        wanted.isSame(as: found[key], within: line.tolerance[key]?.decimal ?? .zero),
        "\(line.id) \(key): wanted \(wanted), found \(String(describing: found[key]))")
    }
  }

  @Test("all of them are read")
  func isComplete() throws {
    let cases = try goldenCases()
    #expect(cases.count == 192)
    #expect(Set(cases.map(\.id)).count == 192)
  }
}
