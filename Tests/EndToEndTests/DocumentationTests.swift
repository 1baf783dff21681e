// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("What the documentation says to run")
struct DocumentationTests {
  /// Names after `SUBCOMMANDS:` in the root's help.
  private static func subcommands() async throws -> [String] {
    let help = try await Program.run(["--help"]).text
    let list = help.split(separator: "SUBCOMMANDS:").last ?? ""
    let lines = list.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix { !$0.isEmpty }
    return lines.compactMap { line in
      guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
      return line.split(separator: " ").first.map(String.init)
    }
  }

  /// Words of a command line, quotes as a shell reads them.
  private static func words(_ line: String) -> [String] {
    line.matches(of: /"([^"]*)"|(\S+)/).map { String($0.1 ?? $0.2 ?? "") }
  }

  @Test("the example in each command's help works")
  func examples() async throws {
    let names = try await Self.subcommands()
    #expect(names.count >= 8)
    for name in names where name != "merge" {  // which wants a whole study; its own tests merge one
      let help = try await Program.run([name, "--help"]).text
      let joined = help.split(separator: "\n", omittingEmptySubsequences: false)
        .drop { !$0.hasPrefix("EXAMPLE: ") }.prefix { !$0.isEmpty }.joined(separator: " ")
      var example = Self.words(String(joined.dropFirst("EXAMPLE: ".count)))
      try #require(example.count >= 2 && example[0] == "retiresim", "'\(name)' has no example")
      #expect(example[1] == name)
      // In a folder of its own, where the shipped files are found under the same names and nothing shipped is overwritten.
      let folder = try TemporaryFolder()
      for shipped in ["Scenarios", "Examples"] {
        try FileManager.default.createSymbolicLink(
          at: folder.url.appending(path: shipped), withDestinationURL: Program.root.appending(path: shipped))
      }
      if ["compare", "search"].contains(name), !Program.isOptimised { example += ["--paths", "40"] }
      if name == "batch" { example += ["--shard", "0/125", "--paths", "20"] }  // one block of the study
      let run = try await Program.run(Array(example.dropFirst()), in: folder.url)
      #expect(run.status == 0, "\(joined): \(run.error)")
    }
  }

  @Test("'new' writes a scenario that is good, and never over another file")
  func new() async throws {
    let folder = try TemporaryFolder()
    #expect(try await Program.run(["new", "mine"], in: folder.url).status == 0)
    let check = try await Program.run(["validate", "mine.yaml"], in: folder.url)
    #expect(check.status == 0, "\(check.error)")
    let again = try await Program.run(["new", "mine"], in: folder.url)
    #expect(again.status == 73)
    #expect(again.error == "mine.yaml: error: cannot create: it exists; choose another name\n")
  }
}
