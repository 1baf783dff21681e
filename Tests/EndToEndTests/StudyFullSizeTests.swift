// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Runs that take minutes: for nights, with an optimised program.
@Suite(
  "Studies at full size", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil))
struct StudyFullSizeTests {
  static let header =
    "id,born,sex,citizenship,residence,us_from,us_units,us_pay,us_pay_year,us_kind,lu_from,lu_units,lu_pay,lu_pay_year,lu_kind"

  /// Every hundredth row is broken, in one of four fields by turns.
  static func row(_ index: Int) -> (text: String, brokenField: String?) {
    let kind = index % 100 == 37 ? index / 100 % 4 : -1
    let born = kind == 0 ? "19xx-01-01" : "\(1957 + index % 12)-\(10 + index % 3)-\(10 + index % 19)"
    let units = kind == 1 ? "many" : "\(4 + index * 7 % 60)"
    let pay = kind == 2 ? "-1" : "\(2500 + index * 37 % 6000)"
    let word = kind == 3 ? "leisure" : "compulsory"
    let from = "\(1984 + index % 7)-0\(1 + index % 9)"
    let text =
      "r\(index),\(born),\(index % 2 == 0 ? "F" : "M"),US,LU,\(from),\(units),\(20_000 + index * 91 % 60_000),2000,,"
      + "2006-0\(1 + index % 9),\(12 + index * 11 % 200),\(pay),2020,\(word)"
    return (text, kind < 0 ? nil : ["born", "us_units", "lu_pay", "lu_kind"][kind])
  }

  static func study(_ rows: Range<Int>, in folder: TemporaryFolder, name: String, block: Int = 16, paths: Int = 16)
    throws
    -> String
  {
    let base = Program.root.appending(path: "Scenarios/studies/base.yaml")
    _ = try folder.file("base.yaml", String(contentsOf: base, encoding: .utf8))
    _ = try folder.file("\(name).csv", ([header] + rows.map { row($0).text }).joined(separator: "\n") + "\n")
    return try folder.file(
      "\(name).yaml",
      "title: Rows\nbase: base.yaml\npaths: \(paths)\nseed: 3\nblock: \(block)\ncareers: { file: \(name).csv }\n")
  }

  /// Results of the blocks by career, from the number of undecided strategies on: what does not depend on the career's place.
  static func results(_ folder: String) throws -> [String: Substring] {
    var found: [String: Substring] = [:]
    for (name, data) in try StudyTests.files(of: folder) where name.hasPrefix("blocks/") {
      for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
        guard let start = line.range(of: "\"id\": \"") else { continue }
        found[String(line[start.upperBound...].prefix { $0 != "\"" })] = line[start.lowerBound...]
      }
    }
    return found
  }

  @Test(
    "ten thousand rows, a hundred broken: the others get what they get alone, the broken are named by line and field")
  func rowsMatchReference() async throws {
    let folder = try TemporaryFolder()
    let out = folder.url.path + "/out"
    let run = try await Program.run(
      ["batch", try Self.study(0..<10_000, in: folder, name: "all"), "--out", out, "--quiet"])
    #expect(run.error.contains("careers: 10000; with an error: 100"), "\(run.error)")
    #expect(try await Program.run(["merge", out, "--quiet"]).status == 0)
    let errors = try String(contentsOfFile: out + "/errors.csv", encoding: .utf8).split(separator: "\r\n").dropFirst()
    #expect(errors.count == 100)
    for (line, index) in zip(errors, stride(from: 37, to: 10_000, by: 100)) {
      let field = Self.row(index).brokenField ?? ""
      #expect(line.hasPrefix("\(index),0,\(index + 2),\(field),"), "\(line)")
    }
    let results = try Self.results(out)
    #expect(results.count == 9_900)
    for index in stride(from: 5, to: 10_000, by: 397) {
      let alone = folder.url.path + "/alone\(index)"
      let study = try Self.study(index..<(index + 1), in: folder, name: "one\(index)")
      #expect(try await Program.run(["batch", study, "--out", alone, "--quiet"]).status == 0)
      #expect(try Self.results(alone)["r\(index)"] == results["r\(index)"], "row \(index)")
    }
  }

  @Test("one, three and eight shards, one and two threads, killed and run again give the same files")
  func shardInvariants() async throws {
    let folder = try TemporaryFolder()
    let study = try Self.study(0..<400, in: folder, name: "some", block: 5, paths: 200)
    let whole = folder.url.path + "/whole"
    #expect(try await Program.run(["batch", study, "--out", whole, "--threads", "1", "--quiet"]).status == 0)
    #expect(try await Program.run(["merge", whole, "--quiet"]).status == 0)
    let reference = try StudyTests.files(of: whole)
    for (shards, threads) in [(1, "2"), (3, "1"), (3, "2"), (8, "1"), (8, "2")] {
      let out = folder.url.path + "/s\(shards)t\(threads)"
      for shard in 0..<shards {
        let arguments = [
          "batch", study, "--out", out, "--shard", "\(shard)/\(shards)", "--threads", threads, "--quiet",
        ]
        let killed = try await Program.run(arguments, killAfter: 0.3 + 0.1 * Double(shard))
        if killed.signalled { #expect(killed.status == 9) }
        #expect(try await Program.run(arguments).status == 0)
      }
      #expect(try await Program.run(["merge", out, "--quiet"]).status == 0)
      // A process that was killed may leave a file of its own beside a block, which nobody reads.
      let files = try StudyTests.files(of: out).filter { !$0.key.hasSuffix(".partial") }
      #expect(files.keys.sorted() == reference.keys.sorted(), "\(shards) shards")
      for (name, data) in reference { #expect(files[name] == data, "\(shards) shards, \(threads) threads: \(name)") }
    }
  }
}
