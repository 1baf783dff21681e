// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Simulation
import Statistics
import TestSupport
import Testing

@testable import Strategies

@Suite("Search of claim months")
struct SearchMatchesReference {
  private func scenario(_ paths: Int = 40) -> Scenario {
    var scenario = TestHousehold.scenario(
      members: [TestHousehold.member(born: "1957-03-02")], strategies: [], paths: paths, needs: 900,
      filing: DelaySettings(national: ["XR": 3, "XD": 6]))
    scenario.simulation.threads = 2
    return scenario
  }

  /// Ruritania pays from 60 to 70; at 69 and eight months there are months enough for a small surface.
  @Test("every cell equals the strategy simulated by itself")
  func cells() async throws {
    let systems = try TestHousehold.systems(guaranteed: 900)
    let setting = try HouseholdSetting(scenario(), systems: systems)
    let search = try ClaimSearch(setting, objective: .mean)
    #expect(search.axes.count == 2)
    let axes = search.axes.map {
      SearchAxis(person: $0.person, country: $0.country, months: Array($0.months.prefix(4)))
    }
    let cells = try await search.surface(ClaimSearch.combinations(axes)) { _ in }
    #expect(cells.count == axes[0].months.count * axes[1].months.count)
    var alone = scenario()
    alone.strategies = cells.map(\.spec)
    let result = try await Simulator(alone, systems: systems).compare(.strategies)
    for cell in cells {
      let strategy = try #require(result.strategies.first { $0.name == cell.spec.name })
      let expected = strategy.lifetimeValue.value
      #expect(abs(cell.objective.value - expected) <= 1e-12 * expected)
      #expect(cell.percentiles == strategy.percentiles.map(\.value))
    }
    let (best, undecided) = try #require(ClaimSearch.decide(cells))
    #expect(cells[best].spec.name == result.strategies[0].name)
    #expect(Set(undecided.map { cells[$0].spec.name }) == Set(result.undecided.map { result.strategies[$0].name }))
  }

  @Test(
    "each objective names its best and a set around it",
    arguments: [
      SearchObjective.mean, .median, .shortfall, .needsMet,
      .certaintyEquivalent(CertaintyEquivalent(aversion: 3, floor: 400)),
    ])
  func objectives(_ objective: SearchObjective) async throws {
    #expect(SearchObjective(objective.description) == objective)
    let setting = try HouseholdSetting(scenario(30), systems: TestHousehold.systems())
    let search = try ClaimSearch(setting, objective: objective)
    let axes = zip(search.axes, [[0, 3], [0]]).map { axis, chosen in
      SearchAxis(person: axis.person, country: axis.country, months: chosen.map { axis.months[$0] })
    }
    let cells = try await search.surface(ClaimSearch.combinations(axes)) { _ in }
    let (best, undecided) = try #require(ClaimSearch.decide(cells))
    #expect(undecided.first == best)
    #expect(cells.allSatisfy { $0.objective.value <= cells[best].objective.value })
    for cell in cells { #expect(cell.objective.error.isFinite) }
  }

  @Test("two people are searched in turn, and the result says that this is not exhaustive")
  func twoPeople() async throws {
    var two = scenario(6)
    two.members = [
      TestHousehold.member(born: "1957-02-02", deathAge: 85),
      TestHousehold.member("ben", born: "1957-01-03", sex: .male, deathAge: 85),
    ]
    for index in two.members.indices { two.members[index].records["XD"] = nil }
    let result = try await Simulator(two, systems: TestHousehold.systems()).search()
    #expect(!result.isExhaustive)
    #expect(result.axes.map(\.person) == ["ana", "ben"])
    #expect(result.cells.indices.contains(result.best))
    #expect(result.claims.count == 2)
    // So few months that all pairs can be tried: the turns end at the best of them.
    let search = try ClaimSearch(HouseholdSetting(two, systems: TestHousehold.systems()), objective: .mean)
    let all = try await search.surface(ClaimSearch.combinations(search.axes)) { _ in }
    let (best, _) = try #require(ClaimSearch.decide(all))
    #expect(result.cells[result.best].months == all[best].months)
    #expect(result.cells[result.best].objective == all[best].objective)
  }

  @Test("ways of filing are an axis: each is a cell, and later filing is behind where arrears reach back no further")
  func filings() async throws {
    let result = try await Simulator(scenario(24), systems: TestHousehold.systems(guaranteed: 900)).search(
      filings: [.asEarlyAsAllowed, .onTheDay, .monthsAfter(15), .monthsBefore(9)])
    let tried = Set(result.cells.map(\.filings))
    #expect(tried.count == 9)  // three ways a pension; nine months ahead is refused by both
    #expect(result.refused > 0)
    #expect(result.isExhaustive)
    let late = result.otherFilings.filter { $0.filings.contains(.monthsAfter(12)) }
    #expect(late.count == 2)
    for cell in result.otherFilings { #expect(cell.paths == result.paths && cell.lead.value.isFinite) }
  }
}
