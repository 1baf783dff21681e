// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions

/// Answers cases, one a line, without chance: for checking, and for research tables.
struct Awards: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compute awards, without chance: one JSON line in, one out.",
    discussion: """
      Each line is a case: {"id": "X1", "born": "1957-08-02", "sex": "F", "us": {"earnings": {"1980": 11000.5}, "claim": "2023-08"}, \
      "lu": {"periods": [{"from": "1990-01", "to": "2009-12", "kind": "compulsory"}], "income": {"1990": 21000}, \
      "claim": "2026-07"}}. Answers come in the order of the cases. A case that cannot be computed gives a line with "error", \
      and the rest go on; their number is said at the end. docs/awards.md describes every field.

      EXAMPLE: retiresim awards Examples/cases.jsonl
      """)

  @Argument(help: "File of cases, one JSON object a line; - for standard input.")
  var file: String

  @Flag(help: "End with 65 when a case could not be computed.")
  var strict = false

  @Option(help: ArgumentHelp("Threads; default: one a processor.", valueName: "n"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); it is between 1 and 1024")
    }
  }

  func run() async throws {
    let threads = threads ?? processorCount()
    let desk = AwardDesk(try awardLaws())
    var lines = try LineReader(file)
    var number = 0
    var errors = 0
    while true {
      try Task.checkCancellation()
      var batch: [(number: Int, bytes: [UInt8])] = []
      while batch.count < 64 * threads, let line = try lines.next() {
        number += 1
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        batch.append((number, line))
      }
      if batch.isEmpty { break }
      for answer in await answers(to: batch, desk: desk, threads: threads) {
        try Terminal.write(answer.text)
        errors += answer.errors
      }
    }
    if errors > 0 {
      Terminal.say("\(file): \(errors) of the cases could not be computed; their lines say why")
      if strict { throw ExitCode(ExitStatus.data.rawValue) }
    }
  }

  /// Lines of one batch, in parts that are answered at the same time and come back in order.
  private func answers(
    to batch: [(number: Int, bytes: [UInt8])], desk: AwardDesk, threads: Int
  ) async -> [(text: String, errors: Int)] {
    let size = (batch.count + threads - 1) / threads
    return await withTaskGroup(of: (Int, String, Int).self) { group in
      for (part, start) in stride(from: 0, to: batch.count, by: size).enumerated() {
        let slice = batch[start..<min(start + size, batch.count)]
        group.addTask {
          var text = ""
          var errors = 0
          for (number, bytes) in slice {
            let answer = desk.answer(bytes, line: number)
            answer.value.write(to: &text)
            text += "\n"
            if answer.isError { errors += 1 }
          }
          return (part, text, errors)
        }
      }
      var parts: [(Int, String, Int)] = []
      for await part in group { parts.append(part) }
      return parts.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
    }
  }
}
