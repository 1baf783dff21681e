// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Pensions
import Quantities
import TestSupport
import Testing

@testable import Simulation
@testable import Strategies

/// A made-up tax of 20 % on what exceeds an amount, added up by hand where prices and rates stand still or move evenly.
///
/// Ana draws 650 a month in each country from May 2031, and dies in May 2046: eight months in the first year, five in the last.
@Suite("Income tax on paths, by hand")
struct IncomeTaxHandCalculation {
  private func systems(
    free: ExactDecimal = 6_000, guaranteed: Double? = nil, _ change: (inout RuritanianTax) -> Void = { _ in }
  ) throws -> [any PensionSystem] {
    var tax = RuritanianTax("XR", free: free)
    change(&tax)
    return try TestHousehold.systems(guaranteed: guaranteed).map { system -> any PensionSystem in
      guard var ruritania = system as? Ruritania, ruritania.country == "XR" else { return system }
      ruritania.incomeTax = tax
      return ruritania
    }
  }

  private func run(
    _ systems: [any PensionSystem], taxed: Bool = true, deaths: [Double] = [80], needs: ExactDecimal = 0,
    economy: EconomySettings = ZeroVolatilityHandCalculation.still, filing: DelaySettings = TestHousehold.noDelay
  ) async throws -> StrategyResult {
    var strategy = ZeroVolatilityHandCalculation.both
    let people = zip(["ana", "ben"], deaths).map { TestHousehold.member($0, deathAge: $1) }
    if people.count == 2 { strategy.wishes["ben"] = strategy.wishes["ana"] }
    var scenario = TestHousehold.scenario(
      members: people, strategies: [strategy], paths: 4, needs: needs, economy: economy, filing: filing,
      discountRate: 0)
    scenario.deductions = taxed ? .full : .withholding
    return try await Simulator(scenario, systems: systems).compare(.strategies).strategies[0]
  }

  private func tax(_ result: StrategyResult) throws -> Double {
    -(try #require(result.valueBySource.first { $0.source == "tax" }).value.value)
  }

  private var rate: Double {
    get throws {
      try EconomyModel(ZeroVolatilityHandCalculation.still, asOf: YearMonth(2026, 11), months: 1, seed: 1).start.rate
    }
  }

  /// 7,800 in each of 14 whole years: 20 % of 1,800; the years at both ends are below 6,000.
  @Test("the tax of each calendar year, from the year's sums")
  func years() async throws {
    let result = try await run(systems())
    #expect(abs(try tax(result) - 14 * 360) < 0.005)
    let gross = 650 * 181 * (1 + 1 / (try rate))
    #expect(abs(result.lifetimeValue.value - (gross - 14 * 360)) < 0.01)
    // In proportion to what is paid: every month of the year is 30 less.
    let year = try #require(result.income.first { $0.year == 2040 })
    #expect(abs(year.total[2] - (650 + 650 / (try rate) - 30)) < 0.005)
    #expect(abs((result.income.first { $0.year == 2031 }?.total[2] ?? 0) - 8 * (650 + 650 / (try rate)) / 12) < 0.005)
  }

  @Test("what another country pays raises the rate, and is not taxed itself")
  func progression() async throws {
    let result = try await run(systems { $0.hasProgression = true })
    func year(_ months: Double) throws -> Double {
      let (own, world) = (650 * months, 650 * months * (1 + 1 / (try rate)))
      return max(0, 0.2 * (world - 6_000)) * own / world
    }
    #expect(abs(try tax(result) - (14 * year(12) + year(8) + year(5))) < 0.01)
  }

  /// Together until the end of 2036, in which ana dies in May: 720 in 2032 to 2035; ben alone 360 in 2037 to 2045.
  @Test("a couple is taxed together to the end of the year of a death, who is left alone")
  func survivor() async throws {
    let result = try await run(systems(), deaths: [70, 80])
    #expect(abs(try tax(result) - (4 * 720 + 9 * 360)) < 0.005)
  }

  @Test("needs are held against what is left, the means test sees the whole")
  func needs() async throws {
    let level = ExactDecimal(Int(650 + 650 / (try rate))) - 15
    let (net, gross) = (try await run(systems(), needs: level), try await run(systems(), taxed: false, needs: level))
    // Below it in the 53 months before the pensions, and in the 168 of the taxed years.
    #expect(gross.monthsBelowNeeds.value == 53 && net.monthsBelowNeeds.value == 53 + 168)
    let (taxed, untaxed) = (
      try await run(systems(guaranteed: 1_500)), try await run(systems(guaranteed: 1_500), taxed: false)
    )
    #expect(taxed.minimumMonths.value == untaxed.minimumMonths.value)
    #expect(abs(taxed.minimumValue.value - untaxed.minimumValue.value) < 0.005)
    #expect(abs(untaxed.lifetimeValue.value - taxed.lifetimeValue.value - (try tax(taxed))) < 0.005)
  }

  /// Free are 3,000: of 2031's 5,200 due, nothing is paid before March 2032; its tax is taken then.
  @Test("arrears are taxed in the years that they are for")
  func arrears() async throws {
    let slow = DelaySettings(totalized: .fixed(0), national: ["XR": 13, "XD": 0], documentFailure: 0, denial: 0)
    let (late, prompt) = (try await run(systems(free: 3_000), filing: slow), try await run(systems(free: 3_000)))
    #expect(abs(try tax(late) - (try tax(prompt))) < 0.005)
    #expect(abs(try tax(prompt) - (14 * 960 + 440 + 50)) < 0.005)
  }

  /// Prices rise by 0.06 a year in logarithms and pensions with them; the amount stays, or follows prices from December 2026 on, a year late.
  @Test("a threshold that stays and one that follows prices", arguments: [false, true])
  func thresholds(isIndexed: Bool) async throws {
    var economy = ZeroVolatilityHandCalculation.still
    for part in ["mean", "start"] { economy.macroParameters["pi_lu.\(part)"] = 0.06 }
    let result = try await run(systems { $0.isIndexed = isIndexed }, economy: economy)
    func price(_ month: YearMonth) -> Double { exp(0.06 * Double(month - YearMonth(2026, 11)) / 12) }
    var sum = 0.0
    for year in 2031...2046 {
      let months = (1...12).map { YearMonth(year, $0) }.filter {
        (YearMonth(2031, 5)...YearMonth(2046, 5)).contains($0)
      }
      let nominal = months.reduce(0.0) { $0 + 650 * price($1) }
      let free = 6_000 * (isIndexed ? price(.december(year - 1)) / price(.december(2026)) : 1)
      sum += max(0, 0.2 * (nominal - free)) * 650 * Double(months.count) / nominal
    }
    #expect(abs(try tax(result) - sum) < 0.05, "\(sum)")
  }

  @Test("where no country taxes, every figure is what withholding leaves")
  func untaxed() async throws {
    let systems = try TestHousehold.systems(withheld: 0.255)
    let (full, withheld) = (try await run(systems), try await run(systems, taxed: false))
    #expect(full.lifetimeValue == withheld.lifetimeValue && full.percentiles == withheld.percentiles)
  }

  @Test("any number of lanes and threads gives the same path values, by year and by horizon")
  func split() async throws {
    var spec = ZeroVolatilityHandCalculation.both
    spec.wishes["ben"] = spec.wishes["ana"]
    var scenario = TestHousehold.scenario(
      members: [TestHousehold.member(), TestHousehold.member("ben", born: "1963-02-03", sex: .male)],
      strategies: [spec],
      paths: 40)
    scenario.deductions = .full
    let setting = try HouseholdSetting(scenario, systems: systems { ($0.isIndexed, $0.hasProgression) = (true, true) })
    let (_, plans) = try setting.prepare(scenario.law)
    var simulation = setting.simulation(plans)
    let base = try await simulation.run()
    for (lanes, threads, byYear) in [(10, 1, true), (64, 2, true), (7, 1, false)] {
      (simulation.lanes, simulation.goesByYear, simulation.settings.threads) = (lanes, byYear, threads)
      #expect(try await simulation.run().values == base.values, "\(lanes) lanes, \(threads) threads")
    }
  }
}

/// The year that `explain` derives, against what paths take.
@Suite("A tax year, derived")
struct ExplainedTaxYearInvariants {
  private func years(_ year: Int, deductions: DeductionSetting = .full) throws -> [ExplainedTaxYear] {
    var scenario = TestHousehold.scenario(
      members: [TestHousehold.member()], strategies: [ZeroVolatilityHandCalculation.both],
      economy: ZeroVolatilityHandCalculation.still)
    scenario.deductions = deductions
    let systems = try TestHousehold.systems().map { system -> any PensionSystem in
      guard var ruritania = system as? Ruritania, ruritania.country == "XR" else { return system }
      ruritania.incomeTax = RuritanianTax("XR", free: 6_000)
      return ruritania
    }
    return try Simulator(scenario, systems: systems).taxYear(year)
  }

  /// 7,800 in a whole year, eight months in the first.
  @Test("amounts, months, lines and what is taken, by hand")
  func byHand() throws {
    let whole = try #require(try years(2040).first)
    #expect(whole.strategy == "65" && abs(whole.taken - 360) < 0.005)
    let own = try #require(whole.incomes.first { $0.source == "XR" })
    #expect(own.months == 12 && own.treated.map(\.part) == [.ownPension] && own.treated[0].amount == 7_800)
    #expect(whole.incomes.first { $0.source == "XD" }?.treated.map(\.part) == [nil])
    let form = try #require(whole.returns.first)
    #expect(form.country == "XR" && form.lines.last == 360 && abs(form.real - 360) < 0.005)
    let first = try #require(try years(2031).first)
    #expect(first.taken == 0 && first.incomes.first { $0.source == "XR" }?.months == 8)
  }

  @Test("a year that is not simulated, and a household that is not taxed, are refused")
  func refusals() {
    #expect(throws: ScenarioError.self) { try years(2025) }
    #expect(throws: ScenarioError.self) { try years(2040, deductions: .withholding) }
  }
}
