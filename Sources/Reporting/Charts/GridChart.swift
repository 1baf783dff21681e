// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Strategies

/// The strategies of one person with two pensions, by the ages at which they start.
struct ClaimGrid {
  struct Cell {
    var strategy: Int
    /// Completed months of age.
    var first: Int
    var second: Int
  }

  var firstCountry: Country
  var secondCountry: Country
  var firstAges: [Int]
  var secondAges: [Int]
  /// The best strategy of each pair of ages.
  var cells: [Cell]

  /// Nil where the strategies make no grid of at least 2 × 2 ages.
  init?(_ builder: ReportBuilder) {
    guard let person = builder.singlePerson else { return nil }
    let countries = builder.unique(builder.result.strategies.flatMap { $0.claims.map(\.country) })
    guard countries.count == 2 else { return nil }
    // The other currency along the bottom, where the range of ages is usually the wider one.
    let sorted = countries.sorted {
      (builder.systems[$0]?.currency == builder.currency ? 1 : 0, $0)
        < (builder.systems[$1]?.currency == builder.currency ? 1 : 0, $1)
    }
    (firstCountry, secondCountry) = (sorted[0], sorted[1])
    // Filing late or ahead of others is another axis; the grid shows claims filed as early as allowed.
    let all = builder.result.strategies.indices.filter { index in
      builder.result.strategies[index].spec.wishes.values.allSatisfy { wishes in
        wishes.values.allSatisfy { $0.filing == .asEarlyAsAllowed }
      }
    }
    let fromGrid = all.filter { builder.result.strategies[$0].spec.fromGrid }
    func cell(_ index: Int) -> Cell? {
      let claims = builder.result.strategies[index].claims
      guard let first = claims.first(where: { $0.country == sorted[0] }),
        let second = claims.first(where: { $0.country == sorted[1] })
      else { return nil }
      return Cell(
        strategy: index, first: first.entitlement - person.born.yearMonth,
        second: second.entitlement - person.born.yearMonth)
    }
    // A grid's own ages make the axes; named strategies count where they fall on them, and the best one always.
    let base = (fromGrid.count >= 4 ? fromGrid : all) + all.filter { $0 == 0 }
    let axes = (Set(base.compactMap { cell($0)?.first }), Set(base.compactMap { cell($0)?.second }))
    cells = []
    var taken: Set<[Int]> = []
    // Strategies come best first, so the first of a pair of ages is its best.
    for found in all.compactMap(cell) where axes.0.contains(found.first) && axes.1.contains(found.second) {
      if taken.insert([found.first, found.second]).inserted { cells.append(found) }
    }
    firstAges = Set(cells.map(\.first)).sorted()
    secondAges = Set(cells.map(\.second)).sorted()
    guard firstAges.count >= 2, secondAges.count >= 2, cells.count >= 4 else { return nil }
  }
}

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
      holdsBest ? ChartPhrase.gridTitle : .gridTitleOnly,
      [
        "first": numbers.shortAge(Age(months: bestCell.first)), "a": grid.firstCountry.code,
        "second": numbers.shortAge(Age(months: bestCell.second)), "b": grid.secondCountry.code,
        "count": numbers.integer(undecided.count - 1), "all": numbers.integer(grid.cells.count - 1),
      ])
    let subtitle = words.text(
      holdsBest ? ChartPhrase.gridSubtitle : .gridSubtitleOnly,
      ["currency": currency.text, "month": numbers.month(scenario.asOf)])

    let top = result.strategies[bestCell.strategy].differenceToBest.value
    let losses = grid.cells.map {
      perMonth(Estimate(result.strategies[$0.strategy].differenceToBest.value - top, standardError: 0)).value
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
      words.text(ChartPhrase.gridAxis, ["pension": pension(grid.firstCountry)]) + " →", x: (0.13 + right) / 2,
      y: 20 / Double(height), in: .screen, align: .center, size: 12)
    script.label(
      "↑ " + words.text(ChartPhrase.gridAxis, ["pension": pension(grid.secondCountry)]), x: 0.02,
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
    for (index, edge) in outline(undecided, grid).enumerated() {
      script.data("edge\(index)", edge)
      plots.append("$edge\(index) using 1:2 with lines lc rgb '\(Ink.vermilion)' lw 3")
    }
    script.add("plot " + plots.joined(separator: ", "))
    return Chart(
      kind: .grid, title: title, subtitle: subtitle, alternative: title + ". " + subtitle, script: script.text,
      table: gridTable(grid))
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
    let corner = RichText("\(grid.secondCountry) ↓ \(grid.firstCountry) →")
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
