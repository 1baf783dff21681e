// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ScenarioFiles

/// The command line: reads arguments, calls the libraries, turns what they throw into a message and an exit code.
@main
struct RetireSim: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retiresim",
    abstract: "Compares when to claim the pensions of a career split between countries.",
    discussion: """
      A scenario file describes a household; the commands answer questions about it. Exit codes are those of \
      sysexits.h: 0 done, 64 usage, 65 bad scenario or data, 66 no such file, 69 a needed program is missing, \
      70 our fault, 73 and 74 cannot write, 75 a question is open, 130 interrupted.
      """,
    version: programVersion,
    subcommands: [
      Compare.self, Search.self, Explain.self, Batch.self, Merge.self, Awards.self, Tax.self, Calibrate.self,
      ProjectEconomy.self,
      ListParameters.self, Validate.self, New.self, Import.self, Bits.self,
    ])

  static func main() async {
    let status = await Interruption.watch {
      do {
        try checkCommand(Array(CommandLine.arguments.dropFirst()))
        var command = try parseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
        return .done
      } catch {
        return report(error)
      }
    }
    exitProcess(status)
  }

  /// A first word that is no command and looks like one.
  ///
  /// - Throws: ``Failure`` with 64.
  static func checkCommand(_ arguments: [String]) throws {
    let known = configuration.subcommands.map { $0._commandName } + ["help"]
    guard let word = arguments.first, !word.hasPrefix("-"), !known.contains(word) else { return }
    let guess = Spelling.nearest(to: word, among: known).map { "; did you mean '\($0)'?" } ?? ""
    throw Failure(
      .usage,
      "retiresim: error: no command is called '\(word.shortened)'\(guess)\n  hint: there are \(known.joined(separator: ", "))"
    )
  }

  /// Says what went wrong, where messages go, and returns the exit code.
  private static func report(_ error: any Error) -> ExitStatus {
    if error is CancellationError { return .interrupted }
    if let failure = Failure(error) {
      Terminal.say(failure.message)
      return failure.status
    }
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code.isSuccess {  // help and version are answers, not errors
      do { try Terminal.write(message + "\n") } catch { return report(error) }
      return .done
    }
    if !message.isEmpty { Terminal.say(message) }
    return code == .validationFailure ? .usage : ExitStatus(rawValue: code.rawValue) ?? .software
  }
}
