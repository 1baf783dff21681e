// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// Ana, born in May 1966, earns 3,000 a month in Ruritania until April 2031; a year of coverage is 25 a month there from 60 on.
@Suite("Strategies that end work, by hand")
struct WorkEndHandCalculation {
  private static let asOf = YearMonth(2026, 11)

  private func member(through last: YearMonth = YearMonth(2031, 4)) -> Member {
    var member = TestHousehold.member(deathAge: 80)
    member.records[TestHousehold.euroCountry]?.periods = [
      InsurancePeriod(from: YearMonth(2011, 5), through: last, kind: "compulsory", monthlyPay: 3000)
    ]
    return member
  }

  private func spec(_ end: WorkEnd?, name: String, fromGrid: Bool = false) -> StrategySpec {
    var spec = TestHousehold.wish(ClaimWish(start: .never), ClaimWish(start: .age(Age(years: 65))), name: name)
    if let end { spec.work["ana"] = end }
    spec.fromGrid = fromGrid
    return spec
  }

  private func compare(_ specs: [StrategySpec], _ member: Member? = nil) async throws -> [String: StrategyResult] {
    let scenario = TestHousehold.scenario(
      members: [member ?? self.member()], strategies: specs, paths: 4, economy: ZeroVolatilityHandCalculation.still,
      discountRate: 0)
    let found = try await Simulator(scenario, systems: try TestHousehold.systems()).compare(.strategies)
    return Dictionary(uniqueKeysWithValues: found.strategies.map { ($0.name, $0) })
  }

  /// From 2031-05 to 2046-05 are 181 months of 25 × years × 1.3.
  @Test("pay and record end with the month before the age, go on at the last pay, or stay")
  func ends() async throws {
    let found = try await compare([
      spec(nil, name: "as stated"), spec(.age(Age(years: 63)), name: "63"),
      spec(.month(YearMonth(2033, 4)), name: "on"),
    ])
    func value(months: Int, years: Double) -> Double { 3000 * Double(months) + 25 * 1.3 * years * 181 }
    let stated = try #require(found["as stated"])
    #expect(abs(stated.lifetimeValue.value - value(months: YearMonth(2031, 4) - Self.asOf, years: 20)) < 0.005)
    // She is 63 in May 2029.
    let early = try #require(found["63"])
    #expect(abs(early.lifetimeValue.value - value(months: YearMonth(2029, 4) - Self.asOf, years: 18)) < 0.005)
    let late = try #require(found["on"])
    #expect(late.lifetimeValue.value > stated.lifetimeValue.value + 3000 * 23)
    #expect(late.spec.work["ana"] == .month(YearMonth(2033, 4)))
  }

  @Test("strategies of the same claims and other ends of work are not one")
  func apart() async throws {
    let found = try await compare([spec(.age(Age(years: 61)), name: "a"), spec(.age(Age(years: 62)), name: "b")])
    #expect(found.count == 2)
  }

  @Test("who works no more cannot go on, and no work ends before the valuation month")
  func refused() async throws {
    let ended = member(through: YearMonth(2025, 4))
    await #expect(throws: ScenarioError.self) { try await compare([spec(.age(Age(years: 63)), name: "63")], ended) }
    await #expect(throws: ScenarioError.self) { try await compare([spec(.month(YearMonth(2026, 1)), name: "past")]) }
    // A cell of a grid is dropped.
    let some = try await compare([
      spec(nil, name: "as stated"), spec(.month(YearMonth(2026, 1)), name: "past", fromGrid: true),
    ])
    #expect(some.count == 1)
  }

  @Test("yearly amounts end with the year's months of work, and go on at the last year's")
  func byYear() throws {
    let record = InsuranceRecord(
      country: TestHousehold.euroCountry, earnings: [2026: StatedEarnings(24_000), 2028: StatedEarnings(36_000)])
    var person = member()
    person.records = [TestHousehold.euroCountry: record]
    let scenario = TestHousehold.scenario(members: [person], strategies: [])
    let systems = try TestHousehold.systems()
    func earnings(_ end: YearMonth) throws -> [Int: ExactDecimal] {
      let changed = try scenario.working(under: spec(.month(end), name: "x"), systems)
      return (changed.members[0].records[TestHousehold.euroCountry]?.earnings ?? [:]).mapValues(\.amount)
    }
    #expect(try earnings(YearMonth(2028, 6)) == [2026: 24_000, 2028: 18_000])
    #expect(try earnings(YearMonth(2026, 12)) == [2026: 24_000])
    #expect(try earnings(YearMonth(2030, 3)) == [2026: 24_000, 2028: 36_000, 2029: 36_000, 2030: 9_000])
  }
}
