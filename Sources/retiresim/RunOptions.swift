// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Simulation

/// How a simulation runs. Results depend on paths and seed alone, never on threads.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Number of simulated paths; default: what the scenario says.", valueName: "n"))
  var paths: Int?

  @Flag(help: "Add paths until the ranking is settled, at most --paths.")
  var untilDecided = false

  @Option(help: ArgumentHelp("Seed of the random streams; default: what the scenario says.", valueName: "n"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("Threads; default: one a processor. The result is the same for any number.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Print no progress and no summary.")
  var quiet = false

  /// Lays the options over what the scenario says.
  func apply(to settings: inout SimulationSettings) {
    if let paths { settings.paths = paths }
    if let seed { settings.seed = seed }
    if let threads { settings.threads = threads }
    if untilDecided { settings.untilDecided = true }
  }

  func validate() throws {
    if let paths, !(2...SimulationSettings.mostPaths).contains(paths) {
      throw ValidationError(
        "--paths is \(paths); it is between 2, which an error bar needs, and \(SimulationSettings.mostPaths)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); it is between 1 and 1024")
    }
  }
}

/// Where a report goes, and in which forms.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("out")],
    help: ArgumentHelp("Folder that receives one folder a scenario.", valueName: "dir"))
  var output = "Reports"

  @Flag(help: "Write the report as one self-contained HTML file too.")
  var html = false

  @Flag(help: "Write each chart as PNG too.")
  var png = false

  @Flag(help: "Write result.json too: the result as values, for programs.")
  var json = false
}
