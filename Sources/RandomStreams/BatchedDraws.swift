// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels

/// Draws of many periods and paths at once, equal bit for bit to the addressed generator's own.
///
/// A block is rows of one period each, lanes of one path each: element `row * stride + lane` belongs to period
/// `firstPeriod + row` and path `firstPath + lane`. With `antithetic`, paths 2k and 2k + 1 share the draws of path k, the odd
/// one with the sign changed.
public struct BatchedDraws: Sendable {
  public let seed: UInt64
  public let antithetic: Bool

  public init(seed: UInt64, antithetic: Bool = false) {
    (self.seed, self.antithetic) = (seed, antithetic)
  }

  /// The path whose address a path's draws have, and whether they are mirrored.
  public func source(ofPath path: Int) -> (path: UInt64, mirrored: Bool) {
    antithetic ? (UInt64(path / 2), path % 2 == 1) : (UInt64(path), false)
  }

  /// Standard normals: `AddressedGenerator.normal()` at each address of a dense purpose.
  ///
  /// - Parameter out: at least `(rows − 1) · stride + lanes` elements.
  public func normals(
    _ out: inout [Double], at offset: Int = 0, stride: Int, rows: Int, lanes: Int, stream: StreamID, firstPath: Int,
    firstPeriod: Int
  ) {
    check(out.count, offset, stride, rows, lanes)
    guard rows > 0, lanes > 0 else { return }
    out.withUnsafeMutableBufferPointer {
      normals(
        $0.baseAddress! + offset, stride: stride, rows: rows, lanes: lanes, stream: stream, firstPath: firstPath,
        firstPeriod: firstPeriod)
    }
  }

  /// The same into memory of at least `(rows − 1) · stride + lanes` elements.
  ///
  /// - Parameter order: lane i takes path `firstPath + order[i]`; nil takes them in turn.
  package func normals(
    _ out: UnsafeMutablePointer<Double>, stride: Int, rows: Int, lanes: Int, stream: StreamID, firstPath: Int,
    firstPeriod: Int, order: UnsafePointer<UInt32>? = nil
  ) {
    precondition(stream.purpose.layout == .dense, "\(stream.purpose) is not a stream of normals")
    check(firstPath, firstPeriod, lanes, order)
    Ziggurat.shared.withTables { tables in
      forEachSlice(of: lanes) { lane, count in
        ck_normals(
          out + lane, stride, rows, count, key(stream, firstPath + lane, order), UInt32(firstPeriod), tables)
      }
    }
  }

  /// The 53 bits of `AddressedGenerator.uniform()` at each address of a purpose with two words a period.
  public func uniformBits(
    _ out: inout [UInt64], at offset: Int = 0, stride: Int, rows: Int, lanes: Int, stream: StreamID, firstPath: Int,
    firstPeriod: Int
  ) {
    check(out.count, offset, stride, rows, lanes)
    guard rows > 0, lanes > 0 else { return }
    out.withUnsafeMutableBufferPointer {
      uniformBits(
        $0.baseAddress! + offset, stride: stride, rows: rows, lanes: lanes, stream: stream, firstPath: firstPath,
        firstPeriod: firstPeriod)
    }
  }

  /// The same into memory of at least `(rows − 1) · stride + lanes` elements.
  package func uniformBits(
    _ out: UnsafeMutablePointer<UInt64>, stride: Int, rows: Int, lanes: Int, stream: StreamID, firstPath: Int,
    firstPeriod: Int, order: UnsafePointer<UInt32>? = nil
  ) {
    precondition(stream.purpose.layout == .paired, "\(stream.purpose) has no two words a period")
    check(firstPath, firstPeriod, lanes, order)
    forEachSlice(of: lanes) { lane, count in
      ck_uniform_bits(out + lane, stride, rows, count, key(stream, firstPath + lane, order), UInt32(firstPeriod))
    }
  }

  private func key(_ stream: StreamID, _ path: Int, _ order: UnsafePointer<UInt32>?) -> ck_stream {
    ck_stream(seed: seed, first: UInt64(path), purpose: stream.word, pairs: antithetic ? 1 : 0, order: order)
  }

  private func check(_ firstPath: Int, _ firstPeriod: Int, _ lanes: Int, _ order: UnsafePointer<UInt32>?) {
    precondition(firstPath >= 0 && firstPeriod >= 0, "path \(firstPath), period \(firstPeriod)")
    precondition(order == nil || !antithetic && lanes <= Int(CK_LANES), "\(lanes) lanes out of order")
  }

  /// The kernels keep a row on the stack, so wide blocks go through them in slices.
  private func forEachSlice(of lanes: Int, _ body: (_ lane: Int, _ count: Int) -> Void) {
    var lane = 0
    while lane < lanes {
      let count = min(Int(CK_LANES), lanes - lane)
      body(lane, count)
      lane += count
    }
  }

  private func check(_ capacity: Int, _ offset: Int, _ stride: Int, _ rows: Int, _ lanes: Int) {
    precondition(stride >= lanes, "\(lanes) lanes at a stride of \(stride)")
    precondition(
      rows == 0 || capacity >= offset + (rows - 1) * stride + lanes,
      "\(rows) × \(stride) elements from \(offset) in \(capacity)")
  }
}

/// The tables of the linked GSL's ziggurat, read once and kept in one place: they are seven kilobytes, too much to copy for each row.
///
/// `@unchecked Sendable`: the memory is written in `init` alone, before anybody else has the address, and never freed.
struct Ziggurat: @unchecked Sendable {
  static let shared = Ziggurat()
  private let tables: UnsafePointer<ck_ziggurat>

  init() {
    let tables = UnsafeMutablePointer<ck_ziggurat>.allocate(capacity: 1)
    tables.initialize(to: ck_ziggurat())
    let status = ck_ziggurat_read(tables)
    precondition(status == 0, "gsl_ran_gaussian_ziggurat of the linked GSL is not a ziggurat of 128 layers")
    self.tables = UnsafePointer(tables)
  }

  func withTables<Result>(_ body: (UnsafePointer<ck_ziggurat>) throws -> Result) rethrows -> Result {
    try body(tables)
  }
}
