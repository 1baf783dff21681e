// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Why a low-discrepancy sequence cannot be had.
public struct SobolRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  public let dimensions: Int
  public let most: Int

  public var description: String {
    "Sobol points have at most \(most) dimensions in GSL, and \(dimensions) were asked for"
  }
}

/// Sobol points, each coordinate shifted modulo 1 by a draw of its own (Cranley and Patterson).
///
/// Points are addressed by number: point `n` of replicate `r` is the same whoever asks. The origin is skipped, as in GSL.
public struct SobolSequence: ~Copyable {
  public let dimensions: Int
  private let generator: UnsafeMutablePointer<gsl_qrng>
  private var shift: [Double]
  private var position = 0
  private var point: [Double]

  /// - Parameters:
  ///   - replicate: which of the independent random shifts; nil leaves the points where they are.
  /// - Throws: ``SobolRefusal`` beyond the dimensions that GSL has numbers for. `gsl_qrng_alloc` itself does not refuse: it hands
  ///   out zeros.
  public init(dimensions: Int, seed: UInt64, replicate: Int?) throws(SobolRefusal) {
    let type = cgsl_qrng_sobol()!
    let most = Int(type.pointee.max_dimension)
    guard (1...most).contains(dimensions) else { throw SobolRefusal(dimensions: dimensions, most: most) }
    guard let generator = gsl_qrng_alloc(type, UInt32(dimensions)) else {
      preconditionFailure("no memory for \(dimensions) dimensions of Sobol points")
    }
    (self.dimensions, self.generator) = (dimensions, generator)
    shift = Array(repeating: 0, count: dimensions)
    point = shift
    if let replicate {
      var random = AddressedGenerator(seed: seed)
      for dimension in 0..<dimensions {
        random.move(to: .quasiRandomShifts, path: UInt64(replicate), period: dimension)
        shift[dimension] = random.uniform()
      }
    }
  }

  deinit { gsl_qrng_free(generator) }

  /// Point `number`, from 0; each coordinate in (0, 1).
  public mutating func withPoint<Result>(_ number: Int, _ body: ([Double]) throws -> Result) rethrows -> Result {
    if number < position {
      gsl_qrng_init(generator)
      position = 0
    }
    while position <= number {
      point.withUnsafeMutableBufferPointer { _ = gsl_qrng_get(generator, $0.baseAddress!) }
      position += 1
    }
    var shifted = point
    for dimension in 0..<dimensions {
      let u = point[dimension] + shift[dimension]
      // Half of the smallest step keeps the end points, where the normal quantile is infinite, out.
      shifted[dimension] = max(u >= 1 ? u - 1 : u, 0x1p-54)
    }
    return try body(shifted)
  }
}
