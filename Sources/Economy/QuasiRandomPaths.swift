// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels
import RandomStreams

/// Low-discrepancy points for what decides most: lifetimes, the drawn parameters, and the years of the exchange rate in the order of
/// a Brownian bridge.
///
/// The paths fall into sixteen copies of the same points, one after the other, each with a random shift modulo 1 of its own. A mean over the
/// paths has the standard error of the sixteen copies' means.
///
/// The normals z₁…z₁₂ of a year are kept but for their mean, which is replaced: with u standard normal and independent,
/// z + (u − Σz/√12)/√12 are again independent standard normals, and Σz/√12 = u. The u of all years are the increments of a Brownian path
/// whose points are filled in from the middle out, so that the first coordinates decide most. The months follow from Philox, and so
/// do years past the last coordinate, regime states and jump counts.
public struct QuasiRandomPaths: Sendable {
  /// Independent shifts of the points.
  public static let copies = 16
  /// Coordinates before the years: two lifetimes, half-life, mean.
  public static let leading = 4
  /// Years that can have coordinates: GSL has numbers for 40 dimensions.
  public static let mostYears = 40 - leading

  /// Years of the exchange rate that the points decide; later ones stay pseudo-random.
  public let years: Int
  /// Paths of a copy.
  public let points: Int
  private let table: SobolTable
  /// [copy × dimension].
  private let shifts: [Double]
  private let bridge: BrownianBridge
  private var dimensions: Int { Self.leading + years }

  /// - Parameter paths: of all copies; best sixteen times a power of two.
  /// - Throws: ``SobolRefusal`` beyond 40 coordinates.
  public init(years: Int, paths: Int, seed: UInt64) throws(SobolRefusal) {
    (self.years, points) = (years, max(1, paths / Self.copies))
    table = try SobolTable(dimensions: Self.leading + years, points: points)
    bridge = BrownianBridge(steps: years)
    var random = AddressedGenerator(seed: seed)
    var shifts: [Double] = []
    for copy in 0..<Self.copies {
      for dimension in 0..<(Self.leading + years) {
        random.move(to: .quasiRandomShifts, path: UInt64(copy), period: dimension)
        shifts.append(random.uniform())
      }
    }
    self.shifts = shifts
  }

  /// A coordinate in (0, 1). Paths past the last copy are those of the first again.
  private func uniform(_ dimension: Int, path: Int) -> Double {
    let copy = path / points % Self.copies
    let u = table.coordinate(dimension, ofPoint: path % points) + shifts[copy * dimensions + dimension]
    // Half of the smallest step keeps the end points, where the normal quantile is infinite, out.
    return max(u >= 1 ? u - 1 : u, 0x1p-54)
  }

  /// Rank of a person's lifetime, person 0 or 1.
  public func lifetime(ofPerson person: Int, path: Int) -> Double { uniform(min(person, 1), path: path) }

  /// Ranks of the drawn half-life and of the drawn mean.
  func parameters(path: Int) -> (halfLife: Double, mean: Double) { (uniform(2, path: path), uniform(3, path: path)) }

  /// The standard normals of the years on a path.
  func normals(path: Int) -> [Double] {
    bridge.increments(of: (0..<years).map { gsl_cdf_ugaussian_Pinv(uniform(Self.leading + $0, path: path)) })
  }

  /// Fills [year × lane].
  func fill(_ rows: Table, stride: Int, firstPath: Int, lanes: Int) {
    for lane in 0..<lanes {
      for (year, normal) in normals(path: firstPath + lane).enumerated() { rows[year * stride + lane] = normal }
    }
  }

  /// Replaces the means of the year that starts at `month`, a multiple of 12.
  func pin(_ rows: Row, month: Int, rows count: Int, lanes: Int, work: WorkRows) {
    guard month / 12 < years, count == 12 else { return }
    ck_pin_mean(rows, work.stride, 12, work.quasi.row(month / 12, stride: work.stride), 1 / sqrt(12), lanes)
  }
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
