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
  /// Lanes that are worked on: beyond them everybody is dead.
  private(set) var active: Int
  private let memory: LaneMemory
  private(set) var tax: TaxRows
  let listed: [Int32]
  let offsets: [Int32]
  /// By source: place of the fund that may run short, and what it pays then; nil where none can.
  let funds: [(place: Int, shortfall: FundShortfall)?]
  /// Last month in which something waits for its first payment on some lane.
  private var lastFirstPayment = -1
  /// [month][strategy]: 1 where no right is left unclaimed.
  private let claimed: [[Double]]
  /// [benefit]: whether its net amount is its gross one.
  let isUntaxed: [Bool]
  /// What every month asks of a payment; plain numbers, so that nothing is counted as held.
  private struct PaymentRow {
    var benefit, from: Int
    /// Row of who must live for it.
    var alive: Int
    /// Rows of what its money is worth, and of what it counts in the means test.
    var conversion, counted: Int
    var isPlain: Bool
    /// Place among the survivors' payments; nil of others.
    var survivor: Int?
    /// A price, which takes nothing off the income that means are tested by.
    var isPrice: Bool
    /// Arrears that the means test counts with the first payment.
    var countedBefore: Double
  }
  private let payments: [PaymentRow]
  let survivors: SurvivorRows
  /// [survivor's payment]: months in which somebody may be paid it on some lane.
  var survivorMonths: [Range<Int>]
  let withheld: WithholdingRows
  /// Payments that the means test counts by a factor of their own.
  let weighted: [(payment: Int, factor: Double)]
  /// [unit]: first month in which a benefit is a multiple of it.
  private let unitFrom: [Int]
  /// Months that somebody lives on some lane, and lanes on which somebody does, so far as the months have gone.
  private var (end, living) = (0, 0)
  /// Months after those lived through in which something is paid.
  private let afterLast: Double

  init(_ plan: HouseholdPlan, lanes: Int, events: PolicyEvents? = nil) {
    (self.plan, self.lanes) = (plan, lanes)
    afterLast = plan.paysMonthOfDeath ? 1 : 0
    funds = plan.funds(events)
    layout = RowLayout(plan)
    active = lanes
    memory = LaneMemory(rows: layout.rows, lanes: lanes)
    tax = TaxRows(plan, lanes: lanes, rows: layout.rows)
    listed = plan.strategies.flatMap { $0.map(Int32.init) }
    var offsets: [Int32] = [0]
    for strategy in plan.strategies { offsets.append(offsets[offsets.count - 1] + Int32(strategy.count)) }
    self.offsets = offsets
    claimed = plan.claimedRights()
    isUntaxed = plan.benefits.map(\.withholdings.isEmpty)
    weighted = plan.weighted()
    let layout = layout
    survivors = SurvivorRows(plan, layout)
    survivorMonths = [Range<Int>](repeating: 0..<0, count: survivors.rows.count)
    withheld = WithholdingRows(plan)
    var survivor = 0
    let frozen = plan.minimum.flatMap { $0.freezesRate ? plan.sources[$0.source].currency : nil }
    payments = plan.payments.map {
      let benefit = plan.benefits[$0.benefit]
      let currency = plan.sources[benefit.source].currency
      if $0.survivor != nil { survivor += 1 }
      return PaymentRow(
        benefit: $0.benefit,
        from: $0.others.reduce(benefit.from) { min($0, plan.benefits[$1.benefit].from) },
        alive: (layout.paysMonthOfDeath && benefit.worker == nil && plan.sources[benefit.source].paysMonthOfDeath
          ? layout.dying : layout.alive) + benefit.person, conversion: layout.conversion + currency,
        counted: (frozen == nil || frozen == currency ? layout.conversion : layout.counted) + currency,
        isPlain: $0.isPlain, survivor: $0.survivor == nil ? nil : survivor - 1, isPrice: benefit.isPrice,
        countedBefore: benefit.countedBefore)
    }
    unitFrom = plan.units.indices.map { unit in
      plan.benefits.filter { $0.terms.contains { $0.unit == unit } }.map(\.from).min() ?? plan.months
    }
  }

  /// A row of results, valid until the next run.
  func row(_ index: Int) -> UnsafeMutablePointer<Double> { memory.row(index) }

  /// The row of a strategy's state, one of `CK_VALUE` and the like.
  func state(_ strategy: Int, _ kind: Int) -> UnsafeMutablePointer<Double> {
    memory.row(layout.state + strategy * Self.stateRows + kind)
  }

  /// Runs one block of paths, whose tables hold all months.
  ///
  /// - Parameters:
  ///   - indexation: by source of the plan.
  ///   - count: lanes whose paths are wanted; the others are computed and left out.
  ///   - order: lane i holds path `firstPath + order[i]`; empty where they are in turn. Months in which the last lanes' people are
  ///     dead cost nothing there, so longest lives first.
  ///   - closeYear: called after the last month of each calendar year, before its sums are cleared.
  mutating func run(
    _ economy: EconomyBlock, indexation: [IndexationPaths], draws: LaneDraws, firstPath: Int, count: Int,
    order: [UInt32] = [], closeYear: (borrowing HouseholdBlock, Int) -> Void
  ) throws {
    try start(indexation, draws: draws, firstPath: firstPath, count: count, order: order)
    advance(0..<plan.months, economy, indexation, closeYear: closeYear)
  }

  /// Carries the block through more months, as long as anybody lives.
  mutating func advance(
    _ months: Range<Int>, _ economy: EconomyBlock, _ indexation: [IndexationPaths],
    closeYear: (borrowing HouseholdBlock, Int) -> Void
  ) {
    precondition(economy.laneCapacity == lanes, "\(economy.laneCapacity) lanes of economy for \(lanes)")
    guard plan.taxes == nil ? months.lowerBound < end : tax.done < end else { return }
    LevelRows.with(indexation) { tables in
      if plan.taxes != nil { return advanceTaxed(before: months.upperBound, economy, tables, closeYear: closeYear) }
      advance(months.lowerBound..<min(months.upperBound, end), economy, tables, closeYear: closeYear)
    }
  }

  /// Whole calendar years alone: each is summed first, then carried along with its tax taken.
  private mutating func advanceTaxed(
    before limit: Int, _ economy: EconomyBlock, _ tables: LevelRows, closeYear: (borrowing HouseholdBlock, Int) -> Void
  ) {
    let last = lastTaxedMonth(before: limit, end: end)
    while tax.done < last {
      let first = tax.done
      let date = plan.firstMonth + first
      let next = min(first + 13 - date.month, last)
      keepForTaxes()
      for month in first..<next {
        pay(month, at: economy.row(ofMonth: month) * lanes, economy, tables)
        countForTaxes(month, waits: month <= lastFirstPayment, active: active)
      }
      goBackForTaxes()
      assess(date.year, first: first, active: active)
      advance(first..<next, economy, tables, closeYear: closeYear)
      tax.done = next
    }
  }

  private mutating func advance(
    _ months: Range<Int>, _ economy: EconomyBlock, _ tables: LevelRows,
    closeYear: (borrowing HouseholdBlock, Int) -> Void
  ) {
    for month in months {
      while living > 0, memory.row(layout.longest)[living - 1] + afterLast <= Double(month) { living -= 1 }
      active = min(lanes, (living + 3) & ~3)
      advance(to: month, economy, tables)
      if (plan.firstMonth + month).month == 12 || month == end - 1 {
        closeYear(self, (plan.firstMonth + month).year)
        memory.clear(layout.year, count: plan.payments.count)
        memory.clear(layout.yearMonths, count: 1)
        for strategy in plan.strategies.indices {
          memory.clear(layout.state + strategy * Self.stateRows + Int(CK_YEAR_TOTAL), count: Int(CK_YEAR_ROWS))
        }
      }
    }
  }

  /// Begins a block of paths.
  ///
  /// - Parameter lived: [person][path less the first]: months lived, where they are known already.
  mutating func start(
    _ indexation: [IndexationPaths], draws: LaneDraws, firstPath: Int, count: Int, order: [UInt32],
    lived known: [[Int]]? = nil
  ) throws {
    precondition(count <= lanes, "\(count) paths in \(lanes) lanes")
    func path(_ lane: Int) -> Int { firstPath + (order.isEmpty ? lane : Int(order[lane])) }
    memory.clear(0, count: layout.rows)
    for (index, source) in indexation.enumerated() {
      for unit in plan.units where unit.source == index {
        let entries = source.entry.count / lanes
        guard (0..<entries).contains(unit.entryYear - source.firstEntryYear), unit.level < source.levels.count else {
          throw SimulationError(
            "\(plan.sources[index].name) has no index values for an award of \(unit.entryYear); "
              + "they run from \(source.firstEntryYear) to \(source.firstEntryYear + entries - 1)")
        }
      }
    }
    for person in plan.lifetimes.indices {
      let lived = memory.row(layout.lived + person)
      for lane in 0..<count {
        lived[lane] = Double(known?[person][path(lane) - firstPath] ?? draws.monthsLived(person, path: path(lane)))
      }
    }
    let longest = memory.row(layout.longest)
    for person in plan.lifetimes.indices {
      let lived = memory.row(layout.lived + person)
      for lane in 0..<lanes where lived[lane] > longest[lane] { longest[lane] = lived[lane] }
    }
    let policies = draws.events == nil ? [] : (0..<count).map { draws.policy(path: path($0)) }
    startTaxes()
    tax.done = 0
    setFunds(policies)
    openAccounts()
    (end, living) = (min(plan.months, max(longestLife() + Int(afterLast), 1)), lanes)
    lastFirstPayment = -1
    for (index, payment) in plan.payments.enumerated() {
      if let survivor = payment.survivor {
        if let number = payments[index].survivor {
          survivorMonths[number] = startSurvivor(survivor, payment: index, count: count)
        }
        continue
      }
      let benefit = plan.benefits[payment.benefit]
      let first = memory.row(layout.first + index)
      let begin = memory.row(layout.begin + index)
      let others = payment.isPlain ? [] : setOthers(of: index, policies, draws.events)
      for lane in 0..<count {
        let other = others.isEmpty ? nil : others[lane].map { payment.others[$0] }
        let filed = other?.filed ?? payment.filed
        let delay =
          payment.isClaimed
          ? draws.delay(
            person: benefit.person, source: benefit.source, basis: other?.basis ?? payment.basis, filed: filed,
            path: path(lane)) : 0
        let entitlement = other.map { plan.benefits[$0.benefit].from } ?? benefit.from
        begin[lane] = Double(entitlement)
        let month = max(entitlement, filed - plan.firstMonth + delay, 0)
        first[lane] = Double(month)
        lastFirstPayment = max(lastFirstPayment, month)
      }
      memory.row(layout.waitingNet + index).update(repeating: benefit.netBefore, count: lanes)
    }
  }

  /// Months in which funds run short, beyond every month where they do not.
  private func setFunds(_ policies: [PolicyPath?]) {
    for (source, fund) in funds.enumerated() {
      guard let fund else { continue }
      let from = memory.row(layout.shortfallFrom + source)
      from.update(repeating: .infinity, count: lanes)
      for (lane, policy) in policies.enumerated() {
        if let month = policy?.arrivals[fund.place] { from[lane] = Double(month - plan.firstMonth) }
      }
    }
  }

  private func longestLife() -> Int {
    let longest = memory.row(layout.longest)
    return Int((0..<lanes).reduce(0.0) { max($0, longest[$1]) })
  }

  /// Moves rows alone: a function that could change the block itself would copy it for every function that it calls.
  private func advance(to month: Int, _ economy: EconomyBlock, _ tables: LevelRows) {
    let at = economy.row(ofMonth: month) * lanes
    pay(month, at: at, economy, tables)
    let waits = month <= lastFirstPayment
    if tax.taxes != nil {
      followThresholds(month, economy, at: at, tables, active: active)
      chargeTaxes(month: month, waits: waits, active: active)
    }
    settle(month, at: at, economy, tables, waits: waits)
  }

  /// What is paid and due in a month, of every payment.
  private func pay(_ month: Int, at: Int, _ economy: EconomyBlock, _ tables: LevelRows) {
    let discount = plan.discount[month]
    convert(economy, at: at)
    freezeConversions(month)
    countAlive(month)
    addNeeds(month, economy, at: at)
    for index in unitFrom.indices where unitFrom[index] <= month { move(unit: index, at: at, tables) }
    for index in plan.benefits.indices where plan.benefits[index].from <= month {
      work(out: index, month, at: at, tables)
    }

    let waits = month <= lastFirstPayment
    if waits { carryAdvances(month) }
    for index in payments.indices {
      let payment = payments[index]
      guard payment.from <= month else { continue }
      let conversion = memory.row(payment.conversion)
      let counted = UnsafePointer(memory.row(payment.counted))
      if let survivor = payment.survivor {
        // Its rows are zero in all other months.
        guard survivorMonths[survivor].contains(month) else { continue }
        pay(survivors.rows[survivor], row: index, month: month, at: at, counted: counted, waits: waits, tables)
        ck_accumulate_row(
          memory.row(layout.value + index), memory.row(layout.year + index), memory.row(layout.paidNet + index),
          discount, active)
        continue
      }
      let alive = memory.row(payment.alive)
      let first = memory.row(layout.first + index)
      let now = memory.row(layout.nowGross + index)
      let gross = amount(index, layout.gross, month)
      let (due, paid) = (memory.row(layout.due), memory.row(layout.paidNet + index))
      let (value, year) = (memory.row(layout.value + index), memory.row(layout.year + index))
      guard waits else {
        // The amounts' rows may be the same scratch row: gross ones are done with before net ones are chosen.
        if payment.isPlain {
          ck_payment_row(
            now, paid, value, year, gross, row(of: payment.benefit, layout.net), counted, conversion, alive, discount,
            active)
        } else {
          ck_real_row(now, gross, counted, alive, active)
          ck_real_row(paid, amount(index, layout.net, month), conversion, alive, active)
          ck_accumulate_row(value, year, paid, discount, active)
        }
        if payment.isPrice { ck_fill(now, 0, active) }
        continue
      }
      ck_real_row(memory.row(layout.dueGross + index), gross, counted, alive, active)
      ck_switch_row(now, memory.row(layout.dueGross + index), nil, first, Double(month), active)
      if payment.countedBefore > 0 {
        countArrears(payment.countedBefore, in: month, first, counted, alive, now, memory.row(layout.dueGross + index))
      }
      let net = amount(index, layout.net, month)
      ck_arrears_row(due, memory.row(layout.waitingNet + index), net, first, Double(month), active)
      ck_real_row(paid, due, conversion, alive, active)
      ck_real_row(due, net, conversion, alive, active)
      if payment.isPrice {
        ck_fill(now, 0, active)
        ck_fill(memory.row(layout.dueGross + index), 0, active)
      }
      ck_lump_row(memory.row(layout.lump + index), paid, due, first, Double(month), active)
      ck_accumulate_row(value, year, paid, discount, active)
    }
  }

  /// What it comes to for every strategy: means tests, sums, savings.
  private func settle(_ month: Int, at: Int, _ economy: EconomyBlock, _ tables: LevelRows, waits: Bool) {
    if plan.minimum == nil {
      ck_income_month(
        memory.row(layout.state), plan.strategies.count, lanes, listed, offsets, memory.row(layout.paidNet),
        memory.row(layout.need), plan.discount[month], active)
    } else {
      meetMinimum(month, at: at, waits: waits, tables)
    }
    payAllowance(month, at: at, tables)
    drawDown(month, economy, waits: waits)
  }

  /// Adds up each strategy's income with what the means test gives.
  private func meetMinimum(_ month: Int, at: Int, waits: Bool, _ tables: LevelRows) {
    limit(month, at: at, tables)
    countByKind(waits: waits)
    countWealth(month)
    let hasLines = plan.minimum?.wealth != nil
    ck_strategy_month(
      memory.row(layout.state), plan.strategies.count, lanes, listed, offsets, open(month),
      memory.row(layout.paidNet), memory.row(layout.nowGross), waits ? memory.row(layout.dueGross) : nil,
      waits ? memory.row(layout.lump) : nil, plan.countedShare,
      memory.row(hasLines ? layout.line : layout.threshold), hasLines ? lanes : 0, memory.row(layout.need),
      plan.discount[month], active)
    countWhole()
  }

  private func open(_ month: Int) -> [Double] { claimed[month] }

  /// A benefit's gross or net row.
  private func row(of benefit: Int, _ amounts: Int) -> UnsafePointer<Double> {
    UnsafePointer(memory.row((isUntaxed[benefit] ? layout.gross : amounts) + benefit))
  }

  /// The month's row of a payment, gross or net, after what changes of law do to it.
  func amount(_ index: Int, _ amounts: Int, _ month: Int) -> UnsafePointer<Double> {
    var now = row(of: payments[index].benefit, amounts)
    if payments[index].isPlain { return now }
    for (number, other) in plan.payments[index].others.enumerated() {
      let out = memory.row(layout.chosen + number % 2)
      ck_switch_row(
        out, now, row(of: other.benefit, amounts), memory.row(layout.others[index] + number), Double(month), active)
      now = UnsafePointer(out)
    }
    return now
  }
}
