// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Longevity
import Pensions
import Quantities

extension HouseholdPlan.Benefit {
  /// Whether it is never paid, but paid for.
  var isPrice: Bool {
    worker == nil && terms.contains { $0.scale.contains { $0 < 0 } }
      && terms.allSatisfy { $0.scale.allSatisfy { $0 <= 0 } }
  }
}

extension HouseholdPlan {
  /// Means-tested income of the household.
  struct Minimum: Sendable {
    var source: Int
    var level: Int
    /// [adults alive], as long as the household and one more.
    var amounts: [Double]
    var countedShare: Double
    var shares: [IncomeKind: Double]
    /// Months in which it can be had.
    var months: ClosedRange<Int>
    /// Whether a pension that could be drawn but is not claimed shuts it out.
    var otherRightsFirst: Bool
    /// Whether arrears of months before the simulated ones are income of the month in which they come.
    var countsArrears: Bool
    /// Foreign pensions count at the rate of the last January or July.
    var freezesRate: Bool
    /// How savings count; nil where they do not.
    var wealth: WealthTest?
  }

  /// Adds means-tested income paid by `source`.
  ///
  /// - Parameters:
  ///   - elders: the household's people, the eldest first; asked for where savings count.
  ///   - unit: what the country's money is worth in the valuation month, in the money that is spent.
  public mutating func set(minimum answer: SocialMinimum, source: Int, elders: [Int] = [], unit: Double = 1) {
    let first = max(0, answer.months.lowerBound - firstMonth)
    let last = min(months - 1, answer.months.upperBound - firstMonth)
    guard first <= last, let most = answer.amountByAdults.last else { return }
    let amounts = (0...lifetimes.count).map { $0 < answer.amountByAdults.count ? answer.amountByAdults[$0] : most }
    minimum = Minimum(
      source: source, level: answer.level, amounts: amounts, countedShare: answer.countedShare,
      shares: Dictionary(uniqueKeysWithValues: IncomeKind.allCases.map { ($0, answer.countedShare(of: $0)) }),
      months: first...last,
      otherRightsFirst: answer.otherRightsFirst, countsArrears: answer.countsArrears, freezesRate: answer.freezesRate,
      wealth: answer.wealth.map { WealthTest($0, elders: elders, unit: unit, of: lifetimes, months: months) })
  }

  /// How savings count in the means test, as far as the lanes need it.
  struct WealthTest: Hashable, Sendable {
    /// Real money beyond which nothing is paid; nil where savings count as an annuity.
    var limit: Double?
    /// The youngest first: a person, and [month] one over the months that are left to the person on average.
    var annuities: [Annuity]

    struct Annuity: Hashable, Sendable {
      var person: Int
      var share: [Double]
    }

    /// - Parameter unit: what the country's money is worth in the valuation month, in the money that is spent.
    init(_ rule: SocialMinimum.WealthRule, elders: [Int], unit: Double, of lifetimes: [LifetimeTable], months: Int) {
      switch rule {
      case .excludedAbove(let amount): (limit, annuities) = (amount * unit, [])
      case .annuity:
        limit = nil
        annuities = elders.reversed().map { Annuity(person: $0, share: Self.shares(lifetimes[$0], months: months)) }
      }
    }

    /// One over the months that somebody who lives through a month has left on average, a year at the least.
    private static func shares(_ lifetime: LifetimeTable, months: Int) -> [Double] {
      let survival = lifetime.survival
      var left = 0.0
      var shares = [Double](repeating: 1.0 / 12, count: months)
      for month in stride(from: survival.count - 2, through: 0, by: -1) {
        left += survival[month + 1]
        if month < months, survival[month] > 0 { shares[month] = 1 / max(12, left / survival[month]) }
      }
      return shares
    }
  }
}

extension HouseholdBlock {
  /// The line of the means test of each strategy: the household's, less what is left of the strategy's savings as the law counts them.
  func countWealth(_ month: Int) {
    guard let wealth = plan.minimum?.wealth else { return }
    let line = row(layout.threshold)
    let (sum, share, none) = (row(layout.wealth), row(layout.wealth + 1), row(layout.wealth + 2))
    for annuity in wealth.annuities {
      let alive = row(layout.alive + annuity.person)
      for lane in 0..<active where alive[lane] > 0 { share[lane] = annuity.share[month] }
    }
    for strategy in plan.strategies.indices {
      let own = row(layout.line + strategy)
      ck_fill(sum, plan.idleSavings, active)
      for number in plan.savings.indices {
        ck_gross_row(sum, 1, row(layout.account + strategy * plan.savings.count + number), 1, active)
      }
      if let limit = wealth.limit {
        ck_switch_row(own, none, line, sum, limit, active)
      } else {
        ck_product_row(none, sum, share, active)
        ck_hinge_row(own, line, none, -1, 0, nil, active)
      }
    }
  }
}

extension HouseholdBlock {
  /// Adds arrears to what a payment counts in the means test of the month in which it first comes, and to what is due for it: none of it is
  /// an advance.
  func countArrears(
    _ arrears: Double, in month: Int, _ first: UnsafePointer<Double>, _ counted: UnsafePointer<Double>,
    _ alive: UnsafePointer<Double>, _ now: UnsafeMutablePointer<Double>, _ due: UnsafeMutablePointer<Double>
  ) {
    for lane in 0..<active where first[lane] == Double(month) {
      let amount = arrears * counted[lane] * alive[lane]
      now[lane] += amount
      due[lane] += amount
    }
  }

  /// What was advanced is owed in the money that it was paid in, without interest: its real worth moves with that money's.
  func carryAdvances(_ month: Int) {
    guard let minimum = plan.minimum else { return }
    let now = row(layout.conversion + plan.sources[minimum.source].currency)
    let before = row(layout.advanceWorth)
    if month > 0 {
      let change = row(layout.due)
      for lane in 0..<active { change[lane] = now[lane] / before[lane] }
      for strategy in plan.strategies.indices {
        let advance = state(strategy, Int(CK_ADVANCE))
        for lane in 0..<active { advance[lane] *= change[lane] }
      }
    }
    before.update(from: now, count: active)
  }
}
