// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import RandomStreams

extension Population {
  /// Whether the correlations can hold together.
  public var isConsistent: Bool { scores != nil }

  /// The Cholesky factor of the variables' correlations, lower triangle by rows; nil where they contradict one another.
  ///
  /// - Source: `gsl_linalg_cholesky_decomp1`, which reports a matrix that is not positive definite.
  var scores: [Double]? {
    let names = variables
    let n = names.count
    guard let matrix = gsl_matrix_calloc(n, n) else { preconditionFailure("no memory for \(n) × \(n) correlations") }
    defer { gsl_matrix_free(matrix) }
    gsl_matrix_set_identity(matrix)
    for correlation in correlations {
      guard let a = names.firstIndex(of: correlation.first), let b = names.firstIndex(of: correlation.second) else {
        return nil
      }
      gsl_matrix_set(matrix, a, b, correlation.value)
      gsl_matrix_set(matrix, b, a, correlation.value)
    }
    GSLErrors.areReturned
    guard gsl_linalg_cholesky_decomp1(matrix) == Int32(GSL_SUCCESS) else { return nil }
    return (0..<n).flatMap { row in (0..<n).map { $0 <= row ? gsl_matrix_get(matrix, row, $0) : 0 } }
  }

  /// The careers of a range of numbers; each depends on the seed and its number alone.
  ///
  /// Normal scores are drawn, correlated, and turned into uniforms again, so each variable keeps its own distribution.
  public func careers(_ numbers: Range<Int>, seed: UInt64, personID: String) -> [Career] {
    guard let scores else { preconditionFailure("a population whose correlations were not checked") }
    let n = variables.count
    var random = AddressedGenerator(seed: seed)
    return numbers.map { number in
      var independent: [Double] = []
      for variable in 0..<n {
        random.move(to: .careers, path: UInt64(number), period: variable)
        independent.append(gsl_cdf_ugaussian_Pinv(random.uniformPositive()))
      }
      let uniforms = (0..<n).map { row in
        let score = (0...row).reduce(0) { $0 + scores[row * n + $1] * independent[$1] }
        return min(max(gsl_cdf_ugaussian_P(score), 1e-15), 1 - 1e-15)
      }
      return career(at: uniforms, id: "\(number + 1)", personID: personID)
    }
  }
}
