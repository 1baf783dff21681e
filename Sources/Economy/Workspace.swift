// SPDX-License-Identifier: GPL-3.0-or-later

typealias Row = UnsafeMutablePointer<Double>
typealias Table = UnsafeMutableBufferPointer<Double>

/// The tables of an ``EconomyBlock/Area`` while a kernel fills them.
struct AreaRows {
  let price, yearPrice, wage, short, long, equity, bond: Table
}

/// The tables of a block while they are filled; by area, by currency, and by currency after ``CurrencyAreas/modelled``.
struct BlockRows {
  let areas: [AreaRows]
  let rates, q: [Table]
  let work: WorkRows
  let rateWork: [WorkRows]
}

extension Table {
  /// Row `index` of a table with `stride` lanes.
  func row(_ index: Int, stride: Int) -> Row {
    precondition(index >= 0 && (index + 1) * stride <= count, "row \(index) of \(count) elements at \(stride)")
    return baseAddress! + index * stride
  }
}

/// Rows that generation needs and nobody reads afterwards: one allocation, made with the block.
struct Workspace: Sendable {
  private var numbers: [Double]
  private var words: [UInt64]
  private var indices: [Int32]
  /// Empty where lanes are in the order of their paths.
  private var order: [UInt32] = []
  private let lanes: Int
  private let years: Int
  private let quasiYears: Int
  /// Annual series and areas; none for the process of a currency alone.
  private let (series, areas): (Int, Int)

  /// Months whose uniform bits are made at once.
  static let bitRows = 12
  /// Years whose normals share a block of words.
  static let shockYears = 4

  init(years: Int, lanes: Int, quasiYears: Int = 0, series: Int, areas: Int) {
    (self.lanes, self.years, self.quasiYears) = (lanes, years, quasiYears)
    (self.series, self.areas) = (series, areas)
    let rows = Part.count + series * (Self.shockYears + 2) + 3 * areas + years * (1 + areas) + quasiYears
    numbers = Array(repeating: 0, count: rows * lanes)
    words = Array(repeating: 0, count: (1 + Self.bitRows) * lanes)
    indices = Array(repeating: 0, count: lanes)
  }

  /// Rows that there is one of.
  private enum Part {
    static let centre = 0, decay = 1, spread = 2, variance = 3, start = 4, ones = 5, scratch = 6, count = 7
  }

  /// Puts path `first + order[i]` in lane i.
  mutating func set(order: [UInt32]) { self.order = order }

  mutating func withRows(_ body: (WorkRows) -> Void) {
    let (lanes, years, quasiYears, order) = (lanes, years, quasiYears, order)
    let (series, areas) = (series, areas)
    numbers.withUnsafeMutableBufferPointer { numbers in
      words.withUnsafeMutableBufferPointer { words in
        indices.withUnsafeMutableBufferPointer { indices in
          order.withUnsafeBufferPointer { order in
            func row(_ index: Int) -> Row { numbers.baseAddress! + index * lanes }
            var next = Part.count
            func table(_ rows: Int) -> Table {
              defer { next += rows }
              return Table(start: row(next), count: rows * lanes)
            }
            body(
              WorkRows(
                stride: lanes, centre: row(Part.centre), decay: row(Part.decay), spread: row(Part.spread),
                variance: row(Part.variance), start: row(Part.start), ones: row(Part.ones),
                scratch: row(Part.scratch), shocks: table(series * Self.shockYears), last: table(series),
                this: table(series), level: table(areas), logYields: table(2 * areas), shockSum: table(years),
                factor: table(areas * years), quasi: table(quasiYears), years: years,
                state: words.baseAddress!, bits: words.baseAddress! + lanes, index: indices.baseAddress!,
                order: order.isEmpty ? nil : order.baseAddress))
          }
        }
      }
    }
  }
}

/// The workspace while a kernel uses it.
struct WorkRows {
  let stride: Int
  /// Mean, decay and spread of each lane's exchange rate; its variance under GARCH; its start.
  let centre, decay, spread, variance, start: Row
  /// A row of ones.
  let ones: Row
  /// Free for a moment's use.
  let scratch: Row
  /// [series × year of four × lane]
  let shocks: Table
  /// [series × lane]: last year's values and this year's.
  let last, this: Table
  /// [area × lane]: December price levels so far.
  let level: Table
  /// [area × 2 × lane]: logs of one plus the long yield, this year's and last year's by turns.
  let logYields: Table
  /// [year × lane]: sum of the year's exchange-rate normals.
  let shockSum: Table
  /// [area × year × lane]: monthly price factors.
  let factor: Table
  /// [year × lane]: standard normals of the years that low-discrepancy points decide.
  let quasi: Table
  let years: Int
  /// [lane]: 0 calm, all ones turbulent.
  let state: UnsafeMutablePointer<UInt64>
  /// [month of twelve × lane]
  let bits: UnsafeMutablePointer<UInt64>
  /// [lane]: place in the history.
  let index: UnsafeMutablePointer<Int32>
  /// [lane]: path less the first one; nil where lanes are in the order of their paths.
  let order: UnsafePointer<UInt32>?

  /// A year's monthly price factor of an area.
  func factor(_ area: Int, _ year: Int) -> Row { factor.row(area * years + year, stride: stride) }
  func logYield(_ area: Int, _ year: Int) -> Row { logYields.row(2 * area + year % 2, stride: stride) }
  /// Path of a lane.
  func path(_ firstPath: Int, _ lane: Int) -> Int { firstPath + (order.map { Int($0[lane]) } ?? lane) }
}
