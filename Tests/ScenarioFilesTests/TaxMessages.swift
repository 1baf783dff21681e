// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Strategies
import Testing
import UnitedStatesRules

/// Mistakes about taxes.
extension MessageRegression {
  static let taxes: [Mistake] = [
    Mistake(
      "savings:", "taxes: ful\nsavings:", "19:8", "'taxes' is 'ful'; did you mean 'full'?",
      "one of full, withholding, none"),
    Mistake(
      "savings:", "taxes: none\ndeductions: none\nsavings:", "20:13",
      "'deductions' is the older name of 'taxes', and both are stated", "leave 'deductions' out"),
    Mistake(
      "law: current", "settings: { LU: { taxClass: 3 } }", "26:29",
      "unknown value of 'taxClass': '3'; did you mean '1'?",
      "known: auto, 1, 1a, 2"),
    Mistake(
      "law: current", "settings: { US: { stateTaxRate: 30 % } }", "26:33",
      "'stateTaxRate' is 30 %, which is out of range", "a plain number from 0 to 0.2"),
  ]
}

/// What the facts of a household exclude, before the law of both countries.
@Suite("Scenario files: income tax")
struct TaxReadingTests {
  private func messages(_ old: String, _ new: String, settings: String = "{ LU: {} }", taxes: String = "full") throws
    -> [String]
  {
    let countries: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    let text = Sample.minimal.replacing(old, with: new)
      .replacing("law: current", with: "law: current\nsettings: \(settings)\ntaxes: \(taxes)")
    do {
      _ = try Scenario.read(text: text, path: "x.yaml", countries: countries)
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }

  @Test("a household that law can tax is read; 'taxes' says what 'deductions' said, and nothing is assumed then")
  func reads() throws {
    #expect(try messages("sex: female", "sex: female") == [])
    func scenario(_ key: String) throws -> Scenario {
      try Sample.read(Sample.minimal.replacing("law: current", with: "law: current\n\(key)"))
    }
    for word in ["withholding", "none"] {
      let (new, old) = (try scenario("taxes: \(word)"), try scenario("deductions: \(word)"))
      #expect(new.deductions == old.deductions && new.deductions.rawValue == word && !new.isTaxed)
      #expect(!new.assumed.contains { $0.key == "deductions" } && new.assumed.map(\.key) == old.assumed.map(\.key))
    }
    #expect(try scenario("taxes: full").isTaxed)
  }

  @Test("a residence that no treaty names is refused at its place, and not where nothing is taxed")
  func residence() throws {
    let found = try messages("LU: 2001-03..", "CH: 2001-03..")
    #expect(found.count == 1 && found[0].contains("who live in CH; known are"), "\(found)")
    #expect(found[0].contains("hint: state 'taxes: withholding' or 'taxes: none'"), "\(found)")
    #expect(try messages("LU: 2001-03..", "CH: 2001-03..", taxes: "withholding") == [])
    let later = try messages("LU: 2001-03..", "LU: 2001-03..2034-06, CH: 2034-07..")
    #expect(later.count == 1 && later[0].contains("who live in CH"), "\(later)")
  }

  @Test("a class and a status that the household cannot have")
  func classes() throws {
    let joint = try messages("sex: female", "sex: female", settings: "{ US: { taxStatus: joint } }")
    #expect(joint.count == 1 && joint[0].contains("nobody here is married"), "\(joint)")
    let two = try messages("sex: female", "sex: female", settings: "{ LU: { taxClass: 2 } }")
    #expect(two.count == 1 && two[0].contains("tax class 2 is for spouses"), "\(two)")
  }
}
