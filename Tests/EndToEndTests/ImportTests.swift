// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("retiresim import")
struct ImportTests {
  static let table = "2001\t$21,410\t$21,410\n2000\t$52,340\t$52,340\n1999\t$47,900\t$47,900\n"

  private func run(_ arguments: [String], _ folder: TemporaryFolder, input: String = "") async throws -> Program.Outcome
  {
    try await Program.run(
      ["import"] + arguments + ["--today", "2026-11-30"], in: folder.url, input: Data(input.utf8),
      environment: ["LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Auckland"])
  }

  @Test("pasted text becomes a block, comments say where each line comes from")
  func pasted() async throws {
    let outcome = try await run(["-", "--yes"], try TemporaryFolder(), input: Self.table)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(
      outcome.text == """
        # From -: Social Security earnings table.
        # Covered work ended in 2001 (by default).
        # US: 3 years with amounts, 1999 to 2001, together 121,650.
        records:
          US:
            earnings:
              1999: 47900   # -
              2000: 52340   # -
              2001: 21410   # -

        """)
  }

  @Test("an open question ends with 75 and prints the file to fill in, which answers it")
  func questions() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("a.txt", Self.table)
    let open = try await run(["a.txt"], folder)
    #expect(open.status == 75)
    #expect(open.error.hasPrefix("a.txt:1:1: question: Did covered work end in 2001?"))
    #expect(open.text.contains("\nus-work-after: ended\n"))
    _ = try folder.file("answers.yaml", open.text)
    let done = try await run(["a.txt", "--answers", "answers.yaml"], folder)
    #expect(done.status == 0 && done.text.contains("2001: 21410"), "\(done.error)")
    _ = try folder.file("sums.txt", "1991-1992\t$1,000\t$1,000\n1993\t$500\t$500\n")
    let sums = try await run(["sums.txt", "--yes"], folder)
    #expect(sums.status == 75 && sums.text.contains("us-1991-1992:\n  1991:\n  1992:\n"), "\(sums.text)")
    _ = try folder.file(
      "sums.yaml", sums.text.replacing("  1991:", with: "  1991: 400").replacing("  1992:", with: "  1992: 600"))
    let typed = try await run(["sums.txt", "--yes", "--answers", "sums.yaml"], folder)
    #expect(typed.status == 0 && typed.text.contains("1992: 600"), "\(typed.error)")
    _ = try folder.file("bad.yaml", "us-work-after: sometime\nother: 1\n")
    let bad = try await run(["a.txt", "--answers", "bad.yaml"], folder)
    #expect(bad.status == 65 && bad.error.contains("bad.yaml:1:1: error: the answer to 'us-work-after' cannot be read"))
  }

  @Test("what cannot be read is 65, what is not there 66")
  func exits() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("letter.txt", "Dear Sir\n")
    _ = try folder.file("a.pdf", "%PDF-1.4\n")
    #expect(try await run(["letter.txt"], folder).status == 65)
    #expect(try await run(["a.pdf"], folder).status == 65)
    #expect(try await run(["none.txt"], folder).status == 66)
    #expect(try await run(["letter.txt", "--into", "none.yaml"], folder).status == 66)
    #expect(try await run(["letter.txt", "--as", "nothing"], folder).status == 64)
  }

  @Test("from statement to answer: into a scenario, which is good and keeps everything else")
  func into() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("a.txt", Self.table)
    #expect(try await Program.run(["new", "mine"], in: folder.url).status == 0)
    let file = folder.url.appending(path: "mine.yaml")
    let before = try String(contentsOf: file, encoding: .utf8)
    let refused = try await run(["a.txt", "--yes", "--into", "mine.yaml"], folder)
    #expect(refused.status == 65 && refused.error.contains("--replace"))
    #expect(try String(contentsOf: file, encoding: .utf8) == before)
    let done = try await run(["a.txt", "--yes", "--into", "mine.yaml", "--replace"], folder)
    #expect(done.status == 0 && done.text.isEmpty, "\(done.error)")
    let after = try String(contentsOf: file, encoding: .utf8)
    #expect(after.contains("1999: 47900   # a.txt") && !after.contains("1994: 31000"))
    #expect(after.contains("savings: { EUR: 60000, USD: 40000 }"))
    #expect(try await Program.run(["validate", "mine.yaml"], in: folder.url).status == 0)
    #expect(folder.contents == ["a.txt", "mine.yaml"])
    let wrong = try await run(["a.txt", "--yes", "--into", "mine.yaml", "--person", "ben"], folder)
    #expect(wrong.status == 75 && wrong.text.contains("lives:"), "\(wrong.error)")
  }

  @Test("slips typed into a scenario are told as what they are")
  func scenario() async throws {
    let folder = try TemporaryFolder()
    let head = """
      title: t
      as_of: 2026-11
      currency: EUR
      people:
        ana:
          born: 1966-05-14
          sex: female
          lives: { LU: 2001-03.. }
          records:

      """
    for (record, words) in [
      ("      US: { earnings: { 1994: 34,225 } }", ":10:31: error: the comma in '34,225' ends the value"),
      ("      US: { earnings: { 1994: -1 } }", "-1 on a statement means not recorded yet"),
      (
        "      LU: { periods: [ { from: 2001-03, to: 2001-12, kind: compulsory, income: { 2001: 34.120,55 } } ] }",
        "write 34120.55"
      ),
      (
        "      LU: { periods: [ { from: 2001-03, to: 2001-12, kind: compulsory, pay: 4.200 EUR } ] }",
        "which can be read as 4200 or as 4.2"
      ),
      (
        "      LU: { periods: [ { from: 2001-03, to: 2001-12, kind: compulsory, pay: { amount: 4,200, wages_of: 2026 } } ] }",
        "write 4200, or 4.2"
      ),
    ] {
      _ = try folder.file("s.yaml", head + record + "\nstrategies: [ { name: s, ana: { LU: never } } ]\n")
      let check = try await Program.run(["validate", "s.yaml"], in: folder.url)
      #expect(check.status == 65 && check.error.contains(words), "\(check.error)")
    }
  }
}
