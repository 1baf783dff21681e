// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Sobol points by number, without passing through those before.
///
/// GSL is the definition: the direction numbers are read out of `gsl_qrng_sobol` as the differences of successive points, and point n
/// is the sum without carry of those that the Gray code of n + 1 names (Antonov and Saleev 1979).
public struct SobolTable: Sendable {
  public let dimensions: Int
  /// Points that can be asked for.
  public let points: Int
  /// [bit × dimension], in units of 2⁻³⁰.
  private let directions: [UInt32]
  private static let unit = 0x1p-30

  /// - Throws: ``SobolRefusal`` beyond the dimensions that GSL has numbers for.
  public init(dimensions: Int, points: Int) throws(SobolRefusal) {
    precondition((1..<(1 << 29)).contains(points), "\(points) Sobol points")
    let type = cgsl_qrng_sobol()!
    let most = Int(type.pointee.max_dimension)
    guard (1...most).contains(dimensions) else { throw SobolRefusal(dimensions: dimensions, most: most) }
    guard let generator = gsl_qrng_alloc(type, UInt32(dimensions)) else {
      preconditionFailure("no memory for \(dimensions) dimensions of Sobol points")
    }
    defer { gsl_qrng_free(generator) }
    var directions: [UInt32] = []
    var last = [UInt32](repeating: 0, count: dimensions)
    var point = [Double](repeating: 0, count: dimensions)
    // The highest bit of the Gray code of `points` is that of `points` itself.
    let end = 1 << (Int.bitWidth - 1 - points.leadingZeroBitCount)
    for number in 1...end {
      point.withUnsafeMutableBufferPointer { _ = gsl_qrng_get(generator, $0.baseAddress!) }
      let now = point.map { UInt32($0 / Self.unit) }
      if number & (number - 1) == 0 { directions += zip(now, last).map { $0 ^ $1 } }
      last = now
    }
    (self.dimensions, self.points, self.directions) = (dimensions, points, directions)
  }

  /// Coordinate `dimension` of point `number`, both from 0.
  public func coordinate(_ dimension: Int, ofPoint number: Int) -> Double {
    precondition(number < points && dimension < dimensions, "point \(number), dimension \(dimension)")
    var gray = (number + 1) ^ ((number + 1) >> 1)
    var sum: UInt32 = 0
    while gray != 0 {
      sum ^= directions[gray.trailingZeroBitCount * dimensions + dimension]
      gray &= gray - 1
    }
    return Double(sum) * Self.unit
  }
}
