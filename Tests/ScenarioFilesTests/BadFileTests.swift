// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import ScenarioFiles
import Strategies
import Testing

@Suite("Scenario files: files that are none")
struct BadFileRegression {
  private func failure(_ path: String) -> ScenarioErrors? {
    do throws(ScenarioErrors) {
      _ = try Scenario.read(path: path, countries: WordsOnly.both)
      return nil
    } catch {
      return error
    }
  }

  private func failure(bytes: [UInt8]) -> ScenarioErrors? {
    do throws(ScenarioErrors) {
      _ = try Scenario.read(bytes: bytes, path: "a.yaml", countries: WordsOnly.both)
      return nil
    } catch {
      return error
    }
  }

  private func temporary(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scenarios-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test("no such file, and a folder, exit with 66")
  func missing() throws {
    try temporary { folder in
      let missing = failure(folder + "/no.yaml")
      #expect(
        missing?.description == """
          \(folder)/no.yaml:1:1: error: there is no such file
            hint: 'retiresim new NAME' writes a scenario to edit
          """)
      #expect(missing?.exitCode == 66)
      let isFolder = failure(folder)
      #expect(
        isFolder?.description == """
          \(folder):1:1: error: this is a folder, not a scenario file
            hint: name the files in it, for example \(folder)/*.yaml
          """)
      #expect(isFolder?.exitCode == 66)
    }
  }

  @Test("a file of 10 MB is refused without being read")
  func large() throws {
    try temporary { folder in
      let path = folder + "/large.yaml"
      try Data(repeating: UInt8(ascii: "#"), count: 10_000_000).write(to: URL(fileURLWithPath: path))
      let found = failure(path)
      #expect(
        found?.description == """
          \(path):1:1: error: the file is larger than 1 MB
            hint: a scenario is a few kilobytes; many careers belong in a study, see 'retiresim batch --help'
          """)
      #expect(found?.exitCode == 65)
    }
  }

  @Test("empty files, with or without blanks and comments", arguments: ["", "\n\n  \n", "# nothing\n", "\u{FEFF}"])
  func empty(_ text: String) {
    let found = failure(bytes: Array(text.utf8))
    #expect(
      found?.description
        == "a.yaml:1:1: error: the file is empty\n  hint: 'retiresim new NAME' writes a scenario to edit")
    #expect(found?.exitCode == 65)
  }

  @Test("bytes that are not UTF-8 are pointed at")
  func notUTF8() {
    let found = failure(bytes: Array("title: x\nname: K".utf8) + [0xE9, 0x21])
    #expect(
      found?.description == """
        a.yaml:2:8: error: the file is not UTF-8 text
          hint: save it as UTF-8; spreadsheets and older editors offer that as a choice
        """)
    #expect(failure(bytes: [0xFF, 0xFE, 0x74, 0x00])?.errors.first?.line == 1)
  }

  @Test("a byte order mark and Windows line ends are no mistakes")
  func windows() throws {
    let text = "\u{FEFF}" + Sample.minimal.replacing("\n", with: "\r\n")
    let scenario = try Scenario.read(bytes: Array(text.utf8), path: "ana.yaml", countries: WordsOnly.both)
    #expect(scenario.strategies[1].line == 23 && scenario.title.hasSuffix("Luxembourg"))
    let wrong = text.replacing("law: current", with: "lwa: current").replacing("title:", with: "title: a\r\ntitle:")
    #expect(failure(bytes: Array(wrong.utf8))?.errors.map(\.line) == [2, 27])
  }

  @Test("not a scenario at all", arguments: ["just words", "- a\n- b\n", "42", "[]", "{}", "---\na: 1\n---\nb: 2\n"])
  func other(_ text: String) {
    let found = failure(bytes: Array(text.utf8))
    #expect(found?.exitCode == 65 && !(found?.errors.isEmpty ?? true))
  }

  @Test("what the law refuses is found with the rest, all of it, at the strategies' lines")
  func refused() throws {
    try temporary { folder in
      let path = folder + "/early.yaml"
      try Sample.minimal.replacing("62..70 by year", with: "57..59 by year").replacing("US: full", with: "US: 59")
        .write(toFile: path, atomically: true, encoding: .utf8)
      let found = Scenario.validate(paths: [path], countries: WordsOnly.both)[0]
      #expect(found.scenario == nil)
      #expect(
        found.errors.map(\.description) == [
          """
          \(path):21:5: error: strategy 'everything as soon as possible', ana in US: no pension starts in 2026-11 (art. 1)
            hint: it starts in 2027-01
          """,
          """
          \(path):23:5: error: strategy 'dollars at full retirement age', ana in US: no pension starts in 2025-05 (art. 1)
            hint: it starts in 2027-01
          """,
          """
          \(path):25:5: error: no combination of the grid is possible; 'US 57, LU earliest': no pension starts in \
          2023-05 (art. 1)
            hint: it starts in 2027-01
          """,
        ])
    }
  }

  @Test("several files: the errors of all of them, and 66 when one is missing")
  func several() throws {
    try temporary { folder in
      let wrong = folder + "/wrong.yaml"
      try Sample.minimal.replacing("law:", with: "lwa:").write(toFile: wrong, atomically: true, encoding: .utf8)
      let right = folder + "/right.yaml"
      try Sample.minimal.replacing("earliest", with: "66").write(toFile: right, atomically: true, encoding: .utf8)
      #expect(try Scenario.all(in: [right], countries: WordsOnly.both).map(\.name) == ["right"])
      do throws(ScenarioErrors) {
        _ = try Scenario.all(in: [wrong, folder + "/no.yaml", right], countries: WordsOnly.both)
        Issue.record("two of three files are wrong")
      } catch {
        #expect(error.errors.map(\.path) == [wrong, folder + "/no.yaml"])
        #expect(error.exitCode == 66)
      }
    }
  }
}

@Suite("Scenario files: hostile input")
struct HostileInputInvariants {
  /// A small generator of our own, so that a failure can be made again from its number.
  struct Numbers {
    var state: UInt64
    mutating func next(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
  }

  private func survives(_ bytes: [UInt8]) {
    do throws(ScenarioErrors) {
      _ = try Scenario.read(bytes: bytes, path: "a.yaml", countries: WordsOnly.both)
    } catch {
      for error in error.errors {
        #expect(error.line >= 1 && error.column >= 1 && !error.message.isEmpty && !error.message.contains("\n"))
      }
    }
  }

  static let pieces = [
    "&a ", "*a", "!!int ", "{", "}", "[", "]", ": ", "- ", "? ", "\"", "'", "|\n", ">\n", "#", "\n", "\r", "\t", "\0",
    "\u{E000}", "\u{85}", "\u{2028}", "99999999999999999999", "-9223372036854775808", "1e-9223372036854775808", "..",
    "2026-13", "9999-12..", "62..70 by 0 months", "0001..9999", "nan", "inf", "0x10", "%", "<<: ", "null", "~", "NO",
    "by month", "months", "\\ud800", "\"\\ud800\"", "\u{FFFD}", "e", "-", "--- ", "... ", ", ,", "1..2..3", "..2001-02",
  ]

  @Test("mutated files are read or refused, never more", arguments: 0..<8)
  func mutations(_ series: Int) {
    var numbers = Numbers(state: UInt64(series) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let original = Array(Sample.minimal.utf8)
    for _ in 0..<60 {
      var bytes = original
      for _ in 0...numbers.next(below: 4) {
        let place = numbers.next(below: bytes.count)
        switch numbers.next(below: 5) {
        case 0: bytes[place] = UInt8(numbers.next(below: 256))
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + numbers.next(below: 30)))
        case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + numbers.next(below: 200))], at: place)
        case 3: bytes.insert(contentsOf: Self.pieces[numbers.next(below: Self.pieces.count)].utf8, at: place)
        default:
          bytes.replaceSubrange(
            place..<min(bytes.count, place + 6), with: Self.pieces[numbers.next(below: Self.pieces.count)].utf8)
        }
        if bytes.isEmpty { bytes = original }
      }
      survives(bytes)
    }
  }

  @Test("values of every key replaced by every odd piece")
  func everyValue() {
    let lines = Sample.minimal.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (number, line) in lines.enumerated() {
      guard let colon = line.firstRange(of: ": ") else { continue }
      // Every third piece, another third on each line.
      for piece in stride(from: number % 3, to: Self.pieces.count, by: 3).map({ Self.pieces[$0] }) {
        var changed = lines
        changed[number] = String(line[..<colon.upperBound]) + piece
        survives(Array(changed.joined(separator: "\n").utf8))
      }
    }
  }

  @Test("deep nesting, and aliases of aliases, are refused before they hurt")
  func bombs() {
    let deep = [
      String(repeating: "[", count: 50_000), String(repeating: "{a: ", count: 20_000),
      String(repeating: "- ", count: 40_000), String(repeating: "? ", count: 40_000),
      (0..<700).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
    ]
    for text in deep {
      #expect(
        Sample.messages(of: text).map { $0.split(separator: ": ").last } == ["values are nested too deeply"])
    }
    var laughs = "a0: &a0 [x, x]\n"
    for level in 1..<40 {
      laughs += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
    }
    survives(Array(laughs.utf8))
    survives(Array((laughs + "? *a39\n: 1\n? *a39\n: 2\n").utf8))
    survives(Array((0..<400).map { "k\($0 % 200): 1\n" }.joined().utf8))
    survives(Array("title: \(String(repeating: "x", count: 90_000))".utf8))
  }
}
