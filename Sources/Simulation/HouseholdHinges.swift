// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

extension HouseholdPlan {
  /// A test of income with the rows that it looks at.
  struct IncomeSum: Hashable, Sendable {
    /// A payment of the household, as far as it counts.
    struct Row: Hashable, Sendable {
      var payment: Int
      var weight: Double
      /// What is left out of it, in units of the level.
      var free: Double
    }

    /// The country that tests: its money, and its level series that the thresholds follow.
    var source: Int
    var level: Int
    var rows: [Row]
    var hinges: [Hinge]

    init(_ test: IncomeTest, source: Int, of incomes: [(payment: Int, kind: IncomeTest.Kind)]) {
      (self.source, level, hinges) = (source, test.level, test.hinges)
      rows = incomes.compactMap { income in
        test.counted[income.kind].flatMap {
          $0.weight == 0 ? nil : Row(payment: income.payment, weight: $0.weight, free: $0.free)
        }
      }
    }

    /// The same where the payments of `used` alone are left, in their order.
    func renumbered(_ used: [Int]) -> IncomeSum {
      var sum = self
      for index in rows.indices { sum.rows[index].payment = used.requiredIndex(of: rows[index].payment) }
      return sum
    }
  }

  /// Calendar years whose entry values the tests of a source's payments ask for.
  func testedYears(of source: Int) -> ClosedRange<Int>? {
    payments.contains { $0.survivor?.test?.source == source } ? years : nil
  }
}

extension HouseholdBlock {
  /// Takes off a benefit's row what other income takes off it: a sum of hinges, at most all of it.
  ///
  /// ``IncomeTest/left(of:beside:level:)`` is the plain form.
  func reduce(
    _ benefit: UnsafeMutablePointer<Double>, by test: SurvivorRows.Test, _ month: Int, at: Int, _ tables: LevelRows
  ) {
    let (level, income) = (row(layout.hinge), row(layout.hinge + 1))
    let (sum, left) = (row(layout.hinge + 2), row(layout.hinge + 3))
    let year = (plan.firstMonth + month).year
    ck_product_row(
      level, tables.level(test.level, of: test.source) + at, tables.entry(year, of: test.source, lanes: lanes), active)
    ck_fill(income, 0, active)
    for place in test.counted {
      let counted = survivors.counted[place]
      ck_weighted_row(
        sum, 1, amount(counted.payment, layout.gross, month), counted.conversion.map { UnsafePointer(row($0)) },
        row(test.conversion), active)
      ck_hinge_row(income, income, sum, counted.weight, counted.free, level, active)
    }
    left.update(from: benefit, count: active)
    for place in test.hinges {
      let hinge = survivors.hinges[place]
      ck_gross_row(sum, hinge.ofBenefit, benefit, 0, active)
      if hinge.ofIncome != 0 { ck_gross_row(sum, hinge.ofIncome, income, 1, active) }
      ck_hinge_row(left, left, sum, -hinge.slope, hinge.threshold, level, active)
    }
    ck_hinge_row(benefit, nil, left, 1, 0, nil, active)
  }
}
