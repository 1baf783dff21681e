// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statements
import Testing

@Suite("Papers: what is asked, and what answers make of it")
struct QuestionTests {
  static let table = "2024\t$80,000\t$80,000\n2023\t$78,000\t$78,000\n2022\t$75,000\t$75,000\n"

  @Test("without defaults each question is open, under its key and with its default")
  func open() throws {
    let outcome = try Papers.run(file: "pasted-page.txt", yes: false)
    #expect(outcome.open.map(\.id) == ["us-2025"] && outcome.records.isEmpty)
    #expect(outcome.open[0].standard == "nothing" && outcome.open[0].place.line == 8)
    let cells = try Papers.run(file: "pasted-cells.txt", yes: false)
    #expect(cells.open.map(\.id) == ["us-work-after"] && cells.open[0].standard == "ended")
    let old = try Papers.run(file: "before-medicare.txt", yes: false)
    #expect(old.open.map(\.id) == ["us-work-after", "us-quarters-before-1978"])
    let luxembourg = try Papers.run(file: "luxembourg-by-year.txt", yes: false)
    #expect(luxembourg.open.map(\.id) == ["lu-2001-months", "lu-2004-months"])
    #expect(luxembourg.open.map(\.standard) == ["2001-03..2001-12", "2004-01..2004-05"])
  }

  @Test("a year that is not recorded is nothing, or what was earned; never 0")
  func notRecorded() throws {
    let paid = try Papers.run(file: "pasted-page.txt", answers: ["us-2025": .text("12,500")])
    #expect(plain(paid).contains("2001=21410 2025=12500"))
    let nothing = try Papers.run(file: "left-in-2001.xml", answers: ["us-2025": .text("nothing")], yes: false)
    #expect(plain(nothing) == GoldenPaperTests.leftIn2001)
    let unread = try Papers.run(file: "left-in-2001.xml", answers: ["us-2025": .text("about 5")])
    #expect(unread.hasErrors && unread.refused.map(\.id) == ["us-2025"])
  }

  @Test("a plain zero of the last complete year is asked")
  func zero() throws {
    let text = "2025\t$0\t$0\n" + Self.table
    #expect(Papers.run(text: text, yes: false).open.map(\.id).contains("us-2025-zero"))
    #expect(plain(Papers.run(text: text, answers: ["us-2025-zero": .text("81000")])).hasSuffix("2024=80000 2025=81000"))
    #expect(plain(Papers.run(text: text)).hasSuffix("2024=80000"))
    let left = "2024\t$0\t$0\n2023\t$78,000\t$78,000\n"
    #expect(!Papers.run(text: left, yes: false).open.map(\.id).contains("us-2024-zero"))
  }

  @Test("work that goes on is in the wages of this year, the last year by its months")
  func goesOn() {
    let outcome = Papers.run(text: Self.table, answers: ["us-work-after": .text("2028-06 84000")])
    #expect(
      plain(outcome)
        == "US | 2022=75000 2023=78000 2024=80000 2025=84000@2026 2026=84000@2026 2027=84000@2026 2028=42000@2026")
    let same = Papers.run(text: Self.table, answers: ["us-work-after": .text("2025-12")])
    #expect(plain(same).hasSuffix("2025=80000@2026"))
  }

  @Test("sums of several years: the other paper's years, typed years, or spread with a warning; the sum must match")
  func sums() throws {
    let both = try Papers.run(file: "grouped-years.txt", "pasted-page.txt")
    #expect(plain(both) == GoldenPaperTests.leftIn2001)
    #expect(both.said.contains { $0.contains("the years of the other paper add up") })
    var wrong = Papers.answers
    wrong["us-1981-1990"] = .parts(["1988": "6240", "1989": "18350", "1990": "24601"])
    let outcome = try Papers.run(file: "grouped-years.txt", answers: wrong)
    #expect(outcome.problems.contains { $0.message.contains("add up to 49,191, not to 49,190") }, "\(outcome.problems)")
    let other = try Papers.text("pasted-page.txt").replacing("$24,600", with: "$24,700")
    let paper = try Papers.bytes("grouped-years.txt")
    let unlike = Papers.run([("a.txt", paper), ("b.txt", Array(other.utf8))])
    #expect(unlike.problems.contains { $0.message.contains("the sum is 49,190, but the years add up to 49,290") })
    let spread = try Papers.run(file: "grouped-years.txt", answers: ["us-years-of-work": .text("1988..2001")]) {
      $0.spreads = true
    }
    #expect(plain(spread).contains("1988=16396.66 1989=16396.66 1990=16396.68 1991=38371 "))
    #expect(spread.problems.contains { $0.severity == .warning && $0.message.contains("quarters") })
    #expect(try Papers.run(file: "grouped-years.txt") { $0.spreads = true }.open.map(\.id) == ["us-years-of-work"])
  }

  @Test("quarters before 1978 by year")
  func quarters() throws {
    let outcome = try Papers.run(
      file: "before-medicare.txt", answers: ["us-quarters-before-1978": .text("1961=2, 1967=3")])
    #expect(plain(outcome).hasSuffix("| 1961:2 1967:3"))
  }

  @Test("columns that cannot be are asked, without a default")
  func columns() {
    let text = "1998\t$44,630\t$44,630\n1999\t$47,900\t$41,900\n2000\t$52,340\t$52,340\n"
    let outcome = Papers.run(text: text)
    #expect(
      outcome.open.map(\.text) == [
        "1999: 47,900 taxed for Social Security but 41,900 for Medicare; a slip, or swapped?"
      ])
    #expect(outcome.open[0].place.line == 2 && outcome.open[0].standard == nil)
    #expect(plain(Papers.run(text: text, answers: ["us-1999-columns": .text("47900")])).contains("1999=47900"))
  }

  @Test("a number that can be read two ways is asked, without a default")
  func twoWays() throws {
    let us = Papers.run(
      text: "2023\t$34.225\t$34.225\n2024\t$80,000\t$80,000\n", answers: ["us-2023-number-2": .text("34225")])
    #expect(us.open.map(\.id) == ["us-2023-number"])
    let text = try Papers.text("luxembourg-by-year.txt").replacing("24.000,00", with: "   24.000")
    let outcome = Papers.run(text: text)
    #expect(outcome.open.map(\.id) == ["lu-2006-number"])
    #expect(plain(Papers.run(text: text, answers: ["lu-2006-number": .text("24000")])).contains("2006=24000"))
    #expect(Papers.run(text: text, answers: ["lu-2006-number": .text("24.0001")]).hasErrors)
  }

  @Test("Luxembourg: francs before 1999, baby years, kinds that are not known, low income")
  func luxembourg() throws {
    let text = """
      RELEVE DE CARRIERE - CCSS Luxembourg
      Année   Mois   Revenu cotisable    Genre
      1997      12          1.200.000,00   assurance obligatoire
      1998      12          1.260.000,00   baby-years
      1999      12             33.000,00   assurance obligatoire
      2000      12              4.100,00   assurance obligatoire
      """
    let outcome = Papers.run(text: text)
    #expect(outcome.open.map(\.id) == ["lu-currency-before-1999"])
    let answered = Papers.run(
      text: text, answers: ["lu-currency-before-1999": .text("LUF"), "lu-2000-income": .text("yes")])
    // 1,200,000 / 40.3399 and 1,260,000 / 40.3399, to the cent.
    #expect(
      plain(answered).contains("1997=29747.22 1998=31234.58 1999=33000 2000=4100"),
      "\(plain(answered)) \(answered.open)")
    #expect(plain(answered).contains("1997-01..2000-12 compulsory"))
    let unknown = Papers.run(
      text: text.replacing(
        "1999      12             33.000,00   assurance obligatoire", with: "1999      12             33.000,00   autre"
      ),
      answers: ["lu-currency-before-1999": .text("LUF"), "lu-2000-income": .text("yes")])
    #expect(unknown.open.map(\.id) == ["lu-1999-kind"])
  }

  @Test("months that the paper counts short are asked; more than the calendar has are an error")
  func counted() throws {
    let text = try Papers.text("e205.txt").replacing("39 M", with: "37 M")
    let outcome = Papers.run(text: text, answers: Papers.answers)
    #expect(outcome.open.map(\.id) == ["lu-2001-03-months"])
    var answers = Papers.answers
    answers["lu-2001-03-months"] = .text("2001-05..2004-05")
    answers["lu-2001-05-pay"] = .text("3600 EUR, wages of 2003")
    #expect(plain(Papers.run(text: text, answers: answers)).contains("2001-05..2004-05 compulsory 3600@2003"))
    let many = try Papers.text("e205.txt").replacing("39 M", with: "40 M")
    #expect(
      Papers.run(text: many).problems.contains { $0.message.contains("40 months, but the period") && $0.line == 3 })
  }

  @Test("papers of several countries in one go, and of two people not")
  func several() throws {
    let outcome = try Papers.run(file: "left-in-2001.xml", "luxembourg-by-year.txt", "french.txt")
    #expect(outcome.records.map(\.record.country.code) == ["FR", "LU", "US"])
    #expect(outcome.born == CalendarDate(1966, 5, 14))
    let two = try Papers.run(file: "left-in-2001.xml", "luxembourg-affiliations.txt")
    #expect(two.problems.contains { $0.message.contains("born 1970-02-11 here, but 1966-05-14") })
    let scenario = try Papers.run(file: "left-in-2001.xml") {
      $0.people = [
        .init(id: "ana", born: CalendarDate(1966, 5, 14)), .init(id: "ben", born: CalendarDate(1970, 2, 11)),
      ]
    }
    #expect(scenario.person == "ana")
    let unknown = try Papers.run(file: "pasted-page.txt") {
      $0.people = [
        .init(id: "ana", born: CalendarDate(1966, 5, 14)), .init(id: "ben", born: CalendarDate(1970, 2, 11)),
      ]
    }
    #expect(unknown.open.map(\.id) == ["person"])
    let other = try Papers.run(file: "left-in-2001.xml") {
      $0.people = [.init(id: "ben", born: CalendarDate(1970, 2, 11))]
    }
    #expect(other.problems.contains { $0.message.contains("born 1966-05-14 here, but 1970-02-11 in the scenario") })
    let overlap = "E 205 FR\n1  01.01.2000  31.12.2003  A  salarié\n"
    let months = Papers.run([("lu.txt", try Papers.bytes("luxembourg-by-year.txt")), ("fr.txt", Array(overlap.utf8))])
    #expect(
      months.said.contains { $0.contains("2001-03 to 2003-12 stand in FR and in LU") },
      "\(months.said) \(months.problems)")
  }
}
