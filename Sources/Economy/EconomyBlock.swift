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

    mutating func withRows<Result>(_ body: (AreaRows) -> Result) -> Result {
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

  /// [month × lane]: nominal dollars per euro.
  public internal(set) var usdPerEUR: [Double]
  /// [month × lane]: log dollars per euro at constant prices.
  public internal(set) var logRealRate: [Double]
  public internal(set) var us: Area
  /// Prices and wages of Luxembourg, rates and returns of the euro area.
  public internal(set) var lu: Area

  public var firstMonth: YearMonth { asOf + 1 }
  /// Row of a month in the monthly tables.
  public func row(ofMonth month: Int) -> Int { month < window ? month : month % window }
  /// The year of the valuation month.
  public var firstYear: Int { asOf.year }

  var work: Workspace
  /// First path of the lanes, and months generated so far.
  var firstPath = 0
  var generated = 0

  init(asOf: YearMonth, months: Int, lanes: Int, series: WantedSeries, quasiYears: Int = 0, window: Int? = nil) {
    precondition(months >= 0 && lanes > 0, "\(months) months of \(lanes) lanes")
    (self.asOf, self.months, laneCapacity, self.lanes) = (asOf, months, lanes, lanes)
    let rows = min(window ?? months, months)
    self.window = rows
    years = (asOf + months).year - asOf.year + 1
    usdPerEUR = Array(repeating: 1, count: rows * lanes)
    logRealRate = Array(repeating: 0, count: rows * lanes)
    us = Area(months: rows, years: years, lanes: lanes, series: series)
    lu = us
    work = Workspace(years: years, lanes: lanes, quasiYears: quasiYears)
  }
}
