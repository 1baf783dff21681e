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
  /// The areas and currencies, as blocks hold them.
  public let areas: CurrencyAreas
  /// Of the currency whose process the settings choose.
  public let process: ExchangeRateProcess
  public let cascade: MacroCascade
  /// Whether the mean of a euro value exists, and if not, why.
  public let usesMean: MeanExistence
  public let start: ExchangeRateStart
  /// By currency: units of the first for one, in the valuation month.
  public let startRates: [Double]
  private let exchangeRate: ExchangeRatePaths
  /// Of the currencies after ``CurrencyAreas/modelled``.
  private let others: [ExchangeRatePaths]
  private let macro: MacroPaths
  /// By currency after the first: its price at q = 0 with all price levels 1, in the currency that it is modelled against.
  private let ratesAtPar: [Double]

  /// - Parameters:
  ///   - asOf: valuation month; the first simulated month follows it.
  ///   - antithetic: paths 2k and 2k + 1 take the same normals with opposite signs.
  ///   - quasiRandom: low-discrepancy points for the exchange rate's years and drawn parameters, instead of Philox alone.
  ///   - series: the annual series that are read; the others are not made.
  ///   - countries: whose areas and currencies are simulated beside the shipped ones. Their draws have addresses of their own, so
  ///     that none moves another's numbers.
  /// - Throws: ``EconomyError`` naming what is unknown or out of range, with names that exist.
  public init(
    _ settings: EconomySettings, asOf: YearMonth, months: Int, seed: UInt64, antithetic: Bool = false,
    quasiRandom: QuasiRandomPaths? = nil, series: WantedSeries = .all, countries: [EconomicCountry] = []
  ) throws {
    guard (0...4800).contains(months) else {
      throw EconomyError.invalid("months", Double(months), "between 0 and 4800 can be simulated")
    }
    process = try ExchangeRateProcess(settings, asOf: asOf)
    areas = try CurrencyAreas(countries)
    try areas.check(settings.statedRates)
    cascade = try MacroCascade(
      parameters: settings.macroParameters, coupling: settings.coupling, asOf: asOf, areas: areas)
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
    let world = areas
    let brought = try world.currencies.dropFirst(CurrencyAreas.modelled + 1).map {
      let stated = try settings.statedRate(CurrencyPair(world.currencies[$0.base].code, per: $0.code))
      return (currency: $0, model: try BroughtCurrency($0, of: world, asOf: asOf, stated: stated))
    }
    others = brought.map { ExchangeRatePaths($0.model.process, number: $0.currency.process, draws: draws) }
    macro = MacroPaths(cascade, areas: world.areas, draws: draws, wanted: series)
    var rates = [1, try start.rate(under: settings, starting: process["q0"])]
    for (currency, one) in brought { rates.append(rates[currency.base] * one.rate) }
    startRates = rates
    ratesAtPar = [start.rate * ck_exp1(-start.logRealRate)] + brought.map { $0.model.rateAtPar }
  }

  /// Of an area that follows another: the series that do, and the standard deviation of their year's difference to it.
  public func spreads(of area: CurrencyAreas.Area) -> [(name: String, deviation: Double)] {
    area.columns.filter { if case .follows = cascade.series[$0].origin { true } else { false } }
      .map { (cascade.series[$0].name, cascade.sigmas[$0]) }
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
      asOf: asOf, months: months, lanes: lanes, areas: areas, series: series,
      quasiYears: exchangeRate.quasiRandom?.years ?? 0,
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
    block.set(order: order)
    let years = block.years
    let calendar = calendar(years)
    block.withTables { tables in
      ck_fill(tables.work.ones, 1, lanes)
      // The exchange rate comes first where prices hang together with it.
      if !cascade.isCoupled { macroYears(tables, years, firstPath: firstPath, lanes: lanes) }
      if isStepwise {
        exchangeRate.start(firstPath: firstPath, lanes: lanes, work: tables.work, sums: nil)
        for (paths, work) in zip(others, tables.rateWork) {
          paths.start(firstPath: firstPath, lanes: lanes, work: work, sums: nil)
        }
      } else {
        exchangeRate.fill(
          tables.q[CurrencyAreas.modelled], months: months, firstPath: firstPath, lanes: lanes, work: tables.work,
          sums: cascade.isCoupled ? calendar : nil)
        for (number, paths) in others.enumerated() {
          paths.fill(
            tables.q[CurrencyAreas.modelled + 1 + number], months: months, firstPath: firstPath, lanes: lanes,
            work: tables.rateWork[number], sums: nil)
        }
        if cascade.isCoupled { macroYears(tables, years, firstPath: firstPath, lanes: lanes) }
        prices(tables, rows: 0..<months, window: months, calendar, lanes: lanes)
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
    let (window, calendar) = (block.window, calendar(block.years))
    block.withTables { tables in
      // A step's months are turned into prices at once, while they are in the nearest memory.
      for month in Swift.stride(from: first, to: end, by: Self.step) {
        let rows = month..<min(month + Self.step, end)
        exchangeRate.advance(
          tables.q[CurrencyAreas.modelled], rows, window: window, firstPath: path, lanes: lanes, work: tables.work,
          sums: nil)
        for (number, paths) in others.enumerated() {
          paths.advance(
            tables.q[CurrencyAreas.modelled + 1 + number], rows, window: window, firstPath: path, lanes: lanes,
            work: tables.rateWork[number], sums: nil)
        }
        prices(tables, rows: rows, window: window, calendar, lanes: lanes)
      }
    }
  }

  private func calendar(_ years: Int) -> ExchangeRatePaths.Years {
    ExchangeRatePaths.Years(firstYearMonths: 12 - asOf.month, count: years)
  }

  private func macroYears(_ tables: BlockRows, _ years: Int, firstPath: Int, lanes: Int) {
    macro.fill(
      tables.areas, years: years, asOfMonth: asOf.month, firstPath: firstPath, lanes: lanes, work: tables.work)
  }

  /// Fills ``EconomyBlock/logRealRates`` of the modelled currency alone; the other tables keep what they held.
  public func generateExchangeRate(_ block: inout EconomyBlock, firstPath: Int, lanes: Int) {
    check(block, firstPath, lanes)
    block.lanes = lanes
    block.set(order: [])
    block.withTables { tables in
      exchangeRate.fill(
        tables.q[CurrencyAreas.modelled], months: months, firstPath: firstPath, lanes: lanes, work: tables.work,
        sums: nil)
    }
  }

  /// The price levels of a run of months, and every currency's rate.
  private func prices(
    _ tables: BlockRows, rows: Range<Int>, window: Int, _ calendar: ExchangeRatePaths.Years, lanes: Int
  ) {
    let work = tables.work
    let stride = work.stride
    for month in rows {
      let year = calendar.index(ofMonth: month)
      let row = month % window
      for (number, area) in tables.areas.enumerated() {
        let previous = month == 0 ? work.ones : area.price.row((month - 1) % window, stride: stride)
        ck_product_row(area.price.row(row, stride: stride), previous, work.factor(number, year), lanes)
      }
      for number in 1..<areas.currencies.count {
        let currency = areas.currencies[number]
        let theirs = tables.areas[areas.currencies[currency.base].area].price
        ck_rate_row(
          tables.rates[number].row(row, stride: stride),
          currency.base == 0 ? nil : tables.rates[currency.base].row(row, stride: stride),
          tables.q[number].row(row, stride: stride), theirs.row(row, stride: stride),
          tables.areas[currency.area].price.row(row, stride: stride), ratesAtPar[number - 1], lanes)
      }
    }
  }

  private func check(_ block: EconomyBlock, _ firstPath: Int, _ lanes: Int) {
    precondition(block.months == months && block.asOf == asOf, "a block of \(block.months) months from \(block.asOf)")
    precondition(lanes >= 1 && lanes <= block.laneCapacity, "\(lanes) lanes in a block of \(block.laneCapacity)")
    precondition(firstPath >= 0, "path \(firstPath)")
  }
}
