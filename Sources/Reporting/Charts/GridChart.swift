// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Statistics
import Strategies

extension ReportBuilder {
  /// Heat map of claim age against claim age, with the undecided cells outlined.
  func gridChart() -> Chart? {
    guard let grid = ClaimGrid(self), let bestCell = grid.cells.first else { return nil }
    // Which cells cannot be told apart is known against the best strategy of all only.
    let holdsBest = bestCell.strategy == 0
    let undecided = grid.cells.filter {
      $0.strategy == bestCell.strategy || holdsBest && result.undecided.contains($0.strategy)
    }
    let title = words.text(
      !holdsBest ? ChartPhrase.gridTitleOnly : undecided.count > 1 ? .gridTitle : .gridTitleAlone,
      [
        "first": numbers.shortAge(Age(months: bestCell.first)), "a": code(grid.first),
        "second": numbers.shortAge(Age(months: bestCell.second)), "b": code(grid.second),
        "count": numbers.integer(undecided.count - 1), "all": numbers.integer(grid.cells.count - 1),
      ])
    var subtitle = words.text(
      holdsBest ? ChartPhrase.gridSubtitle : .gridSubtitleOnly,
      ["currency": currency.text, "month": numbers.month(scenario.asOf)])
    if !grid.others.isEmpty {
      subtitle +=
        " " + words.text(ChartPhrase.gridOthers, ["others": words.list(grid.others.map { axisPension($0) })])
    }

    let top = result.strategies[bestCell.strategy].differenceToBest.value
    let losses = grid.cells.map {
      perMonth(.exact(result.strategies[$0.strategy].differenceToBest.value - top)).value
    }
    let worst = min(losses.min() ?? 0, -1e-9)
    let columns = grid.firstAges.count
    let rows = grid.secondAges.count
    let height = min(760, max(300, 195 + rows * 38))
    var script = GnuplotScript(height: height)
    let ceiling = script.headline(title, subtitle) - 26 / Double(height)
    let bottom = 66 / Double(height)
    let right = min(0.96, 0.13 + 0.07 * Double(columns))
    script.frame(left: 0.13, right: right, bottom: bottom, top: ceiling)
    script.range("x", -0.5, Double(columns) - 0.5)
    script.range("y", -0.5, Double(rows) - 0.5)
    script.add("unset border")
    script.add("set tics scale 0")
    script.tics(
      "x",
      thinned(grid.firstAges, most: Int((right - 0.13) * 900 / 58)).map {
        (Double($0.index), numbers.shortAge(Age(months: $0.age)))
      })
    script.tics(
      "y", thinned(grid.secondAges, most: 20).map { (Double($0.index), numbers.shortAge(Age(months: $0.age))) })
    script.label(
      words.text(ChartPhrase.gridAxis, ["pension": axisPension(grid.first)]) + " →", x: (0.13 + right) / 2,
      y: 20 / Double(height), in: .screen, align: .center, size: 12)
    script.label(
      "↑ " + words.text(ChartPhrase.gridAxis, ["pension": axisPension(grid.second)]), x: 0.02,
      y: ceiling + 14 / Double(height), in: .screen, size: 12)

    let showNumbers = columns <= 16 && rows <= 16
    var boxes: [[Double]] = []
    for (cell, loss) in zip(grid.cells, losses) {
      guard let x = grid.firstAges.firstIndex(of: cell.first), let y = grid.secondAges.firstIndex(of: cell.second)
      else { continue }
      let fill = Ink.shade(loss / worst)
      boxes.append([Double(x), Double(y), Double(fill.red * 65536 + fill.green * 256 + fill.blue)])
      if showNumbers {
        let text = cell.strategy == bestCell.strategy ? words.text(ChartPhrase.gridBest) : numbers.number(loss)
        script.label(
          text, x: Double(x), y: Double(y), in: .first, align: .center, size: 11,
          bold: cell.strategy == bestCell.strategy,
          colour: Ink.on(fill))
      }
    }
    script.data("cells", boxes)
    var plots = ["$cells using 1:2:($1-.49):($1+.49):($2-.49):($2+.49):3 with boxxyerror fc rgb variable"]
    plots += script.outline(outline(undecided, grid))
    script.add("plot " + plots.joined(separator: ", "))
    return Chart(
      kind: .grid, title: title, subtitle: subtitle, alternative: title + ". " + subtitle, script: script.text,
      table: gridTable(grid))
  }

  /// `US`, or `ana, US` in a household of two.
  private func code(_ slot: ClaimGrid.Slot) -> String {
    scenario.members.count > 1 ? "\(slot.person), \(slot.country)" : slot.country.code
  }

  private func axisPension(_ slot: ClaimGrid.Slot) -> String {
    guard scenario.members.count > 1 else { return pension(slot.country) }
    return words.text(SearchPhrase.claimOfPerson, ["person": slot.person, "claim": pension(slot.country)])
  }

  private func thinned(_ ages: [Int], most: Int) -> [(index: Int, age: Int)] {
    let step = (ages.count + most - 1) / most
    return ages.enumerated().filter { $0.offset % step == 0 }.map { (index: $0.offset, age: $0.element) }
  }

  /// The edges between the undecided cells and the others, as line segments.
  private func outline(_ undecided: [ClaimGrid.Cell], _ grid: ClaimGrid) -> [[[Double]]] {
    var inside: Set<[Int]> = []
    for cell in undecided {
      if let x = grid.firstAges.firstIndex(of: cell.first), let y = grid.secondAges.firstIndex(of: cell.second) {
        inside.insert([x, y])
      }
    }
    return Ink.outline(of: inside)
  }

  private func gridTable(_ grid: ClaimGrid) -> TextTable? {
    guard grid.firstAges.count <= 12, grid.secondAges.count <= 24 else { return nil }
    let byAges = Dictionary(grid.cells.map { ([$0.first, $0.second], $0.strategy) }, uniquingKeysWith: { a, _ in a })
    let corner = RichText("\(code(grid.second)) ↓ \(code(grid.first)) →")
    return TextTable(
      columns: [(corner, false)] + grid.firstAges.map { (RichText(numbers.shortAge(Age(months: $0))), true) },
      rows: grid.secondAges.map { second in
        [RichText(numbers.shortAge(Age(months: second)))]
          + grid.firstAges.map { first in
            byAges[[first, second]].map {
              $0 == 0
                ? RichText.strong(words.text(ChartPhrase.gridBest))
                : RichText(numbers.estimate(perMonth(result.strategies[$0].differenceToBest), currency, signed: true))
            } ?? RichText("–")
          }
      })
  }
}
