// SPDX-License-Identifier: GPL-3.0-or-later
import LuxembourgRules
import Pensions
import ScenarioFiles
import Simulation
import Strategies
import Testing
import UnitedStatesRules

/// The small scenario under laws that come at once or by chance: which pension each of them moves.
@Suite("Law events on paths, both countries")
struct LawEventInvariants {
  /// Mean lifetime value by source, dollars first, of each strategy in the order of the file; and months of REVIS.
  private struct Values {
    var dollars: [Double] = []
    var euros: [Double] = []
    var minimumMonths: [Double] = []
  }

  private func values(born: String = "1976-02-20", _ change: (inout EventSettings) -> Void = { _ in }) async throws
    -> Values
  {
    let countries: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    var scenario = try Scenario.read(
      text: SmallScenario.replacing("1965-02-20", with: born), path: "small.yaml", countries: countries)
    change(&scenario.events)
    let result = try await Simulator(scenario, systems: countries).compare(.strategies)
    var values = Values()
    for name in ["soon", "late"] {
      let strategy = try #require(result.strategies.first { $0.name == name })
      values.dollars.append(strategy.valueBySource[0].value.value)
      values.euros.append(strategy.valueBySource[1].value.value)
      values.minimumMonths.append(strategy.minimumMonths.value)
    }
    return values
  }

  private func falls(_ now: [Double], from before: [Double]) -> Bool { zip(now, before).allSatisfy { $0 < $1 } }

  @Test("a higher full retirement age lowers US awards of the births that it names, and nothing else")
  func fullAge() async throws {
    let base = try await values()
    let raised = try await values { $0["full_retirement_age_rise"] = EventSettings.atOnce }
    #expect(falls(raised.dollars, from: base.dollars) && raised.euros == base.euros)
    // At 70 a year of delayed credits, 8 % of the PIA of 124 %, is lost on every path; arrears and dimes aside.
    #expect((raised.dollars[1] / base.dollars[1] - 116.0 / 124).magnitude < 2e-3)
    let later = try await values {
      $0 = EventSettings(
        ["full_retirement_age_rise": EventSettings.atOnce], options: ["full_retirement_age_births": .whole(1977)])
    }
    #expect(later.dollars == base.dollars)
    let byChance = try await values { $0["full_retirement_age_rise"] = 0.05 }
    #expect(falls(byChance.dollars, from: base.dollars) && falls(raised.dollars, from: byChance.dollars))
  }

  @Test("a cut moderator and a late tranche lower Luxembourg pensions, and nothing else")
  func luxembourg() async throws {
    let base = try await values()
    let half = try await values { $0["moderator_cut"] = EventSettings.atOnce }
    let none = try await values {
      $0 = EventSettings(["moderator_cut": EventSettings.atOnce], options: ["moderator_after_cut": .share(0)])
    }
    #expect(half.dollars == base.dollars && none.dollars == base.dollars)
    #expect(falls(half.euros, from: base.euros) && falls(none.euros, from: half.euros))
    let byChance = try await values {
      $0 = EventSettings(["moderator_cut": 0.03], options: ["moderator_after_cut": .share(0)])
    }
    #expect(falls(byChance.euros, from: base.euros) && falls(none.euros, from: byChance.euros))
    // Somebody who draws the pension already: a tranche of 2.5 % is late by 24 months at most.
    let inPayment = try await values(born: "1961-12-01")
    let late = try await values(born: "1961-12-01") {
      $0 = EventSettings(["index_delay": EventSettings.atOnce], options: ["index_delay_months": .whole(24)])
    }
    #expect(late.dollars == inPayment.dollars && falls(late.euros, from: inPayment.euros))
    #expect(late.euros[0] > inPayment.euros[0] * 0.99)
  }
}
