// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The dated parameters of the economy, all of which a scenario may replace.
public struct EconomyParameters: Sendable {
  public let library: ParameterLibrary

  /// Reads the files that the program carries.
  public static func shipped() throws -> EconomyParameters { try result.get() }

  private static let result = Result {
    EconomyParameters(
      library: try ParameterLibrary(
        files: EmbeddedFiles.all.filter { !$0.name.hasPrefix("series/") }.map { ($0.name, $0.text.description) },
        root: "Sources/Economy/Parameters"))
  }

  /// The value in force in `month`, or the first one where the valuation month lies before it: assumptions about the
  /// future are needed for past valuation months too.
  func value<Value: ParameterScalar>(_ name: String, as type: Value.Type = Value.self, in month: YearMonth) throws
    -> Value
  {
    let key = ParameterKey<Value>(name)
    if let first = library.series[name]?.entries.first, month < first.from {
      return try library.value(key, inForce: first.from).value
    }
    return try library.value(key, inForce: month).value
  }

  /// The value in force in `month`; nil before the first one.
  func start(_ name: String, in month: YearMonth) throws -> Double? {
    if let first = library.series[name]?.entries.first, month < first.from { return nil }
    return try library.value(ParameterKey<Double>(name), inForce: month).value
  }
}
