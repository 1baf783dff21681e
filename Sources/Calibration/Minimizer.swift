// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import RandomStreams

/// GSL's minimisers on a Swift function: a simplex that finds, a quasi-Newton method that polishes.
struct Minimizer {
  /// Must be finite everywhere; a large value outside the admissible region.
  let objective: ([Double]) -> Double

  private final class Box {
    let objective: ([Double]) -> Double
    var point: [Double]
    init(_ objective: @escaping ([Double]) -> Double, dimension: Int) {
      self.objective = objective
      point = [Double](repeating: 0, count: dimension)
    }

    func value(at v: UnsafePointer<gsl_vector>?) -> Double {
      for i in point.indices { point[i] = gsl_vector_get(v, i) }
      return objective(point)
    }

    /// Central differences; the step balances rounding of a log-likelihood near 10³ against curvature.
    func gradient(at v: UnsafePointer<gsl_vector>?, into g: UnsafeMutablePointer<gsl_vector>?) {
      for i in point.indices { point[i] = gsl_vector_get(v, i) }
      for i in point.indices {
        let middle = point[i]
        let step = 1e-5 * max(1, abs(middle))
        point[i] = middle + step
        let above = objective(point)
        point[i] = middle - step
        let below = objective(point)
        point[i] = middle
        gsl_vector_set(g, i, (above - below) / (2 * step))
      }
    }

    static func of(_ pointer: UnsafeMutableRawPointer?) -> Box? {
      pointer.map { Unmanaged<Box>.fromOpaque($0).takeUnretainedValue() }
    }
  }

  /// Nelder–Mead (`nmsimplex2`) from `start` with steps of `step` until the simplex is smaller than `size`.
  func simplex(from start: [Double], step: Double, size: Double, iterations: Int) -> (point: [Double], value: Double) {
    GSLErrors.areReturned
    let dimension = start.count
    let box = Box(objective, dimension: dimension)
    guard let x = gsl_vector_alloc(dimension), let steps = gsl_vector_alloc(dimension),
      let state = gsl_multimin_fminimizer_alloc(cgsl_multimin_nmsimplex2(), dimension)
    else { return (start, objective(start)) }
    defer {
      gsl_multimin_fminimizer_free(state)
      gsl_vector_free(steps)
      gsl_vector_free(x)
    }
    for i in 0..<dimension { gsl_vector_set(x, i, start[i]) }
    gsl_vector_set_all(steps, step)
    var function = gsl_multimin_function(
      f: { Box.of($1)?.value(at: $0) ?? .nan }, n: dimension, params: Unmanaged.passUnretained(box).toOpaque())
    return withExtendedLifetime(box) {
      withUnsafeMutablePointer(to: &function) { function in
        guard gsl_multimin_fminimizer_set(state, function, x, steps) == 0 else { return (start, objective(start)) }
        for _ in 0..<iterations {
          guard gsl_multimin_fminimizer_iterate(state) == 0,
            gsl_multimin_fminimizer_size(state) > size
          else { break }
        }
        let best = gsl_multimin_fminimizer_x(state)
        return ((0..<dimension).map { gsl_vector_get(best, $0) }, gsl_multimin_fminimizer_minimum(state))
      }
    }
  }

  /// Broyden–Fletcher–Goldfarb–Shanno (`vector_bfgs2`) from `start`; ends where no progress is made.
  func polish(_ start: [Double]) -> (point: [Double], value: Double) {
    GSLErrors.areReturned
    let dimension = start.count
    let before = objective(start)
    let box = Box(objective, dimension: dimension)
    guard let x = gsl_vector_alloc(dimension),
      let state = gsl_multimin_fdfminimizer_alloc(cgsl_multimin_bfgs2(), dimension)
    else { return (start, before) }
    defer {
      gsl_multimin_fdfminimizer_free(state)
      gsl_vector_free(x)
    }
    for i in 0..<dimension { gsl_vector_set(x, i, start[i]) }
    var function = gsl_multimin_function_fdf(
      f: { Box.of($1)?.value(at: $0) ?? .nan },
      df: { Box.of($1)?.gradient(at: $0, into: $2) },
      fdf: { point, parameters, value, gradient in
        value?.pointee = Box.of(parameters)?.value(at: point) ?? .nan
        Box.of(parameters)?.gradient(at: point, into: gradient)
      }, n: dimension, params: Unmanaged.passUnretained(box).toOpaque())
    let after: (point: [Double], value: Double) = withExtendedLifetime(box) {
      withUnsafeMutablePointer(to: &function) { function in
        guard gsl_multimin_fdfminimizer_set(state, function, x, 0.01, 0.1) == 0 else { return (start, before) }
        for _ in 0..<200 {
          guard gsl_multimin_fdfminimizer_iterate(state) == 0,
            gsl_multimin_test_gradient(gsl_multimin_fdfminimizer_gradient(state), 1e-4) == Int32(GSL_CONTINUE)
          else { break }
        }
        let best = gsl_multimin_fdfminimizer_x(state)
        return ((0..<dimension).map { gsl_vector_get(best, $0) }, gsl_multimin_fdfminimizer_minimum(state))
      }
    }
    return after.value < before ? after : (start, before)
  }
}
