// SPDX-License-Identifier: GPL-3.0-or-later
import RandomStreams
import Testing

@Suite("Sobol points")
struct SobolTests {
  @Test("more dimensions than GSL has are refused, not zeros", arguments: [0, 41, 360])
  func dimensionsInvariants(_ dimensions: Int) {
    let refusal = #expect(throws: SobolRefusal.self) {
      let sequence = try SobolSequence(dimensions: dimensions, seed: 1, replicate: nil)
      _ = sequence.dimensions
    }
    #expect(refusal?.description == "Sobol points have at most 40 dimensions in GSL, and \(dimensions) were asked for")
  }

  /// Antonov and Saleev (1979): the first points in two dimensions.
  @Test("the first points")
  func pointsPublishedExamples() throws {
    var sequence = try SobolSequence(dimensions: 2, seed: 1, replicate: nil)
    let points = (0..<4).map { sequence.withPoint($0) { $0 } }
    #expect(points == [[0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.375, 0.375]])
    #expect(sequence.withPoint(1) { $0 } == points[1])
  }

  /// Every point and dimension that a run may ask for, against GSL's own sequence.
  @Test("points by number are GSL's points", arguments: [1, 2, 3, 40])
  func tableMatchesReference(_ dimensions: Int) throws {
    var sequence = try SobolSequence(dimensions: dimensions, seed: 1, replicate: nil)
    let table = try SobolTable(dimensions: dimensions, points: 1500)
    for number in 0..<1500 {
      let point = sequence.withPoint(number) { $0 }
      #expect((0..<dimensions).map { table.coordinate($0, ofPoint: number) } == point, "point \(number)")
    }
    #expect(throws: SobolRefusal.self) { try SobolTable(dimensions: 41, points: 2) }
  }

  @Test("a shift keeps every interval equally filled")
  func shiftInvariants() throws {
    var sequence = try SobolSequence(dimensions: 3, seed: 9, replicate: 5)
    var counts = [Int](repeating: 0, count: 16)
    for number in 0..<1024 {
      let u = sequence.withPoint(number) { $0[2] }
      #expect(u > 0 && u < 1)
      counts[Int(u * 16)] += 1
    }
    #expect(counts.allSatisfy { abs($0 - 64) <= 2 }, "\(counts)")
  }
}
