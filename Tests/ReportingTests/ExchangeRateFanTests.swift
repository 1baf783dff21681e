// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Foundation
import Quantities
import Testing

@testable import Reporting

@Suite("Fan of the exchange rate")
struct ExchangeRateFanTests {
  private func fan() async throws -> ExchangeRateFan {
    let projection = try await EconomyProjection.run(
      EconomySettings(model: "ou"), asOf: YearMonth(2026, 11), months: [12, 24], paths: 64, exact: false)
    #expect(projection.horizons.allSatisfy { $0.exact == nil })
    return ExchangeRateFan(projection, start: projection.startRate)
  }

  @Test("starts at the rate of the valuation month and widens")
  func scriptInvariants() async throws {
    let fan = try await fan()
    let lines = fan.script.text.split(separator: "\n").map(String.init)
    let first = try #require(lines.firstIndex { $0.hasPrefix("$fan <<") })
    let rows = (1...3).map { lines[first + $0].split(separator: " ").compactMap { Double($0) } }
    #expect(rows[0].dropFirst().allSatisfy { $0 == 1.1172 } && rows[0].count == 6)
    #expect(rows[2][5] - rows[2][1] > rows[1][5] - rows[1][1])
    #expect(rows.allSatisfy { $0.dropFirst().elementsEqual($0.dropFirst().sorted()) })
    #expect(fan.title.hasPrefix("In 2028 a euro costs between"))
  }

  @Test("is drawn with a text for those who cannot see it, or says that gnuplot is missing")
  func drawingInvariants() async throws {
    let fan = try await fan()
    #expect(throws: ExchangeRateFan.NotDrawn.self) { try fan.svg(searchPath: "/nonexistent") }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    guard ExternalTool("gnuplot", searchPath: path) != nil else { return }
    let svg = try fan.svg(searchPath: path)
    #expect(svg.contains("<title id=\"exchange-rate-title\">In 2028") && svg.contains("</svg>"))
  }
}
