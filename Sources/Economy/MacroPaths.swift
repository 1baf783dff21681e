// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import RandomStreams

/// Simulates the ``MacroCascade``, one calendar year after the other.
struct MacroPaths: Sendable {
  let cascade: MacroCascade
  let draws: BatchedDraws
  /// Far below any yield; only settings at their limits come near.
  private static let lowestYield = -0.9
  /// For each series, what its row is a weighted sum of: constant excepted.
  private let inputs: [[Input]]
  private let wanted: WantedSeries
  private let areas: [CurrencyAreas.Area]
  /// Series that are made: those wanted and those that they follow from; and series whose shocks are drawn for them.
  private let made, drawn: [Int]

  private struct Input: Sendable {
    enum Source: Sendable { case last(Int), this(Int), shock(Int), exchangeRate }
    var source: Source
    var weight: Double
  }

  init(_ cascade: MacroCascade, areas: [CurrencyAreas.Area], draws: BatchedDraws, wanted: WantedSeries) {
    (self.cascade, self.draws, self.wanted, self.areas) = (cascade, draws, wanted, areas)
    var made = Set(areas.flatMap { area in wanted.kinds.map { area.column($0) } })
    while true {
      let more = made.union(made.flatMap { cascade.terms[$0].map(\.series) })
      if more == made { break }
      made = more
    }
    self.made = made.sorted()
    let series = cascade.series.indices
    drawn = series.filter { j in made.contains { j <= $0 && cascade.sigmas[$0] * cascade.factor[$0][j] != 0 } }
    inputs = series.map { k in
      var row = cascade.terms[k].map {
        Input(source: $0.lagged ? .last($0.series) : .this($0.series), weight: $0.slope)
      }
      if cascade.coupling[k] != 0 {
        // The year's sum of twelve normals over √12 is a standard normal.
        row.append(Input(source: .exchangeRate, weight: cascade.sigmas[k] * cascade.coupling[k] / (12.0).squareRoot()))
      }
      for j in 0...k where cascade.sigmas[k] * cascade.factor[k][j] != 0 {
        row.append(Input(source: .shock(j), weight: cascade.sigmas[k] * cascade.factor[k][j]))
      }
      return row
    }
  }

  /// Fills the year tables of all areas, and the monthly price factors in `work`.
  ///
  /// Year 0 is that of the valuation month: its remaining months and its rates are the starts, without chance. Year t is drawn from
  /// period t − 1 of each series' stream.
  func fill(_ tables: [AreaRows], years: Int, asOfMonth: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    let stride = work.stride
    startYear(tables, asOfMonth: asOfMonth, lanes: lanes, work: work)
    guard years > 1 else { return }
    for year in 1..<years {
      let slot = (year - 1) % Workspace.shockYears
      if slot == 0 {
        let rows = min(Workspace.shockYears, years - year)
        for series in drawn {
          draws.normals(
            work.shocks.row(series * Workspace.shockYears, stride: stride), stride: stride, rows: rows, lanes: lanes,
            stream: StreamID(macroSeries: cascade.series[series].stream), firstPath: firstPath, firstPeriod: year - 1,
            order: work.order)
        }
      }
      // Odd and even years change places, so that no row is copied.
      let last = year % 2 == 1 ? work.last : work.this
      let this = year % 2 == 1 ? work.this : work.last
      for series in made {
        combine(series, year: year, slot: slot, last: last, this: this, lanes: lanes, work: work)
      }
      for area in tables.indices { record(area, tables[area], year, this: this, lanes: lanes, work: work) }
    }
  }

  private func combine(_ series: Int, year: Int, slot: Int, last: Table, this: Table, lanes: Int, work: WorkRows) {
    let row = this.row(series, stride: work.stride)
    let terms = inputs[series]
    withUnsafeTemporaryAllocation(of: UnsafePointer<Double>?.self, capacity: terms.count) { rows in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: terms.count) { weights in
        for (k, input) in terms.enumerated() {
          let source: Row =
            switch input.source {
            case .last(let j): last.row(j, stride: work.stride)
            case .this(let j): this.row(j, stride: work.stride)
            case .shock(let j): work.shocks.row(j * Workspace.shockYears + slot, stride: work.stride)
            case .exchangeRate: work.shockSum.row(year, stride: work.stride)
            }
          rows[k] = UnsafePointer(source)
          weights[k] = input.weight
        }
        ck_combine(row, cascade.constants[series], rows.baseAddress, weights.baseAddress, terms.count, lanes)
      }
    }
    switch cascade.series[series].kind {
    case .shortRate: ck_floor_row(row, cascade.floor, lanes)
    case .longRate: ck_floor_row(row, Self.lowestYield, lanes)  // a bond's price is 1 / (1 + yield)
    default: break
    }
  }

  private func record(_ number: Int, _ area: AreaRows, _ year: Int, this: Table, lanes: Int, work: WorkRows) {
    let stride = work.stride
    func now(_ kind: MacroSeries.Kind) -> Row { this.row(areas[number].column(kind), stride: stride) }
    ck_price_year(
      work.factor(number, year), area.yearPrice.row(year, stride: stride), work.level.row(number, stride: stride),
      now(.inflation), lanes)
    ck_grow_row(area.wage.row(year, stride: stride), area.wage.row(year - 1, stride: stride), now(.wages), lanes)
    guard wanted.hasShortRates else { return }
    area.short.row(year, stride: stride).update(from: now(.shortRate), count: lanes)
    guard wanted.hasReturns else { return }
    area.long.row(year, stride: stride).update(from: now(.longRate), count: lanes)
    area.equity.row(year, stride: stride).update(from: now(.equities), count: lanes)
    let (logNow, logLast) = (work.logYield(number, year), work.logYield(number, year - 1))
    ck_log1p_row(logNow, now(.longRate), lanes)
    ck_bond_row(area.bond.row(year, stride: stride), logNow, logLast, now(.inflation), cascade.bondDuration, lanes)
  }

  private func startYear(_ tables: [AreaRows], asOfMonth: Int, lanes: Int, work: WorkRows) {
    for series in cascade.series.indices {
      ck_fill(work.last.row(series, stride: work.stride), cascade.starts[series], lanes)
    }
    for area in tables.indices { startArea(area, tables[area], asOfMonth: asOfMonth, lanes: lanes, work: work) }
  }

  private func startArea(_ number: Int, _ area: AreaRows, asOfMonth: Int, lanes: Int, work: WorkRows) {
    let stride = work.stride
    let start = { (kind: MacroSeries.Kind) in cascade.starts[areas[number].column(kind)] }
    let inflation = start(.inflation)
    ck_fill(work.factor(number, 0), ck_exp1(inflation / 12), lanes)
    ck_fill(work.level.row(number, stride: stride), ck_exp1(inflation / 12 * Double(12 - asOfMonth)), lanes)
    var mean = 0.0
    for month in 1...12 { mean += ck_exp1(inflation / 12 * Double(month - asOfMonth)) / 12 }
    ck_fill(area.yearPrice.row(0, stride: stride), mean, lanes)
    ck_fill(area.wage.row(0, stride: stride), ck_exp1(start(.wages)), lanes)
    guard wanted.hasShortRates else { return }
    ck_fill(area.short.row(0, stride: stride), start(.shortRate), lanes)
    guard wanted.hasReturns else { return }
    ck_fill(area.long.row(0, stride: stride), start(.longRate), lanes)
    ck_fill(area.equity.row(0, stride: stride), start(.equities), lanes)
    let logYield = ck_log1(1 + start(.longRate))
    ck_fill(work.logYield(number, 0), logYield, lanes)
    // A year in which the yield does not move.
    ck_fill(area.bond.row(0, stride: stride), logYield - inflation, lanes)
  }
}
