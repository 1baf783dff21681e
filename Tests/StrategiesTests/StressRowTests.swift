// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation
import Statistics
import TestSupport
import Testing

@testable import Strategies

/// Rows of changed assumptions beside the base on the same paths, for countries that know reforms.
@Suite("Stress rows and switching values")
struct StressRowTests {
  private static let reforms = ["tenth-taken", "bonus-later", "prices-cut"]

  /// - Parameter reforming: who knows laws that may change.
  private func systems(reforming: Set<Country>) throws -> [any PensionSystem] {
    try TestHousehold.systems().map { system in
      guard var system = system as? Ruritania else { return system }
      system.knowsReforms = reforming.contains(system.country)
      return system
    }
  }

  private func rows(_ result: ComparisonResult) -> [String: StressRow] {
    Dictionary(uniqueKeysWithValues: result.stresses.map { ($0.id, $0) })
  }

  /// Claims in the euro country alone, whose law does not change; the other one's changes with all it has.
  @Test("a law of a country without a record of the household leaves the base as it is, to the last bit")
  func otherCountryInvariants() async throws {
    var member = TestHousehold.member()
    member.records[TestHousehold.dollarCountry] = nil
    let specs = [61, 65].map { age in
      StrategySpec(
        name: "\(age)", wishes: ["ana": [TestHousehold.euroCountry: ClaimWish(start: .age(Age(years: age)))]])
    }
    var scenario = TestHousehold.scenario(members: [member], strategies: specs, paths: 40)
    scenario.events.options = ["ruritania_bonus_births": .whole(1960), "ruritania_price_share": .share(0)]
    let result = try await Simulator(scenario, systems: systems(reforming: [TestHousehold.dollarCountry])).compare()
    let (rows, base) = (rows(result), try #require(result.stressBase))
    for id in Self.reforms + ["rw", "dollar-1985", "dollar-1980"] {
      let row = try #require(rows[id])
      #expect(row.changesNothing && row.lifetimeValues == base.lifetimeValues, "\(id)")
      #expect(row.differenceOfThePair == base.differenceOfThePair && row.changeOfThePair.value == 0, "\(id)")
    }
    #expect(try !#require(rows["live-to-98"]).changesNothing)
    // What changes nothing is no state of the world to regret in, and has no chance at which the ranking turns.
    #expect(result.regrets?.states.map(\.id) == ["base", "delay-14", "live-to-98", "dollar-dearer", "dollar-cheaper"])
    #expect(!result.switching.contains { $0.id.hasSuffix("-chance") })
  }

  @Test("a share that is 0 already cannot be cut, a higher age of other births moves nobody")
  func withoutReachInvariants() async throws {
    var scenario = TestHousehold.scenario(strategies: TestHousehold.grid([62, 69], [65]), paths: 40)
    scenario.events.options["ruritania_bonus_births"] = .whole(1967)  // ana is of 1966
    let result = try await Simulator(scenario, systems: systems(reforming: [TestHousehold.euroCountry])).compare()
    let rows = rows(result)
    #expect(try #require(rows["bonus-later"]).changesNothing)
    // Both strategies draw the same pension from the reforming country: their amounts fall, their difference does not.
    let cut = try #require(rows["prices-cut"])
    #expect(!cut.changesNothing && cut.lifetimeValues[0].value < result.strategies[0].lifetimeValue.value)
    #expect(cut.changeOfThePair.value == 0 && cut.changeOfThePair.standardError == 0)
  }

  @Test("the windfall row keeps the scenario's own law and adds that change alone")
  func ownLaw() async throws {
    let own = ["bonus.extra-months": "24", "bonus.first-birth": "1960"]
    let systems = try systems(reforming: [TestHousehold.dollarCountry, TestHousehold.euroCountry])
    func result(_ settings: [String: String]) async throws -> ComparisonResult {
      var scenario = TestHousehold.scenario(strategies: TestHousehold.grid([62, 69], [61, 65]), paths: 40)
      scenario.law = LawMix(parts: [.init(regime: LawRegime(name: "own", settings: settings), weight: 1)])
      return try await Simulator(scenario, systems: systems).compare()
    }
    let base = try await result(own)
    let changed = try await result(own.merging(["tenth": "taken"]) { a, _ in a })
    let row = try #require(rows(base)["tenth-taken"])
    for (index, strategy) in base.strategies.enumerated() {
      let law = try #require(changed.strategies.first { $0.name == strategy.name })
      #expect(abs(row.lifetimeValues[index].value - law.lifetimeValue.value) < 1e-6, "\(strategy.name)")
    }
    // Under a law that has it already there is nothing to bring back.
    #expect(try #require(rows(changed)["tenth-taken"]).changesNothing)
  }

  @Test("a change is the difference of two differences, path by path")
  func changeMatchesReference() async throws {
    let setting = try HouseholdSetting(
      TestHousehold.scenario(strategies: TestHousehold.grid([62, 69], [65]), paths: 300),
      systems: systems(reforming: [TestHousehold.dollarCountry]))
    let prepared = try setting.prepare(setting.scenario.law)
    let runs = StressRuns(setting: setting, specs: prepared.base.specs, plans: prepared.plans)
    let (base, rows, _) = try await runs.rows { _ in }
    let stress = try #require(try runs.stresses().first { $0.id == "tenth-taken" })
    let plain = try await setting.run(Variation(), plans: prepared.plans, specs: prepared.base.specs).values
    let law = try await setting.run(stress.variation, plans: prepared.plans, specs: prepared.base.specs).values
    let changes = plain[0].indices.map { (law[0][$0] - law[1][$0]) - (plain[0][$0] - plain[1][$0]) }
    let mean = changes.reduce(0, +) / Double(changes.count)
    let variance = changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(changes.count - 1)
    let row = try #require(rows.first { $0.id == "tenth-taken" })
    #expect(abs(row.changeOfThePair.value - mean) < 1e-6 && row.paths == 300)
    #expect(abs(row.changeOfThePair.error - (variance / 300).squareRoot()) < 1e-6)
    // A tenth of both pensions goes: the change is known far better than either gain.
    #expect(row.changeOfThePair.error < base.differenceOfThePair.error / 5)
  }

  @Test("rows of a long run are of its first paths")
  func samePaths() async throws {
    func totals(_ paths: Int) async throws -> HouseholdTotals {
      let setting = try HouseholdSetting(
        TestHousehold.scenario(strategies: TestHousehold.grid([62], [65]), paths: paths),
        systems: TestHousehold.systems())
      let (base, plans) = try setting.prepare(setting.scenario.law)
      return try await setting.run(Variation(), plans: plans, specs: base.specs)
    }
    let (long, short) = (try await totals(3_000), try await totals(64))
    #expect(long.paths == HouseholdSetting.variationPaths)
    #expect(Array(long.values[0].prefix(64)) == short.values[0])
  }

  /// Ruritania takes 3 months, Strelsau 7; both are filed for 3 months ahead, so the first payments come 3 and 7 months later.
  @Test("the row of delays starts from what these claims take")
  func meanDelayHandCalculation() async throws {
    var filing = DelaySettings(documentFailure: 0, denial: 0)
    filing.national = ["XR": 3, "XD": 7]
    let result = try await Simulator(
      TestHousehold.scenario(strategies: TestHousehold.grid([62, 69], [65]), paths: 20, filing: filing),
      systems: TestHousehold.systems()
    ).compare()
    #expect(try #require(result.switching.first { $0.id == "delay" }).base == 5)
  }

  /// At no discount a claim at 60 has paid n months of a real amount of 1, one at 65 n − 60 of 1 + 60 · 0.005 = 1.3: they are level
  /// after n = 260 months, at 81 years and 8 months.
  @Test("the age at death at which two claims are level is each person's own", arguments: ["ana", "ben"])
  func breakEvenAgeHandCalculation(late: String) async throws {
    // The one who has a choice of 60 or 65 must be young enough to have it.
    let choosing = late == "ana" ? "1966-12-10" : "1966-12-20"
    let members = [
      TestHousehold.member("ana", born: late == "ana" ? choosing : "1948-06-15"),
      TestHousehold.member("ben", born: late == "ben" ? choosing : "1948-06-15", sex: .male),
    ].map { member in
      var member = member
      member.records[TestHousehold.dollarCountry] = nil
      if member.person.id != late { member.records[TestHousehold.euroCountry] = nil }
      return member
    }
    let specs = [60, 65].map { age in
      StrategySpec(name: "\(age)", wishes: [late: [TestHousehold.euroCountry: ClaimWish(start: .age(Age(years: age)))]])
    }
    let result = try await Simulator(
      TestHousehold.scenario(members: members, strategies: specs, paths: 20, discountRate: 0),
      systems: TestHousehold.systems()
    ).compare()
    let ages = result.switching.filter { $0.id == "death-age" }
    #expect(ages.map(\.person) == ["ana", "ben"])
    for row in ages {
      if row.person == late {
        #expect(abs(try #require(row.value) - (60 + 260.0 / 12)) < 0.1)
      } else {
        #expect(row.value == nil && row.differenceAtFrom == row.differenceAtTo)
        #expect(row.triedFrom == 80)
      }
    }
  }
}
