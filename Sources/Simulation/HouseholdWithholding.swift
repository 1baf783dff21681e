// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

extension HouseholdPlan {
  /// What is taken from each payment of a benefit.
  struct Withholding: Hashable, Sendable {
    var share: Double
    /// Free of it, in units of `level`.
    var exempt: Double
    var level: Int
    /// A nominal amount in place of the share; 0 for a share.
    var fixed: Double
    /// Months, from the first simulated one, in which that amount is taken.
    var months: Range<Int>

    /// - Parameter start: the first simulated month.
    init(_ deduction: Deduction, start: YearMonth) {
      (share, exempt, level) = (deduction.share, deduction.exempt, deduction.level)
      fixed = deduction.fixed?.double ?? 0
      months = Int.min..<Int.max
      if let span = deduction.months { months = (span.lowerBound - start)..<(span.upperBound - start + 1) }
    }
  }
}

/// What is withheld of every benefit, in one list: plain numbers, so that no month counts references.
struct WithholdingRows {
  let all: [HouseholdPlan.Withholding]
  /// [benefit]: places in ``all``.
  let ofBenefit: [Range<Int>]

  init(_ plan: HouseholdPlan) {
    all = plan.benefits.flatMap(\.withholdings)
    var start = 0
    ofBenefit = plan.benefits.map {
      start += $0.withholdings.count
      return (start - $0.withholdings.count)..<start
    }
  }
}

extension HouseholdBlock {
  /// A benefit's gross amounts of a month, less what is withheld from them.
  func withhold(
    _ benefit: Int, of source: Int, from gross: UnsafePointer<Double>, into net: UnsafeMutablePointer<Double>,
    _ month: Int, at: Int, _ tables: LevelRows
  ) {
    let places = withheld.ofBenefit[benefit]
    if places.isEmpty { net.update(from: gross, count: active) }
    for place in places {
      let taken = withheld.all[place]
      let before = place == places.lowerBound ? gross : UnsafePointer(net)
      if taken.fixed > 0 {
        let amount = taken.months.contains(month) ? taken.fixed : 0
        for lane in 0..<active { net[lane] = max(0, before[lane] - amount) }
        continue
      }
      let level = taken.exempt == 0 ? nil : tables.level(taken.level, of: source) + at
      ck_hinge_row(net, before, gross, -taken.share, taken.exempt, level, active)
    }
  }
}
