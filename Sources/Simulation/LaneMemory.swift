// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels

/// Rows of one number a lane, all in one piece of memory, owned by one task.
struct LaneMemory: ~Copyable {
  let lanes: Int
  let rows: Int
  private let base: UnsafeMutablePointer<Double>

  init(rows: Int, lanes: Int) {
    (self.rows, self.lanes) = (rows, lanes)
    base = .allocate(capacity: max(1, rows * lanes))
    base.initialize(repeating: 0, count: max(1, rows * lanes))
  }

  deinit { base.deallocate() }

  /// First lane of a row; the next rows follow.
  @inline(__always)
  func row(_ index: Int) -> UnsafeMutablePointer<Double> {
    precondition(index <= rows, "row \(index) of \(rows)")
    return base + index * lanes
  }

  /// Sets `count` rows from `first` to zero.
  func clear(_ first: Int, count: Int) {
    precondition(first + count <= rows, "rows \(first) to \(first + count) of \(rows)")
    ck_fill(base + first * lanes, 0, count * lanes)
  }
}

/// Where each kind of row starts in a block's memory.
struct RowLayout: Sendable {
  let conversion, alive, lived, longest, adults, need, threshold, unit, gross, net, due, waitingNet, first: Int
  /// By currency: the rate of the half-year, and foreign money at that rate, for the means test.
  let frozen, counted: Int
  /// By savings: interest, growth, and what the currency was worth the month before; by strategy and savings: what is left.
  let interest, growth, before, account: Int
  /// Savings, the annuity's share and scratch of the means test; by strategy: its line.
  let wealth, line: Int
  /// What the money of the means test was worth a month before, for the advances that are owed in it.
  let advanceWorth: Int
  /// Amount and limit of the yearly allowance; what the limit goes by, how many elders live, and what they have, where it says so.
  let allowance: Int
  /// Gross amounts of payments that the means test counts in part, to go on with.
  let whole: Int
  /// Weight, gross and net of a survivor's payment; the share of each such payment.
  let survivor, survivorShare: Int
  /// The share of a survivor's first months, and the month from which it is no more; level, income, sum and rest of a test of income.
  let raisedShare, raisedUntil, hinge: Int
  /// By person: alive or in the month of death; there where some country pays that month.
  let dying: Int
  let paysMonthOfDeath: Bool
  let chosen, begin: Int
  /// By payment: from when each other benefit stands in its place.
  let others: [Int]
  /// By source: from when its fund runs short.
  let shortfallFrom: Int
  let nowGross, dueGross, lump, paidNet, value, year, annuity, yearMonths, state, rows: Int

  init(_ plan: HouseholdPlan) {
    var next = 0
    func take(_ count: Int) -> Int {
      defer { next += count }
      return next
    }
    let (people, benefits, payments) = (plan.lifetimes.count, plan.benefits.count, plan.payments.count)
    let currencies = plan.areas.currencies.count
    conversion = take(currencies)
    let freezes = plan.minimum?.freezesRate == true
    frozen = take(freezes ? currencies : 0)
    counted = take(freezes ? currencies : 0)
    alive = take(people)
    lived = take(people)
    longest = take(1)
    adults = take(1)
    need = take(1)
    threshold = take(1)
    unit = take(plan.units.count)
    gross = take(benefits)
    net = take(benefits)
    due = take(1)
    waitingNet = take(payments)
    first = take(payments)
    let savings = plan.savings.count
    interest = take(savings)
    growth = take(savings)
    before = take(savings)
    account = take(savings * plan.strategies.count)
    let countsWealth = plan.minimum?.wealth != nil
    wealth = take(countsWealth ? 3 : 0)
    line = take(countsWealth ? plan.strategies.count : 0)
    advanceWorth = take(plan.minimum == nil ? 0 : 1)
    allowance = take(plan.allowance.map { $0.isPlain ? 2 : 4 } ?? 0)
    whole = take(plan.weighted().count)
    let hasSurvivors = plan.payments.contains { $0.survivor != nil }
    survivor = take(hasSurvivors ? 3 : 0)
    survivorShare = take(hasSurvivors ? payments : 0)
    let raises = plan.payments.contains { $0.survivor?.raised.isEmpty == false }
    raisedShare = take(raises ? payments : 0)
    raisedUntil = take(raises ? payments : 0)
    hinge = take(plan.payments.contains { $0.survivor?.test != nil } ? 4 : 0)
    paysMonthOfDeath = plan.paysMonthOfDeath
    dying = take(paysMonthOfDeath ? people : 0)
    chosen = take(2)
    begin = take(payments)
    var others: [Int] = []
    for payment in plan.payments { others.append(take(payment.others.count)) }
    self.others = others
    shortfallFrom = take(plan.sources.count)
    nowGross = take(payments)
    dueGross = take(payments)
    lump = take(payments)
    paidNet = take(payments)
    value = take(payments)
    year = take(payments)
    annuity = take(1)
    yearMonths = take(1)
    state = take(plan.strategies.count * HouseholdBlock.stateRows)
    rows = next
  }
}
