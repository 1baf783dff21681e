// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Pensions
import Quantities

/// The rows of one month that every payment and every strategy reads.
extension HouseholdBlock {
  /// What a unit of each currency is worth in the month, in the household's real money.
  func convert(_ economy: EconomyBlock, at: Int) {
    let spent = plan.currency
    economy.areas[plan.areas.currencies[spent].area].priceLevel.withUnsafeBufferPointer { price in
      economy.rates[spent].withUnsafeBufferPointer { own in
        let price = price.baseAddress.unsafelyUnwrapped + at
        for currency in plan.areas.currencies.indices {
          economy.rates[currency].withUnsafeBufferPointer { rate in
            // The first currency has no table: its rate is 1.
            ck_conversion_row(
              row(layout.conversion + currency),
              currency == 0 || currency == spent ? nil : rate.baseAddress.unsafelyUnwrapped + at,
              spent == 0 || currency == spent ? nil : own.baseAddress.unsafelyUnwrapped + at, price, active)
          }
        }
      }
    }
  }

  /// What other currencies count in the means test where it takes the rate of the last January or July.
  func freezeConversions(_ month: Int) {
    guard let minimum = plan.minimum, minimum.freezesRate else { return }
    let own = plan.sources[minimum.source].currency
    let worth = row(layout.conversion + own)
    let isNew = month == 0 || (plan.firstMonth + month).month % 6 == 1
    for currency in plan.areas.currencies.indices where currency != own {
      let rate = row(layout.frozen + currency)
      if isNew {
        let other = row(layout.conversion + currency)
        for lane in 0..<active { rate[lane] = other[lane] / worth[lane] }
      }
      ck_product_row(row(layout.counted + currency), worth, rate, active)
    }
  }

  func countAlive(_ month: Int) {
    ck_alive_month(
      row(layout.alive), row(layout.lived), plan.lifetimes.count, lanes, row(layout.adults), row(layout.need),
      row(layout.annuity), row(layout.yearMonths), plan.discount[month],
      plan.needs.amounts[plan.currency][month] * (1 - Self.tolerance), Double(month), active)
    guard layout.paysMonthOfDeath else { return }
    for person in plan.lifetimes.indices {
      let (dying, lived) = (row(layout.dying + person), row(layout.lived + person))
      for lane in 0..<active { dying[lane] = lived[lane] >= Double(month) ? 1 : 0 }
    }
    // The year's mean month takes the month in which the last one dies in; needs are those of months lived through.
    let (longest, months) = (row(layout.longest), row(layout.yearMonths))
    for lane in 0..<active where longest[lane] == Double(month) { months[lane] += 1 }
  }

  /// A unit's worth in the month.
  func move(unit index: Int, at: Int, _ tables: LevelRows) {
    let unit = plan.units[index]
    ck_product_row(
      row(layout.unit + index), tables.level(unit.level, of: unit.source) + at,
      tables.entry(unit.entryYear, of: unit.source, lanes: lanes), active)
  }

  /// Gross and net amount of a benefit in the month, in its own currency.
  func work(out index: Int, _ month: Int, at: Int, _ tables: LevelRows) {
    let gross = row(layout.gross + index)
    let source = plan.benefits[index].source
    for number in plan.benefits[index].terms.indices {
      let scale = plan.benefits[index].terms[number].scale[month]
      guard number == 0 || scale != 0 else { continue }
      ck_gross_row(
        gross, scale, row(layout.unit + plan.benefits[index].terms[number].unit), number == 0 ? 0 : 1, active)
    }
    if let worker = plan.benefits[index].worker { ck_spouse_row(gross, row(layout.alive + worker), active) }
    if let fund = funds[source] {
      ck_shortfall_row(
        gross, row(layout.shortfallFrom + source), Double(month), fund.shortfall.share(in: plan.firstMonth + month),
        active)
    }
    // Where nothing is withheld, the gross row is the net row too.
    if !isUntaxed[index] {
      withhold(index, of: source, from: gross, into: row(layout.net + index), month, at: at, tables)
    }
  }

  /// The line of the means test, zero in months in which there is none.
  func limit(_ month: Int, at: Int, _ tables: LevelRows) {
    guard let minimum = plan.minimum else { return }
    guard minimum.months.contains(month) else {
      row(layout.threshold).update(repeating: 0, count: active)
      return
    }
    ck_limit_row(
      row(layout.threshold), minimum.amounts, minimum.amounts.count, row(layout.adults),
      tables.level(minimum.level, of: minimum.source) + at,
      row(layout.conversion + plan.sources[minimum.source].currency), active)
  }
}
