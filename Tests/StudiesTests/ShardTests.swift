// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Reporting
import Testing

@testable import Studies

@Suite("Shards")
struct ShardTests {
  @Test("every block belongs to one shard", arguments: [1, 3, 8])
  func partitionInvariants(_ count: Int) {
    let blocks = (0..<count).flatMap { Array(Shard(index: $0, count: count)!.blocks(of: 20)) }
    #expect(blocks.sorted() == Array(0..<20))
  }

  @Test("reads i/n and nothing else", arguments: ["8/8", "-1/8", "1", "1/0", "a/b", "1/2/3"])
  func refusals(_ text: String) {
    #expect(Shard(text) == nil)
    #expect(Shard("7/8") == Shard(index: 7, count: 8))
  }

  @Test("reads the variables of each engine")
  func engines() throws {
    let slurm = ["SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "8"]
    #expect(try Shard.automatic(slurm, count: nil) == Shard(index: 4, count: 8))
    #expect(try Shard.automatic(["JOB_COMPLETION_INDEX": "2"], count: 4) == Shard(index: 2, count: 4))
    #expect(try Shard.automatic(["AWS_BATCH_JOB_ARRAY_INDEX": "3"], count: 4) == Shard(index: 3, count: 4))
  }

  @Test("says what an engine leaves out")
  func engineRefusals() throws {
    for environment in [
      ["JOB_COMPLETION_INDEX": "2"], ["SLURM_ARRAY_TASK_ID": "1"], ["AWS_BATCH_JOB_ARRAY_INDEX": "0"],
    ] {
      let error = try #require(throws: StudyError.self) { try Shard.automatic(environment, count: nil) }
      #expect(error.hint == "give --shards N")
    }
    #expect(throws: StudyError.self) { try Shard.automatic([:], count: 8) }
    #expect(throws: StudyError.self) { try Shard.automatic(["JOB_COMPLETION_INDEX": "4"], count: 4) }
  }
}

@Suite("Study folders")
struct StudyFolderTests {
  static func temporary() -> StudyFolder {
    StudyFolder(path: FileManager.default.temporaryDirectory.appending(path: "study-\(UUID().uuidString)").path())
  }
  static let identity = StudyIdentity(hash: "abc", version: "1", seed: 7, paths: 100, items: 33, block: 16)

  static let about = StudyAbout(
    title: "Test", file: "study.yaml", naive: "a", currency: "EUR", asOf: "2026-11", countries: ["US", "LU"],
    points: [""])

  @Test("a folder remembers its study and refuses another")
  func refusal() throws {
    let folder = Self.temporary()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    try folder.open(Self.identity, about: Self.about)
    try folder.open(Self.identity, about: Self.about)
    var other = Self.identity
    other.seed = 8
    let error = try #require(throws: StudyError.self) { try folder.open(other, about: Self.about) }
    #expect(error.message.hasSuffix("holds the results of another run: seed 7 instead of 8"))
  }

  @Test("blocks are missing until they are written, and no partial file stays")
  func blocks() throws {
    let folder = Self.temporary()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    try folder.open(Self.identity, about: Self.about)
    #expect(folder.missing(Self.identity).first == [0, 1, 2])
    try folder.write(Array("{}\n".utf8), to: "blocks/0000001.jsonl")
    #expect(folder.missing(Self.identity).first == [0, 2])
    #expect(try folder.bytes(ofBlock: 1) == Array("{}\n".utf8))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/blocks")
    #expect(files == ["0000001.jsonl"])
  }

  @Test("of studies that come at once one takes the folder, and every other is refused")
  func race() async throws {
    for _ in 0..<50 {
      let folder = Self.temporary()
      defer { try? FileManager.default.removeItem(atPath: folder.path) }
      let taken = await withTaskGroup(of: UInt64?.self) { group in
        for seed in UInt64(1)...4 {
          group.addTask {
            var identity = Self.identity
            identity.seed = seed
            return (try? folder.open(identity, about: Self.about)) != nil ? seed : nil
          }
        }
        var taken: [UInt64] = []
        for await seed in group { if let seed { taken.append(seed) } }
        return taken
      }
      #expect(taken.count == 1)
      #expect(try folder.description()?.identity.seed == taken.first)
    }
  }

  @Test("what killed runs left is swept, what others are writing stays")
  func sweeping() throws {
    let folder = Self.temporary()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    try folder.open(Self.identity, about: Self.about)
    let gone = "/blocks/0000001.jsonl.1.\(ReportFolder.host)-999999999.partial"
    let alive = "/blocks/0000001.jsonl.1.\(ReportFolder.host)-1.partial"
    let elsewhere = "/blocks/0000001.jsonl.1.elsewhere-999999999.partial"
    for name in [gone, alive, elsewhere] {
      FileManager.default.createFile(atPath: folder.path + name, contents: Data())
    }
    try folder.open(Self.identity, about: Self.about)
    #expect(
      [gone, alive, elsewhere].map { FileManager.default.fileExists(atPath: folder.path + $0) } == [false, true, true])
  }

  @Test("a folder that cannot be written says why")
  func unwritable() {
    let folder = StudyFolder(path: "/dev/null/study")
    #expect {
      try folder.open(Self.identity, about: Self.about)
    } throws: { error in
      guard case ReportError.cannotCreate(path: "/dev/null/study", _) = error else { return false }
      return true
    }
  }
}
