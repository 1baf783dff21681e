// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Quantities

/// The chain from US earnings to the pro rata amount under an agreement. Foreign earnings and months never enter it.
public struct TotalizedAmount: Hashable, Sendable {
  /// Earnings over the average wage in each year with a quarter of coverage, in units of 10⁻⁷.
  public var ratios: [(year: Int, ratio: Int)] { zip(ratioYears, ratioValues).map { ($0, $1) } }
  var ratioYears: [Int]
  var ratioValues: [Int]
  /// In units of 10⁻⁷.
  public var relativeEarningsPosition: Int
  /// Last year whose average wage may be used.
  public var lastWageYear: Int
  /// Before limiting to the wage base.
  public var theoreticalEarnings: [IndexedEarnings]
  /// After limiting and indexing.
  public var indexed: [IndexedEarnings]
  public var total: Money<USD>
  public var theoreticalAime: Int
  public var theoreticalPiaAtEligibility: Money<USD>
  /// With the increases up to the benefit month.
  public var theoreticalPia: Money<USD>
  /// US quarters over four times the computation years.
  public var share: ProRataShare
  public var proRataPia: Money<USD>

  public static func == (a: Self, b: Self) -> Bool {
    a.ratioYears == b.ratioYears && a.ratioValues == b.ratioValues && a.share == b.share
      && a.theoreticalEarnings == b.theoreticalEarnings && a.indexed == b.indexed
      && a.theoreticalPia == b.theoreticalPia && a.proRataPia == b.proRataPia
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(relativeEarningsPosition)
    hasher.combine(proRataPia)
  }
}

/// Earnings of a year over the average wage, where a year with fewer than four quarters counts only as much of the base.
///
/// - Source: 20 CFR 404.1918(b)(1); POMS GN 01701.200.
/// - Returns: in units of 10⁻⁷, nearest.
public func earningsRatio(
  earnings: Money<USD>, contributionBase: Money<USD>, quarters: Int, averageWage: Money<USD>
) -> Int {
  let usable = min(earnings, contributionBase.multiplied(by: quarters, over: 4, rounded: .halfUp))
  return Money<USD>(cents: usable.cents).multiplied(by: 10_000_000, over: averageWage.cents, rounded: .halfUp).cents
}

extension LawTables {
  /// The pro rata amount of a worker who is insured only with foreign coverage.
  ///
  /// - Source: 42 U.S.C. § 433(c)(1); 20 CFR 404.1918; POMS GN 01701.200. Increases come before the share is taken, as in
  ///   SSA's program.
  /// - Parameters:
  ///   - period: years of a worker who died before 62; nil for the living.
  ///   - lastYoungYear: last year of the theoretical record without quarters of its own; nil for the one before eligibility.
  ///   - computed: the year of entitlement or of the recomputation, which decides which average wages are known.
  ///   - lastYear: last year whose quarters count.
  /// - Returns: nil where there is no quarter of coverage up to `lastYear`.
  func totalizedAmount(
    _ career: CoveredCareer, ages: RetirementAges, period: ComputationPeriod? = nil, lastYoungYear: Int? = nil,
    computed: Int, through lastYear: Int, in month: YearMonth
  ) -> TotalizedAmount? {
    let period = period ?? ComputationPeriod(ages, rules: fixed)
    let eligibilityYear = period.eligibilityYear
    let lastYoung = lastYoungYear ?? eligibilityYear - 1
    let lastWage = max(computed, eligibilityYear) - 2
    var years: [Int] = []
    var ratios: [Int] = []
    var quarters = 0
    for year in stride(from: CoveredCareer.firstYear, through: min(lastYear, career.lastYear), by: 1) {
      let count = career.quarters(year)
      guard count > 0 else { continue }
      years.append(year)
      ratios.append(
        earningsRatio(
          earnings: career.earnings(year), contributionBase: contributionBase[year], quarters: count,
          averageWage: averageWage[min(year, lastWage)]))
      quarters += count
    }
    guard quarters > 0 else { return nil }
    let position = Money<USD>(cents: ratios.reduce(0, +)).multiplied(by: 4, over: quarters, rounded: .halfUp).cents
    // From the year in which 22 is attained to the year before eligibility, and any other year with a quarter.
    let first = ages.effectiveBirth.year + 22
    var theoretical: [IndexedEarnings] = []
    for year in stride(from: min(first, years[0]), through: max(lastYoung, years[years.count - 1]), by: 1)
    where (year >= first && year <= lastYoung) || career.quarters(year) > 0 {
      let amount = averageWage[min(year, lastWage)].multiplied(by: position, over: 10_000_000, rounded: .halfUp)
      theoretical.append(IndexedEarnings(year: year, amount: amount))
    }
    let indexYear = eligibilityYear - 2
    var indexed: [IndexedEarnings] = []
    for entry in theoretical where entry.year >= fixed.firstBaseYear {
      let limited = min(entry.amount, contributionBase[entry.year])
      indexed.append(
        IndexedEarnings(
          year: entry.year,
          amount: entry.year < indexYear
            ? indexedEarnings(
              creditable: limited, averageWage: averageWage[entry.year], averageWageOfIndexYear: averageWage[indexYear])
            : limited))
    }
    let count = period.computationYears(fixed)
    let average = averageIndexedMonthlyEarnings(indexed, years: count)
    let pia = primaryInsuranceAmount(
      aime: average.aime, bendPoints: bendPoints[eligibilityYear], percentages: fixed.piaPercentages,
      rounding: piaRounding(eligibilityYear: eligibilityYear))
    let increasedPia = increased(pia, from: eligibilityYear, in: month)
    let share = ProRataShare(min(quarters, 4 * count), of: 4 * count)
    // Rounded up, as every PIA was, before the increase of June 1982.
    let rounding: Rounding = lastIncrease(in: month) < fixed.colaRoundsUpBefore ? .dimeUp : .dimeDown
    return TotalizedAmount(
      ratioYears: years, ratioValues: ratios, relativeEarningsPosition: position, lastWageYear: lastWage,
      theoreticalEarnings: theoretical, indexed: indexed, total: average.total, theoreticalAime: average.aime,
      theoreticalPiaAtEligibility: pia, theoreticalPia: increasedPia, share: share,
      proRataPia: increasedPia.multiplied(by: share.numerator, over: share.denominator, rounded: rounding))
  }
}
