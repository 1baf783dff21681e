// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Pensions
import Quantities
import Simulation
import Strategies
import TestSupport

/// A household with records in two made-up countries, one of which pays dollars.
enum TestHousehold {
  static let euroCountry: Country = "XR"
  static let dollarCountry: Country = "XD"

  /// Ruritania as it is, and a second one that pays dollars and has no agreement.
  static func systems(
    guaranteed: Double? = nil, withheld: Double = 0, freezesRate: Bool = false,
    allowance: (amount: Double, limit: Double)? = nil, edge: YearlyAllowance.Edge = .taper, leavesPension: Bool = false,
    paysSpouses: Bool = false, survivorsWait: Bool = false, testsIncome: Bool = false,
    wealth: SocialMinimum.WealthRule? = nil
  ) throws -> [any PensionSystem] {
    var euro = try Ruritania()
    euro.allowance = allowance
    euro.allowanceEdge = edge
    euro.allowanceFollowsPrices = edge == .taper
    euro.guaranteedIncome = guaranteed
    euro.freezesRate = freezesRate
    euro.testsIncome = testsIncome
    euro.wealth = wealth
    var dollar = try Ruritania()
    dollar.country = dollarCountry
    dollar.name = "Strelsau"
    dollar.pensionName = "Strelsau pension"
    dollar.currency = .usd
    dollar.withheldShare = withheld
    dollar.paysSpouses = paysSpouses
    dollar.survivorsWait = survivorsWait
    (dollar.leavesPension, euro.leavesPension, dollar.leavesExcess) = (leavesPension, leavesPension, true)
    return [dollar, euro]
  }

  /// Twenty years in each country, no overlap.
  static func member(
    _ id: String = "ana", born: String = "1966-05-14", sex: Sex = .female, deathAge: Double? = nil
  ) -> Member {
    let born = CalendarDate(born)!
    return Member(
      person: Person(
        id: id, born: born, sex: sex, citizenship: [euroCountry],
        residence: [Residence(country: euroCountry, from: YearMonth(1980, 1))]),
      records: [
        dollarCountry: InsuranceRecord(
          country: dollarCountry,
          periods: [InsurancePeriod(from: YearMonth(1985, 1), through: YearMonth(2004, 12), kind: "work")]),
        euroCountry: InsuranceRecord(
          country: euroCountry,
          periods: [InsurancePeriod(from: YearMonth(2005, 1), through: YearMonth(2024, 12), kind: "work")]),
      ], longevity: LongevitySettings(table: "LU", deathAge: deathAge))
  }

  static func wish(_ dollar: ClaimWish, _ euro: ClaimWish, name: String, person: String = "ana") -> StrategySpec {
    StrategySpec(name: name, wishes: [person: [dollarCountry: dollar, euroCountry: euro]])
  }

  /// Claims at these ages in the dollar country, each with these in the euro country.
  static func grid(_ dollarAges: [Int], _ euroAges: [Int], person: String = "ana") -> [StrategySpec] {
    dollarAges.flatMap { dollar in
      euroAges.map { euro in
        var spec = wish(
          ClaimWish(start: .age(Age(years: dollar))), ClaimWish(start: .age(Age(years: euro))),
          name: "\(dollar)/\(euro)", person: person)
        spec.fromGrid = true
        return spec
      }
    }
  }

  static func scenario(
    members: [Member] = [member()], strategies: [StrategySpec], paths: Int = 200, seed: UInt64 = 1,
    needs: ExactDecimal = 0, economy: EconomySettings = EconomySettings(), filing: DelaySettings = noDelay,
    threads: Int? = nil, discountRate: Double = 0.01
  ) -> Scenario {
    Scenario(
      name: "test", path: "test.yaml", text: "", title: "Test", asOf: YearMonth(2026, 11), currency: .eur,
      members: members, needs: needs, strategies: strategies, economy: economy, filing: filing,
      simulation: SimulationSettings(paths: paths, seed: seed, threads: threads, discountRate: discountRate))
  }

  /// The first payment comes in the month of entitlement.
  static let noDelay = DelaySettings(
    totalized: .fixed(0), national: ["XR": 0, "XD": 0], documentFailure: 0, denial: 0)
}
