// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Strategies

/// A search as a folder of files: the best months, all that cannot be told from them, and the whole table.
public struct SearchReport: Sendable, ReportNaming {
  let result: SearchResult
  let scenario: Scenario
  let systems: [Country: any PensionSystem]
  let words: Wording

  public init(_ result: SearchResult, of scenario: Scenario, systems: [any PensionSystem]) {
    (self.result, self.scenario) = (result, scenario)
    words = Wording(for: scenario, systems: systems)
    self.systems = Dictionary(systems.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes `<folder>/<scenario>-search/`, all or nothing.
  ///
  /// - Throws: ``ReportError``, or `CancellationError`; then nothing is left behind and an older report stands.
  public func write(to folder: String, _ options: ReportOptions) throws -> WrittenReport {
    var drawing = draw(searchPath: options.searchPath)
    try Task.checkCancellation()
    let target = ReportFolder(parent: folder.isEmpty ? "." : folder, name: scenario.name + "-search")
    var files: [String] = []
    try target.replace { writer in
      let table = surface
      let bytes = Array(table.csv.utf8)
      try writer.write(bytes, to: table.name + ".csv")
      try writer.write(
        DataPackage(name: scenario.name + "-search", title: scenario.title, tables: [table]).json(csv: [
          table.name: bytes
        ]), to: "datapackage.json")
      if options.json { try writer.write(ResultFile.bytes(of: result), to: ResultFile.name) }
      for chart in drawing.charts { try writer.write(chart.svg, to: chart.chart.file) }
      if options.png {
        drawing.warnings += try drawing.writePNG(words, searchPath: options.searchPath, writer)
      }
      let page = document(version: options.version, charts: drawing)
      try writer.write(Markdown(document: page).text, to: "search.md")
      if options.html {
        let charts = Dictionary(drawing.charts.map { ($0.chart.file, $0.svg) }, uniquingKeysWith: { a, _ in a })
        try writer.write(
          HTML(document: page, pageSize: scenario.report.pageSize, charts: charts).text, to: "search.html")
      }
      try writer.write(manifest(version: options.version, files: writer.files), to: Manifest.fileName)
      files = writer.files.map(\.path)
    }
    return WrittenReport(folder: target.path, files: files, warnings: drawing.warnings)
  }

  /// The best and what cannot be told from it, for a terminal.
  public var summary: String {
    var lines = [scenario.title, "", bestSentence.plain]
    lines += points.map { "- " + $0.plain }
    return lines.map { oneLine($0) }.joined(separator: "\n") + "\n"
  }

  // MARK: The chart

  private var chart: Chart? {
    let others = result.undecided.filter { $0 != result.best }.count
    let paths = numbers.integer(result.paths)
    let title = words.text(
      others == 0 ? SearchPhrase.chartTitleAlone : .chartTitle,
      [
        "claims": shortClaims(best), "count": numbers.integer(others), "all": numbers.integer(result.cells.count - 1),
      ])
    var surface = SurfaceChart(result: result, axisNames: result.axes.map(axisName), title: title, subtitle: "")
    surface.subtitle = words.text(
      SearchPhrase.chartSubtitle,
      [
        "objective": objective, "worst": amount(result.cells.map(\.lead.value).max() ?? 0), "paths": paths,
        "month": numbers.month(scenario.asOf),
      ])
    if surface.step > 1 { surface.subtitle += words.text(SearchPhrase.boxes, ["step": "\(surface.step)"]) }
    return surface.script.map {
      Chart(
        kind: .surface, title: title, subtitle: surface.subtitle, alternative: title + ". " + surface.subtitle,
        script: $0)
    }
  }

  /// `US June 2032 (66y1m), LU November 2033 (67y6m)`.
  private func shortClaims(_ cell: SearchCell) -> String {
    zip(result.axes, cell.months).map { axis, month in
      let whose = scenario.members.count > 1 ? "\(axis.person), " : ""
      let age =
        month == SearchAxis.never ? "" : age(of: axis.person, in: month).map { " (\(numbers.shortAge($0)))" } ?? ""
      let pension = axis.isSurvivors ? self.pension(of: axis) : axis.country.code
      return "\(whose)\(pension) \(self.month(month))\(age)"
    }.joined(separator: ", ")
  }

  /// What the months of an axis begin.
  func pension(of axis: SearchAxis) -> String {
    axis.isSurvivors
      ? words.text(AnswerPhrase.survivorPension, ["pension": pension(axis.country)]) : pension(axis.country)
  }

  /// A month of an axis, or `never`.
  func month(_ month: YearMonth) -> String {
    month == SearchAxis.never ? words.text(SearchPhrase.never) : numbers.month(month)
  }

  private func axisName(_ axis: SearchAxis) -> String {
    words.text(
      scenario.members.count > 1 ? SearchPhrase.axisOfPerson : .axis,
      ["pension": pension(of: axis), "person": axis.person])
  }

  /// The surface of two pensions; empty where there are not two.
  private func draw(searchPath: String) -> ChartDrawing {
    guard let chart else { return ChartDrawing() }
    return ChartDrawing(drawing: [chart], words, missing: SearchPhrase.chartMissing, searchPath: searchPath)
  }

  // MARK: Files

  private var surface: DataTable {
    let money = "\(scenario.currency) at prices of \(scenario.asOf)"
    let suffix = columnName(scenario.currency.text)
    let objectiveUnit =
      switch result.objective {
      case .needsMet: "share"
      case .certaintyEquivalent: "\(money), a month"
      default: money
      }
    var columns = result.axes.map { axis in
      DataTable.Column(
        columnName("\(axis.person)_\(axis.country.code)\(axis.isSurvivors ? "_survivor" : "")_claim"), .month,
        "Month in which \(axis.person)'s pension of \(axis.country.code) is wanted"
          + (axis.months.contains(SearchAxis.never) ? "; \(SearchAxis.never) is never." : "."))
    }
    columns += result.axes.map { axis in
      DataTable.Column(
        columnName("\(axis.person)_\(axis.country.code)\(axis.isSurvivors ? "_survivor" : "")_filed"), .text,
        "When \(axis.person)'s claim of \(axis.country.code) is filed, in the words of a scenario.")
    }
    columns += DataTable.estimate(
      "objective", unit: objectiveUnit, suffix: "", places: 4, "Objective '\(result.objective)' of the combination.")
    columns += DataTable.estimate(
      "behind_best", unit: objectiveUnit, suffix: "", places: 4,
      "Objective of the best less this one's, path by path.")
    columns += DataTable.estimate(
      "lifetime_value_mean", unit: money, suffix: suffix, places: 2, "Mean lifetime value, real.")
    columns += [5, 25, 50, 75, 95].map { percent in
      DataTable.Column(
        "lifetime_value_p\(percent < 10 ? "0" : "")\(percent)_\(suffix)", .number(places: 2), unit: money,
        "Percentile \(percent) of the lifetime value.")
    }
    columns.append(.init("undecided", .boolean, "Whether it cannot be told from the best at 95 %."))
    columns.append(.init("paths", .integer, "Simulated futures on which it was tried.", minimum: 1))
    var table = DataTable(
      name: "surface", title: "Every combination of claim months", columns: columns,
      primaryKey: Array(columns.prefix(2 * result.axes.count).map(\.name)))
    let undecided = Set(result.undecided)
    for (index, cell) in result.cells.enumerated() {
      table.append(
        cell.months.map { .month($0) } + cell.filings.map { .text("\($0)") } + DataTable.cells(cell.objective)
          + DataTable.cells(cell.lead)
          + DataTable.cells(cell.lifetimeValue) + cell.percentiles.map { .number($0) }
          + [.boolean(undecided.contains(index)), .integer(cell.paths)])
    }
    return table
  }

  private func manifest(version: String, files: [(path: String, sha256: String)]) -> String {
    AwardValue.object(
      [
        AwardField("program", .text("retiresim")), AwardField("version", .text(version)),
        AwardField("search", .text("\(result.objective)")),
        AwardField(
          "scenario",
          .object([
            AwardField("name", .text(scenario.name)), AwardField("sha256", .text(SHA256.hex(of: scenario.text.utf8))),
            AwardField("text", .text(scenario.text)),
          ])),
        AwardField("paths", .integer(result.paths)), AwardField("seed", .text(String(result.seed))),
        AwardField("exchangeRateModel", .text(words.english(result.economyModel))),
      ] + Manifest.mathematics(scenario) + [
        AwardField(
          "files",
          .object(files.sorted { $0.path < $1.path }.map { AwardField($0.path, .text("sha256:" + $0.sha256)) }))
      ]
    ).prettyJSON
  }
}
