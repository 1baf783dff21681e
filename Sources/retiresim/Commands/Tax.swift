// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions
import Taxes

struct Tax: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Works out income tax of a household and year, a line each, in both countries.",
    discussion: """
      A line holds one year of one household, a part for each country under its code: the year, how the household is taxed, and what it \
      got, nominal, in the country's money. A line that cannot be computed gives "error", and the rest go on. docs/tax.md describes every \
      field.

      EXAMPLE: retiresim tax Examples/tax.jsonl
      """)

  @Argument(help: "File of households and years, one JSON object a line; - for standard input.")
  var file: String

  @Flag(help: "End with 65 when a line could not be computed.")
  var strict = false

  func run() async throws {
    try await answerCases(in: file, by: TaxDesk(try taxLaws()), threads: processorCount(), strict: strict)
  }
}
