// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions

/// A mistake in a scenario: where it is, what is wrong, what to do.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as given.
  public var path: String
  /// From 1.
  public var line: Int
  /// From 1, in characters of the file.
  public var column: Int
  public var message: String
  public var hint: String?
  /// By `sysexits.h`: ``badData`` or ``noInput``.
  public var exitCode: Int32

  /// EX_DATAERR: the file says something wrong.
  public static let badData: Int32 = 65
  /// EX_NOINPUT: there is no such file, or it cannot be read.
  public static let noInput: Int32 = 66

  public init(
    path: String, line: Int = 1, column: Int = 1, message: String, hint: String? = nil,
    exitCode: Int32 = ScenarioError.badData
  ) {
    (self.path, self.line, self.column) = (path, line, column)
    (self.message, self.hint, self.exitCode) = (message, hint, exitCode)
  }

  /// A claim that the law refuses, at the line of the strategy that asks for it.
  ///
  /// - Parameters:
  ///   - refusal: what the country's law said.
  ///   - strategy: the strategy as the file states it.
  ///   - person: whose claim it is.
  ///   - country: in which country.
  ///   - path: the scenario's file.
  public init(
    _ refusal: ClaimRefusal, strategy: StrategySpec, person: String, country: Country, path: String
  ) {
    self.init(
      path: path, line: strategy.line, column: strategy.column,
      message: "strategy '\(strategy.name)', \(person) in \(country): \(Self.text(refusal))", hint: refusal.hint)
  }

  /// What was refused and by which article, once.
  static func text(_ refusal: ClaimRefusal) -> String {
    let article = "(\(refusal.article))"
    return refusal.message.hasSuffix(article) ? refusal.message : "\(refusal.message) \(article)"
  }

  /// Why a household cannot be computed, in the words of the law and for somebody who never sees our files: what was refused with
  /// its article, a figure that the law's tables do not have.
  public static func reason(_ error: any Error) -> (message: String, hint: String?) {
    switch error {
    case let error as ScenarioError: (error.message, error.hint)
    case let error as ParameterError: ("the law has no figure for this: \(error.message)", error.hint)
    case let refusal as ClaimRefusal: (text(refusal), refusal.hint)
    default: ("\(error)", nil)
    }
  }

  /// `file:line:column: error: message`, and the hint on a line of its own.
  public var description: String { text(severity: "error") }

  /// The same form for a warning.
  public var warning: String { text(severity: "warning") }

  private func text(severity: String) -> String {
    "\(path):\(line):\(column): \(severity): \(message)" + (hint.map { "\n  hint: \($0)" } ?? "")
  }
}

/// Every mistake found in one pass over the files of a command.
public struct ScenarioErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// In the order of the files, and within a file by position.
  public var errors: [ScenarioError]
  public init(_ errors: [ScenarioError]) { self.errors = errors }

  /// What the program exits with: a missing file comes before a wrong one.
  public var exitCode: Int32 {
    errors.contains { $0.exitCode == ScenarioError.noInput } ? ScenarioError.noInput : ScenarioError.badData
  }

  /// As many are shown; the others are counted.
  public static let mostShown = 100

  /// The first ``mostShown``, and how many there are where that is more.
  public var description: String {
    let rest =
      errors.count > Self.mostShown ? ["errors: \(errors.count); the first \(Self.mostShown) are shown"] : []
    return (errors.prefix(Self.mostShown).map(\.description) + rest).joined(separator: "\n")
  }
}
