// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Pensions
import Quantities

extension HouseholdPlan {
  /// What makes a payment one to a survivor.
  struct Survivor: Hashable, Sendable {
    /// Whose death brings it.
    var deceased: Int
    /// Months of death for which it holds.
    var deaths: ClosedRange<Int>
    /// By month of death from the first of `deaths` on; the last holds on.
    var shares: [Double]
    /// By month of death as `shares`: no payment before that month.
    var starts: [Int]
    /// How many months after the death the first one is.
    var delay: Int
    /// By month of death as `shares`: the share of the first months, and how many they are; empty where none are raised.
    var raised: [Double]
    var raisedMonths: Int
    /// The survivor's own payment that it is set against; nil where it is paid beside it.
    var own: Int?
    /// What other income takes off it; nil where it is paid beside it.
    var test: IncomeSum?
    /// Paid once, in the month of death, in place of a pension; 0 for a pension.
    var lumpSum = 0.0

    /// The same where the payments of `used` alone are left, in their order.
    func renumbered(_ used: [Int]) -> Survivor {
      var survivor = self
      survivor.own = own.flatMap { used.firstIndex(of: $0) }
      survivor.test = test?.renumbered(used)
      return survivor
    }
  }

  /// Adds what one person's death leaves to another and returns the number of its payment row.
  ///
  /// It is paid without delay, from the month of death or, where that month is paid to the dead person, the next one at the earliest.
  ///
  /// - Parameters:
  ///   - own: row of the survivor's own pension from the same country; nil without one.
  ///   - incomes: the survivor's payments that a test of income may look at.
  public mutating func add(
    _ left: SurvivorAward, to survivor: Int, from deceased: Int, source: Int, deductions: [Deduction], own: Int?,
    incomes: [(payment: Int, kind: IncomeTest.Kind)] = []
  ) -> Int? {
    let first = max(0, left.deaths.lowerBound - firstMonth)
    let last = min(months, left.deaths.upperBound - firstMonth)
    guard first <= last, left.shares.contains(where: { $0 > 0 }) else { return nil }
    let skipped = min(first - (left.deaths.lowerBound - firstMonth), left.shares.count - 1)
    let shares = Array(left.shares[skipped...])
    let raised = left.raised.map { Array($0.shares[min(skipped, $0.shares.count - 1)...]) }
    let starts = shares.indices.map { index in
      left.starts.isEmpty
        ? left.award.from : max(left.award.from, left.starts[min(skipped + index, left.starts.count - 1)])
    }
    let benefit = addBenefit(left.award, person: survivor, source: source, deductions: deductions)
    let payment = Payment(
      benefit: benefit, filed: firstMonth, basis: left.award.basis,
      survivor: Survivor(
        deceased: deceased, deaths: first...last, shares: shares, starts: starts.map { max(0, $0 - firstMonth) },
        delay: left.firstMonthAfterDeath, raised: raised ?? [], raisedMonths: left.raised?.months ?? 0,
        own: left.paysExcessOverOwn ? own : nil,
        test: left.incomeTest.map { IncomeSum($0, source: source, of: incomes) }))
    return row(of: payment)
  }
}

extension HouseholdPlan {
  /// Adds the single payment that a death brings to another person and returns the number of its row; nil where there is none.
  public mutating func add(
    lumpSumOf left: SurvivorAward, to survivor: Int, from deceased: Int, source: Int
  ) -> Int? {
    let first = max(0, left.deaths.lowerBound - firstMonth)
    let last = min(months, left.deaths.upperBound - firstMonth)
    guard let amount = left.lumpSum, first <= last else { return nil }
    var nothing = left.award
    (nothing.components, nothing.from) = ([], firstMonth)
    let benefit = addBenefit(nothing, person: survivor, source: source, deductions: [])
    return row(
      of: Payment(
        benefit: benefit, filed: firstMonth, basis: left.award.basis,
        survivor: Survivor(
          deceased: deceased, deaths: first...last, shares: [1], starts: [0], delay: 0, raised: [], raisedMonths: 0,
          lumpSum: amount.double)))
  }
}

/// What every month asks of survivors' payments, in lists: plain numbers, so that no month counts references.
struct SurvivorRows {
  struct Row {
    var benefit, source: Int
    /// Row of the survivor's life, and of what the money is worth.
    var alive, conversion: Int
    var own: Int?
    var isRaised: Bool
    var lumpSum: Double
    var test: Test?
  }

  struct Test {
    var source, level: Int
    /// Row of what the money of the country that tests is worth.
    var conversion: Int
    /// Places in ``SurvivorRows/counted`` and ``SurvivorRows/hinges``.
    var counted, hinges: Range<Int>
  }

  struct Counted {
    var payment: Int
    var weight, free: Double
    /// Row of what its money is worth; nil where the country that tests counts in it.
    var conversion: Int?
  }

  /// In the order of the plan's payments.
  private(set) var rows: [Row] = []
  private(set) var counted: [Counted] = []
  private(set) var hinges: [Hinge] = []

  init(_ plan: HouseholdPlan, _ layout: RowLayout) {
    func currency(_ source: Int) -> Int { plan.sources[source].currency }
    for payment in plan.payments {
      guard let survivor = payment.survivor else { continue }
      let benefit = plan.benefits[payment.benefit]
      let test = survivor.test.map { test in
        let money = currency(test.source)
        let (first, firstHinge) = (counted.count, hinges.count)
        counted += test.rows.map {
          let own = currency(plan.benefits[plan.payments[$0.payment].benefit].source)
          return Counted(
            payment: $0.payment, weight: $0.weight, free: $0.free,
            conversion: own == money ? nil : layout.conversion + own)
        }
        hinges += test.hinges
        return Test(
          source: test.source, level: test.level, conversion: layout.conversion + money,
          counted: first..<counted.count, hinges: firstHinge..<hinges.count)
      }
      rows.append(
        Row(
          benefit: payment.benefit, source: benefit.source,
          alive: (plan.sources[benefit.source].paysMonthOfDeath ? layout.dying : layout.alive) + benefit.person,
          conversion: layout.conversion + currency(benefit.source), own: survivor.own,
          isRaised: !survivor.raised.isEmpty, lumpSum: survivor.lumpSum, test: test))
    }
  }
}

extension HouseholdBlock {
  /// Sets when and with which share each lane's death brings a survivor's payment.
  ///
  /// - Returns: the months in which somebody may be paid it, and two more, after which its rows are zero again.
  func startSurvivor(_ survivor: HouseholdPlan.Survivor, payment index: Int, count: Int) -> Range<Int> {
    let (begin, share) = (row(layout.begin + index), row(layout.survivorShare + index))
    let lived = row(layout.lived + survivor.deceased)
    let survives = row(layout.lived + plan.benefits[plan.payments[index].benefit].person)
    begin.update(repeating: .infinity, count: lanes)
    share.update(repeating: 0, count: lanes)
    var (first, end) = (Int.max, 0)
    for lane in 0..<count {
      let death = Int(lived[lane])
      guard survivor.deaths.contains(death) else { continue }
      let place = min(death - survivor.deaths.lowerBound, survivor.shares.count - 1)
      let start = max(death + survivor.delay, survivor.starts[place])
      begin[lane] = Double(start)
      share[lane] = survivor.shares[place]
      if start <= Int(survives[lane]) { (first, end) = (min(first, start), max(end, Int(survives[lane]) + 2)) }
      guard !survivor.raised.isEmpty else { continue }
      row(layout.raisedShare + index)[lane] = survivor.raised[min(place, survivor.raised.count - 1)]
      row(layout.raisedUntil + index)[lane] = Double(death + survivor.raisedMonths + 1)
    }
    return first < end ? first..<end : 0..<0
  }

  /// Pays a survivor's month: gross for the means test and net, in the household's real money.
  ///
  /// - Parameter counted: what the country's money counts in the means test.
  func pay(
    _ survivor: SurvivorRows.Row, row index: Int, month: Int, at: Int, counted: UnsafePointer<Double>, waits: Bool,
    _ tables: LevelRows
  ) {
    let (weight, gross, net) = (row(layout.survivor), row(layout.survivor + 1), row(layout.survivor + 2))
    if survivor.lumpSum > 0 {
      let begin = row(layout.begin + index)
      for lane in 0..<active { gross[lane] = begin[lane] == Double(month) ? survivor.lumpSum : 0 }
      pay(gross, gross, survivor, row: index, counted: counted, waits: waits)
      return
    }
    var share = UnsafePointer(row(layout.survivorShare + index))
    if survivor.isRaised {
      // `net` is free until the gross amount is known.
      ck_switch_row(
        net, row(layout.raisedShare + index), share, row(layout.raisedUntil + index), Double(month), active)
      share = UnsafePointer(net)
    }
    ck_switch_row(weight, share, nil, row(layout.begin + index), Double(month), active)
    ck_product_row(gross, row(layout.gross + survivor.benefit), weight, active)
    // What is set against the survivor's own pension is paid as far as it is above that.
    if let own = survivor.own { ck_hinge_row(gross, nil, gross, 1, 1, amount(own, layout.gross, month), active) }
    if let test = survivor.test { reduce(gross, by: test, month, at: at, tables) }
    withhold(survivor.benefit, of: survivor.source, from: gross, into: net, month, at: at, tables)
    pay(gross, net, survivor, row: index, counted: counted, waits: waits)
  }

  private func pay(
    _ gross: UnsafePointer<Double>, _ net: UnsafePointer<Double>, _ survivor: SurvivorRows.Row, row index: Int,
    counted: UnsafePointer<Double>, waits: Bool
  ) {
    let (now, alive) = (row(layout.nowGross + index), row(survivor.alive))
    ck_real_row(now, gross, counted, alive, active)
    ck_real_row(row(layout.paidNet + index), net, row(survivor.conversion), alive, active)
    if waits { row(layout.dueGross + index).update(from: now, count: active) }
  }
}
