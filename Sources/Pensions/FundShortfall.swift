// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// When a fund runs out and what it pays from then on.
public struct FundShortfall: Hashable, Sendable {
  /// First month of reduced benefits.
  public var from: YearMonth
  /// Share of scheduled benefits payable, by year; the last one holds on, and before the first the first.
  public var shareByYear: [Int: Double]

  public init(from: YearMonth, shareByYear: [Int: Double]) { (self.from, self.shareByYear) = (from, shareByYear) }
  public init(from: YearMonth, share: Double) { self.init(from: from, shareByYear: [from.year: share]) }

  /// Reads the parameters `<fund>.depletion` (a month) and `<fund>.payable` (percent, by year).
  ///
  /// - Throws: ``ParameterError`` where one of them is missing.
  public init(parameters: ParameterLibrary, fund: String, asOf: YearMonth) throws {
    let depletion = try parameters.value(ParameterKey<String>("\(fund).depletion"), inForce: asOf)
    guard let from = YearMonth(depletion.value) else {
      throw ParameterError(
        file: "parameters", message: "'\(fund).depletion' is '\(depletion.value)', which is no month")
    }
    var shares: [Int: Double] = [:]
    for value in try parameters.values(ParameterKey<Double>("\(fund).payable")) {
      shares[value.from.year] = value.value / 100
    }
    guard !shares.isEmpty else { throw ParameterError(file: "parameters", message: "'\(fund).payable' has no values") }
    self.init(from: from, shareByYear: shares)
  }

  /// Share payable in a month once the shortfall has begun.
  public func share(in month: YearMonth) -> Double {
    if let share = shareByYear[month.year] { return share }
    let before = shareByYear.keys.filter { $0 < month.year }.max()
    return (before ?? shareByYear.keys.min()).flatMap { shareByYear[$0] } ?? 1
  }
}
