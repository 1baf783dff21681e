// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statements
import Testing

/// Terminal users read these; a change of words is a change of the product.
@Suite("Papers: what cannot be read, and at which line")
struct BrokenPaperTests {
  static let files: [(String, [String])] = [
    (
      "login-page.xml",
      [
        """
        login-page.xml:1:1: error: this is a web page, not the statement: the session had ended
          hint: sign in again and use "Download your Statement data"
        """
      ]
    ),
    ("entities.xml", ["entities.xml:2:1: error: a document type declaration; Social Security's file has none"]),
    (
      "year-twice.xml",
      ["year-twice.xml:17:1: error: 1994 stands twice, with 34225 and 43225\n  hint: keep the right one"]
    ),
    (
      "short-line.pia",
      [
        "short-line.pia:4:1: error: line 22 has 3 amounts for the 10 years 1988 to 1997\n  hint: each amount takes eleven columns",
        "short-line.pia:5:1: error: line 23 has 3 amounts for the 4 years 1998 to 2001\n  hint: each amount takes eleven columns",
      ]
    ),
    (
      "impossible-date.txt",
      [
        "impossible-date.txt:2:1: error: 31.02.2006 is no day\n  hint: days are DD.MM.YYYY",
        "impossible-date.txt:3:1: error: the period ends before it starts",
      ]
    ),
    ("scan.txt", ["scan.txt:1:1: error: no text in it: a scan?\n  hint: type the table, or use the website's"]),
    (
      "over-the-base.txt",
      [
        """
        over-the-base.txt:1:1: error: 1998: 168,400 is above that year's wage base of 68,400: a slip of a digit?
          hint: Social Security's papers give no more than the wage base
        """
      ]
    ),
  ]

  @Test("broken papers", arguments: files)
  func broken(_ name: String, _ expected: [String]) throws {
    let outcome = try Papers.run(file: name)
    #expect(outcome.problems.map(\.description) == expected)
    #expect(outcome.records.isEmpty)
  }

  static let table = "1997\t$41,275\t$41,275\n1998\t$38,800\t$38,800\n1999\t$47,900\t$47,900\n2000\t$52,340\t$52,340\n"
  static let slips: [(old: String, new: String, line: Int, message: String)] = [
    ("1998\t$38,800", "1998\t$38,8OO", 2, "'$38,8OO' is not an amount"),
    ("1998\t$38,800", "1998\t$3,8800", 2, "'$3,8800' is not an amount"),
    ("1998\t$38,800\t$38,800\n", "", 2, "1998 is missing; the table has every year"),
    ("1998\t", "198\t", 2, "an amount without a year, behind 1997"),
    ("1997\t", "197\t", 1, "amounts without a year before the first row"),
    ("2000\t$52,340\t$52,340", "2090\t$52,340\t$52,340", 4, "2090 lies after this year, 2026"),
    ("2000\t$52,340\t$52,340", "1999\t$52,340\t$52,340", 4, "1999 stands twice, with 47900 and 52340"),
    ("1998\t$38,800\t$38,800", "1998\tn/a\tn/a", 2, "1998 has no amount"),
    (
      "1998\t$38,800\t$38,800", "1998\tNot yet recorded\t$38,800", 2,
      "1998 is recorded in one column and not yet in the other"
    ),
  ]

  @Test("slips in a pasted table", arguments: slips)
  func slip(_ slip: (old: String, new: String, line: Int, message: String)) {
    let outcome = Papers.run(text: Self.table.replacing(slip.old, with: slip.new))
    #expect(outcome.problems.contains { $0.line == slip.line && $0.message == slip.message }, "\(outcome.problems)")
  }

  @Test("totals that do not fit")
  func totals() throws {
    let text = try Papers.text("luxembourg-by-year.txt")
    let less = Papers.run(text: text.replacing("43.870,00", with: "34.870,00"))
    #expect(less.problems.map(\.message) == ["total 267,344.21, but the rows add up to 258,344.21"])
    #expect(less.problems.map(\.line) == [13])
    let months = Papers.run(text: text.replacing("2002      12", with: "2002      11"))
    #expect(months.problems.map(\.message) == ["total 75 months, but the rows add up to 74"])
  }

  @Test("earnings before the age of 14, and of others' credits")
  func person() throws {
    let text = try Papers.text("left-in-2001.xml").replacing("1966-05-14", with: "1976-05-14")
    let outcome = Papers.run(text: text, name: "a.xml")
    #expect(outcome.problems.contains { $0.message == "1988 has earnings before the age of 14" }, "\(outcome.problems)")
    let credits = try Papers.text("two-blocks.txt") + "\nYou have earned 40 credits of work.\n"
    #expect(!Papers.run(text: credits).hasErrors)
    let few = Papers.run(text: "1999\t$47,900\t$47,900\n2000\t$52,340\t$52,340\nSocial Security: you have 12 credits\n")
    #expect(few.problems.map(\.message) == ["the paper counts 12 credits, but its amounts give 8"])
  }

  @Test("what is no paper, and what is too much")
  func noPaper() {
    #expect(Papers.run(text: "Dear Sir,\nI am well.\n").problems[0].message == "this is no paper that is known here")
    let long = Papers.run(text: String(repeating: "1994\t$1\n", count: 3_000))
    #expect(long.problems[0].message == "this is no earnings record: it has more than 2000 lines")
    let large = Papers.run(text: String(repeating: "x", count: 300_000))
    #expect(large.problems[0].message == "this is no earnings record: it is larger than 256 KiB")
  }

  @Test("AnyPIA: several cases are asked; survivors, railroad and projected earnings are errors")
  func anyPIA() throws {
    let one = try Papers.text("plain.pia")
    let two = Papers.run(text: one + (try Papers.text("quarters.pia")), name: "a.pia")
    #expect(two.open.map(\.id) == ["anypia-case"])
    let chosen = Papers.run(
      text: one + (try Papers.text("quarters.pia")), name: "a.pia", answers: ["anypia-case": .text("1")])
    #expect(plain(chosen) == GoldenPaperTests.leftIn2001)
    for (line, words) in [("0207041990", "survivors"), ("84  1", "railroad"), ("0710250", "projected")] {
      let outcome = Papers.run(text: one + line + "\n", name: "a.pia")
      #expect(outcome.problems.contains { $0.line == 8 && $0.message.contains(words) }, "\(outcome.problems)")
    }
    let missing = Papers.run(text: one.replacing("   21410.00", with: "      -1.00"), name: "a.pia")
    #expect(!plain(missing).contains("2001="))
  }
}
