// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import CKernels
import Testing

@Suite("Vector exp and log")
struct VectorMathTests {
  @Test("exp is within 1 ulp of the C library's")
  func expMatchesReference() {
    var x: [Double] = (0..<20_000).map { -708 + Double($0) * 0.07085 }
    x += (0..<20_000).map { -1 + Double($0) * 1e-4 } as [Double]
    x += [0, -0.0, 1e-300, -1e-17, 0.5 * M_LN2, 709]
    var y = [Double](repeating: 0, count: x.count)
    ck_exp(&y, x, x.count)
    for (a, b) in zip(x, y) { #expect(abs(b - CGSL.exp(a)) <= b.ulp, "exp(\(a))") }
    #expect(ck_exp1(0) == 1)
    #expect(ck_exp1(-1000) == ck_exp1(-708) && ck_exp1(1000) == ck_exp1(709))
  }

  @Test("log is within 2 ulp of the C library's")
  func logMatchesReference() {
    var x: [Double] = (1..<20_000).map { Double($0) * 1e-4 }
    x += (1..<300).map { CGSL.pow(10, Double($0)) } as [Double]
    x += [1, 1 + 0x1p-52, 1 - 0x1p-53, 0x1p-1000, 0x1p1000]
    var y = [Double](repeating: 0, count: x.count)
    ck_log(&y, x, x.count)
    for (a, b) in zip(x, y) { #expect(abs(b - CGSL.log(a)) <= 2 * b.ulp, "log(\(a))") }
    #expect(ck_log1(1) == 0)
  }

  @Test("a lane's bits do not depend on its neighbours")
  func laneInvariants() {
    let x = (0..<37).map { Double($0) * 0.37 - 6 }
    var whole = [Double](repeating: 0, count: x.count)
    ck_exp(&whole, x, x.count)
    for (a, b) in zip(x, whole) { #expect(ck_exp1(a) == b) }
  }
}
