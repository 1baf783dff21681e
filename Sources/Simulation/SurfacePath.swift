// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Pensions
import Quantities

/// One path of a ``ClaimSurface`` at a time: series over its months, then all combinations of claims.
///
/// Rows are months of one path, of up to eight neighbouring lanes at once where tables are read.
final class SurfacePath {
  /// Lanes that are read from a table together: a cache line.
  static let group = 8

  let law: SurfacePlan
  private let rows: Range<Int>
  /// By source: place of the fund that may run short, and [month] the share that it pays then; nil where none can.
  private let funds: [(place: Int, shares: [Double])?]
  /// By source: month from which its fund is short on the path.
  private var shorts: [Int]
  /// By row: the claim that the laws of the path make of it.
  private var outerClaims: [SurfacePlan.Claim]
  /// [series][lane of the group] × month: rates of the currencies but the first, price level, levels of the law.
  let tables: LaneMemory
  /// × month.
  let series: LaneMemory
  /// [level][4] × month: sums to the last month, see `ck_sums`; [ratio] × month.
  let sums, ratios: LaneMemory
  /// [supplement of the allowance][sum, limit] × month.
  let bonuses: LaneMemory
  /// [level] × month: what a unit counts in the means test.
  let countable: LaneMemory
  /// [month][inner claim].
  private let counted: LaneMemory
  /// [year][inner claim].
  private let income: LaneMemory
  /// × inner claim.
  let claims: LaneMemory
  let entries: LaneMemory
  let memory: SurfaceMemory
  private var delays: [[Int]]
  /// Present worth of income that no claim brings.
  private var beside = 0.0

  /// Rows of `series`: the fixed ones, then by currency what a unit is worth, what it counts in the means test, and its present worth.
  enum Row {
    static let line = 0, gross = 1, net = 2, level = 3, outer = 4, yearly = 5, counts = 6, amount = 7, limit = 8
    static let reach = 9, least = 10, gate = 11, discount = 12, count = 13
  }
  let currencies: Int

  func conversion(_ currency: Int) -> UnsafeMutablePointer<Double> { series.row(Row.count + currency) }
  func counted(_ currency: Int) -> UnsafeMutablePointer<Double> { series.row(Row.count + currencies + currency) }
  func worth(_ currency: Int) -> UnsafeMutablePointer<Double> { series.row(Row.count + 2 * currencies + currency) }

  /// Rows of `claims`.
  enum ClaimRow {
    static let value = 0, lump = 1, factor = 2, step = 3
    /// Three rows each: value, what is owed, income of the year.
    static let state = 4, waiting = 7
    static let scratch = 10, count = 14
  }

  init(_ law: SurfacePlan, rows: Range<Int>, events: PolicyEvents?) {
    (self.law, self.rows) = (law, rows)
    let plan = law.plan
    funds = plan.funds(events).map { fund in
      fund.map { fund in (fund.place, (0..<plan.months).map { fund.shortfall.share(in: plan.firstMonth + $0) }) }
    }
    shorts = Array(repeating: .max, count: plan.sources.count)
    outerClaims = Array(law.outer.claims[rows])
    let months = (plan.months + 12 + 7) / 8 * 8
    let inner = (law.inner.claims.count + 1 + 7) / 8 * 8
    currencies = plan.areas.currencies.count
    tables = LaneMemory(rows: (currencies + law.levels.count) * Self.group, lanes: months)
    series = LaneMemory(rows: Row.count + 3 * currencies, lanes: months)
    sums = LaneMemory(rows: 4 * law.levels.count, lanes: months)
    ratios = LaneMemory(rows: law.ratios.count, lanes: months)
    bonuses = LaneMemory(rows: 2 * (plan.allowance?.supplements.count ?? 0), lanes: months)
    countable = LaneMemory(rows: law.levels.count, lanes: months)
    counted = LaneMemory(rows: plan.months, lanes: inner)
    income = LaneMemory(rows: plan.months / 12 + 2, lanes: inner)
    claims = LaneMemory(rows: ClaimRow.count, lanes: inner)
    entries = LaneMemory(rows: 1, lanes: max(1, law.entries.count))
    memory = SurfaceMemory(law, rows: rows.count)
    delays = [law.outer, law.inner].map { Array(repeating: 0, count: $0.bases.count) }
    for month in 0..<plan.months { series.row(Row.discount)[month] = plan.discount[month] }
    for level in law.levels.indices {
      memory.sums[level] = ck_sums(
        worth: sums.row(4 * level), worth12: sums.row(4 * level + 1), plain: sums.row(4 * level + 2),
        plain12: sums.row(4 * level + 3))
    }
  }

  /// - Throws: ``SimulationError`` where an award's year has no index values.
  func check(_ indexation: [IndexationPaths], lanes: Int) throws {
    for entry in law.entries {
      let paths = indexation[entry.source]
      let years = paths.entry.count / lanes
      guard (0..<years).contains(entry.year - paths.firstEntryYear) else {
        throw SimulationError(
          "\(law.plan.sources[entry.source].name) has no index values for an award of \(entry.year); "
            + "they run from \(paths.firstEntryYear) to \(paths.firstEntryYear + years - 1)")
      }
    }
  }

  /// Reads lanes `from..<to` of the tables.
  func gather(_ economy: EconomyBlock, _ indexation: [IndexationPaths], from: Int, to: Int) {
    let lanes = economy.laneCapacity
    let price = economy.areas[law.plan.areas.currencies[law.plan.currency].area].priceLevel
    let sources = economy.rates.dropFirst() + [price] + law.levels.map { indexation[$0.source].levels[$0.level] }
    for (number, table) in sources.enumerated() {
      table.withUnsafeBufferPointer {
        ck_gather_lanes(
          tables.row(number * Self.group), tables.lanes, $0.baseAddress.unsafelyUnwrapped + from, lanes, to - from,
          law.plan.months)
      }
    }
  }

  /// Values of one path into `cells[row · inner + column]`.
  func run(
    _ place: Int, _ indexation: [IndexationPaths], lane: Int, lanes: Int, draws: LaneDraws, path: Int,
    into cells: UnsafeMutablePointer<Double>
  ) {
    let plan = law.plan
    let columns = law.inner.claims.count
    let lived = min(draws.monthsLived(0, path: path), plan.months)
    let months = min(lived + (plan.paysMonthOfDeath ? 1 : 0), plan.months)
    guard months > 0 else {
      cells.update(repeating: 0, count: rows.count * columns)
      return
    }
    let policy = draws.policy(path: path)
    for (number, entry) in law.entries.enumerated() {
      let paths = indexation[entry.source]
      entries.row(0)[number] = paths.entry[(entry.year - paths.firstEntryYear) * lanes + lane]
    }
    for (number, axis) in [law.outer, law.inner].enumerated() {
      for (basis, name) in axis.bases.enumerated() {
        delays[number][basis] = draws.delay(
          person: 0, source: axis.source, basis: name, filed: plan.firstMonth, path: path)
      }
    }
    for (source, fund) in funds.enumerated() {
      let from = fund.flatMap { policy?.arrivals[$0.place] }.map { $0 - plan.firstMonth } ?? .max
      shorts[source] = from >= months ? .max : max(0, from)
    }
    convert(place, months, lived: lived)
    moveLevels(place, months, lived: lived)
    beside = takeStated(place, lived)

    let settled = tail(longest: firstPayments(policy, draws.events), months)
    fillStates(settled)
    for number in 0..<columns {
      claims.row(ClaimRow.value)[number] = value(
        law.inner.claims[number], place, paidMonths(law.inner.source, lived), source: law.inner.source,
        first: memory.first[number],
        lump: claims.row(ClaimRow.lump) + number)
    }
    guard plan.minimum != nil else {
      addUp(place, lived, into: cells)
      return
    }
    var surface = self.surface(months, settled)
    if law.steps != nil {
      ck_fill_counted(
        &surface, memory.steps, law.steps?.count ?? 0, entries.row(0), countable.row(law.tailLevel ?? 0),
        claims.row(ClaimRow.step))
    } else {
      fillColumns(place, months, settled)
    }
    ck_sum_years(&surface, claims.row(ClaimRow.scratch))
    if settled < months {
      ck_fill_buckets(
        memory.bucket, &surface.bucket_low, &surface.bucket_scale, claims.row(ClaimRow.factor), columns)
      ck_fill_gates(&surface, series.row(Row.reach), series.row(Row.gate))
    }
    couple(&surface, place, lived: lived, into: cells)
  }

  /// Months for which a source pays somebody who lives through so many.
  func paidMonths(_ source: Int, _ lived: Int) -> Int {
    min(lived + (law.plan.sources[source].paysMonthOfDeath ? 1 : 0), law.plan.months)
  }

  /// Months of the first payments of both pensions' claims; returns the one after which nothing opens any more.
  private func firstPayments(_ policy: PolicyPath?, _ events: PolicyEvents?) -> Int {
    var longest = law.settled
    for number in law.inner.claims.indices {
      let claim = law.inner.claims[number]
      memory.first[number] = Int32(max(claim.from, claim.filed + delays[1][0], 0))
      longest = max(longest, Int(memory.first[number]) + 1)
    }
    for (number, row) in rows.enumerated() {
      var claim = law.outer.claims[row]
      if let policy, let events, !law.outer.others[row].isEmpty {
        for other in law.outer.others[row]
        where other.change.from(events, on: policy, firstMonth: law.plan.firstMonth) < 0 {
          claim = other.claim
        }
      }
      outerClaims[number] = claim
      let month = max(claim.from, claim.filed + delays[0][claim.basis], 0)
      memory.outerFirst[number] = month
      longest = max(longest, month + 1)
    }
    return longest
  }

  /// Month from which a source's fund is short on the path, beyond all where it is not.
  func short(_ source: Int) -> Int { shorts[source] }

  /// Cuts a source's amounts from the month on in which its fund is short.
  func cut(_ row: UnsafeMutablePointer<Double>, of source: Int, _ months: Int) {
    guard shorts[source] < months, let fund = funds[source] else { return }
    for month in shorts[source]..<months { row[month] *= fund.shares[month] }
  }

  // MARK: The means test

  /// How many inner claims are due, used and paid in each month; they are in order.
  private func fillStates(_ settled: Int) {
    guard law.plan.minimum != nil else { return }
    let inner = law.inner.claims
    let (due, used, paid, first) = (memory.due, memory.used, memory.paid, memory.first)
    var (dueNow, usedNow, paidNow) = (0, 0, 0)
    for month in 0..<settled {
      while dueNow < inner.count, inner[dueNow].from <= month { dueNow += 1 }
      while usedNow < inner.count, inner[usedNow].used <= month { usedNow += 1 }
      while paidNow < inner.count, first[paidNow] <= month { paidNow += 1 }
      (due[month], used[month], paid[month]) = (Int32(dueNow), Int32(usedNow), Int32(paidNow))
    }
  }

  /// What inner claims count while files are open, one claim after the other.
  private func fillColumns(_ place: Int, _ months: Int, _ settled: Int) {
    let currency = law.plan.sources[law.inner.source].currency
    let share = law.plan.minimum?.countedShare ?? 0
    let (gross, conversion) = (series.row(Row.gross), self.counted(currency))
    for number in law.inner.claims.indices {
      let claim = law.inner.claims[number]
      self.gross(claim, place, months, source: law.inner.source)
      let column = counted.row(0) + number
      for month in max(0, claim.from)..<max(claim.from, settled, 0) {
        column[month * counted.lanes] = share * (gross[month] * conversion[month])
      }
    }
  }

  private func surface(_ months: Int, _ settled: Int) -> ck_surface_path {
    let plan = law.plan
    let share = plan.minimum?.countedShare ?? 0
    let money = plan.minimum.map { conversion(plan.sources[$0.source].currency) }
    return ck_surface_path(
      months: months, settled: settled, claims: law.inner.claims.count, stride: counted.lanes, counted: counted.row(0),
      rising: memory.rising, income: income.row(0), least: series.row(Row.least), due: memory.due, used: memory.used,
      paid: memory.paid, first: memory.first, lump: claims.row(ClaimRow.lump), line: series.row(Row.line),
      weight: series.row(Row.discount), claimable: Int32(clamping: law.inner.claimable),
      rights_first: plan.minimum?.otherRightsFirst == true ? 1 : 0, factor: claims.row(ClaimRow.factor),
      unit: countable.row(law.tailLevel ?? 0), reach: series.row(Row.reach), gate: series.row(Row.gate),
      bucket: memory.bucket, bucket_low: 0, bucket_scale: 0, money: money,
      yearly: plan.allowance == nil ? nil : UnsafePointer(series.row(Row.yearly)), counts: series.row(Row.counts),
      amount: series.row(Row.amount), limit: series.row(Row.limit), calendar: memory.calendar,
      payment: Int32(plan.allowance?.calendarMonth ?? 12),
      whole: share > 0 ? 1 / share : 1, tapers: plan.allowance?.tapers == true ? 1 : 0,
      bonus: bonuses.row(0), bonuses: plan.allowance?.supplements.count ?? 0, bonus_stride: bonuses.lanes)
  }

  /// Without a means test both pensions' values are simply added.
  private func addUp(_ place: Int, _ lived: Int, into cells: UnsafeMutablePointer<Double>) {
    let columns = law.inner.claims.count
    let inner = claims.row(ClaimRow.value)
    for number in 0..<rows.count {
      let own = beside + outerValue(number, place, lived).value
      let row = cells + number * columns
      for column in 0..<columns { row[column] = own + inner[column] }
    }
  }

  private func outerValue(_ number: Int, _ place: Int, _ lived: Int) -> (value: Double, lump: Double) {
    var lump = 0.0
    let value = value(
      outerClaims[number], place, paidMonths(law.outer.source, lived), source: law.outer.source,
      first: Int32(clamping: memory.outerFirst[number]), lump: &lump)
    return (value, lump)
  }

  /// All outer claims beside all inner ones.
  private func couple(
    _ path: inout ck_surface_path, _ place: Int, lived: Int, into cells: UnsafeMutablePointer<Double>
  ) {
    let columns = law.inner.claims.count
    let (months, settled) = (path.months, path.settled)
    func state(_ first: Int) -> ck_surface_state {
      ck_surface_state(
        value: claims.row(first), owed: claims.row(first + 1), year: claims.row(first + 2), begun: 0,
        rest: (0, 0, 0), base: 0, owes: 0, earns: 0)
    }
    var (held, waiting) = (state(ClaimRow.state), state(ClaimRow.waiting))
    var waited = 0
    let innerValue = claims.row(ClaimRow.value)
    let top = claims.row(ClaimRow.state)
    for number in 0..<rows.count {
      let claim = outerClaims[number]
      let begin = claim.from
      let (own, lump) = outerValue(number, place, lived)
      count(claim, place, months)
      var made = ck_outer_claim(
        counted: series.row(Row.outer), due: Int32(clamping: begin), used: Int32(clamping: claim.used),
        first: Int32(clamping: memory.outerFirst[number]), claimable: Int32(clamping: law.outer.claimable), lump: lump)
      // Before the claim is due and its right used all outer claims are alike: what they share is worked out once.
      let shared = min(max(min(begin, claim.used), 0), settled)
      if shared < waited {
        waiting = state(ClaimRow.waiting)
        waited = 0
      }
      var never = made
      (never.due, never.used, never.first) = (.max, .max, .max)
      ck_surface_head(&waiting, &path, &never, waited, shared)
      waited = shared
      for row in 0..<3 {
        claims.row(ClaimRow.state + row).update(from: claims.row(ClaimRow.waiting + row), count: waiting.begun)
      }
      (held.begun, held.rest, held.base) = (waiting.begun, waiting.rest, waiting.base)
      (held.owes, held.earns) = (waiting.owes, waiting.earns)
      ck_surface_head(&held, &path, &made, shared, settled)
      for column in held.begun..<max(columns, held.begun) { top[column] = held.rest.0 }
      if settled < months { ck_surface_tail(top, &path, &made, claims.row(ClaimRow.scratch)) }
      let row = cells + number * columns
      for column in 0..<columns { row[column] = (beside + own) + innerValue[column] + top[column] }
    }
  }
}
