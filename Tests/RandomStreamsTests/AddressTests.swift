// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Foundation
import RandomStreams
import Testing

private let slow = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil

@Suite("Addresses of draws")
struct AddressTests {
  @Test("the numbers of purposes never change")
  func purposesRegression() {
    #expect(
      Purpose.allCases.prefix(9) == [
        .exchangeRate, .regimes, .macro, .lifetimeA, .lifetimeB, .delay, .policy, .parameters, .quasiRandomShifts,
      ])
    #expect(Purpose.allCases.prefix(9).map(\.rawValue) == Array(1...9))
    #expect(StreamID(macroSeries: 7).word == 0x0003_0007)
    #expect(StreamID(.exchangeRate).word == 1)
  }

  private func block(_ index: UInt32, _ purpose: UInt32, _ path: UInt64, seed: UInt64) -> [UInt32] {
    var out: [UInt32] = [0, 0, 0, 0]
    ck_philox_block(
      [index, purpose, UInt32(truncatingIfNeeded: path), UInt32(path >> 32)],
      [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)], &out)
    return out
  }

  @Test("words lie where the layout of the purpose says", arguments: [0, 1, 2, 3, 4, 7, 479] as [UInt32])
  func layoutHandCalculation(_ period: UInt32) {
    let seed: UInt64 = 0x0123_4567_89ab_cdef
    let path: UInt64 = 0x2_0000_0001
    let t = Int(period)
    var random = AddressedGenerator(seed: seed)

    random.move(to: .exchangeRate, path: path, period: t)
    let retry = 0x8000_0000 + 256 * period
    #expect(random.nextWord() == block(period / 4, 1, path, seed: seed)[t % 4])
    #expect(
      (0..<5).map { _ in random.nextWord() }
        == block(retry, 1, path, seed: seed) + block(retry + 1, 1, path, seed: seed).prefix(1))

    random.move(to: StreamID(macroSeries: 9), path: path, period: t)
    #expect(random.nextWord() == block(period / 4, 0x3_0009, path, seed: seed)[t % 4])

    random.move(to: .regimes, path: path, period: t)
    let own = block(period / 2, 2, path, seed: seed)
    #expect([random.nextWord(), random.nextWord()] == Array(own[(2 * (t % 2))...].prefix(2)))
    #expect(random.nextWord() == block(retry, 2, path, seed: seed)[0])

    random.move(to: .delay, path: path, period: t)
    #expect(
      (0..<5).map { _ in random.nextWord() }
        == block(256 * period, 6, path, seed: seed) + block(256 * period + 1, 6, path, seed: seed).prefix(1))
  }

  @Test("batched normals are GSL's, whatever the chunk", arguments: [false, true])
  func batchedNormalsMatchesReference(antithetic: Bool) {
    let draws = BatchedDraws(seed: 42, antithetic: antithetic)
    let rows = 9, lanes = 1500, stride = 1501, firstPath = 3, firstPeriod = 2
    var batch = [Double](repeating: .nan, count: rows * stride)
    var refused = 0
    for stream in [StreamID(.exchangeRate), StreamID(macroSeries: 4)] {
      draws.normals(
        &batch, stride: stride, rows: rows, lanes: lanes, stream: stream, firstPath: firstPath,
        firstPeriod: firstPeriod)
      var random = AddressedGenerator(seed: 42)
      for row in 0..<rows {
        for lane in 0..<lanes {
          let source = draws.source(ofPath: firstPath + lane)
          random.move(to: stream, path: source.path, period: firstPeriod + row)
          let reference = random.normal()
          #expect(batch[row * stride + lane] == (source.mirrored ? -reference : reference))
          if abs(reference) > 3.5 { refused += 1 }
        }
      }
      var chunk = [Double](repeating: .nan, count: 1)
      for lane in [0, 1, 700, 1023, 1024, 1499] {
        draws.normals(
          &chunk, stride: 1, rows: 1, lanes: 1, stream: stream, firstPath: firstPath + lane, firstPeriod: firstPeriod)
        #expect(chunk[0] == batch[lane])
      }
    }
    #expect(refused > 0, "the tail was never reached")
  }

  @Test("batched normals are GSL's over millions of draws", .enabled(if: slow))
  func batchedNormalsMatchesReferenceSlow() {
    let draws = BatchedDraws(seed: 3)
    var random = AddressedGenerator(seed: 3)
    var batch = [Double](repeating: .nan, count: 480 * 1024)
    var different = 0
    for firstPath in stride(from: 0, to: 8192, by: 1024) {
      draws.normals(
        &batch, stride: 1024, rows: 480, lanes: 1024, stream: StreamID(.exchangeRate), firstPath: firstPath,
        firstPeriod: 0)
      for period in 0..<480 {
        for lane in 0..<1024 {
          random.move(to: .exchangeRate, path: UInt64(firstPath + lane), period: period)
          if batch[period * 1024 + lane] != random.normal() { different += 1 }
        }
      }
    }
    #expect(different == 0)
  }

  @Test("batched uniform bits are GSL's Bernoulli", arguments: [0.0, 0.022, 0.25, 0.5, 1.0 / 3, 1.0])
  func uniformBitsMatchesReference(_ probability: Double) {
    let draws = BatchedDraws(seed: 7)
    var bits = [UInt64](repeating: 0, count: 5 * 1100)
    draws.uniformBits(
      &bits, stride: 1100, rows: 5, lanes: 1100, stream: StreamID(.regimes), firstPath: 11, firstPeriod: 1)
    var random = AddressedGenerator(seed: 7)
    let threshold = ck_threshold(probability)
    for row in 0..<5 {
      for lane in 0..<1100 {
        random.move(to: .regimes, path: UInt64(11 + lane), period: 1 + row)
        let drawn = random.bernoulli(probability)
        #expect((bits[row * 1100 + lane] < threshold) == drawn)
      }
    }
  }

  /// Recorded from this program; a change means that every report ever printed can no longer be made again.
  @Test("first draws of each stream")
  func firstDrawsRegression() {
    var random = AddressedGenerator(seed: 1)
    var drawn: [UInt32] = []
    for purpose in Purpose.allCases where purpose != .macro {
      random.move(to: purpose, path: 0)
      drawn.append(random.nextWord())
    }
    #expect(
      drawn.prefix(8) == [
        2_202_007_772, 3_862_289_388, 3_332_484_485, 1_004_882_374, 511_419_385, 445_668_367, 4_044_909_264,
        1_807_634_784,
      ])
    var normals = [Double](repeating: 0, count: 4)
    BatchedDraws(seed: 1).normals(
      &normals, stride: 1, rows: 4, lanes: 1, stream: StreamID(.exchangeRate), firstPath: 0, firstPeriod: 0)
    #expect(normals == [1.0100987797220993, -0.20033083084436054, 0.1884376115344136, -0.027317010985313375])
  }
}
