// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Statements
import Testing

@Suite("Papers: layouts of one table")
struct LayoutTests {
  static let expected = "US | 1995=36010 1996=38800 1997=41275.5"
  static let layouts: [String] = [
    "1997\t$41,275.50\t$41,275.50\n1996\t$38,800\t$38,800\n1995\t$36,010\t$36,010\n",
    " 1997 \t $41,275.50 \t $41,275.50 \n 1996 \t $38,800 \t $38,800  \n 1995 \t $36,010 \t $36,010 \n",
    "Work Year\n1997 \n$41,275.50 \n$41,275.50 \n1996 \n$38,800 \n$38,800 \n1995 \n$36,010 \n$36,010 \nTaxes Paid\nYou:\n$31,204\n",
    "Work Year Taxed Social Security Earnings Taxed Medicare Earnings1997 $41,275.50 $41,275.50 1996 $38,800 $38,800 1995 $36,010 $36,010 Estimated",
    "Taxed Social Security Earnings1997 $41,275.50 $41,275.501996 $38,800 $38,8001995 $36,010 $36,010 Total",
    "Year;Earnings\n1995;36010\n1996;38800\n1997;41275,50\n",
    "year\tamount\n1995\t36 010,00\n1996\t38 800,00\n1997\t41 275,50\n",
    "year\tamount\n1995\t36\u{202F}010\n1996\t38\u{202F}800\n1997\t41\u{202F}275.50\n",
    "1995;36'010\n1996;38'800\n1997;41'275.50\n",
    "| Year | Social Security | Medicare |\n|---|---:|---:|\n| 1997 | $41,275.50 | $41,275.50 |\n| 1996 | $38,800 | $38,800 |\n| 1995 | $36,010 | $36,010 |\n",
    "Work YearTaxed Social Security EarningsTaxed Medicare Earnings1997$41,275.50$41,275.501996$38,800$38,8001995$36,010$36,010Estimated Total",
    "Work Year\tTaxed\n1997*\t$41,275.50\n1996\t$38,800†\n1995 (1)\t$36,010\n* not final\n† corrected\n(1) by hand\n",
    "1995\t36,010 USD\n1996\tUSD 38,800\n1997\tUS$41,275.50\n",
    "1995 $ 36,010 $ 36,010\n1996 $ 38,800 $ 38,800\n1997 $ 41,275.50 $ 41,275.50\n",
    "1995 36 010,00\n1996 38 800,00\n1997 41 275,50\n",
    "Year,Social Security,Medicare\n1995,36010,36010\n1996,38800,38800\n1997,41275.50,41275.50\n",
    "Year,Medicare,Social Security\n\"1995\",\"$36,010\",\"$36,010\"\n\"1996\",\"$38,800\",\"$38,800\"\n\"1997\",\"41,275.50\",\"41,275.50\"\n",
  ]

  @Test("the same years in every layout", arguments: layouts)
  func layout(_ text: String) {
    let outcome = Papers.run(text: text)
    #expect(plain(outcome) == Self.expected, "\(outcome.problems) \(outcome.open)")
  }

  @Test("rows before 1966 have one column, or the words of the second")
  func beforeMedicare() {
    let outcome = Papers.run(text: "1966\t$5,120\t$5,120\n1965\t$4,310\tMedicare Began in 1966\n1964\t$3,995\n")
    #expect(plain(outcome) == "US | 1964=3995 1965=4310 1966=5120")
  }

  @Test("XML with another prefix, or none, or with character references")
  func xml() throws {
    let text = try Papers.text("left-in-2001.xml")
    #expect(plain(Papers.run(text: text.replacing("osss:", with: "s:"), name: "a.xml")) == GoldenPaperTests.leftIn2001)
    let bare = text.replacing("osss:", with: "").replacing("xmlns:osss", with: "xmlns")
    #expect(plain(Papers.run(text: bare, name: "a.xml")) == GoldenPaperTests.leftIn2001)
    #expect(
      plain(Papers.run(text: text.replacing(">6240<", with: ">62&#52;0<"), name: "a.xml"))
        == GoldenPaperTests.leftIn2001)
    let data = text.replacing(">6240<", with: "><![CDATA[6240]]><")
    #expect(data != text && plain(Papers.run(text: data, name: "a.xml")) == GoldenPaperTests.leftIn2001)
    let named = Papers.run(text: text.replacing("<osss:Name>", with: "<osss:Name><EXEMPLE>"), name: "a.xml")
    #expect(named.hasErrors && !named.problems.contains { $0.description.contains("EXEMPLE") }, "\(named.problems)")
    let open = Papers.run(text: String(text.dropLast(60)), name: "a.xml")
    #expect(
      open.problems.contains { $0.message.contains("ends inside") || $0.message.contains("well-formed") },
      "\(open.problems)")
  }

  @Test("amounts that can be read two ways are asked, all of them, and are no error")
  func twoWays() {
    let outcome = Papers.run(text: "Year;Amount\n1995;36.010\n1996;38.800\n")
    #expect(outcome.open.map(\.id) == ["us-1995-number", "us-1996-number"] && !outcome.hasErrors)
  }

  @Test("Luxembourg's record as a spreadsheet writes it")
  func spreadsheet() {
    let expected = "LU | 2001=34120.55 2002=43870 | 2001-03..2002-12 compulsory"
    for text in [
      "\"Année\";\"Mois\";\"Revenu cotisable\";\"Genre\"\r\n\"2001\";\"10\";\"34.120,55\";\"assurance obligatoire\"\r\n\"2002\";\"12\";\"43.870,00\";\"assurance obligatoire\"\r\n",
      "Année,Mois,Revenu cotisable,Genre\n2001,10,\"34.120,55\",assurance obligatoire\n2002,12,\"43.870,00\",assurance obligatoire\n",
      "du,au,genre,mois,revenu cotisable\n01.03.2001,31.12.2001,assurance obligatoire,10,34120.55\n01.01.2002,31.12.2002,assurance obligatoire,12,43870.00\n",
      "| Année | Mois | Revenu cotisable | Genre |\n|---|---|---|---|\n| 2001* | 10 | 34 120,55 | assurance obligatoire |\n| 2002 | 12 | 43 870,00 € | assurance obligatoire |\n",
    ] {
      let outcome = Papers.run(text: text)
      #expect(plain(outcome) == expected, "\(text) \(outcome.problems) \(outcome.open)")
    }
  }

  @Test("a number of insurance above the table is no row of it")
  func insuranceNumber() throws {
    let text = try Papers.text("german.txt")
    let numbered = text.replacing("\n01.08.1988", with: "\nVersicherungsnummer 65 140566 M 003\n01.08.1988")
    #expect(numbered != text && plain(Papers.run(text: numbered)) == "DE | 1988-08..1990-06")
  }

  @Test("Luxembourg's papers in German and English, by year and by employer")
  func languages() {
    let german = """
      Zentralstelle der Sozialversicherungen, Luxemburg
      Jahr    Art                      Monate   Beitragspflichtiges Einkommen
      2002    Pflichtversicherung          12        43.870,00
      2003    Weiterversicherung           12        24'000.00
      Summe                                24        67.870,00
      """
    #expect(
      plain(Papers.run(text: german))
        == "LU | 2002=43870 2003=24000 | 2002-01..2002-12 compulsory, 2003-01..2003-12 voluntary")
    let english = """
      Luxembourg pension insurance record
      from         to           employer               kind                    months   income
      01/01/2002   31/12/2002   Studio 54 S.A.         compulsory insurance    12       43,870.00
      01/01/2003   30/06/2003   Other S.à r.l.         compulsory insurance    6        22,000.00
      """
    #expect(plain(Papers.run(text: english)) == "LU | 2002=43870 2003=22000 | 2002-01..2003-06 compulsory")
    let across = """
      Luxembourg pension insurance record
      from         to           kind                    months   income
      01/07/2002   30/06/2003   compulsory insurance    12       43,870.00
      """
    #expect(Papers.run(text: across).open.map(\.id) == ["lu-2002-07-income"])
    let answered = Papers.run(
      text: across, answers: ["lu-2002-07-income": .parts(["2002": "21000", "2003": "22870"])])
    #expect(plain(answered) == "LU | 2002=21000 2003=22870 | 2002-07..2003-06 compulsory")
  }

  @Test("a paper that fits two formats is asked; --as and --country settle it")
  func format() {
    let text = "E 205 FR\nfrom to kind\n01.01.1992  31.12.1992  12 M  A  salarié\n"
    #expect(plain(Papers.run(text: text)) == "FR | 1992-01..1992-12")
    let outcome = Papers.run(text: "01.01.1992  31.12.1992  12 M  Pflichtbeitragszeit\n") { $0.format = "e205" }
    #expect(outcome.open.map(\.id) == ["form-country"])
    let named = Papers.run(text: "01.01.1992  31.12.1992  12 M  Pflichtbeitragszeit\n") {
      $0.format = "e205"
      $0.country = "BE"
    }
    #expect(plain(named) == "BE | 1992-01..1992-12")
  }
}
