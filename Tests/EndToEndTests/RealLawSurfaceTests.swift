// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import Quantities
import ScenarioFiles
import Simulation
import Testing
import UnitedStatesRules

@testable import Strategies

/// The surface made at once equals the strategies simulated one by one on every path, under the law of both countries.
@Suite("All claim months at once, both countries")
struct RealLawSurfaceMatchesReference {
  enum Household: String, CaseIterable {
    /// Near the line of REVIS, with the year-end allowance and totalized files.
    case analyst
    /// An early pension that a tightening of the law may move.
    case early
    /// The same with a payable trust fund, a lower moderator and a late tranche.
    case cuts
    /// Two law regimes.
    case mix
    case sobol
    /// Dollars are spent, and paid with tax withheld.
    case dollars
    /// Work abroad takes the first dollars, and leaves the reduction at full age.
    case works
  }

  private func scenario(_ household: Household, _ countries: [any PensionSystem]) throws -> Scenario {
    let early = ![Household.analyst, .dollars, .works].contains(household)
    let name = early ? "early-at-57" : "new-york-analyst"
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/\(name).yaml")
    var text = try String(contentsOf: url, encoding: .utf8)
    // Pay so low that the means test bites beside both pensions.
    text.replace("pay: { amount: 4900 EUR, wages_of: 2025 }", with: "pay: { amount: 3400 EUR, wages_of: 2025 }")
    text.replace("pay: { amount: 4300 EUR, wages_of: 2026 }", with: "pay: { amount: 2900 EUR, wages_of: 2026 }")
    if household == .dollars {
      text.replace("currency: EUR", with: "currency: USD")
      text.replace("citizenship: [US]", with: "citizenship: [LU]")
      text.replace("needs: 2000 EUR\nsavings: { EUR: 35000, USD: 20000 }", with: "")
    }
    if household == .early || household == .cuts {
      // Fewer than 480 compulsory months without the foreign ones: the further months of a tighter law are asked, and not all held.
      text.replace("to: 2027-01, kind: compulsory", with: "to: 2027-12, kind: compulsory")
      text.replace("economy: default", with: "economy: default\nsettings: { LU: { foreignTimeAsCompulsory: no } }")
      text.replace("LU: [57, 60, 65]", with: "LU: [60, 65]")
    }
    if household == .works {
      text.replace("    sex: female", with: "    sex: female\n    foreign_work: through 2031-06")
    }
    var scenario = try Scenario.read(text: text, path: "\(name).yaml", countries: countries)
    scenario.simulation.paths = 32
    scenario.savings = [:]
    scenario.law = LawMix(parts: [.init(regime: .current, weight: 1)])
    scenario.filing = DelaySettings(totalized: .fixed(13), national: ["US": 2, "LU": 5])
    switch household {
    case .analyst, .dollars, .works: scenario.filing = DelaySettings()
    case .early: scenario.events = EventSettings(["luxembourg_reform": 0.6])
    case .cuts:
      scenario.events = EventSettings([
        "trust_fund": 1, "luxembourg_reform": 0.3, "moderator_cut": 0.2, "index_delay": 0.2,
      ])
    case .mix:
      scenario.law = LawMix(parts: [
        .init(regime: .current, weight: 0.5),
        .init(regime: LawRegime(name: "2012", settings: ["earlyPension": "2012"]), weight: 0.5),
      ])
    case .sobol: scenario.simulation.sobolYears = 20
    }
    return scenario
  }

  @Test("every cell and path of a coarse grid", arguments: Household.allCases)
  func everyPath(_ household: Household) async throws {
    let countries: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    let scenario = try scenario(household, countries)
    var setting = try HouseholdSetting(scenario, systems: countries)
    // The surface knows pensions alone; beside the last months of pay it would not hold.
    setting.incomes = []
    var search = try ClaimSearch(setting, objective: .mean)
    #expect(search.axes.count == 2)
    let planning = try search.newPlanning()[0]
    for index in search.axes.indices {
      let claimant = StrategyPlanning.Claimant(person: 0, country: search.axes[index].country)
      // All months that can be claimed, also those that a search leaves out.
      let months = try #require(planning.eligibilities[claimant]?.claimable).map { $0 }
      search.axes[index].months = stride(from: 0, to: months.count, by: index == 0 ? 23 : 31).map { months[$0] }
    }
    guard case .holds(let surface) = try SurfaceSearch.make(search) else {
      Issue.record("does not hold")
      return
    }
    let part = surface.parts[0]
    let usesDifferences = part.surface.usesDifferences
    #expect(usesDifferences)
    let chunks = try await part.surface.run(rows: 0..<part.surface.outerCount) { $0 }
    var plannings = try search.newPlanning()
    let choices = part.outer.months.flatMap { outer in
      part.inner.months.map { inner in
        SearchChoice(
          months: surface.outerAxis == 0 ? [outer, inner] : [inner, outer],
          filings: [.asEarlyAsAllowed, .asEarlyAsAllowed])
      }
    }
    let tried = try await search.tryCells(choices, paths: 32, planning: &plannings) { _ in }
    #expect(tried.map(\.choice) == choices)
    var worst = 0.0
    for chunk in chunks {
      for path in 0..<chunk.count {
        for (cell, plain) in tried.enumerated() {
          let (fast, slow) = (chunk.values[path * chunk.cells + cell], plain.values.values[chunk.first + path])
          worst = max(worst, abs(fast - slow) / max(1, abs(slow)))
        }
      }
    }
    #expect(worst <= 1e-12, "\(household): \(worst)")
    if household == .early || household == .cuts {
      // The event does move early claims on some of these paths.
      let quiet = try await moved(search)
      let first = try #require(tried.first { $0.choice.months[1] == part.outer.months.min() })
      #expect(first.values.values != quiet)
    }
  }

  /// Values of the first Luxembourg month where no law changes.
  private func moved(_ search: ClaimSearch) async throws -> [Double] {
    var quiet = search.setting.scenario
    quiet.events = EventSettings()
    let plain = try ClaimSearch(HouseholdSetting(quiet, systems: search.setting.systems), objective: .mean)
    let choice = SearchChoice(
      months: search.axes.map { $0.months[0] }, filings: [.asEarlyAsAllowed, .asEarlyAsAllowed])
    var plannings = try plain.newPlanning()
    return try await plain.tryCells([choice], paths: 32, planning: &plannings) { _ in }.first?.values.values ?? []
  }

  @Test("a couple goes the other way, as does everything that hangs on both pensions")
  func couples() throws {
    let countries: [any PensionSystem] = [try UnitedStates(), try Luxembourg()]
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/cookbook/couple.yaml")
    let scenario = try Scenario.read(
      text: String(contentsOf: url, encoding: .utf8), path: "couple.yaml", countries: countries)
    let setting = try HouseholdSetting(scenario, systems: countries)
    guard case .not(let reason) = try SurfaceSearch.make(ClaimSearch(setting, objective: .mean)) else {
      Issue.record("a couple was taken")
      return
    }
    #expect(reason.key == "engine.notTwoPensions")
    let plan = try setting.prepare(regime: .current).plan
    let axis = ClaimSurface.Axis(payments: [[0]], used: [[0]], claimable: [0])
    #expect(
      ClaimSurface.refusal(plan, delays: scenario.filing, outer: axis, inner: axis, part: 0) == .morePeople)
  }
}
