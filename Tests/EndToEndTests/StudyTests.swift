// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Parameters
import Testing

@Suite("Studies from the command line")
struct StudyTests {
  /// Twelve careers, two of them wrong, on few paths.
  static func study(_ folder: TemporaryFolder, extra: String = "") throws -> String {
    let base = Program.root.appending(path: "Scenarios/studies/base.yaml")
    _ = try folder.file("base.yaml", String(contentsOf: base, encoding: .utf8))
    var rows =
      "id,born,sex,citizenship,residence,us_from,us_units,us_pay,us_pay_year,us_kind,lu_from,lu_units,lu_pay,lu_pay_year,lu_kind\n"
    for index in 0..<12 {
      let born = index == 4 ? "1966-02-30" : "\(1960 + index)-03-0\(1 + index % 9)"
      let pay = index == 7 ? "-5" : "\(3500 + 100 * index)"
      rows +=
        "c\(index),\(born),\(index % 2 == 0 ? "F" : "M"),US,LU,1985-01,\(10 + 4 * index),42000,2000,,1996-01,\(60 + 20 * index),\(pay),2020,compulsory\n"
    }
    _ = try folder.file("careers.csv", rows)
    return try folder.file(
      "study.yaml",
      "title: Twelve careers\nbase: base.yaml\npaths: 8\nseed: 7\nblock: 3\ncareers: { file: careers.csv }\n" + extra)
  }

  static func files(of folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      if let data = FileManager.default.contents(atPath: folder + "/" + name) { files[name] = data }
    }
    return files
  }

  @Test("three shards, one thread each, and a run that was stopped give the files of one run")
  func shardInvariants() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder)
    let (one, three) = (folder.url.path + "/one", folder.url.path + "/three")
    let whole = try await Program.run(["batch", study, "--out", one, "--threads", "2"])
    #expect(whole.status == 0, "\(whole.error)")
    #expect(whole.error.contains("careers: 12; with an error: 2"))
    for shard in ["2/3", "0/3"] {
      #expect(try await Program.run(["batch", study, "--out", three, "--shard", shard, "--threads", "1"]).status == 0)
    }
    // A block that is lost is computed again; one that is there is not.
    try FileManager.default.removeItem(atPath: three + "/blocks/0000002.jsonl")
    let early = try await Program.run(["merge", three])
    #expect(early.status == 65)
    #expect(early.error.contains("2 of 4 blocks are missing: 1, 2"))
    #expect(early.error.contains("hint: retiresim batch \(study) --out \(three) --paths 8 --seed 7"))
    let rest = try await Program.run(["batch", study, "--out", three])
    #expect(rest.error.contains("blocks computed: 2; there already: 2"))
    for path in [one, three] { #expect(try await Program.run(["merge", path, "--quiet"]).status == 0) }
    let (a, b) = (try Self.files(of: one), try Self.files(of: three))
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, data) in a { #expect(b[name] == data, "\(name)") }
    let careers = String(decoding: try #require(a["careers.csv"]), as: UTF8.self)
    #expect(careers.split(separator: "\r\n").count == 11)
    // The base names some claims twice: the runner-up is another strategy all the same.
    let table = try CSVTable(careers, file: "careers.csv")
    let runnerUp = try #require(table.column("runner_up"))
    let lead = try #require(table.column("lead_over_runner_up_eur"))
    let error = try #require(table.column("lead_over_runner_up_standard_error_eur"))
    for row in table.rows where !row[runnerUp].isEmpty {
      #expect(Double(row[lead]) != 0 || Double(row[error]) != 0, "\(row[runnerUp])")
    }
    let errors = String(decoding: try #require(a["errors.csv"]), as: UTF8.self)
    #expect(errors.contains("4,0,6,born,day '1966-02-30' does not exist"))
    #expect(errors.contains("7,0,9,lu_pay,'lu_pay' is negative: -5"))
  }

  @Test("a folder of another seed is refused, and --strict counts wrong rows")
  func refusals() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder)
    let out = folder.url.path + "/out"
    let strict = try await Program.run(["batch", study, "--out", out, "--strict", "--quiet"])
    #expect(strict.status == 65)
    #expect(strict.error.contains("2 careers could not be computed"))
    let other = try await Program.run(["batch", study, "--out", out, "--seed", "8"])
    #expect(other.status == 65)
    #expect(other.error.contains("holds the results of another run: seed 7 instead of 8"))
  }

  @Test("mistakes of a study file are shown with their places, all at once")
  func mistakes() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder, extra: "naiv: x\nassumptions: { grid: { economy.modle: [ou] } }\n")
    let found = try await Program.run(["batch", study, "--out", folder.url.path + "/out"])
    #expect(found.status == 65)
    #expect(found.error.contains("study.yaml:7:1: error: unknown key 'naiv'; did you mean 'naive'?"))
    #expect(
      found.error.contains("study.yaml:8:24: error: unknown assumption 'economy.modle'; did you mean 'economy.model'?"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/out"))
  }

  @Test("a row that validate refuses, batch refuses, and what validate calls good runs")
  func validateInvariants() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder)
    let checked = try await Program.run(["validate", study])
    #expect(checked.status == 65)
    #expect(checked.error.contains("careers.csv:6:4: error: born: day '1966-02-30' does not exist"))
    #expect(checked.error.contains("careers.csv:9:58: error: lu_pay: 'lu_pay' is negative: -5"), "\(checked.error)")
    #expect(checked.error.contains("wrong rows: 2 of 12; errors: 2"))
    let run = try await Program.run(["batch", study, "--out", folder.url.path + "/out", "--quiet"])
    #expect(run.status == 0)
    #expect(run.error.contains("careers.csv:6:4: error: born: day '1966-02-30' does not exist"))
    // Without the two rows all is good, and all runs.
    let rows = try String(contentsOfFile: folder.url.path + "/careers.csv", encoding: .utf8).split(separator: "\n")
    _ = try folder.file(
      "careers.csv", rows.filter { !$0.hasPrefix("c4,") && !$0.hasPrefix("c7,") }.joined(separator: "\r\n"))
    let good = try await Program.run(["validate", study])
    #expect(good.status == 0, "\(good.error)")
    #expect(good.text == "\(study): good, 10 careers\n")
    let strict = try await Program.run(["batch", study, "--out", folder.url.path + "/good", "--strict", "--quiet"])
    #expect(strict.status == 0, "\(strict.error)")
    // Where nothing is good the run says so.
    _ = try folder.file(
      "careers.csv", rows.filter { !$0.hasPrefix("c") || $0.hasPrefix("c4,") }.joined(separator: "\n"))
    let none = try await Program.run(["batch", study, "--out", folder.url.path + "/none", "--quiet"])
    #expect(none.status == 65)
    #expect(none.error.contains("no career could be computed"))
  }

  @Test("a merge that is killed leaves all of its tables or none, and a run that is killed goes on to the same bytes")
  func killed() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder)
    let out = folder.url.path + "/out"
    let whole = folder.url.path + "/whole"
    #expect(try await Program.run(["batch", study, "--out", whole, "--quiet"]).status == 0)
    #expect(try await Program.run(["merge", whole, "--quiet"], environment: ["PATH": "/nonexistent"]).status == 0)
    let reference = try Self.files(of: whole)
    for seconds in [0.02, 0.05, 0.1, 0.2] {
      _ = try await Program.run(["batch", study, "--out", out, "--quiet", "--threads", "1"], killAfter: seconds)
    }
    #expect(try await Program.run(["batch", study, "--out", out, "--quiet"]).status == 0)
    let blocks = try Self.files(of: out)
    for step in 0..<12 {
      _ = try await Program.run(
        ["merge", out, "--quiet"], environment: ["PATH": "/nonexistent"], killAfter: 0.01 * Double(step))
      let files = try Self.files(of: out).filter { !$0.key.hasSuffix(".partial") }
      #expect(files == reference || files == blocks, "\(files.keys.sorted())")
    }
    #expect(try await Program.run(["merge", out, "--quiet"], environment: ["PATH": "/nonexistent"]).status == 0)
    #expect(try Self.files(of: out) == reference)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0.hasPrefix(".") }
    #expect(left.isEmpty, "\(left)")
  }

  @Test("assumptions are crossed with every career")
  func grid() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(folder, extra: "assumptions: { grid: { law: [current, reinstated] } }\n")
    let out = folder.url.path + "/out"
    #expect(try await Program.run(["batch", study, "--out", out, "--quiet"]).status == 0)
    let merged = try await Program.run(["merge", out, "--quiet"])
    #expect(merged.status == 0, "\(merged.error)")
    let summary = try String(contentsOfFile: out + "/summary.csv", encoding: .utf8)
    #expect(summary.contains("change_of_best_value,law = reinstated,1,"))
  }

  @Test("changes of law are asked of the first careers on the same futures")
  func lawEvents() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(
      folder, extra: "law_events: { events: [no_agreement, trust_fund, index_delay], careers: 10 }\n")
    let out = folder.url.path + "/out"
    #expect(try await Program.run(["batch", study, "--out", out, "--quiet"]).status == 0)
    #expect(try await Program.run(["merge", out, "--quiet"]).status == 0)
    let table = try String(contentsOfFile: out + "/law-events.csv", encoding: .utf8)
    let rows = table.split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 24)  // of the first ten careers two are wrong
    for row in rows {
      let change = try #require(Double(row[row.count - 4]))  // names of strategies hold commas
      // Without an agreement a right that is not there shuts nobody out of means-tested income, so that one can rise.
      if row[1] != "no_agreement" { #expect(change <= 0.005, "\(row[1]) cannot raise anything: \(change)") }
      if row[1] == "index_delay" { #expect(change < 0) }
    }
    #expect(rows.contains { $0[1] == "trust_fund" && (Double($0[$0.count - 4]) ?? 0) < -1 })
    let summary = try String(contentsOfFile: out + "/summary.csv", encoding: .utf8)
    #expect(summary.contains("law_event_change,trust_fund,0,-"))
    #expect(summary.contains("gain_from_agreement,all,0,"))
    #expect(summary.contains("minimum_value_by_exchange_rate,"))
    // Asking changes nothing else.
    let plain = try Self.study(folder)
    let other = folder.url.path + "/other"
    #expect(try await Program.run(["batch", plain, "--out", other, "--quiet"]).status == 0)
    #expect(try await Program.run(["merge", other, "--quiet"]).status == 0)
    for name in ["careers.csv", "strategies.csv"] {
      #expect(
        FileManager.default.contents(atPath: out + "/" + name)
          == FileManager.default.contents(atPath: other + "/" + name))
    }
  }

  @Test("certificates of a drawn population spare what they spare alone")
  func certificates() async throws {
    let folder = try TemporaryFolder()
    let text = try String(
      contentsOf: Program.root.appending(path: "Scenarios/studies/totalized-careers.yaml"), encoding: .utf8)
    _ = try Self.study(folder)  // its base
    let study = try folder.file(
      "drawn.yaml",
      text.replacingOccurrences(of: "count: 2000", with: "count: 12")
        .replacingOccurrences(of: "paths: 2000", with: "paths: 4")
        .replacingOccurrences(of: "share: 15 %", with: "share: 100 %")
        .replacingOccurrences(of: "law_events: { careers: 40 }", with: ""))
    let out = folder.url.path + "/out"
    let run = try await Program.run(["batch", study, "--out", out, "--quiet"])
    #expect(run.status == 0, "\(run.error)")
    #expect(try await Program.run(["merge", out, "--quiet"]).status == 0)
    let summary = try String(contentsOfFile: out + "/summary.csv", encoding: .utf8)
    #expect(summary.contains("posting_share,all,0,1.000000,0.000000,share of careers,12"))
    #expect(summary.contains("double_contributions_avoided,with a certificate,0,"))
    let report = try String(contentsOfFile: out + "/report.md", encoding: .utf8)
    #expect(report.contains("## Certificates of coverage"))
  }
}
