// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("retiresim calibrate")
struct CalibrateTests {
  private struct Line: Decodable {
    struct Parameter: Decodable {
      var estimate: Double
      var se: Double?
    }
    var model: String
    var n: Int
    var parameters: [String: Parameter]
    var loglik: Double
    var aic: Double
    var bic: Double
  }

  @Test("prints one object a model")
  func json() async throws {
    let run = try await Program.run(["calibrate", "--model", "rw", "--model", "ou", "--format", "json"])
    #expect(run.status == 0, "\(run.error)")
    let lines = try run.text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    #expect(lines.map(\.model) == ["rw", "ou"])
    #expect(lines[1].parameters.keys.sorted() == ["kappa", "sigma", "theta"])
    for line in lines {
      let k = Double(line.parameters.count)
      #expect(abs(line.aic - (2 * k - 2 * line.loglik)) < 1e-9)
      #expect(abs(line.bic - (k * log(Double(line.n)) - 2 * line.loglik)) < 1e-9)
    }
  }

  @Test("fits the user's own file, and refuses one with a gap at its line")
  func ownFile() async throws {
    let folder = try TemporaryFolder()
    var text = "month,usd_per_eur\n"
    for month in 0..<40 {
      text += "20\(20 + month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1),1.\(10 + month * 7 % 13)\n"
    }
    let good = try folder.file("good.csv", text)
    let run = try await Program.run(["calibrate", "--data", good, "--model", "rw", "--format", "json"])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.text.contains("\"n\":39"))

    let gap = try folder.file("gap.csv", text.replacingOccurrences(of: "2020-03,", with: "2020-04,"))
    let refused = try await Program.run(["calibrate", "--data", gap, "--model", "rw"])
    #expect(refused.status == 65)
    #expect(refused.error.hasPrefix("\(gap):4:1: error: 2020-04 follows 2020-02\n  hint: "))
  }

  @Test(
    "refuses what it cannot do",
    arguments: [
      (["--model", "rw", "--from", "2019-13"], 64, "'2019-13' is invalid"),
      (["--model", "no-such"], 64, "'no-such' is invalid"),
      (["--model", "ou", "--from", "2026-01"], 65, "estimation needs at least 30"),
      (["--data", "/no/such/file"], 66, "/no/such/file: error: No such file or directory"),
      (["--data", "/tmp"], 66, "/tmp: error: this is a folder"),
    ])
  func refusals(_ arguments: [String], _ status: Int32, _ words: String) async throws {
    let run = try await Program.run(["calibrate"] + arguments)
    #expect(run.status == status)
    #expect(run.output.isEmpty)
    #expect(run.error.contains(words), "\(run.error)")
  }
}
