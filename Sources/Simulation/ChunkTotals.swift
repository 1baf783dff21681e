// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Pensions
import Quantities
import Statistics

/// Numbers of one strategy on one path whose means, and errors of means, are wanted.
public enum PathMeasure: Hashable, Sendable {
  case value
  case minimumValue
  case minimumMonths
  case monthsBelow
  /// 1 where no month of life is below needs.
  case needsMet
  /// 1 where some month of life has means-tested income.
  case hasMinimum
  /// Present value of yearly allowances.
  case allowanceValue
  /// Present value of pensions that another person's death brings, which count in their country's too.
  case survivorValue
  /// Present value of pensions on a living spouse's record, which count in their country's too.
  case spouseValue
  /// Present value of what one country pays.
  case source(Int)

  static let fixed = 9

  var column: Int {
    switch self {
    case .value: 0
    case .minimumValue: 1
    case .minimumMonths: 2
    case .monthsBelow: 3
    case .needsMet: 4
    case .hasMinimum: 5
    case .allowanceValue: 6
    case .survivorValue: 7
    case .spouseValue: 8
    case .source(let index): Self.fixed + index
    }
  }
}

/// Sums over the paths of one chunk, in path order.
///
/// Each measure is taken as its distance from that of path 0, so that squares lose no digits.
struct ChunkTotals: Sendable {
  let strategies: Int
  let columns: Int
  let years: Int
  let payments: Int
  /// How the paths make independent observations.
  let sampling: Sampling
  /// Of the chunk, among all.
  private let firstPath: Int
  var paths = 0
  /// [strategy][column][sum, sum of squares] over observations.
  var moments: CompensatedSums
  /// [strategy][D₂, D₁D₂, D₂², D₁A] over observations: means of an observation's paths of the value's distance (D₁), of its
  /// square (D₂), and of the distance of the discounted months of life (A).
  var powers: CompensatedSums
  /// Household's discounted months of life: sum of A, sum of squares over observations.
  var annuity: CompensatedSums
  /// [payment][year]: mean monthly income among paths alive in mid-year.
  var sourceYears: CompensatedSums
  /// [strategy][year]: the same of means-tested income.
  var minimumYears: CompensatedSums
  /// [strategy][year]: the same of what is taken from savings.
  var savingsYears: CompensatedSums
  /// [strategy][year]: the same of yearly allowances.
  var allowanceYears: CompensatedSums
  /// [year]: paths alive in mid-year, and those with means-tested income by [strategy][year].
  var aliveYears: [Int]
  var minimumPaths: [Int]
  /// [payment]: months from filing to the first payment.
  var delays: [Int]
  /// [strategy][path of the chunk]: present value of income, of the paths that were added.
  var values: [[Double]]
  /// The same of another measure; empty where none is kept.
  var kept: [[Double]]
  let keptColumn: Int?
  /// [copy][strategy][column, then the value's squared distance] of low-discrepancy points, then the copy's discounted months of life:
  /// sums over the copy's paths; empty without them.
  var copies: CompensatedSums
  /// Sums of one copy.
  var copyStride: Int { strategies * (columns + 1) + 1 }

  init(
    _ plan: HouseholdPlan, _ sampling: Sampling, capacity: Int, firstPath: Int = 0, keeping measure: PathMeasure? = nil
  ) {
    (self.sampling, self.firstPath) = (sampling, firstPath)
    strategies = plan.strategies.count
    columns = PathMeasure.fixed + plan.sources.count
    years = plan.years.count
    payments = plan.payments.count
    moments = CompensatedSums(count: strategies * columns * 2)
    powers = CompensatedSums(count: strategies * 4)
    annuity = CompensatedSums(count: 2)
    var copies = 0
    if case .shiftedCopies = sampling { copies = QuasiRandomPaths.copies }
    self.copies = CompensatedSums(count: copies * (strategies * (columns + 1) + 1))
    sourceYears = CompensatedSums(count: payments * years)
    minimumYears = CompensatedSums(count: strategies * years)
    savingsYears = CompensatedSums(count: plan.savings.isEmpty ? 0 : strategies * years)
    allowanceYears = CompensatedSums(count: plan.allowance == nil ? 0 : strategies * years)
    aliveYears = Array(repeating: 0, count: years)
    minimumPaths = Array(repeating: 0, count: strategies * years)
    delays = Array(repeating: 0, count: payments)
    values = Array(repeating: Array(repeating: 0, count: capacity), count: strategies)
    keptColumn = measure?.column
    kept = measure == nil ? [] : values
  }

  /// Takes in the results of finished paths.
  ///
  /// - Parameters:
  ///   - lanes: which lanes count, in order; antithetic pairs stay together.
  ///   - first: number of the block's first path within the chunk.
  ///   - order: of the block's paths, where they are not in turn.
  mutating func add(
    _ block: borrowing HouseholdBlock, lanes: [Int], first: Int, order: [UInt32] = [], shifts: PathShifts
  ) {
    guard !lanes.isEmpty else { return }
    func path(_ lane: Int) -> Int { first + (order.isEmpty ? lane : Int(order[lane])) }
    let plan = block.plan
    paths += lanes.count
    let months = block.row(block.layout.annuity)
    let group = sampling.group
    if case .shiftedCopies(let points) = sampling {
      for lane in lanes {
        let copy = (firstPath + path(lane)) / points
        copies.add(months[lane] - shifts.annuity, at: (copy + 1) * copyStride - 1)
      }
    } else {
      for place in stride(from: 0, through: lanes.count - group, by: group) {
        var distance = 0.0
        for next in place..<(place + group) { distance += months[lanes[next]] - shifts.annuity }
        distance /= Double(group)
        annuity.add(distance, at: 0)
        annuity.add(distance * distance, at: 1)
      }
    }
    var scratch = [Double](repeating: 0, count: block.lanes)
    for strategy in 0..<strategies {
      let value = block.state(strategy, Int(CK_VALUE))
      for lane in lanes { values[strategy][path(lane)] = value[lane] }
      addPowers(value, months, of: strategy, lanes: lanes, shifts: shifts, path: path)
      for column in 0..<columns {
        Self.measure(column, of: strategy, in: block, count: block.lanes, into: &scratch)
        let shift = shifts.measures[strategy * columns + column]
        let index = (strategy * columns + column) * 2
        if column == keptColumn { for lane in lanes { kept[strategy][path(lane)] = scratch[lane] } }
        if case .shiftedCopies(let points) = sampling {
          for lane in lanes {
            let copy = (firstPath + path(lane)) / points
            copies.add(scratch[lane] - shift, at: copy * copyStride + strategy * (columns + 1) + column)
          }
          continue
        }
        for place in stride(from: 0, through: lanes.count - group, by: group) {
          var mean = scratch[lanes[place]] - shift
          if group == 2 { mean = (mean + (scratch[lanes[place + 1]] - shift)) / 2 }
          moments.add(mean, at: index)
          moments.add(mean * mean, at: index + 1)
        }
      }
    }
    for payment in 0..<payments {
      let first = block.row(block.layout.first + payment)
      let filed = plan.payments[payment].filed - plan.firstMonth
      for lane in lanes { delays[payment] += Int(first[lane]) - filed }
    }
  }

  /// What the spread of a strategy's value, and its ratio to the months lived, are told from.
  private mutating func addPowers(
    _ value: UnsafeMutablePointer<Double>, _ months: UnsafeMutablePointer<Double>, of strategy: Int, lanes: [Int],
    shifts: PathShifts, path: (Int) -> Int
  ) {
    let (shift, group) = (shifts.measures[strategy * columns], sampling.group)
    if case .shiftedCopies(let points) = sampling {
      for lane in lanes {
        let (copy, d) = ((firstPath + path(lane)) / points, value[lane] - shift)
        copies.add(d * d, at: copy * copyStride + strategy * (columns + 1) + columns)
      }
      return
    }
    for place in stride(from: 0, through: lanes.count - group, by: group) {
      var (first, second, life) = (0.0, 0.0, 0.0)
      for next in place..<(place + group) {
        let d = value[lanes[next]] - shift
        first += d
        second += d * d
        life += months[lanes[next]] - shifts.annuity
      }
      if group > 1 {
        first /= Double(group)
        second /= Double(group)
        life /= Double(group)
      }
      powers.add(second, at: strategy * 4)
      powers.add(first * second, at: strategy * 4 + 1)
      powers.add(second * second, at: strategy * 4 + 2)
      powers.add(first * life, at: strategy * 4 + 3)
    }
  }

  static func measure(
    _ column: Int, of strategy: Int, in block: borrowing HouseholdBlock, count: Int, into result: inout [Double]
  ) {
    switch column {
    case 0..<4:
      let row = block.state(strategy, column)
      for lane in 0..<count { result[lane] = row[lane] }
    case 4:
      let row = block.state(strategy, Int(CK_MONTHS_BELOW))
      for lane in 0..<count { result[lane] = row[lane] == 0 ? 1 : 0 }
    case 5:
      let row = block.state(strategy, Int(CK_MINIMUM_MONTHS))
      for lane in 0..<count { result[lane] = row[lane] > 0 ? 1 : 0 }
    case 6:
      let row = block.state(strategy, Int(CK_ALLOWANCE_VALUE))
      for lane in 0..<count { result[lane] = row[lane] }
    case 7, 8:
      for lane in 0..<count { result[lane] = 0 }
      for payment in block.plan.strategies[strategy] where block.plan.isDerived(payment, fromLiving: column == 8) {
        let row = block.row(block.layout.value + payment)
        for lane in 0..<count { result[lane] += row[lane] }
      }
    default:
      for lane in 0..<count { result[lane] = 0 }
      for payment in block.plan.strategies[strategy]
      where block.plan.source(ofPayment: payment) == column - PathMeasure.fixed {
        let row = block.row(block.layout.value + payment)
        for lane in 0..<count { result[lane] += row[lane] }
      }
    }
  }

  /// Takes in a calendar year that has just ended; only paths alive in its middle count.
  mutating func closeYear(
    _ year: Int, _ block: borrowing HouseholdBlock, lanes: [Int], income: inout BinnedCounts
  ) {
    let plan = block.plan
    let index = year - plan.years.lowerBound
    let middle = min(max(YearMonthOfMiddle.month(year) - plan.firstMonth, 0), plan.months - 1)
    let months = block.row(block.layout.yearMonths)
    guard !lanes.isEmpty else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * lanes.count) { lists in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: lanes.count) { ratios in
        guard let alive = lists.baseAddress, let ratio = ratios.baseAddress else { return }
        let receiving = alive + lanes.count
        let longest = block.row(block.layout.longest)
        var count = 0
        for lane in lanes {
          alive[count] = UInt32(truncatingIfNeeded: lane)
          count += longest[lane] > Double(middle) ? 1 : 0
        }
        guard count > 0 else { return }
        aliveYears[index] += count
        /// A year's mean a month of the lanes listed.
        func means(_ row: UnsafePointer<Double>, _ lanes: UnsafePointer<UInt32>, _ count: Int)
          -> UnsafeBufferPointer<Double>
        {
          ck_gather_ratio(ratio, row, months, lanes, count)
          return UnsafeBufferPointer(start: ratio, count: count)
        }
        for payment in 0..<payments {
          sourceYears.add(means(block.row(block.layout.year + payment), alive, count), at: payment * years + index)
        }
        for strategy in 0..<strategies {
          let cell = strategy * years + index
          func row(_ kind: some BinaryInteger) -> UnsafeMutablePointer<Double> { block.state(strategy, Int(kind)) }
          income.add(means(row(CK_YEAR_TOTAL), alive, count), to: cell)
          if !plan.savings.isEmpty {
            savingsYears.add(means(row(CK_YEAR_WITHDRAWN), alive, count), at: cell)
          }
          if plan.allowance != nil {
            allowanceYears.add(means(row(CK_YEAR_ALLOWANCE), alive, count), at: cell)
          }
          guard plan.minimum != nil else { continue }
          let minimum = row(CK_YEAR_MINIMUM)
          let received = row(CK_YEAR_MINIMUM_MONTHS)
          let having = ck_list_receiving(receiving, received, minimum, alive, count)
          // A year in which an advance is only paid back has no means-tested income.
          for each in 0..<having where received[Int(receiving[each])] > 0 { minimumPaths[cell] += 1 }
          minimumYears.add(means(minimum, receiving, having), at: cell)
        }
      }
    }
  }

  /// Adds the sums of the next chunk; its values are kept elsewhere.
  mutating func merge(_ later: ChunkTotals) {
    paths += later.paths
    moments.merge(later.moments)
    powers.merge(later.powers)
    annuity.merge(later.annuity)
    copies.merge(later.copies)
    sourceYears.merge(later.sourceYears)
    minimumYears.merge(later.minimumYears)
    savingsYears.merge(later.savingsYears)
    allowanceYears.merge(later.allowanceYears)
    for index in aliveYears.indices { aliveYears[index] += later.aliveYears[index] }
    for index in minimumPaths.indices { minimumPaths[index] += later.minimumPaths[index] }
    for index in delays.indices { delays[index] += later.delays[index] }
  }
}

/// The measures of path 0, from which all sums count.
struct PathShifts: Sendable {
  var measures: [Double]
  var annuity: Double

  /// - Parameter lane: of path 0.
  init(_ block: borrowing HouseholdBlock, lane: Int = 0) {
    let columns = PathMeasure.fixed + block.plan.sources.count
    measures = []
    var some = [Double](repeating: 0, count: lane + 1)
    for strategy in block.plan.strategies.indices {
      for column in 0..<columns {
        ChunkTotals.measure(column, of: strategy, in: block, count: lane + 1, into: &some)
        measures.append(some[lane])
      }
    }
    annuity = block.row(block.layout.annuity)[lane]
  }
}
