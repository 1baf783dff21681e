// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The numbers of German pension law, as they lie in `Parameters/`.
public enum GermanParameters {
  /// - Throws: ``ParameterError`` where a file is broken.
  public static func library() throws -> ParameterLibrary {
    try ParameterLibrary(
      files: EmbeddedFiles.all.map { ($0.name, "\($0.text)") }, root: "Sources/Rules/Germany/Parameters")
  }
}

/// Numbers by calendar year without gaps between the first and the last; outside them the nearest holds.
struct YearTable<Value: ParameterScalar>: Sendable {
  let years: ClosedRange<Int>
  private let values: [Value]

  /// - Throws: ``ParameterError`` where the key is unknown, empty, or skips a year.
  init(_ key: ParameterKey<Value>, in library: ParameterLibrary) throws {
    let found = try library.values(key)
    guard let first = found.first?.from.year, let last = found.last?.from.year, last - first + 1 == found.count else {
      throw ParameterError(file: "parameters", message: "'\(key.name)' does not give a value for every year")
    }
    (years, values) = (first...last, found.map(\.value))
  }

  subscript(year: Int) -> Value { values[min(max(year, years.lowerBound), years.upperBound) - years.lowerBound] }
}
