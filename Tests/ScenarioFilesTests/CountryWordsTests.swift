// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
import Strategies
import Testing
import UnitedStatesRules

@Suite("Scenario files: the words of the countries")
struct CountryWordsPublishedExamples {
  @Test("US law supplies its words and its wage base")
  func unitedStates() throws {
    let law = try UnitedStates()
    #expect(law.vocabulary == .unitedStates)
    // SSA, Contribution and Benefit Base.
    #expect(law.earningsLimit(in: 1994) == 60600 && law.earningsLimit(in: 2000) == 76200)
    #expect(law.earningsLimit(in: 2024) == 168_600 && law.earningsLimit(in: 1900) == nil)
  }

  @Test("earnings above the wage base are a warning at their place")
  func warning() throws {
    let text = Sample.minimal.replacing("1994: 31000", with: "1994: 60601")
    let scenario = try Scenario.read(text: text, path: "a.yaml", countries: [UnitedStates(), WordsOnly.luxembourg])
    #expect(
      scenario.warnings == [
        """
        a.yaml:13:17: warning: earnings of 1994, 60601 USD, are above the wage base of 60600 USD
          hint: they are capped; only the wage base counts
        """
      ])
  }
}
