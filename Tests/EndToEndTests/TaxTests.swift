// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("Income tax from end to end")
struct TaxTests {
  private static let household = "Scenarios/cookbook/after-tax.yaml"

  @Test("explain derives a stated year line by line, in three languages")
  func explain() async throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Program.root.appending(path: Self.household), encoding: .utf8)
    for (language, words) in [
      ("en", ["Income tax of 2033", "World income, cut to 50", "taxed in the United States at source alone"]),
      ("fr", ["Impôt sur le revenu de 2033", "Revenu mondial, arrondi aux 50 inférieurs"]),
      ("de", ["Einkommensteuer 2033", "Welteinkommen, auf 50 abgerundet"]),
    ] {
      let file = try folder.file("\(language).yaml", text + "report: { language: \(language) }\n")
      let run = try await Program.run(["explain", file, "--strategy", "dollars at 67", "--tax-year", "2033"])
      #expect(run.status == 0, "\(run.error)")
      for word in words { #expect(run.text.contains(word), "\(language): \(word)") }
    }
  }

  @Test("a year that is not simulated, and a household that is not taxed, end with what would help")
  func refusals() async throws {
    let past = try await Program.run(["explain", Self.household, "--tax-year", "2020"])
    #expect(
      past.status != 0 && past.error.contains("no tax year 2020 is simulated; there are 2026 to "), "\(past.error)")
    let untaxed = try await Program.run(["explain", "Scenarios/kirchberg-commuter.yaml", "--tax-year", "2033"])
    #expect(untaxed.status != 0 && untaxed.error.contains("hint: state 'taxes: full'"), "\(untaxed.error)")
  }

  @Test("the first page says what tax takes, and any number of threads writes the same bytes")
  func compare() async throws {
    let folder = try TemporaryFolder()
    var pages: [String] = []
    for threads in ["1", "2"] {
      let out = folder.url.appending(path: threads)
      let run = try await Program.run([
        "compare", Self.household, "--paths", "64", "--threads", threads, "--quiet", "--output", out.path,
      ])
      #expect(run.status == 0, "\(run.error)")
      pages.append(try String(contentsOf: out.appending(path: "after-tax/report.md"), encoding: .utf8))
    }
    #expect(pages[0].contains("**Income tax.** It takes") && pages[0].contains("**After income tax**"))
    #expect(!pages[0].contains("Income tax is not taken off"))
    #expect(pages[0] == pages[1])
  }
}
