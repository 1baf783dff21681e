// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// Earnings of a year after limiting and indexing.
public struct IndexedEarnings: Hashable, Sendable {
  public var year: Int
  public var amount: Money<USD>
}

/// Indexed earnings of one year: to the wages of the index year, at face value from that year on.
///
/// - Source: 42 U.S.C. § 415(b)(3); 20 CFR 404.211(d).
/// - Returns: nearest cent.
public func indexedEarnings(
  creditable: Money<USD>, averageWage: Money<USD>, averageWageOfIndexYear: Money<USD>
) -> Money<USD> {
  creditable.multiplied(by: averageWageOfIndexYear.cents, over: averageWage.cents, rounded: .halfUp)
}

/// Average indexed monthly earnings: the highest years over all months of the computation years.
///
/// - Source: 42 U.S.C. § 415(b)(1); 20 CFR 404.211(e), (f).
/// - Returns: total of the years averaged, and AIME in whole dollars, rounded down.
public func averageIndexedMonthlyEarnings(_ indexed: [IndexedEarnings], years: Int) -> (total: Money<USD>, aime: Int) {
  let highest = indexed.map(\.amount.cents).sorted(by: >).prefix(years)
  let total = highest.reduce(0, +)
  return (Money(cents: total), total / (12 * years * 100))
}

/// Primary insurance amount, before cost-of-living increases.
///
/// - Source: 42 U.S.C. § 415(a)(1)(A), (g); 20 CFR 404.212.
/// - Parameters:
///   - aime: USD a month, whole dollars.
///   - percentages: below, between and above the bend points.
///   - rounding: to the next lower dime; to the next higher for eligibility before 1983.
public func primaryInsuranceAmount(
  aime: Int, bendPoints: BendPoints, percentages: [Int], rounding: Rounding = .dimeDown
) -> Money<USD> {
  let low = min(aime, bendPoints.first)
  let middle = max(0, min(aime, bendPoints.second) - bendPoints.first)
  let high = max(0, aime - bendPoints.second)
  return Money(cents: percentages[0] * low + percentages[1] * middle + percentages[2] * high).rounded(rounding)
}

/// Family maximum at eligibility.
///
/// - Source: 42 U.S.C. § 403(a)(1).
/// - Returns: a multiple of the dime, rounded down (up for eligibility before 1983).
public func familyMaximum(
  pia: Money<USD>, bendPoints: FamilyBendPoints, percentages: [Int],
  rounding: Rounding = .dimeDown
) -> Money<USD> {
  let edges = [0, bendPoints.first * 100, bendPoints.second * 100, bendPoints.third * 100, Int.max]
  var hundredths = 0
  for slice in 0..<4 {
    hundredths += max(0, min(pia.cents, edges[slice + 1]) - edges[slice]) * percentages[slice]
  }
  return Money(cents: hundredths).multiplied(by: 1, over: 100, rounded: rounding)
}

extension LawTables {
  func piaRounding(eligibilityYear: Int) -> Rounding {
    eligibilityYear <= fixed.piaRoundsUpThrough ? .dimeUp : .dimeDown
  }

  /// Earnings that count: covered earnings up to the wage base (42 U.S.C. §§ 411(a), 430).
  func creditable(_ career: CoveredCareer, _ year: Int) -> Money<USD> {
    min(career.earnings(year), contributionBase[year])
  }

  /// Indexed earnings of the base years up to `lastYear`, without empty years.
  ///
  /// - Source: 42 U.S.C. § 415(b)(2)(B), (3); the index year is two years before eligibility, whatever the claim.
  func indexed(_ career: CoveredCareer, eligibilityYear: Int, through lastYear: Int) -> [IndexedEarnings] {
    indexed(from: fixed.firstBaseYear, through: min(lastYear, career.lastYear), eligibilityYear: eligibilityYear) {
      creditable(career, $0)
    }
  }

  func indexed(
    from first: Int, through last: Int, eligibilityYear: Int, _ creditable: (Int) -> Money<USD>
  ) -> [IndexedEarnings] {
    var result: [IndexedEarnings] = []
    guard first <= last else { return result }
    result.reserveCapacity(last - first + 1)
    let indexYear = eligibilityYear - 2
    let base = averageWage[indexYear]
    for year in first...last {
      let amount = creditable(year)
      guard amount > .zero else { continue }
      result.append(
        IndexedEarnings(
          year: year,
          amount: year < indexYear
            ? indexedEarnings(creditable: amount, averageWage: averageWage[year], averageWageOfIndexYear: base)
            : amount))
    }
    return result
  }

  /// An amount after one cost-of-living increase.
  ///
  /// - Source: 42 U.S.C. § 415(i)(2)(A)(ii), (g). Rounded down to the dime from the increase of June 1982, up before.
  /// - Parameter tenths: the increase in tenths of a percent.
  func increased(_ amount: Money<USD>, by tenths: Int, year: Int) -> Money<USD> {
    amount.multiplied(
      by: 1000 + tenths, over: 1000, rounded: year < fixed.colaRoundsUpBefore ? .dimeUp : .dimeDown)
  }

  /// An amount at eligibility with every increase from the year of eligibility up to `month`, each one rounded.
  ///
  /// - Source: 42 U.S.C. § 415(i); 20 CFR 404.270; POMS RS 00605.021.
  func increased(_ amount: Money<USD>, from eligibilityYear: Int, in month: YearMonth) -> Money<USD> {
    var result = amount
    for year in stride(from: max(eligibilityYear, cola.firstYear), through: lastIncrease(in: month), by: 1) {
      let tenths = increase(year, in: month)
      if tenths > 0 { result = increased(result, by: tenths, year: year) }
    }
    return result
  }

  /// Years whose increase is in an amount of `month`, zero increases included.
  func increaseYears(from eligibilityYear: Int, in month: YearMonth) -> [Int] {
    Array(stride(from: eligibilityYear, through: lastIncrease(in: month), by: 1))
  }

  /// Years of coverage up to `lastYear` by one of the two thresholds.
  ///
  /// - Source: 42 U.S.C. § 415(a)(1)(C)(ii), (a)(7)(D); POMS RS 00605.362. Wages of 1937 to 1950 count in one lump.
  func yearsOfCoverage(_ career: CoveredCareer, _ threshold: YearTable<Money<USD>>, through lastYear: Int) -> Int {
    var early = 0
    for year in CoveredCareer.firstYear..<threshold.firstYear { early += creditable(career, year).cents }
    var years = min(fixed.lumpBefore1951[1], early / (fixed.lumpBefore1951[0] * 100))
    for year in stride(from: threshold.firstYear, through: min(lastYear, career.lastYear), by: 1)
    where career.earnings(year) >= threshold[year] {
      years += 1
    }
    return years
  }

  /// Special minimum PIA in `month`; nil with ten years of coverage or fewer.
  ///
  /// - Source: 42 U.S.C. § 415(a)(1)(C); 20 CFR 404.260, 404.261. The windfall provision does not touch it.
  func specialMinimum(years: Int, in month: YearMonth) -> Money<USD>? {
    specialMinimumAtBase(years: years).map { increased($0, from: Self.specialMinimumYear, in: month) }
  }

  /// The same at the level of ``specialMinimumYear``.
  func specialMinimumAtBase(years: Int) -> Money<USD>? {
    let counted = min(years, fixed.specialMinimumYears[1]) - fixed.specialMinimumYears[0]
    return counted > 0 ? fixed.specialMinimumAmount * counted : nil
  }

  /// The year at whose level the special minimum is stated.
  static let specialMinimumYear = 1979
}
