// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Economy
import Quantities

/// What is put aside: it earns interest, and meets what income leaves of the needs.
extension HouseholdBlock {
  /// Puts the savings of the valuation month into every strategy's accounts.
  func openAccounts() {
    for (number, savings) in plan.savings.enumerated() {
      row(layout.before + number).update(repeating: savings.worth, count: lanes)
      for strategy in plan.strategies.indices {
        row(layout.account + strategy * plan.savings.count + number)
          .update(repeating: savings.amount, count: lanes)
      }
    }
  }

  /// Lets savings earn the month's interest and meet what is missing.
  ///
  /// - Parameter waits: whether a first payment may bring arrears; what they leave above the month's need is put aside.
  func drawDown(_ month: Int, _ economy: EconomyBlock, waits: Bool) {
    guard !plan.savings.isEmpty else { return }
    let date = plan.firstMonth + month
    for (number, savings) in plan.savings.enumerated() {
      let interest = row(layout.interest + number)
      if month == 0 || date.month == 1 {
        let rates = economy.areas[plan.areas.currencies[savings.currency].area].shortRate
        let year = (date.year - economy.firstYear) * lanes
        for lane in 0..<active { interest[lane] = 1 + rates[year + lane] }
        ck_log(row(layout.due), interest, active)
        for lane in 0..<active { row(layout.due)[lane] /= 12 }
        ck_exp(interest, row(layout.due), active)
      }
      let now = row(layout.conversion + savings.currency)
      let before = row(layout.before + number)
      ck_growth_row(row(layout.growth + number), interest, now, before, active)
      before.update(from: now, count: active)
    }
    ck_savings_month(
      row(layout.state), plan.strategies.count, lanes, row(layout.account), row(layout.growth),
      plan.savings.count, row(layout.need), 1 / (1 - Self.tolerance), row(layout.due),
      row(layout.chosen), active)
    if waits { saveArrears() }
  }

  /// Nobody spends a lump of back pay in its month: what is above the need goes into the account that is drawn on first.
  private func saveArrears() {
    let (need, lump) = (row(layout.need), row(layout.due))
    for strategy in plan.strategies.indices {
      lump.update(repeating: 0, count: active)
      for place in Int(offsets[strategy])..<Int(offsets[strategy + 1]) {
        let arrears = row(layout.lump + Int(listed[place]))
        for lane in 0..<active { lump[lane] += arrears[lane] }
      }
      let income = state(strategy, Int(CK_MONTH_INCOME))
      let account = row(layout.account + strategy * plan.savings.count)
      for lane in 0..<active where lump[lane] > 0 {
        account[lane] += max(0, min(lump[lane], income[lane] - need[lane]))
      }
    }
  }
}
