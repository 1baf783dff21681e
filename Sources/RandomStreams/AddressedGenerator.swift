// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels

/// A generator that stands at an address: seed, purpose, path, period.
///
/// The same address gives the same draws on any thread, in any order, whatever was drawn elsewhere. Draws are GSL's own
/// samplers on Philox4x32-10. It cannot be copied, so that no two tasks continue the same draws by accident.
///
/// - Source: Salmon, Moraes, Dror and Shaw (SC'11); `gsl_rng.h` for the contract of a user's generator.
public struct AddressedGenerator: ~Copyable, Sendable {
  public let seed: UInt64
  private var state = ck_philox()

  public init(seed: UInt64) {
    self.seed = seed
  }

  /// Stands at the first draw of `period`.
  ///
  /// Dense purposes read their own one or two words first; what a sampler wants beyond them comes from blocks of the
  /// period's own, so no draw moves another.
  public mutating func move(to stream: StreamID, path: UInt64, period: Int) {
    precondition((0..<0x80_0000).contains(period), "period \(period)")
    let t = UInt32(period)
    let retry = 0x8000_0000 + 256 * t
    switch stream.purpose.layout {
    case .dense: ck_philox_seek(&state, seed, stream.word, path, t / 4, t % 4, 1, retry)
    case .paired: ck_philox_seek(&state, seed, stream.word, path, t / 2, 2 * (t % 2), 2, retry)
    case .sparse: ck_philox_seek(&state, seed, stream.word, path, 0, 0, 0, 256 * t)
    }
  }

  /// Stands at the first draw of `period` of a purpose that has one stream.
  public mutating func move(to purpose: Purpose, path: UInt64, period: Int = 0) {
    move(to: StreamID(purpose), path: path, period: period)
  }

  /// Stands at word 0 of block 0 of a counter's last three words and reads on from there, block by block.
  ///
  /// For sequences that are not addressed by period, such as the known-answer vectors.
  public mutating func moveToStart(purposeWord: UInt32, path: UInt64) {
    ck_philox_seek(&state, seed, purposeWord, path, 0, 0, 0, 0)
  }

  /// Hands the generator to a GSL function. The pointer must not leave `body`.
  public mutating func withGSL<Result>(_ body: (UnsafeMutablePointer<gsl_rng>) throws -> Result) rethrows -> Result {
    try withUnsafeMutablePointer(to: &state) { state in
      var generator = gsl_rng(type: ck_philox_type(), state: UnsafeMutableRawPointer(state))
      return try body(&generator)
    }
  }

  /// The next 32 bits.
  public mutating func nextWord() -> UInt32 {
    withGSL { UInt32(gsl_rng_get($0)) }
  }

  /// Uniform on [0, 1), 53 bits.
  public mutating func uniform() -> Double { withGSL { gsl_rng_uniform($0) } }

  /// Uniform on (0, 1), 53 bits.
  public mutating func uniformPositive() -> Double { withGSL { gsl_rng_uniform_pos($0) } }

  /// Uniform on 0 ..< count.
  public mutating func index(below count: Int) -> Int {
    precondition((1...0xFFFF_FFFF).contains(count), "an index below \(count)")
    return withGSL { Int(gsl_rng_uniform_int($0, UInt(count))) }
  }

  /// Standard normal times `sigma`, by the ziggurat.
  public mutating func normal(sigma: Double = 1) -> Double { withGSL { gsl_ran_gaussian_ziggurat($0, sigma) } }

  /// Student's t with `nu` degrees of freedom.
  public mutating func studentT(nu: Double) -> Double { withGSL { gsl_ran_tdist($0, nu) } }

  /// Gamma with `shape` and `scale`; the mean is their product.
  public mutating func gamma(shape: Double, scale: Double) -> Double { withGSL { gsl_ran_gamma($0, shape, scale) } }

  public mutating func exponential(mean: Double) -> Double { withGSL { gsl_ran_exponential($0, mean) } }

  public mutating func poisson(mean: Double) -> Int { withGSL { Int(gsl_ran_poisson($0, mean)) } }

  /// True with `probability`.
  public mutating func bernoulli(_ probability: Double) -> Bool {
    withGSL { gsl_ran_bernoulli($0, probability) == 1 }
  }

  /// An index with the probabilities of `table`.
  public mutating func index(from table: DiscreteTable) -> Int {
    withGSL { Int(gsl_ran_discrete($0, table.table)) }
  }
}

/// Probabilities of a finite choice, prepared once for `gsl_ran_discrete`.
///
/// Unchecked because it holds a C pointer: the table is written in `init` alone, is only read afterwards (`gsl_ran_discrete`
/// takes it const), and is freed when the last reference goes.
public final class DiscreteTable: @unchecked Sendable {
  let table: UnsafeMutablePointer<gsl_ran_discrete_t>
  public let count: Int

  /// - Parameter weights: not negative, not all zero; they need not sum to 1.
  public init(weights: [Double]) {
    precondition(
      !weights.isEmpty && weights.allSatisfy { $0 >= 0 } && weights.contains { $0 > 0 }, "weights \(weights)")
    guard let table = gsl_ran_discrete_preproc(weights.count, weights) else {
      preconditionFailure("no memory for a table of \(weights.count) weights")
    }
    (self.table, count) = (table, weights.count)
  }

  deinit { gsl_ran_discrete_free(table) }
}
