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

  @Test(
    "--png without the programs that draw ends with 69 before anything is computed", arguments: ["compare", "search"])
  func missingPrograms(_ command: String) async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run(
      [command, "Scenarios/kirchberg-commuter.yaml", "--png", "--output", folder.url.path],
      environment: ["PATH": folder.url.path])
    #expect(run.status == 69)
    #expect(run.error == "retiresim: error: --png needs gnuplot, which was not found\n  hint: install gnuplot\n")
    #expect(folder.contents.isEmpty)
  }

  @Test("a scenario without a name is not written")
  func nameless() async throws {
    let folder = try TemporaryFolder()
    let run = try await Program.run(["new", ""], in: folder.url)
    #expect(run.status == 64)
    #expect(folder.contents.isEmpty)
  }

  @Test("an unknown regime is answered with each known one once")
  func regimes() async throws {
    let run = try await Program.run(["explain", "Scenarios/kirchberg-commuter.yaml", "--regime", "nope"])
    #expect(run.status == 64)
    #expect(run.error.contains("there are current, historical, reinstated, article, "))
  }

  @Test("a file that is no mapping is called the file")
  func notAMapping() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("list.yaml", "- a\n")
    let run = try await Program.run(["validate", file])
    #expect(run.status == 65)
    #expect(run.error.contains("list.yaml:1:1: error: the file is a list; a mapping is wanted\n"))
  }

  @Test("merge of a folder that is not there ends with 66")
  func missingFolder() async throws {
    let run = try await Program.run(["merge", "no-such-folder"])
    #expect(run.status == 66)
    #expect(run.error.hasPrefix("no-such-folder: error: there is no such folder\n"))
  }

  @Test(
    "a horizon out of range is told its range, and one that is no number what a list is",
    arguments: [
      ("100000", "--months 100000 asks for 100000 months; a horizon is between 1 and 1200 months"),
      ("12,0", "--months 12,0 asks for 0 months; a horizon is between 1 and 1200 months"),
      ("12;60", "--months 12;60 is no list of whole months; write --months 12,120"),
    ])
  func horizonRegression(months: String, message: String) async throws {
    let run = try await Program.run(["economy", "--months", months])
    #expect(run.status == 64)
    #expect(run.error.contains(message))
  }

  @Test("a missing study is not answered with how to write a scenario")
  func missingStudyRegression() async throws {
    let run = try await Program.run(["batch", "no-such-study.yaml", "--out", "/dev/null/x"])
    #expect(run.status == 66)
    #expect(run.error.contains("no-such-study.yaml:1:1: error: there is no such file"))
    #expect(run.error.contains("docs/studies.md"))
    #expect(!run.error.contains("retiresim new"))
  }

  @Test("--out and --output name the folder of every command that writes one", arguments: ["--out", "--output"])
  func folderAliases(option: String) async throws {
    let folder = try TemporaryFolder()
    // Both are understood where each goes on to fail on its file.
    for command in ["compare", "search", "batch"] {
      let run = try await Program.run([command, "no-such-file.yaml", option, folder.url.path])
      #expect(run.status == 66, "\(command) \(option): \(run.error)")
    }
  }

  @Test("a study whose folder cannot be made ends with 73 and names the folder")
  func unwritableStudy() async throws {
    let run = try await Program.run(
      ["batch", "Scenarios/studies/totalized-careers.yaml", "--paths", "2", "--out", "/dev/null/study"])
    #expect(run.status == 73)
    #expect(run.error.contains("/dev/null/study: error: cannot create: "))
    #expect(!run.error.contains("totalized-careers.yaml: error"))
  }
}
