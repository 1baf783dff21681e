// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels
import RandomStreams

/// Simulates one ``ExchangeRateProcess``: shocks first, then the exact transition, row by row.
struct ExchangeRatePaths: Sendable {
  let process: ExchangeRateProcess
  let draws: BatchedDraws
  /// Number of its streams, see ``CurrencyAreas/Currency/process``.
  let number: Int
  /// Cap on |q_H − q_0|, and shift of each month's q; nil and empty where not asked for.
  let cap: Double?
  let shifts: [Double]
  /// Low-discrepancy points for the means of years; nil for plain Monte Carlo.
  let quasiRandom: QuasiRandomPaths?
  private let halfLives: DiscreteTable?
  private let decays: [Double]
  private let regimes: ck_regimes
  private let firstTurbulent: UInt64

  init(
    _ process: ExchangeRateProcess, number: Int = 0, draws: BatchedDraws, cap: Double? = nil, shifts: [Double] = [],
    quasiRandom: QuasiRandomPaths? = nil
  ) {
    (self.process, self.number, self.draws, self.cap, self.shifts) = (process, number, draws, cap, shifts)
    self.quasiRandom = quasiRandom
    halfLives = process.uncertainty.map { DiscreteTable(weights: $0.weights) }
    decays = process.uncertainty.map { $0.kappas.map(ExchangeRateProcess.decay(kappa:)) } ?? []
    let values = process.values
    if let p12 = values["p12"], let p21 = values["p21"], let first = values["prob2_0"], let s1 = values["s1"],
      let s2 = values["s2"]
    {
      let drift = process.drift
      regimes = ck_regimes(
        leave_calm: ck_threshold(p12), leave_turbulent: ck_threshold(p21), calm_mean: values["m1"] ?? drift,
        turbulent_mean: values["m2"] ?? drift, calm_spread: s1, turbulent_spread: s2)
      firstTurbulent = ck_threshold(first)
    } else {
      (regimes, firstTurbulent) = (ck_regimes(), 0)
    }
  }

  /// Draws that make a year's mean normal are wanted by the macro cascade.
  struct Years {
    /// [month]: index of the calendar year of each simulated month.
    let firstYearMonths: Int
    let count: Int
    /// Row of month `month`.
    func index(ofMonth month: Int) -> Int { month < firstYearMonths ? 0 : 1 + (month - firstYearMonths) / 12 }
  }

  /// Fills rows 0 ..< months of `q`.
  ///
  /// - Parameter sums: years whose normals are to be summed into `work.shockSum`; nil where nothing is coupled.
  func fill(_ q: Table, months: Int, firstPath: Int, lanes: Int, work: WorkRows, sums: Years?) {
    start(firstPath: firstPath, lanes: lanes, work: work, sums: sums)
    for first in Swift.stride(from: 0, to: months, by: 12) {
      advance(
        q, first..<min(first + 12, months), window: months, firstPath: firstPath, lanes: lanes, work: work, sums: sums)
    }
    if let sums { completeLastYear(sums, months: months, firstPath: firstPath, lanes: lanes, work: work) }
    guard !settles else { return }
    for month in 0..<months {
      ck_cap_row(
        q.row(month, stride: work.stride), process["q0"], cap ?? .infinity, shifts.isEmpty ? 0 : shifts[month], lanes)
    }
  }

  /// Whether rows do not change any more once they are made: no cap and no shift, which the process itself does not see.
  var settles: Bool { cap == nil && shifts.isEmpty }

  /// Begins other paths.
  func start(firstPath: Int, lanes: Int, work: WorkRows, sums: Years?) {
    let stride = work.stride
    drawParameters(firstPath: firstPath, lanes: lanes, work: work)
    quasiRandom?.fill(work.quasi, stride: stride, firstPath: firstPath, lanes: lanes)
    if let sums {
      for year in 0..<sums.count { ck_fill(work.shockSum.row(year, stride: stride), 0, lanes) }
    }
    ck_fill(work.start, process["q0"], lanes)
    for lane in 0..<lanes { work.state[lane] = 0 }
    if let h1 = process.values["h1"] { ck_fill(work.variance, h1, lanes) }

  }

  /// Makes at most twelve months, the first a multiple of twelve, after those before it; month m in row m mod `window` of `q`.
  func advance(
    _ q: Table, _ months: Range<Int>, window: Int, firstPath: Int, lanes: Int, work: WorkRows, sums: Years?
  ) {
    let stride = work.stride
    let first = months.lowerBound
    precondition(first % 12 == 0 && months.count <= 12, "months \(months)")
    shocks(
      q.row(first % window, stride: stride), month: first, rows: months.count, firstPath: firstPath, lanes: lanes,
      work: work)
    for month in months {
      let row = q.row(month % window, stride: stride)
      if let sums { ck_add(work.shockSum.row(sums.index(ofMonth: month), stride: stride), row, lanes) }
      innovate(row, month: month, firstPath: firstPath, lanes: lanes, work: work)
      let previous = month == 0 ? work.start : q.row((month - 1) % window, stride: stride)
      ck_revert_row(row, previous, work.centre, work.decay, lanes)
    }
  }

  /// The normals of the last year's months after the horizon, so that its mean is that of twelve.
  private func completeLastYear(_ sums: Years, months: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    let end = sums.firstYearMonths + 12 * (sums.count - 1)
    guard months < end else { return }
    let row = work.scratch
    for month in months..<end {
      draws.normals(
        row, stride: work.stride, rows: 1, lanes: lanes, stream: StreamID(.exchangeRate, process: number),
        firstPath: firstPath,
        firstPeriod: month, order: work.order)
      ck_add(work.shockSum.row(sums.index(ofMonth: month), stride: work.stride), row, lanes)
    }
  }

  /// Each lane's mean, decay and, where the spread depends on them, spread.
  private func drawParameters(firstPath: Int, lanes: Int, work: WorkRows) {
    let reverts = process.model.revertsToMean
    ck_fill(work.centre, reverts ? process["theta"] : 0, lanes)
    ck_fill(work.decay, process.monthlyDecay, lanes)
    guard let uncertainty = process.uncertainty, let halfLives else { return }
    var random = AddressedGenerator(seed: draws.seed)
    for lane in 0..<lanes {
      let path = work.path(firstPath, lane)
      let source = draws.source(ofPath: path)
      let choice: Int
      var normal: Double
      if let quasiRandom {
        let ranks = quasiRandom.parameters(path: path)
        choice = uncertainty.choice(atRank: ranks.halfLife)
        normal = gsl_cdf_ugaussian_Pinv(ranks.mean)
      } else {
        random.move(to: StreamID(.parameters, process: number), path: source.path, period: 0)
        choice = random.index(from: halfLives)
        random.move(to: StreamID(.parameters, process: number), path: source.path, period: 1)
        normal = random.normal()
      }
      if source.mirrored { normal = -normal }
      work.decay[lane] = decays[choice]
      work.centre[lane] += uncertainty.thetaSD * normal
      if let sigma = process.values["sigma"] {
        work.spread[lane] = ExchangeRateProcess.monthlySpread(kappa: uncertainty.kappas[choice], sigma: sigma)
      }
    }
  }

  /// What drives the months from `month`: standard normals, standard t variables, or nothing for the bootstrap.
  private func shocks(_ rows: Row, month: Int, rows count: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    switch process.model {
    case .studentT, .meanRevertingStudentT, .garchStudentT:
      let nu = process["nu"]
      var random = AddressedGenerator(seed: draws.seed)
      for row in 0..<count {
        for lane in 0..<lanes {
          let source = draws.source(ofPath: work.path(firstPath, lane))
          random.move(to: StreamID(.exchangeRate, process: number), path: source.path, period: month + row)
          let t = random.studentT(nu: nu)
          rows[row * work.stride + lane] = source.mirrored ? -t : t
        }
      }
    case .bootstrap:
      bits(month: month, rows: count, firstPath: firstPath, lanes: lanes, work: work)
    default:
      draws.normals(
        rows, stride: work.stride, rows: count, lanes: lanes, stream: StreamID(.exchangeRate, process: number),
        firstPath: firstPath,
        firstPeriod: month, order: work.order)
      quasiRandom?.pin(rows, month: month, rows: count, lanes: lanes, work: work)
      if firstTurbulent > 0 || regimes.leave_calm > 0 {
        bits(month: month, rows: count, firstPath: firstPath, lanes: lanes, work: work)
      }
    }
  }

  private func bits(month: Int, rows: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    draws.uniformBits(
      work.bits, stride: work.stride, rows: rows, lanes: lanes, stream: StreamID(.regimes, process: number),
      firstPath: firstPath,
      firstPeriod: month, order: work.order)
  }

  /// Turns a month's shocks into its innovation of q.
  private func innovate(_ row: Row, month: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    switch process.model {
    case .randomWalk, .geometricBrownian, .studentT:
      ck_spread_row(row, process.drift, process["s"], lanes)
    case .meanReverting, .meanRevertingStudentT:
      let scale = process.values["nu"].map { sqrt(($0 - 2) / $0) } ?? 1
      if process.uncertainty == nil {
        ck_spread_row(
          row, 0, scale * ExchangeRateProcess.monthlySpread(kappa: process["kappa"], sigma: process["sigma"]), lanes)
      } else {
        if scale != 1 { ck_spread_row(row, 0, scale, lanes) }
        ck_spread_lanes(row, 0, work.spread, lanes)
      }
    case .jumps:
      jump(row, month: month, firstPath: firstPath, lanes: lanes, work: work)
    case .regimes, .regimesCommonMean, .meanRevertingRegimes:
      var month1 = regimes
      if month == 0 { month1.leave_calm = firstTurbulent }
      ck_regime_row(work.state, work.bits + month % 12 * work.stride, row, lanes, month1)
    case .garch, .garchStudentT, .meanRevertingGarch:
      if let nu = process.values["nu"] { ck_spread_row(row, 0, sqrt((nu - 2) / nu), lanes) }
      ck_garch_row(
        work.variance, row, process.drift, process["omega"], process["alpha"], process["beta"], lanes)
    case .bootstrap:
      resample(row, month: month, firstPath: firstPath, lanes: lanes, work: work)
    }
  }

  /// Poisson number of jumps; their sum and the month's diffusion are one normal.
  private func jump(_ row: Row, month: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    let (m, s, mu, delta) = (process["m"], process["s"], process["muJ"], process["deltaJ"])
    let rate = process["lambda_m"]
    var random = AddressedGenerator(seed: draws.seed)
    for lane in 0..<lanes {
      random.move(
        to: StreamID(.regimes, process: number), path: draws.source(ofPath: work.path(firstPath, lane)).path,
        period: month)
      let jumps = rate > 0 ? Double(random.poisson(mean: rate)) : 0
      row[lane] = m + jumps * mu + sqrt(s * s + jumps * delta * delta) * row[lane]
    }
  }

  /// Goes on in the history, or starts anywhere in it again; the first month always starts.
  private func resample(_ row: Row, month: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    let count = process.history.count
    let probability = process["restart_probability"]
    let threshold = ck_threshold(probability)
    let bits = work.bits + month % 12 * work.stride
    var random = AddressedGenerator(seed: draws.seed)
    process.history.withUnsafeBufferPointer { history in
      for lane in 0..<lanes {
        if month == 0 || bits[lane] < threshold {
          random.move(
            to: StreamID(.regimes, process: number), path: draws.source(ofPath: work.path(firstPath, lane)).path,
            period: month)
          _ = random.uniform()  // the restart itself
          work.index[lane] = Int32(random.index(below: count))
        } else {
          let next = work.index[lane] + 1
          work.index[lane] = next == Int32(count) ? 0 : next
        }
        row[lane] = history[Int(work.index[lane])]
      }
    }
  }
}
