// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Reporting

@Suite("Charts as PNG")
struct PNGTests {
  private static let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  private static let canDraw = ["gnuplot", "rsvg-convert"].allSatisfy { ExternalTool($0, searchPath: path) != nil }

  /// Width and height of a PNG, from its first chunk.
  ///
  /// - Source: W3C, *Portable Network Graphics*, 5.2 and 11.2.2.
  private func size(_ png: Data) throws -> (width: Int, height: Int) {
    let bytes = [UInt8](png)
    try #require(bytes.count > 24)
    #expect(Array(bytes[0..<8]) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(Array(bytes[12..<16]) == Array("IHDR".utf8))
    func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  @Test("are written beside each SVG, one and a half times its size", .enabled(if: canDraw))
  func written() throws {
    let folder = try TemporaryFolder()
    let fixture = ReportFixture()
    let written = try ComparisonReport(fixture.result, of: fixture.scenario, systems: fixture.systems).write(
      to: folder.path, ReportOptions(png: true, version: "1", searchPath: Self.path))
    #expect(written.warnings.isEmpty)
    let drawings = written.files.filter { $0.hasSuffix(".svg") }
    #expect(drawings.count == 6)
    for file in drawings {
      let name = String(file.dropLast(4)) + ".png"
      #expect(written.files.contains(name))
      let svg = try folder.text("new-york-analyst/" + file)
      let found = try #require(svg.firstMatch(of: #/width="([0-9]+)" height="([0-9]+)"/#))
      let size = try size(Data(contentsOf: URL(fileURLWithPath: folder.path + "/new-york-analyst/" + name)))
      #expect(Double(size.width) == (Double(found.output.1) ?? 0) * 1.5, "\(name)")
      #expect(abs(Double(size.height) - (Double(found.output.2) ?? 0) * 1.5) <= 1, "\(name)")
    }
  }

  @Test("are left out, with a warning, where nothing can draw them")
  func missing() throws {
    let folder = try TemporaryFolder()
    let fixture = ReportFixture()
    let written = try ComparisonReport(fixture.result, of: fixture.scenario, systems: fixture.systems).write(
      to: folder.path, ReportOptions(png: true, version: "1", searchPath: ""))
    #expect(!written.files.contains { $0.hasSuffix(".png") } && written.warnings.contains { $0.contains("gnuplot") })
  }
}
