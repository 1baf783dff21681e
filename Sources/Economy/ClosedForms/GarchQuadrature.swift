// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import RandomStreams

/// Distribution of up to three months of GARCH(1,1) with normal shocks: given the first two, the third is normal, and those two are
/// integrated by Gauss and Hermite.
struct GarchQuadrature: Sendable {
  /// Nodes: mean and standard deviation of the last month given the months before it.
  private let nodes: [(weight: Double, mean: Double, sd: Double)]

  /// - Parameter decay: weight that a month leaves to the one before; 1 without reversion.
  init(months: Int, omega: Double, alpha: Double, beta: Double, h1: Double, decay: Double) {
    precondition((1...3).contains(months), "\(months) months by quadrature")
    let rule = Self.hermite(nodes: 160)
    var nodes = [(weight: 1.0, mean: 0.0, variance: h1)]
    for _ in 1..<months {
      nodes = nodes.flatMap { node in
        rule.map { z, weight in
          let e = sqrt(node.variance) * z
          return (
            weight: node.weight * weight, mean: decay * (node.mean + e),
            variance: omega + alpha * e * e + beta * node.variance
          )
        }
      }
    }
    self.nodes = nodes.map { ($0.weight, $0.mean, sqrt($0.variance)) }
  }

  func probability(below y: Double) -> Double {
    nodes.reduce(0) { $0 + $1.weight * gsl_cdf_ugaussian_P((y - $1.mean) / $1.sd) }
  }

  /// Nodes and weights of the standard normal; nodes with no weight left are dropped.
  private static func hermite(nodes: Int) -> [(Double, Double)] {
    GSLErrors.areReturned
    guard let rule = gsl_integration_fixed_alloc(cgsl_integration_hermite(), nodes, 0, 0.5, 0, 0) else {
      preconditionFailure("no memory for \(nodes) nodes")
    }
    defer { gsl_integration_fixed_free(rule) }
    let (x, w) = (gsl_integration_fixed_nodes(rule)!, gsl_integration_fixed_weights(rule)!)
    let total = (0..<nodes).reduce(0) { $0 + w[$1] }
    return (0..<nodes).map { (x[$0], w[$0] / total) }.filter { $0.1 > 1e-25 }
  }
}
