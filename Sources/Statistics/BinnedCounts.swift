// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels

/// Counts of many series in bins by exponent and leading bits, with the least and the largest value of each bin.
///
/// Memory does not grow with paths, counts merge exactly in any order, and a quantile is interpolated by rank between
/// the ends that were seen in its bin: exact where a bin holds one value, and within a bin's width otherwise. As long as no series gets
/// more than ``mostKept`` values, the values themselves are kept in single precision, without bins, and quantiles are theirs.
public struct BinnedCounts: Sendable {
  /// Leading bits of the mantissa kept: 2 to this power bins a factor of two; 8 bits make a bin 0.3 % wide.
  let bits: Int
  let octaves: ClosedRange<Int>
  let binsPerSeries: Int
  public let series: Int
  /// Whether values are kept and not counted.
  private let keeps: Bool
  /// Values of a series that can wait, or be kept.
  private let room: Int
  /// [series × bin]; least and largest side by side with the count, because all three are touched at once.
  private var bins: [ck_bin]
  /// [series × place]: values that wait to be counted, in single precision. Many of one series are counted together, because the bins
  /// of all series do not fit into the nearer memories and those of one do.
  private var waiting: [Float]
  /// [series]: how many wait.
  private var waits: [Int32]
  /// Values of a series up to which they are kept.
  public static let mostKept = 2048
  /// How many wait where they are counted.
  private static let capacity = 512

  /// - Parameters:
  ///   - octaves: powers of two between which values are told apart; all below share a bin, all above another.
  ///   - values: that any series gets at most, all that are merged together.
  public init(series: Int, octaves: ClosedRange<Int>, bits: Int, values: Int = .max) {
    (self.series, self.octaves, self.bits) = (series, octaves, bits)
    keeps = values <= Self.mostKept
    room = keeps ? values : Self.capacity
    binsPerSeries = (octaves.count << bits) + 2
    bins =
      keeps
      ? [] : Array(repeating: ck_bin(count: 0, low: .infinity, high: -.infinity), count: series * binsPerSeries)
    waiting = Array(repeating: 0, count: series * room)
    waits = Array(repeating: 0, count: series)
  }

  /// Bytes that one series takes.
  public static func bytesPerSeries(octaves: ClosedRange<Int>, bits: Int, values: Int) -> Int {
    values <= mostKept ? 4 * values : 12 * ((octaves.count << bits) + 2) + 4 * capacity
  }

  /// Counts values of one series.
  public mutating func add(_ values: UnsafeBufferPointer<Double>, to series: Int) {
    precondition((0..<self.series).contains(series), "series \(series) of \(self.series)")
    var values = values[...]
    while !values.isEmpty {
      let held = Int(waits[series])
      let more = UnsafeBufferPointer(rebasing: values.prefix(room - held))
      guard let first = more.baseAddress else { return }
      waiting.withUnsafeMutableBufferPointer { waiting in
        guard let all = waiting.baseAddress else { return }
        ck_narrow_row(all + series * room + held, first, more.count)
      }
      waits[series] += Int32(more.count)
      values = values.dropFirst(more.count)
      precondition(!keeps || values.isEmpty, "more than \(room) values of series \(series)")
      if waits[series] == room { settle(series) }
    }
  }

  /// Counts what waits; reading counts and quantiles, and merging, want all settled.
  public mutating func settle() {
    for series in waits.indices { settle(series) }
  }

  private mutating func settle(_ series: Int) {
    guard !keeps, waits[series] > 0 else { return }
    bins.withUnsafeMutableBufferPointer { bins in
      waiting.withUnsafeBufferPointer { waiting in
        guard let bins = bins.baseAddress, let values = waiting.baseAddress else { return }
        ck_count_row(
          bins + series * binsPerSeries, Int32((127 + octaves.lowerBound) << bits), UInt32(23 - bits),
          Int32(binsPerSeries - 1), values + series * room, Int(waits[series]))
      }
    }
    waits[series] = 0
  }

  public mutating func add(_ value: Double, to series: Int) {
    withUnsafePointer(to: value) { add(UnsafeBufferPointer(start: $0, count: 1), to: series) }
  }

  public mutating func merge(_ other: BinnedCounts) {
    precondition(
      other.bins.count == bins.count && other.waiting.count == waiting.count,
      "\(bins.count) bins but \(other.bins.count)")
    guard !keeps else {
      for series in 0..<series {
        let (held, more) = (Int(waits[series]), Int(other.waits[series]))
        precondition(held + more <= room, "\(held + more) values of series \(series), and room for \(room)")
        for place in 0..<more { waiting[series * room + held + place] = other.waiting[series * room + place] }
        waits[series] += other.waits[series]
      }
      return
    }
    precondition(other.waits.allSatisfy { $0 == 0 }, "counts that wait in the other")
    for index in bins.indices where other.bins[index].count > 0 {
      bins[index].count &+= other.bins[index].count
      bins[index].low = min(bins[index].low, other.bins[index].low)
      bins[index].high = max(bins[index].high, other.bins[index].high)
    }
  }

  public func count(of series: Int) -> Int {
    guard !keeps else { return Int(waits[series]) }
    precondition(waits[series] == 0, "\(waits[series]) values of series \(series) wait")
    return bins[series * binsPerSeries..<(series + 1) * binsPerSeries].reduce(0) { $0 + Int($1.count) }
  }

  /// Quantiles at `levels`, fastest in rising order; zeros where nothing was counted.
  public func quantiles(_ levels: [Double], of series: Int) -> [Double] {
    let first = series * binsPerSeries
    let total = count(of: series)
    guard total > 0 else { return levels.map { _ in 0 } }
    guard !keeps else {
      let sorted = waiting[(series * room)..<(series * room + total)].sorted()
      return levels.map { OrderStatistics.quantile($0, of: total) { Double(sorted[$0]) } }
    }
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
