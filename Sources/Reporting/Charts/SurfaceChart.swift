// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// The surface of a search over two pensions as a heat map, the combinations that cannot be told apart outlined.
struct SurfaceChart {
  let result: SearchResult
  /// Written on each axis.
  let axisNames: [String]
  let title: String
  var subtitle: String

  /// Months a box spans along each axis, so that no axis has more than 48 boxes.
  var step: Int {
    let longest = result.axes.map(\.months.count).max() ?? 1
    return (longest + 47) / 48
  }

  private struct Box {
    var lead: Double
    var isUndecided: Bool
    var isBest: Bool
  }

  /// Nil unless the search has two axes of at least two boxes.
  var script: String? {
    guard result.axes.count == 2 else { return nil }
    let positions = result.axes.map { axis in
      Dictionary(axis.months.enumerated().map { ($0.element, $0.offset / step) }, uniquingKeysWith: { a, _ in a })
    }
    let undecided = Set(result.undecided)
    var boxes: [[Int]: Box] = [:]
    for (index, cell) in result.cells.enumerated() where cell.months.count == 2 {
      guard let x = positions[0][cell.months[0]], let y = positions[1][cell.months[1]] else { continue }
      var box = boxes[[x, y]] ?? Box(lead: .infinity, isUndecided: false, isBest: false)
      // A box of several months shows the best of them.
      box.lead = min(box.lead, cell.lead.value)
      if undecided.contains(index) { box.isUndecided = true }
      if index == result.best { box.isBest = true }
      boxes[[x, y]] = box
    }
    let columns = (boxes.keys.map { $0[0] }.max() ?? 0) + 1
    let rows = (boxes.keys.map { $0[1] }.max() ?? 0) + 1
    guard columns >= 2, rows >= 2, let worst = boxes.values.map(\.lead).max() else { return nil }

    let height = min(720, max(340, 150 + rows * 16))
    var script = GnuplotScript(height: height)
    let ceiling = script.headline(title, subtitle) - 26 / Double(height)
    script.frame(left: 0.1, right: 0.96, bottom: 66 / Double(height), top: ceiling)
    script.range("x", -0.5, Double(columns) - 0.5)
    script.range("y", -0.5, Double(rows) - 0.5)
    script.add("unset border")
    script.add("set tics scale 0.5")
    script.tics("x", ticks(result.axes[0]))
    script.tics("y", ticks(result.axes[1]))
    script.label(
      axisNames[0] + " →", x: 0.53, y: 20 / Double(height), in: .screen, align: .center, size: 12)
    script.label("↑ " + axisNames[1], x: 0.02, y: ceiling + 14 / Double(height), in: .screen, size: 12)
    var data: [[Double]] = []
    for (place, box) in boxes.sorted(by: { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }) {
      let fill = Ink.shade(worst > 0 ? box.lead / worst : 0)
      data.append([Double(place[0]), Double(place[1]), Double(fill.red * 65536 + fill.green * 256 + fill.blue)])
      if box.isBest {
        script.label(
          "●", x: Double(place[0]), y: Double(place[1]), in: .first, align: .center, size: 10, colour: Ink.on(fill))
      }
    }
    script.data("cells", data)
    var plots = ["$cells using 1:2:($1-.5):($1+.5):($2-.5):($2+.5):3 with boxxyerror fc rgb variable"]
    let inside = Set(boxes.filter { $0.value.isUndecided || $0.value.isBest }.keys)
    plots += script.outline(Ink.outline(of: inside))
    script.add("plot " + plots.joined(separator: ", "))
    return script.text
  }

  /// Januaries of the axis, thinned to at most nine.
  private func ticks(_ axis: SearchAxis) -> [(value: Double, label: String)] {
    let januaries = axis.months.enumerated().filter { $0.element.month == 1 }
    let every = max(1, (januaries.count + 8) / 9)
    return januaries.enumerated().filter { $0.offset % every == 0 }.map {
      (Double($0.element.offset) / Double(step), String($0.element.element.year))
    }
  }
}
