// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

/// Insured income of a career at index 100 and the standard of living of 1984, the base of the proportional part.
///
/// - Source: CSS art. 220.
struct IncomeSum: Sendable {
  struct Line: Sendable {
    var year: Int
    /// EUR as earned, after the ceiling.
    var income: ExactDecimal
    var wasCapped: Bool
    /// Mean application index by which it is divided.
    var mean: ExactDecimal
    var factor: WageFactors.Factor
    var base1984: ExactDecimal
  }

  var lines: [Line] = []
  /// Given as a sum, for published examples.
  var given: ExactDecimal?
  /// Years with effective months and no income.
  var withoutIncome: [Int] = []
  /// Years with income and no effective month.
  var withoutMonths: [Int] = []

  var total: ExactDecimal { given ?? lines.reduce(.zero) { $0 + $1.base1984 } }
}

extension Claimant {
  /// Nominal wage level of a year: application index times revaluation factor, the last known of both beyond them.
  static func wageLevel(of year: Int, scale: SlidingScale, factors: WageFactors) throws -> ExactDecimal {
    guard let mean = scale.mean(of: year) else {
      throw ParameterError(
        file: "Sources/Rules/Luxembourg/Parameters/sliding-scale.yaml",
        message: "'lu.index.annual_mean' has no value for \(year)", hint: "the first value is of 1970")
    }
    return try mean * factors.revaluation(of: year).value
  }

  /// The income sum of a pension that starts in `start`: whole months before it.
  ///
  /// - Parameter first: the first month that goes in; nil for all.
  func incomeSum(startingIn start: YearMonth, from first: YearMonth? = nil) throws -> IncomeSum {
    var sum = IncomeSum()
    if let given = career.totals["income_sum_base1984"] {
      sum.given = first == nil ? given : .zero
      return sum
    }
    let begin = first ?? YearMonth(index: 0)
    for number in career.years.keys.sorted() where begin.year <= number && number <= start.year {
      guard let year = career.years[number] else { continue }
      // Income stated by year is that of the months that are insured for pay, not of the baby years in it.
      let effective = year.insured.subtracting(year.babyYears)
      let window = Career.window(number, before: start).subtracting(Career.window(number, before: begin))
      let counted = year.insured.intersection(window)
      let paid = effective.intersection(window)
      var income = ExactDecimal.zero
      if let stated = year.stated {
        var amount = stated.amount
        if let base = stated.wagesOf {
          amount = amount.scaled(by: try wageLevel(of: number), over: try wageLevel(of: base))
        }
        if career.isTotals {
          income = amount
        } else if effective.count == 0 {
          sum.withoutMonths.append(number)
        } else {
          income = amount.scaled(by: ExactDecimal(paid.count), over: ExactDecimal(effective.count))
        }
      }
      for (month, pay) in year.monthlyPay where counted.contains(month) { income += pay }
      guard counted.count > 0 || career.isTotals else { continue }
      if income == .zero {
        sum.withoutIncome.append(number)
        continue
      }
      let months = career.isTotals ? Array(1...12) : (1...12).filter(counted.contains)
      let ceiling =
        number >= 1979 || readings.ceilingBefore1979 != "none"
        ? system.base.ceiling(of: number, months: months) : nil
      let capped = ceiling.map { min(income, $0) } ?? income
      guard let mean = system.scale.mean(of: number, before: number == start.year ? start : nil) else {
        throw ParameterError(
          file: "Sources/Rules/Luxembourg/Parameters/sliding-scale.yaml",
          message: "'lu.index.annual_mean' has no value for \(number)", hint: "the first value is of 1970")
      }
      let rounds = readings.incomeRounding == "cnap"
      // Purchased months are reduced by the last factor fixed at the award (parallel text, law of 3 August 1998 art. 43).
      let purchased = year.purchased.intersection(counted).count
      if purchased > 0, readings.purchasedFactor == "awardYear" {
        let share = capped.scaled(by: ExactDecimal(purchased), over: ExactDecimal(counted.count))
        let factor = try system.factors.revaluation(of: start.year, inAwardOf: start.year)
        sum.add(year: number, income: share, wasCapped: capped < income, mean: mean, factor: factor, rounds: rounds)
        if purchased == counted.count { continue }
        let own = try system.factors.revaluation(of: number, inAwardOf: start.year)
        sum.add(
          year: number, income: capped - share, wasCapped: capped < income, mean: mean, factor: own, rounds: rounds)
      } else {
        let factor = try system.factors.revaluation(of: number, inAwardOf: start.year)
        sum.add(year: number, income: capped, wasCapped: capped < income, mean: mean, factor: factor, rounds: rounds)
      }
    }
    return sum
  }

  private func wageLevel(of year: Int) throws -> ExactDecimal {
    try Self.wageLevel(of: year, scale: system.scale, factors: system.factors)
  }
}

extension IncomeSum {
  /// - Parameter rounds: as CNAP prints it, with the coefficient to five decimals and the income at index 100 to the cent.
  fileprivate mutating func add(
    year: Int, income: ExactDecimal, wasCapped: Bool, mean: ExactDecimal, factor: WageFactors.Factor, rounds: Bool
  ) {
    let base1984 =
      rounds
      ? Luxembourg.printedReduction(of: income, index: mean).income100.amount / factor.value
      : income * 100 / (mean * factor.value)
    lines.append(
      Line(year: year, income: income, wasCapped: wasCapped, mean: mean, factor: factor, base1984: base1984))
  }
}
