// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Strategies
import Testing

@Suite("Many careers on shared paths")
struct PopulationMatchesReference {
  @Test("a career among others gets the numbers it gets alone")
  func batchMatchesReference() async throws {
    let systems = try TestHousehold.systems(guaranteed: 1500)
    let strategies = TestHousehold.grid([62, 66, 70], [60, 65])
    let scenarios = ["1966-12-03", "1968-05-14", "1979-11-30"].map { born in
      TestHousehold.scenario(
        members: [TestHousehold.member(born: born)], strategies: strategies, paths: 100, needs: 1800)
    }
    let careers = try scenarios.map { try PreparedCareer($0, systems: systems) }
    var simulation = try PopulationSimulation(
      economy: scenarios[0].economy, asOf: scenarios[0].asOf, months: careers.map(\.months).max() ?? 1,
      settings: scenarios[0].simulation, countries: systems.map(\.economicCountry))
    let totals = try simulation.run(careers.compactMap(\.household))
    #expect(totals.count == 3)
    for (index, scenario) in scenarios.enumerated() {
      let alone = try await Simulator(scenario, systems: systems).compare()
      let together = careers[index].comparison(totals[index], naive: "62/60")
      #expect(together.ranking.map { together.strategies[$0].name } == alone.strategies.map(\.name))
      for (rank, strategy) in together.ranking.enumerated() {
        let (a, b) = (together.strategies[strategy], alone.strategies[rank])
        #expect(a.lifetimeValue == b.lifetimeValue)
        #expect(a.differenceToBest == b.differenceToBest)
        #expect(a.needsMet == b.needsMet)
        #expect(a.minimumMonths == b.minimumMonths)
      }
      #expect(together.undecided == alone.undecided.count)
    }
  }

  @Test("a pension that is never earned is no mistake in a study")
  func unearned() throws {
    var member = TestHousehold.member()
    member.records[TestHousehold.dollarCountry]?.periods = [
      InsurancePeriod(from: YearMonth(1985, 1), through: YearMonth(1985, 3), kind: "work")
    ]
    let scenario = TestHousehold.scenario(members: [member], strategies: TestHousehold.grid([62, 66], [65]))
    let systems = try TestHousehold.systems()
    let career = try PreparedCareer(scenario, systems: systems)
    // Both strategies wish the same euro pension and no dollars, so one is left.
    #expect(career.household != nil)
    var simulation = try PopulationSimulation(
      economy: scenario.economy, asOf: scenario.asOf, months: career.months, settings: scenario.simulation,
      countries: systems.map(\.economicCountry))
    let found = career.comparison(try simulation.run([try #require(career.household)])[0], naive: "62/65")
    #expect(found.strategies.count == 1)
    #expect(found.strategies[0].claims.map(\.country) == [TestHousehold.euroCountry])
  }
}
