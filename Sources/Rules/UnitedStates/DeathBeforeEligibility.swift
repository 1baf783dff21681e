// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// The primary insurance amount of a worker who died before the year of 62, from which survivors draw.
public struct AmountAtDeath: Hashable, Sendable {
  /// One of the two ways to the amount: indexed to the wages of two years before `year`, with its bend points and its increases.
  public struct Way: Hashable, Sendable {
    public var year: Int
    public var aime: Int
    public var piaAtEligibility: Money<USD>
    /// With the increases up to the benefit month.
    public var pia: Money<USD>
  }

  public var computationYears: Int
  /// By the year of death.
  public var byDeath: Way
  /// By the year that widow's indexing takes; nil where that is the year of death. It serves a widow(er) alone.
  public var byWidow: Way?
  /// Where the worker was insured with foreign coverage only: US quarters over four times the computation years.
  public var totalized: TotalizedAmount?

  /// The higher of the two.
  public var pia: Money<USD> { max(byDeath.pia, byWidow?.pia ?? .zero) }
}

extension LawTables {
  /// The year of eligibility that widow's indexing takes: the one in which the worker would be 62 or, if sooner, that in which the
  /// survivor is 60, but not before the death.
  ///
  /// - Source: 42 U.S.C. § 402(e)(2)(B)(ii); POMS RS 00615.302; Actuarial Note 141.
  func widowsIndexYear(death: Int, deceased: RetirementAges, survivor: RetirementAges) -> Int {
    let sixty = survivor.month(attaining: Age(years: fixed.survivorFirstAge[0])).year
    return min(deceased.eligibilityYear, max(sixty, death))
  }

  /// The amount from which survivors draw after a death before the year of 62; earnings of the year of death count.
  ///
  /// - Source: 42 U.S.C. §§ 402(e)(2)(B), 415(a)(3)(B), (b); POMS RS 00605.005, RS 00615.302.
  /// - Parameter survivor: the widow(er); nil for others, who have no second way.
  /// - Returns: nil where the worker was not fully insured, or the death was not before the year of 62.
  func amountAtDeath(
    _ career: CoveredCareer, deceased: RetirementAges, death: YearMonth, foreign: ForeignCredit = .none,
    survivor: RetirementAges?, in month: YearMonth
  ) -> AmountAtDeath? {
    guard death.year < deceased.eligibilityYear, bendPoints.contains(death.year), career.stated == nil else {
      return nil
    }
    let period = ComputationPeriod(deceased, death: death.year, rules: fixed)
    let (years, required) = (period.computationYears(fixed), period.requiredQuarters(fixed))
    let held = career.quartersHeld(in: death)
    func way(_ year: Int) -> AmountAtDeath.Way {
      let indexed = indexed(career, eligibilityYear: year, through: death.year)
      let aime = averageIndexedMonthlyEarnings(indexed, years: years).aime
      let pia = primaryInsuranceAmount(
        aime: aime, bendPoints: bendPoints[year], percentages: fixed.piaPercentages,
        rounding: piaRounding(eligibilityYear: year))
      return .init(year: year, aime: aime, piaAtEligibility: pia, pia: increased(pia, from: year, in: month))
    }
    let widows = survivor.map { widowsIndexYear(death: death.year, deceased: deceased, survivor: $0) }
    if held >= required {
      return AmountAtDeath(
        computationYears: years, byDeath: way(death.year),
        byWidow: widows.flatMap { $0 == death.year ? nil : way($0) })
    }
    // Foreign coverage to the end of the quarter before the death opens the right; the amount is the pro rata one.
    guard death >= foreign.inForce ?? standardAgreement.agreement.inForce, held >= leastOwnQuarters,
      held + foreign.quarters(besides: career, in: death) >= required
    else { return nil }
    func totalized(_ year: Int) -> TotalizedAmount? {
      var period = period
      period.eligibilityYear = year
      return totalizedAmount(
        career, ages: deceased, period: period, lastYoungYear: death.year - 1, computed: death.year,
        through: death.year, in: month)
    }
    func way(_ year: Int, _ amount: TotalizedAmount) -> AmountAtDeath.Way {
      .init(
        year: year, aime: amount.theoreticalAime, piaAtEligibility: amount.theoreticalPiaAtEligibility,
        pia: amount.proRataPia)
    }
    guard let first = totalized(death.year) else { return nil }
    var result = AmountAtDeath(computationYears: years, byDeath: way(death.year, first), totalized: first)
    if let year = widows, year != death.year { result.byWidow = totalized(year).map { way(year, $0) } }
    return result
  }
}
