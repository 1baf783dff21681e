// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import Strategies

@Suite("Awards of every claim month, by hand")
struct AwardsByMonthHandCalculation {
  /// Twenty years in each country; 25 a year, 0.5 % more for each month after 60 until 70.
  @Test("one row for each month from 60, not before the valuation month, to 70, in both countries")
  func everyMonth() throws {
    let scenario = TestHousehold.scenario(
      strategies: [TestHousehold.wish(ClaimWish(start: .earliest), ClaimWish(start: .earliest), name: "early")],
      paths: 4)
    let systems = try TestHousehold.systems(withheld: 0.255)
    let claims = try HouseholdSetting(scenario, systems: systems).awardsByMonth(regime: .current).claims
    // Born in May 1966: 60 in 2026-05, so 2026-11 is the first month that is left, and 2036-05 the last.
    for country in [TestHousehold.dollarCountry, TestHousehold.euroCountry] {
      let claims = claims.filter { $0.country == country }
      #expect(claims.map(\.entitlement) == Array(YearMonth(2026, 11)...YearMonth(2036, 5)))
      for claim in claims {
        let waited = claim.entitlement - YearMonth(2026, 5)
        #expect(
          claim.award.firstMonthlyAmount == (ExactDecimal(500) * (1000 + 5 * waited) / 1000).roundedHalfUp(places: 2))
        #expect(claim.filed == max(scenario.asOf, claim.entitlement - 3))
        #expect(claim.deductions.map(\.share) == (country == TestHousehold.dollarCountry ? [0.255] : []))
      }
    }
    #expect(claims.allSatisfy { $0.person == "ana" } && claims.count == 230)
  }

  @Test("a person who cannot claim in a country has no row there")
  func nothingPayable() throws {
    var member = TestHousehold.member()
    member.records[TestHousehold.dollarCountry]?.periods = [
      InsurancePeriod(from: YearMonth(1985, 1), through: YearMonth(1985, 6), kind: "work")
    ]
    let spec = StrategySpec(
      name: "euros", wishes: ["ana": [TestHousehold.euroCountry: ClaimWish(start: .earliest)]])
    let scenario = TestHousehold.scenario(members: [member], strategies: [spec], paths: 4)
    let found = try HouseholdSetting(scenario, systems: TestHousehold.systems()).awardsByMonth(regime: .current)
    #expect(Set(found.claims.map(\.country)) == [TestHousehold.euroCountry])
  }
}
