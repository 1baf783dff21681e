// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Pensions
import Quantities

/// One task's lanes: carries every strategy of a household along a block of paths, month by month.
///
/// Months are outer and lanes inner; a benefit's row is computed once a month for all strategies that hold it.
/// - Amounts due wait in their own currency until the first payment and are converted then, without interest; a person
///   who dies before it gets nothing more.
/// - The means test looks at gross amounts, needs and values at net ones. While a pension waits, means-tested income
///   stands in for it as an advance, and is taken out of the arrears when they come.
struct HouseholdBlock: ~Copyable {
  static let stateRows = Int(CK_STATE_ROWS)
  /// What a need must be missed by to count, as a share of it: far below a cent, far above rounding.
  static let tolerance = 1e-9

  let plan: HouseholdPlan
  let layout: RowLayout
  let lanes: Int
  private let memory: LaneMemory
  let listed: [Int32]
  let offsets: [Int32]
  private let shortfall: FundShortfall?
  /// Last month in which something waits for its first payment on some lane.
  private var lastFirstPayment = -1
  /// [month][strategy]: 1 where no right is left unclaimed.
  private let claimed: [[Double]]

  init(_ plan: HouseholdPlan, lanes: Int, shortfall: FundShortfall? = nil) {
    (self.plan, self.lanes, self.shortfall) = (plan, lanes, shortfall)
    layout = RowLayout(plan)
    memory = LaneMemory(rows: layout.rows, lanes: lanes)
    listed = plan.strategies.flatMap { $0.map(Int32.init) }
    var offsets: [Int32] = [0]
    for strategy in plan.strategies { offsets.append(offsets[offsets.count - 1] + Int32(strategy.count)) }
    self.offsets = offsets
    claimed = plan.claimedRights()
  }

  /// A row of results, valid until the next run.
  func row(_ index: Int) -> UnsafeMutablePointer<Double> { memory.row(index) }

  /// The row of a strategy's state, one of `CK_VALUE` and the like.
  func state(_ strategy: Int, _ kind: Int) -> UnsafeMutablePointer<Double> {
    memory.row(layout.state + strategy * Self.stateRows + kind)
  }

  /// Runs one block of paths.
  ///
  /// - Parameters:
  ///   - indexation: by source of the plan.
  ///   - count: lanes whose paths are wanted; the others are computed and left out.
  ///   - closeYear: called after the last month of each calendar year, before its sums are cleared.
  mutating func run(
    _ economy: EconomyBlock, indexation: [IndexationPaths], draws: LaneDraws, firstPath: Int, count: Int,
    closeYear: (borrowing HouseholdBlock, Int) -> Void
  ) throws {
    precondition(economy.laneCapacity == lanes, "\(economy.laneCapacity) lanes of economy for \(lanes)")
    try start(indexation, draws: draws, firstPath: firstPath, count: count)
    let longest = longestLife()
    let last = min(plan.months, max(longest, 1))
    for month in 0..<last {
      advance(to: month, economy, indexation)
      if (plan.firstMonth + month).month == 12 || month == last - 1 {
        closeYear(self, (plan.firstMonth + month).year)
        memory.clear(layout.year, count: plan.payments.count)
        memory.clear(layout.yearMonths, count: 1)
        for strategy in plan.strategies.indices {
          memory.clear(layout.state + strategy * Self.stateRows + Int(CK_YEAR_TOTAL), count: Int(CK_YEAR_ROWS))
        }
      }
    }
  }

  private mutating func start(_ indexation: [IndexationPaths], draws: LaneDraws, firstPath: Int, count: Int) throws {
    precondition(count <= lanes, "\(count) paths in \(lanes) lanes")
    memory.clear(0, count: layout.rows)
    for (index, source) in indexation.enumerated() {
      for unit in plan.units where unit.source == index {
        let entries = source.entry.count / lanes
        guard (0..<entries).contains(unit.entryYear - source.firstEntryYear), unit.level < source.levels.count else {
          throw SimulationError(
            "\(plan.sources[index].system.name) has no index values for an award of \(unit.entryYear); "
              + "they run from \(source.firstEntryYear) to \(source.firstEntryYear + entries - 1)")
        }
      }
    }
    for lane in 0..<count {
      for person in plan.lifetimes.indices {
        memory.row(layout.lived + person)[lane] = Double(draws.monthsLived(person, path: firstPath + lane))
      }
    }
    let policies = draws.events == nil ? [] : (0..<count).map { draws.policy(path: firstPath + $0) }
    setEvents(policies)
    openAccounts()
    lastFirstPayment = -1
    for (index, payment) in plan.payments.enumerated() {
      if let survivor = payment.survivor {
        startSurvivor(survivor, payment: index, count: count)
        continue
      }
      let benefit = plan.benefits[payment.benefit]
      let first = memory.row(layout.first + index)
      let begin = memory.row(layout.begin + index)
      let filed = payment.filed - plan.firstMonth
      for lane in 0..<count {
        let delay = draws.delay(
          person: benefit.person, source: benefit.source, basis: payment.basis, filed: payment.filed,
          path: firstPath + lane)
        var entitlement = benefit.from + (payment.canBeTightened ? extraMonths(lane, policies, benefit.from) : 0)
        if let raised = payment.afterFullAge, memory.row(layout.fullAgeFrom)[lane] <= Double(benefit.from) {
          entitlement = plan.benefits[raised].from
        }
        begin[lane] = Double(entitlement)
        let month = max(entitlement, filed + delay, 0)
        first[lane] = Double(month)
        lastFirstPayment = max(lastFirstPayment, month)
      }
      memory.row(layout.waitingNet + index).update(repeating: benefit.netBefore, count: lanes)
    }
  }

  /// Months of the changes of law that touch amounts, beyond every month where they do not come.
  private func setEvents(_ policies: [PolicyPath?]) {
    let rows = [
      (layout.windfallFrom, PolicyEvent.wepReinstatement), (layout.fullAgeFrom, .fullRetirementAgeRise),
      (layout.shortfallFrom, .shortfall),
    ]
    for (row, event) in rows {
      memory.row(row).update(repeating: .infinity, count: lanes)
      for (lane, policy) in policies.enumerated() {
        if let month = policy?.arrival(of: event) { memory.row(row)[lane] = Double(month - plan.firstMonth) }
      }
    }
  }

  /// Months by which a tightening before the entitlement moves it.
  private func extraMonths(_ lane: Int, _ policies: [PolicyPath?], _ entitlement: Int) -> Int {
    guard lane < policies.count, let policy = policies[lane],
      let arrival = policy.arrival(of: .luxembourgTightening), arrival - plan.firstMonth <= entitlement
    else { return 0 }
    return policy.luxembourgExtraMonths
  }

  private func longestLife() -> Int {
    var longest = 0.0
    for person in plan.lifetimes.indices {
      let lived = memory.row(layout.lived + person)
      for lane in 0..<lanes where lived[lane] > longest { longest = lived[lane] }
    }
    return Int(longest)
  }

  private mutating func advance(to month: Int, _ economy: EconomyBlock, _ indexation: [IndexationPaths]) {
    let at = month * lanes
    let discount = plan.discount[month]
    convert(economy, at: at)
    let countedConversion = frozenConversion(month)
    countAlive(month)

    for (index, unit) in plan.units.enumerated() {
      let paths = indexation[unit.source]
      paths.levels[unit.level].withUnsafeBufferPointer { level in
        paths.entry.withUnsafeBufferPointer { entry in
          let year = (unit.entryYear - paths.firstEntryYear) * lanes
          ck_product_row(
            memory.row(layout.unit + index), level.baseAddress.unsafelyUnwrapped + at,
            entry.baseAddress.unsafelyUnwrapped + year, lanes)
        }
      }
    }

    for (index, benefit) in plan.benefits.enumerated() where benefit.from <= month {
      let gross = memory.row(layout.gross + index)
      for (number, term) in benefit.terms.enumerated() {
        ck_gross_row(gross, term.scale[month], memory.row(layout.unit + term.unit), number == 0 ? 0 : 1, lanes)
      }
      if benefit.source == plan.shortfallSource, let share = shortfallShare(month) {
        ck_shortfall_row(gross, memory.row(layout.shortfallFrom), Double(month), share, lanes)
      }
      let net = memory.row(layout.net + index)
      net.update(from: gross, count: lanes)
      withhold(benefit, from: net, gross, at: at, indexation)
    }

    let waits = month <= lastFirstPayment
    if waits { carryAdvances(month) }
    for (index, payment) in plan.payments.enumerated() {
      let benefit = plan.benefits[payment.benefit]
      guard benefit.from <= month else { continue }
      let conversion = memory.row(layout.conversion + plan.sources[benefit.source].area.rawValue)
      let counted = countedConversion[plan.sources[benefit.source].area.rawValue]
      if let survivor = payment.survivor {
        let own = survivor.own.map { amount(plan.payments[$0], $0, layout.gross, month) }
        paySurvivor(payment, row: index, month: month, own: own, counted: counted, waits: waits, indexation)
        ck_accumulate_row(
          memory.row(layout.value + index), memory.row(layout.year + index), memory.row(layout.paidNet + index),
          discount, lanes)
        continue
      }
      let alive = memory.row(layout.alive + benefit.person)
      let first = memory.row(layout.first + index)
      let now = memory.row(layout.nowGross + index)
      let gross = amount(payment, index, layout.gross, month)
      let (due, paid) = (memory.row(layout.due), memory.row(layout.paidNet + index))
      if waits {
        ck_real_row(memory.row(layout.dueGross + index), gross, counted, alive, lanes)
        ck_switch_row(now, memory.row(layout.dueGross + index), nil, first, Double(month), lanes)
        let net = amount(payment, index, layout.net, month)
        ck_arrears_row(due, memory.row(layout.waitingNet + index), net, first, Double(month), lanes)
        ck_real_row(paid, due, conversion, alive, lanes)
        ck_real_row(due, net, conversion, alive, lanes)
        ck_lump_row(memory.row(layout.lump + index), paid, due, first, Double(month), lanes)
      } else {
        ck_real_row(now, gross, counted, alive, lanes)
        ck_real_row(paid, amount(payment, index, layout.net, month), conversion, alive, lanes)
      }
      ck_accumulate_row(
        memory.row(layout.value + index), memory.row(layout.year + index), paid, discount, lanes)
    }

    limit(month, at: at, indexation)
    ck_strategy_month(
      memory.row(layout.state), plan.strategies.count, lanes, listed, offsets, open(month),
      memory.row(layout.paidNet), memory.row(layout.nowGross), waits ? memory.row(layout.dueGross) : nil,
      waits ? memory.row(layout.lump) : nil, plan.minimum?.countedShare ?? 0, memory.row(layout.threshold),
      memory.row(layout.need), discount, lanes)
    payAllowance(month, at: at, indexation)
    drawDown(month, economy)
  }

  /// What was advanced is owed in the money that it was paid in, without interest: its real worth moves with that money's.
  private mutating func carryAdvances(_ month: Int) {
    guard let minimum = plan.minimum else { return }
    let now = memory.row(layout.conversion + plan.sources[minimum.source].area.rawValue)
    let before = memory.row(layout.advanceWorth)
    if month > 0 {
      let change = memory.row(layout.due)
      for lane in 0..<lanes { change[lane] = now[lane] / before[lane] }
      for strategy in plan.strategies.indices {
        let advance = state(strategy, Int(CK_ADVANCE))
        for lane in 0..<lanes { advance[lane] *= change[lane] }
      }
    }
    before.update(from: now, count: lanes)
  }

  /// Lets savings earn the month's interest and meet what is missing.
  private func drawDown(_ month: Int, _ economy: EconomyBlock) {
    guard plan.savings != nil else { return }
    let date = plan.firstMonth + month
    for area in [MoneyArea.dollar, .euro] {
      let interest = memory.row(layout.interest + area.rawValue)
      if month == 0 || date.month == 1 {
        let rates = area == .dollar ? economy.us.shortRate : economy.lu.shortRate
        let year = (date.year - economy.firstYear) * lanes
        for lane in 0..<lanes { interest[lane] = 1 + rates[year + lane] }
        ck_log(memory.row(layout.due), interest, lanes)
        for lane in 0..<lanes { memory.row(layout.due)[lane] /= 12 }
        ck_exp(interest, memory.row(layout.due), lanes)
      }
      let now = memory.row(layout.conversion + area.rawValue)
      let before = memory.row(layout.before + area.rawValue)
      ck_growth_row(memory.row(layout.growth + area.rawValue), interest, now, before, lanes)
      before.update(from: now, count: lanes)
    }
    let other: MoneyArea = plan.currency == .euro ? .dollar : .euro
    ck_savings_month(
      memory.row(layout.state), plan.strategies.count, lanes, memory.row(layout.growth + plan.currency.rawValue),
      memory.row(layout.growth + other.rawValue), memory.row(layout.need), 1 / (1 - Self.tolerance), lanes)
  }

  /// Puts the savings of the valuation month into every strategy's accounts.
  private func openAccounts() {
    guard let savings = plan.savings else { return }
    for area in [MoneyArea.dollar, .euro] {
      memory.row(layout.before + area.rawValue)
        .update(repeating: area == plan.currency ? 1 : plan.otherCurrency, count: lanes)
    }
    for strategy in plan.strategies.indices {
      state(strategy, Int(CK_ACCOUNT_FIRST)).update(repeating: savings.first, count: lanes)
      state(strategy, Int(CK_ACCOUNT_SECOND)).update(repeating: savings.second, count: lanes)
    }
  }

  private func open(_ month: Int) -> [Double] { claimed[month] }

  /// The month's row of a payment, after what changes of law do to it.
  private func amount(_ payment: HouseholdPlan.Payment, _ index: Int, _ amounts: Int, _ month: Int)
    -> UnsafePointer<Double>
  {
    /// `usual`, or `later` on the lanes on which the change of `row` has come by `month`.
    func chosen(_ scratch: Int, _ usual: UnsafePointer<Double>, _ later: Int, _ row: Int, by month: Int)
      -> UnsafePointer<Double>
    {
      let out = memory.row(layout.chosen + scratch)
      ck_switch_row(out, usual, memory.row(amounts + later), memory.row(row), Double(month), lanes)
      return UnsafePointer(out)
    }
    let base = UnsafePointer(memory.row(amounts + payment.benefit))
    let start = plan.benefits[payment.benefit].from
    var now = base
    // Full retirement age is decided once, by the month in which the pension starts.
    if let raised = payment.afterFullAge { now = chosen(0, base, raised, layout.fullAgeFrom, by: start) }
    if payment.afterWindfall != nil || payment.afterBoth != nil {
      var later = UnsafePointer(memory.row(amounts + (payment.afterWindfall ?? payment.benefit)))
      if let both = payment.afterBoth { later = chosen(1, later, both, layout.fullAgeFrom, by: start) }
      let out = memory.row(layout.chosen + 2)
      ck_switch_row(out, now, later, memory.row(layout.windfallFrom), Double(month), lanes)
      now = UnsafePointer(out)
    }
    guard payment.canBeTightened else { return now }
    let out = memory.row(layout.chosen + 3)
    ck_switch_row(out, now, nil, memory.row(layout.begin + index), Double(month), lanes)
    return UnsafePointer(out)
  }

  /// Share that the fund pays in a month once it has run short; nil where it cannot.
  private func shortfallShare(_ month: Int) -> Double? { shortfall?.share(in: plan.firstMonth + month) }

  /// What a dollar and a euro of the month are worth in the household's real money.
  private func convert(_ economy: EconomyBlock, at: Int) {
    let area = plan.currency == .dollar ? economy.us : economy.lu
    area.priceLevel.withUnsafeBufferPointer { price in
      economy.usdPerEUR.withUnsafeBufferPointer { rate in
        let price = price.baseAddress.unsafelyUnwrapped + at
        let rate = rate.baseAddress.unsafelyUnwrapped + at
        let spendsDollars = plan.currency == .dollar
        ck_conversion_row(
          memory.row(layout.conversion + MoneyArea.dollar.rawValue), rate, spendsDollars ? 0 : -1, price, lanes)
        ck_conversion_row(
          memory.row(layout.conversion + MoneyArea.euro.rawValue), rate, spendsDollars ? 1 : 0, price, lanes)
      }
    }
  }

  /// What a dollar and a euro count in the means test: at the month's rate, or at that of the last January or July.
  private func frozenConversion(_ month: Int) -> [UnsafeMutablePointer<Double>] {
    var rows = [memory.row(layout.conversion), memory.row(layout.conversion + 1)]
    guard let minimum = plan.minimum, minimum.freezesRate else { return rows }
    let own = plan.sources[minimum.source].area.rawValue
    let (rate, counted) = (memory.row(layout.frozen), memory.row(layout.frozen + 1))
    if month == 0 || (plan.firstMonth + month).month % 6 == 1 {
      for lane in 0..<lanes { rate[lane] = rows[1 - own][lane] / rows[own][lane] }
    }
    for lane in 0..<lanes { counted[lane] = rows[own][lane] * rate[lane] }
    rows[1 - own] = counted
    return rows
  }

  private func countAlive(_ month: Int) {
    let adults = memory.row(layout.adults)
    memory.clear(layout.adults, count: 1)
    for person in plan.lifetimes.indices {
      let alive = memory.row(layout.alive + person)
      ck_alive_row(alive, memory.row(layout.lived + person), Double(month), lanes)
      ck_gross_row(adults, 1, alive, 1, lanes)
    }
    let need = memory.row(layout.need)
    let least = plan.needs * (1 - Self.tolerance)
    ck_alive_row(need, adults, 0, lanes)  // 1 where 0 < adults
    ck_accumulate_row(
      memory.row(layout.annuity), memory.row(layout.yearMonths), need, plan.discount[month], lanes)
    for lane in 0..<lanes { need[lane] *= least }
  }

  /// The line of the means test, zero in months in which there is none.
  private func limit(_ month: Int, at: Int, _ indexation: [IndexationPaths]) {
    guard let minimum = plan.minimum else { return }
    guard minimum.months.contains(month) else {
      memory.clear(layout.threshold, count: 1)
      return
    }
    indexation[minimum.source].levels[minimum.level].withUnsafeBufferPointer { level in
      ck_threshold_row(
        memory.row(layout.threshold), minimum.amounts, memory.row(layout.adults),
        level.baseAddress.unsafelyUnwrapped + at,
        memory.row(layout.conversion + plan.sources[minimum.source].area.rawValue), lanes)
    }
  }
}
