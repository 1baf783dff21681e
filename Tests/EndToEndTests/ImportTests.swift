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

  private func type(_ text: String, _ arguments: [String], _ folder: TemporaryFolder) async throws -> Program.Outcome {
    try await Program.run(
      ["import"] + arguments + ["--today", "2026-11-30"], in: folder.url, typed: text, killAfter: 60)
  }

  @Test("at a terminal: questions are asked, a wrong answer again, an empty line takes the default")
  func dialogue() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("a.txt", Self.table)
    let answered = try await type("sometime\n2027-06 30000\n", ["a.txt"], folder)
    #expect(answered.status == 0 && !answered.signalled, "\(answered.error)")
    #expect(answered.text.contains("2027: { amount: 15000, wages_of: 2026 }"), "\(answered.text)")
    let question = "a.txt:1: Did covered work end in 2001?"
    #expect(answered.error.split(separator: question, omittingEmptySubsequences: false).count == 3, "\(answered.error)")
    #expect(answered.error.contains("That was not understood."))
    #expect(!answered.error.contains("error:"))
    let standard = try await type("\n", ["a.txt"], folder)
    #expect(standard.status == 0 && standard.text.contains("# Covered work ended in 2001."), "\(standard.text)")
    #expect(standard.error.contains("[ended] > "))
    // A question without a default is asked until it is answered; sums of years are asked year by year.
    _ = try folder.file("sums.txt", "1991-1992\t$1,000\t$1,000\n1993\t$3.500\t$3,500\n")
    let sums = try await type("\n3500\n400\n600\n\n", ["sums.txt"], folder)
    #expect(sums.status == 0 && sums.text.contains("1992: 600") && sums.text.contains("1993: 3500"), "\(sums.error)")
    // What is pasted at the terminal ends with the end of input; the questions follow at the same terminal.
    let pasted = try await type(Self.table + "\u{4}\nno\nended\n", ["-"], folder)
    #expect(pasted.status == 0 && pasted.text.contains("2001: 21410"), "\(pasted.error)")
  }

  @Test("at a terminal: the end of input leaves the questions open, with what was answered, 75")
  func endOfInput() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("a.txt", Self.table)
    for typed in ["\u{4}", "sometime\n\u{4}"] {
      let ended = try await type(typed, ["a.txt"], folder)
      #expect(ended.status == 75 && ended.text.contains("\nus-work-after: ended\n"), "\(ended.error)")
      #expect(!ended.error.contains("error:"), "\(ended.error)")
    }
    _ = try folder.file("two.txt", "1999\t$47.900\t$47,900\n2000\t$52.340\t$52,340\n")
    let half = try await type("47900\n\u{4}", ["two.txt"], folder)
    #expect(half.status == 75 && half.text.contains("us-1999-number: 47900\n"), "\(half.text)")
    #expect(half.text.contains("\nus-2000-number:\n"))
    // A paper that is wrong is no matter of answers.
    _ = try folder.file("bad.txt", Self.table.replacing("$52,340", with: "$52,34O"))
    #expect(try await type("\n", ["bad.txt"], folder).status == 65)
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
