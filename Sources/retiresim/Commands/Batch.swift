// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Foundation
import Simulation
import Strategies
import Studies

/// Many careers, in blocks that any number of processes may share.
struct Batch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a study: many careers, each with all its strategies, on shared paths.",
    discussion: """
      Writes blocks of results into a folder; a block that is there already is not computed again, so a run that was \
      stopped goes on where it stopped, and several processes may share the folder. 'retiresim merge DIR' makes the tables.

      EXAMPLE: retiresim batch Scenarios/studies/totalized-careers.yaml --out Reports/totalized-careers
      """)

  @Argument(help: "A study file, for example Scenarios/studies/totalized-careers.yaml.")
  var file: String

  @Option(name: [.long, .customLong("output")], help: ArgumentHelp("Folder of the results.", valueName: "dir"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "Part of the study: i/n with i from 0, or auto to read the variables of Slurm, Kubernetes or AWS Batch.",
      valueName: "i/n"))
  var shard: String?

  @Option(help: ArgumentHelp("Number of shards, where the engine does not say it.", valueName: "n"))
  var shards: Int?

  @Option(help: ArgumentHelp("Paths of each career; default: what the study says.", valueName: "n"))
  var paths: Int?

  @Option(help: ArgumentHelp("Seed; default: what the study says.", valueName: "n"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Threads; default: one a processor. Results do not depend on it.", valueName: "n"))
  var threads: Int?

  @Flag(help: "End with 65 when a career could not be computed.")
  var strict = false

  @Flag(help: "Print no progress and no summary.")
  var quiet = false

  func validate() throws {
    if let paths, !(2...SimulationSettings.mostPaths).contains(paths) {
      throw ValidationError(
        "--paths is \(paths); it is between 2, which an error bar needs, and \(SimulationSettings.mostPaths)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); it is between 1 and 1024")
    }
    if let shards, !(1...1_000_000).contains(shards) { throw ValidationError("--shards is \(shards)") }
    if let shard, shard != "auto", Shard(shard) == nil {
      throw ValidationError("--shard is '\(shard)'; it is i/n with i from 0 below n, or auto")
    }
  }

  func run() async throws {
    let countries = try knownCountries()
    do {
      let part: Shard
      switch shard {
      case "auto": part = try Shard.automatic(ProcessInfo.processInfo.environment, count: shards)
      case let text?: part = Shard(text) ?? .all
      case nil: part = .all
      }
      var study = try StudyFile.read(path: file, countries: countries)
      if let paths { study.paths = paths }
      if let seed { study.seed = seed }
      let plan = try StudyPlan(study, systems: study.base.concerned(among: countries), version: programVersion)
      if let rows = plan.rows, rows.wrongRows > 0 {
        sayProblems(of: rows)
      }
      let bar = ProgressBar(part == .all ? study.title : "\(study.title), shard \(part)", quiet: quiet)
      defer { bar.finish() }
      let run = StudyRun(plan, folder: StudyFolder(path: out), shard: part, threads: threads ?? processorCount())
      let started = ContinuousClock.now
      let outcome = try await run.run { done, all in
        let left = (ContinuousClock.now - started) / max(done, 1) * (all - done)
        bar.update(Double(done) / Double(max(all, 1)), note: "\(left.components.seconds) s left")
      }
      bar.finish()
      Terminal.say(
        "shard \(part): blocks computed: \(outcome.blocksDone); there already: \(outcome.blocksThere); careers: "
          + "\(outcome.items); with an error: \(outcome.errors)")
      if !quiet { try Terminal.write("'retiresim merge \(out)' makes the tables\n") }
      let isWholeStudy = part == .all && outcome.blocksThere == 0
      if plan.rows.map({ $0.wrongRows == $0.count }) ?? false
        || (isWholeStudy && outcome.items > 0 && outcome.errors == outcome.items)
      {
        throw Failure(
          .data, "\(file): error: no career could be computed\n  hint: 'retiresim merge \(out)' lists why in errors.csv"
        )
      }
      if strict, outcome.errors > 0 { throw Failure(.data, "\(outcome.errors) careers could not be computed") }
    } catch let error as StudyError {
      throw Failure(.data, "\(file): error: \(error)")
    }
  }
}

/// The mistakes of a career file, as far as they are kept, and how many there are.
func sayProblems(of rows: CareerRows) {
  for problem in rows.problems { Terminal.say(problem.description(in: rows.path)) }
  let more = rows.problemCount > rows.problems.count ? "; the first \(rows.problems.count) are shown" : ""
  Terminal.say("\(rows.path): wrong rows: \(rows.wrongRows) of \(rows.count); errors: \(rows.problemCount)\(more)")
}
