// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Pensions
import Quantities

/// Rows that income tax adds to a block: nothing is held where nothing is taxed.
///
/// A year is gone through twice: once to sum its amounts, from which the tax follows; then, from where it began, with the tax taken.
struct TaxRows: ~Copyable {
  let memory: LaneMemory
  let taxes: HouseholdTaxes?
  /// [set][form].
  let programs: [[TaxProgram]]
  /// [authority][payment]: by year, what a payment is to that country.
  let amounts: [[[TaxedAmount?]]]
  /// Of a payment: the share that is withheld at source for good, which other countries credit; of pay, what contributions take of a unit
  /// that they leave.
  let withheld, contributions: [Double]
  /// Payments that tax is taken from, and the first month in which anything can be due of each.
  let isCharged: [Bool]
  let from: [Int]
  /// [strategy]: the row of its tax.
  let rowOfTax: [Int]
  /// First rows: the block as a year began; by authority, the index and what it was at the base; by authority and payment, the year's
  /// nominal gross; by payment, its gross and its net in real money, and months in which it is due; by strategy, what a unit paid gives,
  /// and what is carried on.
  let saved, index, base, level, gross, real, paid, months, share, carried, chosen, inputs, lines, sums: Int
  /// Months that have been gone through.
  var done = 0

  init(_ plan: HouseholdPlan, lanes: Int, rows: Int) {
    taxes = plan.taxes
    let taxes = plan.taxes
    programs = taxes?.sets.map { $0.map { TaxProgram($0.authority, $0.form) } } ?? []
    let payments = plan.payments
    amounts =
      taxes?.amounts.map { known in
        payments.map { payment in
          let benefit = plan.benefits[payment.benefit]
          return payment.tax != nil || benefit.isPrice || (payment.survivor?.lumpSum ?? 0) > 0
            ? [] : known[.init(person: benefit.person, source: benefit.source, kind: payment.kind)] ?? []
        }
      } ?? []
    let shares = payments.map { payment in
      plan.benefits[payment.benefit].withholdings.reduce(0) { $0 + ($1.exempt == 0 && $1.fixed == 0 ? $1.share : 0) }
    }
    let final = Set((taxes?.authorities ?? []).filter(\.withholdsFinally).map(\.source))
    withheld = zip(payments, shares).map { final.contains(plan.benefits[$0.benefit].source) ? $1 : 0 }
    contributions = zip(payments, shares).map { $0.kind == .work && $1 < 1 ? $1 / (1 - $1) : 0 }
    isCharged = payments.map { $0.tax == nil && !plan.benefits[$0.benefit].isPrice }
    from = payments.map { $0.others.reduce(plan.benefits[$0.benefit].from) { min($0, plan.benefits[$1.benefit].from) } }
    rowOfTax = plan.strategies.map { list in list.first { payments[$0].tax != nil } ?? 0 }
    var next = 0
    func take(_ count: Int) -> Int {
      defer { next += taxes == nil ? 0 : count }
      return next
    }
    let authorities = taxes?.authorities.count ?? 0
    let longest = programs.reduce(0) { $1.reduce($0) { max($0, $1.operations.count) } }
    saved = take(rows)
    index = take(authorities)
    base = take(authorities)
    level = take(authorities)
    gross = take(authorities * payments.count)
    real = take(payments.count)
    paid = take(payments.count)
    months = take(payments.count)
    share = take(plan.strategies.count)
    carried = take(plan.strategies.count)
    chosen = take(1)
    inputs = take(plan.lifetimes.count * TaxedAmount.allCases.count)
    lines = take(longest)
    // Total gross, nominal and real; what is paid; the tax of a set, of a form, of the year.
    sums = take(6)
    memory = LaneMemory(rows: next, lanes: lanes)
  }
}

extension HouseholdBlock {
  func taxRow(_ index: Int) -> UnsafeMutablePointer<Double> { tax.memory.row(index) }

  /// The month after the last whole calendar year before `limit`, or `limit` where the months end there.
  func lastTaxedMonth(before limit: Int, end: Int) -> Int {
    guard limit < end else { return end }
    // Months from January on are left for the next call.
    return limit - ((plan.firstMonth + limit).month - 1)
  }

  func startTaxes() {
    guard let taxes = tax.taxes else { return }
    tax.memory.clear(tax.carried, count: plan.strategies.count)
    for authority in taxes.authorities.indices {
      taxRow(tax.index + authority).update(repeating: 1, count: lanes)
      taxRow(tax.base + authority).update(repeating: 1, count: lanes)
      taxRow(tax.level + authority).update(repeating: 1, count: lanes)
    }
  }

  /// Keeps the block as it is at the start of a year.
  func keepForTaxes() {
    taxRow(tax.saved).update(from: row(0), count: layout.rows * lanes)
    let payments = plan.payments.count
    tax.memory.clear(tax.gross, count: tax.amounts.count * payments)
    tax.memory.clear(tax.real, count: payments)
    tax.memory.clear(tax.paid, count: payments)
    tax.memory.clear(tax.months, count: payments)
  }

  func goBackForTaxes() { row(0).update(from: taxRow(tax.saved), count: layout.rows * lanes) }

  /// Adds a month's payments to the year's amounts: pensions as they are due, other income after what law takes from it.
  func countForTaxes(_ month: Int, waits: Bool, active: Int) {
    guard let taxes = tax.taxes else { return }
    for (number, payment) in plan.payments.enumerated() where tax.isCharged[number] && tax.from[number] <= month {
      let source = plan.benefits[payment.benefit].source
      let currency = plan.sources[source].currency
      let isPension = payment.kind == .pension
      let amount =
        isPension
        ? row((waits ? layout.dueGross : layout.nowGross) + number) : row(layout.paidNet + number)
      let (real, paid) = (taxRow(tax.real + number), taxRow(tax.paid + number))
      let own = row(layout.conversion + currency)
      // The means test may count foreign money at a rate of its own.
      let counted = row(countedConversion(of: currency, isPension: isPension))
      let scratch = taxRow(tax.sums)
      if own == counted {
        scratch.update(from: amount, count: active)
      } else {
        for lane in 0..<active { scratch[lane] = amount[lane] * (own[lane] / counted[lane]) }
      }
      ck_add_row(real, 1, scratch, nil, active)
      if isPension { ck_count_positive_row(taxRow(tax.months + number), scratch, active) }
      ck_add_row(paid, 1, row(layout.paidNet + number), nil, active)
      for (place, authority) in taxes.authorities.enumerated() {
        let worth = row(layout.conversion + plan.sources[authority.source].currency)
        let sum = taxRow(tax.gross + place * plan.payments.count + number)
        for lane in 0..<active { sum[lane] += scratch[lane] / worth[lane] }
      }
    }
  }

  private func countedConversion(of currency: Int, isPension: Bool) -> Int {
    guard isPension, let minimum = plan.minimum, minimum.freezesRate,
      plan.sources[minimum.source].currency != currency
    else { return layout.conversion + currency }
    return layout.counted + currency
  }

  /// Remembers the level that thresholds of the next year follow.
  func followThresholds(_ month: Int, _ economy: EconomyBlock, at: Int, _ tables: LevelRows, active: Int) {
    guard let taxes = tax.taxes else { return }
    let date = plan.firstMonth + month
    for (place, authority) in taxes.authorities.enumerated() {
      guard let index = authority.index, index.month == date.month else { continue }
      let level = taxRow(tax.level + place)
      if let number = index.level {
        level.update(from: tables.level(number, of: authority.source) + at, count: active)
      } else {
        economy.areas[plan.sources[authority.source].area].priceLevel.withUnsafeBufferPointer {
          level.update(from: $0.baseAddress.unsafelyUnwrapped + at, count: active)
        }
      }
      if date.year < index.after { taxRow(tax.base + place).update(from: level, count: active) }
    }
  }

  /// Works out every strategy's tax of a year from its amounts.
  ///
  /// - Parameter first: the year's first simulated month.
  func assess(_ year: Int, first: Int, active: Int) {
    guard let taxes = tax.taxes, taxes.years.contains(year) else { return }
    let place = year - taxes.years.lowerBound
    let needed = chooseForms(taxes, place, first: first, active: active)
    for (number, authority) in taxes.authorities.enumerated() {
      let (index, level, base) = (taxRow(tax.index + number), taxRow(tax.level + number), taxRow(tax.base + number))
      let years = year - (authority.index?.after ?? year)
      if years > 0, let drift = authority.index?.drift {
        let factor = Self.power(drift, years)
        for lane in 0..<active { index[lane] = factor * (level[lane] / base[lane]) }
      }
    }
    for strategy in plan.strategies.indices {
      let (paid, whole) = (taxRow(tax.sums + 2), taxRow(tax.sums + 5))
      ck_fill(paid, 0, active)
      for place in Int(offsets[strategy])..<Int(offsets[strategy + 1]) where tax.isCharged[Int(listed[place])] {
        ck_add_row(paid, 1, taxRow(tax.paid + Int(listed[place])), nil, active)
      }
      ck_fill(whole, 0, active)
      for set in needed {
        let sum = taxRow(tax.sums + 3)
        ck_fill(sum, 0, active)
        for program in tax.programs[set].indices {
          work(out: tax.programs[set][program], of: strategy, place, into: sum, active: active)
        }
        ck_choose_row(whole, sum, taxRow(tax.chosen), Double(set), active)
      }
      ck_tax_share_row(taxRow(tax.share + strategy), taxRow(tax.carried + strategy), whole, paid, active)
    }
  }

  /// e to the power of a small number times some years, without a mathematics library.
  private static func power(_ drift: Double, _ years: Int) -> Double {
    var (sum, term) = (1.0, 1.0)
    for place in 1...20 {
      term *= drift * Double(years) / Double(place)
      sum += term
    }
    return sum
  }

  /// Which list of forms each lane's household has in a year, and which are needed.
  private func chooseForms(_ taxes: HouseholdTaxes, _ place: Int, first: Int, active: Int) -> [Int] {
    let chosen = taxRow(tax.chosen)
    let sets = taxes.setOfCase[place]
    ck_fill(chosen, Double(sets[0]), active)
    guard plan.lifetimes.count == 2 else { return [sets[0]] }
    var needed: [Int] = []
    let (one, other) = (row(layout.lived), row(layout.lived + 1))
    for lane in 0..<active {
      var number = 0
      if one[lane] <= Double(first), other[lane] > Double(first) { number = alone(1, dead: one[lane], place, taxes) }
      if other[lane] <= Double(first), one[lane] > Double(first) { number = alone(0, dead: other[lane], place, taxes) }
      chosen[lane] = Double(sets[number])
      if !needed.contains(sets[number]) { needed.append(sets[number]) }
    }
    return needed
  }

  /// The number of the case in which one person is left, the other having lived so many months.
  private func alone(_ person: Int, dead lived: Double, _ place: Int, _ taxes: HouseholdTaxes) -> Int {
    // The last month lived holds the death.
    let year = (plan.firstMonth + (Int(lived) - 1)).year
    let since = min(max(1, taxes.years.lowerBound + place - year), HouseholdTaxes.Survivors.most)
    return 1 + person * HouseholdTaxes.Survivors.most + since - 1
  }

  /// Works out one form of a strategy and adds its tax, in real money, to `sum`.
  private func work(
    out program: TaxProgram, of strategy: Int, _ place: Int, into sum: UnsafeMutablePointer<Double>, active: Int
  ) {
    let kinds = TaxedAmount.allCases.count
    let year = place + (tax.taxes?.years.lowerBound ?? 0)
    let (nominal, real) = (taxRow(tax.sums), taxRow(tax.sums + 1))
    tax.memory.clear(tax.inputs, count: plan.lifetimes.count * kinds)
    ck_fill(nominal, 0, active)
    ck_fill(real, 0, active)
    let payments = plan.payments.count
    for item in Int(offsets[strategy])..<Int(offsets[strategy + 1]) {
      let payment = Int(listed[item])
      guard tax.isCharged[payment] else { continue }
      let gross = taxRow(tax.gross + program.authority * payments + payment)
      ck_add_row(nominal, 1, gross, nil, active)
      ck_add_row(real, 1, taxRow(tax.real + payment), nil, active)
      let years = tax.amounts[program.authority][payment]
      let person = plan.benefits[plan.payments[payment].benefit].person
      guard place < years.count, let kind = years[place] else { continue }
      ck_add_row(taxRow(tax.inputs + person * kinds + kind.rawValue), 1, gross, nil, active)
      if kind == .ownPension || kind == .otherPension {
        ck_most_row(
          taxRow(tax.inputs + person * kinds + TaxedAmount.pensionMonths.rawValue), taxRow(tax.months + payment), active
        )
      }
      if kind == .work, tax.contributions[payment] > 0 {
        ck_add_row(
          taxRow(tax.inputs + person * kinds + TaxedAmount.contributions.rawValue), tax.contributions[payment], gross,
          nil, active)
      }
      if kind == .otherPension, tax.withheld[payment] > 0 {
        ck_add_row(
          taxRow(tax.inputs + person * kinds + TaxedAmount.foreignTax.rawValue), tax.withheld[payment], gross, nil,
          active)
      }
    }
    for item in plan.payments[tax.rowOfTax[strategy]].tax?.workedOn ?? []
    where item.authority == program.authority && item.year == year {
      ck_fill(
        taxRow(tax.inputs + item.person * kinds + TaxedAmount.monthsWorkedOn.rawValue), Double(item.months), active)
    }
    // Tax of the forms before this one, in this country's money.
    if let person = program.people.first {
      let abroad = taxRow(tax.inputs + person * kinds + TaxedAmount.foreignTax.rawValue)
      for lane in 0..<active where real[lane] > 0 {
        abroad[lane] += max(0, sum[lane]) * (nominal[lane] / real[lane])
      }
    }
    fill(program, active: active)
    let owed = taxRow(tax.lines + program.tax)
    for lane in 0..<active where nominal[lane] > 0 { sum[lane] += owed[lane] * (real[lane] / nominal[lane]) }
  }

  /// Every line of a form, one row each.
  private func fill(_ program: TaxProgram, active: Int) {
    let kinds = TaxedAmount.allCases.count
    let index = UnsafePointer(taxRow(tax.index + program.authority))
    for (number, operation) in program.operations.enumerated() {
      let out = taxRow(tax.lines + number)
      func line(_ number: Int) -> UnsafePointer<Double> { UnsafePointer(taxRow(tax.lines + number)) }
      switch operation {
      case .amount(let kind, let person):
        out.update(from: taxRow(tax.inputs + person * kinds + kind.rawValue), count: active)
      case .constant(let value, let isIndexed):
        if isIndexed { ck_gross_row(out, value, index, 0, active) } else { ck_fill(out, value, active) }
      case .sum(let first, let count, let isPositive):
        ck_fill(out, 0, active)
        for term in first..<first + count {
          ck_add_row(out, program.weights[term], line(program.lines[term]), nil, active)
        }
        if isPositive { ck_hinge_row(out, nil, out, 1, 0, nil, active) }
      case .pieces(let first, let count, let of, let isIndexed):
        program.from.withUnsafeBufferPointer { from in
          program.base.withUnsafeBufferPointer { base in
            program.slope.withUnsafeBufferPointer { slope in
              ck_pieces_row(
                out, line(of), isIndexed ? index : nil, from.baseAddress.unsafelyUnwrapped + first,
                base.baseAddress.unsafelyUnwrapped + first, slope.baseAddress.unsafelyUnwrapped + first, count, active)
            }
          }
        }
      case .cut(let number, let step): ck_cut_row(out, line(number), step, active)
      case .lesser(let a, let b): ck_lesser_row(out, line(a), line(b), active)
      case .given(let a, let b): ck_given_row(out, line(a), line(b), active)
      case .share(let a, let b, let c): ck_portion_row(out, line(a), line(b), line(c), active)
      }
    }
  }

  /// Takes the tax from a month's payments, as a payment of its own that means tests do not see.
  func chargeTaxes(month: Int, waits: Bool, active: Int) {
    guard tax.taxes != nil else { return }
    for strategy in plan.strategies.indices {
      let number = tax.rowOfTax[strategy]
      let (paid, lump) = (row(layout.paidNet + number), row(layout.lump + number))
      let share = taxRow(tax.share + strategy)
      ck_fill(paid, 0, active)
      ck_fill(lump, 0, active)
      for place in Int(offsets[strategy])..<Int(offsets[strategy + 1]) {
        let payment = Int(listed[place])
        guard tax.isCharged[payment] else { continue }
        ck_add_row(paid, -1, row(layout.paidNet + payment), share, active)
        if waits { ck_add_row(lump, -1, row(layout.lump + payment), share, active) }
      }
      ck_fill(row(layout.nowGross + number), 0, active)
      if waits { ck_fill(row(layout.dueGross + number), 0, active) }
      ck_accumulate_row(
        row(layout.value + number), row(layout.year + number), paid, plan.discount[month], active)
    }
  }
}
