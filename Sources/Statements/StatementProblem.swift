// SPDX-License-Identifier: GPL-3.0-or-later

/// What is wrong with a paper, or worth knowing: where, in one sentence, and what to do.
///
/// Messages quote a paper's numbers where they matter and never its words, so that no name, address or number of a person gets out.
public struct StatementProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Sendable { case error, warning, note }

  public var severity: Severity
  /// The file as the user names it.
  public var file: String
  /// From 1.
  public var line: Int
  /// From 1, in characters.
  public var column: Int
  public var message: String
  public var hint: String?

  public init(
    _ severity: Severity = .error, file: String, line: Int = 1, column: Int = 1, message: String, hint: String? = nil
  ) {
    (self.severity, self.file, self.line, self.column) = (severity, file, line, column)
    (self.message, self.hint) = (message, hint)
  }

  /// `file:line:column: error: message`, and the hint on a line of its own.
  public var description: String {
    "\(file):\(line):\(column): \(severity.rawValue): \(message)" + (hint.map { "\n  hint: \($0)" } ?? "")
  }
}

/// Where something stands in a paper.
public struct Place: Hashable, Comparable, Sendable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(_ file: String, _ line: Int = 1, _ column: Int = 1) {
    (self.file, self.line, self.column) = (file, line, column)
  }

  public static func < (a: Self, b: Self) -> Bool { (a.file, a.line, a.column) < (b.file, b.line, b.column) }

  /// The file's name without its folders, for comments.
  public var name: String { file.split(separator: "/").last.map(String.init) ?? file }
}
