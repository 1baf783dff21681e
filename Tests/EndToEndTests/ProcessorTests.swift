// SPDX-License-Identifier: GPL-3.0-or-later
#if os(Linux) && arch(x86_64)
import Foundation
import Testing

/// The GNU C library takes its `exp` and `log` by the processor, with and without fused multiplication; a tunable of its loader makes
/// it take those of an older processor on any machine. That is tried here; the kernels' own three versions need other processors, see
/// `scripts/check-processors.sh`.
@Suite("Processors")
struct ProcessorTests {
  static let older = ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"]

  /// The lines of `retiresim bits` with and without the tunable, the variant's own line apart.
  private func bits(_ arguments: [String]) async throws -> (
    variants: [Substring], newer: [Substring], older: [Substring]
  ) {
    let a = try await Program.run(["bits", "--quiet"] + arguments)
    let b = try await Program.run(["bits", "--quiet"] + arguments, environment: Self.older)
    #expect(a.status == 0 && b.status == 0, "\(a.error)\(b.error)")
    let (newer, older) = (a.text.split(separator: "\n"), b.text.split(separator: "\n"))
    return ([newer[0], older[0]], Array(newer.dropFirst()), Array(older.dropFirst()))
  }

  @Test("every bit of the economy and of every path's value is the same without fused multiplication")
  func valuesInvariants() async throws {
    let paths = Program.isOptimised ? "2000" : "32"
    let found = try await bits([Program.root.appending(path: "Scenarios/new-york-analyst.yaml").path, "--paths", paths])
    #expect(found.newer.count > 5)
    #expect(found.newer == found.older)
    if found.variants[0] == "fma  mathematics" { #expect(found.variants[1] == "no-fma  mathematics") }
  }

  @Test(
    "ten million draws of what the engine takes from GSL are the same, Student's t apart",
    .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil))
  func drawsInvariants() async throws {
    let found = try await bits(["--draws", "10000000"])
    for (a, b) in zip(found.newer, found.older) where !a.hasSuffix("student-t") { #expect(a == b) }
    #expect(found.newer.count == 5)
  }

  @Test("a study's tables are the same, and merge names the blocks of the other variant")
  func mergedStudyInvariants() async throws {
    let folder = try TemporaryFolder()
    let study = try StudyTests.study(folder)
    let (one, two) = (folder.url.path + "/one", folder.url.path + "/two")
    #expect(try await Program.run(["batch", study, "--out", one, "--quiet"]).status == 0)
    #expect(try await Program.run(["batch", study, "--out", two, "--shard", "0/2", "--quiet"]).status == 0)
    let other = try await Program.run(
      ["batch", study, "--out", two, "--shard", "1/2", "--quiet"], environment: Self.older)
    #expect(other.status == 0)
    let alone = try await Program.run(["merge", one, "--quiet"])
    let mixed = try await Program.run(["merge", two, "--quiet"])
    #expect(alone.error.isEmpty, "\(alone.error)")
    if try variants(of: two).count > 1 {  // a processor that has fused multiplication
      #expect(mixed.error.contains("warning: blocks were computed with different variants"))
      #expect(mixed.error.contains("'no-fma' (2 blocks: 1, 3)"))
    }
    let (a, b) = (try StudyTests.files(of: one), try StudyTests.files(of: two))
    for (name, data) in a where name.hasSuffix(".csv") { #expect(b[name] == data, "\(name)") }
    for (name, data) in a where name.hasPrefix("blocks/") {
      let lines = [data, b[name] ?? Data()].map {
        String(decoding: $0, as: UTF8.self).split(separator: "\n").dropFirst()
      }
      #expect(lines[0] == lines[1], "\(name)")
    }
  }

  private func variants(of folder: String) throws -> Set<String> {
    Set(
      try StudyTests.files(of: folder).filter { $0.key.hasPrefix("blocks/") }.map {
        String(String(decoding: $0.value, as: UTF8.self).prefix { $0 != "," })
      })
  }
}
#endif
