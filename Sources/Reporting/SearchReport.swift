// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Strategies

/// A search as a folder of files: the best months, all that cannot be told from them, and the whole table.
public struct SearchReport: Sendable {
  private let result: SearchResult
  private let scenario: Scenario
  private let systems: [Country: any PensionSystem]

  public init(_ result: SearchResult, of scenario: Scenario, systems: [any PensionSystem]) {
    (self.result, self.scenario) = (result, scenario)
    self.systems = Dictionary(systems.map { ($0.country, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes `<folder>/<scenario>-search/`, all or nothing.
  ///
  /// - Throws: ``ReportError``, or `CancellationError`; then nothing is left behind and an older report stands.
  public func write(
    to folder: String, version: String,
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
  ) throws -> WrittenReport {
    var warnings: [String] = []
    let drawing = draw(searchPath: searchPath, warnings: &warnings)
    let target = ReportFolder(parent: folder.isEmpty ? "." : folder, name: scenario.name + "-search")
    var files: [String] = []
    try target.replace { writer in
      let table = surface
      let bytes = Array(table.csv.utf8)
      try writer.write(bytes, to: table.name + ".csv")
      try writer.write(
        DataPackage(name: scenario.name + "-search", title: scenario.title, tables: [table]).json(csv: [
          table.name: bytes
        ]),
        to: "datapackage.json")
      if let drawing { try writer.write(drawing, to: SurfaceChart.file) }
      try writer.write(markdown(version: version, hasChart: drawing != nil), to: "search.md")
      try writer.write(manifest(version: version, files: writer.files), to: Manifest.fileName)
      files = writer.files.map(\.path)
    }
    return WrittenReport(folder: target.path, files: files, warnings: warnings)
  }

  private var chart: SurfaceChart {
    let others = result.undecided.count - 1
    let step = result.axes.count == 2 ? SurfaceChart(result: result, axisNames: [], title: "", subtitle: "").step : 1
    return SurfaceChart(
      result: result,
      axisNames: result.axes.map { axis in
        "First month of \(systems[axis.country]?.pensionName ?? axis.country.code)"
          + (scenario.members.count > 1 ? " of \(axis.person)" : "")
      },
      title: "Best: \(words(best)); \(others) of \(result.cells.count - 1) others cannot be told from it",
      subtitle:
        "Objective '\(result.objective)': dark is the best (dot), light is \(amount(result.cells.map(\.lead.value).max() ?? 0))"
        + " behind; outlined: not told from the best at 95 %."
        + (step > 1 ? " A box is the best of \(step) × \(step) months." : "")
        + " \(result.paths) simulated futures, prices of \(scenario.asOf).")
  }

  /// The surface as SVG; nil, with a warning, where gnuplot is missing, and where there are not two pensions.
  private func draw(searchPath: String, warnings: inout [String]) -> String? {
    let chart = chart
    guard let script = chart.script else { return nil }
    guard let gnuplot = ExternalTool("gnuplot", searchPath: searchPath) else {
      warnings.append("gnuplot was not found, so this report has no chart; surface.csv holds its numbers.")
      return nil
    }
    do {
      let bytes = try gnuplot.run(["-d", "-"], input: Array(script.utf8))
      return try SVG.finished(
        String(decoding: bytes, as: UTF8.self), name: "surface", title: chart.title,
        description: chart.title + ". " + chart.subtitle)
    } catch {
      warnings.append("the chart \(SurfaceChart.file) could not be drawn: \(error)")
      return nil
    }
  }

  // MARK: The answer

  /// The best and what cannot be told from it, for a terminal.
  public var summary: String {
    var lines = [scenario.title, "", bestSentence, undecidedSentence]
    if let worst { lines.append(worst) }
    lines.append("How: \(result.method).")
    return lines.joined(separator: "\n") + "\n"
  }

  private var best: SearchCell { result.cells[result.best] }

  private var unit: String {
    result.objective == .needsMet ? "" : " \(scenario.currency)"
  }

  private func amount(_ value: Double) -> String {
    result.objective == .needsMet ? fixedDecimal(value * 100, 1) + " %" : fixedDecimal(value, 0) + unit
  }

  private func amount(_ estimate: Estimate) -> String {
    "\(amount(estimate.value)) ± \(amount(estimate.standardError))"
  }

  private func words(_ cell: SearchCell) -> String {
    zip(result.axes, cell.months).map { axis, month in
      let person = scenario.members.count > 1 ? "\(axis.person), " : ""
      let born = scenario.members.first { $0.person.id == axis.person }?.person.born.yearMonth
      let age = born.map { " (age \(Age(months: max(0, month - $0))))" } ?? ""
      return "\(person)\(systems[axis.country]?.pensionName ?? axis.country.code) from \(month)\(age)"
    }.joined(separator: "; ")
  }

  private var bestSentence: String {
    "Best by \(result.objective): \(words(best)); \(amount(best.objective)) "
      + "(\(result.paths) simulated futures, seed \(result.seed))."
  }

  private var undecidedSentence: String {
    let others = result.undecided.filter { $0 != result.best }
    guard !others.isEmpty else {
      return "No other of the \(result.cells.count) combinations can be taken for as good at 95 %."
    }
    let spans = result.axes.indices.map { axis in
      let months = result.undecided.map { result.cells[$0].months[axis] }
      let name = systems[result.axes[axis].country]?.pensionName ?? result.axes[axis].country.code
      return "\(name) \(months.min()!) to \(months.max()!)"
    }
    let stake = others.map { result.cells[$0].lead.value }.max() ?? 0
    return "\(others.count) other combinations of \(result.cells.count) cannot be told from it at 95 % "
      + "(\(spans.joined(separator: ", "))); choosing any of them costs at most \(amount(stake)) in the estimate."
  }

  private var worst: String? {
    guard let lead = result.cells.map(\.lead.value).max(), lead > 0 else { return nil }
    return "The worst combination is \(amount(lead)) behind."
  }

  // MARK: Files

  private var surface: DataTable {
    let money = "\(scenario.currency)"
    let suffix = scenario.currency.text.lowercased()
    let objectiveUnit = result.objective == .needsMet ? "1" : money
    var columns = result.axes.map { axis in
      DataTable.Column(
        columnName("\(axis.person)_\(axis.country.code)_claim"), .month,
        "Month in which \(axis.person)'s pension of \(axis.country.code) is wanted.")
    }
    columns += DataTable.estimate(
      "objective", unit: objectiveUnit, suffix: "", places: 4, "Objective '\(result.objective)' of the combination.")
    columns += DataTable.estimate(
      "behind_best", unit: objectiveUnit, suffix: "", places: 4, "Objective of the best less this one's, path by path.")
    columns += DataTable.estimate(
      "lifetime_value_mean", unit: money, suffix: suffix, places: 2, "Mean lifetime value, real.")
    columns += [5, 25, 50, 75, 95].map { percent in
      DataTable.Column(
        "lifetime_value_p\(percent)_\(suffix)", .number(places: 2), unit: money,
        "Percentile \(percent) of the lifetime value.")
    }
    columns.append(.init("undecided", .boolean, "Whether it cannot be told from the best at 95 %."))
    columns.append(.init("paths", .integer, "Simulated futures on which it was tried.", minimum: 1))
    var table = DataTable(
      name: "surface", title: "Every combination of claim months", columns: columns,
      primaryKey: Array(columns.prefix(result.axes.count).map(\.name)))
    let undecided = Set(result.undecided)
    for (index, cell) in result.cells.enumerated() {
      table.append(
        cell.months.map { .month($0) } + DataTable.cells(cell.objective) + DataTable.cells(cell.lead)
          + DataTable.cells(cell.lifetimeValue) + cell.percentiles.map { .number($0) }
          + [.boolean(undecided.contains(index)), .integer(cell.paths)])
    }
    return table
  }

  private func markdown(version: String, hasChart: Bool) -> String {
    var text = "# When to claim: \(Markdown.escaped(scenario.title))\n\n"
    text +=
      "Scenario `\(scenario.name)`, \(result.paths) simulated futures, seed \(result.seed), prices of \(scenario.asOf), "
    text += "\(scenario.currency), retiresim \(version).\n\n**\(bestSentence)**\n\n\(undecidedSentence)\n"
    if let worst { text += "\n\(worst)\n" }
    text += "\nHow: \(result.method).\n"
    if !result.isExhaustive { text += "\nNot every combination was tried.\n" }
    if result.refused > 0 { text += "\nThe law refuses \(result.refused) further combinations.\n" }
    if hasChart { text += "\n![\(Markdown.escaped(chart.title + ". " + chart.subtitle))](\(SurfaceChart.file))\n" }
    text += "\n## The best, and what cannot be told from it\n\n"
    text += "| " + result.axes.map { "\($0.person) \($0.country.code)" }.joined(separator: " | ")
    text += " | Objective | Behind the best | 5 % | Median | 95 % |\n|"
    text += String(repeating: "---|", count: result.axes.count) + "--:|--:|--:|--:|--:|\n"
    for index in result.undecided.prefix(40) {
      let cell = result.cells[index]
      let lead = index == result.best ? "–" : amount(cell.lead)
      text +=
        "| " + cell.months.map(\.description).joined(separator: " | ") + " | \(amount(cell.objective)) | \(lead) | "
      text += [0, 2, 4].map { fixedDecimal(cell.percentiles[$0], 0) }.joined(separator: " | ") + " |\n"
    }
    if result.undecided.count > 40 { text += "\n\(result.undecided.count - 40) more are marked in `surface.csv`.\n" }
    text += "\n`surface.csv` has all \(result.cells.count) combinations. ± is one standard error.\n"
    text += "\nExchange rate: \(result.economyModel).\n"
    if !result.notes.isEmpty { text += "\n## Assumptions\n\n" + result.notes.map { "- \($0)\n" }.joined() }
    return text
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
        AwardField("exchangeRateModel", .text(result.economyModel)),
      ] + Manifest.mathematics(scenario) + [
        AwardField(
          "files",
          .object(files.sorted { $0.path < $1.path }.map { AwardField($0.path, .text("sha256:" + $0.sha256)) }))
      ]
    ).prettyJSON
  }
}
