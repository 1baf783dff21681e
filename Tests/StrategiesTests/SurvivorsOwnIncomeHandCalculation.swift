// SPDX-License-Identifier: GPL-3.0-or-later
import Longevity
import LuxembourgRules
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// Two Luxembourg pensions; ana dies in the first simulated month, ben lives on; prices and wages stand still.
///
/// Household 3 of the page on payment: CSS art. 202 and 208 in the first months, art. 229 afterwards.
@Suite("A survivor's pension beside own income, by hand")
struct SurvivorsOwnIncomeHandCalculation {
  /// - Parameter earns: what ben goes on earning to the end of 2027.
  private func result(
    pay: ExactDecimal, asOf: YearMonth, dies: Double = 65, earns: ExactDecimal? = nil,
    settings: [String: String] = [:], promised: ExactDecimal? = nil
  ) async throws -> ComparisonResult {
    func member(_ id: String, _ sex: Sex, born: String, dies age: Double) -> Member {
      Member(
        person: Person(
          id: id, born: CalendarDate(born)!, sex: sex, citizenship: ["LU"],
          residence: [Residence(country: "LU", from: YearMonth(1961, 6))]),
        records: [
          "LU": InsuranceRecord(
            country: "LU",
            periods: [
              InsurancePeriod(
                from: YearMonth(1986, 6), through: YearMonth(2026, 5), kind: "compulsory", monthlyPay: pay,
                wagesOf: 2026)
            ])
        ], longevity: LongevitySettings(table: "LU", deathAge: age))
    }
    let claim = ClaimWish(start: .month(asOf + 1))
    var ben = member("ben", .male, born: "1961-06-15", dies: 85)
    if let earns { ben.pay = StatedPay(net: earns, currency: .eur, until: YearMonth(2027, 12)) }
    if let promised {
      ben.pensions = [
        StatedIncome(person: "ben", kind: .pension, code: "FR", currency: .eur, gross: promised, follows: .nothing)
      ]
    }
    var scenario = TestHousehold.scenario(
      members: [member("ana", .female, born: "1961-06-05", dies: dies), ben],
      strategies: [StrategySpec(name: "now", wishes: ["ana": ["LU": claim], "ben": ["LU": claim]])], paths: 4,
      economy: ZeroVolatilityHandCalculation.still,
      filing: DelaySettings(totalized: .fixed(0), national: ["LU": 0], documentFailure: 0, denial: 0), discountRate: 0)
    scenario.asOf = asOf
    scenario.couple = .married
    scenario.deductions = .none
    scenario.settings = ["LU": settings.merging(["meansTest": "none"]) { $1 }]
    return try await Simulator(scenario, systems: [Luxembourg()]).compare(.strategies)
  }

  /// The worked amounts are met within five cents, as measured; which rounding of pay they took is not known.
  private static let cents = 0.051

  @Test(
    "what the report says of a first month, December 2026",
    arguments: [(5_500, 4_801.91, 3_771.11, 2_417.22), (2_600, 2_627.86, 2_436.04, 2_134.89)]
      as [(ExactDecimal, Double, Double, Double)])
  func firstMonth(pay: ExactDecimal, own: Double, left: Double, paid: Double) async throws {
    let result = try await result(pay: pay, asOf: YearMonth(2026, 11), dies: 70)
    let planned = try #require(result.survivors["now"]?.first { $0.survivor == "ben" && $0.tested != nil })
    #expect((planned.highestAmount.double - left).magnitude < Self.cents)
    #expect(((planned.tested?.income.double ?? 0) - own).magnitude < Self.cents)
    #expect(((planned.tested?.left.double ?? 0) - paid).magnitude < Self.cents)
  }

  /// Pay counts beyond two thirds of the reference amount, 1,804.47 EUR; a stated pension of France whole, unless it is left out.
  @Test(
    "along paths: the month of death whole, three months raised and tested, then the lasting amount",
    arguments: [(nil, nil, true), (3_000, nil, true), (1_500, nil, true), (nil, 600, true), (nil, 600, false)]
      as [(ExactDecimal?, ExactDecimal?, Bool)])
  func alongPaths(earns: ExactDecimal?, promised: ExactDecimal?, counts: Bool) async throws {
    let law = try Luxembourg()
    let result = try await result(
      pay: 5_500, asOf: YearMonth(2026, 6), earns: earns, settings: counts ? [:] : ["foreignPensions": "left out"],
      promised: promised)
    let strategy = try #require(result.strategies.first)
    let award = strategy.claims[0].award
    let own = award.firstMonthlyAmount
    let planned = try #require(result.survivors["now"]?.first { $0.survivor == "ben" && $0.tested != nil })
    let test = try law.survivorIncomeTest(in: YearMonth(2026, 8))
    #expect(Money<EUR>(test.limit, rounded: .halfUp) == 4_060.06)
    /// July to December 2026; in December half a year-end allowance of each, ben's own part of his pension and tested like it.
    let yearEnd = (award.components[1].base / award.components[0].base * own.double / 2)
    let half = try #require(ExactDecimal(shortest: yearEnd))
    func beside(_ pension: ExactDecimal, _ own: ExactDecimal) -> Double {
      test.paid(
        of: Money(pension, rounded: .halfUp),
        beside: .init(
          work: earns ?? .zero, pensions: own, foreignPensions: counts ? promised ?? .zero : .zero)
      ).double
    }
    let left = planned.highestAmount
    let paid = 3 * beside(own, own) + beside(left, own) + beside(left, own + half)
    let sum = 7 * own.double + paid + 2 * yearEnd + 6 * ((earns ?? .zero) + (promised ?? .zero)).double
    let year = try #require(strategy.income.first { $0.year == 2026 })
    #expect(year.total.allSatisfy { ($0 * 6 - sum).magnitude < 0.5 }, "\(year.total[0] * 6) for \(sum)")
  }
}
