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

  /// Checks the blocks and writes the files beside them, all of them or none.
  ///
  /// - Returns: warnings.
  /// - Throws: ``StudyError`` when blocks are missing or do not fit, ``ReportError`` when the files cannot be written.
  public func write() throws -> [String] {
    folder.sweep()
    let study = try MergedStudy(folder)
    let summary = StudySummary(study)
    let asked = study.items.contains { !$0.lawChanges.isEmpty }
    let tables =
      [study.careersTable, study.strategiesTable, study.errorsTable, summary.table()] + (asked ? [study.lawTable] : [])
    var files: [(name: String, bytes: [UInt8])] = []
    var csv: [String: [UInt8]] = [:]
    for table in tables {
      let bytes = Array(table.csv.utf8)
      csv[table.name] = bytes
      files.append((table.name + ".csv", bytes))
    }
    let package = DataPackage(name: "study", title: study.about.title, tables: tables)
    files.append(("datapackage.json", Array(package.json(csv: csv).utf8)))
    let (charts, warnings) = StudyCharts(study, summary).draw(searchPath: searchPath)
    files += charts.map { ($0.file, Array($0.svg.utf8)) }
    let report = StudyReport(study, summary, charts: charts, sensitivity: study.sensitivity)
    files.append(("report.md", Array(report.markdown.utf8)))
    try folder.publish(files, stale: Set([study.lawTable.name + ".csv"]).union(StudyCharts.files))
    return warnings + [study.mathematicsWarning].compactMap { $0 }
  }
}
