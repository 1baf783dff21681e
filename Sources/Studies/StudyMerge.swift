// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Reporting

/// Makes a study's tables, charts and report from its blocks.
public struct StudyMerge: Sendable {
  let folder: StudyFolder
  let searchPath: String

  /// - Parameter searchPath: folders in which gnuplot is looked for, colons between.
  public init(
    folder: StudyFolder,
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
  ) {
    (self.folder, self.searchPath) = (folder, searchPath)
  }

  /// Writes the files beside the blocks, each whole or not at all.
  ///
  /// - Returns: warnings.
  /// - Throws: ``StudyError`` when blocks are missing or broken, or a file cannot be written.
  public func write() throws -> [String] {
    let study = try MergedStudy(folder)
    let summary = StudySummary(study)
    let asked = study.items.contains { !$0.lawChanges.isEmpty }
    let tables =
      [study.careersTable, study.strategiesTable, study.errorsTable, summary.table()] + (asked ? [study.lawTable] : [])
    var bytes: [String: [UInt8]] = [:]
    for table in tables {
      let csv = Array(table.csv.utf8)
      bytes[table.name] = csv
      try folder.write(csv, to: table.name + ".csv")
    }
    let package = DataPackage(name: "study", title: study.about.title, tables: tables)
    try folder.write(Array(package.json(csv: bytes).utf8), to: "datapackage.json")
    let (charts, warnings) = StudyCharts(study, summary).draw(searchPath: searchPath)
    for chart in charts { try folder.write(Array(chart.svg.utf8), to: chart.file) }
    let sensitivity = try folder.sensitivity()
    let report = StudyReport(study, summary, charts: charts, sensitivity: sensitivity)
    try folder.write(Array(report.markdown.utf8), to: "report.md")
    return warnings + [study.mathematicsWarning].compactMap { $0 }
  }
}
