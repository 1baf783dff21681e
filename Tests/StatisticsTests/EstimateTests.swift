// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Estimates: hand calculations and closed forms")
struct EstimateHandCalculation {
  private static func paths(_ count: Int, _ sampling: Sampling = .independent) -> PathSet {
    PathSet(seed: 1, sampling: sampling, count: count)
  }

  /// Mean 5, variance 20/3, error √(20/3/4); a pair's mean is one observation; so is that of two paths of a copy.
  @Test("mean and standard error of 2, 4, 6, 8 as paths, as pairs and as copies")
  func means() throws {
    let values = [2.0, 4, 6, 8]
    let single = Observations(values, of: Self.paths(4)).mean
    #expect(single.value == 5 && abs(single.error - (5.0 / 3).squareRoot()) < 1e-15)
    #expect(single.degreesOfFreedom == 3 && single.paths == 4)
    for sampling in [Sampling.mirroredPairs, .shiftedCopies(points: 2)] {
      // 3 and 7: variance 8, error 2.
      let pairs = Observations(values, of: Self.paths(4, sampling)).mean
      #expect(pairs.value == 5 && pairs.standardError == 2 && pairs.degreesOfFreedom == 1)
    }
  }

  @Test("fewer than two independent observations have no error, and decide nothing")
  func tooFew() {
    let cases: [([Double], Sampling)] = [
      ([], .independent), ([3], .independent), ([3, 5], .mirroredPairs), ([3, 5, 7], .shiftedCopies(points: 3)),
    ]
    for (values, sampling) in cases {
      let set = Self.paths(values.count, sampling)
      let mean = Observations(values, of: set).mean
      #expect(mean.standardError == nil)
      #expect(mean.interval95 == -.infinity ... .infinity)
      #expect(!MultipleComparison(others: 1).isDecided(mean))
      #expect(SortedObservations(Observations(values, of: set)).quantile(0.5).standardError == nil)
      #expect(SortedObservations(Observations(values, of: set)).expectedShortfall(0.5).standardError == nil)
    }
    #expect(Estimate.share(1, of: 1).standardError == nil)
    #expect(Estimate.share(1, of: 4).standardError == (3.0 / 64).squareRoot())
  }

  /// Student's t at 97.5 %: 2.1314 with 15 degrees of freedom, 2.3646 with 7; tables in any textbook.
  @Test("intervals take Student's t")
  func intervals() {
    #expect(abs(Estimate(0, standardError: 1, degreesOfFreedom: 15).interval95.upperBound - 2.131450) < 1e-6)
    #expect(abs(Estimate(0, standardError: 1, degreesOfFreedom: 7).interval95.upperBound - 2.364624) < 1e-6)
    #expect(abs(Estimate(0, standardError: 1).interval95.upperBound - 1.959964) < 1e-6)
    #expect(Estimate.exact(3).interval95 == 3...3)
  }

  /// One-sided 5 % among nine and two looks: the normal quantile of 1 − 0.05/18 is 2.7729.
  @Test("the bound of a comparison shares the error among alternatives and looks")
  func bounds() {
    let bound = MultipleComparison(others: 9, looks: 2).bound(degreesOfFreedom: .infinity)
    #expect(abs(0.5 * erfc(bound / 2.0.squareRoot()) - 0.05 / 18) < 1e-12)
    #expect(MultipleComparison(others: 9).isDecided(Estimate(2.6, standardError: 1)))
    #expect(!MultipleComparison(others: 9, looks: 2).isDecided(Estimate(2.6, standardError: 1)))
    #expect(MultipleComparison(others: 9).isDecided(Estimate(0.01, standardError: 0)))
    #expect(!MultipleComparison(others: 9).isDecided(.exact(0)))
  }

  @Test("estimates that are scaled, turned round and added up keep their errors")
  func arithmetic() {
    let a = Estimate(3, standardError: 2, degreesOfFreedom: 4, paths: 5)
    #expect(-a == Estimate(-3, standardError: 2, degreesOfFreedom: 4, paths: 5))
    #expect(1 - a == Estimate(-2, standardError: 2, degreesOfFreedom: 4, paths: 5))
    #expect(a * -2 == Estimate(-6, standardError: 4, degreesOfFreedom: 4, paths: 5))
    // Welch and Satterthwaite with equal errors: the degrees of freedom add up.
    let sum = a.plus(independent: a)
    #expect(sum == Estimate(6, standardError: 8.0.squareRoot(), degreesOfFreedom: 8, paths: 10))
    #expect(a.plus(independent: Estimate(1, standardError: nil)).standardError == nil)
  }

  /// Differences 1, 1, −2, 4: mean 1, variance 6, error √1.5; three of four are above 0.
  @Test("differences on the same paths")
  func pairs() throws {
    let a = Observations([3, 5, 4, 9], of: Self.paths(4))
    let b = Observations([2, 4, 6, 5], of: Self.paths(4))
    let pair = Paired(a, b)
    #expect(pair.difference.value == 1 && abs(pair.difference.error - 1.5.squareRoot()) < 1e-15)
    #expect(pair.chanceGreater.value == 0.75 && pair.chanceUnequal.value == 1)
    #expect(pair.sortedDifferences == [-2, 1, 1, 4])
    // Variances 83/12 and 35/12 of single values, 6 of the differences.
    let gain = try #require(pair.gain)
    #expect(abs(gain - 118.0 / 72) < 1e-12)
    #expect(Paired(a, a).gain == nil)
  }

  @Test("of many paths the first ones are kept, of copies the first points of each")
  func keptPaths() {
    #expect(Self.paths(7).kept(5) == Self.paths(5))
    #expect(Self.paths(7).kept(9) == Self.paths(7))
    #expect(Self.paths(8, .mirroredPairs).kept(5) == Self.paths(4, .mirroredPairs))
    // Two copies of four points, of which two each.
    let copies = Self.paths(8, .shiftedCopies(points: 4))
    let sample = copies.kept(5)
    #expect(sample == Self.paths(4, .shiftedCopies(points: 2)) && sample.observations == 2)
    #expect((0..<8).filter { copies.isKept($0, in: sample) } == [0, 1, 4, 5])
  }

  /// Of 1, 5, 2, 6, 3, 10 the odd places hold 1, 2, 3: mean 2, variance 1. As pairs, what is left of each is −1, 0, 1 on half the paths.
  @Test("the mean of some paths, alone and in pairs")
  func someOfThem() {
    let values = [1.0, 5, 2, 6, 3, 10]
    let alone = Observations(values, of: Self.paths(6)).mean { $0 % 2 == 0 }
    #expect(alone.value == 2 && alone.paths == 3 && abs(alone.error - (1.0 / 3).squareRoot()) < 1e-15)
    let pairs = Observations(values, of: Self.paths(6, .mirroredPairs)).mean { $0 % 2 == 0 }
    #expect(pairs.value == 2 && abs(pairs.error - (1.0 / 3).squareRoot()) < 1e-15 && pairs.degreesOfFreedom == 2)
    #expect(Observations(values, of: Self.paths(6)).mean { $0 == 3 }.standardError == nil)
  }

  /// Type 7 of Hyndman and Fan: of 1, 2, 4, 8 the median is 3 and the quartile 1.75; R's default.
  @Test("quantiles and means of tails")
  func quantiles() {
    #expect(OrderStatistics.quantile(0.5, ofSorted: [1, 2, 4, 8]) == 3)
    #expect(OrderStatistics.quantile(0.25, ofSorted: [1, 2, 4, 8]) == 1.75)
    #expect(OrderStatistics.quantile(1, ofSorted: [1, 2, 4, 8]) == 8)
    // The worst 30 % of ten are three; of eight they are 2.4: (1 + 2 + 0.4·3) / 2.4.
    let ten = Observations((1...10).map(Double.init).reversed(), of: Self.paths(10))
    #expect(abs(SortedObservations(ten).expectedShortfall(0.3).value - 2) < 1e-12)
    let eight = Observations((1...8).map(Double.init), of: Self.paths(8))
    #expect(abs(SortedObservations(eight).expectedShortfall(0.3).value - 4.2 / 2.4) < 1e-12)
  }
}
