// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing
import UnitedStatesRules

@testable import Strategies

/// Ana was widowed in June 2026 by a man with a PIA of 3,000 who never claimed; in November 2026 she is 60 years and two months, 82 months before
/// full age. Her own PIA of 1,278 gives 900 from the first month throughout which she is 62. Nothing is uncertain.
@Suite("People who are widowed at the valuation month, by hand")
struct FormerSpousesHandCalculation {
  private static let today = YearMonth(2026, 12)
  private static let asOf = YearMonth(2026, 11)

  private func household(dies age: Int, own: ExactDecimal = 1_278) throws -> (PeerHousehold, Scenario) {
    let ana = PeerHousehold.Member(pia: own, born: CalendarDate(1966, 9, 15)!, death: age * 12)
    let household = try PeerHousehold([ana], today: Self.today)
    var scenario = household.scenario
    scenario.members[0].former = [
      FormerSpouse(
        person: Person(id: "ben", born: CalendarDate(1961, 10, 5)!, sex: .male), married: CalendarDate(1990, 6, 1),
        died: CalendarDate(2026, 6, 20),
        records: ["US": InsuranceRecord(country: "US", stated: StatedAmount(3_000, asOf: Self.asOf))])
    ]
    return (household, scenario)
  }

  /// What is paid beside 900 from 62 on, in months of life from November 2026.
  private static func gain(_ wait: Int, lived: Int) -> Double {
    let widows = 3_000 * (1 - 0.285 * Double(82 - wait) / 84)
    // 62 throughout October 2028, the month 23 after November 2026.
    return (min(wait, lived)..<lived).reduce(0) { $0 + max(0, widows - ($1 >= 23 ? 900 : 0)) }
  }

  private func specs(_ household: PeerHousehold, _ wishes: [SurvivorWish]) -> [StrategySpec] {
    wishes.map { wish in
      var spec = household.spec([household.claim(0, at: 62 * 12) + 1])
      spec.name = "\(wish)"
      spec.survivors = ["ana": ["US": wish]]
      return spec
    }
  }

  @Test(
    "the survivor's month is chosen apart, and best is that of the hand calculation", arguments: [66, 70, 76, 80, 95])
  func best(age: Int) async throws {
    let (household, basis) = try household(dies: age)
    var scenario = basis
    scenario.strategies = specs(household, [.best, .atOnce, .never] + (0...82).map { .month(Self.asOf + $0) })
    let setting = try HouseholdSetting(scenario, systems: [household.law])
    let prepared = try setting.prepare(regime: .current)
    let totals = try await setting.simulation([(prepared.plan, 1)]).run()
    let values = prepared.specs.indices.map { totals.mean(.value, of: $0).value }
    #expect(values[0] >= values.max()! - 1e-6)
    #expect(values[1] == values[3])
    let lived = household.last(0) - Self.asOf + 1
    let hand = (0...82).map { Self.gain($0, lived: lived) }
    let wait = hand.indices.max { hand[$0] < hand[$1] }!
    #expect(values[3 + wait] == values[0])
    let chosen = try #require(prepared.spouses[0].first)
    #expect(chosen.kind == .survivor && chosen.worker == "ben" && chosen.award.from == Self.asOf + wait)
    // Cents and dimes of 400 months apart.
    for other in [0, 40, 82] {
      #expect(
        (values[3 + other] - values[2] - hand[other]).magnitude < 120,
        "waiting \(other): \(values[3 + other] - values[2])")
    }
    if age == 66 { #expect(wait < 23) }
    if age == 95 { #expect(wait == 82) }
  }

  @Test("a search tries the survivor's months beside the own ones, and never")
  func search() async throws {
    let (household, scenario) = try household(dies: 95)
    let result = try await Simulator(scenario, systems: [household.law]).search()
    #expect(result.axes.map(\.isSurvivors) == [false, true])
    #expect(result.axes[1].months.first == Self.asOf && result.axes[1].months.last == SearchAxis.never)
    // Own benefit at 62, the survivor's at full age.
    let best = result.cells[result.best]
    #expect(best.months == [YearMonth(2028, 10), YearMonth(2033, 9)])
    #expect(best.spec.survivors["ana"]?["US"] == .month(YearMonth(2033, 9)))
  }

  @Test("somebody without a record of her own claims with the country itself")
  func withoutRecord() throws {
    let (household, basis) = try household(dies: 95, own: 0)
    var scenario = basis
    scenario.strategies = [
      StrategySpec(name: "at once", wishes: ["ana": ["US": ClaimWish(start: .earliest)]]),
      StrategySpec(name: "at 65", wishes: ["ana": ["US": ClaimWish(start: .age(Age(years: 65)))]]),
      StrategySpec(name: "never", wishes: ["ana": ["US": ClaimWish(start: .never)]]),
    ]
    let prepared = try HouseholdSetting(scenario, systems: [household.law]).prepare(regime: .current)
    #expect(prepared.spouses.map { $0.first?.award.from } == [Self.asOf, YearMonth(2031, 9), nil])
    scenario.strategies = [
      StrategySpec(name: "before", wishes: ["ana": ["US": ClaimWish(start: .month(YearMonth(2026, 10)))]])
    ]
    #expect(throws: ScenarioError.self) {
      try HouseholdSetting(scenario, systems: [household.law]).prepare(regime: .current)
    }
  }

  @Test("of several records the best one counts")
  func several() throws {
    let (household, basis) = try household(dies: 95, own: 0)
    var scenario = basis
    var other = scenario.members[0].former[0]
    other.person.id = "max"
    (other.married, other.divorced) = (CalendarDate(1985, 1, 1), nil)
    other.died = CalendarDate(1990, 5, 1)
    other.records = ["US": InsuranceRecord(country: "US", stated: StatedAmount(4_000, asOf: Self.asOf))]
    scenario.members[0].former.append(other)
    scenario.strategies = [StrategySpec(name: "at once", wishes: ["ana": ["US": ClaimWish(start: .earliest)]])]
    let prepared = try HouseholdSetting(scenario, systems: [household.law]).prepare(regime: .current)
    #expect(prepared.spouses[0].map(\.worker) == ["max"])
  }
}
