// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
@testable import Strategies
import Statistics
import Testing

@testable import Reporting

@Suite("Heat map of a search")
struct SurfaceChartTests {
  private let systemPath = ProcessInfo.processInfo.environment["PATH"] ?? ""

  /// 97 × 61 months with the best in the middle, and the undecided around it. Made up.
  private func result(columns: Int = 97, rows: Int = 61) -> SearchResult {
    let axes = [
      SearchAxis(person: "ana", country: "US", months: (0..<columns).map { YearMonth(2028, 6) + $0 }),
      SearchAxis(person: "ana", country: "LU", months: (0..<rows).map { YearMonth(2031, 5) + $0 }),
    ]
    var cells: [SearchCell] = []
    for x in 0..<columns {
      for y in 0..<rows {
        let lead = Double((x - columns / 2) * (x - columns / 2) + 3 * (y - rows / 2) * (y - rows / 2))
        cells.append(
          SearchCell(
            months: [axes[0].months[x], axes[1].months[y]], spec: StrategySpec(name: "s", wishes: [:]),
            objective: Estimate(500_000 - lead, standardError: 900),
            lifetimeValue: Estimate(500_000 - lead, standardError: 900), percentiles: [1, 2, 3, 4, 5],
            lead: Estimate(lead, standardError: lead == 0 ? 0 : 20), paths: 1000))
      }
    }
    let order = cells.indices.sorted { cells[$0].lead.value < cells[$1].lead.value }
    return SearchResult(
      objective: .mean, axes: axes, cells: cells, best: order[0],
      undecided: order.filter { cells[$0].lead.value < 60 }, claims: [], refused: 0, method: "made up",
      isExhaustive: true, paths: 1000, seed: 1, economyModel: "ou", notes: [])
  }

  @Test(
    "is drawn, with a text alternative, and stays small",
    .enabled(if: ExternalTool("gnuplot", searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "") != nil))
  func drawn() throws {
    let folder = try TemporaryFolder()
    let fixture = ReportFixture()
    let written = try SearchReport(result(), of: fixture.scenario, systems: fixture.systems)
      .write(to: folder.path, ReportOptions(version: "1", searchPath: systemPath))
    #expect(written.warnings.isEmpty && written.files.contains("charts/surface.svg"))
    let svg = try folder.text("new-york-analyst-search/charts/surface.svg")
    #expect(svg.contains("role=\"img\"") && svg.utf8.count < 400_000)
    #expect(svg.matches(of: #/<polygon/#).count == 33 * 21)
    #expect(try folder.text("new-york-analyst-search/search.md").contains("](charts/surface.svg)"))
    if let target = ProcessInfo.processInfo.environment["RETIRESIM_CHARTS"] {
      try svg.write(toFile: target + "/surface.svg", atomically: true, encoding: .utf8)
    }
  }

  @Test("is left out, with a warning, where gnuplot is missing")
  func missing() throws {
    let folder = try TemporaryFolder()
    let fixture = ReportFixture()
    let written = try SearchReport(result(columns: 3, rows: 3), of: fixture.scenario, systems: fixture.systems)
      .write(to: folder.path, ReportOptions(version: "1", searchPath: ""))
    #expect(written.warnings.count == 1 && !written.files.contains("charts/surface.svg"))
  }

  @Test("the outline goes around a set of cells, and around nothing else")
  func outline() {
    #expect(Ink.outline(of: [[0, 0]]).count == 4)
    #expect(Ink.outline(of: [[0, 0], [1, 0]]).count == 6)
    #expect(Ink.outline(of: []).isEmpty)
  }
}
