// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Statistics
import Strategies
import Testing

@testable import Reporting

@Suite("Heat map of a comparison")
struct ClaimGridTests {
  /// ana as in the fixture, and ben, whose US pension hardly matters and whose Luxembourg pension matters most.
  private func couple() -> ReportBuilder {
    var fixture = ReportFixture(usAges: [62, 65, 67], luAges: [65, 67])
    fixture.withStresses = false
    var result = fixture.result
    var scenario = fixture.scenario
    let ben = Person(
      id: "ben", born: CalendarDate(1963, 2, 3)!, sex: .male, citizenship: ["LU"],
      residence: [Residence(country: "LU", from: YearMonth(1990, 1))])
    scenario.members.append(Member(person: ben, records: [:]))
    result.strategies = result.strategies.flatMap { strategy in
      [(65, 0.0), (66, -9_000.0), (67, -20_000.0)].map { age, loss in
        var both = strategy
        var claim = strategy.claims[0]
        claim.person = "ben"
        claim.entitlement = ben.born.yearMonth + age * 12
        both.claims.append(claim)
        both.name += ", ben \(age)"
        both.lifetimeValue.value += loss
        both.differenceToBest = Estimate(strategy.differenceToBest.value + loss, standardError: 5)
        return both
      }
    }.sorted { $0.lifetimeValue.value > $1.lifetimeValue.value }
    result.undecided = []
    return ReportBuilder(result, of: scenario, systems: fixture.systems, version: "1")
  }

  @Test("a couple gets the two pensions whose ages matter most, each pair with the rest at its best")
  func couples() throws {
    let builder = couple()
    let grid = try #require(ClaimGrid(builder))
    #expect(grid.first == .init(person: "ana", country: "US") && grid.second == .init(person: "ben", country: "LU"))
    #expect(grid.others == [.init(person: "ana", country: "LU")])
    #expect(grid.firstAges == [62, 65, 67].map { $0 * 12 + 1 } && grid.secondAges == [65, 66, 67].map { $0 * 12 })
    #expect(grid.cells.count == 9)
    for cell in grid.cells {
      let same = builder.result.strategies.filter { strategy in
        strategy.claims.contains { $0.person == "ben" && $0.entitlement - YearMonth(1963, 2) == cell.second }
          && strategy.claims.contains {
            $0.person == "ana" && $0.country == "US" && $0.entitlement - YearMonth(1966, 5) == cell.first
          }
      }
      #expect(builder.result.strategies[cell.strategy].name == same[0].name)
    }
    let chart = try #require(builder.gridChart())
    #expect(chart.subtitle.contains("Each pair with the best start of the rest (ana, the Luxembourg pension)"))
    #expect(chart.title.contains("(ana, US)") && chart.title.contains("(ben, LU)"))
    if let folder = ProcessInfo.processInfo.environment["RETIRESIM_CHARTS"],
      let gnuplot = ExternalTool("gnuplot", searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
    {
      let drawn = String(decoding: try gnuplot.run(["-d", "-"], input: Array(chart.script.utf8)), as: UTF8.self)
      try SVG.finished(drawn, name: "grid", title: chart.title, description: chart.alternative)
        .write(toFile: folder + "/grid-couple.svg", atomically: true, encoding: .utf8)
    }
  }

  @Test("there is none where only one age varies")
  func oneAxis() {
    let fixture = ReportFixture(usAges: [62, 65, 67, 70], luAges: [65])
    #expect(
      ClaimGrid(ReportBuilder(fixture.result, of: fixture.scenario, systems: fixture.systems, version: "1")) == nil)
  }
}
