// SPDX-License-Identifier: GPL-3.0-or-later

/// Many sums side by side, each with the part that rounding cut off (Neumaier 1974).
///
/// Adding in path order within a fixed block and merging in block order gives the same bits for any work split.
public struct CompensatedSums: Sendable {
  public private(set) var sums: [Double]
  private var carries: [Double]

  public init(count: Int) {
    sums = Array(repeating: 0, count: count)
    carries = sums
  }

  public var count: Int { sums.count }

  /// Adds `x` to one of the sums.
  public mutating func add(_ x: Double, at index: Int) {
    let sum = sums[index]
    let total = sum + x
    carries[index] += abs(sum) >= abs(x) ? (sum - total) + x : (x - total) + sum
    sums[index] = total
  }

  /// Adds the sums of a later block.
  public mutating func merge(_ later: CompensatedSums) {
    precondition(later.count == count, "\(count) sums but \(later.count)")
    for index in sums.indices {
      add(later.sums[index], at: index)
      carries[index] += later.carries[index]
    }
  }

  /// The sum with its carry.
  public subscript(index: Int) -> Double { sums[index] + carries[index] }
}
