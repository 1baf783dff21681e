// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// How many places the search for a maximum looks at.
public struct SearchEffort: Hashable, Sendable {
  /// Points of a Sobol sequence at which the likelihood is evaluated once.
  public var looked: Int
  /// The best of them, beside the plain starts, from which a coarse simplex runs.
  public var started: Int
  /// How many of those, best first, are followed to an admissible end.
  public var polished: Int

  public init(looked: Int = 512, started: Int = 24, polished: Int = 8) {
    (self.looked, self.started, self.polished) = (looked, started, polished)
  }

  public static let standard = SearchEffort()
}

/// The highest admissible maximum found from many starts.
struct MaximumSearch {
  let coordinates: Coordinates
  let effort: SearchEffort

  /// Natural parameters, labelled, and ln L; nil where every start ends in a spurious maximum.
  func run() -> (parameters: [Double], logLikelihood: Double)? {
    let minimizer = Minimizer(objective: coordinates.objective)
    var places = sobolPoints().map { (point: $0, value: coordinates.objective($0)) }
      .filter { $0.value < Coordinates.wall }
    places.sort { $0.value < $1.value }
    var starts = coordinates.plainStarts
    for place in places where starts.count < coordinates.plainStarts.count + effort.started {
      // Neighbours lead to the same maximum.
      if starts.allSatisfy({ distance($0, place.point) > 0.5 }) { starts.append(place.point) }
    }
    var coarse = starts.map { minimizer.simplex(from: $0, step: 0.3, size: 1e-2, iterations: 400) }
    coarse.sort { $0.value < $1.value }

    var best: (parameters: [Double], logLikelihood: Double)?
    var admissible = 0
    for candidate in coarse where admissible < effort.polished {
      var end = minimizer.simplex(from: candidate.point, step: 0.1, size: 1e-5, iterations: 3_000)
      end = minimizer.polish(end.point)
      // A simplex that has lost a dimension is found by starting it anew from where it stopped.
      let again = minimizer.simplex(from: end.point, step: 0.05, size: 1e-7, iterations: 3_000)
      if again.value < end.value { end = again }
      let parameters = coordinates.natural(end.point)
      guard end.value < Coordinates.wall, !isSpurious(parameters) else { continue }
      admissible += 1
      if best.map({ -end.value > $0.logLikelihood }) ?? true {
        best = (coordinates.labelled(parameters), -end.value)
      }
    }
    return best
  }

  /// A state that has shrunk to the narrowest width allowed is a spike on a few months, not a regime; states that swap
  /// every month for certain are a chain that forgets nothing.
  private func isSpurious(_ p: [Double]) -> Bool {
    guard let first = coordinates.model.parameterNames.firstIndex(of: "s1") else { return false }
    let narrow = min(p[first], p[first + 1]) < Coordinates.narrowest * coordinates.sample.deviation * 1.001
    return narrow || min(p[first + 2], p[first + 3]) > 0.99
  }

  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private func sobolPoints() -> [[Double]] {
    let box = coordinates.box
    guard let sequence = gsl_qrng_alloc(cgsl_qrng_sobol(), UInt32(box.count)) else { return [] }
    defer { gsl_qrng_free(sequence) }
    var point = [Double](repeating: 0, count: box.count)
    return (0..<effort.looked).map { _ in
      gsl_qrng_get(sequence, &point)
      return zip(box, point).map { $0.lowerBound + $1 * ($0.upperBound - $0.lowerBound) }
    }
  }
}
