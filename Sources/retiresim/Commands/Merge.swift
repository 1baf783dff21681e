// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Studies

/// From blocks to one data package.
struct Merge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the tables and the report of a study from its blocks.",
    discussion: """
      Writes careers.csv, strategies.csv, errors.csv, summary.csv, report.md, charts and datapackage.json beside the blocks. \
      When blocks are missing, it names them with the line that computes them, and ends with 65.

      EXAMPLE: retiresim merge Reports/totalized-careers
      """)

  @Argument(help: "The folder that 'retiresim batch' filled.")
  var folder: String

  @Flag(help: "Print no summary.")
  var quiet = false

  func run() async throws {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Failure(
        .noInput,
        "\(folder): error: there is no such folder\n  hint: 'retiresim batch STUDY.yaml --out \(folder)' fills it")
    }
    do {
      let warnings = try StudyMerge(folder: StudyFolder(path: folder)).write()
      for warning in warnings { Terminal.say("\(folder): warning: \(warning)") }
      if !quiet { try Terminal.write("The report is \(folder)/report.md\n") }
    } catch let error as StudyError {
      throw Failure(.data, "\(folder): error: \(error)")
    }
  }
}
