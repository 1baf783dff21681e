// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import LuxembourgRules
import Pensions
import Quantities
import Simulation
import Testing
import UnitedStatesRules

@testable import Strategies

/// People who are past the ages at the valuation month, November 2026, and have not claimed. Prices, wages and the exchange rate stand still
/// and each dies at 80, so that what a claim brings for months that have passed can be added up by hand.
@Suite("Claims that reach back, by hand")
struct BackPayHandCalculation {
  private static let asOf = YearMonth(2026, 11)

  private func scenario(_ member: Member, _ wishes: [(String, [Country: ClaimWish.Start])]) -> Scenario {
    var scenario = TestHousehold.scenario(
      members: [member],
      strategies: wishes.map { name, starts in
        StrategySpec(name: name, wishes: ["ana": starts.mapValues { ClaimWish(start: $0) }])
      }, paths: 4, economy: ZeroVolatilityHandCalculation.still,
      filing: DelaySettings(totalized: .fixed(0), national: ["US": 0, "LU": 0], documentFailure: 0, denial: 0),
      discountRate: 0)
    scenario.deductions = .none
    return scenario
  }

  private func american(born: CalendarDate) -> Member {
    Member(
      person: Person(
        id: "ana", born: born, sex: .female, citizenship: ["US"],
        residence: [Residence(country: "US", from: born.yearMonth)]),
      records: ["US": InsuranceRecord(country: "US", stated: StatedAmount(2000, asOf: Self.asOf))],
      longevity: LongevitySettings(table: "US", deathAge: 80))
  }

  /// Born on 15 April 1959: full age in February 2026, so that November 2026 reaches back six months, to May, with three months of
  /// credit; without them there are nine. Credits of a year come in the next January (20 CFR 404.313, 404.621; payment case `retro-six`).
  @Test("six months back in one sum, against 80 a month for life")
  func sixMonths() async throws {
    let law = try UnitedStates()
    var scenario = scenario(
      american(born: CalendarDate(1959, 4, 15)!), [("take", ["US": .earliest]), ("decline", ["US": .month(Self.asOf)])])
    scenario.currency = .usd
    let result = try await Simulator(scenario, systems: [law]).compare(.strategies)
    let take = try #require(result.strategies.first { $0.name == "take" })
    let decline = try #require(result.strategies.first { $0.name == "decline" })
    #expect(take.claims[0].entitlement == YearMonth(2026, 5) && take.claims[0].filed == Self.asOf)
    let back = try #require(take.claims[0].award.backPay)
    #expect(back.amounts == Array(repeating: 2000, count: 7) && back.months == 6 && back.arrears == 12_000)
    #expect(back.fileBy == Self.asOf && back.isExchanged)
    #expect(decline.claims[0].award.backPay == nil)
    // December 2026, the first simulated month, brings both payments and the arrears.
    func year(_ year: Int, _ strategy: StrategyResult) throws -> Double {
      try #require(strategy.income.first { $0.year == year }).total[2]
    }
    let gap = try year(2026, take) - year(2026, decline)
    #expect(abs(gap - 12_000) < 0.01)
    // 1.02 and 1.06 of the amount from January 2027 on.
    for later in [2027, 2030, 2038] {
      #expect(abs(try year(later, decline) / year(later, take) - 2120.0 / 2040) < 1e-5)
    }
  }

  /// Born on 3 March 1954: full age in March 2020, 70 in March 2024. A claim of November 2026 brings May 2026 at the earliest; the 26 months
  /// between are lost.
  @Test("past 70 months are lost, and none is exchanged")
  func pastSeventy() throws {
    let law = try UnitedStates()
    let setting = scenario(american(born: CalendarDate(1954, 3, 3)!), [("soonest", ["US": .earliest])])
    let plan = try #require(try Simulator(setting, systems: [law]).plans().plans.first)
    let award = plan.claims[0].award
    #expect(award.from == YearMonth(2026, 5))
    #expect(award.backPay?.isExchanged == false)
    let lost = try #require(award.losses.first { $0.kind == .lateClaim })
    #expect((lost.from, lost.through) == (YearMonth(2024, 3), YearMonth(2026, 4)) && lost.months == 26)
    // All delayed credits from the first month on: 48 months at two thirds of a percent.
    #expect(award.firstMonthlyAmount == 2640)
  }

  @Test("a month before the reach is refused, and a search offers all that a claim of today brings")
  func searched() throws {
    let law = try UnitedStates()
    var setting = scenario(
      american(born: CalendarDate(1959, 4, 15)!), [("too early", ["US": .month(YearMonth(2026, 4))])])
    #expect(throws: ScenarioError.self) { try Simulator(setting, systems: [law]).plans() }
    setting.strategies = []
    let search = try ClaimSearch(HouseholdSetting(setting, systems: [law]), objective: .mean)
    #expect(search.axes[0].months.first == YearMonth(2026, 5))
    #expect(search.axes[0].months.last == YearMonth(2029, 4))
  }

  private func luxembourger(pay: ExactDecimal, from: YearMonth, born: CalendarDate) -> Member {
    Member(
      person: Person(
        id: "ana", born: born, sex: .female, citizenship: ["LU"],
        residence: [Residence(country: "LU", from: YearMonth(1980, 1))]),
      records: [
        "LU": InsuranceRecord(
          country: "LU",
          periods: [
            InsurancePeriod(from: from, through: YearMonth(2024, 12), kind: "compulsory", monthlyPay: pay)
          ])
      ], longevity: LongevitySettings(table: "LU", deathAge: 80))
  }

  /// CSS 212: a pension from 65, claimed at 66 years and eight months, brings 20 months before the valuation month and that one; a part of the
  /// first month and two thirds of the first year's allowance.
  @Test("twenty months of a Luxembourg pension come with the first payment")
  func luxembourg() async throws {
    let law = try Luxembourg()
    let member = luxembourger(pay: 3000, from: YearMonth(1998, 1), born: CalendarDate(1960, 3, 3)!)
    var setting = scenario(
      member, [("take", ["LU": .earliest]), ("decline", ["LU": .month(Self.asOf)])])
    setting.settings["LU"] = ["costOfLivingAllowance": "false"]
    let result = try await Simulator(setting, systems: [law]).compare(.strategies)
    let take = try #require(result.strategies.first { $0.name == "take" })
    let decline = try #require(result.strategies.first { $0.name == "decline" })
    let back = try #require(take.claims[0].award.backPay)
    #expect(take.claims[0].entitlement == YearMonth(2025, 3) && back.months == 20)
    #expect(back.fileBy == YearMonth(2030, 3) && !back.isExchanged)
    let first = try #require(take.income.first { $0.year == 2026 }).total[2]
    let second = try #require(decline.income.first { $0.year == 2026 }).total[2]
    // December brings the year's allowance to both, whole to the older pension and two twelfths to the new one.
    let components = take.claims[0].award.components
    let allowance = components[1].base / components[0].base
    let now = back.amounts[20].double
    let declined = decline.claims[0].award.firstMonthlyAmount.double
    let due = back.arrears.double + 2 * now + now * allowance - 2 * declined - declined * allowance / 6
    #expect(abs(first - second - due) < 0.5)
  }

  /// A pension far below the inclusion benefit: its arrears shut the benefit out in the one month in which they come, or in none.
  @Test("arrears are income of the month in which they come, or of those that they are for")
  func meansTest() async throws {
    let law = try Luxembourg()
    var values: [String: StrategyResult] = [:]
    for reading in ["month", "spread"] {
      var setting = scenario(
        luxembourger(pay: 900, from: YearMonth(2012, 1), born: CalendarDate(1960, 3, 3)!),
        [("take", ["LU": .earliest])])
      setting.settings["LU"] = ["arrearsCountAs": reading, "costOfLivingAllowance": "false"]
      values[reading] = try await Simulator(setting, systems: [law]).compare(.strategies).strategies[0]
    }
    let (month, spread) = (try #require(values["month"]), try #require(values["spread"]))
    #expect(spread.minimumMonths.value > 100)
    #expect(abs(spread.minimumMonths.value - month.minimumMonths.value - 1) < 1e-9)
    // December 2026: 1,942.91 for one adult less the pension and the year-end allowance.
    let award = spread.claims[0].award
    let pension = try #require(award.backPay).amounts[20].double
    let due = 1942.91 - pension * (1 + award.components[1].base / award.components[0].base)
    #expect(abs(spread.minimumValue.value - month.minimumValue.value - due) < 1)
    #expect(spread.lifetimeValue.value > month.lifetimeValue.value)
  }
}
