// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// What a paper leaves open.
public struct Question: Hashable, Sendable {
  /// The key under which an answer is given, such as `us-2025`.
  public var id: String
  public var place: Place
  /// One sentence.
  public var text: String
  /// How an answer looks.
  public var form: String
  /// What is taken where nobody answers; nil where nothing may be.
  public var standard: String?
  /// Keys of an answer in parts, such as the years of a sum; empty for an answer in one piece.
  public var parts: [String]

  public init(
    _ id: String, at place: Place, _ text: String, form: String, standard: String? = nil, parts: [String] = []
  ) {
    (self.id, self.place, self.text, self.form) = (id, place, text, form)
    (self.standard, self.parts) = (standard, parts)
  }
}

/// Answers by the question's key.
public struct Answers: Sendable {
  public enum Value: Hashable, Sendable {
    case text(String)
    /// By part; parts left empty are absent.
    case parts([String: String])
  }

  public var values: [String: Value]
  /// The file they come from, for messages.
  public var file: String

  public init(_ values: [String: Value] = [:], file: String = "answers") { (self.values, self.file) = (values, file) }
}

/// A reading in progress: collects problems, and gets answers where it can.
final class Interview {
  let answers: Answers
  /// Take the default of every question that has one.
  let takesDefaults: Bool
  private(set) var problems: [StatementProblem] = []
  private(set) var open: [Question] = []
  /// Assumptions and answers, in the order in which they were made, for comments.
  private(set) var said: [String] = []
  private(set) var used: Set<String> = []
  /// Questions whose answer could not be read.
  private(set) var refused: [Question] = []

  init(_ answers: Answers, takesDefaults: Bool) { (self.answers, self.takesDefaults) = (answers, takesDefaults) }

  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  // MARK: Findings

  func fail(_ place: Place, _ message: String, hint: String? = nil) { add(.error, place, message, hint) }
  func warn(_ place: Place, _ message: String, hint: String? = nil) { add(.warning, place, message, hint) }
  func note(_ place: Place, _ message: String, hint: String? = nil) { add(.note, place, message, hint) }
  func add(_ problem: StatementProblem) { if !problems.contains(problem) { problems.append(problem) } }

  private func add(_ severity: StatementProblem.Severity, _ place: Place, _ message: String, _ hint: String?) {
    add(
      StatementProblem(
        severity, file: place.file, line: place.line, column: place.column, message: message, hint: hint))
  }

  /// A line of the comment above the record; a repetition is left out.
  func say(_ sentence: String) { if !said.contains(sentence) { said.append(sentence) } }

  /// The papers, before everything else that is said.
  private(set) var sources: [String] = []
  func sayFirst(_ sentence: String) { if !sources.contains(sentence) { sources.append(sentence) } }

  // MARK: Questions

  /// An answer read by `read`; nil where the question stays open or the answer is wrong, both of which are recorded.
  ///
  /// - Parameter telling: what the comment says of an answer, given whether it is the default; nil for the question's own words.
  func ask<Value>(
    _ question: Question, telling: ((Value, Bool) -> String?)? = nil, _ read: (String) -> Value?
  ) -> Value? {
    used.insert(question.id)
    var text: String
    var isDefault = false
    switch answers.values[question.id] {
    case .text(let given): text = given
    case .parts:
      failAnswer(question)
      return nil
    case nil:
      guard takesDefaults, let standard = question.standard else {
        leaveOpen(question)
        return nil
      }
      (text, isDefault) = (standard, true)
    }
    text = text.trimmingBlanks
    if text.isEmpty {
      leaveOpen(question)
      return nil
    }
    guard let value = read(text) else {
      failAnswer(question)
      return nil
    }
    if let telling {
      if let sentence = telling(value, isDefault) { say(sentence) }
    } else {
      say("\(question.text) \(isDefault ? "Taken by default" : "Answer"): \(text)")
    }
    return value
  }

  /// An answer in parts, each read by `read`.
  func askParts<Value>(_ question: Question, _ read: (String) -> Value?) -> [String: Value]? {
    used.insert(question.id)
    guard case .parts(let given)? = answers.values[question.id], given.contains(where: { !$0.value.isEmpty }) else {
      if case .text(let text)? = answers.values[question.id], !text.trimmingBlanks.isEmpty {
        failAnswer(question)
      } else {
        leaveOpen(question)
      }
      return nil
    }
    var found: [String: Value] = [:]
    for (key, text) in given.sorted(by: { $0.key < $1.key }) where !text.trimmingBlanks.isEmpty {
      guard question.parts.contains(key), let value = read(text.trimmingBlanks) else {
        failAnswer(question)
        return nil
      }
      found[key] = value
    }
    return found
  }

  private func leaveOpen(_ question: Question) {
    if !open.contains(where: { $0.id == question.id }) { open.append(question) }
  }

  private func failAnswer(_ question: Question) {
    refused.append(question)
    add(
      StatementProblem(
        file: answers.file, message: "the answer to '\(question.id)' cannot be read: \(question.text)",
        hint: question.form))
  }

  /// Which of two numbers the digits mean; has no default.
  func which(
    _ id: String, at place: Place, what: String, _ thousands: ExactDecimal, _ decimals: ExactDecimal
  ) -> ExactDecimal? {
    ask(
      Question(
        id, at: place,
        "\(what) can be read two ways: \(thousands) or \(decimals). Which is meant?",
        form: "\(thousands), or \(decimals)")
    ) { text in
      guard let value = ExactDecimal(text), value == thousands || value == decimals else { return nil }
      return value
    }
  }

  /// Answers under keys that no question had.
  var unused: [String] { answers.values.keys.filter { !used.contains($0) }.sorted() }
}

extension StringProtocol {
  var trimmingBlanks: String {
    var text = Substring(self)
    while let first = text.unicodeScalars.first, first == " " || first == "\t" { text.unicodeScalars.removeFirst() }
    while let last = text.unicodeScalars.last, last == " " || last == "\t" { text.unicodeScalars.removeLast() }
    return String(text)
  }
}

/// An amount as people answer it: with or without its currency, plain or with thousands by comma; what can be read two ways is none.
func answeredAmount(_ text: String, in currency: CurrencyCode) -> ExactDecimal? {
  var words = text.split(separator: " ").map(String.init)
  if words.last == currency.text { words.removeLast() }
  guard words.count == 1 else { return nil }
  let plain = words[0].hasPrefix("$") ? String(words[0].dropFirst()) : words[0]
  if case .value(let value) = NumberReading(plain, .commaThousands) { return value }
  return nil
}
