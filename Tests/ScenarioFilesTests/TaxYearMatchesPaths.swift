// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Strategies
import Testing
import UnitedStatesRules

/// The forms in exact decimals against the rows of lanes that paths work out, on the shipped households and both countries' law.
@Suite("Tax years of shipped households")
struct TaxYearMatchesPaths {
  private func scenario(_ name: String, treaty: String) throws -> Scenario {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Scenarios/\(name).yaml").path
    var scenario = try Scenario.read(path: path, countries: [UnitedStates(), Luxembourg()])
    scenario.deductions = .full
    scenario.settings["LU", default: [:]]["treaty"] = treaty
    scenario.strategies = Array(scenario.strategies.prefix(2))
    return scenario
  }

  @Test(
    "what is derived line by line is what a path takes, to a cent a return",
    arguments: ["new-york-analyst", "kirchberg-commuter", "cookbook/couple", "cookbook/after-tax", "early-at-57"],
    ["payer", "residence_with_credit"])
  func shipped(_ name: String, treaty: String) throws {
    let scenario = try scenario(name, treaty: treaty)
    let simulator = Simulator(scenario, systems: [try UnitedStates(), try Luxembourg()])
    var taxed = 0
    for year in [2029, 2035, 2041] {
      for explained in try simulator.taxYear(year) {
        let due = explained.returns.reduce(0) { $0 + $1.real }
        #expect(abs(due - explained.taken) < 0.02, "\(name) \(year) \(explained.strategy): \(due), \(explained.taken)")
        taxed += due != 0 ? 1 : 0
      }
    }
    #expect(taxed > 0, "\(name) pays no tax in any year")
  }

  /// Who may draw at 57 and works on has 750 a month free until the claim; who draws has nothing.
  @Test("working on beside a right to an early pension lowers the tax of the strategy that waits")
  func workedOn() throws {
    var scenario = try scenario("cookbook/working-on-abroad", treaty: "payer")
    scenario.strategies = Array(scenario.strategies.prefix(1))
    let simulator = Simulator(scenario, systems: [try UnitedStates(), try Luxembourg()])
    let year = try #require(try simulator.taxYear(2028).first)
    let form = try #require(year.returns.first { $0.country == "LU" })
    let line = try #require(form.form.lines.firstIndex { $0.name == "worked_on" })
    #expect(form.lines[line] == 9_000)
  }

  /// The household of docs/tax.md, by the law of the year that the page states: 36,000 beside 18,000 exempt.
  @Test("the page's household by the form")
  func page() throws {
    let tax = try #require(try Luxembourg().incomeTax)
    let person = TaxPerson(
      person: 0, born: try #require(CalendarDate("1960-03-01")), citizenship: ["PT"], residence: "LU")
    let form = try #require(try tax.forms(for: TaxHousehold(year: 2026, people: [person])).first)
    let values = form.worked([0: [.ownPension: 36_000, .exemptPension: 18_000, .pensionMonths: 12]])
    #expect(values[form.tax] == 4_066 - 390 - ExactDecimal(1248, over: 10))
  }
}
