// SPDX-License-Identifier: GPL-3.0-or-later

/// What the engine cannot simulate, and what would help.
public struct SimulationError: Error, Hashable, CustomStringConvertible {
  public var message: String
  public var hint: String?
  public init(_ message: String, hint: String? = nil) { (self.message, self.hint) = (message, hint) }
  public var description: String { message + (hint.map { "\n  hint: \($0)" } ?? "") }
}
