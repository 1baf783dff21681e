// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Parameters
import Pensions
import Quantities

/// Luxembourg amounts along simulated prices and wages, block of paths after block.
///
/// Goals, in order: the law's own steps (six-month mean, cut ladder, factors of three decimals) on each path; no path
/// depends on its neighbours; two passes over a step's months with the lanes inside, without branches but the rare tranche.
/// Lanes hold `Double`; the exact form of the same steps is in the tests and is tied to this one there.
final class LuxembourgIndexer: Indexer {
  private let known: IndexationStart
  private let terms: IndexationTerms
  private let lanes: Int
  /// Months held; month m is in row m mod this.
  private let window: Int
  /// Lanes whose next tranche is due.
  private var due = 0
  /// [month × lane]: application index / 100, times the readjustments, times the rises of the minimum wage.
  private var index, pension, minimum: [Double]
  /// [year × lane]: what a start in each year is multiplied by.
  private var entry: [Double]
  private var years: YearTables
  private var rows: LaneRows

  init(_ system: Luxembourg, _ terms: IndexationTerms) throws {
    self.terms = terms
    lanes = terms.lanes
    window = min(terms.window ?? terms.months, terms.months)
    known = try IndexationStart(system, terms)
    index = [Double](repeating: 0, count: window * lanes)
    (pension, minimum) = (index, index)
    years = YearTables(known, lanes: lanes)
    rows = LaneRows(lanes: lanes)
    entry = known.entry.flatMap { [Double](repeating: $0 ?? 0, count: terms.lanes) }
  }

  /// Only a late tranche is decided by what comes after it.
  var goesStepwise: Bool { known.regime.trancheDelay <= 0 && known.regime.nextTrancheDelay <= 0 }

  func run(along paths: PricePaths, months: Range<Int>) throws -> IndexationPaths {
    precondition(
      paths.months == terms.months && paths.lanes == lanes && paths.firstYear == terms.firstYear
        && paths.years == terms.years && paths.window == window, "other paths than the terms say")
    let changes = try paths.changes.map {
      (try LuxembourgRegime(LawRegime(name: "change", settings: $0.settings), asOf: terms.asOf), $0.from)
    }
    if months.lowerBound == 0 { start(paths) }
    climb(paths, months: months)
    let due = pay(late: changes)
    precondition(due == nil || months == 0..<terms.months, "late tranches month by month")
    var month = months.lowerBound
    while month < months.upperBound {
      let year = (terms.firstMonth + month).year
      let first = max(0, YearMonth.january(year) - terms.firstMonth)
      let end = min(terms.months, YearMonth.january(year + 1) - terms.firstMonth)
      if month == first, year > terms.asOf.year {
        years.openYear(year, shares: moderators(in: year, changes))
        enter(year)
      }
      let next = min(end, months.upperBound)
      scale(months: month..<next, year: year, due: due ?? index)
      if next == end { years.closeYear(year, monthsSummed: end - first, paths) }
      month = next
    }
    return IndexationPaths(
      levels: [pension, index, minimum], firstEntryYear: known.firstEntryYear, entry: entry)
  }

  /// Begins other paths.
  private func start(_ paths: PricePaths) {
    years.start()
    if terms.asOf.month == 12 { years.closeYear(terms.asOf.year, monthsSummed: 0, paths) }
    for year in known.firstEntryYear...max(known.firstEntryYear, terms.asOf.year) { enter(year) }
    rows.start(known)
    due = ck_slide_reached(rows.reached, rows.window, nil, nil, rows.triggers, lanes)
  }

  /// What a start in the year is multiplied by, once its readjustment is known.
  private func enter(_ year: Int) {
    let row = year - known.firstEntryYear
    guard terms.wants(entryOf: year), row < known.entry.count, known.entry[row] == nil else { return }
    years.enter(year, into: &entry, at: row * lanes)
  }

  /// The index of each month by the sliding scale, each tranche when it is due.
  private func climb(_ paths: PricePaths, months: Range<Int>) {
    let (lanes, window) = (lanes, window)
    index.withUnsafeMutableBufferPointer { index in
      paths.priceLevel.withUnsafeBufferPointer { prices in
        guard let index = index.baseAddress, let prices = prices.baseAddress else { return }
        for month in months {
          // The mean of the months before has reached the maturity: a tranche is due on the first of this month.
          for place in 0..<due { rows.raise(lane: Int(rows.reached[place]), known) }
          (index + month % window * lanes).update(from: rows.current, count: lanes)
          guard month + 1 < terms.months else { break }
          if month < 6 { rows.leaving.update(repeating: known.windowPrices[5 - month], count: lanes) }
          let leaving = month < 6 ? UnsafePointer(rows.leaving) : prices + (month - 6) % window * lanes
          due = ck_slide_reached(
            rows.reached, rows.window, prices + month % window * lanes, leaving, rows.triggers, lanes)
        }
      }
    }
  }

  /// The ladder as it is paid: political delays of every tranche, or of a single one on the paths on which such a law comes.
  ///
  /// The first tranche that falls due once that law holds waits, and one that falls due meanwhile waits with it.
  ///
  /// - Source: Law of 29 June 2022: the tranche of July 2022 was paid in April 2023.
  /// - Returns: the ladder as it is due; nil where nothing is late.
  private func pay(late changes: [(regime: LuxembourgRegime, from: [Int])]) -> [Double]? {
    let (lanes, months) = (lanes, terms.months)
    let always = [Int](repeating: 0, count: lanes)
    let single = ([(known.regime, always)] + changes).filter { $0.0.nextTrancheDelay > 0 }
    let late = min(known.regime.trancheDelay, months)
    guard late > 0 || !single.isEmpty else { return nil }
    let due = index
    for month in 0..<months {
      for lane in 0..<lanes {
        index[month * lanes + lane] = month < late ? known.level / 100 : due[(month - late) * lanes + lane]
      }
    }
    for (law, from) in single {
      for lane in 0..<lanes where from[lane] < months {
        func level(_ month: Int) -> Double { month < 0 ? known.level / 100 : index[month * lanes + lane] }
        guard let first = (max(0, from[lane])..<months).first(where: { level($0) > level($0 - 1) }) else { continue }
        let held = level(first - 1)
        for month in first..<min(first + law.nextTrancheDelay, months) { index[month * lanes + lane] = held }
      }
    }
    return due
  }

  /// [lane]: share of real wage growth that running pensions follow from January of `year`.
  private func moderators(in year: Int, _ changes: [(regime: LuxembourgRegime, from: [Int])]) -> [Double] {
    var shares = [Double](repeating: known.moderators[year - terms.asOf.year], count: lanes)
    let january = YearMonth.january(year) - terms.firstMonth
    for (law, from) in changes {
      guard let cut = law.moderator?.double else { continue }
      for lane in 0..<lanes where january >= from[lane] { shares[lane] = min(shares[lane], cut) }
    }
    return shares
  }

  /// The three levels of one year's months, and the sum of the index that is due.
  ///
  /// A late tranche is late for wages too, so revaluation, which is wages at a constant index, goes by what is due.
  private func scale(months: Range<Int>, year: Int, due: [Double]) {
    let (lanes, window) = (lanes, window)
    due.withUnsafeBufferPointer { due in
      index.withUnsafeBufferPointer { index in
        pension.withUnsafeMutableBufferPointer { pension in
          minimum.withUnsafeMutableBufferPointer { minimum in
            guard let due = due.baseAddress, let index = index.baseAddress, let pension = pension.baseAddress,
              let minimum = minimum.baseAddress
            else { return }
            years.withRows(of: year) { readjustment, minimumWage, sum in
              for month in months {
                let at = month % window * lanes
                ck_scale_rows(
                  pension + at, minimum + at, sum, index + at, due + at, readjustment, minimumWage, lanes)
              }
            }
          }
        }
      }
    }
  }
}

/// The ladder's state in every lane, while a block is climbed.
private struct LaneRows: ~Copyable {
  let window, triggers, levels, maturities, current, leaving: UnsafeMutablePointer<Double>
  let reached: UnsafeMutablePointer<UInt32>
  private let memory: UnsafeMutablePointer<Double>
  private let lanes: Int

  init(lanes: Int) {
    self.lanes = lanes
    memory = .allocate(capacity: 6 * lanes)
    memory.initialize(repeating: 0, count: 6 * lanes)
    (window, triggers, levels) = (memory, memory + lanes, memory + 2 * lanes)
    (maturities, current, leaving) = (memory + 3 * lanes, memory + 4 * lanes, memory + 5 * lanes)
    reached = .allocate(capacity: lanes)
    reached.initialize(repeating: 0, count: lanes)
  }

  deinit {
    memory.deallocate()
    reached.deallocate()
  }

  func start(_ known: IndexationStart) {
    levels.update(repeating: known.level, count: lanes)
    maturities.update(repeating: known.nextMaturity, count: lanes)
    triggers.update(repeating: known.trigger(known.nextMaturity), count: lanes)
    window.update(repeating: known.window, count: lanes)
    current.update(repeating: known.level / 100, count: lanes)
  }

  /// One tranche.
  @inline(__always)
  func raise(lane: Int, _ known: IndexationStart) {
    levels[lane] = IndexationStart.cut(levels[lane] * known.step)
    maturities[lane] = IndexationStart.cut(maturities[lane] * known.step)
    triggers[lane] = known.trigger(maturities[lane])
    current[lane] = levels[lane] / 100
  }
}

extension Luxembourg {
  public func indexer(_ terms: IndexationTerms) throws -> any Indexer { try LuxembourgIndexer(self, terms) }
}
