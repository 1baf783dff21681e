// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

/// The tables of one block after the other, filled a year at a time with lanes innermost; ``PathIndexation`` says what they hold.
final class UnitedStatesIndexer: Indexer {
  /// An increase looks back to the third quarter before it, or once, before the first of the paths, to that of the year before.
  var goesStepwise: Bool { true }

  /// The third quarter of a year: its months on the paths, and the sum of those before them.
  private struct Quarter {
    let before: Double
    let months: [Int]
  }

  /// A year's increase.
  private struct Increase {
    /// Row of the year in ``entry``; nil where nobody wants it.
    let entryRow: Int?
    /// Growth that is given; nil where the paths decide.
    let growth: Double?
    /// Third quarter that becomes the base of later increases before the year's own is looked at.
    let base: Quarter?
    /// The year's own.
    let quarter: Quarter?
    /// Months from this increase to the next.
    let months: Range<Int>
  }

  /// A year whose wages are simulated.
  private struct Wages {
    let year: Int
    /// Growth in the tables, upside down.
    let baseline: Double
  }

  private let tables: LawTables
  private let terms: IndexationTerms
  private let lanes: Int
  private let firstEntry: Int
  /// Months held; month m is in row m mod this.
  private let window: Int
  /// Increases, and rows of wages, that this block has had.
  private var (increased, paid) = (0, 0)
  private var increases: [Increase] = []
  /// Rows of ``entry`` that wages move, each after these more years of wages.
  private var wages: [(row: Int, years: [Wages])] = []
  /// [month × lane].
  private var level: [Double]
  /// [year × lane].
  private var entry: [Double]
  private let firstBase: Quarter?
  /// [lane] each.
  private let running, base, quarter, ratio: UnsafeMutablePointer<Double>

  init(_ tables: LawTables, _ terms: IndexationTerms) {
    (self.tables, self.terms, lanes) = (tables, terms, terms.lanes)
    firstEntry = tables.bendPoints.firstYear
    let path = Self.path(tables, terms)
    let last = max(terms.firstYear + terms.years - 1, terms.lastYear) + 2
    window = min(terms.window ?? terms.months, terms.months)
    level = [Double](repeating: 1, count: window * terms.lanes)
    entry = [Double](repeating: 1, count: (last - firstEntry + 1) * terms.lanes)
    running = .allocate(capacity: 4 * terms.lanes)
    running.initialize(repeating: 1, count: 4 * terms.lanes)
    (base, quarter, ratio) = (running + lanes, running + 2 * lanes, running + 3 * lanes)

    // Increases in force by the valuation month, the same in every lane.
    let inForce = tables.lastIncrease(in: terms.asOf)
    var known = 1.0
    var firstBase: Quarter?
    for year in stride(from: inForce, through: firstEntry, by: -1) {
      known /= 1 + Double(tables.cola[year]) / 1000
      let row = (year - firstEntry) * lanes
      for lane in 0..<lanes { entry[row + lane] = 1 / known }
      if firstBase == nil, year >= terms.asOf.year - 3, tables.cola[year] > 0 {
        firstBase = Self.quarter(of: year, path)
      }
    }
    self.firstBase = firstBase
    var hasBase = firstBase != nil
    for year in stride(from: max(inForce + 1, firstEntry), through: last, by: 1) {
      let isGiven = path.isGiven(year)
      var before: Quarter?
      var own: Quarter?
      if isGiven {
        if year <= path.lastPathYear, tables.cola[year] > 0 || !hasBase { before = Self.quarter(of: year, path) }
      } else {
        if !hasBase { before = Self.quarter(of: year - 1, path) }
        own = Self.quarter(of: year, path)
      }
      hasBase = hasBase || before != nil
      let start = max(0, YearMonth(year, tables.colaMonth[year]) - terms.firstMonth)
      let end = min(terms.months, YearMonth(year + 1, tables.colaMonth[year + 1]) - terms.firstMonth)
      increases.append(
        Increase(
          entryRow: terms.wants(entryOf: year) ? year - firstEntry : nil,
          growth: isGiven ? 1 + Double(tables.cola[year]) / 1000 : nil, base: before, quarter: own,
          months: start..<max(start, end)))
    }

    // Wages of the path over those of the tables, for years of eligibility whose index year is simulated.
    let lastWage = terms.firstYear + terms.years - 1
    var indexYear = path.lastKnownWage
    var pending: [Wages] = []
    for year in stride(from: path.lastKnownWage + 3, through: last, by: 1) {
      while indexYear < min(year - 2, lastWage) {
        indexYear += 1
        pending.append(
          Wages(
            year: indexYear,
            baseline: tables.averageWage[indexYear - 1].double / tables.averageWage[indexYear].double))
      }
      guard terms.wants(entryOf: year) else { continue }
      wages.append((year - firstEntry, pending))
      pending = []
    }
    precondition(
      wages.allSatisfy { wages in increases.contains { $0.entryRow == wages.row } }, "wages before increases")
  }

  deinit { running.deallocate() }

  /// The law's years as the terms lay them out, without prices.
  private static func path(_ tables: LawTables, _ terms: IndexationTerms) -> PathIndexation {
    PathIndexation(
      tables: tables,
      paths: PricePaths(
        firstMonth: terms.firstMonth, months: terms.months, lanes: 0, priceLevel: [], firstYear: terms.firstYear,
        realWage: [], yearPriceLevel: []), asOf: terms.asOf)
  }

  private static func quarter(of year: Int, _ path: PathIndexation) -> Quarter {
    let offsets = (7...9).map { YearMonth(year, $0) - path.paths.firstMonth }
    return Quarter(
      before: offsets.filter { $0 < 0 }.reduce(0) { $0 + path.power(path.growthBefore, twelfths: $1 + 1) },
      months: offsets.filter { $0 >= 0 })
  }

  func run(along paths: PricePaths, months: Range<Int>) throws -> IndexationPaths {
    precondition(
      paths.months == terms.months && paths.lanes == lanes && paths.firstYear == terms.firstYear
        && paths.years == terms.years && paths.window == window, "other paths than the terms say")
    if months.lowerBound == 0 { start(paths) }
    applyIncreases(paths, through: months.upperBound)
    return IndexationPaths(levels: [level], firstEntryYear: firstEntry, entry: entry)
  }

  /// Begins other paths.
  private func start(_ paths: PricePaths) {
    running.update(repeating: 1, count: lanes)
    ratio.update(repeating: 1, count: lanes)
    (increased, paid) = (0, 0)
    let before = increases.first?.months.lowerBound ?? 0
    for element in 0..<min(before, window) * lanes { level[element] = 1 }
    if let firstBase { paths.priceLevel.withUnsafeBufferPointer { mean(firstBase, $0, into: base) } }
    enter(paths)
  }

  /// Year by year; those that hold from `end` on wait for the next step.
  private func applyIncreases(_ paths: PricePaths, through end: Int) {
    let (lanes, running, base, quarter) = (lanes, running, base, quarter)
    while increased < increases.count {
      let increase = increases[increased]
      guard increase.months.lowerBound < end || end == terms.months else { break }
      paths.priceLevel.withUnsafeBufferPointer { prices in
        if let growth = increase.growth {
          for lane in 0..<lanes { running[lane] *= growth }
        }
        if let known = increase.base { mean(known, prices, into: base) }
        if let own = increase.quarter {
          mean(own, prices, into: quarter)
          ck_step_row(running, base, quarter, 1000, lanes)  // tenths of a percent
        }
      }
      level.withUnsafeMutableBufferPointer { level in
        guard let rows = level.baseAddress else { return }
        for month in increase.months { (rows + month % window * lanes).update(from: running, count: lanes) }
      }
      increased += 1
      enter(paths)
    }
  }

  /// The entry row of the next increase's year: it starts from the level before that increase.
  private func enter(_ paths: PricePaths) {
    guard increased < increases.count, let row = increases[increased].entryRow else { return }
    let path = PathIndexation(tables: tables, paths: paths, asOf: terms.asOf)
    let (lanes, running, ratio) = (lanes, running, ratio)
    let years = paid < wages.count && wages[paid].row == row ? wages[paid].years : nil
    if let years {
      for wages in years {
        for lane in 0..<lanes { ratio[lane] *= path.wageGrowth(wages.year, lane: lane) * wages.baseline }
      }
      paid += 1
    }
    entry.withUnsafeMutableBufferPointer { entry in
      for lane in 0..<lanes { entry[row * lanes + lane] = 1 / running[lane] }
      if years != nil {
        for lane in 0..<lanes { entry[row * lanes + lane] *= ratio[lane] }
      }
    }
  }

  /// Mean price level of the quarter in every lane.
  private func mean(
    _ quarter: Quarter, _ prices: UnsafeBufferPointer<Double>, into row: UnsafeMutablePointer<Double>
  ) {
    guard let first = prices.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: UnsafePointer<Double>?.self, capacity: 3) { rows in
      for (place, month) in quarter.months.enumerated() { rows[place] = first + month % window * lanes }
      ck_mean_rows(row, quarter.before, rows.baseAddress, quarter.months.count, 3, lanes)
    }
  }

}
