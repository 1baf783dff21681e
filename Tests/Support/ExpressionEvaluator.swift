// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Works out the expressions of a derivation again, in decimals, from the numbers that the derivation prints.
///
/// Grammar: sums and products over numbers and names, parentheses, `min(…)`, `max(…)`, `floor(x, step)`, `ceil(x, step)`,
/// `round(x, step)` with ties away from zero. Names are letters, digits, `_` and `.`.
public struct ExpressionEvaluator {
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  private let values: [String: ExactDecimal]
  private var rest: Substring

  private init(_ text: String, _ values: [String: ExactDecimal]) {
    (rest, self.values) = (text[...], values)
  }

  /// The value of `expression` for `inputs`.
  ///
  /// - Throws: ``Failure`` for a name that is not given, or text that is no expression.
  public static func value(of expression: String, inputs: [String: ExactDecimal]) throws -> ExactDecimal {
    var reader = ExpressionEvaluator(expression, inputs)
    let value = try reader.sum()
    reader.skipSpace()
    guard reader.rest.isEmpty else { throw Failure(description: "unread: '\(reader.rest)' of '\(expression)'") }
    return value
  }

  /// What of `derivation` does not come out again, one line each. Steps without an expression state a fact.
  ///
  /// - Returns: the complaints, and how many expressions were worked out.
  public static func replay(_ derivation: Derivation) -> (complaints: [String], count: Int) {
    var complaints: [String] = []
    var count = 0
    for step in derivation.steps where !step.expression.isEmpty {
      count += 1
      do {
        var inputs: [String: ExactDecimal] = [:]
        for input in step.inputs {
          guard let number = ExactDecimal(input.value) else {
            throw Failure(description: "input '\(input.name)' is '\(input.value)'")
          }
          if let other = inputs[input.name], other != number {
            throw Failure(description: "input '\(input.name)' is given twice")
          }
          inputs[input.name] = number
        }
        let value = try value(of: step.expression, inputs: inputs)
        if ExactDecimal(step.result) != value {
          complaints.append("\(step.id): \(step.expression) gives \(value), the derivation says \(step.result)")
        }
      } catch {
        complaints.append("\(step.id): \(error)")
      }
    }
    return (complaints, count)
  }

  private mutating func skipSpace() {
    while rest.first == " " || rest.first == "\n" { rest.removeFirst() }
  }

  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func sum() throws -> ExactDecimal {
    var value = try product()
    while true {
      if take("+") {
        value += try product()
      } else if take("-") {
        value -= try product()
      } else {
        return value
      }
    }
  }

  /// Products are carried as a fraction and divided once, so that 2/3 is not rounded on the way.
  private mutating func product() throws -> ExactDecimal {
    var value = try factor()
    var divisor = ExactDecimal.one
    while true {
      if take("*") {
        value = value * (try factor())
      } else if take("/") {
        let next = try factor()
        guard next != .zero else { throw Failure(description: "division by zero") }
        divisor = divisor * next
      } else {
        return divisor == .one ? value : value / divisor
      }
    }
  }

  private mutating func factor() throws -> ExactDecimal {
    if take("-") { return -(try factor()) }
    if take("(") {
      let value = try sum()
      guard take(")") else { throw Failure(description: "missing ) before '\(rest)'") }
      return value
    }
    skipSpace()
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    guard !word.isEmpty else { throw Failure(description: "a number or a name is missing before '\(rest)'") }
    rest.removeFirst(word.count)
    if take("(") {
      var arguments = [try sum()]
      while take(",") { arguments.append(try sum()) }
      guard take(")") else { throw Failure(description: "missing ) of \(word)") }
      return try Self.call(String(word), arguments)
    }
    if let value = values[String(word)] { return value }
    if let number = ExactDecimal(word) { return number }
    throw Failure(description: "'\(word)' is not given")
  }

  private static func call(_ name: String, _ arguments: [ExactDecimal]) throws -> ExactDecimal {
    switch (name, arguments.count) {
    case ("min", 2...): return arguments.dropFirst().reduce(arguments[0], min)
    case ("max", 2...): return arguments.dropFirst().reduce(arguments[0], max)
    case ("floor", 2) where arguments[1] > .zero:
      return arguments[0].rounded(Rounding(.down, cents: 1), toMultipleOf: arguments[1])
    case ("ceil", 2) where arguments[1] > .zero:
      return arguments[0].rounded(Rounding(.up, cents: 1), toMultipleOf: arguments[1])
    case ("round", 2) where arguments[1] > .zero:
      return arguments[0].rounded(Rounding(.halfUp, cents: 1), toMultipleOf: arguments[1])
    default: throw Failure(description: "\(name) with \(arguments.count) arguments is not known")
    }
  }
}
