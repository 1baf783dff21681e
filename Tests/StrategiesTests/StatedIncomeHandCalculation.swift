// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Simulation
@testable import Strategies

/// Incomes that no claim brings, added up by hand where prices and rates stand still or move evenly.
@Suite("Stated income, by hand")
struct StatedIncomeHandCalculation {
  private static let never = TestHousehold.wish(ClaimWish(start: .never), ClaimWish(start: .never), name: "never")
  /// Ana, born in May 1966, dies at 80: from December 2026 to May 2046.
  private static let months = YearMonth(2046, 5) - YearMonth(2026, 11)

  private func income(
    _ amount: ExactDecimal, kind: IncomeKind = .other, code: String = "other", currency: CurrencyCode = .eur,
    follows: AmountFollows = .prices, from: YearMonth? = nil, until: YearMonth? = nil, share: ExactDecimal = 0,
    who: String = "ana"
  ) -> StatedIncome {
    StatedIncome(
      person: who, kind: kind, code: code, currency: currency, gross: amount, follows: follows, from: from,
      until: until, survivorShare: share)
  }

  private func run(
    _ incomes: [StatedIncome], deaths: [Double] = [80], strategy: StrategySpec = never,
    economy: EconomySettings = ZeroVolatilityHandCalculation.still, systems: [any PensionSystem]? = nil,
    needs: ExactDecimal = 0, savings: [CurrencyCode: ExactDecimal] = [:], discountRate: Double = 0, paths: Int = 4
  ) async throws -> StrategyResult {
    let people = zip(["ana", "ben"], deaths).map { TestHousehold.member($0, deathAge: $1) }
    var strategy = strategy
    if people.count == 2 { strategy.wishes["ben"] = Self.never.wishes["ana"] }
    var scenario = TestHousehold.scenario(
      members: people, strategies: [strategy], paths: paths, needs: needs, economy: economy,
      discountRate: discountRate)
    (scenario.otherIncome, scenario.savings) = (incomes, savings)
    return try await Simulator(scenario, systems: try systems ?? TestHousehold.systems()).compare(.strategies)
      .strategies[0]
  }

  private func isEqual(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 0.005 }

  @Test("an income is paid from its first month to its last, and from the first simulated month for life without them")
  func months() async throws {
    let life = try await run([income(100)])
    #expect(isEqual(life.lifetimeValue.value, 100 * Double(Self.months)))
    #expect(life.valueBySource.map(\.source) == ["XD", "XR", "other", "minimum"])
    let span = try await run([income(100, from: YearMonth(2030, 3), until: YearMonth(2031, 4))])
    #expect(isEqual(span.lifetimeValue.value, 1400))
    let year = try #require(span.income.first { $0.year == 2030 })
    #expect(isEqual(year.meanBySource.first { $0.source == "other" }?.mean ?? 0, 1000.0 / 12))
    // Begun before the valuation month: nothing is caught up.
    let begun = try await run([income(100, from: YearMonth(2020, 1), until: YearMonth(2027, 2))])
    #expect(isEqual(begun.lifetimeValue.value, 300))
  }

  @Test("one in dollars is worth what a dollar is worth, whatever prices do there", arguments: [0.0, 0.06])
  func dollars(inflation: Double) async throws {
    var economy = ZeroVolatilityHandCalculation.still
    for part in ["mean", "start"] { economy.macroParameters["pi_us.\(part)"] = inflation }
    let rate = try EconomyModel(economy, asOf: YearMonth(2026, 11), months: 1, seed: 1).start.rate
    let found = try await run([income(100, currency: .usd)], economy: economy)
    #expect(isEqual(found.lifetimeValue.value, 100 * Double(Self.months) / rate))
  }

  /// Prices and wages here rise by 0.06 a year in logarithms, real wages thus not at all; then wages alone by 0.02.
  @Test("amounts follow prices, wages, or nothing")
  func follows() async throws {
    var economy = ZeroVolatilityHandCalculation.still
    for part in ["mean", "start"] { economy.macroParameters["pi_lu.\(part)"] = 0.06 }
    let still = try await run([income(100, follows: .nothing, until: YearMonth(2027, 12))], economy: economy)
    // The price level of the first simulated month is a twelfth of a year on.
    let sum = (1...13).reduce(0.0) { $0 + 100 * exp(-0.06 * Double($1) / 12) }
    #expect(isEqual(still.lifetimeValue.value, sum))
    let prices = try await run([income(100, until: YearMonth(2027, 12))], economy: economy)
    #expect(isEqual(prices.lifetimeValue.value, 1300))
    var wages = ZeroVolatilityHandCalculation.still
    for part in ["mean", "start"] { wages.macroParameters["w_lu.\(part)"] = 0.02 }
    let pay = try await run([income(100, follows: .wages, until: YearMonth(2028, 12))], economy: wages)
    #expect(isEqual(pay.lifetimeValue.value, 100 + 1200 * exp(0.02) + 1200 * exp(0.04)))
  }

  /// Ana dies in May 2036, ben in May 2046.
  @Test("it ends with the death of whose it is, and leaves the share that it is said to leave")
  func deaths() async throws {
    let own = Double(YearMonth(2036, 5) - YearMonth(2026, 11))
    let left = Double(YearMonth(2046, 5) - YearMonth(2036, 5))
    for (share, expected) in [(ExactDecimal.zero, own), (0.55, own + 0.55 * left), (.one, own + left)] {
      let found = try await run([income(100, share: share)], deaths: [70, 80])
      #expect(isEqual(found.lifetimeValue.value, 100 * expected))
      #expect(isEqual(found.survivorValue.value, 0))
    }
    let pension = try await run([income(100, kind: .pension, code: "DE", share: 0.55)], deaths: [70, 80])
    #expect(isEqual(pension.survivorValue.value, 55 * left))
  }

  @Test("needs and savings are lived with it")
  func needs() async throws {
    let months = Self.months
    let without = try await run([], needs: 1000, savings: [.eur: 10_000])
    #expect(without.monthsBelowNeeds.value == Double(months - 10))
    let with = try await run([income(900)], needs: 1000, savings: [.eur: 10_000])
    #expect(with.monthsBelowNeeds.value == Double(months - 100))
    let enough = try await run([income(1000)], needs: 1000)
    #expect(enough.needsMet.value == 1)
  }

  /// 1,500 are guaranteed from the valuation month on; of pay three quarters count, of rent all, of a pension all.
  @Test("the means test counts each kind as the law weighs it", arguments: IncomeKind.allCases)
  func counted(kind: IncomeKind) async throws {
    let systems = try TestHousehold.systems(guaranteed: 1500).map { system -> any PensionSystem in
      guard var ruritania = system as? Ruritania else { return system }
      (ruritania.workShare, ruritania.otherRightsFirst) = (0.75, false)
      return ruritania
    }
    let found = try await run([income(400, kind: kind)], systems: systems)
    let share = kind == .work || kind == .maintenance ? 0.75 : 1
    #expect(isEqual(found.minimumValue.value, (1500 - share * 400) * Double(Self.months)))
    // Beside pensions that count in full.
    let beside = try await run(
      [income(100, kind: kind)], strategy: ZeroVolatilityHandCalculation.both, systems: systems)
    let alone = try await run([], strategy: ZeroVolatilityHandCalculation.both, systems: systems)
    #expect(isEqual(beside.minimumValue.value, alone.minimumValue.value - share * 100 * Double(Self.months)))
  }

  @Test("where the test counts no pension, pay counts all the same")
  func onlyPay() async throws {
    let systems = try TestHousehold.systems(guaranteed: 1500).map { system -> any PensionSystem in
      guard var ruritania = system as? Ruritania else { return system }
      (ruritania.workShare, ruritania.countedShare, ruritania.otherRightsFirst) = (0.5, 0, false)
      return ruritania
    }
    let found = try await run(
      [income(400, kind: .work, code: "work")], strategy: ZeroVolatilityHandCalculation.both, systems: systems)
    #expect(isEqual(found.minimumValue.value, 1300 * Double(Self.months)))
  }

  @Test("on any paths an income raises the value by itself times the discounted months lived")
  func invariant() async throws {
    let economy = EconomySettings()
    var members = [TestHousehold.member()]
    members[0].longevity.deathAge = nil
    var scenario = TestHousehold.scenario(
      members: members, strategies: [ZeroVolatilityHandCalculation.both], paths: 300, economy: economy)
    let systems = try TestHousehold.systems()
    let before = try await Simulator(scenario, systems: systems).compare(.strategies).strategies[0]
    scenario.otherIncome = [income(250)]
    let after = try await Simulator(scenario, systems: systems).compare(.strategies).strategies[0]
    let setting = try HouseholdSetting(scenario, systems: systems)
    let lived = try setting.simulation([(setting.prepare(regime: .current).plan, 1)]).discountedMonths()
    let mean = lived.values.reduce(0, +) / Double(lived.values.count)
    #expect(isEqual(after.lifetimeValue.value - before.lifetimeValue.value, 250 * mean))
  }

  @Test("results do not depend on how months and lanes are cut")
  func stepwise() async throws {
    var scenario = TestHousehold.scenario(strategies: [ZeroVolatilityHandCalculation.both], paths: 130)
    scenario.otherIncome = [income(250, kind: .work, code: "work", follows: .wages), income(90, currency: .usd)]
    let setting = try HouseholdSetting(scenario, systems: try TestHousehold.systems())
    let plan = try setting.prepare(regime: .current).plan
    var values: [[[Double]]] = []
    for (byYear, lanes) in [(true, 256), (false, 256), (true, 8)] {
      var simulation = setting.simulation([(plan, 1)])
      (simulation.goesByYear, simulation.lanes) = (byYear, lanes)
      values.append(try await simulation.run().values)
    }
    #expect(values[0] == values[1] && values[0] == values[2])
  }
}
