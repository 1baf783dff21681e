// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Quantities
import Reporting
import ScenarioFiles
import Statements
import Strategies

/// A paper's bytes as they are; a PDF as the text that `pdftotext` makes of it.
enum PaperBytes {
  /// A PDF is larger than its text.
  private static let largestPDF = 32 << 20

  /// - Parameter path: a file, or `-` for what is pasted.
  /// - Throws: ``Failure`` with 66 where there is no such file, 65 where a PDF cannot become text.
  static func read(_ path: String) throws(Failure) -> PaperFile {
    var handle = FileHandle.standardInput
    if path != "-" {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure(.noInput, "\(path):1:1: error: there is no such file")
      }
      guard !isFolder.boolValue else {
        throw Failure(.noInput, "\(path):1:1: error: this is a folder\n  hint: name the paper in it")
      }
      guard let opened = FileHandle(forReadingAtPath: path) else {
        throw Failure(.noInput, "\(path):1:1: error: the file cannot be read\n  hint: check its permissions")
      }
      handle = opened
    }
    var found: [UInt8] = []
    do {
      var limit = StatementText.largest + 1
      while found.count < limit, let part = try handle.read(upToCount: limit - found.count), !part.isEmpty {
        // Fewer bytes than wanted are the end; at a terminal one more read would take the answers.
        let isEnd = part.count < limit - found.count
        found += part
        if isEnd { break }
        if found.starts(with: "%PDF".utf8) { limit = largestPDF }
      }
      if path != "-" { try handle.close() }
    } catch {
      throw Failure(.noInput, "\(path):1:1: error: the file cannot be read")
    }
    return PaperFile(name: path, bytes: found.starts(with: "%PDF".utf8) ? try text(ofPDF: found, path) : found)
  }

  private static func text(ofPDF bytes: [UInt8], _ path: String) throws(Failure) -> [UInt8] {
    let hint = "install poppler-utils, or open the PDF, copy the table and paste it: retiresim import -"
    let search = ProcessInfo.processInfo.environment["PATH"] ?? ""
    guard let tool = ExternalTool("pdftotext", searchPath: search) else {
      throw Failure(
        .data, "\(path):1:1: error: a PDF, and pdftotext, which makes text of it, was not found\n  hint: \(hint)")
    }
    guard let text = try? tool.run(["-layout", "-enc", "UTF-8", "-", "-"], input: bytes) else {
      throw Failure(.data, "\(path):1:1: error: pdftotext makes no text of it\n  hint: \(hint)")
    }
    return text
  }
}

/// Questions as a file to fill in, and that file as answers.
enum AnswersFile {
  /// - Throws: `ScenarioErrors` where the file cannot be read.
  static func read(_ path: String?) throws(ScenarioErrors) -> Answers {
    guard let path else { return Answers() }
    let file: ScenarioText
    do throws(ScenarioError) { file = try ScenarioText(contentsOf: path) } catch { throw ScenarioErrors([error]) }
    let (root, errors) = YAMLReading.read(file)
    guard errors.isEmpty, let root else { throw ScenarioErrors(errors) }
    guard let entries = root.entries else {
      throw ScenarioErrors([
        ScenarioError(
          path: path, message: "answers are a mapping", hint: "us-2025: nothing; the questions are printed in that form"
        )
      ])
    }
    var values: [String: Answers.Value] = [:]
    for entry in entries {
      if let text = entry.value.text {
        if !text.isEmpty { values[entry.key] = .text(text) }
      } else if let parts = entry.value.entries {
        values[entry.key] = .parts(
          Dictionary(
            parts.compactMap { part in part.value.text.map { (part.key, $0) } }, uniquingKeysWith: { first, _ in first }
          ))
      }
    }
    return Answers(values, file: path)
  }

  /// `file:line:column: question: …`, its form, its default.
  static func message(_ question: Question) -> String {
    let place = question.place
    return
      "\(place.file):\(place.line):\(place.column): question: \(question.text)\n  answer '\(question.id)': \(question.form)"
      + (question.standard.map { "\n  default: \($0)" } ?? "")
  }

  /// The questions with their defaults, to be filled in.
  static func form(_ questions: [Question], given: Answers, command: String) -> String {
    var lines = [
      "# Answers for: \(command)",
      "# Fill in what is empty, change what is not right, save it as answers.yaml and add: --answers answers.yaml",
    ]
    for (key, value) in given.values.sorted(by: { $0.key < $1.key }) where !questions.contains(where: { $0.id == key })
    {
      switch value {
      case .text(let text): lines.append("\(key): \(quoted(text))")
      case .parts(let parts):
        lines.append("\(key):")
        lines += parts.sorted { $0.key < $1.key }.map { "  \($0.key): \(quoted($0.value))" }
      }
    }
    for question in questions {
      lines.append("# \(question.place.name):\(question.place.line): \(question.text) (\(question.form))")
      if question.parts.isEmpty {
        lines.append("\(question.id):" + (question.standard.map { " \(quoted($0))" } ?? ""))
      } else {
        lines.append("\(question.id):")
        lines += question.parts.map { "  \($0):" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Plain where YAML takes it for one word or number.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [32, 46, 45].contains(byte)
    }
    return isPlain && text.utf8.first != 45
      ? text : "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

/// Questions at a terminal.
enum Dialogue {
  /// Asks until nothing is open, asking again what was not understood.
  ///
  /// Where the input ends, what was answered until then is kept and what could not be read is open again.
  static func run(
    _ papers: StatementImport, _ files: [PaperFile], _ given: inout Answers
  ) -> StatementImport.Outcome {
    var outcome = papers.run(files, answers: given)
    while !(outcome.open.isEmpty && outcome.refused.isEmpty) {
      if outcome.refused.isEmpty, outcome.hasErrors { break }
      let isWhole = ask(outcome, &given)
      outcome = papers.run(files, answers: given)
      if !isWhole {
        for question in outcome.refused { given.values[question.id] = nil }
        return papers.run(files, answers: given)
      }
    }
    return outcome
  }

  /// - Returns: false where the input ended.
  private static func ask(_ outcome: StatementImport.Outcome, _ given: inout Answers) -> Bool {
    for question in outcome.refused + outcome.open.filter({ open in !outcome.refused.contains { $0.id == open.id } }) {
      if outcome.refused.contains(question) { Terminal.say("That was not understood.") }
      Terminal.say("\(question.place.name):\(question.place.line): \(question.text)\n  (\(question.form))")
      if question.parts.isEmpty {
        guard let text = answer(question.standard.map { "  [\($0)] > " } ?? "  > ") else { return false }
        given.values[question.id] = (text.isEmpty ? question.standard : text).map { .text($0) }
      } else {
        var parts: [String: String] = [:]
        for part in question.parts {
          guard let text = answer("  \(part) [0] > ") else { return false }
          parts[part] = text.isEmpty ? "0" : text
        }
        given.values[question.id] = .parts(parts)
      }
    }
    return true
  }

  private static func answer(_ prompt: String) -> String? {
    _ = Terminal.send(prompt, to: 2)
    return readLine()?.trimmingCharacters(in: .whitespaces)
  }
}

/// The day that the system's clock shows, in UTC whatever the time zone.
enum Clock {
  static var day: CalendarDate {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    guard let day = CalendarDate(Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)) else {
      preconditionFailure("the system's clock shows no day")
    }
    return day
  }
}
