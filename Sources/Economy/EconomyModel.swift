// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Quantities
import RandomStreams

/// Everything of the economy that a scenario fixes: models, parameters, start, seed. Generates blocks of paths.
///
/// A path's numbers depend on the seed and the path's number alone, not on the block it is generated in.
public struct EconomyModel: Sendable {
  public let asOf: YearMonth
  public let months: Int
  public let seed: UInt64
  public let antithetic: Bool
  public let series: WantedSeries
  public let process: ExchangeRateProcess
  public let cascade: MacroCascade
  /// Whether the mean of a euro value exists, and if not, why.
  public let usesMean: MeanExistence
  public let start: ExchangeRateStart
  private let exchangeRate: ExchangeRatePaths
  private let macro: MacroPaths
  /// Dollars per euro at q = 0 with both price levels 1.
  private let rateAtPar: Double

  /// - Parameters:
  ///   - asOf: valuation month; the first simulated month follows it.
  ///   - antithetic: paths 2k and 2k + 1 take the same normals with opposite signs.
  ///   - quasiRandom: low-discrepancy points for the exchange rate's years and drawn parameters, instead of Philox alone.
  ///   - series: the annual series that are read; the others are not made.
  /// - Throws: ``EconomyError`` naming what is unknown or out of range, with names that exist.
  public init(
    _ settings: EconomySettings, asOf: YearMonth, months: Int, seed: UInt64, antithetic: Bool = false,
    quasiRandom: QuasiRandomPaths? = nil, series: WantedSeries = .all
  ) throws {
    guard (0...4800).contains(months) else {
      throw EconomyError.invalid("months", Double(months), "between 0 and 4800 can be simulated")
    }
    process = try ExchangeRateProcess(settings, asOf: asOf)
    cascade = try MacroCascade(parameters: settings.macroParameters, coupling: settings.coupling, asOf: asOf)
    start = try ExchangeRateStart(asOf: asOf)
    let drivenByNormals: Bool =
      switch process.model {
      case .studentT, .meanRevertingStudentT, .garchStudentT, .bootstrap: false
      default: true
      }
    if cascade.isCoupled, !drivenByNormals {
      throw EconomyError(
        name: process.model.rawValue,
        message:
          "the macro series are coupled to the normals of the exchange rate, and '\(process.model.rawValue)' has none")
    }
    if quasiRandom != nil, antithetic || !drivenByNormals {
      throw EconomyError(
        name: process.model.rawValue,
        message:
          "low-discrepancy points stand for normals drawn path by path: not with antithetic paths, nor under '\(process.model.rawValue)'"
      )
    }
    if let cap = settings.cap {
      guard cap > 0, cap.isFinite else { throw EconomyError.invalid("cap", cap, "it must be above 0") }
      usesMean = .capped(cap)
    } else if let reason = process.model.reasonWithoutMean {
      usesMean = .doesNotExist(reason: reason)
    } else {
      usesMean = .exists
    }
    (self.asOf, self.months, self.seed, self.antithetic, self.series) = (asOf, months, seed, antithetic, series)
    let draws = BatchedDraws(seed: seed, antithetic: antithetic)
    exchangeRate = ExchangeRatePaths(
      process, draws: draws, cap: settings.cap, shifts: try Self.shifts(settings.path, months: months),
      quasiRandom: quasiRandom)
    macro = MacroPaths(cascade, draws: draws, wanted: series)
    rateAtPar = start.usdPerEUR * ck_exp1(-start.logRealRate)
  }

  /// Linear between the months given, from 0 in the valuation month, and held after the last.
  private static func shifts(_ path: [Int: Double], months: Int) throws -> [Double] {
    guard !path.isEmpty else { return [] }
    for (month, shift) in path where month < 1 || !shift.isFinite {
      throw EconomyError.invalid("path", Double(month), "its months count from 1, the month after the valuation month")
    }
    let nodes = [(month: 0, shift: 0.0)] + path.sorted { $0.key < $1.key }.map { (month: $0.key, shift: $0.value) }
    return (1...max(1, months)).map { month in
      guard let next = nodes.first(where: { $0.month >= month }), let last = nodes.last(where: { $0.month < month })
      else { return nodes[nodes.count - 1].shift }
      let share = Double(month - last.month) / Double(next.month - last.month)
      return last.shift + share * (next.shift - last.shift)
    }
  }

  /// Buffers for blocks of up to `lanes` paths: one a worker.
  public func makeBlock(lanes: Int) -> EconomyBlock {
    EconomyBlock(
      asOf: asOf, months: months, lanes: lanes, series: series, quasiYears: exchangeRate.quasiRandom?.years ?? 0)
  }

  /// Fills the block with paths `firstPath` ..< `firstPath + lanes`, without allocating.
  ///
  /// - Parameter order: lane i takes path `firstPath + order[i]`, a permutation; empty takes them in turn. Not with antithetic paths.
  public func generate(_ block: inout EconomyBlock, firstPath: Int, lanes: Int, order: [UInt32] = []) {
    check(block, firstPath, lanes)
    precondition(order.isEmpty || order.count == lanes && !antithetic, "an order of \(order.count) for \(lanes) lanes")
    block.lanes = lanes
    block.work.set(order: order)
    let years = block.years
    let calendar = ExchangeRatePaths.Years(firstYearMonths: 12 - asOf.month, count: years)
    block.work.withRows { work in
      block.logRealRate.withUnsafeMutableBufferPointer { q in
        block.us.withRows { us in
          block.lu.withRows { lu in
            block.usdPerEUR.withUnsafeMutableBufferPointer { usd in
              func macroYears() {
                macro.fill(
                  us: us, lu: lu, years: years, asOfMonth: asOf.month, firstPath: firstPath, lanes: lanes, work: work)
              }
              func levels(_ rows: Range<Int>) {
                prices(usd, q: q, us: us, lu: lu, rows: rows, calendar: calendar, lanes: lanes, work: work)
              }
              ck_fill(work.ones, 1, lanes)
              if cascade.isCoupled {
                exchangeRate.fill(q, months: months, firstPath: firstPath, lanes: lanes, work: work, sums: calendar)
                macroYears()
                levels(0..<months)
              } else {
                // A year's months are turned into prices at once, while they are in the nearest memory.
                macroYears()
                exchangeRate.fill(
                  q, months: months, firstPath: firstPath, lanes: lanes, work: work, sums: nil, finished: levels)
              }
            }
          }
        }
      }
    }
  }

  /// Fills `logRealRate` alone; the other tables keep what they held.
  public func generateExchangeRate(_ block: inout EconomyBlock, firstPath: Int, lanes: Int) {
    check(block, firstPath, lanes)
    block.lanes = lanes
    block.work.set(order: [])
    block.work.withRows { work in
      block.logRealRate.withUnsafeMutableBufferPointer { q in
        exchangeRate.fill(q, months: months, firstPath: firstPath, lanes: lanes, work: work, sums: nil)
      }
    }
  }

  private func prices(
    _ usd: Table, q: Table, us: AreaRows, lu: AreaRows, rows: Range<Int>, calendar: ExchangeRatePaths.Years, lanes: Int,
    work: WorkRows
  ) {
    let stride = work.stride
    for month in rows {
      let year = calendar.index(ofMonth: month)
      ck_price_row(
        usd.row(month, stride: stride), us.price.row(month, stride: stride), lu.price.row(month, stride: stride),
        q.row(month, stride: stride), month == 0 ? work.ones : us.price.row(month - 1, stride: stride),
        month == 0 ? work.ones : lu.price.row(month - 1, stride: stride), work.usFactor.row(year, stride: stride),
        work.luFactor.row(year, stride: stride), rateAtPar, lanes)
    }
  }

  private func check(_ block: EconomyBlock, _ firstPath: Int, _ lanes: Int) {
    precondition(block.months == months && block.asOf == asOf, "a block of \(block.months) months from \(block.asOf)")
    precondition(lanes >= 1 && lanes <= block.laneCapacity, "\(lanes) lanes in a block of \(block.laneCapacity)")
    precondition(firstPath >= 0, "path \(firstPath)")
  }
}
