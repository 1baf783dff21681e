// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Reporting
import Testing

@testable import Studies

@Suite("Blocks that merge accepts")
struct SealedBlockTests {
  static let identity = StudyIdentity(
    hash: "abc", build: "b", version: "1", seed: 7, paths: 100, careers: 4, items: 8, block: 4)
  static let about = StudyAbout(
    title: "Test", file: "study.yaml", naive: "a", currency: "EUR", asOf: "2026-11", countries: ["US", "LU"],
    units: ["quarters", "months"], points: ["law = current", "law = reinstated"])

  static func strategy(_ name: String, _ value: Double, best: Double, naive: Double) -> String {
    #"{"name": "\#(name)", "claims": [{"country": "US", "from": "2031-06", "basis": "totalized", "monthly": 270}], "value": \#(value), "value_se": 2.5, "needs_met": 0.5, "needs_met_se": 0.01, "minimum_months": 0, "minimum_months_se": 0, "minimum_value": 0, "minimum_value_se": 0, "minimum_share": 0, "minimum_share_se": 0, "to_best": \#(value - best), "to_best_se": 1, "to_naive": \#(value - naive), "to_naive_se": 1}"#
  }

  static func line(_ item: Int) -> String {
    let strategies = [
      strategy("a", 1000.5, best: 1200.25, naive: 1000.5), strategy("b", 1200.25, best: 1200.25, naive: 1000.5),
    ]
    return
      #"{"item": \#(item), "point": \#(item / 4), "id": "c\#(item % 4)", "born": "1964-05-14", "sex": "female", "class": "totalized", "units": {"US": 28, "LU": 300}, "routes": [{"country": "US", "basis": "totalized", "partners": ["LU"], "abroad": ["LU"]}], "undecided": 1, "ranking": [1, 0], "strategies": [\#(strategies.joined(separator: ", "))], "minimum_by_rate": [[100, 0, 0, 0]]}"#
      + "\n"
  }

  static func body(_ block: Int) -> String { (0..<4).map { line(4 * block + $0) }.joined() }

  /// A whole study of two blocks, in a folder that the caller takes away.
  static func study() throws -> StudyFolder {
    let folder = StudyFolderTests.temporary()
    try folder.open(identity, about: about)
    for block in 0..<2 { try seal(body(block), folder, block) }
    return folder
  }

  static func seal(_ body: String, _ folder: StudyFolder, _ block: Int) throws {
    try folder.write(
      SealedBlock.seal(body, number: block, identity: identity, key: identity.key(about)),
      to: folder.name(ofBlock: block))
  }

  @Test("a study that is as it was written is read whole")
  func good() throws {
    let folder = try Self.study()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let study = try MergedStudy(folder)
    #expect(study.items.map(\.item) == Array(0..<8))
    #expect(study.items[5].best?.name == "b")
    #expect(study.items[5].gain?.value == 199.75)
  }

  @Test("a block that is damaged, copied, of another study or cut short is refused by its name")
  func damage() throws {
    let folder = try Self.study()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let good = try folder.bytes(ofBlock: 1)
    let first = try folder.bytes(ofBlock: 0)
    func refused(_ bytes: [UInt8], _ reason: String) throws {
      try folder.write(bytes, to: folder.name(ofBlock: 1))
      let error = try #require(throws: StudyError.self) { try MergedStudy(folder) }
      #expect(error.message.hasPrefix(folder.path + "/blocks/0000001.jsonl "), "\(error)")
      #expect(error.message.contains(reason), "\(error)")
    }
    try refused(first, "is a copy of another block")
    try refused(Array(good.dropLast(3)), "its checksum does not fit")
    try refused([], "its first line is not a block's")
    var other = Self.identity
    other.build = "c"
    try refused(
      SealedBlock.seal(Self.body(1), number: 1, identity: other, key: other.key(Self.about)),
      "belongs to another study, seed, or build")
    for place in stride(from: 0, to: good.count, by: 7) {
      var bytes = good
      bytes[place] = bytes[place] == 0x31 ? 0x32 : 0x31
      guard bytes != good else { continue }
      try folder.write(bytes, to: folder.name(ofBlock: 1))
      #expect(throws: StudyError.self, "byte \(place)") { try MergedStudy(folder) }
    }
  }

  /// Each with a checksum that fits, as a program that damages a block on purpose would leave it.
  @Test(
    "a value that is missing, of another type, out of range or in contradiction is refused",
    arguments: [
      ("\"ranking\": [1, 0]", "\"ranking\": [1, 2]"), ("\"ranking\": [1, 0]", "\"ranking\": [1, 1]"),
      ("\"ranking\": [1, 0]", "\"ranking\": [0, 1]"), ("\"ranking\": [1, 0]", "\"ranking\": []"),
      ("\"ranking\": [1, 0], ", ""), ("\"item\": 5", "\"item\": 4"), ("\"item\": 5", "\"item\": 1e18"),
      ("\"item\": 5", "\"item\": \"5\""), ("\"point\": 1", "\"point\": 0"), ("\"id\": \"c1\"", "\"id\": \"c0\""),
      ("\"id\": \"c1\", ", ""), ("\"id\": \"c1\"", "\"id\": \"\\u001b[2J\""),
      ("\"value\": 1200.25, ", ""), ("\"value\": 1200.25", "\"value\": 1300.25"),
      ("\"value\": 1200.25", "\"value\": \"1200.25\""), ("\"value_se\": 2.5", "\"value_se\": -2.5"),
      ("\"value_se\": 2.5, ", ""), ("\"to_best\": -199.75", "\"to_best\": -99.75"),
      ("\"to_naive\": 199.75", "\"to_naive\": 0"), ("\"needs_met\": 0.5", "\"needs_met\": 1.5"),
      ("\"undecided\": 1", "\"undecided\": 3"), ("\"class\": \"totalized\"", "\"class\": \"total\""),
      ("\"partners\": [\"LU\"]", "\"partners\": []"),
      ("\"basis\": \"totalized\", \"partners", "\"basis\": \"none\", \"partners"),
      ("\"units\": {\"US\": 28", "\"units\": {\"US\": -28"), ("\"units\": {\"US\": 28", "\"units\": {\"XX\": 28"),
      ("\"born\": \"1964-05-14\"", "\"born\": \"soon\""), ("\"sex\": \"female\"", "\"sex\": \"f\""),
      ("\"from\": \"2031-06\"", "\"from\": \"2031-13\""), ("[[100, 0, 0, 0]]", "[[101, 0, 0, 0]]"),
      ("[[100, 0, 0, 0]]", "[[100, 0]]"), ("\"sex\"", "\"sexe\""),
      ("\"strategies\": [", "\"strategies\": [], \"more\": ["),
    ])
  func contradictions(_ old: String, _ new: String) throws {
    let folder = try Self.study()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let line = Self.line(5)
    let damaged = line.replacing(old, with: new)
    #expect(damaged != line, "\(old)")
    try Self.seal(Self.line(4) + damaged + Self.line(6) + Self.line(7), folder, 1)
    let error = try #require(throws: StudyError.self) { try MergedStudy(folder) }
    #expect(error.message.hasPrefix(folder.path + "/blocks/0000001.jsonl:3"), "\(error)")
  }

  @Test("rows too many and rows too few are refused")
  func counts() throws {
    let folder = try Self.study()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    for body in [Self.body(1) + Self.line(7), Self.line(4), ""] {
      try Self.seal(body, folder, 1)
      #expect(throws: StudyError.self) { try MergedStudy(folder) }
    }
  }

  @Test("whatever is done to a line under a fitting checksum, merge reads it or refuses it")
  func damageInvariants() throws {
    let folder = try Self.study()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    var state: UInt64 = 7
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    let splinters = ["", "0", "-1", "1e18", "1e36", "\"", "null", "{}", "[", ",", "9999999999999999999"]
    for _ in 0..<600 {
      var scalars = Array(Self.line(5).unicodeScalars)
      let start = next(scalars.count)
      scalars.replaceSubrange(
        start..<min(scalars.count, start + next(6)), with: Array(splinters[next(splinters.count)].unicodeScalars))
      var text = String(String.UnicodeScalarView(scalars))
      if !text.hasSuffix("\n") { text += "\n" }
      try Self.seal(Self.line(4) + text + Self.line(6) + Self.line(7), folder, 1)
      do {
        let study = try MergedStudy(folder)
        #expect(study.items.count + study.failures.count == 8)
        _ = StudySummary(study)
        _ = study.careersTable.csv
      } catch is StudyError {}
    }
  }

  @Test(
    "a description of the study that was changed is none",
    arguments: [
      ("\"items\": 8", "\"items\": 1000000000000000000"), ("\"careers\": 4", "\"careers\": 3"),
      ("\"title\": \"Test\"", "\"title\": \"Fest\""),
      ("\"block\": 4", "\"block\": 0"), ("\"block\": 4", "\"block\": 2"), ("\"seed\": \"7\"", "\"seed\": \"8\""),
      ("}", ""), ("\"replicates\": 0", "\"replicates\": 9"),
    ])
  func descriptions(_ old: String, _ new: String) throws {
    let folder = try Self.study()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let text = try String(contentsOfFile: folder.path + "/study.json", encoding: .utf8)
    #expect(text.contains(old))
    try folder.write(Array(text.replacing(old, with: new).utf8), to: "study.json")
    #expect(throws: StudyError.self) { try MergedStudy(folder) }
  }

  @Test("a billion careers of which none is there are named at once")
  func absurdSize() throws {
    let folder = StudyFolderTests.temporary()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    let identity = StudyIdentity(
      hash: "abc", version: "1", seed: 7, paths: 100, careers: 1_000_000_000, items: 1_000_000_000, block: 1)
    var about = Self.about
    about.points = [""]
    try folder.open(identity, about: about)
    let error = try #require(throws: StudyError.self) { try MergedStudy(folder) }
    #expect(error.message == "1000000000 of 1000000000 blocks are missing: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …")
  }

  @Test("tables take their place all together, with what a user put beside them; stale ones go")
  func publishing() throws {
    let folder = try Self.study()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    try folder.write(Array("mine".utf8), to: "notes/mine.txt")
    try folder.write(Array("old".utf8), to: "law-events.csv")
    let before = try folder.bytes(ofBlock: 1)
    try folder.publish(
      [("careers.csv", Array("x".utf8)), ("charts/a.svg", Array("y".utf8))], stale: ["law-events.csv"])
    func text(_ file: String) -> String? {
      FileManager.default.contents(atPath: folder.path + "/" + file).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(["careers.csv", "charts/a.svg", "notes/mine.txt", "law-events.csv"].map(text) == ["x", "y", "mine", nil])
    #expect(try folder.bytes(ofBlock: 1) == before)
    let beside = (folder.path as NSString).deletingLastPathComponent
    let name = (folder.path as NSString).lastPathComponent
    #expect(!(try FileManager.default.contentsOfDirectory(atPath: beside)).contains { $0.hasPrefix(".\(name)") })
  }
}
