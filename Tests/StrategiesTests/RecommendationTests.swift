// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import Statistics
import Testing

@testable import Strategies

@Suite("Which strategy is proposed")
struct RecommendationHandCalculation {
  /// Lifetime values of 240,000 and 1,000 a month: 1 a month is 240 over life.
  private func result(
    _ name: String, less: Double, error: Double = 1, shortfallLess: Double = 0, needsMet: Double = 0.9,
    starts: (Int, Int) = (0, 0), filed: (Int, Int) = (0, 0), claims: Int = 2,
    fromGrid: Bool = false
  ) -> StrategyResult {
    func claim(_ country: Country, _ month: Int, _ filed: Int) -> PlannedClaim {
      let month = YearMonth(2030, 1) + month
      return PlannedClaim(
        person: "ana", country: country, wanted: month, filed: YearMonth(2029, 6) + filed, entitlement: month,
        award: Award(
          country: country, currency: .eur, from: month, basis: "national", article: "art. 1",
          firstMonthlyAmount: 1000, isProjected: false, components: [], derivation: Derivation([]), remarks: []),
        deductions: [])
    }
    func estimate(_ value: Double, _ error: Double = 1) -> Estimate { Estimate(value, standardError: error) }
    let zero = estimate(0, 0)
    return StrategyResult(
      name: name, spec: StrategySpec(name: name, wishes: [:], fromGrid: fromGrid),
      claims: Array([claim("US", starts.0, filed.0), claim("LU", starts.1, filed.1)].prefix(claims)),
      lifetimeValue: estimate(240_000 - less), standardDeviation: zero, percentiles: [],
      expectedShortfall: estimate(100_000 - shortfallLess), needsMet: estimate(needsMet), monthsBelowNeeds: zero,
      minimumMonths: zero, minimumValue: zero, valueBySource: [],
      differenceToBest: less == 0 ? zero : estimate(-less, error), differencePercentiles: [],
      chanceBetterThanBest: zero, chanceBest: zero, regret: zero, income: [], meanMonthlyIncome: estimate(1_000),
      delayMonths: [])
  }

  @Test("of those within one euro a month, the one that starts soonest, then files soonest")
  func order() {
    let found = Recommendation([
      result("best", less: 0, starts: (2, 0)), result("later filed", less: 100, filed: (3, 0)),
      result("soon", less: 150), result("sooner but worse", less: 300, starts: (-4, 0)),
    ])
    #expect(found.asGood == [0, 1, 2])
    #expect(found.proposed == 2)
    #expect(found.rival == 3)
  }

  /// A difference that may be larger than one euro a month by chance does not count as small.
  @Test(
    "a lead of a euro a month or more is kept to", arguments: [(237.0, 1.0, true), (241, 1, false), (200, 50, false)])
  func tolerance(less: Double, error: Double, asGood: Bool) {
    let found = Recommendation([
      result("best", less: 0, starts: (2, 0)), result("soon", less: less, error: error),
    ])
    #expect(found.asGood == (asGood ? [0, 1] : [0]))
    #expect(found.proposed == (asGood ? 1 : 0))
  }

  @Test("what is as good on average alone is not as good")
  func tails() {
    #expect(Recommendation([result("best", less: 0), result("risky", less: 10, shortfallLess: 250)]).asGood == [0])
    #expect(Recommendation([result("best", less: 0), result("short", less: 10, needsMet: 0.88)]).asGood == [0])
    #expect(Recommendation([result("best", less: 0), result("same", less: 10, needsMet: 0.895)]).asGood == [0, 1])
  }

  /// Shares of futures in which the need is covered, as stated and with a figure off.
  private func cover(_ least: [String: Double]) -> NeedCover {
    NeedCover(shares: [:], changes: [.init(id: "need-more", label: "off", shares: least)], paths: 2_048)
  }

  @Test("most money that covers the need within two of a hundred of the best is proposed for both aims")
  func aimsAgree() {
    let ranked = [result("rich", less: 0, needsMet: 0.97), result("safe", less: 9_000, needsMet: 0.985)]
    let found = Recommendation(ranked, aim: .both, cover: cover(["rich": 0.4, "safe": 0.9]))
    #expect(found.proposed == 0 && found.clause == .aimsAgree && found.bestCover == 1)
    // Asked for the need alone, what a figure that is off does to it counts.
    let need = Recommendation(ranked, aim: .need, cover: cover(["rich": 0.4, "safe": 0.9]))
    #expect(need.proposed == 1 && need.clause == .coversRobustly && need.rival == 0 && need.asGood == [1])
    #expect(Recommendation(ranked, aim: .money, cover: cover(["rich": 0.4])).clause == .mostMoney)
  }

  @Test("where they part, the most money that covers the need also with a figure off")
  func aimsPart() {
    let ranked = [
      result("70", less: 0, needsMet: 0.03), result("66", less: 30_000, needsMet: 0.975),
      result("65", less: 41_000, needsMet: 0.98), result("62", less: 69_000, needsMet: 0.985),
    ]
    let found = Recommendation(ranked, aim: .both, cover: cover(["66": 0.845, "65": 0.868, "62": 0.99]))
    #expect(found.proposed == 2 && found.clause == .coversRobustly && found.mostMoney == 0 && found.rival == 0)
    #expect(found.eligible == [2, 3])
    let none = Recommendation(ranked, aim: .both, cover: cover(["66": 0.4, "65": 0.5, "62": 0.6]))
    #expect(none.proposed == 3 && none.clause == .coversBest)
    // One that was not tried with figures off is not called robust.
    #expect(Recommendation(ranked, aim: .both, cover: cover(["62": 0.99])).proposed == 3)
  }

  @Test("a pension left unclaimed does not start soonest")
  func unclaimed() {
    let found = Recommendation([result("both", less: 0, starts: (9, 9)), result("one", less: 10, claims: 1)])
    #expect(found.asGood == [0, 1])
    #expect(found.proposed == 0)
  }

  /// Cells of a grid beside the proposed one say only that a month or two are no matter.
  @Test("the rival starts a pension a year apart, or in other months under a name of its own")
  func rival() {
    let near = result("five months", less: 300, starts: (-5, 0), fromGrid: true)
    func rival(_ others: StrategyResult...) -> Int? {
      Recommendation([result("best", less: 0, starts: (0, 0))] + others).rival
    }
    let far = result("a year", less: 900, starts: (0, 12), fromGrid: true)
    #expect(rival(near, far) == 2)
    #expect(rival(result("eleven", less: 300, starts: (11, -11), fromGrid: true), far) == 2)
    #expect(rival(result("five months, named", less: 300, starts: (-5, 0)), far) == 1)
    #expect(rival(result("filed late, named", less: 300, filed: (9, 9)), far) == 2)
    // One that leaves a pension unclaimed is another plan.
    #expect(rival(result("one alone", less: 300, claims: 1, fromGrid: true), far) == 1)
    // As good is no rival, however far apart.
    #expect(rival(result("as good", less: 10, starts: (24, 0)), far) == 2)
    // Where nothing is so far: another month, else another strategy.
    #expect(
      rival(result("filed late", less: 300, filed: (9, 9)), result("near", less: 400, starts: (-5, 0), fromGrid: true))
        == 2)
    #expect(rival(result("filed late", less: 300, filed: (9, 9))) == 1)
    #expect(rival(near) == 1)
    #expect(Recommendation([result("best", less: 0)]).rival == nil)
    #expect(Recommendation([result("best", less: 0), result("same", less: 1)]).rival == 1)
  }
}

@Suite("Names of one strategy")
struct SameClaimsInvariants {
  private func age(_ years: Int) -> ClaimWish { ClaimWish(start: .age(Age(years: years))) }

  @Test("that come to the same claims are one, and no figure of the others moves")
  func merged() async throws {
    var cell = TestHousehold.wish(age(62), age(61), name: "62/61")
    cell.fromGrid = true
    let named = TestHousehold.wish(age(62), age(61), name: "soon")
    let other = TestHousehold.wish(age(69), age(65), name: "late")
    let systems = try TestHousehold.systems(guaranteed: 900)
    let both = try await Simulator(
      TestHousehold.scenario(strategies: [cell, other, named], paths: 60), systems: systems
    ).compare()
    let alone = try await Simulator(TestHousehold.scenario(strategies: [named, other], paths: 60), systems: systems)
      .compare()
    #expect(both.strategies.count == 2)
    // The name that the scenario gives itself stands for the cell of a grid.
    let soon = try #require(both.strategies.first { $0.name == "soon" })
    #expect(soon.spec.twins.map(\.name) == ["62/61"])
    for (a, b) in zip(both.strategies, alone.strategies) {
      #expect(a.name == b.name)
      #expect(a.lifetimeValue == b.lifetimeValue)
      #expect(a.chanceBest == b.chanceBest)
      #expect(a.differenceToBest == b.differenceToBest)
    }
    #expect(both.regrets?.states.map(\.values) == alone.regrets?.states.map(\.values))
  }

  @Test("that differ in the month of filing stay apart")
  func apart() async throws {
    let a = TestHousehold.wish(age(62), age(61), name: "a")
    let b = TestHousehold.wish(ClaimWish(start: .age(Age(years: 62)), filing: .onTheDay), age(61), name: "b")
    let result = try await Simulator(
      TestHousehold.scenario(strategies: [a, b], paths: 60), systems: TestHousehold.systems()
    ).compare(.strategies)
    #expect(result.strategies.count == 2)
  }

  @Test("differences to the proposed strategy are paired, in one run and in two")
  func pairedWithProposed() async throws {
    let strategies = TestHousehold.grid([62, 65, 69], [61, 65])
    let setting = try HouseholdSetting(
      TestHousehold.scenario(strategies: strategies, paths: 512), systems: TestHousehold.systems())
    let (base, plans) = try setting.prepare(setting.scenario.law)
    let kept = try await ComparisonStatistics.run(
      setting.simulation(plans), specs: base.specs, claims: base.claims
    )
    let results = kept.results()
    let proposed = Recommendation(results).proposed
    for place in results.indices {
      let (values, reference) = (kept.totals.values[kept.ranking[place]], kept.totals.values[kept.ranking[proposed]])
      let mean = zip(values, reference).reduce(0) { $0 + $1.0 - $1.1 } / Double(values.count)
      #expect(abs(results[place].differenceToProposed.value - mean) < 1e-6)
      #expect(results[place].percentilesToProposed.count == 101)
    }
  }
}
