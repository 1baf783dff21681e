// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Strategies
import Testing

@testable import Reporting

@Suite("Report folder")
struct ReportFolderTests {
  struct DiskFull: Error {}

  private func write(
    _ fixture: ReportFixture, to folder: TemporaryFolder, beforeWriting: @escaping (String) throws -> Void
  ) throws {
    _ = try ComparisonReport(fixture.result, of: fixture.scenario, systems: fixture.systems)
      .write(to: folder.path, ReportOptions(version: "1", searchPath: ""), beforeWriting: beforeWriting)
  }

  @Test("a place that takes no report is refused beforehand, and a good one is left as it was")
  func places() throws {
    let folder = try TemporaryFolder()
    try ReportFolder.check("new", in: folder.path + "/not/there")
    try ReportFolder.check("new", in: "o")
    try ReportFolder.check("new", in: "o/p//")
    #expect(!FileManager.default.fileExists(atPath: "o"))
    try ReportFolder.check("new", in: folder.path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    _ = try ReportFixture().write(to: folder)
    try ReportFolder.check("new-york-analyst", in: folder.path)
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    #expect(throws: ReportError.self) { try ReportFolder.check("file", in: folder.path) }
    #expect(throws: ReportError.self) { try ReportFolder.check("new", in: folder.path + "/file/below") }
    for name in ["", ".", "..", "a/b"] {
      #expect(throws: ReportError.self) { try ReportFolder.check(name, in: folder.path) }
    }
    #expect(throws: ReportError.self) { try ReportFolder.check("new", in: "/proc") }
  }

  @Test("leaves nothing when a file cannot be written", arguments: ["strategies.csv", "report.md", "manifest.json"])
  func nothingLeft(file: String) throws {
    let folder = try TemporaryFolder()
    #expect(throws: DiskFull.self) {
      try write(ReportFixture(), to: folder) { if $0 == file { throw DiskFull() } }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("leaves the older report as it was when the new one fails", arguments: ["strategies.csv", "manifest.json"])
  func olderReportStands(file: String) throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture().write(to: folder)
    let before = try folder.bytes()
    #expect(throws: DiskFull.self) {
      try write(ReportFixture(title: "Another"), to: folder) { if $0 == file { throw DiskFull() } }
    }
    #expect(try folder.bytes() == before)
  }

  @Test("holds the result as values where they are asked for, and they come back as they were")
  func result() throws {
    let folder = try TemporaryFolder()
    let fixture = ReportFixture()
    let written = try ComparisonReport(fixture.result, of: fixture.scenario, systems: fixture.systems)
      .write(to: folder.path, ReportOptions(json: true, version: "1", searchPath: ""))
    #expect(written.files.contains(ResultFile.name))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: written.folder + "/" + ResultFile.name))
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let result = try decoder.decode(Strategies.ComparisonResult.self, from: bytes)
    #expect(try Data(ResultFile.bytes(of: result)) == bytes)
    #expect(result.strategies.map(\.lifetimeValue) == fixture.result.strategies.map(\.lifetimeValue))
    #expect(
      result.strategies.map(\.claims.first?.award.remarks)
        == fixture.result.strategies.map(\.claims.first?.award.remarks))
    #expect(result.stresses.map(\.label) == fixture.result.stresses.map(\.label))
    let builder = ReportBuilder(result, of: fixture.scenario, systems: fixture.systems, version: "1")
    let before = ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")
    #expect(builder.headline() == before.headline())
  }

  @Test("leaves nothing when it is cancelled")
  func cancelled() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      let fixture = ReportFixture()
      _ = try ComparisonReport(fixture.result, of: fixture.scenario, systems: fixture.systems)
        .write(to: path, ReportOptions(version: "1", searchPath: ""))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
  }

  @Test("replaces an older report whole, and keeps what a user put beside it")
  func replaces() throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture().write(to: folder, html: true)
    try "mine".write(toFile: folder.path + "/new-york-analyst/notes.txt", atomically: true, encoding: .utf8)
    _ = try ReportFixture(title: "Another").write(to: folder)
    let files = try folder.bytes()
    #expect(files["new-york-analyst/report.html"] == nil)
    #expect(files["new-york-analyst/notes.txt"] == Data("mine".utf8))
    #expect(try folder.text("new-york-analyst/report.md").hasPrefix("# Another\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["new-york-analyst"])
  }

  @Test("a reader who looks while reports are replaced always finds a whole one")
  func alwaysWhole() async throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture().write(to: folder)
    let path = folder.path + "/new-york-analyst/manifest.json"
    let reader = Task.detached {
      var missing = 0
      while !Task.isCancelled {
        if !FileManager.default.fileExists(atPath: path) { missing += 1 }
        await Task.yield()
      }
      return missing
    }
    for _ in 0..<5 { _ = try ReportFixture().write(to: folder) }
    reader.cancel()
    #expect(await reader.value == 0)
  }

  @Test("refuses to replace a folder that is no report")
  func foreignFolder() throws {
    let folder = try TemporaryFolder()
    let target = folder.path + "/new-york-analyst"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    try "mine".write(toFile: target + "/thesis.md", atomically: true, encoding: .utf8)
    let error = #expect(throws: ReportError.self) { try ReportFixture().write(to: folder) }
    #expect(
      error?.description
        == "\(target): error: cannot create: the folder holds other files and no manifest.json, so it is not a report")
    #expect(try folder.text("new-york-analyst/thesis.md") == "mine")
  }

  @Test("says what is in the way")
  func inTheWay() throws {
    let folder = try TemporaryFolder()
    try "x".write(toFile: folder.path + "/file", atomically: true, encoding: .utf8)
    let fixture = ReportFixture()
    let report = ComparisonReport(fixture.result, of: fixture.scenario, systems: fixture.systems)
    let options = ReportOptions(version: "1", searchPath: "")
    let error = #expect(throws: ReportError.self) { try report.write(to: folder.path + "/file/Reports", options) }
    guard case .cannotCreate(let path, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == folder.path + "/file/Reports" && reason == "Not a directory")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/Reports", withIntermediateDirectories: true)
    try "x".write(toFile: folder.path + "/Reports/new-york-analyst", atomically: true, encoding: .utf8)
    #expect(throws: ReportError.self) { try report.write(to: folder.path + "/Reports", options) }
  }

  @Test("reports a full disk as such", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    // A file that leads to the device that is always full stands in for a full disk.
    let error = #expect(throws: ReportError.self) {
      try write(ReportFixture(), to: folder) { file in
        guard file == "income.csv" else { return }
        let partial = try FileManager.default.contentsOfDirectory(atPath: folder.path)[0]
        try FileManager.default.createSymbolicLink(
          atPath: folder.path + "/" + partial + "/income.csv", withDestinationPath: "/dev/full")
      }
    }
    guard case .cannotWrite(_, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason == "No space left on device")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}

@Suite("Data package")
struct DataPackageTests {
  @Test("the manifest names every other file with its hash, and no clock or host")
  func manifest() throws {
    let folder = try TemporaryFolder()
    let written = try ReportFixture().write(to: folder)
    let bytes = try folder.bytes()
    let data = try #require(bytes["new-york-analyst/manifest.json"])
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let files = try #require(root["files"] as? [String: String])
    #expect(Set(files.keys) == Set(written.files).subtracting(["manifest.json"]))
    for (file, hash) in files {
      let content = try #require(bytes["new-york-analyst/" + file])
      #expect(hash == "sha256:" + SHA256.hex(of: content), "\(file)")
    }
    let text = try folder.text("new-york-analyst/manifest.json")
    #expect(!text.contains(ProcessInfo.processInfo.hostName) || ProcessInfo.processInfo.hostName.isEmpty)
    #expect(!text.contains(folder.path))
    #expect(
      (root["scenario"] as? [String: Any])?["sha256"] as? String == SHA256.hex(of: ReportFixture().scenario.text.utf8))
  }

  /// `frictionless` of PyPI, in a virtual environment of its own; needs the network.
  @Test(
    "is valid to the reference implementation, hashes included",
    .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil))
  func frictionless() throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture(nameSuffix: " =1, \"x\"").write(to: folder)
    let script = """
      python3 -m venv venv && venv/bin/pip install -q 'frictionless>=5,<6' && cd new-york-analyst \
      && ../venv/bin/frictionless validate datapackage.json
      """
    func run(_ command: String) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", command]
      process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try run(script) == 0)
    // A changed cell must be found, or the validation proves nothing.
    #expect(
      try run(
        "cd new-york-analyst && sed -i '2s/^1,/x,/' strategies.csv && ../venv/bin/frictionless validate datapackage.json"
      ) != 0)
  }
}
