// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities

extension HouseholdPlan {
  /// Moves every country's amounts along a block of simulated prices and wages.
  ///
  /// - Parameter changes: of law along the paths, by ``LaneDraws/changes(firstPath:lanes:)``.
  func indexation(along economy: EconomyBlock, changes: [LawChange] = []) throws -> [IndexationPaths] {
    try sources.map { source in
      let area = source.area == .dollar ? economy.us : economy.lu
      let prices = PricePaths(
        firstMonth: economy.firstMonth, months: economy.months, lanes: economy.laneCapacity,
        priceLevel: area.priceLevel, firstYear: economy.firstYear, realWage: area.realWage,
        yearPriceLevel: area.yearPriceLevel, changes: changes)
      return try source.system.indexation(
        along: prices, asOf: asOf, regime: regime, settings: source.settings)
    }
  }

  /// What is told of the economy by year, in this order: the exchange rate first.
  public var economySeries: [String] {
    ["usd-per-eur", "us.prices", "lu.prices"]
      + sources.flatMap { source in source.system.levelNames.map { "\(source.system.country).\($0)" } }
  }

  /// Counts each series of a block in every December.
  func count(_ economy: EconomyBlock, _ indexation: [IndexationPaths], paths: Int, in bins: inout BinnedCounts) {
    let tables = [economy.usdPerEUR, economy.us.priceLevel, economy.lu.priceLevel] + indexation.flatMap(\.levels)
    for (series, table) in tables.enumerated() {
      for year in years {
        let month = min(YearMonth.december(year) - firstMonth, months - 1)
        for lane in 0..<paths {
          bins.add(table[month * economy.laneCapacity + lane], to: series * years.count + year - years.lowerBound)
        }
      }
    }
  }
}

/// The month that stands for the middle of a calendar year.
enum YearMonthOfMiddle {
  static func month(_ year: Int) -> YearMonth { YearMonth(year, 7) }
}
