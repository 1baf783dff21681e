// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import LuxembourgRules
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// 108 insured months of 120, work to November 2026, 65 in March 2029; prices and wages stand still.
@Suite("Insured months that a strategy buys, by hand")
struct BoughtMonthsHandCalculation {
  private func scenario(_ months: BoughtMonths) -> Scenario {
    let member = Member(
      person: Person(
        id: "ana", born: CalendarDate("1964-03-10")!, sex: .female, citizenship: ["LU"],
        residence: [Residence(country: "LU", from: YearMonth(1980, 1))]),
      records: [
        "LU": InsuranceRecord(
          country: "LU",
          periods: [
            InsurancePeriod(
              from: YearMonth(2017, 12), through: YearMonth(2026, 11), kind: "compulsory", monthlyPay: 3_000)
          ])
      ], longevity: LongevitySettings(table: "LU", deathAge: 80))
    var buying = StrategySpec(name: "buys", wishes: ["ana": ["LU": ClaimWish(start: .earliest)]])
    buying.buys = ["ana": ["LU": [months]]]
    var scenario = TestHousehold.scenario(
      members: [member],
      strategies: [StrategySpec(name: "never", wishes: ["ana": ["LU": ClaimWish(start: .never)]]), buying], paths: 4,
      economy: ZeroVolatilityHandCalculation.still,
      filing: DelaySettings(totalized: .fixed(0), national: ["LU": 0], documentFailure: 0, denial: 0), discountRate: 0)
    scenario.deductions = .none
    scenario.settings = ["LU": ["meansTest": "none"]]
    return scenario
  }

  /// 17 % of 2,771.33 EUR, the minimum wage of 2026, which still wages leave as it is until January 2027 or raise by law.
  @Test("twelve months open the pension, and their price leaves the income of their months")
  func opens() async throws {
    let wanted = BoughtMonths(kind: "voluntary", from: YearMonth(2026, 12), through: YearMonth(2027, 11))
    let result = try await Simulator(scenario(wanted), systems: [Luxembourg()]).compare(.strategies)
    let never = try #require(result.strategies.first { $0.name == "never" })
    let buys = try #require(result.strategies.first { $0.name == "buys" })
    #expect(never.lifetimeValue.value == 0)
    let claim = try #require(buys.claims.first)
    #expect(claim.entitlement == YearMonth(2029, 3))
    #expect(claim.award.remarks.contains { $0.key.contains("monthsContinued") })
    let first = try #require(buys.income.first { $0.year == 2026 })
    #expect(first.total.allSatisfy { ($0 + 471.13).magnitude < 0.01 }, "\(first.total)")
    let paid = try #require(buys.income.first { $0.year == 2027 }).total[2] * 12
    #expect(paid < -11 * 471.13 + 0.01 && paid > -11 * 471.13 * 1.06)
    let later = try #require(buys.income.first { $0.year == 2030 })
    #expect(later.total[2] > 600)
  }

  @Test("what the law does not sell is refused at the strategy, with the article")
  func refusals() async throws {
    func message(_ months: BoughtMonths) async -> String {
      do {
        _ = try await Simulator(scenario(months), systems: [Luxembourg()]).compare(.strategies)
        return ""
      } catch { return "\(error)" }
    }
    let twice = await message(BoughtMonths(kind: "voluntary", from: YearMonth(2026, 11), through: YearMonth(2027, 1)))
    #expect(twice.contains("2026-11 is insured already") && twice.contains("CSS art. 175"))
    let old = await message(BoughtMonths(kind: "voluntary", from: YearMonth(2028, 12), through: YearMonth(2029, 6)))
    #expect(old.contains("before 65") && old.contains("2029-02"))
    let cheap = await message(
      BoughtMonths(kind: "voluntary", from: YearMonth(2026, 12), through: YearMonth(2027, 11), base: 1_000))
    #expect(cheap.contains("between"))
    let future = await message(BoughtMonths(kind: "purchased", from: YearMonth(2027, 1), through: YearMonth(2027, 3)))
    #expect(future.contains("CSS art. 174"))
  }

  /// 24 months of 2010 at the minimum of then: 12 x 2 years of interest to 2025.
  @Test("a purchase is one sum, in the month after the valuation month")
  func purchase() async throws {
    let law = try Luxembourg()
    let wanted = BoughtMonths(kind: "purchased", from: YearMonth(2010, 1), through: YearMonth(2010, 12))
    let result = try await Simulator(scenario(wanted), systems: [law]).compare(.strategies)
    let buys = try #require(result.strategies.first { $0.name == "buys" })
    let minimum = try #require(law.base.floor(in: YearMonth(2010, 1))).amount
    let price = try law.purchasedMonths(12, minimum: minimum, multiple: 1, year: 2010, request: YearMonth(2026, 11))
      .price
    let first = try #require(buys.income.first { $0.year == 2026 })
    #expect(first.total.allSatisfy { ($0 + price.double).magnitude < 0.01 }, "\(first.total) for \(price)")
    #expect(buys.claims.first?.entitlement == YearMonth(2029, 3))
  }
}
