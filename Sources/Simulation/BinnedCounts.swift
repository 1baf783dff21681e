// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts of many series in bins by exponent and leading bits, with the least and the largest value of each bin.
///
/// Memory does not grow with paths, counts merge exactly in any order, and a quantile is interpolated by rank between
/// the ends that were seen in its bin: exact where a bin holds one value, and within a bin's width (1.6 %) otherwise.
public struct BinnedCounts: Sendable {
  /// Leading bits of the mantissa kept: 64 bins a factor of two.
  static let bits = 6
  let octaves: ClosedRange<Int>
  let binsPerSeries: Int
  public let series: Int
  private var counts: [UInt32]
  private var low: [Float]
  private var high: [Float]

  /// - Parameter octaves: powers of two between which values are told apart; all below share a bin, all above another.
  init(series: Int, octaves: ClosedRange<Int>) {
    (self.series, self.octaves) = (series, octaves)
    binsPerSeries = (octaves.count << Self.bits) + 2
    counts = Array(repeating: 0, count: series * binsPerSeries)
    low = Array(repeating: .infinity, count: series * binsPerSeries)
    high = Array(repeating: -.infinity, count: series * binsPerSeries)
  }

  @inline(__always)
  mutating func add(_ value: Double, to series: Int) {
    let x = Float(value)
    let shifted = Int(x.bitPattern >> UInt32(23 - Self.bits)) - ((127 + octaves.lowerBound) << Self.bits)
    let bin = x <= 0 || shifted < 0 ? 0 : min(shifted + 1, binsPerSeries - 1)
    let index = series * binsPerSeries + bin
    counts[index] &+= 1
    if x < low[index] { low[index] = x }
    if x > high[index] { high[index] = x }
  }

  mutating func merge(_ other: BinnedCounts) {
    precondition(other.counts.count == counts.count, "\(counts.count) bins but \(other.counts.count)")
    for index in counts.indices where other.counts[index] > 0 {
      counts[index] &+= other.counts[index]
      low[index] = min(low[index], other.low[index])
      high[index] = max(high[index], other.high[index])
    }
  }

  public func count(of series: Int) -> Int {
    counts[series * binsPerSeries..<(series + 1) * binsPerSeries].reduce(0) { $0 + Int($1) }
  }

  /// Quantiles at `levels` (in rising order), type 7 of Hyndman and Fan (1996); zeros where nothing was counted.
  public func quantiles(_ levels: [Double], of series: Int) -> [Double] {
    let first = series * binsPerSeries
    let total = count(of: series)
    guard total > 0 else { return levels.map { _ in 0 } }
    var result: [Double] = []
    var bin = 0
    var before = 0
    func value(atRank rank: Int) -> Double {
      while before + Int(counts[first + bin]) <= rank {
        before += Int(counts[first + bin])
        bin += 1
      }
      let (least, most) = (Double(low[first + bin]), Double(high[first + bin]))
      let inside = Int(counts[first + bin])
      return inside == 1 ? least : least + (most - least) * Double(rank - before) / Double(inside - 1)
    }
    for level in levels {
      let position = level * Double(total - 1)
      let rank = Int(position)
      let here = value(atRank: rank)
      guard position > Double(rank) else {
        result.append(here)
        continue
      }
      let (keptBin, keptBefore) = (bin, before)
      let next = value(atRank: rank + 1)
      (bin, before) = (keptBin, keptBefore)
      result.append(here + (position - Double(rank)) * (next - here))
    }
    return result
  }
}
