// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import TestSupport
import Testing
import UnitedStatesRules

@testable import Simulation
@testable import Strategies

@Suite("A spouse's pension while both live")
struct SpousesMatchReference {
  /// Every path and strategy of a couple against the plain ledger, months counted singly.
  private func check(_ scenario: Scenario, systems: [any PensionSystem], countries: [String]) async throws
    -> [(paid: Double, months: Int)]
  {
    let paths = scenario.simulation.paths
    let setting = try HouseholdSetting(scenario, systems: systems)
    let prepared = try setting.prepare(regime: .current)
    #expect(prepared.dropped.isEmpty)
    let totals = try await setting.simulation([(prepared.plan, 1)]).run()
    let model = try EconomyModel(
      scenario.economy, asOf: scenario.asOf, months: setting.months, seed: scenario.simulation.seed,
      countries: systems.map(\.economicCountry))
    var block = model.makeBlock(lanes: paths)
    model.generate(&block, firstPath: 0, lanes: paths)
    let indexation = try prepared.plan.indexation(along: block)
    let draws = LaneDraws(
      lifetimes: setting.lifetimes, delays: ProcessingDelay(scenario.filing, countries: countries),
      seed: scenario.simulation.seed, antithetic: false)
    func index(_ id: String) -> Int { scenario.members.firstIndex { $0.person.id == id }! }
    func source(_ country: Country) -> Int { systems.firstIndex { $0.country == country }! }
    var found: [(Double, Int)] = []
    for strategy in prepared.specs.indices {
      var (spouse, paidPaths) = (0.0, 0)
      for path in 0..<paths {
        let ledger = PlainLedger(
          claims: prepared.claims[strategy].map { claim in
            (
              claim, index(claim.person),
              draws.delay(
                person: index(claim.person), source: source(claim.country), basis: claim.award.basis,
                filed: claim.filed, path: path)
            )
          }, survivors: prepared.survivors[strategy].map { ($0, index($0.survivor), index($0.deceased)) },
          spouses: prepared.spouses[strategy].map { planned in
            (
              planned, index(planned.spouse),
              draws.delay(
                person: index(planned.spouse), source: source(planned.award.country), basis: planned.award.basis,
                filed: planned.filed, path: path)
            )
          }, lived: scenario.members.indices.map { draws.monthsLived($0, path: path) }, systems: systems,
          minimum: nil, minimumCountry: nil, needs: 0, discountRate: scenario.simulation.discountRate,
          asOf: scenario.asOf, months: setting.months, economy: block, indexation: indexation, lane: path)
        let fast = totals.values[strategy][path]
        #expect(abs(ledger.value - fast) <= 1e-9 * max(1, fast), "\(prepared.specs[strategy].name), path \(path)")
        spouse += ledger.spouseValue
        if ledger.spouseValue > 0 { paidPaths += 1 }
      }
      #expect(abs(totals.mean(.spouseValue, of: strategy).value - spouse / Double(paths)) < 1e-6)
      found.append((spouse, paidPaths))
    }
    return found
  }

  /// ben has no record in the dollar country, five years in it, or as many as ana; delays, arrears and withholding with it.
  @Test("every path and strategy, without a record, with a short and a long one", arguments: [nil, 1989, 2004])
  func everyPath(last: Int?) async throws {
    let systems = try TestHousehold.systems(withheld: 0.255, leavesPension: true, paysSpouses: true)
    var ben = TestHousehold.member("ben", born: "1960-02-03", sex: .male)
    ben.records[TestHousehold.dollarCountry] = last.map { last in
      InsuranceRecord(
        country: TestHousehold.dollarCountry,
        periods: [InsurancePeriod(from: YearMonth(1985, 1), through: YearMonth(last, 12), kind: "work")])
    }
    var specs = TestHousehold.grid([61, 66, 70], [65])
    for (index, start) in [ClaimWish.Start.earliest, .age(Age(years: 68)), .never].enumerated() {
      specs[index].wishes["ben"] = [
        "XD": ClaimWish(start: start, filing: .onTheDay), "XR": ClaimWish(start: .age(Age(years: 68))),
      ]
    }
    var filing = DelaySettings()
    filing.national = ["XR": 3, "XD": 7]
    let scenario = TestHousehold.scenario(
      members: [TestHousehold.member(), ben], strategies: specs, paths: 40, filing: filing)
    let found = try await check(scenario, systems: systems, countries: ["XD", "XR"])
    // Five years do not bring a pension of his own; twenty leave nothing that half of hers would exceed.
    #expect((found[0].paid > 0) == (last != 2004))
    #expect((found[1].paid > 0) == (last != 2004))
    #expect(found[2].paid == 0)
  }

  /// Both are far from 62 and twelve years apart, so that each path's wages decide whether half of his amount exceeds hers.
  @Test("future amounts that the path's wages decide")
  func alongPaths() async throws {
    let scenario = try Self.young()
    let found = try await check(scenario, systems: [try UnitedStates()], countries: ["US"])
    #expect(found[0].months > 0 && found[0].months < scenario.simulation.paths)
  }

  static func young(paths: Int = 60) throws -> Scenario {
    func member(_ id: String, _ born: String, _ sex: Sex, _ pay: ExactDecimal, _ years: ClosedRange<Int>) -> Member {
      Member(
        person: Person(
          id: id, born: CalendarDate(born)!, sex: sex, citizenship: ["US"],
          residence: [Residence(country: "US", from: YearMonth(1970, 1))]),
        records: [
          "US": InsuranceRecord(
            country: "US", earnings: Dictionary(uniqueKeysWithValues: years.map { ($0, StatedEarnings(pay)) }))
        ], longevity: LongevitySettings(table: "US"))
    }
    let wishes: [String: [Country: ClaimWish]] = [
      "ana": ["US": ClaimWish(start: .age(Age(years: 64)))], "ben": ["US": ClaimWish(start: .age(Age(years: 67)))],
    ]
    var scenario = TestHousehold.scenario(
      members: [
        member("ana", "1986-05-14", .female, 15_700, 2008...2025),
        member("ben", "1974-02-03", .male, 60_000, 1996...2025),
      ], strategies: [StrategySpec(name: "both", wishes: wishes)], paths: paths,
      filing: DelaySettings(totalized: .fixed(0), national: ["US": 2], documentFailure: 0, denial: 0))
    scenario.deductions = .none
    return scenario
  }

  @Test("refuses a claim on the record of someone who never claims, and pays nothing to the unmarried")
  func refusals() async throws {
    let systems = try TestHousehold.systems(paysSpouses: true)
    var ben = TestHousehold.member("ben", born: "1960-02-03", sex: .male)
    ben.records[TestHousehold.dollarCountry] = nil
    var spec = TestHousehold.wish(ClaimWish(start: .never), ClaimWish(start: .earliest), name: "never")
    spec.wishes["ben"] = ["XD": ClaimWish(start: .age(Age(years: 68))), "XR": ClaimWish(start: .earliest)]
    var scenario = TestHousehold.scenario(members: [TestHousehold.member(), ben], strategies: [spec], paths: 4)
    let refusal = try #require(scenario.refusals(by: systems).first)
    #expect(refusal.message.contains("ben has no right of their own, and ana"))
    spec.wishes["ana"]?["XD"] = ClaimWish(start: .earliest)
    scenario.strategies = [spec]
    #expect(scenario.refusals(by: systems).isEmpty)
    let paid = try HouseholdSetting(scenario, systems: systems).prepare(regime: .current)
    #expect(paid.spouses[0].map(\.spouse) == ["ben"])
    scenario.couple = .unmarried
    let unmarried = try HouseholdSetting(scenario, systems: systems).prepare(regime: .current)
    #expect(unmarried.spouses[0].isEmpty)
  }
}
