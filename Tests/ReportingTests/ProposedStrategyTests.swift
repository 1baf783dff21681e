// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Parameters
import Pensions
import Quantities
import Statistics
import Strategies
import Testing
import TestSupport

@testable import Reporting

@Suite("The strategy that a report proposes")
struct ProposedStrategyTests {
  /// The fixture, where “everything as soon as possible” lies 0.55 € a month (130 € over life) under the best by mean and
  /// stands for a second name.
  private func nearTie(_ language: String = "en") -> (fixture: ReportFixture, result: Strategies.ComparisonResult) {
    let fixture = ReportFixture(language: language)
    var result = fixture.result
    var soon = result.strategies.remove(
      at: result.strategies.firstIndex { $0.name == "everything as soon as possible" } ?? 0)
    soon.lifetimeValue.value = result.strategies[0].lifetimeValue.value - 130
    soon.expectedShortfall = result.strategies[0].expectedShortfall
    soon.needsMet = result.strategies[0].needsMet
    soon.differenceToBest = Estimate(-130, standardError: 5)
    soon.spec.twins = [StrategySpec(name: "US 62, LU 62", wishes: [:], fromGrid: true)]
    result.strategies.insert(soon, at: 1)
    for index in result.strategies.indices {
      let gap = result.strategies[index].lifetimeValue.value - soon.lifetimeValue.value
      result.strategies[index].differenceToProposed = Estimate(gap, standardError: index == 1 ? 0 : 7)
      result.strategies[index].percentilesToProposed = (0...100).map { gap + Double($0) - 50 }
    }
    result.undecided = [0]
    for index in result.stresses.indices {
      result.stresses[index].lifetimeValues = result.strategies.map(\.lifetimeValue)
    }
    let values = result.strategies.map(\.lifetimeValue.value)
    result.regrets = RegretMatrix(states: [.init(id: "base", label: "as simulated", values: values)])
    return (fixture, result)
  }

  private func report(_ language: String = "en") throws -> (
    text: String, summary: String, table: CSVTable, best: String
  ) {
    let (fixture, result) = nearTie(language)
    let folder = try TemporaryFolder()
    let report = ComparisonReport(result, of: fixture.scenario, systems: fixture.systems)
    _ = try report.write(to: folder.path, ReportOptions(version: "1.2.3", searchPath: ""))
    func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
    return (
      plain(try folder.text("new-york-analyst/report.md")), plain(report.summary(version: "1.2.3")),
      try CSVTable(try folder.text("new-york-analyst/strategies.csv"), file: "strategies.csv"),
      result.strategies[0].name
    )
  }

  @Test("is the soonest of those less than a euro a month apart, in the headline, the summary and the table alike")
  func nearTieRegression() throws {
    let (text, summary, table, best) = try report()
    let headline = try #require(text.split(separator: "\n").first { $0.hasPrefix("**File") })
    #expect(headline.contains("May 2028"))  // the month in which “everything as soon as possible” starts
    #expect(headline.contains("As good, within 0.55 € a month: “\(best)”."))
    #expect(summary.contains("As good, within 0.55 € a month: “\(best)”."))
    #expect(text.contains("“\(best)” has the highest mean: +0.55 € ± 0.03 € a month"))
    #expect(text.contains("Proposed: “everything as soon as possible”"))
    #expect(!text.contains("That is less than one euro a month"))

    func cells(_ column: String) throws -> [String] {
      let index = try #require(table.column(column))
      return table.rows.map { $0[index] }
    }
    let names = try cells("strategy")
    #expect(zip(names, try cells("proposed")).filter { $0.1 == "true" }.map(\.0) == ["everything as soon as possible"])
    #expect(
      zip(names, try cells("as_good")).filter { $0.1 == "true" }.map(\.0)
        == [best, "everything as soon as possible", "US 62, LU 62"])
    #expect(try cells("rank").prefix(3) == ["1", "2", "2"])
    #expect(try cells("difference_to_proposed_eur").prefix(3) == ["130.00", "0.00", "0.00"])
  }

  @Test("a strategy of two names is one row with both, and no name is lost")
  func twinsRegression() throws {
    let (text, _, table, _) = try report()
    let regret = try #require(
      text.split(separator: "### Regret").last?.split(separator: "\n").first { $0.hasPrefix("|") })
    #expect(regret.contains("| everything as soon as possible = US 62, LU 62 |"))
    #expect(!regret.contains("| US 62, LU 62 |"))
    #expect(text.contains("names joined by “=” come to the same claims"))
    let (name, same) = (try #require(table.column("strategy")), try #require(table.column("same_as")))
    let twin = try #require(table.rows.first { $0[name] == "US 62, LU 62" })
    #expect(twin[same] == "everything as soon as possible")
    let first = try #require(table.rows.first { $0[name] == "everything as soon as possible" })
    #expect(first[same] == "")
    let value = try #require(table.column("lifetime_value_mean_eur"))
    #expect(twin[value] == first[value])
  }

  @Test("says so in French and German", arguments: [("fr", "Aussi bonnes, à"), ("de", "Ebenso gut, auf")])
  func languages(language: String, words: String) throws {
    #expect(try report(language).text.contains(words))
  }

  @Test("a best strategy with a clear lead is proposed, and nothing is said of others")
  func clearLead() throws {
    let fixture = ReportFixture()
    let builder = ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")
    #expect(builder.proposed.name == builder.top.name)
    #expect(builder.asGood.isEmpty)
    #expect(builder.headline().plain == builder.whatToDo().plain)
  }

  @Test("the line at zero of the tornado stops beside a text that it would run through")
  func tornadoZeroLineRegression() throws {
    let fixture = ReportFixture()
    var result = fixture.result
    result.stresses = []
    func value(_ id: String, _ from: Double, _ to: Double) -> SwitchingValue {
      SwitchingValue(
        id: id, label: Remark(key: id), unit: "USD per EUR", base: 1, value: nil, triedFrom: 0.5, triedTo: 2,
        differenceAtFrom: Estimate(from, standardError: 1), differenceAtTo: Estimate(to, standardError: 1))
    }
    let base = try #require(result.stressBase).differenceOfThePair.value
    // One bar's lower end lies just above zero, so its text would reach over the line; the other's is far from it.
    result.switching = [value("near", base * 0.05, base * 4), value("far", base * -2, base * 3)]
    let chart = try #require(
      ReportBuilder(result, of: fixture.scenario, systems: fixture.systems, version: "1").tornadoChart())
    let lines = chart.script.split(separator: "\n").filter { $0.hasPrefix("set arrow from 0, first") }
    #expect(lines.count == 2)
    #expect(lines.contains { $0.contains("from 0, first -0.60000 to 0, first -0.30000") })
    #expect(lines.contains { $0.contains("from 0, first 0.30000 to 0, first 1.60000") })
  }

  @Test("a chance of a change of law has no bar beside that of the change")
  func tornadoDoubleRegression() throws {
    let fixture = ReportFixture()
    var result = fixture.result
    let estimate = Estimate(500, standardError: 1)
    result.switching.append(
      SwitchingValue(
        id: "wep-chance", label: "chance that WEP is back", unit: "%", base: 0, value: nil, triedFrom: 0, triedTo: 100,
        differenceAtFrom: estimate, differenceAtTo: Estimate(230, standardError: 1)))
    let chart = try #require(
      ReportBuilder(result, of: fixture.scenario, systems: fixture.systems, version: "1").tornadoChart())
    #expect(!chart.script.contains("chance that WEP"))
    #expect(chart.script.contains("WEP reinstated"))
  }

  @Test("two lines that lie on each other are told in the title")
  func coincidingLinesRegression() throws {
    let fixture = ReportFixture()
    var result = fixture.result
    let income = result.strategies[0].income
    for index in result.strategies.indices { result.strategies[index].income = income }
    let builder = ReportBuilder(result, of: fixture.scenario, systems: fixture.systems, version: "1")
    #expect(try #require(builder.minimumChart()).title.contains("coincide"))
    let apart = ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")
    #expect(try !#require(apart.minimumChart()).title.contains("coincide"))
  }
}
