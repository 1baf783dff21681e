// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import CReference
import RandomStreams

/// Sum and sum of squares of the present value over paths.
struct Sums: Sendable {
  var sum = 0.0
  var squares = 0.0

  static func += (a: inout Sums, b: Sums) {
    a.sum += b.sum
    a.squares += b.squares
  }
}

/// The kernel in blocks: months outer, lanes inner, with the program's own draws and vector functions.
struct BlockKernel: Sendable {
  private let model: ref_model
  private let decay: [Double]
  private let spread: [[Double]]
  private let survival: [Double]
  private let draws: BatchedDraws

  static let lanes = 256
  /// Sums are taken in fixed blocks, so that they are the same for any number of threads.
  static let chunk = 4_096

  init(seed: UInt64) {
    var model = ref_model()
    ref_model_fill(&model)
    self.model = model
    decay = withUnsafeBytes(of: model.decay) { Array($0.bindMemory(to: Double.self)) }
    let flat = withUnsafeBytes(of: model.spread) { Array($0.bindMemory(to: Double.self)) }
    spread = (0..<Int(REF_FACTORS)).map { k in
      Array(flat[k * Int(REF_FACTORS)..<(k + 1) * Int(REF_FACTORS)])
    }
    survival = withUnsafeBytes(of: model.survival) { Array($0.bindMemory(to: Double.self)) }
    draws = BatchedDraws(seed: seed)
  }

  /// On this thread alone; the sums are those of ``run(paths:threads:)``.
  func run(paths: Int) -> Sums {
    stride(from: 0, to: paths, by: Self.chunk).reduce(into: Sums()) {
      $0 += block(first: $1, count: min(Self.chunk, paths - $1))
    }
  }

  func run(paths: Int, threads: Int) async -> Sums {
    let chunks = (paths + Self.chunk - 1) / Self.chunk
    let parts = await withTaskGroup(of: [(Int, Sums)].self) { group in
      for thread in 0..<threads {
        group.addTask {
          var own: [(Int, Sums)] = []
          var chunk = thread
          while chunk < chunks {
            let first = chunk * Self.chunk
            own.append((chunk, self.block(first: first, count: min(Self.chunk, paths - first))))
            chunk += threads
          }
          return own
        }
      }
      var all = [Sums](repeating: Sums(), count: chunks)
      for await own in group { for (chunk, sums) in own { all[chunk] = sums } }
      return all
    }
    return parts.reduce(into: Sums()) { $0 += $1 }
  }

  private func block(first: Int, count: Int) -> Sums {
    var sums = Sums()
    var lane = 0
    while lane < count {
      sums += tile(first: first + lane, lanes: min(Self.lanes, count - lane))
      lane += Self.lanes
    }
    return sums
  }

  /// One block of paths; every row is one number a lane.
  private func tile(first: Int, lanes: Int) -> Sums {
    let stride = Self.lanes
    let factors = Int(REF_FACTORS)
    let years = Int(REF_YEARS)
    var yearly = [Double](repeating: 0, count: factors * years * stride)
    for k in 0..<factors {
      draws.normals(
        &yearly, at: k * years * stride, stride: stride, rows: years, lanes: lanes, stream: StreamID(macroSeries: k),
        firstPath: first, firstPeriod: 0)
    }
    var monthly = [Double](repeating: 0, count: 12 * stride)
    let zero = [Double](repeating: 0, count: stride)
    var x = [Double](repeating: 0, count: factors * stride)
    var levels = Levels(count: stride)
    var rate = zero
    var q = zero
    var value = zero
    for year in 0..<years {
      draws.normals(
        &monthly, stride: stride, rows: 12, lanes: lanes, stream: StreamID(.exchangeRate), firstPath: first,
        firstPeriod: year * 12)
      advanceFactors(&x, shocks: yearly, year: year, lanes: lanes)
      levels.advance(x, stride: stride, model: model, lanes: lanes)
      for m in 0..<12 {
        let month = year * 12 + m
        monthly.withUnsafeBufferPointer {
          ref_rate_row(&q, $0.baseAddress! + m * stride, model.rate_decay, model.rate_spread, lanes)
        }
        ck_exp(&rate, q, lanes)
        let us = month >= Int(model.us_claim) ? model.us * model.rate : 0
        let lu = month >= Int(model.lu_claim) ? model.lu : 0
        levels.pay(&value, rate: rate, us: us, lu: lu, minimum: model.minimum, alive: survival[month], lanes: lanes)
      }
    }
    var sums = Sums()
    for i in 0..<lanes {
      sums.sum += value[i]
      sums.squares += value[i] * value[i]
    }
    return sums
  }

  /// One year of the six correlated series. Shape: `x` is [series × lane], `shocks` [series × year × lane].
  private func advanceFactors(_ x: inout [Double], shocks: [Double], year: Int, lanes: Int) {
    let stride = Self.lanes
    let years = Int(REF_YEARS)
    x.withUnsafeMutableBufferPointer { x in
      shocks.withUnsafeBufferPointer { shocks in
        for k in decay.indices {
          let own = x.baseAddress! + k * stride
          for i in 0..<lanes { own[i] *= decay[k] }
          for j in 0...k {
            ck_add_scaled(own, shocks.baseAddress! + (j * years + year) * stride, spread[k][j], lanes)
          }
        }
      }
    }
  }
}

/// Price levels and the discount factor, one row each.
struct Levels {
  private var cola: [Double]
  private var index: [Double]
  private var threshold: [Double]
  private var discount: [Double]
  private var logDiscount: [Double]

  init(count: Int) {
    cola = [Double](repeating: 1, count: count)
    (index, threshold, discount) = (cola, cola, cola)
    logDiscount = [Double](repeating: 0, count: count)
  }

  /// One year. Shape: `x` is [series × lane].
  mutating func advance(_ x: [Double], stride: Int, model: ref_model, lanes: Int) {
    let (us, lu, wage, real) = (model.us_inflation, model.lu_inflation, model.lu_wage, model.real_rate)
    for i in 0..<lanes { cola[i] *= 1 + us + x[i] }
    for i in 0..<lanes { index[i] *= 1 + lu + x[stride + i] + 0.5 * (wage + x[2 * stride + i]) }
    for i in 0..<lanes { threshold[i] *= 1 + lu + x[stride + i] + x[5 * stride + i] }
    for i in 0..<lanes {
      logDiscount[i] -= lu + x[stride + i] + real + x[4 * stride + i] + 0.2 * x[3 * stride + i]
    }
    ck_exp(&discount, logDiscount, lanes)
  }

  /// One month: both pensions, the means test, and the present value of the three.
  func pay(
    _ value: inout [Double], rate: [Double], us: Double, lu: Double, minimum: Double, alive: Double, lanes: Int
  ) {
    ref_pay_row(&value, rate, cola, index, threshold, discount, us, lu, minimum, alive, lanes)
  }
}
