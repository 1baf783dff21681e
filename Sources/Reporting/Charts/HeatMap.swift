// SPDX-License-Identifier: GPL-3.0-or-later

extension Ink {
  /// Dark where nothing is lost, light where the most is: one hue, so that grey shows the same order.
  static func shade(_ loss: Double) -> (red: Int, green: Int, blue: Int) {
    let share = min(1, max(0, loss))
    func mix(_ dark: Double, _ light: Double) -> Int { Int((dark + (light - dark) * share).rounded()) }
    return (mix(8, 240), mix(64, 246), mix(129, 252))
  }

  /// The edges between cells of a set, [column, row] from 0, and all others, as line segments around unit squares.
  static func outline(of inside: Set<[Int]>) -> [[[Double]]] {
    var edges: [[[Double]]] = []
    for cell in inside.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) {
      let (x, y) = (Double(cell[0]), Double(cell[1]))
      if !inside.contains([cell[0] - 1, cell[1]]) { edges.append([[x - 0.5, y - 0.5], [x - 0.5, y + 0.5]]) }
      if !inside.contains([cell[0] + 1, cell[1]]) { edges.append([[x + 0.5, y - 0.5], [x + 0.5, y + 0.5]]) }
      if !inside.contains([cell[0], cell[1] - 1]) { edges.append([[x - 0.5, y - 0.5], [x + 0.5, y - 0.5]]) }
      if !inside.contains([cell[0], cell[1] + 1]) { edges.append([[x - 0.5, y + 0.5], [x + 0.5, y + 0.5]]) }
    }
    return edges
  }
}

extension GnuplotScript {
  /// Edges in vermilion on white, so that they stand out on dark and on light cells, in grey too.
  ///
  /// - Returns: what to plot: all of the white first, so that no corner is covered.
  mutating func outline(_ edges: [[[Double]]]) -> [String] {
    for (index, edge) in edges.enumerated() { data("edge\(index)", edge) }
    return [("#ffffff", 6), (Ink.vermilion, 3)].flatMap { colour, width in
      edges.indices.map { "$edge\($0) using 1:2 with lines lc rgb '\(colour)' lw \(width)" }
    }
  }
}
