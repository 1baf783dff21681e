// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions

/// Answers cases, one a line, without chance: for checking, and for research tables.
struct Awards: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute awards, without chance: one JSON line in, one out.",
    discussion: """
      Each line is a case: {"id": "X1", "born": "1957-08-02", "sex": "F", "us": {"earnings": {"1980": 11000.5}, "claim": "2023-08"}, \
      "lu": {"periods": [{"from": "1990-01", "to": "2009-12", "kind": "compulsory"}], "income": {"1990": 21000}, \
      "claim": "2026-07"}}. Answers come in the order of the cases. A case that cannot be computed gives a line with "error", \
      and the rest go on; their number is said at the end. docs/awards.md describes every field.

      EXAMPLE: retiresim awards Examples/cases.jsonl
      """)

  @Argument(help: "File of cases, one JSON object a line; - for standard input.")
  var file: String

  @Flag(help: "End with 65 when a case could not be computed.")
  var strict = false

  @Option(help: ArgumentHelp("Threads; default: one a processor.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); it is between 1 and 1024")
    }
  }

  func run() async throws {
    try await answerCases(
      in: file, by: AwardDesk(try awardLaws()), threads: threads ?? processorCount(), strict: strict)
  }
}
