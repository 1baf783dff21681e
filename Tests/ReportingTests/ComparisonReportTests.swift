// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Parameters
import Pensions
import Quantities
import Strategies
import Testing

@testable import Reporting

/// A folder for one test, taken away at its end.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/retiresim-reporting-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func text(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + file)), as: UTF8.self)
  }

  func bytes() throws -> [String: Data] {
    var all: [String: Data] = [:]
    for file in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: path + "/" + file, isDirectory: &isFolder), !isFolder.boolValue {
        all[file] = try Data(contentsOf: URL(fileURLWithPath: path + "/" + file))
      }
    }
    return all
  }
}

extension ReportFixture {
  func write(to folder: TemporaryFolder, html: Bool = false, searchPath: String = "") throws -> WrittenReport {
    try ComparisonReport(result, of: scenario, systems: systems)
      .write(to: folder.path, ReportOptions(html: html, version: "1.2.3", searchPath: searchPath))
  }
}

@Suite("Report of a comparison")
struct ComparisonReportTests {
  @Test("holds the files of a report, and nothing else")
  func files() throws {
    let folder = try TemporaryFolder()
    let written = try ReportFixture().write(to: folder, html: true)
    #expect(
      Set(try folder.bytes().keys) == [
        "new-york-analyst/report.md", "new-york-analyst/report.html", "new-york-analyst/strategies.csv",
        "new-york-analyst/income.csv", "new-york-analyst/economy.csv", "new-york-analyst/awards.csv",
        "new-york-analyst/datapackage.json", "new-york-analyst/manifest.json",
      ])
    #expect(Set(written.files).union([]).count == 8)
    #expect(written.folder == folder.path + "/new-york-analyst")
  }

  @Test("states each pension gross and net, in dollars and euros at the valuation month's rate")
  func grossAndNetHandCalculation() throws {
    var result = ReportFixture().result
    result.usdPerEUR = 1.25
    let builder = ReportBuilder(
      result, of: ReportFixture().scenario, systems: ReportFixture().systems, version: "1.2.3")
    let table = try CSVTable(builder.strategiesData().csv, file: "strategies.csv")
    let name = try #require(table.column("strategy"))
    let row = try #require(table.rows.first { $0[name] == "US 62, LU 65" })
    func cell(_ column: String) throws -> String { row[try #require(table.column(column))] }
    #expect(try cell("ana_lu_first_gross_eur") == "930.00")
    #expect(try cell("ana_lu_first_net_eur") == "903.96")  // less 2.8 %
    #expect(try cell("ana_lu_first_gross_usd") == "1162.50")
    #expect(try cell("ana_lu_first_net_usd") == "1129.95")
    #expect(try cell("ana_us_first_gross_usd") == "390.00")
    #expect(try cell("ana_us_first_net_eur") == "312.00")
    let folder = try TemporaryFolder()
    _ = try ReportFixture().write(to: folder)
    #expect(try folder.text("new-york-analyst/report.md").contains("| Net |"))
  }

  @Test("gives the same bytes when written again")
  func sameBytes() throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    _ = try ReportFixture().write(to: first, html: true)
    _ = try ReportFixture().write(to: second, html: true)
    _ = try ReportFixture().write(to: second, html: true)
    #expect(try first.bytes() == second.bytes())
  }

  @Test("opens with what to do, by how much better, how sure, what is open")
  func firstScreen() throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture().write(to: folder)
    let report = try folder.text("new-york-analyst/report.md").replacing("\u{A0}", with: " ")
    let screen = String(report.prefix(while: { _ in true }).split(separator: "## The strategies")[0])
    for words in [
      "**File for the Luxembourg pension in November 2030, to be paid from May 2031 (age 65); file for the US pension",
      "paid from June 2036 (age 70 years 1 month).**", "**How much better.** On average **+",
      "against “everything as soon as possible”", "**How sure.** It gives as much or more in **",
      "of the 20,000 simulated futures", "**What cannot be told apart.**", "REVIS is income that Luxembourg adds",
      "Income tax is not taken off: `taxes: full` does that.", "Model `ou_rs`: ",
      "“±” is one standard error",
      "once one euro buys fewer than **",
      "In 18.4 % ± 0.3 % of futures the ups and downs of the exchange rate alone change",
    ] {
      #expect(screen.contains(words), "\(words)")
    }
    #expect(screen.count < 5_500)
  }

  @Test("has every part that a report promises, in order")
  func order() throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture(beside: [LawRegimeFixture.article]).write(to: folder)
    let report = try folder.text("new-york-analyst/report.md")
    let headings = report.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    #expect(
      headings == [
        "What to do", "The strategies side by side", "Income over the years", "When each pension can start", "Awards",
        "Other law on the same futures", "Risks", "What would change the answer", "What is not modelled", "Assumptions",
        "Parameters used", "How to make this report again",
      ])
    #expect(report.contains("(not law)"))
  }

  @Test("rows of changed assumptions stand beside the base on the same paths; what has no effect is named, not shown")
  func stressRows() throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture().write(to: folder)
    let text = try folder.text("new-york-analyst/report.md").replacing("\u{A0}", with: " ")
    let table = try #require(text.split(separator: "### The same comparison under other assumptions").last)
    let rows = table.split(separator: "###")[0].split(separator: "\n").map(String.init)
    #expect(rows[0].contains("All rows are of the first 2,048 of the same futures"))
    #expect(rows.contains { $0.hasPrefix("| as simulated |") && $0.contains("± 160 € |  |") })
    #expect(
      rows.contains { $0.hasPrefix("| dollar as in 1985 |") && $0.contains("| +2,900 € ± 160 € | +1,400 € ± 12 € |") })
    #expect(!rows.contains { $0.hasPrefix("| a later full retirement age") })
    #expect(rows.contains { $0.hasPrefix("Tried too, without effect") && $0.contains("a later full retirement age") })
    #expect(text.contains("| ana: age at death |"))
  }

  @Test("leaves no place of a phrase unfilled", arguments: ["en", "fr", "de"])
  func filled(language: String) throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture(language: language, beside: [LawRegimeFixture.article]).write(to: folder)
    let report = try folder.text("new-york-analyst/report.md")
    #expect(report.firstMatch(of: #/\{[a-z0-9A-Z]+\}/#) == nil)
  }

  @Test("speaks French and German where the scenario asks", arguments: [("fr", "Que faire"), ("de", "Was zu tun ist")])
  func language(code: String, heading: String) throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture(language: code).write(to: folder)
    #expect(try folder.text("new-york-analyst/report.md").contains("## \(heading)\n"))
  }

  @Test("falls back to English, with a warning, for a language it does not know")
  func unknownLanguage() throws {
    let folder = try TemporaryFolder()
    let written = try ReportFixture(language: "lb").write(to: folder)
    #expect(written.warnings.contains { $0.contains("“lb”") })
    #expect(try folder.text("new-york-analyst/report.md").contains("## What to do\n"))
  }

  @Test("says why there is no means-tested income, with the article")
  func noMinimum() throws {
    let folder = try TemporaryFolder()
    _ = try ReportFixture(withMinimum: false).write(to: folder)
    let report = try folder.text("new-york-analyst/report.md")
    #expect(
      report.contains(
        "**No means-tested income.** The household does not live in Luxembourg (law of 28.7.2018, art. 2)."))
  }

  @Test("warns of values of economy and risks over a year old, by group; the manifest lists them")
  func staleBackgroundRegression() throws {
    func parameter(_ key: String, from: String, checked: String = "") -> String {
      "\(key):\n  title: x\n  unit: a year\n  source: judgement\n\(checked)  origin: assumption\n  values: { \(from): 0.16 }\n"
    }
    let library = try ParameterLibrary(
      files: [
        (
          "economy.yaml",
          parameter("economy.fx.ou.kappa", from: "2025-10") + parameter("economy.fx.ou.theta", from: "2025-10")
            + parameter("filing.denial", from: "2025-11")
            + parameter("economy.start.q", from: "2020-01", checked: "  checked: 2026-01-01\n")
        )
      ], root: "")
    let fixture = ReportFixture()  // of November 2026
    var result = fixture.result
    result.background = library.keys.sorted().compactMap { library.series[$0] }.compactMap { series in
      series.entries.first.map { BackgroundParameter(series: series, entry: $0) }
    }
    let folder = try TemporaryFolder()
    let written = try ComparisonReport(result, of: fixture.scenario, systems: fixture.systems)
      .write(to: folder.path, ReportOptions(version: "1.2.3", searchPath: ""))
    let warning = try #require(written.warnings.first { $0.contains("economy.fx.…") })
    #expect(warning.replacing("\u{A0}", with: " ").contains("(2): of October 2025, over a year before November 2026"))
    #expect(!written.warnings.contains { $0.contains("filing") || $0.contains("economy.start") })
    #expect(try folder.text("new-york-analyst/report.md").contains("`economy.fx.…` (2)"))
    let manifest = try folder.text("new-york-analyst/manifest.json")
    #expect(manifest.contains("economy.fx.ou.kappa") && manifest.contains("filing.denial"))
  }

  @Test("warns of parameters last checked over a year before the valuation month")
  func staleParameters() throws {
    let folder = try TemporaryFolder()
    let fresh = try ReportFixture(checked: .init(2025, 11, 1)).write(to: folder)
    #expect(!fresh.warnings.contains { $0.contains("last checked") })
    let stale = try ReportFixture(checked: .init(2025, 10, 31)).write(to: folder)
    #expect(stale.warnings.contains { $0.contains("us.pia.bend_points") && $0.contains("2025-10-31") })
  }

  @Test("is written without charts, with a warning, where gnuplot is missing")
  func withoutGnuplot() throws {
    let folder = try TemporaryFolder()
    let written = try ReportFixture().write(to: folder, searchPath: "/nonexistent")
    #expect(written.warnings == ["gnuplot was not found, so this report has no charts; the tables hold their numbers."])
    #expect(try folder.text("new-york-analyst/report.md").contains("> Gnuplot was not found"))
  }

  @Test("can report a single strategy")
  func oneStrategy() throws {
    var result = ReportFixture().result
    result.strategies = [result.strategies[0]]
    result.undecided = []
    let folder = try TemporaryFolder()
    let fixture = ReportFixture()
    _ = try ComparisonReport(result, of: fixture.scenario, systems: fixture.systems)
      .write(to: folder.path, ReportOptions(html: true, version: "1", searchPath: ""))
    #expect(try folder.text("new-york-analyst/report.md").contains("nothing to compare it with"))
  }

  @Test("sums up for a terminal in plain text")
  func summary() {
    let fixture = ReportFixture()
    let text = ComparisonReport(fixture.result, of: fixture.scenario, systems: fixture.systems).summary(version: "1")
    #expect(text.hasPrefix("Analyst, 7 years in New York and 15 in Luxembourg\n\nFile for the Luxembourg pension"))
    #expect(!text.contains("**") && !text.contains("`"))
  }
}

enum LawRegimeFixture {
  static let article = Pensions.LawRegime(name: "article")
}

@Suite("Strategies worth a row")
struct ShownStrategiesTests {
  private func builder(_ result: Strategies.ComparisonResult) -> ReportBuilder {
    let fixture = ReportFixture()
    return ReportBuilder(result, of: fixture.scenario, systems: fixture.systems, version: "1")
  }

  @Test("hold the best and the reference, and one plan once")
  func onePlanOnce() {
    var result = ReportFixture().result
    var twin = result.strategies[1]
    twin.name = "the same by another name"
    result.strategies.insert(twin, at: 2)
    let builder = builder(result)
    let shown = builder.shownStrategies(limit: 5)
    #expect(shown.count == 5 && shown[0] == 0 && shown.contains(1) && !shown.contains(2))
    let names = shown.map { result.strategies[$0].name }
    #expect(names.last == "everything as soon as possible" && builder.reference?.name == names.last)
  }

  @Test("the answer is measured against the first that can be told from a best that starts everything soonest")
  func soonestIsBest() {
    var result = ReportFixture().result
    let soonest = result.strategies.firstIndex { $0.name == "everything as soon as possible" } ?? 0
    let best = result.strategies.remove(at: soonest)
    result.strategies.insert(best, at: 0)
    result.undecided = [1, 2]
    #expect(builder(result).reference?.name == result.strategies[3].name)
  }
}
