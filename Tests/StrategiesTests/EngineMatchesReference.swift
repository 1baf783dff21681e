// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Simulation
@testable import Strategies

@Suite("Engine against the plain ledger")
struct EngineMatchesReference {
  /// Delays, arrears, withholding, means test and needs at once, one and two people.
  /// The means test at the month's rate, and at that of the half-year.
  ///
  /// Two people leave each other pensions, the dollar country's set against the survivor's own and starting when the strategy says, the
  /// euro country's tested by own income from both.
  /// A yearly allowance that tapers off and moves with prices, or ends at the limit and stays.
  @Test(
    "every path and strategy",
    arguments: [(1, false, 0, .taper), (2, false, 15_000, .taper), (1, true, 12_500, .cutOff)]
      as [(Int, Bool, Double, YearlyAllowance.Edge)])
  func everyPath(people: Int, freezesRate: Bool, limit: Double, edge: YearlyAllowance.Edge) async throws {
    let systems = try TestHousehold.systems(
      guaranteed: 900, withheld: 0.255, freezesRate: freezesRate,
      allowance: limit > 0 ? (amount: 1_800, limit: limit) : nil, edge: edge, leavesPension: people == 2,
      survivorsWait: true, testsIncome: people == 2)
    let planning = { (scenario: Scenario) in
      try StrategyPlanning(
        scenario, systems: systems, regime: .current, rates: ValuationRates(.first(of: scenario, systems: systems)),
        lifetimes: HouseholdSetting(scenario, systems: systems).lifetimes)
    }
    var specs = TestHousehold.grid([61, 63, 66, 70], [61, 65])
    specs.append(
      TestHousehold.wish(
        ClaimWish(start: .age(Age(years: 66)), filing: .monthsAfter(20)),
        ClaimWish(start: .earliest, filing: .onTheDay), name: "late"))
    var members = [TestHousehold.member()]
    if people == 2 {
      members.append(TestHousehold.member("ben", born: "1960-02-03", sex: .male))
      for index in specs.indices {
        specs[index].wishes["ben"] = [
          "XD": ClaimWish(start: .earliest), "XR": ClaimWish(start: .age(Age(years: 68))),
        ]
        let wishes: [SurvivorWish] = [.best, .atOnce, .age(Age(years: 75)), .month(YearMonth(2041, 2))]
        specs[index].survivors = ["ana": ["XD": wishes[index % 4]], "ben": ["XD": wishes[(index + 1) % 4]]]
      }
    }
    var filing = DelaySettings()
    filing.national = ["XR": 3, "XD": 7]
    let scenario = TestHousehold.scenario(
      members: members, strategies: specs, paths: 40, needs: 1000, filing: filing)
    let setting = try HouseholdSetting(scenario, systems: systems)
    let prepared = try setting.prepare(regime: .current)
    #expect(prepared.dropped.isEmpty)
    let totals = try await setting.simulation([(prepared.plan, 1)]).run()

    let model = try EconomyModel(
      scenario.economy, asOf: scenario.asOf, months: setting.months, seed: scenario.simulation.seed,
      countries: systems.map(\.economicCountry))
    var block = model.makeBlock(lanes: 40)
    model.generate(&block, firstPath: 0, lanes: 40)
    let indexation = try prepared.plan.indexation(along: block)
    let draws = LaneDraws(
      lifetimes: setting.lifetimes, delays: ProcessingDelay(scenario.filing, countries: ["XD", "XR"]), seed: 1,
      antithetic: false)
    guard case .available(let minimum)? = setting.minimum else {
      Issue.record("no means test")
      return
    }
    for strategy in prepared.specs.indices {
      let unclaimed = setting.unclaimed(prepared.claims[strategy], try planning(scenario))
      var (months, below, minimumValue, dollars, allowance, left) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      func index(_ id: String) -> Int { members.firstIndex { $0.person.id == id }! }
      for path in 0..<40 {
        let ledger = PlainLedger(
          claims: prepared.claims[strategy].map { claim in
            let person = members.firstIndex { $0.person.id == claim.person }!
            return (
              claim, person,
              draws.delay(
                person: person, source: systems.firstIndex { $0.country == claim.country }!,
                basis: claim.award.basis, filed: claim.filed, path: path)
            )
          }, survivors: prepared.survivors[strategy].map { ($0, index($0.survivor), index($0.deceased)) },
          lived: members.indices.map { draws.monthsLived($0, path: path) }, systems: systems, minimum: minimum,
          minimumCountry: "XR", allowance: setting.allowance, unclaimed: unclaimed, needs: 1000, discountRate: 0.01,
          asOf: scenario.asOf,
          months: setting.months,
          economy: block, indexation: indexation, lane: path)
        let fast = totals.values[strategy][path]
        #expect(abs(ledger.value - fast) <= 1e-9 * max(1, fast), "\(prepared.specs[strategy].name), path \(path)")
        months += ledger.minimumMonths
        below += ledger.monthsBelow
        minimumValue += ledger.minimumValue
        left += ledger.survivorValue
        allowance += ledger.allowanceValue
        dollars += ledger.sources["XD"] ?? 0
      }
      #expect(abs(totals.mean(.minimumMonths, of: strategy).value - months / 40) < 1e-9)
      #expect(abs(totals.mean(.monthsBelow, of: strategy).value - below / 40) < 1e-9)
      #expect(abs(totals.mean(.minimumValue, of: strategy).value - minimumValue / 40) < 1e-7)
      #expect(abs(totals.mean(.allowanceValue, of: strategy).value - allowance / 40) < 1e-7)
      #expect(abs(totals.mean(.survivorValue, of: strategy).value - left / 40) < 1e-6)
      #expect((left > 0) == (people == 2))
      #expect((allowance > 0) == (limit > 0))
      #expect(abs(totals.mean(.source(0), of: strategy).value - dollars / 40) < 1e-6)
    }
  }
}
