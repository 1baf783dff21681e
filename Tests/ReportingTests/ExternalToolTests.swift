// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@testable import Reporting

@Suite("Programs that draw")
struct ExternalToolTests {
  /// A program of a few lines of shell, found like gnuplot.
  private func tool(_ script: String, in folder: TemporaryFolder) throws -> ExternalTool {
    let path = folder.path + "/draws"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return try #require(ExternalTool("draws", searchPath: folder.path))
  }

  @Test("one that hangs is ended with what it has started, in the time for all")
  func hangs() throws {
    let folder = try TemporaryFolder()
    let hanging = try tool("sleep 5000 & echo $! >> '\(folder.path)/children'; exec sleep 5000", in: folder)
    let start = ContinuousClock.now
    let drawn = hanging.runAll(["-"], inputs: Array(repeating: [], count: 6), budget: 2)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(drawn.count == 6)
    for chart in drawn {
      #expect(throws: ExternalTool.Failed.self) { try chart.get() }
    }
    let children = try folder.text("children").split(separator: "\n").compactMap { Int32($0) }
    #expect(!children.isEmpty)
    for child in children {
      // Ended: gone, or waiting for its new parent to look.
      let state = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? ") Z"
      #expect(state.contains(") Z") || state.contains(") X"), "\(state)")
    }
  }

  @Test("side by side, each gets its own")
  func sideBySide() throws {
    let folder = try TemporaryFolder()
    let copying = try tool("cat", in: folder)
    let inputs = (0..<12).map { Array("chart \($0)".utf8) }
    #expect(try copying.runAll([], inputs: inputs).map { try $0.get() } == inputs)
    let failing = try tool("echo no >&2; exit 3", in: folder)
    #expect(throws: ExternalTool.Failed.self) { try failing.run([], input: []) }
  }
}
