// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// A small scenario that runs, to be broken in one place at a time.
enum SmallScenario {
  static let text = """
    title: A short one
    as_of: 2026-11
    currency: EUR
    people:
      ana:
        born: 1965-02-20
        sex: female
        citizenship: [US]
        lives: { US: 2004-01..2010-12, LU: 2011-01.. }
        records:
          US:
            earnings:
              2004: 33000
              2005..2010: { amount: 44000, wages_of: 2010 }
          LU:
            periods:
              - { from: 2011-01, to: 2025-12, kind: compulsory, pay: { amount: 4100 EUR, wages_of: 2025 } }
    needs: 2000 EUR
    strategies:
      - name: soon
        ana: { US: earliest, LU: earliest }
      - name: late
        ana: { US: 70, LU: 65 }
    simulation: { paths: 40, seed: 1 }

    """

  static func replacing(_ old: String, with new: String) -> String {
    let changed = text.replacingOccurrences(of: old, with: new)
    precondition(changed != text, "'\(old)' is not in the scenario")
    return changed
  }
}

@Suite("Bad scenarios: one clear message, the exit code, and no report")
struct BadScenarioTests {
  /// What is changed, where the message points, and its words.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var place: String
    var words: String
    var testDescription: String { new.isEmpty ? "without \(old)" : new }
  }

  static let mistakes = [
    Mistake(old: "    born: 1965-02-20\n", new: "", place: "6:5", words: "'ana' has no 'born'"),
    Mistake(
      old: "US: 70, LU: 65", new: "US: { clam: 70 }, LU: 65", place: "23:18",
      words: "unknown key 'clam'; did you mean 'claim'?"),
    Mistake(old: "as_of: 2026-11", new: "as_of: 2026-13", place: "2:8", words: "month '2026-13' does not exist"),
    Mistake(
      old: "US: 70, LU: 65", new: "US: 60, LU: 65", place: "22:5", words: "2025-02 is before the valuation month"),
    Mistake(old: "US: 70, LU: 65", new: "US: 70, LU: 64", place: "22:5", words: "strategy 'late', ana in LU:"),
    Mistake(
      old: "wages_of: 2025 } }",
      new: "wages_of: 2025 } }\n          - { from: 2025-12, to: 2026-03, kind: voluntary, pay: 2000 EUR }",
      place: "18:13",
      words: "the period from 2025-12 overlaps the one from 2011-01 on line 17"),
    Mistake(old: "2004: 33000", new: "2004: -33000", place: "13:17", words: "'earnings of 2004' is negative: -33000"),
  ]

  @Test("points at the place", arguments: mistakes)
  func mistake(_ mistake: Mistake) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("bad.yaml", SmallScenario.replacing(mistake.old, with: mistake.new))
    for command in [["validate", file], ["compare", file, "--output", folder.url.path + "/Reports"]] {
      let run = try await Program.run(command)
      #expect(run.status == 65)
      #expect(run.error.hasPrefix("\(file):\(mistake.place): error: "), "\(run.error)")
      #expect(run.error.contains(mistake.words), "\(run.error)")
      #expect(run.output.isEmpty)
    }
    #expect(folder.contents == ["bad.yaml"])
  }

  @Test("warns of earnings above the wage base, and runs")
  func aboveTheBase() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("rich.yaml", SmallScenario.replacing("2004: 33000", with: "2004: 330000"))
    let run = try await Program.run(["validate", file])
    #expect(run.status == 0)
    #expect(run.error.hasPrefix("\(file):13:"), "\(run.error)")
    #expect(run.error.contains("warning: "))
    #expect(run.error.contains("wage base"))
    #expect(run.text == "\(file): good, warnings: 1\n")
  }

  @Test("says what would be possible where a claim lies in the past")
  func inThePast() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("past.yaml", SmallScenario.replacing("US: earliest", with: "US: 2020-01"))
    let run = try await Program.run(["compare", file, "--output", folder.url.path + "/out"])
    #expect(run.status == 65)
    #expect(run.error.contains("2020-01 is before the valuation month"), "\(run.error)")
    #expect(run.error.contains("\n  hint: the first possible month is 2027-03, 'earliest'"), "\(run.error)")
    #expect(folder.contents == ["past.yaml"])
  }

  @Test("refuses a file that is empty, far too large, or not UTF-8")
  func strangeFiles() async throws {
    let folder = try TemporaryFolder()
    let cases: [(name: String, bytes: Data, message: String)] = [
      ("empty.yaml", Data(), "empty.yaml:1:1: error: the file is empty"),
      ("large.yaml", Data(repeating: 0x61, count: 10_000_000), "large.yaml:1:1: error: the file is larger than 1 MB"),
      ("latin.yaml", Data("title: caf".utf8) + [0xE9, 0x0A], "latin.yaml:1:11: error: the file is not UTF-8 text"),
    ]
    for (name, bytes, message) in cases {
      try bytes.write(to: folder.url.appending(path: name))
      let run = try await Program.run(["compare", name], in: folder.url)
      #expect(run.status == 65)
      #expect(run.error.hasPrefix(message), "\(run.error)")
    }
    #expect(folder.contents == ["empty.yaml", "large.yaml", "latin.yaml"])
  }

  @Test("ends with 66 where there is a folder or nothing")
  func noFile() async throws {
    let folder = try TemporaryFolder()
    for path in [folder.url.path, folder.url.path + "/none.yaml"] {
      let run = try await Program.run(["compare", path])
      #expect(run.status == 66)
      #expect(run.error.hasPrefix("\(path):1:1: error: "), "\(run.error)")
      #expect(run.error.contains("\n  hint: "))
    }
  }

  @Test("finds the mistakes of all files in one pass")
  func severalFiles() async throws {
    let folder = try TemporaryFolder()
    let first = try folder.file("a.yaml", SmallScenario.replacing("title: A", with: "titel: A"))
    let second = try folder.file("b.yaml", SmallScenario.replacing("sex: female", with: "sex: femal"))
    let run = try await Program.run(["compare", first, folder.url.path + "/none.yaml", second])
    #expect(run.status == 66)
    for file in ["a.yaml", "b.yaml", "none.yaml"] { #expect(run.error.contains("/\(file):"), "\(run.error)") }
  }

  @Test("refuses two scenarios that would share a report folder")
  func sameName() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("same.yaml", SmallScenario.text)
    let run = try await Program.run(["compare", file, file, "--output", folder.url.path + "/Reports"])
    #expect(run.status == 64)
    #expect(run.error.contains("one name, 'same'"))
    #expect(folder.contents == ["same.yaml"])
  }
}
