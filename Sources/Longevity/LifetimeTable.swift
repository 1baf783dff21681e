// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Quantities

/// How long one person may still live, month by month.
///
/// Months are counted from the valuation month: a person alive at its end has lived 0 completed months after it.
public struct LifetimeTable: Sendable {
  /// [month]: probability to be alive at the end of month `k` after the valuation month; the first is 1.
  ///
  /// The last entry is the end of the last age simulated.
  public let survival: [Double]
  /// Country code of the table in use.
  public let table: String
  /// The country that has no table of its own, whose residents take this one; nil where it has.
  public let standsInFor: String?

  /// - Parameters:
  ///   - country: ISO code of the country of residence; `settings.table` goes before it.
  ///   - sex: `female` or `male`.
  ///   - asOf: valuation month; the person is alive at its end.
  ///   - settings: table, multiplier of the force of mortality, or a certain age at death.
  ///   - lastAge: survivors are followed to the end of this year of age.
  ///   - tables: to choose from; the shipped ones by default.
  /// - Throws: ``LongevityError`` for an unknown sex, a multiplier that is not positive, a birth after `asOf`, or a
  ///   person older than `lastAge`.
  public init(
    country: String, sex: String, bornYear: Int, bornMonth: Int, asOf: YearMonth, settings: LongevitySettings,
    lastAge: Int, tables: LifeTables? = nil
  ) throws {
    let born = YearMonth(bornYear, bornMonth)
    let ageMonths = asOf - born
    guard ageMonths >= 0 else { throw LongevityError("born \(born), after the valuation month \(asOf)") }
    let horizon = (lastAge + 1) * 12 - ageMonths
    guard horizon > 0 else {
      throw LongevityError("born \(born): older than the last age simulated, \(lastAge), in \(asOf)")
    }
    guard settings.multiplier > 0, settings.multiplier.isFinite else {
      throw LongevityError("the mortality multiplier is \(settings.multiplier); it must be positive")
    }
    let tables = try tables ?? .shipped()
    let choice = try tables.choice(forResidence: settings.table ?? country)
    table = choice.table
    standsInFor = choice.standsInFor

    if let deathAge = settings.deathAge {
      // A twelfth of a year has no exact form: 88 years and 7 months are not 1062.
      let months = Int((deathAge * 12 + 1e-6).rounded(.down)) - ageMonths
      guard months >= 0 else {
        throw LongevityError("the certain age at death, \(deathAge), was reached before \(asOf)")
      }
      survival = (0...horizon).map { $0 <= months ? 1 : 0 }
      return
    }
    let q = try tables.cohort(table: choice.table, sex: sex, born: born)
    survival = Self.survival(
      annualDeathProbability: q, ageMonths: ageMonths, months: horizon, multiplier: settings.multiplier)
  }

  /// Monthly survival from yearly death probabilities.
  ///
  /// Within a year of age the month's death probability is 1 − (1 − q)^(1/12): a constant force, times `multiplier`.
  /// - Parameters:
  ///   - annualDeathProbability: [age from 0]; nobody survives its end.
  ///   - ageMonths: completed months of age at the start.
  static func survival(annualDeathProbability q: [Double], ageMonths: Int, months: Int, multiplier: Double)
    -> [Double]
  {
    var curve = [1.0]
    curve.reserveCapacity(months + 1)
    var alive = 1.0
    for month in 0..<months {
      let age = (ageMonths + month) / 12
      alive *= age < q.count && q[age] < 1 ? ck_exp1(logSurvival(q[age]) * multiplier / 12) : 0
      curve.append(alive)
    }
    return curve
  }

  /// log(1 − q), which the C library's `log1p` would give with other last bits on other processors.
  ///
  /// - Source: Goldberg (1991), ACM Computing Surveys 23, theorem 4, for small q.
  private static func logSurvival(_ q: Double) -> Double {
    let alive = 1 - q
    return alive == 1 ? -q : ck_log1(alive) * (q / (1 - alive))
  }

  /// Completed months lived after the valuation month, by inversion: dead by the end of month k where u < 1 − survival[k].
  ///
  /// Rises with `u`, so that the same uniform means the same rank of lifetime for either sex and under any table.
  /// - Parameter u: in [0, 1).
  public func monthsLived(_ u: Double) -> Int {
    var low = 0
    var high = survival.count
    while high - low > 1 {  // alive at the end of `low`, not at the end of `high`
      let middle = (low + high) / 2
      if survival[middle] > 0, 1 - u <= survival[middle] { low = middle } else { high = middle }
    }
    return low
  }

  /// Expected months lived after the valuation month, completed months only.
  public var expectedMonths: Double { survival.dropFirst().reduce(0, +) }
}
