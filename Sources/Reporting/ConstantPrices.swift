// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// A country's amounts if prices and real wages stood still from the valuation month on.
struct ConstantPrices {
  private let indexation: IndexationPaths
  let firstMonth: YearMonth

  init(_ system: any PensionSystem, asOf: YearMonth, through last: YearMonth, scenario: Scenario) throws {
    firstMonth = asOf + 1
    let months = max(1, last - asOf)
    let years = max(last.year, asOf.year) - asOf.year + 1
    let flat = PricePaths(
      firstMonth: firstMonth, months: months, lanes: 1, priceLevel: [Double](repeating: 1, count: months),
      firstYear: asOf.year, realWage: [Double](repeating: 1, count: years),
      yearPriceLevel: [Double](repeating: 1, count: years))
    indexation = try system.indexation(
      along: flat, asOf: asOf, regime: scenario.law.parts.first?.regime ?? .current,
      settings: scenario.settings[system.country] ?? [:])
  }

  func level(_ index: Int, in month: YearMonth) -> Double? {
    guard indexation.levels.indices.contains(index) else { return nil }
    let row = month - firstMonth
    return indexation.levels[index].indices.contains(row) ? indexation.levels[index][row] : nil
  }

  /// A payment of one part; nil where prices are not known in that month.
  func payment(of part: AwardComponent, in month: YearMonth) -> Double? {
    let entry = part.entryYear - indexation.firstEntryYear
    guard let level = level(part.level, in: month), indexation.entry.indices.contains(entry) else { return nil }
    return part.base * part.factor(in: month) * level * indexation.entry[entry]
  }

  /// The payments of a month, parts that are not paid every month left out.
  func monthlyAmount(of award: Award, in month: YearMonth) -> Double? {
    var sum = 0.0
    for part in award.components where part.calendarMonths == AwardComponent.everyMonth {
      guard let payment = payment(of: part, in: month) else { return nil }
      sum += payment
    }
    return sum
  }
}
