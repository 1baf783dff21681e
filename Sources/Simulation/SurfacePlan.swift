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
    /// Index into the axis's bases.
    var basis: Int
    /// From this month on no right to the pension is left unused.
    var used: Int
    var netBefore: Double
    var runs: Range<Int>
    var withheld: Range<Int>
    /// Whether sums over its months tell its worth: one run of every month follows the other on one level, the rest is on top.
    var isSmooth: Bool
  }

  struct Axis: Sendable {
    var source: Int
    var claims: [Claim]
    /// First month in which the pension could be drawn.
    var claimable: Int
    var bases: [String]
    /// By claim: what takes its place after changes of law, fewer of them before more.
    var others: [[(change: HouseholdPlan.Other, claim: Claim)]] = []
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
  /// Level whose January its limit goes by; nil where there is none.
  private(set) var limitLevel: Int?
  /// The level by which every inner claim moves from `settled` on; nil where they do not share one.
  private(set) var tailLevel: Int?
  /// From this month on no inner claim changes but by that level.
  private(set) var settled = 0

  /// Steps of the inner claims, in order of months; nil where they are not all multiples of one level.
  private(set) var steps: [ck_step]?
  /// Pairs of levels, exempt and paid, whose ratio tells whether all of an exemption is exceeded.
  private(set) var ratios: [Ratio] = []

  /// Income that no claim brings.
  private(set) var stated: [StatedIncome] = []

  /// Levels that runs and exemptions are multiples of.
  private(set) var summed: [Int] = []

  struct Ratio: Hashable, Sendable {
    var exempt: Int
    var paid: Int
  }

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
    if let allowance = plan.allowance {
      allowanceLevel = allowance.level.map { index(Series(source: allowance.source, level: $0)) }
      limitLevel = allowance.limitRule?.level.map { index(Series(source: allowance.source, level: $0)) }
    }
    let pensionRuns = runs.count
    addStated()
    summed = Set(runs[..<pensionRuns].map { Int($0.level) } + withheld.filter { $0.exempt != 0 }.map { Int($0.level) })
      .sorted()
    findTail()
    findSteps()
  }

  private mutating func addStated() {
    for payment in plan.payments where !payment.isClaimed {
      let benefit = plan.benefits[payment.benefit]
      let first = runs.count
      for term in benefit.terms { append(term, from: max(0, benefit.from)) }
      stated.append(
        StatedIncome(
          source: benefit.source, runs: first..<runs.count,
          kept: benefit.withholdings.reduce(1) { $0 - $1.share },
          counts: plan.minimum.map { $0.shares[payment.kind, default: $0.countedShare] } ?? 0))
    }
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
    var bases: [String] = []
    for basis in payments.flatMap({ [$0.basis] + $0.others.map(\.basis) }) where !bases.contains(basis) {
      bases.append(basis)
    }
    var claims: [Claim] = []
    var others: [[(change: HouseholdPlan.Other, claim: Claim)]] = []
    for (payment, used) in zip(payments, axis.used[part]) {
      let filed = payment.filed - plan.firstMonth
      claims.append(
        claim(
          plan.benefits[payment.benefit], filed: filed, basis: bases.requiredIndex(of: payment.basis), used: used))
      var placed: [(change: HouseholdPlan.Other, claim: Claim)] = []
      for other in payment.others {
        let basis = bases.requiredIndex(of: other.basis)
        placed.append(
          (
            other,
            claim(
              plan.benefits[other.benefit], filed: other.filed - plan.firstMonth, basis: basis, used: used)
          ))
      }
      others.append(placed)
    }
    return Axis(source: source, claims: claims, claimable: axis.claimable[part], bases: bases, others: others)
  }

  private mutating func claim(_ benefit: HouseholdPlan.Benefit, filed: Int, basis: Int, used: Int) -> Claim {
    let (firstRun, firstWithheld) = (runs.count, withheld.count)
    for term in benefit.terms { append(term, from: max(0, benefit.from)) }
    let monthly = runs[firstRun...].filter { $0.step == 1 }
    let level = monthly.first?.level
    for share in benefit.withholdings {
      var held = ck_withholding(share: share.share, exempt: share.exempt, level: 0, ratio: 0)
      if share.exempt != 0 {
        held.level = Int32(index(Series(source: benefit.source, level: share.level)))
        if let level { held.ratio = Int32(index(Ratio(exempt: Int(held.level), paid: Int(level)))) }
      }
      withheld.append(held)
    }
    var reached = Int32(max(0, benefit.from))
    var isSmooth = monthly.allSatisfy { $0.level == level } && runs[firstRun...].allSatisfy { $0.scale > 0 }
    for run in monthly {
      isSmooth = isSmooth && run.from == reached
      reached = run.to
    }
    return Claim(
      from: benefit.from, filed: filed, basis: basis, used: used, netBefore: benefit.netBefore,
      runs: firstRun..<runs.count, withheld: firstWithheld..<withheld.count,
      isSmooth: isSmooth && reached == plan.months)
  }

  private mutating func index(_ ratio: Ratio) -> Int {
    if let known = ratios.firstIndex(of: ratio) { return known }
    ratios.append(ratio)
    return ratios.count - 1
  }

  /// Splits a term into runs of one factor each; single months a year apart are one run.
  private mutating func append(_ term: HouseholdPlan.Term, from first: Int) {
    let unit = plan.units[term.unit]
    let level = Int32(index(Series(source: unit.source, level: unit.level)))
    let entry = Int32(index(Entry(source: unit.source, year: unit.entryYear)))
    let known = runs.count
    var month = first
    while month < term.scale.count {
      let scale = term.scale[month]
      var end = month + 1
      while end < term.scale.count, term.scale[end] == scale { end += 1 }
      if scale != 0, runs.count > known, let last = runs.last, end - month == 1, last.scale == scale,
        Int(last.to) + 11 == month, last.step == 12 || last.to - last.from == 1
      {
        (runs[runs.count - 1].to, runs[runs.count - 1].step) = (Int32(end), 12)
      } else if scale != 0 {
        runs.append(ck_run(level: level, entry: entry, from: Int32(month), to: Int32(end), step: 1, scale: scale))
      }
      month = end
    }
    guard runs.count > known, runs[known...].allSatisfy({ $0.step == 12 || $0.to - $0.from == 1 }) else { return }
    for run in known..<runs.count { runs[run].step = 12 }
  }

  private mutating func findTail() {
    var shared: Int32?
    for claim in inner.claims {
      for run in runs[claim.runs] {
        guard run.to == plan.months, run.step == 1 else {
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

  private mutating func findSteps() {
    let all = inner.claims.flatMap { runs[$0.runs] }
    guard inner.claims.allSatisfy(\.isSmooth), all.allSatisfy({ $0.step == 1 && $0.level == all.first?.level }) else {
      return
    }
    steps = inner.claims.enumerated().flatMap { number, claim in
      runs[claim.runs].map { ck_step(month: $0.from, claim: Int32(number), entry: $0.entry, scale: $0.scale) }
    }.sorted { ($0.month, $0.claim) < ($1.month, $1.claim) }
  }

  /// Factors of the inner claims from `settled` on, on a lane with these entry values.
  func tailFactors(_ entries: UnsafePointer<Double>, into factors: UnsafeMutablePointer<Double>) {
    for number in inner.claims.indices {
      var factor = 0.0
      for index in inner.claims[number].runs where runs[index].to == plan.months && runs[index].step == 1 {
        factor += runs[index].scale * entries[Int(runs[index].entry)]
      }
      factors[number] = factor
    }
  }
}
