// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Quantities
import TestSupport
import Testing

@testable import GermanyRules

@Suite("Germany: its wages on the euro, and its life table")
struct AreaAndLifeTable {
  @Test(
    "prices are the euro's; real wages move by 1.0 point a year, not with Luxembourg's, and move nobody else's numbers")
  func area() throws {
    let germany = try Germany()
    func block(_ countries: [EconomicCountry]) throws -> (EconomyModel, EconomyBlock) {
      let model = try EconomyModel(
        EconomySettings(), asOf: YearMonth(2026, 11), months: 60, seed: 5, series: .all, countries: countries)
      var block = model.makeBlock(lanes: 2_048)
      model.generate(&block, firstPath: 0, lanes: 2_048)
      return (model, block)
    }
    let own = EconomicCountry(code: "DE", currency: .eur, parameters: germany.parameters)
    let (model, with) = try block([own])
    let (_, without) = try block([])
    #expect(model.areas.areas.map(\.code) == ["US", "LU", "DE"])
    #expect(
      with.areas[0].priceLevel == without.areas[0].priceLevel && with.areas[1].realWage == without.areas[1].realWage)
    #expect(with.areas[2].priceLevel == with.areas[1].priceLevel)
    // Growth from the second to the third calendar year.
    func growth(_ area: Int) -> [Double] {
      let wages = with.areas[area].realWage
      var found: [Double] = []
      for lane in 0..<2_048 {
        let (before, after) = (wages[2_048 + lane], wages[4_096 + lane])
        found.append(after / before - 1)
      }
      return found
    }
    let (ours, theirs) = (growth(2), growth(1))
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func covariance(_ a: [Double], _ b: [Double]) -> Double {
      let (x, y) = (mean(a), mean(b))
      var sum = 0.0
      for (left, right) in zip(a, b) { sum += (left - x) * (right - y) }
      return sum / Double(a.count - 1)
    }
    #expect(abs(mean(ours) - 0.0046) < 4 * 0.0102 / 45)
    #expect(abs(covariance(ours, ours).squareRoot() / 0.0102 - 1) < 0.07)
    let spread = covariance(ours, ours) * covariance(theirs, theirs)
    let correlation = covariance(ours, theirs) / spread.squareRoot()
    #expect(abs(correlation) < 4 / 45.0)
  }

  @Test(
    "life expectancy at 65 of 2015 to 2020: 17.90 years of men and 21.08 of women",
    arguments: [("male", 17.90), ("female", 21.08)])
  func expectancy(_ sex: String, _ years: Double) throws {
    let table = try #require(try Germany().parameters.tables["de-period-un2024.csv"])
    let column = try #require(table.column("2015-2020"))
    let rates = table.rows.filter { $0[0] == sex && (Int($0[1]) ?? 0) >= 65 }.compactMap { Double($0[column]) }
    #expect(rates.count == 51)
    var (alive, lived) = (1.0, 0.0)
    for deaths in rates {
      // A central rate m leaves (1 - m/2) / (1 + m/2) after a year.
      let rate = deaths / 10_000_000
      let next = max(0, alive * (1 - rate / 2) / (1 + rate / 2))
      lived += (alive + next) / 2
      alive = next
    }
    #expect(abs(lived - years) < 0.03, "\(lived)")
    let tables = try LifeTables(with: [Germany().parameters])
    let person = try LifetimeTable(
      country: "DE", sex: sex, bornYear: 1964, bornMonth: 3, asOf: YearMonth(2026, 11), settings: LongevitySettings(),
      lastAge: 110, tables: tables)
    #expect(person.table == "DE" && person.standsInFor == nil)
  }
}
