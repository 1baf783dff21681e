// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Answers lines of cases, one JSON object each, without state from line to line.
public protocol CaseDesk: Sendable {
  /// The answer's fields after its name.
  func fields(of line: JSONValue) throws -> [AwardField]
}

extension CaseDesk {
  /// The answer to one line, under the case's `id`, or `line` where it has none; an object with `error` where it has no answer.
  public func answer(_ bytes: [UInt8], line: Int) -> (value: AwardValue, isError: Bool) {
    var name = AwardField("line", .integer(line))
    do {
      guard let text = String(validating: bytes, as: UTF8.self) else { throw LineError("the line is not UTF-8 text") }
      let value: JSONValue
      do { value = try JSONValue(text) } catch { throw LineError("the line is not JSON: \(error)") }
      if let id = Self.id(of: value) { name = AwardField("id", id) }
      return (.object([name] + (try fields(of: value))), false)
    } catch {
      return (.object([name, AwardField("error", .text("\(error)"))]), true)
    }
  }

  /// The case's own name, text or number, as it stands; nil where it has none.
  private static func id(of value: JSONValue) -> AwardValue? {
    switch value["id"] {
    case .string(let text): .text(text)
    case .number(let number): .decimal(number)
    default: nil
    }
  }
}
