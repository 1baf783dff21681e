// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// How a step rounds its result, read from its expression: the outermost `floor`, `ceil` or `round`.
struct StepRounding: Hashable, Sendable {
  enum Direction: String, Sendable {
    case down, up, nearest
  }

  var direction: Direction
  /// As the expression writes it: `0.1`.
  var multiple: String

  /// Nil where the result is not rounded as a whole.
  init?(_ expression: String) {
    let names: [(String, Direction)] = [("floor(", .down), ("ceil(", .up), ("round(", .nearest)]
    guard let (name, direction) = names.first(where: { expression.hasPrefix($0.0) }), expression.hasSuffix(")") else {
      return nil
    }
    var depth = 0
    var comma: String.Index?
    let inner = expression.dropFirst(name.count).dropLast()
    for index in inner.indices {
      switch inner[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth == 0: comma = index
      default: break
      }
      // The parenthesis of `floor(` closes before the end: `floor(a, 1) + b` is not rounded as a whole.
      if depth < 0 { return nil }
    }
    guard depth == 0, let comma else { return nil }
    self.direction = direction
    multiple = inner[inner.index(after: comma)...].split(separator: " ").joined(separator: " ")
  }
}
