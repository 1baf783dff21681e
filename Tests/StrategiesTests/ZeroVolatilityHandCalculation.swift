// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Parameters
import Pensions
import Quantities
import Simulation
import TestSupport
import Testing

@testable import Strategies

/// Prices and the exchange rate stand still and ana dies at 80, so that every amount can be added up by hand.
@Suite("Zero volatility, by hand")
struct ZeroVolatilityHandCalculation {
  static let still = EconomySettings(
    model: "rw", modelParameters: ["m": 0, "s": 0],
    macroParameters: Dictionary(
      uniqueKeysWithValues: ["pi_us", "pi_lu", "w_us", "w_lu", "i_us", "i_eu"].flatMap { name in
        ["mean", "sigma", "start"].map { ("\(name).\($0)", 0.0) }
      }))
  /// Both at 65: 25 a year × 20 years × (1 + 60 × 0.005) = 650 in each country from 2031-05.
  static let both = TestHousehold.wish(
    ClaimWish(start: .age(Age(years: 65))), ClaimWish(start: .age(Age(years: 65))), name: "65")
  /// From 2031-05 to 2046-05, the month of her 80th birthday: 15 years and one month.
  static let months = 181.0

  private func run(
    _ systems: [any PensionSystem], filing: DelaySettings = TestHousehold.noDelay, needs: ExactDecimal = 0,
    events: EventSettings = EventSettings(), mix: LawMix = LawMix(), savings: [CurrencyCode: ExactDecimal] = [:],
    economy: EconomySettings = Self.still
  ) async throws -> (result: StrategyResult, rate: Double) {
    var scenario = TestHousehold.scenario(
      members: [TestHousehold.member(deathAge: 80)], strategies: [Self.both], paths: 4, needs: needs,
      economy: economy, filing: filing, discountRate: 0)
    (scenario.events, scenario.law, scenario.savings) = (events, mix, savings)
    let result = try await Simulator(scenario, systems: systems).compare(.strategies)
    let rate = try EconomyModel(Self.still, asOf: scenario.asOf, months: 1, seed: 1).start.rate
    return (result.strategies[0], rate)
  }

  private func isEqual(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 0.005 }

  @Test("two pensions, one in dollars, to the cent")
  func pensions() async throws {
    let (result, rate) = try await run(TestHousehold.systems())
    #expect(isEqual(result.lifetimeValue.value, 650 * Self.months + 650 * Self.months / rate))
    #expect(result.lifetimeValue.error == 0 && result.standardDeviation.value == 0)
    #expect(isEqual(result.valueBySource[0].value.value, 650 * Self.months / rate))
    #expect(isEqual(result.valueBySource[1].value.value, 650 * Self.months))
    let year = try #require(result.income.first { $0.year == 2040 })
    #expect(year.total.allSatisfy { isEqual($0, 650 + 650 / rate) })
    // 2031 has twelve months of life and eight of pensions.
    let first = try #require(result.income.first { $0.year == 2031 })
    #expect(isEqual(first.total[2], (650 + 650 / rate) * 8 / 12))
  }

  @Test("withholding, and needs that are missed in the 53 months before")
  func netAndNeeds() async throws {
    let (result, rate) = try await run(TestHousehold.systems(withheld: 0.255), needs: 1000)
    #expect(isEqual(result.valueBySource[0].value.value, 650 * 0.745 * Self.months / rate))
    let enough = 650 + 650 * 0.745 / rate >= 1000
    #expect(result.monthsBelowNeeds.value == (enough ? 53 : 234))
    #expect(result.needsMet.value == 0)
  }

  /// Filed three months ahead (the country's lead), eight months to the first payment: five months wait.
  @Test("arrears bring what waited, and the advance of the guaranteed income is taken out of them")
  func arrears() async throws {
    var filing = TestHousehold.noDelay
    filing.national = ["XR": 8, "XD": 8]
    let (result, rate) = try await run(TestHousehold.systems(guaranteed: 900), filing: filing)
    #expect(650 + 650 / rate > 900)
    #expect(isEqual(result.lifetimeValue.value, 650 * Self.months * (1 + 1 / rate)))
    #expect(isEqual(result.minimumValue.value, 0))
    #expect(result.minimumMonths.value == 0)
    #expect(result.delayMonths == [8, 8])
    // May to December 2031: five advances of 900, then all arrears less the advances.
    let year = try #require(result.income.first { $0.year == 2031 })
    #expect(isEqual(year.total[2], 8 * (650 + 650 / rate) / 12))
    #expect(year.minimumShare == 1)
  }

  /// Eleven months from filing in 2031-02: advances from May to December, all paid back in January 2032.
  @Test("a year in which an advance is only paid back has no guaranteed income")
  func repaymentYear() async throws {
    var filing = TestHousehold.noDelay
    filing.national = ["XR": 11, "XD": 11]
    let (result, rate) = try await run(TestHousehold.systems(guaranteed: 900), filing: filing)
    let waiting = try #require(result.income.first { $0.year == 2031 })
    let paid = try #require(result.income.first { $0.year == 2032 })
    #expect(waiting.minimumShare == 1 && paid.minimumShare == 0)
    #expect(isEqual(paid.total[2], ((650 + 650 / rate) * 20 - 900 * 8) / 12))
  }

  /// Both inflations 6 % a year, so that the rate stands still; pensions and guaranteed income follow prices.
  @Test("an advance is owed in the euros that it was paid in, without interest, as arrears are")
  func advancesAreNominal() async throws {
    var inflation = Self.still
    for name in ["pi_us", "pi_lu"] {
      for part in ["mean", "start"] { inflation.macroParameters["\(name).\(part)"] = 0.06 }
    }
    var filing = TestHousehold.noDelay
    filing.national = ["XR": 8, "XD": 8]
    let (result, rate) = try await run(TestHousehold.systems(guaranteed: 900), filing: filing, economy: inflation)
    let pensions = 650 + 650 / rate
    // Five months of 900; in the sixth what waited less what was advanced, each worth 0.5 % a month less by then.
    let carried = (1...5).reduce(0.0) { $0 + exp(-0.005 * Double($1)) }
    let expected = 900 * 5 + (pensions - 900) * carried + pensions * (Self.months - 5)
    #expect(isEqual(result.lifetimeValue.value, expected))
    #expect(isEqual(result.minimumValue.value, 900 * (5 - carried)))
  }

  @Test("the guaranteed income fills the gap, but not while a pension could be drawn and is not claimed")
  func guaranteed() async throws {
    let (result, rate) = try await run(TestHousehold.systems(guaranteed: 1500))
    let gap = 1500 - 650 - 650 / rate
    #expect(isEqual(result.minimumValue.value, gap * Self.months))
    #expect(result.minimumMonths.value == Self.months)
  }

  /// 9,000 that nothing is drawn from, 181 months at the start of the pensions: 9,000 / n a month with n months to live, a year at the least.
  @Test("savings count as an annuity, or shut the guaranteed income out")
  func wealth() async throws {
    let (annuity, rate) = try await run(
      TestHousehold.systems(guaranteed: 1500, wealth: .annuity), savings: [.eur: 9_000])
    let gap = 1500 - 650 - 650 / rate
    let hand = (1...181).reduce(0.0) { $0 + max(0, gap - 9_000 / max(12, Double($1))) }
    #expect(isEqual(annuity.minimumValue.value, hand))
    let (open, _) = try await run(
      TestHousehold.systems(guaranteed: 1500, wealth: .excludedAbove(9_000)), savings: [.eur: 9_000])
    #expect(isEqual(open.minimumValue.value, gap * Self.months))
    let (shut, _) = try await run(
      TestHousehold.systems(guaranteed: 1500, wealth: .excludedAbove(8_999)), savings: [.eur: 9_000])
    #expect(shut.minimumValue.value == 0 && shut.minimumMonths.value == 0)
    // Without savings no rule is asked for.
    let (none, _) = try await run(TestHousehold.systems(guaranteed: 1500, wealth: .excludedAbove(0)))
    #expect(isEqual(none.minimumValue.value, gap * Self.months))
  }

  /// Needs of 1,550 take 82,150 in the 53 months before the pensions; the 1,200 that are left shut the guaranteed income out for one month, in
  /// which what the pensions leave of the need is taken.
  @Test("savings that are drawn down count as far as they are left")
  func drawnDown() async throws {
    let (result, rate) = try await run(
      TestHousehold.systems(guaranteed: 1500, wealth: .excludedAbove(1_000)), needs: 1_550, savings: [.eur: 83_350])
    let gap = 1500 - 650 - 650 / rate
    #expect(gap > 0 && 1_550 - 650 - 650 / rate > 200)
    #expect(isEqual(result.minimumValue.value, gap * (Self.months - 1)))
  }

  @Test("a fund that runs short pays its share from then on")
  func shortfall() async throws {
    var systems = try TestHousehold.systems()
    var dollar = try #require(systems[0] as? Ruritania)
    try dollar.addFund(depletion: "2040-01", percent: 50)
    systems[0] = dollar
    let (result, rate) = try await run(systems, events: EventSettings(["xd_fund": 1]))
    // 2031-05 to 2039-12 is 104 months; 77 are left.
    #expect(isEqual(result.valueBySource[0].value.value, 650 / rate * (104 + 77 * 0.5)))
    #expect(isEqual(result.valueBySource[1].value.value, 650 * Self.months))
  }

  /// 100 a month for 53 months: 43 from euros, then dollars worth 1000 / rate.
  @Test("savings meet what is missing, euros first")
  func savings() async throws {
    let (enough, _) = try await run(TestHousehold.systems(), needs: 100, savings: [.eur: 5300])
    #expect(enough.needsMet.value == 1 && enough.monthsBelowNeeds.value == 0)
    let (short, rate) = try await run(TestHousehold.systems(), needs: 100, savings: [.eur: 4300, .usd: 1000])
    let covered = (1000 / rate / 100).rounded(.down)
    #expect(short.monthsBelowNeeds.value == 53 - 43 - covered)
    let year = try #require(short.income.first { $0.year == 2028 })
    #expect(isEqual(try #require(year.meanBySource.first { $0.source == "savings" }).mean, 100))
    #expect(year.total.allSatisfy { isEqual($0, 100) })
    #expect(enough.lifetimeValue.value == short.lifetimeValue.value)
  }

  /// Savings of 1,500 for the 58 months until the first payment; it brings five months of arrears, of which what is above the need of its month
  /// meets what pensions leave of later ones.
  @Test("arrears are put aside as far as they exceed the need of their month")
  func arrearsAreSaved() async throws {
    var filing = TestHousehold.noDelay
    filing.national = ["XR": 8, "XD": 8]
    let (result, rate) = try await run(
      TestHousehold.systems(), filing: filing, needs: 1_500, savings: [.eur: 58 * 1_500])
    let pensions = 650 + 650 / rate
    let saved = min(5 * pensions, 6 * pensions - 1_500)
    #expect(pensions < 1_500 && saved > 1_500)
    let later = Self.months - 6
    #expect(result.monthsBelowNeeds.value == later - (saved / (1_500 - pensions)).rounded(.down))
    #expect(isEqual(result.lifetimeValue.value, pensions * Self.months))
  }

  @Test("a mix of regimes that say the same changes nothing")
  func mix() async throws {
    let mix = LawMix(parts: [
      .init(regime: .current, weight: 0.3), .init(regime: LawRegime(name: "other"), weight: 0.7),
    ])
    let (alone, _) = try await run(TestHousehold.systems(guaranteed: 1500))
    let (mixed, _) = try await run(TestHousehold.systems(guaranteed: 1500), mix: mix)
    #expect(isEqual(alone.lifetimeValue.value, mixed.lifetimeValue.value))
    #expect(alone.income.map(\.total) == mixed.income.map(\.total))
    #expect(alone.delayMonths == mixed.delayMonths)
  }
}
