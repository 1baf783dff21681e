// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels

/// Counts of many series in bins by exponent and leading bits, with the least and the largest value of each bin.
///
/// Memory does not grow with paths, counts merge exactly in any order, and a quantile is interpolated by rank between
/// the ends that were seen in its bin: exact where a bin holds one value, and within a bin's width otherwise.
public struct BinnedCounts: Sendable {
  /// Leading bits of the mantissa kept: 2 to this power bins a factor of two; 8 bits make a bin 0.3 % wide.
  let bits: Int
  let octaves: ClosedRange<Int>
  let binsPerSeries: Int
  public let series: Int
  /// [series × bin]; least and largest side by side with the count, because all three are touched at once.
  private var bins: [ck_bin]
  /// [series × place]: values that wait to be counted, in single precision. Many of one series are counted together, because the bins
  /// of all series do not fit into the nearer memories and those of one do.
  private var waiting: [Float]
  /// [series]: how many wait.
  private var waits: [Int32]
  private static let capacity = 2048

  /// - Parameter octaves: powers of two between which values are told apart; all below share a bin, all above another.
  public init(series: Int, octaves: ClosedRange<Int>, bits: Int) {
    (self.series, self.octaves, self.bits) = (series, octaves, bits)
    binsPerSeries = (octaves.count << bits) + 2
    bins = Array(repeating: ck_bin(count: 0, low: .infinity, high: -.infinity), count: series * binsPerSeries)
    waiting = Array(repeating: 0, count: series * Self.capacity)
    waits = Array(repeating: 0, count: series)
  }

  /// Counts values of one series.
  public mutating func add(_ values: UnsafeBufferPointer<Double>, to series: Int) {
    precondition((0..<self.series).contains(series), "series \(series) of \(self.series)")
    var values = values[...]
    while !values.isEmpty {
      let held = Int(waits[series])
      let more = UnsafeBufferPointer(rebasing: values.prefix(Self.capacity - held))
      guard let first = more.baseAddress else { return }
      waiting.withUnsafeMutableBufferPointer { waiting in
        guard let all = waiting.baseAddress else { return }
        ck_narrow_row(all + series * Self.capacity + held, first, more.count)
      }
      waits[series] += Int32(more.count)
      values = values.dropFirst(more.count)
      if waits[series] == Self.capacity { settle(series) }
    }
  }

  /// Counts what waits; reading counts and quantiles, and merging, want all settled.
  public mutating func settle() {
    for series in waits.indices { settle(series) }
  }

  private mutating func settle(_ series: Int) {
    guard waits[series] > 0 else { return }
    bins.withUnsafeMutableBufferPointer { bins in
      waiting.withUnsafeBufferPointer { waiting in
        guard let bins = bins.baseAddress, let values = waiting.baseAddress else { return }
        ck_count_row(
          bins + series * binsPerSeries, Int32((127 + octaves.lowerBound) << bits), UInt32(23 - bits),
          Int32(binsPerSeries - 1), values + series * Self.capacity, Int(waits[series]))
      }
    }
    waits[series] = 0
  }

  public mutating func add(_ value: Double, to series: Int) {
    withUnsafePointer(to: value) { add(UnsafeBufferPointer(start: $0, count: 1), to: series) }
  }

  public mutating func merge(_ other: BinnedCounts) {
    precondition(other.bins.count == bins.count, "\(bins.count) bins but \(other.bins.count)")
    precondition(other.waits.allSatisfy { $0 == 0 }, "counts that wait in the other")
    for index in bins.indices where other.bins[index].count > 0 {
      bins[index].count &+= other.bins[index].count
      bins[index].low = min(bins[index].low, other.bins[index].low)
      bins[index].high = max(bins[index].high, other.bins[index].high)
    }
  }

  public func count(of series: Int) -> Int {
    precondition(waits[series] == 0, "\(waits[series]) values of series \(series) wait")
    return bins[series * binsPerSeries..<(series + 1) * binsPerSeries].reduce(0) { $0 + Int($1.count) }
  }

  /// Quantiles at `levels`, fastest in rising order; zeros where nothing was counted.
  public func quantiles(_ levels: [Double], of series: Int) -> [Double] {
    let first = series * binsPerSeries
    let total = count(of: series)
    guard total > 0 else { return levels.map { _ in 0 } }
    var bin = 0
    var before = 0
    func value(atRank rank: Int) -> Double {
      if rank < before { (bin, before) = (0, 0) }
      while before + Int(bins[first + bin].count) <= rank {
        before += Int(bins[first + bin].count)
        bin += 1
      }
      let (least, most) = (Double(bins[first + bin].low), Double(bins[first + bin].high))
      let inside = Int(bins[first + bin].count)
      return inside == 1 ? least : least + (most - least) * Double(rank - before) / Double(inside - 1)
    }
    return levels.map { OrderStatistics.quantile($0, of: total, value) }
  }
}
