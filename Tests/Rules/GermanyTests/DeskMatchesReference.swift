// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import Testing

@testable import GermanyRules

@Suite("Germany: the reference's pensions through the awards desk")
struct DeskMatchesReference {
  /// Pensions of a birth date, points and months, paid by the value of their own first month.
  static func cases() throws -> [GoldenCase] {
    try goldenCases().filter { line in
      line.rule == "pension" && line.given["born"] != nil && line.wanted["factor"]?.decimal != nil
    }
  }

  @Test("factor and amount of a line are those of the reference", arguments: try cases())
  func matches(_ line: GoldenCase) throws {
    let given = line.given
    let waiting = try #require(given["waiting"])
    let months = #""general": \#(try waiting.int("general")), "long": \#(waiting["long"]?.decimal?.whole ?? 0)"#
    let question = """
      {"id": "\(line.id)", "born": "\(try given.date("born"))", "de": {"points": \(try given.decimal("points")), \
      "months": {\(months), "very_long": \(waiting["very_long"]?.decimal?.whole ?? 0)}, "claim": "\(try given.month("start"))"}}
      """
    let desk = try AwardDesk([GermanyLines()])
    guard case .object(let fields) = desk.answer(Array(question.utf8), line: 1).value,
      case .object(let answer) = fields.first(where: { $0.key == "de" })?.value
    else {
      Issue.record("\(line.id): no answer to \(question)")
      return
    }
    func number(_ key: String) -> ExactDecimal? {
      if case .decimal(let value) = answer.first(where: { $0.key == key })?.value { value } else { nil }
    }
    let factor = try #require(number("accessFactor"))
    #expect(factor == (try #require(line.wanted["factor"]?.decimal)).roundedHalfUp(places: 4))
    // The reference pays some pensions by the value of another month; by one value they are alike.
    let germany = try Germany()
    let start = try given.month("start")
    let at = given["at"]?.text.flatMap { YearMonth($0) } ?? start
    let personal = try #require(number("personalPoints"))
    let found = try germany.amounts.gross(personalPoints: personal, in: at)
    let wanted = Golden.number(try #require(line.wanted["monthly"]?.decimal))
    #expect(
      wanted.isSame(as: .number(found), within: line.tolerance["monthly"]?.decimal ?? .zero), "\(line.id) \(found)")
    #expect(try number("grossMonthly") == germany.amounts.gross(personalPoints: personal, in: start))
  }
}
