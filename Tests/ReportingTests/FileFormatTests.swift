// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Statistics
import Strategies
import Testing

@testable import Reporting

@Suite("SHA-256")
struct SHA256PublishedExamples {
  /// NIST, *Secure Hash Standard*, example vectors for SHA-256, and the empty message of the CAVP short messages.
  @Test(
    "agrees with NIST's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func digest(message: String, expected: String) {
    #expect(SHA256.hex(of: message.utf8) == expected)
  }

  /// The lengths around which the padding takes another block, against `sha256sum` of GNU coreutils.
  @Test(
    "pads every length of message rightly",
    arguments: [
      (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
      (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
      (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
      (1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
    ])
  func padding(length: Int, expected: String) {
    #expect(SHA256.hex(of: [UInt8](repeating: UInt8(ascii: "a"), count: length)) == expected)
  }
}

@Suite("CSV")
struct CSVTests {
  private func table(_ cells: [DataTable.Cell], kind: DataTable.Column.Kind) -> String {
    var table = DataTable(name: "t", title: "T", columns: [.init("a", kind, "A.")], primaryKey: ["a"])
    for cell in cells { table.append([cell]) }
    return table.csv
  }

  @Test("quotes as RFC 4180 has it, and ends lines with CRLF")
  func quotes() {
    #expect(
      table([.text("plain"), .text("a,b"), .text("say \"no\""), .text("two\nlines"), .empty], kind: .text)
        == "a\r\nplain\r\n\"a,b\"\r\n\"say \"\"no\"\"\"\r\n\"two\nlines\"\r\n\r\n")
  }

  @Test("makes text of what a spreadsheet would run", arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
  func formulas(text: String) {
    #expect(DataTable.guarded(text) == "'" + text)
    #expect(DataTable.guarded("a" + text) == "a" + text)
  }

  @Test("writes numbers with fixed decimals and a point")
  func numbers() {
    #expect(
      table([.number(1234.5), .number(-0.001), .number(0.005), .number(1e12), .number(.nan)], kind: .number(places: 2))
        == "a\r\n1234.50\r\n0.00\r\n0.01\r\n1000000000000.00\r\n\r\n")
  }

  @Test("every table of a report reads back with the widths and values it was written with")
  func readsBack() throws {
    let fixture = ReportFixture(nameSuffix: " =\"x\", y")
    let builder = ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")
    for table in [builder.strategiesData(), builder.incomeData(), builder.economyData(), builder.awardsData()] {
      let read = try CSVTable(table.csv, file: table.name)
      #expect(read.header == table.columns.map(\.name))
      #expect(Set(read.header).count == read.header.count)
      #expect(read.rows.count == table.rows.count && !table.rows.isEmpty)
    }
    let strategies = try CSVTable(builder.strategiesData().csv, file: "strategies.csv")
    let best = fixture.result.strategies[0]
    let name = try #require(strategies.column("strategy"))
    let mean = try #require(strategies.column("lifetime_value_mean_eur"))
    #expect(strategies.rows[0][name] == best.name)
    #expect(Double(strategies.rows[0][mean]) == best.lifetimeValue.value)
  }

  @Test("awards have a row for every claim month and part, gross and net, and say which ones strategies use")
  func awards() throws {
    let fixture = ReportFixture(usAges: [62, 65], luAges: [65])
    let builder = ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")
    let read = try CSVTable(builder.awardsData().csv, file: "awards.csv")
    let names = ["country", "entitled", "used", "part", "gross_constant_prices", "net_constant_prices"]
    let at = try names.map { try #require(read.column($0)) }
    let rows = read.rows.map { row in at.map { row[$0] } }
    // Nine US ages, and eight in Luxembourg with two parts each.
    #expect(rows.filter { $0[0] == "US" }.count == 9 && rows.filter { $0[0] == "LU" }.count == 16)
    #expect(
      rows.filter { $0[2] == "true" }.map { $0[0] + $0[1] + $0[3] } == [
        "LU2031-05pension", "LU2031-05year-end allowance", "US2028-06pension", "US2031-06pension",
      ])
    // 930 EUR a month at 65, of which 2.8 % go to health insurance.
    let lu = try #require(rows.first { $0[0] == "LU" && $0[1] == "2031-05" && $0[3] == "pension" })
    #expect(lu[4] == "930.00" && lu[5] == "903.96")
    let us = try #require(rows.first { $0[0] == "US" && $0[1] == "2031-06" })
    #expect(us[4] == "498.00" && us[5] == "498.00")
  }

  @Test("column names carry their unit and are plain words")
  func columnNames() {
    let fixture = ReportFixture()
    let builder = ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")
    for table in [builder.strategiesData(), builder.incomeData(), builder.economyData(), builder.awardsData()] {
      for column in table.columns {
        #expect(column.name.wholeMatch(of: #/[a-z][a-z0-9_]*/#) != nil, "\(column.name)")
        #expect(column.meaning.hasSuffix("."), "\(column.name)")
        if case .number = column.kind { #expect(column.unit != nil, "\(column.name)") }
      }
    }
  }
}

@Suite("Numbers in sentences")
struct NumberTextTests {
  @Test("are grouped as the language groups them")
  func grouping() {
    #expect(NumberText(language: .en).money(1_234_567.5, .eur, 2) == "1,234,567.50\u{A0}€")
    #expect(NumberText(language: .fr).money(1_234_567.5, .eur, 2) == "1\u{202F}234\u{202F}567,50\u{A0}€")
    #expect(NumberText(language: .de).money(-1_234.4, .usd) == "\u{2212}1.234\u{A0}USD")
    #expect(NumberText(language: .en).number(0.4, signed: true) == "0")
  }

  @Test("show cents only where the error is below a unit")
  func estimates() {
    let numbers = NumberText(language: .en)
    #expect(numbers.estimate(Estimate(412.345, standardError: 9.1), .eur) == "412\u{A0}€ ± 9\u{A0}€")
    #expect(numbers.estimate(Estimate(412.345, standardError: 0.21), .eur) == "412.35\u{A0}€ ± 0.21\u{A0}€")
    #expect(numbers.estimate(Estimate(412.345, standardError: 0), .eur, signed: true) == "+412\u{A0}€")
    #expect(numbers.estimate(share: Estimate(0.9123, standardError: 0.0021)) == "91.2\u{A0}% ± 0.2\u{A0}%")
  }

  @Test("do not call a chance certain that is not")
  func shares() {
    let numbers = NumberText(language: .en)
    #expect(numbers.share(0.9999) == ">\u{A0}99\u{A0}%")
    #expect(numbers.share(0.0001) == "<\u{A0}1\u{A0}%")
    #expect(numbers.share(1) == "100\u{A0}%" && numbers.share(0) == "0\u{A0}%")
  }
}

@Suite("Catalogue")
struct CatalogueTests {
  @Test("what the engine found is put in each language, months as the language writes them")
  func remarks() {
    let low = Remark(key: "engine.dollarLow", ["month": .month(YearMonth(1980, 1))])
    let chance = Remark(key: "engine.chanceThat", ["change": .remark(low)])
    #expect(
      Wording(language: .en).text(chance) == "chance that the dollar goes to its low of 1980-01 and stays")
    #expect(
      Wording(language: .fr).text(chance)
        == "probabilité\u{A0}: le dollar revient à son plancher de janvier\u{A0}1980 et y reste")
    #expect(
      Wording(language: .de).text(low) == "der Dollar fällt auf sein Tief vom Januar\u{A0}1980 und bleibt dort")
    let unknown = Remark(key: "a sentence that nobody knows")
    #expect(Wording(language: .fr).text(unknown) == "a sentence that nobody knows")
  }

  @Test("sentences use no adjective that stands without a number")
  func plainWords() {
    let words = [
      "significant", "substantial", "considerable", "huge", "robust", "optimal", " very ", "much better than",
    ]
    let catalogue = EmbeddedWords.catalogue
    for sentence in catalogue.keys.compactMap({ catalogue.sentence($0, in: "en") }) {
      for word in words { #expect(!sentence.lowercased().contains(word), "\(word) in \(sentence)") }
    }
  }
}

@Suite("Markdown and HTML")
struct RenderingTests {
  static let hostile = "<script>alert(1)</script> | **b** `c` [x](http://e) $x$ \n# h"

  private func document() -> Document {
    Document(
      language: .en, title: Self.hostile,
      blocks: [
        .heading(2, RichText(Self.hostile)), .paragraph(RichText("1. not a list")), .paragraph(RichText("- nor this")),
        .table(TextTable(columns: [(RichText(Self.hostile), false)], rows: [[.code("a|b`c")]])),
        .code(["echo ```"]),
      ])
  }

  @Test("Markdown shows text of any origin as text")
  func markdown() {
    let text = Markdown(document: document()).text
    #expect(!text.contains("<script>") && text.contains("&lt;script&gt;"))
    #expect(text.contains("\\| \\*\\*b\\*\\* \\`c\\` \\[x\\](http://e) \\$x\\$  \\# h"))
    #expect(text.contains("\n1\\. not a list\n") && text.contains("\n\\- nor this\n"))
    #expect(text.contains("| ``a\\|b`c`` |"))
    #expect(text.contains("````sh\necho ```\n````"))
  }

  @Test("HTML shows text of any origin as text, and loads nothing")
  func html() {
    let text = HTML(document: document(), pageSize: "letter", charts: [:]).text
    #expect(!text.contains("<script") && text.contains("&lt;script&gt;"))
    #expect(text.contains("default-src 'none'") && text.contains("@page { size: letter;"))
    #expect(text.firstMatch(of: #/(src|href)=/#) == nil)
  }
}
