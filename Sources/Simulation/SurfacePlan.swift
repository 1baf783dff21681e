// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

/// One law regime's part of a ``ClaimSurface``: each claim as runs of months in which nothing but a level moves.
struct SurfacePlan: Sendable {
  /// A claim of one pension.
  struct Claim: Sendable {
    var from: Int
    var filed: Int
    var basis: String
    /// From this month on no right to the pension is left unused.
    var used: Int
    var canBeTightened: Bool
    var netBefore: Double
    var runs: Range<Int>
    var withheld: Range<Int>
  }

  struct Axis: Sendable {
    var source: Int
    var claims: [Claim]
    /// First month in which the pension could be drawn.
    var claimable: Int
    var bases: [String]
  }

  let plan: HouseholdPlan
  private(set) var outer: Axis
  private(set) var inner: Axis
  private(set) var runs: [ck_run] = []
  private(set) var withheld: [ck_withholding] = []
  /// Level series in use.
  private(set) var levels: [Series] = []
  private(set) var entries: [Entry] = []
  /// Level of the means test's threshold.
  private(set) var lineLevel: Int?
  /// Level of the yearly allowance; nil where it stays what it is.
  private(set) var allowanceLevel: Int?
  /// The level by which every inner claim moves from `settled` on; nil where they do not share one.
  private(set) var tailLevel: Int?
  /// From this month on no inner claim changes but by that level.
  private(set) var settled = 0

  struct Series: Hashable, Sendable {
    var source: Int
    var level: Int
  }

  struct Entry: Hashable, Sendable {
    var source: Int
    var year: Int
  }

  init(_ plan: HouseholdPlan, outer: ClaimSurface.Axis, inner: ClaimSurface.Axis, part: Int) {
    self.plan = plan
    self.outer = Axis(source: 0, claims: [], claimable: 0, bases: [])
    self.inner = self.outer
    self.outer = axis(outer, part)
    self.inner = axis(inner, part)
    if let minimum = plan.minimum { lineLevel = index(Series(source: minimum.source, level: minimum.level)) }
    if let allowance = plan.allowance, let level = allowance.level {
      allowanceLevel = index(Series(source: allowance.source, level: level))
    }
    findTail()
  }

  private mutating func index(_ series: Series) -> Int {
    if let known = levels.firstIndex(of: series) { return known }
    levels.append(series)
    return levels.count - 1
  }

  private mutating func index(_ entry: Entry) -> Int {
    if let known = entries.firstIndex(of: entry) { return known }
    entries.append(entry)
    return entries.count - 1
  }

  private mutating func axis(_ axis: ClaimSurface.Axis, _ part: Int) -> Axis {
    let payments = axis.payments[part].map { plan.payments[$0] }
    let source = plan.benefits[payments[0].benefit].source
    var claims: [Claim] = []
    for (payment, used) in zip(payments, axis.used[part]) {
      let benefit = plan.benefits[payment.benefit]
      let (firstRun, firstWithheld) = (runs.count, withheld.count)
      for term in benefit.terms { append(term, from: max(0, benefit.from)) }
      for share in benefit.withholdings {
        withheld.append(
          ck_withholding(
            share: share.share, exempt: share.exempt,
            level: share.exempt == 0 ? 0 : Int32(index(Series(source: benefit.source, level: share.level)))))
      }
      claims.append(
        Claim(
          from: benefit.from, filed: payment.filed - plan.firstMonth, basis: payment.basis, used: used,
          canBeTightened: payment.canBeTightened, netBefore: benefit.netBefore, runs: firstRun..<runs.count,
          withheld: firstWithheld..<withheld.count))
    }
    var bases: [String] = []
    for claim in claims where !bases.contains(claim.basis) { bases.append(claim.basis) }
    return Axis(source: source, claims: claims, claimable: axis.claimable[part], bases: bases)
  }

  /// Splits a term into runs of one factor each.
  private mutating func append(_ term: HouseholdPlan.Term, from first: Int) {
    let unit = plan.units[term.unit]
    let level = Int32(index(Series(source: unit.source, level: unit.level)))
    let entry = Int32(index(Entry(source: unit.source, year: unit.entryYear)))
    var month = first
    while month < term.scale.count {
      let scale = term.scale[month]
      var end = month + 1
      while end < term.scale.count, term.scale[end] == scale { end += 1 }
      if scale != 0 {
        runs.append(ck_run(level: level, entry: entry, from: Int32(month), to: Int32(end), scale: scale))
      }
      month = end
    }
  }

  private mutating func findTail() {
    var shared: Int32?
    for claim in inner.claims {
      for run in runs[claim.runs] {
        guard run.to == plan.months else {
          settled = max(settled, Int(run.to))
          continue
        }
        settled = max(settled, Int(run.from))
        if let shared, shared != run.level { return }
        shared = run.level
      }
    }
    tailLevel = shared.map(Int.init)
  }

  /// Factors of the inner claims from `settled` on, on a lane with these entry values.
  func tailFactors(_ entries: UnsafePointer<Double>, into factors: UnsafeMutablePointer<Double>) {
    for (number, claim) in inner.claims.enumerated() {
      factors[number] = runs[claim.runs].reduce(0) {
        $1.to == plan.months ? $0 + $1.scale * entries[Int($1.entry)] : $0
      }
    }
  }
}
