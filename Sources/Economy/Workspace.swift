// SPDX-License-Identifier: GPL-3.0-or-later

typealias Row = UnsafeMutablePointer<Double>
typealias Table = UnsafeMutableBufferPointer<Double>

/// The tables of an ``EconomyBlock/Area`` while a kernel fills them.
struct AreaRows {
  let price, yearPrice, wage, short, long, equity, bond: Table
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

  /// Months whose uniform bits are made at once.
  static let bitRows = 12
  static let series = 10
  /// Years whose normals share a block of words.
  static let shockYears = 4

  init(years: Int, lanes: Int, quasiYears: Int = 0) {
    (self.lanes, self.years, self.quasiYears) = (lanes, years, quasiYears)
    numbers = Array(repeating: 0, count: (Part.tables + Part.spare + 3 * years + quasiYears) * lanes)
    words = Array(repeating: 0, count: (1 + Self.bitRows) * lanes)
    indices = Array(repeating: 0, count: lanes)
  }

  /// First row of each part.
  private enum Part {
    static let centre = 0, decay = 1, spread = 2, variance = 3, start = 4, usLevel = 5, luLevel = 6, ones = 7
    static let shocks = 8
    static let last = shocks + series * shockYears
    static let this = last + series
    static let spare = 5
    static let tables = this + series
  }

  /// Puts path `first + order[i]` in lane i.
  mutating func set(order: [UInt32]) { self.order = order }

  mutating func withRows<Result>(_ body: (WorkRows) -> Result) -> Result {
    let (lanes, years, quasiYears, order) = (lanes, years, quasiYears, order)
    return numbers.withUnsafeMutableBufferPointer { numbers in
      words.withUnsafeMutableBufferPointer { words in
        indices.withUnsafeMutableBufferPointer { indices in
          order.withUnsafeBufferPointer { order in
            func row(_ index: Int) -> Row { numbers.baseAddress! + index * lanes }
            func table(_ index: Int, _ rows: Int) -> Table { Table(start: row(index), count: rows * lanes) }
            return body(
              WorkRows(
                stride: lanes, centre: row(Part.centre), decay: row(Part.decay), spread: row(Part.spread),
                variance: row(Part.variance), start: row(Part.start), usLevel: row(Part.usLevel),
                luLevel: row(Part.luLevel), ones: row(Part.ones),
                shocks: table(Part.shocks, Self.series * Self.shockYears), last: table(Part.last, Self.series),
                this: table(Part.this, Self.series), spare: table(Part.tables, Part.spare),
                shockSum: table(Part.tables + Part.spare, years),
                usFactor: table(Part.tables + Part.spare + years, years),
                luFactor: table(Part.tables + Part.spare + 2 * years, years),
                quasi: table(Part.tables + Part.spare + 3 * years, quasiYears),
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
  /// December price levels so far.
  let usLevel, luLevel: Row
  /// A row of ones.
  let ones: Row
  /// [series × year of four × lane]
  let shocks: Table
  /// [series × lane]: last year's values and this year's.
  let last, this: Table
  /// Row 0 is free for a moment's use; the others hold the logs of yields.
  let spare: Table
  /// [year × lane]: sum of the year's exchange-rate normals.
  let shockSum: Table
  /// [year × lane]: monthly price factors.
  let usFactor, luFactor: Table
  /// [year × lane]: standard normals of the years that low-discrepancy points decide.
  let quasi: Table
  /// Logs of one plus the long yield of an area, this year's and last year's by turns.
  func logYield(_ isUS: Bool, _ year: Int) -> Row {
    spare.row(1 + (isUS ? 0 : 2) + year % 2, stride: stride)
  }
  /// [lane]: 0 calm, all ones turbulent.
  let state: UnsafeMutablePointer<UInt64>
  /// [month of twelve × lane]
  let bits: UnsafeMutablePointer<UInt64>
  /// [lane]: place in the history.
  let index: UnsafeMutablePointer<Int32>
  /// [lane]: path less the first one; nil where lanes are in the order of their paths.
  let order: UnsafePointer<UInt32>?

  /// Path of a lane.
  func path(_ firstPath: Int, _ lane: Int) -> Int { firstPath + (order.map { Int($0[lane]) } ?? lane) }
}
