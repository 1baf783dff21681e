// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Strategies

/// Ruritania adds 6 % for each year of waiting, so that most money waits, and needs are not met meanwhile.
@Suite("Most money and the need covered")
struct AimTests {
  private func scenario(savings: ExactDecimal, needs: ExactDecimal = 900, aim: Aim = .both) -> Scenario {
    // Who lives to 95 gains by waiting to 70; who has 25,000 to live on until then runs dry.
    var scenario = TestHousehold.scenario(
      members: [TestHousehold.member(deathAge: 95)], strategies: TestHousehold.grid([62, 70], [62]), paths: 128,
      needs: needs, discountRate: 0)
    scenario.savings = [.eur: savings]
    scenario.aim = aim
    return scenario
  }

  private func compare(_ scenario: Scenario) async throws -> ComparisonResult {
    try await Simulator(scenario, systems: try TestHousehold.systems()).compare()
  }

  @Test("the savings at which the aims agree are those with which the scenario's own answer is most money")
  func turn() async throws {
    let poor = try await compare(scenario(savings: 25_000))
    let found = poor.recommendation
    #expect(found.clause == .coversRobustly || found.clause == .coversBest)
    #expect(found.proposed != found.mostMoney)
    let turn = try #require(poor.aimTurns.first { $0.id == "savings" })
    let value = try #require(turn.value)
    #expect(turn.coverOfMoney >= turn.coverOfNeed - Recommendation.coverMargin)
    func clause(_ more: Double) async throws -> ProposalClause {
      let more = try #require(ExactDecimal(shortest: more))
      return try await compare(scenario(savings: 25_000 + more)).recommendation.clause
    }
    #expect(try await clause(value) == .aimsAgree)
    #expect(try await clause(value - AimTurns.savingsStep) != .aimsAgree)
    // Figures off are the household's own: savings, need, offices; each covers the need less often than the stated ones.
    let cover = try #require(poor.needCover)
    #expect(cover.changes.map(\.id) == ["savings-less", "need-more", "slow-offices"])
    for change in cover.changes {
      for (name, share) in change.shares { #expect(share <= (cover.shares[name] ?? 0) + 1e-12, "\(change.id) \(name)") }
    }
  }

  @Test("without a need, or asked for money, nothing of it is run")
  func moneyAlone() async throws {
    let money = try await compare(scenario(savings: 25_000, aim: .money))
    #expect(money.needCover == nil && money.aimTurns.isEmpty && money.recommendation.clause == .mostMoney)
    #expect(try await compare(scenario(savings: 25_000, needs: 0)).needCover == nil)
  }

  @Test("the search for the need finds what all months one by one find, within half a future in a hundred")
  func quickNeed() async throws {
    var scenario = scenario(savings: 40_000)
    scenario.simulation.paths = 192
    scenario.strategies = TestHousehold.grid([70], [70])
    let systems = try TestHousehold.systems()
    let joined = try await Simulator(scenario, systems: systems).joiningQuickSearch()
    let need = try #require(joined.quickSearch?.need)
    let all = try await Simulator(scenario, systems: systems).search(objective: .needsMet)
    #expect(need.combinations < all.cells.count / 4 && !need.isExhaustive && !need.isListed)
    let result = try await joined.compare(.strategies)
    let found = try #require(result.strategies.first { $0.spec.name == need.best.name })
    #expect(found.needsMet.value >= all.cells[all.best].objective.value - 2 * Simulator.alike)
    // Both the money's and the need's best were compared.
    #expect(result.strategies.count == 3 && joined.quickSearch?.money?.isListed == false)
  }
}
