// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension UnitedStates: StatementEstimates {
  /// Those born earlier reached 62 before amounts were worked out from indexed earnings (42 U.S.C. § 415(a)(4)).
  private static let firstBirth = 1917

  /// The primary insurance amount of a record in the wages of `year`: as if the person were 62 in it, which indexes earnings to
  /// the last average wage then known and takes that year's bend points.
  ///
  /// Years of averaging are those of the person's own birth. For someone who is 62 or older in `year` the law's own year of eligibility
  /// holds, and increases of the cost of living up to January of `year`.
  ///
  /// - Source: 42 U.S.C. §§ 415(a)(1), (b), 1320b-13(c)(2)(D) (estimates in a statement are in the dollars of its year).
  public func estimateAtFullAge(
    of record: InsuranceRecord, born: CalendarDate, inWagesOf year: Int, payToCome: ExactDecimal
  ) throws -> ExactDecimal {
    guard tables.bendPoints.contains(year), (Self.firstBirth...year).contains(born.year) else {
      throw ClaimRefusal(
        message: "no amount on a record can be stated in \(year) for a person born in \(born.year)",
        article: "42 U.S.C. § 415(a)")
    }
    let ages = ages(born: born)
    var earnings = record.earnings.mapValues { Money<USD>($0.amount, rounded: .halfUp) }
    let last = max(earnings.keys.max() ?? 0, year - 1)
    if payToCome > .zero {
      for future in stride(from: last + 1, to: ages.fullMonth.year, by: 1) {
        earnings[future] = Money(payToCome, rounded: .halfUp)
      }
    }
    let career = career(earnings: earnings, quarters: record.units)
    let eligibilityYear = min(ages.eligibilityYear, year)
    let indexed = tables.indexed(career, eligibilityYear: eligibilityYear, through: max(last, ages.fullMonth.year - 1))
    let average = averageIndexedMonthlyEarnings(indexed, years: computationYears(ages, rules: tables.fixed))
    let pia = primaryInsuranceAmount(
      aime: average.aime, bendPoints: tables.bendPoints[eligibilityYear], percentages: tables.fixed.piaPercentages,
      rounding: tables.piaRounding(eligibilityYear: eligibilityYear))
    guard ages.eligibilityYear < year else { return pia.amount }
    return tables.increased(pia, from: eligibilityYear, in: .january(year)).amount
  }
}
