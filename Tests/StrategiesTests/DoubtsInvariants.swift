// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Testing
import UnitedStatesRules

/// Whoever is told of another reading must be able to ask about it: what is read, by whom, by which article.
@Suite("Readings in words")
struct DoubtsInvariants {
  @Test("every value of a setting that the law leaves open says what it reads, and never by the setting's name")
  func sentences() throws {
    for system in [try Luxembourg(), try UnitedStates()] as [any PensionSystem] {
      #expect(!system.vocabulary.doubts.isEmpty)
      for setting in system.vocabulary.doubts {
        let stated = setting.values == .yesNo ? (setting.standard == "yes" ? "true" : "false") : setting.standard
        for value in [try #require(stated)] + setting.otherValues(than: nil) {
          let reading = try #require(system.reading(setting, value), "\(setting.name) = \(value)")
          let sentence = system.english(reading)
          #expect(!sentence.contains(setting.name) && !sentence.contains(" = "), "\(sentence)")
        }
      }
    }
  }

  @Test("choices, facts and assumptions are no doubts")
  func choices() throws {
    let names = try Luxembourg().vocabulary.doubts.map(\.name) + UnitedStates().vocabulary.doubts.map(\.name)
    for name in [
      "healthContributions", "missingFactor", "workBesideEarly", "otherRightsFirst", "costOfLivingAllowance", "lumpSum",
      "graceMonths", "foreign-work-through",
    ] { #expect(!names.contains(name), "\(name)") }
    #expect(names.contains("wealth") && names.contains("compareWithProrated"))
  }

  @Test("from the value that a scenario states, the standard is the other reading")
  func back() throws {
    let share = try #require(try Luxembourg().vocabulary.settings.first { $0.name == "pensionShare" })
    #expect(share.otherValues(than: nil) == ["0.75"])
    #expect(share.otherValues(than: "0.75") == ["1"])
  }
}
