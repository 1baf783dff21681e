// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing
import UnitedStatesRules

@testable import Strategies

/// Ana is widowed at 60 and seven months, 77 months before full age, by a man with a PIA of 3,000 who never claimed; her own PIA of 1,278 gives
/// 900 from the first month throughout which she is 62. She dies at a known age and nothing is uncertain.
@Suite("The month in which a survivor's pension starts")
struct SurvivorMonthsHandCalculation {
  private static let death = YearMonth(2027, 7)

  /// Her first months from the death to full age, by hand: what is paid beside her own 900 from 62 on, cents apart.
  private static func gain(_ wait: Int, lived: Int) -> Double {
    let widows = 3_000 * (1 - 0.285 * Double(77 - wait) / 84)
    return (min(wait, lived)..<lived).reduce(0) { sum, month in
      // 62 throughout the month 18 after the death.
      sum + max(0, widows - (month >= 18 ? 900 : 0))
    }
  }

  private func household(dies age: Int) throws -> (PeerHousehold, [StrategySpec]) {
    let ana = PeerHousehold.Member(pia: 1_278, born: CalendarDate(1966, 12, 15)!, death: age * 12)
    let ben = PeerHousehold.Member(pia: 3_000, born: CalendarDate(1964, 1, 15)!, death: 63 * 12 + 5)
    let household = try PeerHousehold([ana, ben], today: YearMonth(2026, 12))
    let claims = [household.claim(0, at: 62 * 12) + 1, YearMonth(2034, 1)]
    let wishes: [SurvivorWish] = [.best, .atOnce] + (0...77).map { .month(Self.death + $0) }
    return (
      household,
      wishes.map { wish in
        var spec = household.spec(claims)
        spec.name = "\(wish)"
        spec.survivors = ["ana": ["US": wish]]
        return spec
      }
    )
  }

  /// Waiting costs 2,216.20 a month and brings 10.18 a month for each month: it pays for whoever lives long.
  @Test("the best month is that of the hand calculation, and brings the most", arguments: [66, 70, 76, 80, 95])
  func best(age: Int) async throws {
    let (household, specs) = try household(dies: age)
    var scenario = household.scenario
    scenario.strategies = specs
    let setting = try HouseholdSetting(scenario, systems: [household.law])
    let prepared = try setting.prepare(regime: .current)
    #expect(prepared.specs.count == specs.count)
    let totals = try await setting.simulation([(prepared.plan, 1)]).run()
    let values = specs.indices.map { totals.mean(.value, of: $0).value }
    #expect(values[0] >= values.max()! - 1e-6)

    let lived = household.last(0) - Self.death + 1
    let hand = (0...77).map { Self.gain($0, lived: lived) }
    let wait = hand.indices.max { hand[$0] < hand[$1] }!
    let left = try #require(
      prepared.survivors[0].first { $0.survivor == "ana" && $0.left.deaths.contains(Self.death) })
    #expect(left.left.start(ofDeathIn: Self.death) == Self.death + wait)
    #expect(values[2 + wait] == values[0])
    // At once is the first of the months tried.
    #expect(values[1] == values[2])
    // The engine's months against the hand's, cents and dimes of 600 months apart.
    for other in [0, 30, 77] {
      let difference = hand[other] - hand[wait]
      #expect((values[2 + other] - values[0] - difference).magnitude < 120, "waiting \(other)")
    }
    if age == 66 { #expect(wait == 0) }
    if age == 95 { #expect(wait == 77) }
  }

  /// 42 U.S.C. § 402(i): 255 dollars once, in the month of death, to whoever is left.
  @Test("a death brings the single payment, unless the setting leaves it out")
  func lumpSum() async throws {
    let (household, specs) = try household(dies: 80)
    var values: [Double] = []
    for setting in ["true", "false"] {
      var scenario = household.scenario
      scenario.strategies = [specs[1]]
      scenario.settings["US"] = ["lumpSum": setting]
      let prepared = try HouseholdSetting(scenario, systems: [household.law])
      let totals = try await prepared.simulation([(prepared.prepare(regime: .current).plan, 1)]).run()
      values.append(totals.mean(.value, of: 0).value)
    }
    #expect(abs(values[0] - values[1] - 255) < 0.01)
  }
}
