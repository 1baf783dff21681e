// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Strategies

/// What a report writes beside its tables, and where it finds the programs that draw.
public struct ReportOptions: Sendable {
  /// `report.html` too: one self-contained file.
  public var html: Bool
  /// Each chart as PNG too.
  public var png: Bool
  /// `result.json` too: the result as values.
  public var json: Bool
  /// The program's version, printed in the report and the manifest.
  public var version: String
  /// Folders, separated by colons, in which gnuplot and rsvg-convert are looked for.
  public var searchPath: String

  public init(
    html: Bool = false, png: Bool = false, json: Bool = false, version: String,
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
  ) {
    (self.html, self.png, self.json) = (html, png, json)
    (self.version, self.searchPath) = (version, searchPath)
  }
}

/// What was written.
public struct WrittenReport: Sendable {
  /// The report's folder.
  public var folder: String
  /// Relative to the folder, in the order of the manifest.
  public var files: [String]
  /// What the user should know: missing programs, stale parameters. A sentence each, without `warning:`.
  public var warnings: [String]
}

/// A comparison as a folder of files: `report.md`, tables, charts and the manifest that makes them again.
///
/// ```swift
/// let written = try ComparisonReport(result, of: scenario, systems: countries)
///   .write(to: "Reports", ReportOptions(html: true, version: "1.0"))
/// ```
public struct ComparisonReport: Sendable {
  private let result: Strategies.ComparisonResult
  private let scenario: Scenario
  private let systems: [any PensionSystem]

  /// - Precondition: the result holds at least one strategy.
  public init(_ result: Strategies.ComparisonResult, of scenario: Scenario, systems: [any PensionSystem]) {
    (self.result, self.scenario, self.systems) = (result, scenario, systems)
  }

  /// The answer as plain text for a terminal: what to do, by how much, how sure.
  public func summary(version: String) -> String {
    let builder = ReportBuilder(result, of: scenario, systems: systems, version: version)
    var lines = [scenario.title, "", builder.headline().plain]
    for case .list(let points) in builder.answer() {
      lines += points.map { "- " + $0.plain }
    }
    return lines.map { oneLine($0) }.joined(separator: "\n") + "\n"
  }

  /// Writes `<folder>/<scenario>/`, replacing an older report of that name in one step.
  ///
  /// - Throws: ``ReportError``, or `CancellationError`; then nothing is left behind and an older report stands.
  @discardableResult
  public func write(to folder: String, _ options: ReportOptions) throws -> WrittenReport {
    try write(to: folder, options, beforeWriting: { _ in })
  }

  func write(
    to folder: String, _ options: ReportOptions, beforeWriting: @escaping (String) throws -> Void
  ) throws -> WrittenReport {
    let builder = ReportBuilder(result, of: scenario, systems: systems, version: options.version)
    let parameters = builder.parametersUsed()
    var warnings = builder.parameterWarnings(parameters).map(\.plain)
    if Language(rawValue: scenario.report.language) == nil {
      warnings.append(
        builder.words.text(SectionPhrase.unknownLanguage, ["language": builder.words.quoted(scenario.report.language)]))
    }
    let drawing = builder.drawCharts(searchPath: options.searchPath)
    warnings += drawing.warnings
    try Task.checkCancellation()

    var target = ReportFolder(parent: folder.isEmpty ? "." : folder, name: scenario.name)
    target.beforeWriting = beforeWriting
    var files: [String] = []
    try target.replace { writer in
      var names: [(file: String, content: FilePhrase)] = [("report.md", .report)]
      if options.html { names.append(("report.html", .html)) }
      var csv: [String: [UInt8]] = [:]
      let tables = [
        (builder.strategiesData(), FilePhrase.strategies), (builder.incomeData(), .income),
        (builder.economyData(), .economy), (builder.awardsData(), .awards),
      ]
      for (table, content) in tables {
        let bytes = Array(table.csv.utf8)
        csv[table.name] = bytes
        try writer.write(bytes, to: table.name + ".csv")
        names.append((table.name + ".csv", content))
      }
      if options.json {
        try writer.write(ResultFile.bytes(of: result), to: ResultFile.name)
        names.append((ResultFile.name, .result))
      }
      for chart in drawing.charts { try writer.write(chart.svg, to: chart.chart.file) }
      if !drawing.charts.isEmpty { names.append(("charts/", .charts)) }
      if options.png {
        warnings += try drawing.writePNG(builder.words, searchPath: options.searchPath, writer)
      }
      names += [("datapackage.json", .package), (Manifest.fileName, .manifest)]
      try writer.write(
        DataPackage(name: scenario.name, title: scenario.title, tables: tables.map(\.0)).json(csv: csv),
        to: "datapackage.json")

      let document = builder.document(charts: drawing, parameters: parameters, files: names)
      try writer.write(Markdown(document: document).text, to: "report.md")
      if options.html {
        try writer.write(
          HTML(
            document: document, pageSize: scenario.report.pageSize,
            charts: Dictionary(drawing.charts.map { ($0.chart.file, $0.svg) }, uniquingKeysWith: { a, _ in a })
          ).text,
          to: "report.html")
      }
      try writer.write(
        Manifest(
          scenario: scenario, result: result, model: builder.words.english(result.economyModel),
          version: options.version,
          parameters: (parameters + builder.backgroundParameters()).sorted { ($0.key, $0.from) < ($1.key, $1.from) },
          files: writer.files
        ).json, to: Manifest.fileName)
      files = writer.files.map(\.path)
    }
    return WrittenReport(folder: target.path, files: files, warnings: warnings)
  }
}

extension ReportBuilder {
  /// The whole report in the order in which it is read.
  func document(
    charts: ChartDrawing, parameters lines: [ParameterLine], files: [(file: String, content: FilePhrase)]
  ) -> Document {
    var blocks = answer()
    blocks += charts.missing.map { .note($0.capitalized) }
    blocks += strategiesTable()
    blocks += charts.blocks(of: [.grid, .differences])
    blocks += incomeTable()
    blocks += charts.blocks(of: [.income, .survival])
    blocks += eligibility() + awards() + postings() + lawBeside() + risks()
    blocks += charts.blocks(of: [.minimum])
    blocks += whatWouldChange()
    blocks += charts.blocks(of: [.tornado])
    blocks += limits() + assumptions() + parameters(lines) + howToMakeAgain(files: files)
    return Document(language: words.language, title: scenario.title, blocks: blocks)
  }
}
