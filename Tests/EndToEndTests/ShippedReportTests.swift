// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// The reports in `Reports/` are what the program of this very source writes; `make reports` rewrites them.
@Suite(
  "Shipped reports", .enabled(if: Program.isOptimised, "full-size runs are for an optimised program: see the Makefile"))
struct ShippedReportRegression {
  /// Scenarios with a report; the first in every run, the others at night.
  static let names: [String] = {
    let folder = Program.root.appending(path: "Reports").path
    let all = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
      .sorted()
    let scenarios = all.filter { name in
      FileManager.default.fileExists(atPath: Program.root.appending(path: "Scenarios/\(name).yaml").path)
    }
    let slow = ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil
    return slow ? scenarios : scenarios.filter { $0 == "new-york-analyst" }
  }()

  @Test("come out again byte for byte, the charts by their structure", arguments: names)
  func regenerated(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run(["compare", "Scenarios/\(name).yaml", "--output", folder.url.path])
    #expect(run.status == 0, "\(run.error)")
    let old = Program.root.appending(path: "Reports/\(name)")
    let new = folder.url.appending(path: name)
    let files = Set(Self.files(in: old)).union(Self.files(in: new)).sorted()
    #expect(files.contains("report.md"))
    for file in files {
      let before = try? String(contentsOf: old.appending(path: file), encoding: .utf8)
      let after = try? String(contentsOf: new.appending(path: file), encoding: .utf8)
      guard let before, let after else {
        Issue.record("\(file) is only in the \(before == nil ? "new" : "shipped") report")
        continue
      }
      switch file {
      case _ where file.hasSuffix(".svg"): #expect(Self.structure(of: before) == Self.structure(of: after), "\(file)")
      case "manifest.json": #expect(Self.withoutCharts(before) == Self.withoutCharts(after), "\(file)")
      default: #expect(before == after, "\(file) differs")
      }
    }
  }

  private static func files(in folder: URL) -> [String] {
    (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
      .filter { $0.contains(".") && !$0.hasPrefix(".") }
  }

  /// What does not depend on gnuplot's version: the description and the words on the chart.
  private static func structure(of svg: String) -> [String] {
    svg.matches(of: /<(title|desc|text)[^>]*>(.*?)<\/(title|desc|text)>/.dotMatchesNewlines()).map { match in
      String(match.2).replacing(/<[^>]*>/, with: "").trimmingCharacters(in: .whitespacesAndNewlines)
    }.filter { !$0.isEmpty }
  }

  private static func withoutCharts(_ manifest: String) -> [Substring] {
    manifest.split(separator: "\n").filter { !$0.contains("\"charts/") }
  }
}
