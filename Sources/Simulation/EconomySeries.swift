// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Pensions
import Quantities
import Statistics

extension HouseholdPlan {
  /// What moves every country's amounts along blocks like this one.
  ///
  /// - Parameter others: households of the same law that share the tables.
  func indexers(for economy: EconomyBlock, sharedWith others: [HouseholdPlan] = []) throws -> [any Indexer] {
    try sources.indices.map { source in
      let units = ([self] + others).flatMap { $0.units.filter { $0.source == source } }
      let tested = ([self] + others).flatMap { $0.testedYears(of: source).map(Array.init) ?? [] }
      return try sources[source].indexing.indexer(
        IndexationTerms(
          asOf: asOf, months: economy.months, lanes: economy.laneCapacity, firstYear: economy.firstYear,
          years: economy.years, regime: regime, settings: sources[source].settings,
          entryYears: Set(units.map(\.entryYear) + tested), window: economy.window))
    }
  }

  /// Moves every country's amounts along a block of simulated prices and wages.
  ///
  /// - Parameters:
  ///   - indexers: of ``indexers(for:sharedWith:)``, from block to block; nil makes them for this one.
  ///   - changes: of law along the paths, by ``LaneDraws/changes(firstPath:lanes:)``.
  ///   - months: nil for all; else those after the months of the call before, where the household ``goesStepwise()``.
  func indexation(
    along economy: EconomyBlock, by indexers: [any Indexer]? = nil, changes: [LawChange] = [],
    months: Range<Int>? = nil
  ) throws -> [IndexationPaths] {
    try zip(sources, try indexers ?? self.indexers(for: economy)).map { source, indexer in
      let area = economy.areas[source.area]
      return try indexer.run(
        along: PricePaths(
          firstMonth: economy.firstMonth, months: economy.months, lanes: economy.laneCapacity,
          priceLevel: area.priceLevel, firstYear: economy.firstYear, realWage: area.realWage,
          yearPriceLevel: area.yearPriceLevel, changes: changes, window: economy.window),
        months: months ?? 0..<economy.months)
    }
  }

  /// Whether every country's amounts can be moved on step by step, without changes of law along the paths.
  func goesStepwise() throws -> Bool {
    let entered = benefits.allSatisfy { benefit in
      benefit.terms.allSatisfy { units[$0.unit].entryYear <= (firstMonth + max(0, benefit.from)).year }
    }
    return try entered
      && sources.allSatisfy {
        // Of the least that has a month: how a country goes does not depend on how much it is asked for.
        try $0.indexing.indexer(
          IndexationTerms(
            asOf: asOf, months: 1, lanes: 1, firstYear: asOf.year, years: firstMonth.year - asOf.year + 1,
            regime: regime, settings: $0.settings)
        ).goesStepwise
      }
  }

  /// What is told of the economy by year, in this order: the exchange rates first, that of the modelled currency leading.
  public var economySeries: [String] {
    areas.currencies.dropFirst().map { "\(areas.numeraire)-per-\($0.code)".lowercased() }
      + areas.areas.map { "\($0.code.lowercased()).prices" }
      + sources.filter { $0.country != nil }.flatMap { source in
        source.indexing.levelNames.map { "\(source.code).\($0)" }
      }
  }

  /// Counts each series of a block in every December of `months`, and in the last month.
  func count(
    _ economy: EconomyBlock, _ indexation: [IndexationPaths], months wanted: Range<Int>, paths: Int,
    in bins: inout BinnedCounts
  ) {
    let ended = (firstMonth + wanted.lowerBound).year...(firstMonth + (wanted.upperBound - 1)).year
    var first = 0
    func count(_ table: [Double], in bins: inout BinnedCounts) {
      table.withUnsafeBufferPointer { table in
        for year in ended {
          let month = min(YearMonth.december(year) - firstMonth, months - 1)
          guard wanted.contains(month) else { continue }
          let row = economy.row(ofMonth: month) * economy.laneCapacity
          bins.add(UnsafeBufferPointer(rebasing: table[row..<(row + paths)]), to: first + year - years.lowerBound)
        }
      }
      first += years.count
    }
    for rate in economy.rates.dropFirst() { count(rate, in: &bins) }
    for area in economy.areas { count(area.priceLevel, in: &bins) }
    for (source, paths) in zip(sources, indexation) where source.country != nil {
      for level in paths.levels { count(level, in: &bins) }
    }
  }
}

/// The month that stands for the middle of a calendar year.
enum YearMonthOfMiddle {
  static func month(_ year: Int) -> YearMonth { YearMonth(year, 7) }
}

extension PensionSystem {
  /// What the country brings to the economy beside its law.
  public var economicCountry: EconomicCountry {
    EconomicCountry(code: country.code, currency: currency, parameters: parameters)
  }
}
