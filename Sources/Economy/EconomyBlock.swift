// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A block of simulated economies: months or years outer, paths (lanes) inner.
///
/// Element `row(ofMonth: month) * laneCapacity + lane`. The buffers are made once and filled again and again.
public struct EconomyBlock: Sendable {
  /// Prices, wages, rates and returns of one currency area.
  public struct Area: Sendable {
    /// [month × lane]: consumer price level, 1 in the valuation month.
    public internal(set) var priceLevel: [Double]
    /// [year × lane]: mean of the calendar year's twelve levels, 1 in the valuation month.
    public internal(set) var yearPriceLevel: [Double]
    /// [year × lane]: real wage level, 1 in the year before the first.
    public internal(set) var realWage: [Double]
    /// [year × lane]: nominal, fraction a year. This table and the next are empty where ``WantedSeries`` leaves them out.
    public internal(set) var shortRate: [Double]
    /// [year × lane]: ten-year nominal yield, fraction a year.
    public internal(set) var longRate: [Double]
    /// [year × lane]: real log return in local currency.
    public internal(set) var equityReturn: [Double]
    /// [year × lane]: real log return in local currency.
    public internal(set) var bondReturn: [Double]

    /// - Parameter months: rows of monthly tables.
    init(months: Int, years: Int, lanes: Int, series: WantedSeries) {
      priceLevel = Array(repeating: 1, count: months * lanes)
      yearPriceLevel = Array(repeating: 1, count: years * lanes)
      realWage = yearPriceLevel
      shortRate = series.hasShortRates ? yearPriceLevel : []
      longRate = series.hasReturns ? yearPriceLevel : []
      (equityReturn, bondReturn) = (longRate, longRate)
    }

    mutating func withRows(_ body: (AreaRows) -> Void) {
      priceLevel.withUnsafeMutableBufferPointer { price in
        yearPriceLevel.withUnsafeMutableBufferPointer { yearPrice in
          realWage.withUnsafeMutableBufferPointer { wage in
            shortRate.withUnsafeMutableBufferPointer { short in
              longRate.withUnsafeMutableBufferPointer { long in
                equityReturn.withUnsafeMutableBufferPointer { equity in
                  bondReturn.withUnsafeMutableBufferPointer { bond in
                    body(
                      AreaRows(
                        price: price, yearPrice: yearPrice, wage: wage, short: short, long: long, equity: equity,
                        bond: bond))
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Valuation month: price levels are 1 there, and the first simulated month follows it.
  public let asOf: YearMonth
  public let months: Int
  /// Months that are held at once, the last ones generated; all of them unless the block was made with fewer.
  public let window: Int
  /// Stride between months and between years.
  public let laneCapacity: Int
  /// Calendar years from that of the valuation month to that of the last month.
  public let years: Int
  /// Lanes in use.
  public var lanes: Int

  /// By area of ``CurrencyAreas/areas``.
  public internal(set) var areas: [Area]
  /// By currency of ``CurrencyAreas/currencies``, [month × lane]: units of the first currency for one, nominal. Empty for the first.
  public internal(set) var rates: [[Double]]
  /// The same, of a unit at constant prices, in logs and against the currency that the rate is modelled against.
  public internal(set) var logRealRates: [[Double]]

  public var firstMonth: YearMonth { asOf + 1 }
  /// Row of a month in the monthly tables.
  public func row(ofMonth month: Int) -> Int { month < window ? month : month % window }
  /// The year of the valuation month.
  public var firstYear: Int { asOf.year }

  var work: Workspace
  /// Of the processes of the currencies after ``CurrencyAreas/modelled``.
  var rateWork: [Workspace]
  /// First path of the lanes, and months generated so far.
  var firstPath = 0
  var generated = 0

  init(
    asOf: YearMonth, months: Int, lanes: Int, areas world: CurrencyAreas, series: WantedSeries, quasiYears: Int = 0,
    window: Int? = nil
  ) {
    precondition(months >= 0 && lanes > 0, "\(months) months of \(lanes) lanes")
    (self.asOf, self.months, laneCapacity, self.lanes) = (asOf, months, lanes, lanes)
    let rows = min(window ?? months, months)
    self.window = rows
    let years = (asOf + months).year - asOf.year + 1
    self.years = years
    logRealRates = world.currencies.indices.map { Array(repeating: 0, count: $0 == 0 ? 0 : rows * lanes) }
    rates = logRealRates.map { $0.map { _ in 1 } }
    areas = world.areas.map { _ in Area(months: rows, years: years, lanes: lanes, series: series) }
    work = Workspace(
      years: years, lanes: lanes, quasiYears: quasiYears, series: world.series.count, areas: world.areas.count)
    rateWork = world.currencies.dropFirst(CurrencyAreas.modelled + 1).map { _ in
      Workspace(years: 0, lanes: lanes, series: 0, areas: 0)
    }
  }

  /// Puts path `first + order[i]` in lane i.
  mutating func set(order: [UInt32]) {
    work.set(order: order)
    for index in rateWork.indices { rateWork[index].set(order: order) }
  }

  /// Hands out the tables that are filled, as plain addresses, for the time of the call.
  mutating func withTables(_ body: (BlockRows) -> Void) {
    areas.withRowsOfAll { areaRows in
      rates.withRowsOfAll { rateRows in
        logRealRates.withRowsOfAll { realRows in
          rateWork.withRowsOfAll { works in
            work.withRows { body(BlockRows(areas: areaRows, rates: rateRows, q: realRows, work: $0, rateWork: works)) }
          }
        }
      }
    }
  }
}

/// Has tables that a kernel fills through plain addresses.
protocol HasRows {
  associatedtype Rows
  mutating func withRows(_ body: (Rows) -> Void)
}

extension [Double]: HasRows {
  mutating func withRows(_ body: (Table) -> Void) { withUnsafeMutableBufferPointer { body($0) } }
}

extension EconomyBlock.Area: HasRows {}
extension Workspace: HasRows {}

extension Array where Element: HasRows {
  /// Opens one element after the other and hands the rows of all to `body`, in the order of the elements.
  fileprivate mutating func withRowsOfAll(_ body: ([Element.Rows]) -> Void) { open([], body) }

  private mutating func open(_ opened: [Element.Rows], _ body: ([Element.Rows]) -> Void) {
    // Taken out while it is open: two elements of an array cannot be held at once.
    guard var element = popLast() else { return body(opened) }
    element.withRows { open([$0] + opened, body) }
    append(element)
  }
}
