// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

extension HouseholdPlan {
  /// An income that the household states, paid from its first month on without a claim.
  public struct StatedPayment: Hashable, Sendable {
    /// Whose it is; it ends with that person's death.
    public var person: Int
    /// Index into ``HouseholdPlan/sources``, of one for stated amounts.
    public var source: Int
    public var kind: IncomeKind
    public var follows: AmountFollows
    /// First month and last, included; nil where it goes on for life.
    public var from: YearMonth
    public var through: YearMonth?
    /// A month, at the prices and wages of the valuation month.
    public var gross: Double
    public var net: Double
    /// What the other of two people goes on being paid of it after that death.
    public var survivorShare: Double

    public init(
      person: Int, source: Int, kind: IncomeKind, follows: AmountFollows, from: YearMonth, through: YearMonth?,
      gross: Double, net: Double, survivorShare: Double = 0
    ) {
      (self.person, self.source, self.kind, self.follows) = (person, source, kind, follows)
      (self.from, self.through, self.gross, self.net) = (from, through, gross, net)
      self.survivorShare = survivorShare
    }
  }

  /// Adds a stated income and returns its payment rows: the person's, and the other's after a death.
  public mutating func add(_ stated: StatedPayment) -> [Int] {
    var rows = [row(of: payment(of: stated, to: stated.person))]
    if stated.survivorShare > 0, lifetimes.count == 2 {
      var left = payment(of: stated, to: 1 - stated.person)
      left.survivor = Survivor(
        deceased: stated.person, deaths: 0...months, shares: [stated.survivorShare], starts: [0], delay: 0, raised: [],
        raisedMonths: 0, own: nil)
      rows.append(row(of: left))
    }
    return rows
  }

  private mutating func payment(of stated: StatedPayment, to person: Int) -> Payment {
    let unit = index(of: Unit(source: stated.source, level: stated.follows.rawValue, entryYear: asOf.year))
    let scale = (0..<months).map { month in
      let date = firstMonth + month
      return date >= stated.from && date <= stated.through ?? date ? stated.gross : 0
    }
    let withheld = stated.gross > 0 ? 1 - stated.net / stated.gross : 0
    let benefit = index(
      of: Benefit(
        person: person, source: stated.source, from: max(0, stated.from - firstMonth),
        terms: [Term(unit: unit, scale: scale)],
        withholdings: withheld == 0 ? [] : [Withholding(share: withheld)], netBefore: 0))
    var payment = Payment(benefit: benefit, filed: firstMonth, basis: "")
    (payment.kind, payment.isClaimed) = (stated.kind, false)
    return payment
  }

  /// What the means test counts of a pension; of 1 where it counts none, so that other kinds can be weighed against it.
  var countedShare: Double {
    guard let minimum else { return 0 }
    return minimum.countedShare == 0 && payments.contains { $0.kind != .pension } ? 1 : minimum.countedShare
  }

  /// Payments that the means test does not count like ``countedShare``, and by which factor.
  func weighted() -> [(payment: Int, factor: Double)] {
    guard let minimum, payments.contains(where: { $0.kind != .pension }) else { return [] }
    let share = countedShare
    return payments.enumerated().compactMap { index, payment in
      let factor = minimum.shares[payment.kind, default: minimum.countedShare] / share
      return factor == 1 ? nil : (index, factor)
    }
  }
}

extension HouseholdBlock {
  /// Counts payments in the means test as their kind is counted; ``countWhole()`` takes it back.
  func countByKind(waits: Bool) {
    for (number, (payment, factor)) in weighted.enumerated() {
      let (now, due) = (row(layout.nowGross + payment), row(layout.dueGross + payment))
      row(layout.whole + number).update(from: now, count: active)
      for lane in 0..<active { now[lane] *= factor }
      if waits { for lane in 0..<active { due[lane] *= factor } }
    }
  }

  func countWhole() {
    for (number, (payment, _)) in weighted.enumerated() {
      row(layout.nowGross + payment).update(from: row(layout.whole + number), count: active)
    }
  }
}

extension HouseholdPlan.Withholding {
  /// A share of every payment.
  init(share: Double) {
    (self.share, exempt, level, fixed, months) = (share, 0, 0, 0, Int.min..<Int.max)
  }
}
