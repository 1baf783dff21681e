// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Where a value comes from.
public enum ParameterOrigin: String, Sendable, Codable {
  /// Printed by the body that fixes it, or derived exactly from what it printed.
  case published
  /// Forecast, or derived from a forecast.
  case projected
  /// Our judgement, open to change in the scenario.
  case assumption
}

/// One dated value of a parameter.
public struct ParameterEntry: Hashable, Sendable, Codable {
  /// First month in force; January for a value by year.
  public let from: YearMonth
  /// Nil where the file says that the parameter ends here, with the reason in `note`.
  public let raw: RawParameter?
  public let origin: ParameterOrigin
  public let source: String
  public let note: String?

  public init(from: YearMonth, raw: RawParameter?, origin: ParameterOrigin, source: String, note: String? = nil) {
    (self.from, self.raw, self.origin, self.source, self.note) = (from, raw, origin, source, note)
  }
}

/// A parameter with all its dated values.
public struct ParameterSeries: Sendable, Codable {
  public let key: String
  public let title: String
  /// The title in other languages, by code.
  public let titles: [String: String]
  public let unit: String
  /// Statute or regulation.
  public let source: String
  /// The last day someone saw that nothing newer is in force.
  public let checked: CalendarDate?
  /// How values beyond the last one are made, in words; nil where the last one stays in force.
  public let beyond: String?
  /// Values by year hold for their year only; others until the next.
  public let byYear: Bool
  /// In order of date.
  public let entries: [ParameterEntry]
  /// The file that holds it, for messages.
  public let file: String

  /// The entry in force in `month`.
  public func entry(inForce month: YearMonth) -> ParameterEntry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].from <= month { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let found = entries[low - 1]
    return byYear && found.from.year != month.year ? nil : found
  }
}

/// A value with what a reader needs to trust it.
public struct DatedValue<Value: Sendable>: Sendable {
  public let value: Value
  public let from: YearMonth
  public let source: String
  public let origin: ParameterOrigin
  public let key: String
  public let checked: CalendarDate?

  public init(
    value: Value, from: YearMonth, source: String, origin: ParameterOrigin, key: String, checked: CalendarDate?
  ) {
    (self.value, self.from, self.source, self.origin) = (value, from, source, origin)
    (self.key, self.checked) = (key, checked)
  }
}

/// A mistake in a parameter file, or a question that it does not answer.
public struct ParameterError: Error, Hashable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int
  public let message: String
  public let hint: String?

  public init(file: String, line: Int = 1, column: Int = 1, message: String, hint: String? = nil) {
    (self.file, self.line, self.column, self.message, self.hint) = (file, line, column, message, hint)
  }

  public var description: String {
    "\(file):\(line):\(column): error: \(message)" + (hint.map { "\n  hint: \($0)" } ?? "")
  }
}
