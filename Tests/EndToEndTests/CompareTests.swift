// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("retiresim compare")
struct CompareTests {
  /// Runs the small scenario and returns every file of its report by name, charts left out: they are gnuplot's bytes.
  private static func report(
    _ arguments: [String] = [], in folder: TemporaryFolder, executable: URL = Program.binary
  ) async throws -> [String: Data] {
    _ = try folder.file("small.yaml", SmallScenario.text)
    let run = try await Program.run(
      ["compare", "small.yaml"] + arguments, in: folder.url, executable: executable)
    #expect(run.status == 0, "\(run.error)")
    var files: [String: Data] = [:]
    for name in folder.contents where name.hasPrefix("Reports/small/") && !name.hasSuffix("charts") {
      files[name] = try Data(contentsOf: folder.url.appending(path: name))
    }
    return files
  }

  @Test("writes the report that it promises, and says where it is")
  func files() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text)
    let run = try await Program.run(["compare", file, "--output", folder.url.path + "/out", "--html"])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.text.contains("\nThe report is \(folder.url.path)/out/small/report.md\n"))
    let expected = [
      "report.md", "report.html", "strategies.csv", "income.csv", "economy.csv", "awards.csv", "datapackage.json",
      "manifest.json",
    ]
    for name in expected { #expect(folder.contents.contains("out/small/\(name)")) }
    #expect(!folder.contents.contains { $0.contains("partial") })
  }

  @Test(
    "has no English left in the tables of a French or German report but keys, and in no heading",
    arguments: ["fr", "de"])
  func languages(_ language: String) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text + "report: { language: \(language) }\n")
    let run = try await Program.run(
      ["compare", file, "--paths", "16", "--output", folder.url.path + "/out", "--quiet"])
    #expect(run.status == 0, "\(run.error)")
    let report = try String(contentsOf: folder.url.appending(path: "out/small/report.md"), encoding: .utf8)
    let english = #/\b(the|of|and|months?|years?|pension from|chance|rate|is|paid|counted|asked|benefit|insurance)\b/#
    var tables = 0
    for line in report.split(separator: "\n") where line.hasPrefix("|") || line.hasPrefix("#") {
      // Rows of keys and parameters quote files that are in English, as does what the law gives as its reason.
      if line.hasPrefix("| `") || line.hasPrefix("# ") { continue }
      tables += 1
      #expect(line.firstMatch(of: english) == nil, "\(line)")
    }
    #expect(tables > 40)
  }

  @Test("gives the same bytes with 1, 2 and 7 threads, and when it is run again")
  func threads() async throws {
    let one = try await Self.report(["--threads", "1"], in: TemporaryFolder())
    #expect(one.count >= 7)
    for threads in ["2", "7"] {
      let folder = try TemporaryFolder()
      #expect(try await Self.report(["--threads", threads], in: folder) == one)
      #expect(try await Self.report(["--threads", threads], in: folder) == one)
    }
  }

  @Test("lets options stand over the scenario")
  func options() async throws {
    let one = try await Self.report(["--seed", "1", "--paths", "40"], in: TemporaryFolder())
    let other = try await Self.report(["--seed", "2", "--paths", "40"], in: TemporaryFolder())
    #expect(one["Reports/small/strategies.csv"] != other["Reports/small/strategies.csv"])
    let manifest = String(decoding: other["Reports/small/manifest.json"] ?? Data(), as: UTF8.self)
    #expect(manifest.contains("\"seed\": \"2\""))
    #expect(manifest.contains("\"paths\": 40"))
  }

  @Test("runs from any folder when it is copied: all it needs is in it")
  func copied() async throws {
    let folder = try TemporaryFolder()
    let copy = folder.url.appending(path: "a copy")
    try FileManager.default.copyItem(at: Program.binary, to: copy)
    let files = try await Self.report(in: folder, executable: copy)
    #expect(try await Self.report(in: TemporaryFolder()) == files)
  }

  @Test("prints nothing but warnings when it is told to be quiet")
  func quiet() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text)
    let run = try await Program.run(["compare", file, "--quiet", "--output", folder.url.path])
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
  }

  @Test("leaves no half report after Ctrl-C, and ends with 130")
  func interrupted() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text)
    let run = try await Program.run(
      ["compare", file, "--paths", "50000000", "--output", folder.url.path + "/out"], interruptAfter: 1)
    #expect(run.status == 130)
    #expect(!run.signalled)
    #expect(run.error.contains("interrupted"))
    #expect(folder.contents == ["small.yaml"])
  }

  @Test("ends with 73 where the folder cannot be made, and leaves what is there alone")
  func cannotCreate() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text)
    _ = try folder.file("taken", "not a folder\n")
    let run = try await Program.run(["compare", file, "--output", folder.url.path + "/taken"])
    #expect(run.status == 73)
    #expect(run.error.hasPrefix("\(folder.url.path)/taken/small: error: cannot create: "), "\(run.error)")
    #expect(folder.contents == ["small.yaml", "taken"])
  }

  /// A file system of 64 kB, where this user may mount one.
  @Test("ends with 74 on a full disk, and leaves no half report", .enabled(if: SmallDisk.canMount))
  func fullDisk() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("small.yaml", SmallScenario.text)
    let disk = try SmallDisk(in: folder)
    defer { disk.unmount() }
    let run = try await Program.run(["compare", file, "--output", disk.path])
    #expect(run.status == 74)
    #expect(run.error.contains("No space left on device"), "\(run.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).isEmpty)
  }
}

/// A file system of 64 kB in memory.
struct SmallDisk {
  let path: String

  static let canMount: Bool = {
    #if os(Linux)
    guard getuid() == 0, let folder = try? TemporaryFolder(), let disk = try? SmallDisk(in: folder) else {
      return false
    }
    disk.unmount()
    return true
    #else
    return false
    #endif
  }()

  struct Refused: Error {}

  init(in folder: TemporaryFolder) throws {
    path = folder.url.path + "/disk"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    guard Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path]) else { throw Refused() }
  }

  func unmount() { _ = Self.run("/bin/umount", [path]) }

  private static func run(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    guard (try? process.run()) != nil else { return false }
    ended.wait()
    return process.terminationStatus == 0
  }
}
