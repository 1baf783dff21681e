// SPDX-License-Identifier: GPL-3.0-or-later
import RandomStreams
import Statistics
import Strategies

/// How much of an answer's variance each assumption explains.
///
/// - Source: Saltelli et al. (2010), Comput. Phys. Commun. 181, table 2: first-order by estimator (b), total by Jansen's (f).
public struct SobolIndices: Sendable {
  public struct Index: Sendable {
    public var name: String
    /// Share of variance that goes when this assumption alone is known.
    public var first: Estimate
    /// Share of variance that stays when everything else is known.
    public var total: Estimate
  }

  public var indices: [Index]
  public var mean: Estimate
  public var variance: Estimate
  /// How often the answer was computed.
  public var evaluations: Int
}

/// A Saltelli design over the unit cube: two independent halves of Sobol points, and the first with one column of the second.
///
/// Two dimensions an assumption, so GSL's forty carry at most twenty assumptions. Each replicate has its own random shift; the
/// standard errors are those between replicates.
public struct SaltelliDesign: Sendable {
  public let names: [String]
  /// Points a replicate; a power of two keeps the points balanced.
  public let points: Int
  public let replicates: Int
  public let seed: UInt64

  /// - Throws: ``SobolRefusal`` beyond twenty assumptions.
  public init(names: [String], points: Int, replicates: Int = 16, seed: UInt64) throws(SobolRefusal) {
    precondition(points > 1 && replicates > 1 && !names.isEmpty)
    _ = try SobolSequence(dimensions: 2 * names.count, seed: seed, replicate: 0)
    (self.names, self.points, self.replicates, self.seed) = (names, points, replicates, seed)
  }

  /// How often ``indices(of:)`` calls the function.
  public var evaluations: Int { replicates * points * (names.count + 2) }

  /// Answers of one replicate: at the points of the first half, of the second, and of the first with one column of the second.
  public struct Replicate: Sendable {
    public var first: [Double]
    public var second: [Double]
    /// By assumption.
    public var mixed: [[Double]]

    public init(first: [Double], second: [Double], mixed: [[Double]]) {
      (self.first, self.second, self.mixed) = (first, second, mixed)
    }
  }

  /// - Parameter answer: the answer at a point of the unit cube, one coordinate an assumption, in the order of `names`.
  public func replicate(_ number: Int, answer: ([Double]) throws -> Double) throws -> Replicate {
    let d = names.count
    var sequence = try SobolSequence(dimensions: 2 * d, seed: seed, replicate: number)
    var answers = Replicate(first: [], second: [], mixed: Array(repeating: [], count: d))
    for point in 0..<points {
      let both = sequence.withPoint(point) { $0 }
      let (a, b) = (Array(both[..<d]), Array(both[d...]))
      answers.first.append(try answer(a))
      answers.second.append(try answer(b))
      for i in 0..<d {
        var mixed = a
        mixed[i] = b[i]
        answers.mixed[i].append(try answer(mixed))
      }
    }
    return answers
  }

  /// The indices of a function that is computed here and now.
  public func indices(of answer: ([Double]) throws -> Double) throws -> SobolIndices {
    indices(from: try (0..<replicates).map { try replicate($0, answer: answer) })
  }

  /// The indices that all replicates' answers give.
  public func indices(from answers: [Replicate]) -> SobolIndices {
    precondition(answers.count == replicates, "\(answers.count) of \(replicates) replicates")
    let d = names.count
    var first = Array(repeating: [Double](), count: d)
    var total = first
    var means: [Double] = []
    var variances: [Double] = []
    for answer in answers {
      let n = Double(points)
      let both = answer.first + answer.second
      let mean = both.reduce(0, +) / (2 * n)
      let variance = both.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (2 * n - 1)
      means.append(mean)
      variances.append(variance)
      for i in 0..<d {
        var firstSum = 0.0
        var totalSum = 0.0
        for k in 0..<points {
          let change = answer.mixed[i][k] - answer.first[k]
          firstSum += (answer.second[k] - mean) * change
          totalSum += change * change
        }
        first[i].append(variance > 0 ? firstSum / n / variance : 0)
        total[i].append(variance > 0 ? totalSum / (2 * n) / variance : 0)
      }
    }
    func between(_ replicates: [Double]) -> Estimate { Moments(replicates).estimate(paths: replicates.count * points) }
    return SobolIndices(
      indices: (0..<d).map {
        SobolIndices.Index(name: names[$0], first: between(first[$0]), total: between(total[$0]))
      },
      mean: between(means), variance: between(variances), evaluations: evaluations)
  }
}
