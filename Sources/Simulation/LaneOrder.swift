// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Statistics

/// Which path each lane of a block holds: longest lives first, so that months in which the last lanes' people are dead cost nothing.
struct LaneOrder {
  /// Lane i holds path first + `paths[i]`; empty where they are in turn.
  let paths: [UInt32]
  /// [path less the first]: its lane.
  let laneOfPath: [Int]

  /// By falling length of the household's life. Paths past those that are wanted come last.
  ///
  /// In turn where antithetic pairs stay together, where low-discrepancy points come in rows, where few lanes are not worth it, and
  /// where blocks wider than a kernel's slice are drawn in slices.
  ///
  /// - Parameter months: [person][path less the first]: months lived.
  init(_ months: [[Int]], lanes: Int, sampling: Sampling) {
    let count = months.first?.count ?? 0
    guard sampling == .independent, count > 4, lanes <= Int(CK_LANES) else {
      (paths, laneOfPath) = ([], Array(0..<count))
      return
    }
    let lived = (0..<count).map { path in months.reduce(0) { max($0, $1[path]) } }
    let sorted = (0..<count).sorted { lived[$0] != lived[$1] ? lived[$0] > lived[$1] : $0 < $1 }
    paths = sorted.map(UInt32.init) + (UInt32(count)..<UInt32(lanes))
    var inverse = [Int](repeating: 0, count: count)
    for (lane, path) in sorted.enumerated() { inverse[path] = lane }
    laneOfPath = inverse
  }
}
