// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions

extension SurfacePlan {
  /// Income that no claim brings: pay, rent, a pension of another country as it is stated.
  struct StatedIncome: Sendable {
    var source: Int
    var runs: Range<Int>
    /// What is left of a unit.
    var kept: Double
    /// What the means test counts of a unit; 0 without one.
    var counts: Double
  }
}

extension HouseholdPlan {
  /// Whether every strategy has the same income that no claim brings, and none that waits for a death or is a price.
  var statesAlike: Bool {
    let stated = payments.indices.filter { !payments[$0].isClaimed }
    return stated.allSatisfy { index in
      let (payment, benefit) = (payments[index], benefits[payments[index].benefit])
      return payment.survivor == nil && payment.isPlain && !benefit.isPrice && benefit.netBefore == 0
        && benefit.withholdings.allSatisfy { $0.exempt == 0 && $0.fixed == 0 }
        && strategies.allSatisfy { $0.contains(index) }
    }
  }
}

/// Income that no claim brings, along one path.
extension SurfacePath {
  /// Its present worth; what it counts is taken off the line of the means test and off the limit of the yearly allowance.
  ///
  /// The line may fall to nothing, and the limit below it: then no claim has the one or the other.
  func takeStated(_ place: Int, _ months: Int) -> Double {
    guard !law.stated.isEmpty else { return 0 }
    let (gross, whole, line) = (series.row(Row.gross), series.row(Row.outer), series.row(Row.line))
    let hasMinimum = law.plan.minimum != nil
    var value = 0.0
    whole.update(repeating: 0, count: months)
    for income in law.stated {
      let currency = law.plan.sources[income.source].currency
      ck_gross_series(
        gross, months, memory.runs + income.runs.lowerBound, income.runs.count,
        tables.row(currencies * Self.group + place),
        tables.lanes * Self.group, entries.row(0))
      let worth = worth(currency)
      for month in 0..<months { value += income.kept * gross[month] * worth[month] }
      guard hasMinimum else { continue }
      let counted = counted(currency)
      for month in 0..<months {
        let real = gross[month] * counted[month]
        whole[month] += real
        line[month] = max(0, line[month] - income.counts * real)
      }
    }
    if law.plan.allowance != nil { lowerLimit(by: whole, months) }
    return value
  }

  /// What a year's income leaves of the limit of the yearly allowance.
  private func lowerLimit(by income: UnsafePointer<Double>, _ months: Int) {
    let (yearly, counts, limits) = (series.row(Row.yearly), series.row(Row.counts), series.row(Row.limit))
    var year = 0.0
    for month in 0..<months {
      if memory.calendar[month] == 1 { year = 0 }
      year += counts[month] * income[month]
      guard yearly[month] > 0 else { continue }
      limits[month] -= year * yearly[month]
      for number in 0..<(law.plan.allowance?.supplements.count ?? 0) {
        bonuses.row(2 * number + 1)[month] -= year * yearly[month]
      }
    }
  }
}
