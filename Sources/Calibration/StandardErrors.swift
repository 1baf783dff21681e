// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Standard errors: square roots of the diagonal of the inverse Hessian of −ln L in the natural parameters.
///
/// Central differences. The step is 10⁻⁴ of the parameter or, where the parameter is small beside its own error, a
/// hundredth of the error it would have alone, so that rounding of the log-likelihood does not show.
///
/// - Returns: [parameter]; nil where the Hessian is not positive definite, so that no error exists.
func standardErrors(of f: ([Double]) -> Double, at x: [Double]) -> [Double]? {
  let n = x.count
  let centre = f(x)
  guard centre.isFinite else { return nil }
  func moved(_ shifts: [(Int, Double)]) -> Double {
    var y = x
    for (i, h) in shifts { y[i] += h }
    return f(y)
  }
  func second(_ i: Int, _ h: Double) -> Double { (moved([(i, h)]) - 2 * centre + moved([(i, -h)])) / (h * h) }

  var steps: [Double] = []
  for i in 0..<n {
    var h = 1e-4 * max(abs(x[i]), 1e-6)
    // Where rounding hides the curvature, a larger step shows it: take the first that moves ln L by 10⁻⁶ or more.
    while abs(moved([(i, h)]) - 2 * centre + moved([(i, -h)])) < 2e-6, h < max(abs(x[i]), 1) { h *= 2 }
    let curvature = second(i, h)
    guard curvature.isFinite else { return nil }
    if curvature > 0 { h = max(1e-4 * abs(x[i]), min(0.01 / curvature.squareRoot(), 0.3 * max(abs(x[i]), h))) }
    steps.append(h)
  }
  guard let hessian = gsl_matrix_alloc(n, n) else { return nil }
  defer { gsl_matrix_free(hessian) }
  for i in 0..<n {
    gsl_matrix_set(hessian, i, i, second(i, steps[i]))
    for j in 0..<i {
      let (h, k) = (steps[i], steps[j])
      let cross =
        (moved([(i, h), (j, k)]) - moved([(i, h), (j, -k)]) - moved([(i, -h), (j, k)]) + moved([(i, -h), (j, -k)]))
        / (4 * h * k)
      gsl_matrix_set(hessian, i, j, cross)
      gsl_matrix_set(hessian, j, i, cross)
    }
  }
  // Scaled to a unit diagonal: ω and ν differ by eight powers of ten.
  let diagonal = (0..<n).map { gsl_matrix_get(hessian, $0, $0) }
  guard diagonal.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
  for i in 0..<n {
    for j in 0..<n {
      gsl_matrix_set(hessian, i, j, gsl_matrix_get(hessian, i, j) / (diagonal[i] * diagonal[j]).squareRoot())
    }
  }
  guard gsl_linalg_cholesky_decomp1(hessian) == 0, gsl_linalg_cholesky_invert(hessian) == 0 else { return nil }
  let errors = (0..<n).map { (gsl_matrix_get(hessian, $0, $0) / diagonal[$0]).squareRoot() }
  return errors.allSatisfy(\.isFinite) ? errors : nil
}
