// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels

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

  /// Adds numbers to one of the sums, in their order.
  public mutating func add(_ values: UnsafeBufferPointer<Double>, at index: Int) {
    guard let first = values.baseAddress else { return }
    ck_add_compensated(&sums[index], &carries[index], first, values.count)
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
