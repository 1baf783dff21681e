// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Quantities

/// Months that count for the three waiting periods.
public struct WaitingMonths: Hashable, Sendable {
  /// For the regular pension and survivors.
  public var general: Int
  /// For the pension of the long insured.
  public var long: Int
  /// For the pension of the very long insured.
  public var veryLong: Int

  public init(general: Int, long: Int, veryLong: Int) {
    (self.general, self.long, self.veryLong) = (general, long, veryLong)
  }
}

/// Which months count for which waiting period, and how many are asked for.
///
/// - Source: SGB VI §§ 50, 51, 122(1), 244(3).
public struct WaitingPeriods: Sendable {
  private let parameters: ParameterLibrary
  static let contributions: Set<MonthKind> = [.compulsory, .childRaising, .voluntary, .replacement]
  static let all = Set(MonthKind.allCases)
  static let fortyFiveYears: Set<MonthKind> = [
    .compulsory, .childRaising, .childConsideration, .benefit, .replacement,
  ]

  public init(_ parameters: ParameterLibrary) { self.parameters = parameters }

  /// Months asked for by a pension that starts in `month`.
  public func required(inForce month: YearMonth) throws -> WaitingMonths {
    WaitingMonths(
      general: try parameters.value(.waitingGeneral, inForce: month).value,
      long: try parameters.value(.waitingLong, inForce: month).value,
      veryLong: try parameters.value(.waitingVeryLong, inForce: month).value)
  }

  /// Which months count for each, by year, of a pension that starts in `start`.
  func counted(_ history: InsuredMonths, start: YearMonth) throws -> (
    general: [Int: MonthsOfYear], long: [Int: MonthsOfYear], veryLong: [Int: MonthsOfYear]
  ) {
    let reach = try parameters.value(.unemploymentReach, inForce: max(start, YearMonth(2014, 7))).value
    var veryLong = history.months(of: Self.fortyFiveYears)
    veryLong = veryLong.union(history.months(of: [.unemployment]).restricted(before: start - reach))
    let work = history.months(of: [.compulsory]).count(before: start)
    if work >= (try parameters.value(.workForVoluntary, inForce: max(start, YearMonth(2014, 7))).value) {
      // Beside unemployment in the last two years they do not count either.
      let beside = history.months(of: [.unemployment]).restricted(from: start - reach)
      veryLong = veryLong.union(history.months(of: [.voluntary]).subtracting(beside))
    }
    return (
      history.months(of: Self.contributions).restricted(before: start),
      history.months(of: Self.all).restricted(before: start), veryLong.restricted(before: start)
    )
  }

  /// How many months count for each waiting period of a pension that starts in `start`.
  public func months(of history: InsuredMonths, start: YearMonth) throws -> WaitingMonths {
    let found = try counted(history, start: start)
    return WaitingMonths(
      general: found.general.count(before: start), long: found.long.count(before: start),
      veryLong: found.veryLong.count(before: start))
  }
}
