// SPDX-License-Identifier: GPL-3.0-or-later
import Coordination
import Parameters
import Pensions
import Quantities

extension Claimant {
  /// Mean of the five best years of a decision, EUR a month at index 100, base 1984.
  ///
  /// - Source: CSS art. 226, 227. `mean5Foreign` chooses whether a pension paid pro rata has it in the same share.
  func bestYears(_ decision: Decision) throws -> ExactDecimal {
    let count = try system.parameters.value(.bestYears, inForce: decision.pension.start).value
    var byYear: [Int: ExactDecimal] = [:]
    for line in decision.incomeSum.lines { byYear[line.year, default: .zero] += line.base1984 }
    // Of a sum without years the mean of all months is the least that the best five can come to.
    let all = decision.pension.own.effective
    let mean =
      byYear.isEmpty
      ? (all > 0 ? decision.incomeSum.total / all : .zero) : bestYearsMean(of: Array(byYear.values), count: count)
    return readings.mean5Foreign == "prorated" && decision.instrument != nil ? decision.pension.share.of(mean) : mean
  }

  /// The limits of a month for a pension that started in `start`.
  func limits(_ bestYears: ExactDecimal, from start: YearMonth, in month: YearMonth) throws -> EarlyPensionLimits {
    let factor = try adjustment(from: start, in: month).value
    return try system.earlyPensionLimits(bestYearsMean: payable(bestYears * factor), in: month)
  }

  /// Proportional part of what is earned from the start to 65, at the rate of the start, EUR a month at index 100, base 1984.
  ///
  /// - Source: CSS art. 192.
  func earnedBeside(_ decision: Decision, until oldAge: YearMonth) throws -> ExactDecimal {
    try incomeSum(startingIn: oldAge, from: decision.pension.start).total
      .scaled(by: decision.pension.proportionalRate, over: 1200)
  }

  /// What pay that the record states leaves of an early pension.
  struct BesideWork {
    /// Share of the pension that is paid from a month on, to 65.
    var steps: [AwardComponent.Step]
    /// Month of 65, and what then comes in; EUR a month at index 100, base 1984.
    var oldAge: YearMonth
    var earned: ExactDecimal
    /// Paid in the month of the start, EUR.
    var firstPaid: Money<EUR>
    var firstPay: Money<EUR>
    var firstLimits: EarlyPensionLimits

    /// The year-end allowance of whoever has a pension in payment: none in a December for which the whole of it is withdrawn.
    ///
    /// - Source: CSS art. 219bis; that a pension wholly withdrawn brings none is a reading.
    func allowance(_ whole: [AwardComponent.Step]) -> [AwardComponent.Step] {
      Set((whole + steps).map(\.from)).sorted().compactMap { month in
        guard let due = whole.last(where: { $0.from <= month }) else { return nil }
        let isPaid = steps.last { $0.from <= month }.map { $0.factor > 0 } ?? true
        return .init(from: month, factor: isPaid ? due.factor : 0)
      }
    }
  }

  /// The months of an early pension beside the pay of the record; nil where none is stated, and from 65.
  ///
  /// Index, wages and the limits are those known at the valuation, so the share of each month is known without chance; on simulated paths
  /// pension, pay and ceiling move with the same wages.
  ///
  /// - Source: CSS art. 184 al. 3 and 4, 226.
  /// - Throws: ``ClaimRefusal`` where pay is above the ceiling in the month of the start.
  func besideWork(_ decision: Decision) throws -> BesideWork? {
    let start = decision.pension.start
    let oldAge = month(attaining: try system.parameters.value(.oldAge, inForce: start).value)
    guard start < oldAge, readings.workBesideEarly == "fromRecord", worksOn(from: start) else { return nil }
    let income = PayByMonth(recordOf: self)
    let best = try bestYears(decision)
    var found = BesideWork(
      steps: [], oldAge: oldAge, earned: try earnedBeside(decision, until: oldAge), firstPaid: .zero, firstPay: .zero,
      firstLimits: try limits(best, from: start, in: start))
    for month in start..<oldAge {
      let pay = payable(income.pay(in: month))
      let gross = decision.pension.amounts(adjustedBy: try adjustment(from: start, in: month).value).gross
      let paid = try limits(best, from: start, in: month).paid(of: gross, besidePay: pay)
      if month == start {
        (found.firstPaid, found.firstPay) = (paid.amount, pay)
        guard paid.outcome != .refused else { throw refusalBesideWork(found, from: start, income: income) }
      }
      let share = gross > .zero ? paid.amount.double / gross.double : 1
      if found.steps.last?.factor != share { found.steps.append(.init(from: month, factor: share)) }
    }
    found.steps.append(.init(from: oldAge, factor: 1))
    return found
  }

  private func refusalBesideWork(_ found: BesideWork, from start: YearMonth, income: PayByMonth) -> ClaimRefusal {
    let end = (0..<1200).lazy.map { start + $0 }.first {
      payable(income.pay(in: $0)) <= found.firstLimits.ceiling
    }
    return ClaimRefusal(
      Remark(
        .refusedBesideWork, ["pay": .text(found.firstPay.text), "ceiling": .text(found.firstLimits.ceiling.text)]),
      article: "CSS art. 184, 226",
      hint: Remark(
        .endsWithWork, ["ceiling": .text(found.firstLimits.ceiling.text), "month": .month(end ?? found.oldAge)]))
  }
}
