// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pensions

/// Answers a file of cases, a line each, in the order of the lines; a case without an answer is a line with `error`.
///
/// - Throws: 65 with `strict` where a case had none.
func answerCases(in file: String, by desk: some CaseDesk, threads: Int, strict: Bool) async throws {
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
  to batch: [(number: Int, bytes: [UInt8])], desk: some CaseDesk, threads: Int
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
