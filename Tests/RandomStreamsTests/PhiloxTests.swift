// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels
import RandomStreams
import Testing

@Suite("Philox4x32-10")
struct PhiloxTests {
  /// Random123 distribution, `kat_vectors`.
  @Test(
    "Random123's known answers",
    arguments: [
      (
        [0x0000_0000, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0x0000_0000, 0x0000_0000],
        [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
      ),
      (
        [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ] as [([UInt32], [UInt32], [UInt32])])
  func blockPublishedExamples(_ counter: [UInt32], _ key: [UInt32], _ expected: [UInt32]) {
    var out: [UInt32] = [0, 0, 0, 0]
    ck_philox_block(counter, key, &out)
    #expect(out == expected)
  }

  @Test("sequential streams against C GSL 2.7.1", arguments: Vector.all)
  func sequentialStreamPublishedExamples(_ vector: Vector) {
    var random = AddressedGenerator(seed: vector.seed)
    func restart() { random.moveToStart(purposeWord: vector.purpose, path: vector.path) }
    restart()
    #expect(vector.words.map { _ in random.nextWord() } == vector.words)
    restart()
    #expect(vector.uniforms.map { _ in random.uniform() } == vector.uniforms)
    restart()
    #expect(vector.poisson04.map { _ in random.poisson(mean: 0.4) } == vector.poisson04)
    restart()
    #expect(vector.bernoulli025.map { _ in random.bernoulli(0.25) ? 1 : 0 } == vector.bernoulli025)
    restart()
    let table = DiscreteTable(weights: [1, 2, 3, 4])
    #expect(vector.discrete1234.map { _ in random.index(from: table) } == vector.discrete1234)
    restart()
    for expected in vector.normals { #expect(close(random.normal(), expected)) }
    restart()
    for expected in vector.studentT7 { #expect(close(random.studentT(nu: 7), expected)) }
    restart()
    for expected in vector.gamma4times2 { #expect(close(random.gamma(shape: 4, scale: 2), expected)) }
  }

  /// libm may differ in the last place.
  private func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 4 * b.ulp }

  @Test("gsl_rng_alloc makes a generator, with seed 0 and any other")
  func allocatedGeneratorInvariants() throws {
    let generator = try #require(gsl_rng_alloc(ck_philox_type()))
    defer { gsl_rng_free(generator) }
    #expect(gsl_rng_get(generator) == 0x6627_e8d5)
    #expect(gsl_rng_min(generator) == 0 && gsl_rng_max(generator) == 0xffff_ffff)
    gsl_rng_set(generator, 20_261_121)
    let copy = try #require(gsl_rng_clone(generator))
    defer { gsl_rng_free(copy) }
    for _ in 0..<9 { #expect(gsl_rng_get(generator) == gsl_rng_get(copy)) }
  }
}
