// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Statistics

@Suite("Quantiles from bins against sorted values")
struct BinnedCountsMatchReference {
  static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// Rank by rank, type 7.
  private func sorted(_ values: [Double]) -> [Double] {
    let values = values.sorted()
    return Self.levels.map { level in
      let position = level * Double(values.count - 1)
      let rank = Int(position)
      let next = min(rank + 1, values.count - 1)
      return values[rank] + (position - Double(rank)) * (values[next] - values[rank])
    }
  }

  /// One year of inflation has a standard deviation of 1.3 %, little more than a bin of six bits.
  @Test("a narrow distribution, within a twentieth of a percent with the bins of the economy")
  func narrow() {
    let values = (0..<20_000).map { index in
      // Sums of twelve numbers from a golden-ratio sequence are near enough to normal.
      let sum = (1...12).reduce(0.0) { sum, k in
        let x = Double(index * 12 + k) * 0.618033988749895 * Double(k)
        return sum + x - x.rounded(.down)
      }
      return exp(0.036 + 0.013 * (sum - 6))
    }
    var bins = BinnedCounts(series: 1, octaves: -3...8, bits: 8)
    for value in values { bins.add(value, to: 0) }
    bins.settle()
    for (here, exact) in zip(bins.quantiles(Self.levels, of: 0), sorted(values)) {
      #expect(abs(here / exact - 1) < 0.0005, "\(here) for \(exact)")
    }
  }

  @Test("a few values that repeat are met exactly, whatever the bins")
  func repeated() {
    var bins = BinnedCounts(series: 2, octaves: 6...15, bits: 7)
    let values = (0..<1000).map { [512.5, 1800, 3000.25][$0 % 3] }
    for value in values { bins.add(value, to: 1) }
    bins.settle()
    #expect(bins.quantiles(Self.levels, of: 1) == sorted(values))
    #expect(bins.quantiles(Self.levels, of: 0) == [0, 0, 0, 0, 0])
  }

  @Test("up to 2,048 values are kept and their quantiles exact, whoever held them", arguments: [0, 1, 300, 2048])
  func kept(_ count: Int) {
    let values = (0..<count).map { Double(Float(500 + Double(($0 &* 7919) % 4001) / 3)) }
    var parts = (0..<3).map { _ in BinnedCounts(series: 2, octaves: 6...15, bits: 7, values: count) }
    for (index, value) in values.enumerated() { parts[index % 3].add(value, to: 1) }
    for index in parts.indices { parts[index].settle() }
    var all = parts[0]
    for part in parts.dropFirst() { all.merge(part) }
    #expect(all.count(of: 0) == 0 && all.count(of: 1) == count)
    #expect(all.quantiles(Self.levels, of: 1) == (count == 0 ? [0, 0, 0, 0, 0] : sorted(values)))
    #expect(BinnedCounts.bytesPerSeries(octaves: 6...15, bits: 7, values: count) == 4 * count)
  }

  /// Values wait in pieces of 512; rows of any length must not lose or repeat one.
  @Test(
    "rows of any length, of two series by turns, count like one value at a time", arguments: [1, 7, 256, 2048, 3500])
  func rows(_ length: Int) {
    let values = (0..<5000).map { 500 + Double(($0 &* 7919) % 4001) / 3 }
    var (one, other) = (
      BinnedCounts(series: 2, octaves: 6...15, bits: 7), BinnedCounts(series: 2, octaves: 6...15, bits: 7)
    )
    for value in values {
      one.add(value, to: 0)
      one.add(value / 2, to: 1)
      one.settle()
    }
    for start in stride(from: 0, to: values.count, by: length) {
      let row = Array(values[start..<min(start + length, values.count)])
      row.withUnsafeBufferPointer { other.add($0, to: 0) }
      row.map { $0 / 2 }.withUnsafeBufferPointer { other.add($0, to: 1) }
    }
    other.settle()
    for series in 0..<2 {
      #expect(one.count(of: series) == 5000 && other.count(of: series) == 5000)
      #expect(one.quantiles(Self.levels, of: series) == other.quantiles(Self.levels, of: series))
    }
  }
}
