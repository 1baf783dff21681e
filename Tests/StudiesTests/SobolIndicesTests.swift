// SPDX-License-Identifier: GPL-3.0-or-later
import RandomStreams
import Studies
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

@Suite("Sobol indices")
struct SobolIndicesTests {
  /// Ishigami and Homma (1990), a = 7, b = 0.1: f = sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ on [−π, π]³.
  ///
  /// Closed form: V = 1/2 + a²/8 + bπ⁴/5 + b²π⁸/18; V₁ = (1 + bπ⁴/5)²/2; V₂ = a²/8; V₁₃ = 8b²π⁸/225.
  @Test("find the Ishigami function's shares of variance")
  func ishigamiClosedForm() throws {
    let (a, b) = (7.0, 0.1)
    let p4 = pow(Double.pi, 4)
    let p8 = p4 * p4
    let variance = 0.5 + a * a / 8 + b * p4 / 5 + b * b * p8 / 18
    let v1 = 0.5 * (1 + b * p4 / 5) * (1 + b * p4 / 5)
    let v2 = a * a / 8
    let v13 = 8 * b * b * p8 / 225
    let design = try SaltelliDesign(names: ["x1", "x2", "x3"], points: 256, seed: 1)
    var calls = 0
    let found = try design.indices { u in
      calls += 1
      let x = u.map { Double.pi * (2 * $0 - 1) }
      return sin(x[0]) + a * sin(x[1]) * sin(x[1]) + b * pow(x[2], 4) * sin(x[0])
    }
    #expect(calls == design.evaluations)
    let first = [v1 / variance, v2 / variance, 0]
    let total = [(v1 + v13) / variance, v2 / variance, v13 / variance]
    for (index, found) in found.indices.enumerated() {
      #expect(abs(found.first.value - first[index]) < 4 * found.first.error + 1e-3, "\(found)")
      #expect(abs(found.total.value - total[index]) < 4 * found.total.error + 1e-3, "\(found)")
      #expect(found.first.error < 0.03)
    }
    #expect(abs(found.variance.value - variance) < 4 * found.variance.error)
  }

  @Test("an additive function's indices sum to one, and the total equals the first")
  func additiveClosedForm() throws {
    let design = try SaltelliDesign(names: ["a", "b"], points: 256, seed: 2)
    let found = try design.indices { $0[0] + 2 * $0[1] }
    #expect(abs(found.indices[0].first.value - 0.2) < 4 * found.indices[0].first.error + 1e-4)
    #expect(abs(found.indices[1].total.value - 0.8) < 4 * found.indices[1].total.error + 1e-4)
  }

  @Test("refuses more assumptions than Sobol points have dimensions for")
  func refusal() {
    let error = #expect(throws: SobolRefusal.self) {
      try SaltelliDesign(names: (0..<21).map { "a\($0)" }, points: 8, seed: 1)
    }
    #expect(error?.dimensions == 42)
  }
}
