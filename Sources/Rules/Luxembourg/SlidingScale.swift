// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities

/// The sliding scale of wages (échelle mobile): published levels, and the rule that makes the next one.
///
/// - Source: law of 22 June 1963; the published levels of 1987 to 2026 obey the cut without exception.
public struct SlidingScale: Sendable {
  /// One step of the ladder.
  public struct Tranche: Hashable, Sendable {
    public var from: YearMonth
    public var level: ExactDecimal
    /// Six-month mean of consumer prices that triggers the level; nil before October 2005, where none was published.
    public var maturity: ExactDecimal?
  }

  public let tranches: [Tranche]
  /// Last month in which the latest level was seen in force.
  public let checked: YearMonth
  let step: ExactDecimal
  private let publishedMeans: [Int: ExactDecimal]
  /// Months with a known or assumed six-month mean of consumer prices, in order.
  private let means: [(month: YearMonth, mean: ExactDecimal)]
  private let monthlyDrift: ExactDecimal

  init(_ library: ParameterLibrary) throws {
    let levels = try library.values(.indexLevel)
    let maturities = try Dictionary(
      library.values(.indexMaturity).map { ($0.from, $0.value) }, uniquingKeysWith: { first, _ in first })
    tranches = levels.map { Tranche(from: $0.from, level: $0.value, maturity: maturities[$0.from]) }
    guard let latest = levels.last else {
      throw ParameterError(file: "parameters", message: "'lu.index.level' has no values")
    }
    checked = latest.checked?.yearMonth ?? latest.from
    step = try library.value(.indexStep, inForce: latest.from).value
    publishedMeans = try Dictionary(
      library.values(.indexAnnualMean).map { ($0.from.year, $0.value) }, uniquingKeysWith: { first, _ in first })
    var known = try library.values(.cpiSixMonthMean).map { (month: $0.from, mean: $0.value) }
    for assumed in try library.values(.cpiLatest) { known.append((assumed.from, assumed.value)) }
    means = known.sorted { $0.month < $1.month }
    monthlyDrift = try library.value(.cpiDrift, inForce: latest.from).value / 12
  }

  /// The next rung: times 1.025, cut to two decimals.
  public func next(after level: ExactDecimal) -> ExactDecimal {
    (level * step).rounded(.down(toCents: 1), toMultipleOf: 0.01)
  }

  /// Level in force in `month`; the last published one is held beyond it.
  ///
  /// - Returns: nil before the first published level.
  public func level(in month: YearMonth) -> ExactDecimal? { tranches.last { $0.from <= month }?.level }

  /// Level and the maturity that triggers the next one.
  ///
  /// Beyond the last time the published level was seen, the ladder is carried on by the assumed consumer prices.
  func state(in month: YearMonth) -> (level: ExactDecimal, nextMaturity: ExactDecimal)? {
    guard let index = tranches.lastIndex(where: { $0.from <= month }) else { return nil }
    var level = tranches[index].level
    let anchor = tranches.firstIndex { $0.maturity != nil } ?? index
    var maturity = tranches[index].maturity ?? tranches[anchor].maturity ?? .zero
    if tranches[index].maturity == nil {  // before October 2005: down the ladder from the first published maturity
      for _ in index..<anchor { maturity = maturity / step }
    }
    var trigger = next(after: maturity)
    guard index == tranches.count - 1 else { return (level, trigger) }
    var at = checked + 1
    while at <= month {
      if sixMonthMean(at - 1) >= trigger {
        level = next(after: level)
        trigger = next(after: trigger)
      }
      at = at + 1
    }
    return (level, trigger)
  }

  /// Mean level of a calendar year, to two decimals; the published one where there is one.
  ///
  /// - Parameter end: in the year of an award only the whole months before it count (CSS art. 220).
  public func mean(of year: Int, before end: YearMonth? = nil) -> ExactDecimal? {
    let last = min(YearMonth.december(year), end.map { $0 - 1 } ?? .december(year))
    if last == .december(year), let published = publishedMeans[year] { return published }
    guard last >= .january(year) else { return nil }
    var sum = ExactDecimal.zero
    for month in YearMonth.january(year)...last {
      guard let level = level(in: month) else { return nil }
      sum += level
    }
    return (sum / (last - .january(year) + 1)).roundedHalfUp(places: 2)
  }

  // MARK: Consumer prices linked to base 1948

  /// Mean of the six months to `month`, between published and assumed points, and by the assumed drift beyond them.
  func sixMonthMean(_ month: YearMonth) -> ExactDecimal {
    guard let after = means.firstIndex(where: { $0.month >= month }) else {
      guard let last = means.last else { return .zero }
      var mean = last.mean
      for _ in 0..<(month - last.month) { mean = mean * (.one + monthlyDrift) }
      return mean
    }
    let upper = means[after]
    guard after > 0, upper.month != month else { return upper.mean }
    let lower = means[after - 1]
    return lower.mean
      + (upper.mean - lower.mean).scaled(
        by: ExactDecimal(month - lower.month), over: ExactDecimal(upper.month - lower.month))
  }

  /// Consumer prices of one month: the six-month mean is centred two and a half months back.
  func consumerPrices(_ month: YearMonth) -> ExactDecimal {
    (sixMonthMean(month + 2) + sixMonthMean(month + 3)) / 2
  }
}
