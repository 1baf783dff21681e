// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("retiresim search")
struct SearchTests {
  @Test("gives the whole table, the best in it, and the same bytes for any number of threads")
  func threads() async throws {
    var tables: [Data] = []
    for threads in Program.isOptimised ? ["1", "2", "7"] : ["2"] {
      let folder = try TemporaryFolder()
      let file = try folder.file(
        "small.yaml", SmallScenario.replacing("lives: {", with: "lives: { FR: 1990-01..2003-12,"))
      let run = try await Program.run(
        ["search", file, "--paths", "20", "--threads", threads, "--json", "--output", folder.url.path + "/out"])
      #expect(run.status == 0, "\(run.error)")
      #expect(run.text.contains("Best by mean lifetime value: the US pension (Social Security) from "))
      tables.append(try Data(contentsOf: folder.url.appending(path: "out/small-search/surface.csv")))
      for name in ["search.md", "datapackage.json", "manifest.json", "result.json"] {
        #expect(folder.contents.contains("out/small-search/\(name)"))
      }
    }
    #expect(Set(tables).count == 1)
    let lines = String(decoding: tables[0], as: UTF8.self).split(separator: "\r\n")
    #expect(
      lines[0].hasPrefix(
        "ana_us_claim,ana_lu_claim,ana_us_filed,ana_lu_filed,objective,objective_standard_error,behind_best,"))
    let behind = lines.dropFirst().compactMap { Double($0.split(separator: ",")[6]) }
    #expect(behind.count > 1000)
    #expect(behind.min() == 0)
  }

  @Test(
    "takes each objective by its name", arguments: ["mean", "median", "shortfall", "needs-met", "certainty-equivalent"])
  func objectives(_ name: String) async throws {
    let run = try await Program.run(["search", "no-such-file.yaml", "--objective", name])
    #expect(run.status == 66, "\(run.error)")
  }

  @Test("refuses an objective that it does not know")
  func objective() async throws {
    let run = try await Program.run(["search", "any.yaml", "--objective", "luck"])
    #expect(run.status == 64)
    #expect(run.error.contains("'luck' is invalid"))
  }
}
