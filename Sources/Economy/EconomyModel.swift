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

  /// Months that ``advance(_:through:)`` makes at a time: draws of a year share their words.
  public static let step = 12

  /// Whether a month's numbers never hang on later ones, so that a block can be made step by step.
  public var isStepwise: Bool { !cascade.isCoupled && exchangeRate.settles }

  /// Buffers for blocks of up to `lanes` paths: one a worker.
  ///
  /// - Parameter window: months held at once, whole ``step``s and at least two; nil holds all. Only where the model ``isStepwise``.
  public func makeBlock(lanes: Int, window: Int? = nil) -> EconomyBlock {
    precondition(
      window.map { isStepwise && $0 >= 2 * Self.step && $0 % Self.step == 0 } ?? true, "\(window ?? 0) months held")
    return EconomyBlock(
      asOf: asOf, months: months, lanes: lanes, series: series, quasiYears: exchangeRate.quasiRandom?.years ?? 0,
      window: window)
  }

  /// Fills the block with paths `firstPath` ..< `firstPath + lanes`, without allocating.
  ///
  /// - Parameter order: lane i takes path `firstPath + order[i]`, a permutation; empty takes them in turn. Not with antithetic paths.
  public func generate(_ block: inout EconomyBlock, firstPath: Int, lanes: Int, order: [UInt32] = []) {
    precondition(block.window == months, "a block that holds \(block.window) months of \(months) goes step by step")
    start(&block, firstPath: firstPath, lanes: lanes, order: order)
    advance(&block, through: months)
  }

  /// Begins other paths: the tables by year, and all months where the model is not stepwise.
  public func start(_ block: inout EconomyBlock, firstPath: Int, lanes: Int, order: [UInt32] = []) {
    check(block, firstPath, lanes)
    precondition(order.isEmpty || order.count == lanes && !antithetic, "an order of \(order.count) for \(lanes) lanes")
    block.lanes = lanes
    (block.firstPath, block.generated) = (firstPath, isStepwise ? 0 : months)
    block.work.set(order: order)
    withTables(&block) { tables in
      ck_fill(tables.work.ones, 1, lanes)
      if isStepwise {
        macroYears(tables, firstPath: firstPath)
        exchangeRate.start(firstPath: firstPath, lanes: lanes, work: tables.work, sums: nil)
      } else {
        // The exchange rate comes first where prices hang together with it.
        if !cascade.isCoupled { macroYears(tables, firstPath: firstPath) }
        exchangeRate.fill(
          tables.q, months: months, firstPath: firstPath, lanes: lanes, work: tables.work,
          sums: cascade.isCoupled ? tables.calendar : nil)
        if cascade.isCoupled { macroYears(tables, firstPath: firstPath) }
        prices(tables, rows: 0..<months)
      }
    }
  }

  /// Makes the months up to `end`, which is a whole number of ``step``s or the last month. Those generated before stay as long as
  /// the block holds them.
  public func advance(_ block: inout EconomyBlock, through end: Int) {
    precondition(end % Self.step == 0 || end == months, "month \(end) of \(months)")
    let (first, path, lanes) = (block.generated, block.firstPath, block.lanes)
    guard first < end else { return }
    block.generated = end
    withTables(&block) { tables in
      // A step's months are turned into prices at once, while they are in the nearest memory.
      for month in Swift.stride(from: first, to: end, by: Self.step) {
        let rows = month..<min(month + Self.step, end)
        exchangeRate.advance(
          tables.q, rows, window: tables.window, firstPath: path, lanes: lanes, work: tables.work, sums: nil)
        prices(tables, rows: rows)
      }
    }
  }

  /// A block's tables while they are filled.
  private struct Tables {
    let q, usd: Table
    let us, lu: AreaRows
    let work: WorkRows
    let calendar: ExchangeRatePaths.Years
    let years, lanes, window: Int
  }

  private func withTables(_ block: inout EconomyBlock, _ body: (Tables) -> Void) {
    let (years, lanes, window) = (block.years, block.lanes, block.window)
    let calendar = ExchangeRatePaths.Years(firstYearMonths: 12 - asOf.month, count: years)
    block.work.withRows { work in
      block.logRealRate.withUnsafeMutableBufferPointer { q in
        block.us.withRows { us in
          block.lu.withRows { lu in
            block.usdPerEUR.withUnsafeMutableBufferPointer { usd in
              body(
                Tables(
                  q: q, usd: usd, us: us, lu: lu, work: work, calendar: calendar, years: years, lanes: lanes,
                  window: window))
            }
          }
        }
      }
    }
  }

  private func macroYears(_ tables: Tables, firstPath: Int) {
    macro.fill(
      us: tables.us, lu: tables.lu, years: tables.years, asOfMonth: asOf.month, firstPath: firstPath,
      lanes: tables.lanes, work: tables.work)
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

  private func prices(_ tables: Tables, rows: Range<Int>) {
    let work = tables.work
    let (us, lu, stride) = (tables.us.price, tables.lu.price, work.stride)
    for month in rows {
      let year = tables.calendar.index(ofMonth: month)
      let row = month % tables.window
      let previous = month == 0 ? 0 : (month - 1) % tables.window
      ck_price_row(
        tables.usd.row(row, stride: stride), us.row(row, stride: stride), lu.row(row, stride: stride),
        tables.q.row(row, stride: stride), month == 0 ? work.ones : us.row(previous, stride: stride),
        month == 0 ? work.ones : lu.row(previous, stride: stride), work.usFactor.row(year, stride: stride),
        work.luFactor.row(year, stride: stride), rateAtPar, tables.lanes)
    }
  }

  private func check(_ block: EconomyBlock, _ firstPath: Int, _ lanes: Int) {
    precondition(block.months == months && block.asOf == asOf, "a block of \(block.months) months from \(block.asOf)")
    precondition(lanes >= 1 && lanes <= block.laneCapacity, "\(lanes) lanes in a block of \(block.laneCapacity)")
    precondition(firstPath >= 0, "path \(firstPath)")
  }
}
