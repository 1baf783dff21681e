// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
  @Test("prints its help and ends with 0")
  func help() async throws {
    let run = try await Program.run(["--help"])
    #expect(run.status == 0)
    #expect(run.text.contains("USAGE: retiresim"))
    #expect(run.error == "")
  }

  @Test("ends with 64 on wrong usage, and says what is wrong", arguments: [["--bogus"], ["no-such-command"]])
  func usage(_ arguments: [String]) async throws {
    let run = try await Program.run(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.error.contains(arguments[0]))
  }

  @Test("ends with 74 when standard output is full", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDevice() async throws {
    let run = try await Program.run(["--help"], outputPath: "/dev/full")
    #expect(run.status == 74)
    #expect(run.error == "retiresim: error: cannot write to standard output: No space left on device\n")
  }
}
