// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Simulation
@testable import Strategies

/// The engine switches lanes when a law changes; here each path is worked out alone, under the laws that it has.
@Suite("Changes of law along paths")
struct ChangedLawMatchesReference {
  private static let paths = 16

  private func systems() throws -> [any PensionSystem] {
    try TestHousehold.systems(withheld: 0.1).map { system in
      guard var system = system as? Ruritania else { return system }
      system.knowsReforms = true
      return system
    }
  }

  private func scenario(_ events: EventSettings) -> Scenario {
    // Ben was born before the first year that the higher age concerns.
    let members = [TestHousehold.member(), TestHousehold.member("ben", born: "1960-02-03", sex: .male)]
    var specs = TestHousehold.grid([62, 70], [61, 65])
    specs.append(
      TestHousehold.wish(
        ClaimWish(start: .age(Age(years: 67)), filing: .monthsAfter(20)), ClaimWish(start: .earliest), name: "late"))
    for index in specs.indices {
      specs[index].wishes["ben"] = ["XD": ClaimWish(start: .earliest), "XR": ClaimWish(start: .age(Age(years: 69)))]
    }
    var filing = DelaySettings()
    filing.national = ["XR": 3, "XD": 7]
    var scenario = TestHousehold.scenario(members: members, strategies: specs, paths: Self.paths, filing: filing)
    scenario.events = events
    return scenario
  }

  private func run(_ setting: HouseholdSetting, _ plan: HouseholdPlan) async throws -> HouseholdTotals {
    var simulation = setting.simulation([(plan, 1)])
    (simulation.lanes, simulation.countsYears) = (Self.paths, false)
    return try await simulation.run()
  }

  private static func events(tenth: Double = 0, later: Double = 0, cut: Double = 0) -> EventSettings {
    EventSettings(
      [Reform.tenth.key: tenth, Reform.laterBonus.key: later, Reform.priceCut.key: cut],
      options: [
        "ruritania_bonus_months": .whole(18), "ruritania_bonus_births": .whole(1965),
        "ruritania_price_share": .share(0),
      ])
  }

  @Test(
    "every path under its own laws",
    arguments: [
      events(tenth: 0.08), events(later: 0.15), events(cut: 0.08),
      events(tenth: 0.08, later: 0.15, cut: 0.05),
    ])
  func everyPath(events: EventSettings) async throws {
    let (scenario, systems) = (scenario(events), try systems())
    let setting = try HouseholdSetting(scenario, systems: systems)
    let prepared = try setting.prepare(regime: .current)
    let totals = try await run(setting, prepared.plan)
    let model = try EconomyModel(
      scenario.economy, asOf: scenario.asOf, months: setting.months, seed: scenario.simulation.seed,
      countries: systems.map(\.economicCountry))
    var block = model.makeBlock(lanes: Self.paths)
    model.generate(&block, firstPath: 0, lanes: Self.paths)
    let draws = LaneDraws(
      lifetimes: setting.lifetimes, delays: ProcessingDelay(scenario.filing, countries: ["XD", "XR"]),
      events: setting.events, seed: 1, antithetic: false)
    var regimes: [[String: String]: [[PlannedClaim]]] = [:]
    func claims(_ settings: [String: String]) throws -> [[PlannedClaim]] {
      if let known = regimes[settings] { return known }
      let found = try setting.prepare(regime: LawRegime(name: "then", settings: settings)).claims
      regimes[settings] = found
      return found
    }
    let places = try Reform.ruritania.map { try #require(setting.events.place(of: $0.key)) }
    for path in 0..<Self.paths {
      let law = draws.policy(path: path)
      let (tenth, later, cut) = (
        law?.arrivals[places[0]], law?.arrivals[places[1]], law?.arrivals[places[2]]
      )
      let indexation = try prepared.plan.indexation(along: block).map {
        frozen($0, from: cut ?? nil, scenario.asOf, block, lane: path)
      }
      for strategy in prepared.specs.indices {
        var lived: [(claim: PlannedClaim, person: Int, delay: Int)] = []
        for (index, claim) in prepared.claims[strategy].enumerated() {
          var settings: [String: String] = [:]
          if let arrival = later ?? nil, arrival <= claim.entitlement {
            settings = ["bonus.extra-months": "18", "bonus.first-birth": "1965"]
          }
          var own = try claims(settings)[strategy][index]
          if let arrival = tenth ?? nil {
            settings["tenth"] = "taken"
            own.award = splice(own.award, try claims(settings)[strategy][index].award, at: arrival)
          }
          let person = claim.person == "ana" ? 0 : 1
          let delay = draws.delay(
            person: person, source: claim.country == "XD" ? 0 : 1, basis: claim.award.basis, filed: claim.filed,
            path: path)
          lived.append((own, person, delay))
        }
        let ledger = PlainLedger(
          claims: lived, lived: [0, 1].map { draws.monthsLived($0, path: path) }, systems: systems, minimum: nil,
          minimumCountry: nil, needs: 0, discountRate: 0.01, asOf: scenario.asOf, months: setting.months,
          economy: block, indexation: indexation, lane: path)
        let fast = totals.values[strategy][path]
        #expect(abs(ledger.value - fast) <= 1e-9 * max(1, fast), "\(prepared.specs[strategy].name), path \(path)")
      }
    }
  }

  /// One award to a month and the other from then on, as an award.
  private func splice(_ award: Award, _ later: Award, at month: YearMonth) -> Award {
    var spliced = award
    guard month > award.from else {
      spliced.components = later.components
      return spliced
    }
    spliced.components = award.components.map { component in
      var ended = component
      ended.steps = component.steps.filter { $0.from < month } + [.init(from: month, factor: 0)]
      return ended
    }
    spliced.components += later.components.map { component in
      var begun = component
      let held = component.steps.last { $0.from <= month }?.factor ?? 0
      begun.steps = [.init(from: month, factor: held)] + component.steps.filter { $0.from > month }
      return begun
    }
    return spliced
  }

  /// Prices followed to the month before the law, and no more.
  private func frozen(
    _ indexation: IndexationPaths, from law: YearMonth?, _ asOf: YearMonth, _ block: EconomyBlock, lane: Int
  ) -> IndexationPaths {
    guard let law else { return indexation }
    var frozen = indexation
    let (stride, first) = (block.laneCapacity, law - (asOf + 1))
    guard first < block.months else { return indexation }
    for month in first..<block.months {
      frozen.levels[0][month * stride + lane] = first == 0 ? 1 : indexation.levels[0][(first - 1) * stride + lane]
    }
    return frozen
  }

  @Test("each law moves the awards that it speaks of, and no other")
  func whichAwardsInvariants() async throws {
    func values(_ events: EventSettings) async throws -> [[Double]] {
      let setting = try HouseholdSetting(scenario(events), systems: systems())
      return try await run(setting, try setting.prepare(regime: .current).plan).values
    }
    let base = try await values(Self.events())
    // At once, all of ana's pensions start under the higher age: fewer months of bonus.
    let raised = try await values(Self.events(later: EventSettings.atOnce))
    #expect(zip(base, raised).allSatisfy { zip($0, $1).allSatisfy { $1 <= $0 } && $0.reduce(0, +) > $1.reduce(0, +) })
    // Nobody was born in the years that it speaks of.
    var events = Self.events(later: EventSettings.atOnce)
    events.options["ruritania_bonus_births"] = .whole(1967)
    #expect(try await values(events) == base)
    // A law that comes too late for any award.
    #expect(try await values(Self.events(tenth: 1e-9, later: 1e-9, cut: 1e-9)) == base)
    let cut = try await values(Self.events(cut: EventSettings.atOnce))
    #expect(cut != base)
  }

  @Test("the rows of stress runs ask about each law that the countries know")
  func stressRows() async throws {
    var scenario = scenario(Self.events())
    scenario.strategies = Array(scenario.strategies.prefix(2))
    let result = try await Simulator(scenario, systems: systems()).compare()
    let ids = result.stresses.map(\.id)
    #expect(
      ids == [
        "rw", "dollar-1985", "dollar-1980", "tenth-taken", "bonus-later", "prices-cut", "delay-14",
        "live-to-98",
      ])
    let values = result.stresses.reduce(into: [:]) { $0[$1.id] = $1.lifetimeValues[0].value }
    let base = result.strategies[0].lifetimeValue.value
    #expect(try #require(values["bonus-later"]) < base)
    #expect(try #require(values["prices-cut"]) < base)
    #expect(
      result.switching.map(\.id).suffix(3) == [
        "tenth-taken-chance", "bonus-later-chance", "prices-cut-chance",
      ])
  }
}
