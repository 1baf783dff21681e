// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels
import RandomStreams

/// Low-discrepancy points for the years of the exchange rate, in the order of a Brownian bridge.
///
/// The normals z₁…z₁₂ of a year are kept but for their mean, which is replaced: with u standard normal and independent,
/// z + (u − Σz/√12)/√12 are again independent standard normals, and Σz/√12 = u. The u of all years are the increments of a Brownian path
/// whose points are filled in from the middle out, so that the first coordinates decide most. The months follow from Philox, and so
/// do years past the last coordinate, regime states and jump counts.
public struct QuasiRandomYears: Sendable {
  /// Years that the points decide; later ones stay pseudo-random.
  public let years: Int
  /// Paths that have points.
  public let paths: Int
  /// Which independent random shift; estimates need at least 16 of them for a standard error.
  public let replicate: Int
  /// [year × path]: standard normals.
  private let normals: [Double]

  /// - Parameter paths: best a power of two.
  /// - Throws: ``SobolRefusal`` beyond 40 years.
  public init(years: Int, paths: Int, replicate: Int, seed: UInt64) throws {
    var sequence = try SobolSequence(dimensions: years, seed: seed, replicate: replicate)
    (self.years, self.paths, self.replicate) = (years, paths, replicate)
    let bridge = BrownianBridge(steps: years)
    var normals = [Double](repeating: 0, count: years * paths)
    for path in 0..<paths {
      let increments = sequence.withPoint(path) { bridge.increments(of: $0.map(gsl_cdf_ugaussian_Pinv)) }
      for year in 0..<years { normals[year * paths + path] = increments[year] }
    }
    self.normals = normals
  }

  /// Replaces the means of the year that starts at `month`, a multiple of 12.
  func pin(_ rows: Row, month: Int, rows count: Int, firstPath: Int, lanes: Int, work: WorkRows) {
    let year = month / 12
    guard year < years, count == 12 else { return }
    precondition(firstPath + lanes <= paths, "paths to \(firstPath + lanes) of \(paths) low-discrepancy points")
    normals.withUnsafeBufferPointer {
      ck_pin_mean(rows, work.stride, 12, $0.baseAddress! + year * paths + firstPath, 1 / sqrt(12), lanes)
    }
  }

  /// The standard normal of `year` on path `path`.
  public func normal(path: Int, year: Int) -> Double { normals[year * paths + path] }
}

/// A standard Brownian path at 1, 2, …, n: last point first, then the middle of each gap, widest gaps first.
struct BrownianBridge: Sendable {
  /// In the order of the coordinates: point, and its neighbours already known (0 is the start, nil none to the right).
  let order: [(point: Int, left: Int, right: Int?)]
  let steps: Int

  init(steps: Int) {
    self.steps = steps
    var order: [(point: Int, left: Int, right: Int?)] = [(steps, 0, nil)]
    var gaps = [(0, steps)]
    while !gaps.isEmpty {
      var next: [(Int, Int)] = []
      for (left, right) in gaps where right - left > 1 {
        let middle = (left + right) / 2
        order.append((middle, left, right))
        next += [(left, middle), (middle, right)]
      }
      gaps = next
    }
    self.order = order
  }

  /// Increments of the path whose points have the standard normals `z`, each again standard normal.
  func increments(of z: [Double]) -> [Double] {
    var path = [Double](repeating: 0, count: steps + 1)
    for (k, node) in order.enumerated() {
      let (point, left) = (Double(node.point), Double(node.left))
      if let rightPoint = node.right {
        let right = Double(rightPoint)
        let mean =
          ((right - point) * path[node.left] + (point - left) * path[rightPoint]) / (right - left)
        path[node.point] = mean + sqrt((point - left) * (right - point) / (right - left)) * z[k]
      } else {
        path[node.point] = path[node.left] + sqrt(point - left) * z[k]
      }
    }
    return (0..<steps).map { path[$0 + 1] - path[$0] }
  }
}
