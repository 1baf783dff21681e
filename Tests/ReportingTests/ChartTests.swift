// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Testing

@testable import Reporting

#if canImport(FoundationXML)
import FoundationXML
#endif

private let systemPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
private let hasGnuplot = ExternalTool("gnuplot", searchPath: systemPath) != nil

@Suite("Charts")
struct ChartTests {
  private func builder(_ fixture: ReportFixture) -> ReportBuilder {
    ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")
  }

  @Test("every kind is planned where the result has its numbers")
  func planned() {
    let charts = builder(ReportFixture()).drawCharts(searchPath: "").planned
    #expect(charts.map(\.kind) == [.grid, .differences, .income, .survival, .minimum, .tornado])
    for chart in charts {
      #expect(chart.title.contains { $0.isNumber }, "the finding of \(chart.kind) has a number: \(chart.title)")
      #expect(chart.alternative.hasPrefix(chart.title))
    }
    let fewer = builder(ReportFixture(withMinimum: false, withStresses: false)).drawCharts(searchPath: "").planned
    #expect(fewer.map(\.kind) == [.grid, .differences, .income, .survival])
  }

  @Test("are drawn as well-formed SVG with role, name and description", .enabled(if: hasGnuplot))
  func drawn() throws {
    let drawing = builder(ReportFixture()).drawCharts(searchPath: systemPath)
    #expect(drawing.warnings.isEmpty)
    #expect(drawing.charts.count == 6)
    for (chart, svg) in drawing.charts {
      #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(chart.kind)")
      #expect(
        svg.contains("<svg role=\"img\" aria-labelledby=\"\(chart.kind.rawValue)-title \(chart.kind.rawValue)-desc\""))
      #expect(svg.contains("<title id=\"\(chart.kind.rawValue)-title\">\(HTML.escaped(chart.title))</title>"))
      #expect(svg.matches(of: #/<title/#).count == 1 && !svg.contains("<image") && !svg.contains("GNUPLOT"))
      #expect(svg.contains("font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\""))
    }
    if let folder = ProcessInfo.processInfo.environment["RETIRESIM_CHARTS"] {  // to look at them
      for (chart, svg) in drawing.charts {
        try svg.write(toFile: folder + "/\(chart.kind.rawValue).svg", atomically: true, encoding: .utf8)
      }
    }
  }

  @Test("run nothing and break nothing that a scenario's names contain", .enabled(if: hasGnuplot))
  func hostileNames() throws {
    let folder = try TemporaryFolder()
    let marker = folder.path + "/pwned"
    let hostile =
      "`touch \(marker)` '; system('touch \(marker)'); '\" . `touch \(marker)`\n!touch \(marker)\nEOD\n@x {/Bold y} <script>&amp;\u{0} ]]> $(touch \(marker))"
    let fixture = ReportFixture(title: hostile, nameSuffix: hostile)
    let written = try fixture.write(to: folder, html: true, searchPath: systemPath)
    #expect(!FileManager.default.fileExists(atPath: marker))
    #expect(written.warnings.isEmpty)
    for file in written.files where file.hasSuffix(".svg") {
      let svg = try folder.text("new-york-analyst/" + file)
      #expect(XMLParser(data: Data(svg.utf8)).parse(), "\(file)")
    }
    let html = try folder.text("new-york-analyst/report.html")
    #expect(!html.contains("<script"))
  }

  @Test("stand in the report with a text alternative, and in the HTML inline", .enabled(if: hasGnuplot))
  func embedded() throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture().write(to: folder, html: true, searchPath: systemPath)
    let report = try folder.text("new-york-analyst/report.md")
    for kind in Chart.Kind.allCases where kind != .surface {
      #expect(report.firstMatch(of: try Regex("!\\[[^\\]]{40,}\\]\\(charts/\(kind.rawValue)\\.svg\\)")) != nil)
    }
    let html = try folder.text("new-york-analyst/report.html")
    #expect(html.matches(of: #/<svg role="img"/#).count == 6)
    let ids = html.matches(of: #/ id=["']([^"']+)["']/#).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
  }

  @Test("labels that would print over each other are moved apart, and stay in range")
  func labels() {
    let placed = LabelPlacement.spread([10, 10.2, 10.1, 50], gap: 5, within: 0...52)
    let sorted = placed.sorted()
    for (a, b) in zip(sorted, sorted.dropFirst()) { #expect(b - a >= 4.9) }
    #expect(sorted[0] >= 0 && sorted[3] <= 52)
    #expect(placed[0] < placed[2] && placed[2] < placed[1])
  }

  @Test(
    "ticks are round numbers that cover the range",
    arguments: [(0.0, 2345.0), (-0.031, 0.012), (0, 1), (-91_000, 12_000), (0.8, 1.6)])
  func ticks(low: Double, high: Double) {
    let ticks = NiceTicks(low, high, count: 5)
    #expect(ticks.low <= low && ticks.high >= high && (3...9).contains(ticks.values.count))
    let labels = ticks.values.map { NumberText(language: .en).number($0, ticks.places) }
    #expect(Set(labels).count == labels.count)
  }

  @Test("ink on a cell is the one that stands out more")
  func contrast() {
    #expect(Ink.on((8, 64, 129)) == "#ffffff")
    #expect(Ink.on((240, 246, 252)) == Ink.text)
    // Greys of the three fills of the income chart differ by at least a tenth of the scale.
    let builder = builder(ReportFixture())
    let greys = ["minimum", "US", "LU"].map { Ink.luminance(builder.fill(of: $0)) }
    #expect(greys[1] - greys[0] > 0.1 && greys[2] - greys[1] > 0.1)
  }
}
